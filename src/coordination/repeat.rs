//! When a job that repeats runs next. Pure: how the last run ended goes in, the pause comes out.

use std::time::Duration;

/// How much earlier or later than asked: hosts that were started together do not stay together.
const JITTER: f64 = 0.1;
/// The rest after a run that took longer than the period, as a part of it.
const REST: u32 = 10;
/// The longest such rest.
const LONGEST_REST: Duration = Duration::from_secs(10);
/// The longest pause that failures lead to; a longer period stays. An upstream that is down has its breaker: what a pause
/// adds is rest, and it must not hide for long that the upstream is there again.
const LONGEST_PAUSE: Duration = Duration::from_secs(15 * 60);

/// How a run ended, as far as the next one is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// With nothing that a pause would mend.
    Well,
    /// With a failure. `asked` is how long whoever refused wants to be left alone.
    Failed { asked: Option<Duration> },
}

/// A job that repeats.
#[derive(Clone, Debug)]
pub struct Repeat {
    every: Duration,
    failures: u32,
}

impl Repeat {
    /// Its runs start `every` apart.
    pub fn new(every: Duration) -> Self {
        Self { every, failures: 0 }
    }

    /// The pause after a run that took `took`; `dice` in `0.0..1.0` is the jitter. After a good run the next one
    /// starts a period after its start, after a failed one the pause is doubled by each failure in a row.
    pub fn pause(&mut self, ended: Ended, took: Duration, dice: f64) -> Duration {
        let period = self.every.mul_f64(1.0 + JITTER * (2.0 * dice - 1.0));
        let Ended::Failed { asked } = ended else {
            self.failures = 0;
            let rest = (self.every / REST).min(LONGEST_REST);
            return period.saturating_sub(took).max(rest);
        };
        self.failures = self.failures.saturating_add(1);
        let longest = LONGEST_PAUSE.max(period);
        let doubled = period
            .saturating_mul(1 << self.failures.min(16))
            .min(longest);
        // Later only: whoever asked is not to be asked before.
        let asked = asked.map(|asked| asked.saturating_add(asked.mul_f64(JITTER * dice)));
        asked.unwrap_or_default().max(doubled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    const MINUTE: Duration = Duration::from_secs(60);
    const HOUR: Duration = Duration::from_secs(3600);
    const FAILED: Ended = Ended::Failed { asked: None };

    fn asking(asked: Duration) -> Ended {
        Ended::Failed { asked: Some(asked) }
    }

    #[test]
    fn a_good_run_is_followed_a_period_after_its_start() {
        for (every, took, dice, pause) in [
            (5 * MINUTE, MINUTE, 0.5, 4 * MINUTE),
            (5 * MINUTE, MINUTE, 0.0, 4 * MINUTE - 30 * SECOND),
            (5 * MINUTE, MINUTE, 1.0, 4 * MINUTE + 30 * SECOND),
            (5 * MINUTE, HOUR, 0.5, 10 * SECOND),
            (20 * SECOND, 20 * SECOND, 0.5, 2 * SECOND),
            (24 * HOUR, HOUR, 0.5, 23 * HOUR),
        ] {
            let pause_now = Repeat::new(every).pause(Ended::Well, took, dice);
            assert_eq!(pause_now, pause, "{every:?} {took:?} {dice}");
        }
    }

    #[test]
    fn failures_in_a_row_make_the_pause_longer_and_a_good_run_ends_them() {
        let mut repeat = Repeat::new(5 * MINUTE);
        for (ended, minutes) in [
            (FAILED, 10),
            (FAILED, 15),
            (FAILED, 15),
            (asking(HOUR + MINUTE), 61),
            (Ended::Well, 5),
            (FAILED, 10),
            (asking(30 * MINUTE), 30),
            (asking(MINUTE), 15),
        ] {
            let pause = repeat.pause(ended, Duration::ZERO, 0.5);
            // Half of the dice is a twentieth more of what was asked for.
            let wanted = minutes * MINUTE;
            assert!(
                pause >= wanted && pause <= wanted.mul_f64(1.05),
                "{pause:?}"
            );
        }
    }

    #[test]
    fn a_pause_is_never_shorter_than_asked_and_never_shorter_than_the_period() {
        for dice in [0.0, 0.3, 0.999] {
            let mut repeat = Repeat::new(6 * HOUR);
            for _ in 0..100 {
                let pause = repeat.pause(asking(7 * HOUR), HOUR, dice);
                assert!((7 * HOUR..8 * HOUR).contains(&pause), "{pause:?}");
                let pause = repeat.pause(FAILED, 9 * HOUR, dice);
                assert!(pause >= (6 * HOUR).mul_f64(0.9), "{pause:?}");
            }
        }
    }
}
