//! A moment that can be compared with one of another process, another day and another host, and that a
//! step of the wall clock does not move.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A point in time on the wall clock, and since boot where the system tells.
///
/// Between two moments of one boot the wall clock is not asked: it may have been set in between.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// The wall clock, in UTC.
    pub at: Timestamp,
    /// Names the boot; moments of different ones have only the wall clock in common.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    boot: Option<String>,
    /// Milliseconds since that boot.
    #[serde(default)]
    since_boot: u64,
}

impl Moment {
    /// `boot` is the name of the boot and the milliseconds since then.
    pub fn new(at: Timestamp, boot: Option<(&str, u64)>) -> Self {
        Self {
            at,
            boot: boot.map(|(name, _)| name.to_owned()),
            since_boot: boot.map_or(0, |(_, since)| since),
        }
    }

    /// A moment of which only the wall clock's time is known.
    pub fn of_wall(at: Timestamp) -> Self {
        Self::new(at, None)
    }

    /// The same moment, told by a wall clock that is `skew` ahead of this one.
    pub fn skewed(mut self, skew: SignedDuration) -> Self {
        self.at = self.at.saturating_add(skew).unwrap_or(self.at);
        self
    }

    /// The name of the boot, where it is known.
    pub fn boot(&self) -> Option<&str> {
        self.boot.as_deref()
    }

    /// Whether both are of one boot, so that the time between them is certain.
    pub fn shares_boot(&self, other: &Moment) -> bool {
        self.boot.is_some() && self.boot == other.boot
    }

    /// The time from here to `later`; negative only where the wall clock went back between two boots.
    pub fn until(&self, later: &Moment) -> SignedDuration {
        if self.shares_boot(later) {
            let millis =
                |since: u64| SignedDuration::from_millis(since.try_into().unwrap_or(i64::MAX));
            return millis(later.since_boot) - millis(self.since_boot);
        }
        later.at.duration_since(self.at)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn within_a_boot_the_wall_clock_is_not_asked() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let first = Moment::new(at("2030-01-01T00:00:00Z"), Some(("a", 1_000)));
        let stepped = Moment::new(at("2031-01-01T00:00:00Z"), Some(("a", 61_000)));
        assert_eq!(first.until(&stepped), SignedDuration::from_secs(60));
        let rebooted = Moment::new(at("2030-01-01T00:10:00Z"), Some(("b", 5)));
        assert_eq!(first.until(&rebooted), SignedDuration::from_mins(10));
        let wall = Moment::of_wall(at("2029-12-31T23:59:00Z"));
        assert_eq!(first.until(&wall), SignedDuration::from_mins(-1));
        assert_eq!(
            wall.clone().skewed(SignedDuration::from_mins(1)).at,
            first.at
        );
    }

    #[test]
    fn two_readings_of_this_machine_are_in_order() {
        let first = crate::clock::moment();
        let second = crate::clock::moment();
        assert!(first.shares_boot(&second) || first.boot().is_none());
        assert!(!first.until(&second).is_negative());
    }
}
