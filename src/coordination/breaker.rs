//! When a host that keeps failing is left alone. Pure: what was seen goes in, what may be sent comes out;
//! `breakers` keeps it on the volume, so that the next process knows.

use std::time::Duration;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::clock::Moment;

/// Failures in a row that open it.
const FAILURES: u32 = 5;
/// How long it stays open at first; doubled by every probe that fails.
const FIRST_PAUSE: Duration = Duration::from_secs(30);
/// The longest pause, also when the host asks for more: a clock or a host in error must not end the service.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);
/// The longest pause that doubling leads to.
const LONGEST_DOUBLED: Duration = Duration::from_secs(600);

/// What was seen of one host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breaker {
    /// Failures in a row.
    #[serde(default)]
    pub failures: u32,
    /// Since when it is open, and for how long.
    #[serde(default)]
    pub opened: Option<Opened>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub later: serde_json::Map<String, serde_json::Value>,
}

/// An open breaker's pause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// When it began.
    pub at: Moment,
    /// Its length.
    pub seconds: u64,
}

/// What may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Everything.
    Closed,
    /// One request, to see.
    HalfOpen,
    /// Nothing, for so long.
    Open(Duration),
}

impl Gate {
    /// `closed`, `half-open` or `open`.
    pub fn as_str(self) -> &'static str {
        match self {
            Gate::Closed => "closed",
            Gate::HalfOpen => "half-open",
            Gate::Open(_) => "open",
        }
    }
}

impl Breaker {
    /// What may be sent at `now`. A clock that went back between two boots does not keep it open.
    pub fn gate(&self, now: &Moment) -> Gate {
        let Some(opened) = &self.opened else {
            return Gate::Closed;
        };
        let pause = Duration::from_secs(opened.seconds).min(LONGEST_PAUSE);
        match Duration::try_from(opened.at.until(now)) {
            Ok(passed) if passed < pause => Gate::Open(pause - passed),
            _ => Gate::HalfOpen,
        }
    }

    /// The host failed; `asked` is its own `Retry-After`, which is heard from the first failure on, `dice` in
    /// `0.0..1.0` is the jitter.
    pub fn failed(&mut self, now: Moment, asked: Option<Duration>, dice: f64) {
        self.failures = self.failures.saturating_add(1);
        let beyond = self.failures.checked_sub(FAILURES);
        let doubled = beyond.map(|beyond| {
            let doubled = (FIRST_PAUSE * (1 << beyond.min(8))).min(LONGEST_DOUBLED);
            // At least half: full jitter would now and then not wait at all.
            doubled.mul_f64(0.5 + dice / 2.0)
        });
        let asked = asked.filter(|asked| !asked.is_zero());
        let Some(pause) = doubled.max(asked) else {
            return;
        };
        // A request that was on its way meanwhile does not make it shorter.
        if let Gate::Open(left) = self.gate(&now)
            && left > pause
        {
            return;
        }
        self.opened = Some(Opened {
            at: now,
            seconds: pause.min(LONGEST_PAUSE).as_secs(),
        });
    }

    /// The host answered with sense; whether that changes anything.
    pub fn succeeded(&mut self) -> bool {
        let was_clean = self.failures == 0 && self.opened.is_none();
        self.failures = 0;
        self.opened = None;
        !was_clean
    }

    /// When it opens itself for a probe, if it is open at `now`.
    pub fn probe_at(&self, now: &Moment) -> Option<jiff::Timestamp> {
        match self.gate(now) {
            Gate::Open(pause) => SignedDuration::try_from(pause)
                .ok()
                .and_then(|pause| now.at.checked_add(pause).ok()),
            _ => None,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use proptest::prelude::*;

    fn at(seconds: i64) -> Moment {
        let boot = u64::try_from(seconds * 1000).unwrap();
        Moment::new(Timestamp::from_second(seconds).unwrap(), Some(("b", boot)))
    }

    #[test]
    fn five_failures_open_it_and_pauses_double() {
        let mut breaker = Breaker::default();
        for _ in 0..4 {
            breaker.failed(at(0), None, 1.0);
            assert_eq!(breaker.gate(&at(0)), Gate::Closed);
        }
        let mut now = 0;
        for pause in [30, 60, 120, 240, 480, 600, 600] {
            breaker.failed(at(now), None, 1.0);
            assert_eq!(
                breaker.gate(&at(now)),
                Gate::Open(Duration::from_secs(pause))
            );
            now += i64::try_from(pause).unwrap();
            assert_eq!(breaker.gate(&at(now)), Gate::HalfOpen);
        }
        assert!(breaker.succeeded());
        assert_eq!(breaker.gate(&at(now)), Gate::Closed);
        assert!(!breaker.succeeded());
    }

    #[test]
    fn the_hosts_own_word_is_heard_up_to_an_hour() {
        let mut breaker = Breaker {
            failures: 4,
            ..Breaker::default()
        };
        breaker.failed(at(0), Some(Duration::from_secs(300)), 0.0);
        assert_eq!(breaker.gate(&at(0)), Gate::Open(Duration::from_secs(300)));
        breaker.failed(at(0), Some(Duration::from_secs(99_999)), 0.0);
        assert_eq!(breaker.gate(&at(0)), Gate::Open(LONGEST_PAUSE));
    }

    #[test]
    fn the_hosts_own_word_is_heard_from_the_first_failure_on() {
        let seconds = Duration::from_secs;
        let mut breaker = Breaker::default();
        breaker.failed(at(0), Some(Duration::ZERO), 1.0);
        assert_eq!(breaker.gate(&at(0)), Gate::Closed);
        breaker.failed(at(0), Some(seconds(120)), 1.0);
        assert_eq!(breaker.gate(&at(0)), Gate::Open(seconds(120)));
        breaker.failed(at(20), Some(seconds(10)), 1.0);
        breaker.failed(at(20), None, 1.0);
        assert_eq!(breaker.gate(&at(20)), Gate::Open(seconds(100)));
        assert_eq!(breaker.gate(&at(120)), Gate::HalfOpen);
    }

    proptest! {
        /// Whatever the clock does, it lets a request through within the longest pause.
        #[test]
        fn no_clock_locks_it(opened in 0i64..4_000_000_000, now in 0i64..4_000_000_000, seconds in 0u64..u64::MAX) {
            let wall = |second| Moment::of_wall(Timestamp::from_second(second).unwrap());
            let breaker = Breaker {
                failures: 9,
                opened: Some(Opened { at: wall(opened), seconds }),
                ..Breaker::default()
            };
            if now < opened {
                prop_assert_eq!(breaker.gate(&wall(now)), Gate::HalfOpen);
            }
            let later = wall(now.max(opened) + 3600);
            prop_assert_eq!(breaker.gate(&later), Gate::HalfOpen);
        }
    }
}
