//! Whether a product is sent: by what the marketplace has accepted, refused, and is working on. Pure.

use std::time::Duration;

use jiff::Timestamp;

use crate::db::Candidate;

/// What is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Also what has not changed.
    pub full: bool,
    /// Also what was refused as it is.
    pub refused_too: bool,
    /// How long after a refusal the same is sent again.
    pub retry_refused: Duration,
}

impl Default for Wish {
    fn default() -> Self {
        Self {
            full: false,
            refused_too: false,
            retry_refused: Duration::from_secs(24 * 3600),
        }
    }
}

/// What is done with a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Send,
    /// The marketplace has it as it is.
    Same,
    /// The marketplace would say no again.
    RefusedBefore,
    /// It is in a batch that is not settled.
    UnderWay,
}

/// Of a product that would be told with this fingerprint.
pub(super) fn judge(
    candidate: &Candidate,
    fingerprint: &str,
    wish: &Wish,
    now: Timestamp,
) -> Verdict {
    let is = |known: &Option<String>| known.as_deref() == Some(fingerprint);
    if candidate.is_sent {
        return Verdict::UnderWay;
    }
    if wish.full {
        return Verdict::Send;
    }
    if is(&candidate.fingerprint) {
        return Verdict::Same;
    }
    let passed = |at: Timestamp| Duration::try_from(now.duration_since(at)).unwrap_or_default();
    let waits = candidate
        .refused_at
        .is_some_and(|at| passed(at) < wish.retry_refused);
    match is(&candidate.refused) && waits && !wish.refused_too {
        true => Verdict::RefusedBefore,
        false => Verdict::Send,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_sent() {
        let now: Timestamp = "2030-01-02T00:00:00Z".parse().unwrap();
        let an_hour_ago: Timestamp = "2030-01-01T23:00:00Z".parse().unwrap();
        let two_days_ago: Timestamp = "2029-12-31T00:00:00Z".parse().unwrap();
        let daily = Wish::default();
        let full = Wish {
            full: true,
            ..daily
        };
        let refused_too = Wish {
            refused_too: true,
            ..daily
        };
        let (a, b) = (Some("a"), Some("b"));
        use Verdict::{RefusedBefore, Same, Send, UnderWay};
        for (accepted, refused, at, sent, wish, verdict) in [
            (None, None, None, false, daily, Send),
            (a, None, None, false, daily, Same),
            (b, None, None, false, daily, Send),
            (a, None, None, false, full, Send),
            (b, None, None, true, full, UnderWay),
            (b, a, Some(an_hour_ago), false, daily, RefusedBefore),
            (None, a, Some(an_hour_ago), false, daily, RefusedBefore),
            (None, a, Some(an_hour_ago), false, refused_too, Send),
            (None, a, Some(an_hour_ago), false, full, Send),
            (None, a, Some(two_days_ago), false, daily, Send),
            (None, b, Some(an_hour_ago), false, daily, Send),
            // Back to what it has.
            (a, b, Some(an_hour_ago), false, daily, Same),
        ] {
            let candidate = Candidate {
                fingerprint: accepted.map(str::to_owned),
                refused: refused.map(str::to_owned),
                refused_at: at,
                is_sent: sent,
                ..Candidate::default()
            };
            assert_eq!(
                judge(&candidate, "a", &wish, now),
                verdict,
                "{candidate:?} {wish:?}"
            );
        }
    }
}
