//! What a run goes over: everything, what changed since the last complete round, or the rest of a round that was
//! cut off. Pure; the marks are kept by `db`.
//!
//! The high-water mark says: everything that changed up to it was seen. It moves once, when a round is complete, and
//! never past the round's beginning: what changed after that may have changed behind the reader's back.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::db::{Checkpoint, Mark, Mode, Round, Standing};

/// What was asked for on the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Every record, whatever the marks say.
    pub full: bool,
    /// Only what changed since then.
    pub since: Option<Timestamp>,
}

/// How incremental runs of a source are to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// How far before the high-water mark they begin: sources show changes late, and clocks differ.
    pub overlap: Duration,
    /// How long after a full round the next one is due.
    pub full_every: Duration,
    /// Whether a round goes over all that changed until it began, so that the mark moves there whatever came.
    pub by_time: bool,
}

/// How a run begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// At the first page.
    Fresh(Round),
    /// Where another one left off.
    Resumed(Checkpoint),
}

/// What to do next.
pub(super) fn plan(standing: &Standing, wish: Wish, policy: Policy, now: Timestamp) -> Start {
    if let Some(checkpoint) = &standing.checkpoint
        && fits(&checkpoint.round, wish)
    {
        return Start::Resumed(checkpoint.clone());
    }
    let asked = wish.since.map(whole_second);
    let since = match wish.full {
        true => None,
        false => asked.or_else(|| after(&standing.mark, policy, now)),
    };
    Start::Fresh(Round {
        mode: match since {
            Some(_) => Mode::Incremental,
            None => Mode::Full,
        },
        since,
        began_at: Some(now),
    })
}

/// Whether going on with `round` is what was asked for: "the last 7 days" begins later with each run, and a round
/// that began earlier has it all.
fn fits(round: &Round, wish: Wish) -> bool {
    let since = || round.since.as_ref()?.parse::<Timestamp>().ok();
    match (wish.full, wish.since) {
        (true, _) => round.mode == Mode::Full,
        (false, Some(asked)) => since().is_some_and(|since| since <= asked),
        (false, None) => true,
    }
}

/// As text, without the parts of a second: nobody who asks for days means those.
fn whole_second(time: Timestamp) -> String {
    let second = Timestamp::from_second(time.as_second());
    second.unwrap_or(time).to_string()
}

/// Where an incremental round begins; none when a full one is due. A full round in the future is a clock that went
/// back: it is due.
fn after(mark: &Mark, policy: Policy, now: Timestamp) -> Option<String> {
    let age = Duration::try_from(now.duration_since(mark.full_at?)).ok()?;
    if age >= policy.full_every {
        return None;
    }
    let text = mark.text.as_ref()?;
    if policy.overlap.is_zero() {
        return Some(text.clone());
    }
    let overlap = SignedDuration::try_from(policy.overlap).ok()?;
    let begin = text.parse::<Timestamp>().ok()?.checked_sub(overlap).ok()?;
    Some(begin.to_string())
}

/// The greatest change of a round so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HighWater {
    began_at: Option<Timestamp>,
    seen: Option<(Timestamp, String)>,
}

impl HighWater {
    /// Of a round that has come to `mark` already.
    pub(super) fn new(round: &Round, mark: Option<&str>) -> Self {
        let at = mark.and_then(|mark| Some((mark.parse().ok()?, mark.to_owned())));
        Self {
            began_at: round.began_at,
            seen: at,
        }
    }

    /// Takes in when a record changed, in the source's own text. What is no time is passed over.
    pub(super) fn see(&mut self, changed: &str) {
        let Ok(at) = changed.parse::<Timestamp>() else {
            return;
        };
        let known = self.seen.as_ref().is_some_and(|(seen, _)| *seen >= at);
        let behind = self.began_at.is_none_or(|began| at > began);
        if !known && !behind {
            self.seen = Some((at, changed.to_owned()));
        }
    }

    /// All that changed until the round began was seen.
    pub(super) fn rise(&mut self) {
        if let Some(began) = self.began_at {
            self.seen = Some((began, whole_second(began)));
        }
    }

    /// The source's own text of it.
    pub(super) fn text(&self) -> Option<&str> {
        self.seen.as_ref().map(|(_, text)| text.as_str())
    }

    /// Where the high-water mark moves now that `round` is complete; none when it stays. A round that began after
    /// the mark has left a gap behind it.
    pub(super) fn moved(&self, round: &Round, mark: &Mark) -> Option<&str> {
        let (at, text) = self.seen.as_ref()?;
        let time = |text: &Option<String>| text.as_ref()?.parse::<Timestamp>().ok();
        let before = time(&mark.text);
        let joined = match round.mode {
            Mode::Full => true,
            _ => before >= time(&round.since) && before.is_some(),
        };
        (joined && before.is_none_or(|before| before < *at)).then_some(text)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const POLICY: Policy = Policy {
        overlap: Duration::from_secs(3600),
        full_every: Duration::from_secs(24 * 3600),
        by_time: false,
    };

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn now() -> Timestamp {
        at("2030-01-10T12:00:00Z")
    }

    fn round(mode: Mode, since: Option<&str>) -> Round {
        Round {
            mode,
            since: since.map(str::to_owned),
            began_at: Some(now()),
        }
    }

    fn standing(mark: &str, full_at: &str) -> Standing {
        Standing {
            mark: Mark {
                text: Some(mark.to_owned()),
                full_at: Some(at(full_at)),
            },
            ..Standing::default()
        }
    }

    fn fresh(start: Start) -> Option<String> {
        match start {
            Start::Fresh(round) => round.since,
            Start::Resumed(checkpoint) => Some(format!("resumed at {}", checkpoint.cursor)),
        }
    }

    #[test]
    fn a_run_begins_where_it_should() {
        let full = Wish {
            full: true,
            since: None,
        };
        let since = Wish {
            full: false,
            since: Some(at("2030-01-01T00:00:00Z")),
        };
        let daily = standing("2030-01-10T11:30:00.1234567Z", "2030-01-10T03:00:00Z");
        let due = standing("2030-01-10T11:30:00.1234567Z", "2030-01-09T12:00:00Z");
        let future = standing("2030-01-10T11:30:00.1234567Z", "2030-01-11T12:00:00Z");
        for (standing, wish, expected) in [
            (&Standing::default(), Wish::default(), None),
            (
                &daily,
                Wish::default(),
                Some("2030-01-10T10:30:00.1234567Z"),
            ),
            (&daily, full, None),
            (&daily, since, Some("2030-01-01T00:00:00Z")),
            (&due, Wish::default(), None),
            (&future, Wish::default(), None),
            (
                &standing("soon", "2030-01-10T03:00:00Z"),
                Wish::default(),
                None,
            ),
        ] {
            let start = plan(standing, wish, POLICY, now());
            assert_eq!(fresh(start).as_deref(), expected, "{wish:?}");
        }
        let exact = Policy {
            overlap: Duration::ZERO,
            ..POLICY
        };
        let start = plan(&daily, Wish::default(), exact, now());
        assert_eq!(fresh(start).unwrap(), "2030-01-10T11:30:00.1234567Z");
    }

    #[test]
    fn a_round_that_was_cut_off_is_gone_on_with_when_it_is_the_one_wanted() {
        let cut = |mode, since| Standing {
            checkpoint: Some(Checkpoint {
                cursor: "7".to_owned(),
                pages: 7,
                fetched: 700,
                run_id: 1,
                round: round(mode, since),
                mark: None,
            }),
            ..standing("2030-01-10T11:30:00Z", "2030-01-10T03:00:00Z")
        };
        let january = "2030-01-01T00:00:00Z";
        let (december, february) = ("2029-12-01T00:00:00Z", "2030-02-01T00:00:00Z");
        let full = Wish {
            full: true,
            since: None,
        };
        let since = Wish {
            full: false,
            since: Some(at(january)),
        };
        for (standing, wish, resumed) in [
            (cut(Mode::Full, None), Wish::default(), true),
            (cut(Mode::Full, None), full, true),
            (cut(Mode::Full, None), since, false),
            (cut(Mode::Incremental, Some(january)), Wish::default(), true),
            (cut(Mode::Incremental, Some(january)), full, false),
            (cut(Mode::Incremental, Some(january)), since, true),
            (cut(Mode::Incremental, Some(december)), since, true),
            (cut(Mode::Incremental, Some(february)), since, false),
        ] {
            let start = plan(&standing, wish, POLICY, now());
            assert_eq!(matches!(start, Start::Resumed(_)), resumed, "{wish:?}");
        }
    }

    #[test]
    fn the_mark_keeps_the_sources_text_and_stays_before_the_beginning() {
        let full = round(Mode::Full, None);
        let mut water = HighWater::new(&full, None);
        for changed in [
            "2030-01-10T11:00:00.0000001Z",
            "2030-01-10T11:00:00.0000003Z",
            "2030-01-10T11:00:00.0000002Z",
            "2030-01-10T12:00:00.0000001Z",
            "never",
        ] {
            water.see(changed);
        }
        assert_eq!(water.text(), Some("2030-01-10T11:00:00.0000003Z"));
        let resumed = HighWater::new(&full, water.text());
        assert_eq!(resumed, water);
    }

    #[test]
    fn the_mark_moves_forward_over_what_was_seen_and_over_no_gap() {
        let mark = |text: &str| standing(text, "2030-01-10T03:00:00Z").mark;
        let ten = "2030-01-10T10:00:00Z";
        let incremental = |since| round(Mode::Incremental, Some(since));
        for (round, before, moves) in [
            (round(Mode::Full, None), Mark::default(), true),
            (round(Mode::Full, None), mark("2030-01-10T11:00:00Z"), false),
            (incremental("2030-01-10T08:00:00Z"), Mark::default(), false),
            (
                incremental("2030-01-10T08:00:00Z"),
                mark("2030-01-10T09:00:00Z"),
                true,
            ),
            (
                incremental("2030-01-10T09:30:00Z"),
                mark("2030-01-10T09:00:00Z"),
                false,
            ),
        ] {
            let mut water = HighWater::new(&round, None);
            water.see(ten);
            let expected = moves.then_some(ten);
            assert_eq!(
                water.moved(&round, &before),
                expected,
                "{round:?} {before:?}"
            );
        }
    }
}
