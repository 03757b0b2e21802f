//! A clock of a file's own that no step of the wall clock moves, for the hosts and the boots that use the
//! file. Pure.
//!
//! Each boot goes on from where it last read the clock, by its own count. So hosts whose wall clocks differ
//! agree on its pace: it is never faster than time. Only a boot that is new to it is placed by the wall
//! clock; where that went back, nothing has passed, and what is counted stays counted. Nothing passes for
//! such a boot until its first reading is noted, so who waits notes it, too.

use serde::{Deserialize, Serialize};

use crate::clock::Moment;

/// Boots that are remembered; the one that was silent for longest is forgotten first.
const MOST: usize = 16;

/// What it shows first: what was before has a place, too.
const BEGINS: u64 = 24 * 3_600_000;

/// Where each boot last read it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Timeline(Vec<Mark>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    moment: Moment,
    /// In milliseconds.
    at: u64,
}

impl Timeline {
    /// What it shows at `moment`, in milliseconds; never less than it has shown.
    pub(super) fn now(&self, moment: &Moment) -> u64 {
        let Some(latest) = self.0.iter().max_by_key(|mark| mark.at) else {
            return BEGINS;
        };
        let from = self.own(moment).unwrap_or(latest);
        let passed = from.moment.until(moment).as_millis();
        let passed = u64::try_from(passed).unwrap_or(0);
        from.at.saturating_add(passed).max(latest.at)
    }

    /// The same, noted: what comes later is counted from here.
    pub(super) fn advance(&mut self, moment: &Moment) -> u64 {
        let at = self.now(moment);
        self.0.retain(|mark| mark.moment.boot() != moment.boot());
        let moment = moment.clone();
        self.0.insert(0, Mark { moment, at });
        self.0.truncate(MOST);
        at
    }

    /// Whether the boot has read it before, so that its own count goes on.
    pub(super) fn knows(&self, moment: &Moment) -> bool {
        self.own(moment).is_some()
    }

    fn own(&self, moment: &Moment) -> Option<&Mark> {
        let mut marks = self.0.iter();
        marks.find(|mark| mark.moment.boot() == moment.boot())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use proptest::prelude::*;

    /// At a second of the wall clock, and of a boot's own count.
    fn at(boot: &str, wall: i64, since: u64) -> Moment {
        Moment::new(
            Timestamp::from_second(wall).unwrap(),
            Some((boot, since * 1000)),
        )
    }

    #[test]
    fn the_wall_clock_places_a_boot_once() {
        let mut time = Timeline::default();
        for (moment, shows) in [
            (at("a", 1000, 50), 0),
            (at("a", 1010, 60), 10),
            // The wall clock is set, forth and back.
            (at("a", 9000, 61), 11),
            (at("a", 5, 62), 12),
            // Another boot, ten seconds later by the wall clock; and its own count after that.
            (at("b", 15, 3), 22),
            (at("b", 99_999, 4), 23),
            // A boot whose clock is years behind: nothing has passed.
            (at("c", -900_000, 1), 23),
            (at("c", -900_000, 3), 25),
            // The first one, by its own count, which the others' time has overtaken; and which overtakes it.
            (at("a", 5, 64), 25),
            (at("a", 5, 100), 61),
            (Moment::of_wall(Timestamp::from_second(6).unwrap()), 62),
            (Moment::of_wall(Timestamp::from_second(4).unwrap()), 62),
        ] {
            let shows = BEGINS + shows * 1000;
            assert_eq!(time.now(&moment), shows, "{moment:?}");
            assert_eq!(time.advance(&moment), shows, "{moment:?}");
        }
        assert_eq!(time.0.len(), 4);
    }

    proptest! {
        /// Whatever the wall clocks of three hosts show: once each has been seen, time passes as it does.
        #[test]
        fn it_never_runs_faster_than_time(
            skews in proptest::array::uniform3(-100_000i64..100_000),
            reads in proptest::collection::vec((0usize..3, 0u64..100, -500i64..500), 1..60),
        ) {
            let mut time = Timeline::default();
            let name = ["a", "b", "c"];
            for host in 0..3 {
                time.advance(&at(name[host], 500_000 + skews[host], 7));
            }
            let begun = time.0.iter().map(|mark| mark.at).max().unwrap();
            let (mut real, mut last) = (0, begun);
            for (host, passed, step) in reads {
                real += passed;
                let wall = 500_000 + skews[host] + i64::try_from(real).unwrap() + step;
                let now = time.advance(&at(name[host], wall, 7 + real));
                prop_assert!(now >= last, "it went back");
                prop_assert!(now <= begun + real * 1000, "it ran ahead");
                last = now;
            }
        }
    }
}
