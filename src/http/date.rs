//! How far a server's clock is ahead of ours, by its `Date` (RFC 9110, 6.6.1). Pure.

use std::time::Duration;

use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use reqwest::header::{DATE, HeaderMap};

/// `None` without a readable `Date`. Zero where the difference is no larger than what is not known: half of
/// what the exchange took, and the second that `Date` is rounded to.
pub fn ahead(headers: &HeaderMap, asked: Timestamp, took: Duration) -> Option<SignedDuration> {
    let text = headers.get(DATE)?.to_str().ok()?;
    let date = rfc2822::DateTimeParser::new()
        .parse_timestamp(text.trim())
        .ok()?;
    let half = SignedDuration::try_from(took / 2).ok()?;
    let ahead = date.duration_since(asked) - half + SignedDuration::from_millis(500);
    match ahead.abs() <= half + SignedDuration::from_secs(1) {
        true => Some(SignedDuration::ZERO),
        false => Some(ahead),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn small_differences_are_none() {
        let asked: Timestamp = "2030-01-01T00:00:00Z".parse().unwrap();
        for (date, took, seconds) in [
            ("Tue, 01 Jan 2030 00:00:00 GMT", 0, Some(0)),
            ("Tue, 01 Jan 2030 00:00:01 GMT", 1000, Some(0)),
            ("Tue, 01 Jan 2030 00:00:20 GMT", 40_000, Some(0)),
            ("Tue, 01 Jan 2030 00:10:00 GMT", 1000, Some(600)),
            ("Mon, 31 Dec 2029 23:50:00 GMT", 1000, Some(-600)),
            ("soon", 0, None),
        ] {
            let headers: HeaderMap = [(DATE, date.parse().unwrap())].into_iter().collect();
            let got = ahead(&headers, asked, Duration::from_millis(took));
            assert_eq!(got.map(|ahead| ahead.as_secs()), seconds, "{date}");
        }
        assert_eq!(ahead(&HeaderMap::new(), asked, Duration::ZERO), None);
    }
}
