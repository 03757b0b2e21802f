//! How fast a host is asked that has said "too fast" (429): slower by a part after each time, a little faster
//! after each answer that is none, never at less than one request a second. Pure. Limits hold beside it.

use serde::{Deserialize, Serialize};

/// The slowest, in requests a second: a pause is what `Retry-After` is for.
const SLOWEST: f64 = 1.0;
/// What each 429 leaves of the pace.
const KEPT: f64 = 0.7;
/// The part of the pace that was too fast by which each other answer makes it faster.
const STEP: f64 = 0.02;
/// The least of that, in requests a second: the way back from the slowest is not to take hours.
const LEAST_STEP: f64 = 0.1;

/// A pace below the usual one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Pace {
    /// Requests a second.
    pub(super) rate: f64,
    /// Where it ends: the pace at which the host said it first.
    usual: f64,
    /// By how much an answer raises it.
    step: f64,
    /// When it was lowered last.
    lowered: u64,
    /// Before when nothing is sent.
    #[serde(default)]
    next: u64,
}

impl Pace {
    /// After the first 429, at so many requests a second.
    pub(super) fn first(usual: f64, now: u64) -> Self {
        // Also where it was slow already: it climbs from the slowest.
        let usual = usual.max(SLOWEST / KEPT);
        Self {
            rate: usual * KEPT,
            usual,
            step: (usual * STEP).max(LEAST_STEP),
            lowered: now,
            next: now,
        }
    }

    /// After another one, to a request sent at `sent`. What was on its way when the pace was lowered says
    /// nothing of the new one.
    pub(super) fn lower(&mut self, sent: u64, now: u64) {
        if sent >= self.lowered {
            self.step = (self.rate * STEP).max(LEAST_STEP);
            self.rate = (self.rate * KEPT).max(SLOWEST);
            self.lowered = now;
        }
    }

    /// After so many other answers; whether it is the usual pace again.
    pub(super) fn raise(&mut self, answers: u32) -> bool {
        self.rate += f64::from(answers) * self.step;
        self.rate >= self.usual
    }

    /// Milliseconds until a request may be sent, never more than one of the slowest pace takes.
    pub(super) fn wait(&self, now: u64) -> u64 {
        self.next.saturating_sub(now).min(1000)
    }

    /// Notes that one is sent.
    pub(super) fn sent(&mut self, now: u64) {
        let rate = self.rate.clamp(SLOWEST, 1000.0);
        // Between 1 and 1,000.
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "as said"
        )]
        let apart = (1000.0 / rate).ceil() as u64;
        self.next = now.saturating_add(apart);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What happens: a 429 to a request sent then, or so many other answers.
    enum Event {
        TooFast(u64),
        Well(u32),
    }
    use Event::{TooFast, Well};

    #[test]
    fn it_falls_by_a_part_and_climbs_by_steps() {
        let mut pace = Pace::first(40.0, 10);
        for (event, rate, usual) in [
            (Well(0), 28.0, false),
            // Two requests were on their way when the first answer came.
            (TooFast(9), 28.0, false),
            (TooFast(10), 19.6, false),
            (TooFast(19), 19.6, false),
            (Well(1), 20.16, false),
            (TooFast(30), 14.112, false),
            (TooFast(40), 9.8784, false),
            (Well(10), 12.7008, false),
            (Well(96), 39.795_84, false),
            (Well(1), 40.078_08, true),
        ] {
            let now = match event {
                TooFast(sent) => {
                    pace.lower(sent, sent + 10);
                    false
                }
                Well(answers) => pace.raise(answers),
            };
            assert!((pace.rate - rate).abs() < 1e-9, "{pace:?}, not {rate}");
            assert_eq!(now, usual);
        }
        for sent in 100..120 {
            pace.lower(sent, sent);
        }
        assert!((pace.rate - 1.0).abs() < 1e-9, "{pace:?}");
    }

    #[test]
    fn it_is_never_slower_than_one_a_second_nor_without_bounds() {
        for (usual, first) in [
            (0.0, 1.0),
            (0.5, 1.0),
            (1.5, 1.05),
            (3.0, 2.1),
            (f64::NAN, 1.0),
        ] {
            let mut pace = Pace::first(usual, 0);
            assert!((pace.rate - first).abs() < 1e-9, "{pace:?}");
            assert_eq!(pace.wait(0), 0);
            assert!(!pace.raise(0) && !pace.raise(2), "{pace:?}");
            pace.sent(5);
            assert!((400..=1000).contains(&pace.wait(5)), "{pace:?}");
            assert_eq!(pace.wait(1005), 0);
        }
        let mut pace = Pace::first(100_000.0, 0);
        pace.sent(0);
        assert_eq!(pace.wait(0), 1);
    }
}
