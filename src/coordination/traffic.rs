//! What a host was asked of late, and what it said of that: the windows of its limits, the pause that it
//! asked for, the pace after a 429. Pure; `turnstile` keeps it on the volume.
//!
//! It is written to the disk for good (fsync) before a request leaves. Without that the limits would hold all
//! the same when a process dies, but not when the power fails: the requests of the last seconds would be
//! forgotten, or the file left empty, which counts as used up. Where it is written at all, that costs little
//! beside the request.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::pace::Pace;
use super::shared::Document;
use super::timeline::Timeline;
use super::window::Windows;
use crate::clock::Moment;
use crate::config::Rates;

/// The longest pause: a week, which is all that `http::retry` believes. It is not cut shorter: who asks earlier is
/// refused. Nobody sleeps through it: a run that is held for long ends with the time. Where the host was in error,
/// whoever knows better removes the file.
const LONGEST_PAUSE: Duration = Duration::from_secs(7 * 24 * 3600);

/// One host's, or one group of its endpoints'.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Traffic {
    #[serde(default)]
    time: Timeline,
    #[serde(default)]
    windows: Windows,
    /// Nothing is sent before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pause: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pace: Option<Pace>,
    /// Fields of later versions.
    #[serde(flatten)]
    later: serde_json::Map<String, serde_json::Value>,
}

impl Document for Traffic {
    const FORMAT: u32 = 1;
}

/// Why a request has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// The host has failed several times in a row, or another process finds out whether it still does.
    Breaker,
    /// The host has asked for a pause.
    Pause,
    /// The limits are used up.
    Limits,
    /// The host has said that it is asked too fast.
    Pace,
}

impl Traffic {
    /// Where what was sent is not known: as if the limits had just been used up.
    pub(super) fn unknown(rates: &Rates, moment: &Moment) -> Self {
        let mut traffic = Self::default();
        let now = traffic.time.advance(moment);
        traffic.windows.use_up(rates, now);
        traffic
    }

    /// Whether requests are counted even where there are no limits.
    pub(super) fn is_paced(&self) -> bool {
        self.pace.is_some()
    }

    /// Whether the time goes on for this boot by what is written: where it is new here and its wall clock went back,
    /// no wait ends before [`met`](Self::met) is written.
    pub(super) fn knows(&self, moment: &Moment) -> bool {
        self.time.knows(moment)
    }

    /// Counts the time of a boot that is new here from now on; whether it was.
    pub(super) fn met(&mut self, moment: &Moment) -> bool {
        let is_new = !self.time.knows(moment);
        if is_new {
            self.time.advance(moment);
        }
        is_new
    }

    /// How long a request has to wait, for everything at once, and what for; nothing where it need not.
    pub(super) fn wait(&mut self, rates: &Rates, moment: &Moment) -> Option<(Hold, Duration)> {
        let now = self.time.now(moment);
        let paused = self.pause.map_or(0, |until| until.saturating_sub(now));
        let paced = self.pace.as_ref().map_or(0, |pace| pace.wait(now));
        let waits = [
            (Hold::Pace, Duration::from_millis(paced)),
            (Hold::Limits, self.windows.wait(rates, now)),
            (
                Hold::Pause,
                Duration::from_millis(paused).min(LONGEST_PAUSE),
            ),
        ];
        let longest = waits.into_iter().max_by_key(|(_, wait)| *wait);
        longest.filter(|(_, wait)| !wait.is_zero())
    }

    /// Counts a request that is about to be sent, after so many answers that were not "too fast"; when that was,
    /// for [`answered`](Self::answered).
    pub(super) fn sent(&mut self, rates: &Rates, answers: u32, moment: &Moment) -> u64 {
        let now = self.time.advance(moment);
        self.windows.charge(rates, now);
        if self.pace.as_mut().is_some_and(|pace| pace.raise(answers)) {
            self.pace = None;
        }
        if let Some(pace) = &mut self.pace {
            pace.sent(now);
        }
        now
    }

    /// What was counted at `sent` has ended; whether that changes anything.
    pub(super) fn answered(&mut self, sent: u64, moment: &Moment) -> bool {
        let now = self.time.advance(moment);
        self.windows.move_on(sent, now)
    }

    /// The host asked for a pause. A longer one that it asked for before stays.
    pub(super) fn paused(&mut self, asked: Duration, moment: &Moment) {
        let now = self.time.advance(moment);
        let asked = asked.min(LONGEST_PAUSE).as_millis();
        let until = now.saturating_add(u64::try_from(asked).unwrap_or(u64::MAX));
        let left = self.pause.filter(|known| *known > now);
        self.pause = Some(until.max(left.unwrap_or(0)));
    }

    /// The host said "too fast" to a request that was sent `ago`, when the caller had measured so many
    /// requests a second of its own.
    pub(super) fn too_fast(&mut self, rates: &Rates, own: f64, ago: Duration, moment: &Moment) {
        let now = self.time.advance(moment);
        let sent = now.saturating_sub(u64::try_from(ago.as_millis()).unwrap_or(u64::MAX));
        match &mut self.pace {
            Some(pace) => pace.lower(sent, now),
            None => {
                let usual = self.windows.rate(now).max(own).min(evenly(rates));
                self.pace = Some(Pace::first(usual, now));
            }
        }
    }
}

/// The limits' own pace, in requests a second, when requests are spread evenly over the shortest window.
fn evenly(rates: &Rates) -> f64 {
    let shortest = rates.iter().min_by_key(|rate| rate.per);
    shortest.map_or(f64::INFINITY, |rate| {
        f64::from(rate.count) / rate.per.as_secs_f64()
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use jiff::Timestamp;

    const SECOND: Duration = Duration::from_secs(1);

    fn at(millis: u64) -> Moment {
        Moment::new(Timestamp::from_second(1000).unwrap(), Some(("a", millis)))
    }

    fn rates(text: &str) -> Rates {
        text.split_whitespace()
            .map(|rate| rate.parse().unwrap())
            .collect()
    }

    #[test]
    fn pauses_are_as_long_as_was_said() {
        let none = Rates::default();
        for (asked, waited) in [(1, 1), (301, 301), (86_400, 86_400), (999_999, 604_800)] {
            let mut traffic = Traffic::default();
            traffic.paused(SECOND * asked, &at(0));
            assert_eq!(
                traffic.wait(&none, &at(0)),
                Some((Hold::Pause, SECOND * waited))
            );
            // A shorter one, asked for by an answer that was on its way.
            traffic.paused(SECOND / 2, &at(100));
            let left = SECOND * waited - SECOND / 10;
            assert_eq!(traffic.wait(&none, &at(100)), Some((Hold::Pause, left)));
            assert_eq!(traffic.wait(&none, &at(u64::from(waited) * 1000)), None);
        }
    }

    #[test]
    fn the_longest_wait_is_the_one() {
        let limits = rates("1/m");
        let mut traffic = Traffic::default();
        assert_eq!(traffic.wait(&limits, &at(0)), None);
        traffic.sent(&limits, 0, &at(0));
        let (hold, wait) = traffic.wait(&limits, &at(0)).unwrap();
        assert_eq!(hold, Hold::Limits);
        assert!(wait >= SECOND * 60 && wait <= SECOND * 62, "{wait:?}");
        traffic.paused(SECOND * 50, &at(0));
        assert_eq!(traffic.wait(&limits, &at(0)), Some((Hold::Limits, wait)));
        traffic.paused(SECOND * 90, &at(0));
        assert_eq!(
            traffic.wait(&limits, &at(0)),
            Some((Hold::Pause, SECOND * 90))
        );
    }

    #[test]
    fn the_pace_starts_from_what_was_measured_and_ends_there() {
        let none = Rates::default();
        let mut traffic = Traffic::default();
        traffic.too_fast(&none, 20.0, SECOND, &at(5000));
        // Four others that were on their way.
        for _ in 0..4 {
            traffic.too_fast(&none, 20.0, SECOND, &at(5010));
        }
        traffic.sent(&none, 0, &at(5010));
        let held = traffic.wait(&none, &at(5010));
        assert_eq!(held, Some((Hold::Pace, Duration::from_millis(72))));
        assert!(traffic.is_paced());
        traffic.sent(&none, 50, &at(6000));
        assert!(!traffic.is_paced());
        assert_eq!(traffic.wait(&none, &at(6000)), None);
    }

    /// Limits, and pauses where there are none, after the machine has started again with its clock hours behind.
    #[test]
    fn a_boot_whose_clock_went_back_is_free_within_a_window() {
        let boot = |name, wall, since: u64| {
            Moment::new(
                Timestamp::from_second(wall).unwrap(),
                Some((name, since * 1000)),
            )
        };
        let limits = rates("2/m");
        let mut used = Traffic::default();
        for _ in 0..2 {
            used.sent(&limits, 0, &boot("a", 50_000, 9000));
        }
        let mut paused = Traffic::default();
        paused.paused(SECOND * 60, &boot("a", 50_000, 9000));
        for (rates, mut traffic, hold) in [
            (limits, used, Hold::Limits),
            (Rates::default(), paused, Hold::Pause),
        ] {
            let begun = boot("b", 20_000, 10);
            assert_eq!(traffic.wait(&rates, &begun).unwrap().0, hold);
            assert!(!traffic.knows(&begun));
            assert!(traffic.met(&begun) && !traffic.met(&boot("b", 20_001, 11)));
            let text = serde_json::to_string(&traffic).unwrap();
            let mut traffic: Traffic = serde_json::from_str(&text).unwrap();
            assert!(traffic.knows(&boot("b", 20_001, 11)));
            let held = traffic.wait(&rates, &boot("b", 20_030, 40));
            let (hold_then, wait) = held.unwrap();
            assert_eq!(hold_then, hold);
            assert!(wait >= SECOND * 30 && wait <= SECOND * 32, "{wait:?}");
            assert_eq!(traffic.wait(&rates, &boot("b", 20_062, 72)), None);
        }
    }

    #[test]
    fn limits_are_never_exceeded_by_the_pace() {
        let limits = rates("60/m 10000/d");
        let mut traffic = Traffic::default();
        for _ in 0..60 {
            traffic.sent(&limits, 0, &at(0));
        }
        traffic.too_fast(&limits, 60.0, Duration::ZERO, &at(100));
        let pace = traffic.pace.as_ref().unwrap();
        assert!((pace.rate - 1.0).abs() < 1e-9, "{pace:?}");
        assert_eq!(traffic.wait(&limits, &at(100)).unwrap().0, Hold::Limits);
    }

    #[test]
    fn what_is_not_known_is_used_up() {
        let limits = rates("5/m 9/h");
        let mut traffic = Traffic::unknown(&limits, &at(0));
        let (hold, wait) = traffic.wait(&limits, &at(0)).unwrap();
        assert_eq!(hold, Hold::Limits);
        assert!(wait > SECOND * 3500 && wait <= SECOND * 3720, "{wait:?}");
        let text = serde_json::to_string(&traffic).unwrap();
        assert_eq!(serde_json::from_str::<Traffic>(&text).unwrap(), traffic);
    }
}
