//! Numbers, times and durations as people read them. JSON carries them as RFC 3339 and integers.

use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// "in 52 min (14:05)", "3 h ago (11:02)"; with the date where it is another day. Local time.
pub fn moment(at: Timestamp, now: Timestamp) -> String {
    let zone = TimeZone::system();
    let (there, here) = (at.to_zoned(zone.clone()), now.to_zoned(zone));
    let clock = match there.date() == here.date() {
        true => there.strftime("%H:%M"),
        false => there.strftime("%Y-%m-%d %H:%M"),
    };
    let away = at.duration_since(now);
    let size = coarse(away.abs());
    match away.is_negative() {
        true => format!("{size} ago ({clock})"),
        false => format!("in {size} ({clock})"),
    }
}

/// One unit is enough for a glance.
fn coarse(length: SignedDuration) -> String {
    match length.as_secs() {
        seconds @ ..90 => format!("{seconds} s"),
        seconds @ ..5_400 => format!("{} min", (seconds + 30) / 60),
        seconds @ ..172_800 => format!("{} h", (seconds + 1_800) / 3_600),
        seconds => format!("{} days", seconds / 86_400),
    }
}

/// "0.4 s", "12.3 s", "4 min 5 s", "15 min".
pub fn duration(length: Duration) -> String {
    match length.as_secs() {
        ..60 => format!("{:.1} s", length.as_secs_f64()),
        seconds if seconds % 60 == 0 => format!("{} min", seconds / 60),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

/// Digits in groups of three: "1,234,567".
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_people() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(count(number), text);
        }
        assert_eq!(duration(Duration::from_millis(450)), "0.5 s");
        assert_eq!(duration(Duration::from_secs(245)), "4 min 5 s");
        for (seconds, text) in [
            (5, "5 s"),
            (89, "89 s"),
            (3_100, "52 min"),
            (7_300, "2 h"),
            (200_000, "2 days"),
        ] {
            assert_eq!(coarse(SignedDuration::from_secs(seconds)), text);
        }
    }
}
