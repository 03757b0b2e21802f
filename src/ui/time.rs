//! Numbers, times and durations as people read them. JSON carries them as RFC 3339 and integers.

use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// "in 52 min (14:05)", "3 h ago (11:02)"; with the date where it is another day. Local time.
pub fn moment(at: Timestamp, now: Timestamp) -> String {
    moment_in(TimeZone::system(), at, now)
}

/// The same in another zone.
pub(super) fn moment_in(zone: TimeZone, at: Timestamp, now: Timestamp) -> String {
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

/// As JSON has a length: in seconds, to the millisecond.
pub fn seconds(length: Duration) -> f64 {
    (length.as_secs_f64() * 1000.0).round() / 1000.0
}

/// "12.3s", "4m05s", "2h01m": five letters, six from ten hours on.
pub(super) fn short(length: Duration) -> String {
    match length.as_secs() {
        ..60 => format!("{:.1}s", length.as_secs_f64().min(59.9)),
        seconds @ 60..3_600 => format!("{}m{:02}s", seconds / 60, seconds % 60),
        seconds => format!("{}h{:02}m", seconds / 3_600, seconds % 3_600 / 60),
    }
}

/// "5s", "52m", "3h", "12d": how long ago.
pub(super) fn age(length: SignedDuration) -> String {
    match length.as_secs().max(0) {
        seconds @ ..90 => format!("{seconds}s"),
        seconds @ ..5_400 => format!("{}m", (seconds + 30) / 60),
        seconds @ ..172_800 => format!("{}h", (seconds + 1_800) / 3_600),
        seconds => format!("{}d", seconds / 86_400),
    }
}

/// "999", "1.2k", "200k", "1.5M": four letters, rounded down.
pub(super) fn rounded(number: u64) -> String {
    let tenths = |unit: u64, sign| format!("{}.{}{sign}", number / unit, number % unit * 10 / unit);
    match number {
        ..1_000 => number.to_string(),
        1_000..10_000 => tenths(1_000, 'k'),
        10_000..1_000_000 => format!("{}k", number / 1_000),
        1_000_000..10_000_000 => tenths(1_000_000, 'M'),
        _ => format!("{}M", number / 1_000_000),
    }
}

/// "512 B", "1.5 KiB", "293.0 MiB".
pub fn size(bytes: u64) -> String {
    let units = ["KiB", "MiB", "GiB", "TiB"];
    let mut value = bytes as f64;
    let mut unit = "B";
    for larger in units {
        if value < 1024.0 {
            break;
        }
        (value, unit) = (value / 1024.0, larger);
    }
    match unit {
        "B" => format!("{bytes} B"),
        unit => format!("{value:.1} {unit}"),
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
        for (number, text) in [
            (999, "999"),
            (1_250, "1.2k"),
            (9_999, "9.9k"),
            (200_000, "200k"),
            (1_999_999, "1.9M"),
            (12_000_000, "12M"),
        ] {
            assert_eq!(rounded(number), text);
        }
        for (bytes, text) in [(512, "512 B"), (1_536, "1.5 KiB"), (293 << 20, "293.0 MiB")] {
            assert_eq!(size(bytes), text);
        }
        for (seconds, text) in [(5, "5.0s"), (245, "4m05s"), (7_300, "2h01m")] {
            assert_eq!(short(Duration::from_secs(seconds)), text);
        }
        assert_eq!(
            seconds(Duration::from_micros(1_234_567)).to_string(),
            "1.235"
        );
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
