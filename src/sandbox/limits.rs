//! A strict upstream: it keeps the time of every request of its API, and answers 429 to one that is beyond a
//! limit. It is as exact as it is simple, so that it can judge those who count in another way.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::config::{Rate, Rates};

/// The limits, and what came of late.
pub(super) struct Limits {
    rates: Rates,
    /// Of the requests that were let through, the oldest first.
    times: Mutex<VecDeque<Instant>>,
}

impl Limits {
    pub(super) fn new(rates: Rates) -> Limits {
        Limits {
            rates,
            times: Mutex::default(),
        }
    }

    /// Counts a request that came at `now`; one that is beyond a limit is told after how long it would not be,
    /// and is not counted.
    pub(super) fn admit(&self, now: Instant) -> Result<(), Duration> {
        let Some(longest) = self.rates.iter().map(|rate| rate.per).max() else {
            return Ok(());
        };
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        while times
            .front()
            .is_some_and(|first| now.duration_since(*first) >= longest)
        {
            times.pop_front();
        }
        let waits = self.rates.iter().filter_map(|rate| wait(&times, rate, now));
        match waits.max() {
            Some(wait) => Err(wait),
            None => {
                times.push_back(now);
                Ok(())
            }
        }
    }
}

/// How long until one more is within `rate`; nothing where it is.
fn wait(times: &VecDeque<Instant>, rate: Rate, now: Instant) -> Option<Duration> {
    // The request that has to be out of the window before another one may come.
    let place = times.len().checked_sub(rate.count as usize)?;
    let passed = now.duration_since(*times.get(place)?);
    rate.per.checked_sub(passed).filter(|left| !left.is_zero())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::clock;

    #[test]
    fn every_window_slides() {
        let limits = Limits::new(
            ["2/s", "3/m"]
                .iter()
                .map(|text| text.parse().unwrap())
                .collect(),
        );
        let begun = clock::monotonic();
        let none = Duration::ZERO;
        for (millis, wait) in [
            (0, none),
            (900, none),
            (999, Duration::from_millis(1)),
            (1000, none),
            (1001, Duration::from_millis(58_999)),
            (59_999, Duration::from_millis(1)),
            (60_000, none),
            (60_001, Duration::from_millis(899)),
        ] {
            let admitted = limits.admit(begun + Duration::from_millis(millis));
            assert_eq!(admitted.err().unwrap_or_default(), wait, "{millis}");
        }
        let free = Limits::new(Rates::default());
        assert!((0..1000).all(|_| free.admit(begun).is_ok()));
    }
}
