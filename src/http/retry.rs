//! When to ask again: exponential backoff with full jitter, and the server's own word before it.
//! Pure; whoever loops also sleeps.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};

/// The longest `Retry-After` that is believed: a week. Whether it is sat out is the caller's decision.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 3600);

/// How often and how patiently one request is repeated.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// Requests in all, the first one included.
    pub attempts: u32,
    /// The ceiling of the first wait; it doubles with each attempt.
    pub base: Duration,
    /// The ceiling of every wait that the server did not ask for.
    pub cap: Duration,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            attempts: 6,
            base: Duration::from_millis(500),
            cap: Duration::from_secs(30),
        }
    }
}

impl Policy {
    /// The wait after failed attempt number `attempt` (from 1), or `None` when it was the last.
    ///
    /// `dice` in `0.0..1.0` is the jitter. A `Retry-After` is a floor that is never cut short;
    /// up to a tenth is added to it, so that waiters do not all return at once.
    pub fn wait(&self, attempt: u32, retry_after: Option<Duration>, dice: f64) -> Option<Duration> {
        if attempt >= self.attempts {
            return None;
        }
        if let Some(asked) = retry_after {
            return Some(asked + asked.mul_f64(dice / 10.0));
        }
        let doubled = self.base.saturating_mul(1 << (attempt - 1).min(16));
        Some(doubled.min(self.cap).mul_f64(dice))
    }
}

/// Whether a status may be another one next time (429, 408 and every 5xx but 501 and 505).
pub fn is_transient(status: StatusCode) -> bool {
    let code = status.as_u16();
    code == 408 || code == 429 || (status.is_server_error() && code != 501 && code != 505)
}

/// `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), clamped to a week.
///
/// Zero and the past count as absent: obeying them would turn backoff into a storm.
pub fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match text.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let date = rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
            Duration::try_from(date.duration_since(now)).ok()?
        }
    };
    (!wait.is_zero()).then(|| wait.min(LONGEST))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn header(value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, value.parse().unwrap());
        headers
    }

    #[test]
    fn retry_after_reads_seconds_and_dates() {
        let now: Timestamp = "2030-01-01T00:00:00Z".parse().unwrap();
        for (text, seconds) in [
            ("57", Some(57)),
            (" 57 ", Some(57)),
            ("0", None),
            ("-3", None),
            ("soon", None),
            ("99999999", Some(604_800)),
            ("Tue, 01 Jan 2030 00:00:30 GMT", Some(30)),
            ("Mon, 31 Dec 2029 23:59:30 GMT", None),
        ] {
            let got = retry_after(&header(text), now);
            assert_eq!(got, seconds.map(Duration::from_secs), "{text:?}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }

    #[test]
    fn statuses_worth_another_try() {
        for (code, expected) in [
            (400, false),
            (401, false),
            (403, false),
            (408, true),
            (429, true),
            (500, true),
            (501, false),
            (503, true),
            (509, true),
        ] {
            assert_eq!(
                is_transient(StatusCode::from_u16(code).unwrap()),
                expected,
                "{code}"
            );
        }
    }

    proptest! {
        #[test]
        fn waits_stay_in_their_bounds(attempt in 1u32..40, asked in proptest::option::of(0u64..4000), dice in 0.0f64..1.0) {
            let policy = Policy { attempts: 20, ..Policy::default() };
            let asked = asked.map(Duration::from_secs);
            match policy.wait(attempt, asked, dice) {
                None => prop_assert!(attempt >= 20),
                Some(wait) => match asked {
                    Some(asked) => prop_assert!(wait >= asked && wait <= asked.mul_f64(1.1)),
                    None => prop_assert!(wait <= policy.cap),
                },
            }
        }
    }
}
