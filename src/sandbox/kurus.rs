//! Money as hundredths of a lira, read from the text of a JSON number and written back as one. No floats.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

use super::json::{Padded, Piece};

/// An amount in kuruş.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kurus(pub(super) i64);

impl Kurus {
    /// Reads `199.9`, `199.90` or `199`; more than two decimals only where they are zeros.
    pub(super) fn read(text: &str) -> Option<Kurus> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let decimals = match decimals.len() {
            1 => format!("{decimals}0"),
            _ => decimals.to_owned(),
        };
        if !plain(whole) || !plain(&decimals) || decimals.bytes().skip(2).any(|b| b != b'0') {
            return None;
        }
        let lira: i64 = whole.parse().ok()?;
        let rest: i64 = decimals.get(..2)?.parse().ok()?;
        Some(Kurus(sign * lira.checked_mul(100)?.checked_add(rest)?))
    }
}

impl fmt::Display for Kurus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let amount = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", amount / 100, amount % 100)
    }
}

impl Piece for Kurus {
    fn append(self, out: &mut String) {
        if self.0 < 0 {
            out.push('-');
        }
        let amount = self.0.unsigned_abs();
        (amount / 100, ".", Padded::<2>(amount % 100)).append(out);
    }
}

impl<'de> Deserialize<'de> for Kurus {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Kurus, D::Error> {
        let text = <&RawValue>::deserialize(from)?.get();
        Kurus::read(text).ok_or_else(|| D::Error::custom(format!("{text} is no amount")))
    }
}

impl Serialize for Kurus {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let number = RawValue::from_string(self.to_string()).map_err(S::Error::custom)?;
        number.serialize(to)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_their_kurus() {
        for (text, amount, again) in [
            ("199.9", 19_990, "199.90"),
            ("199.90", 19_990, "199.90"),
            ("5000", 500_000, "5000.00"),
            ("0.07", 7, "0.07"),
            ("1.10000", 110, "1.10"),
            ("-3.05", -305, "-3.05"),
        ] {
            let read: Kurus = serde_json::from_str(text).unwrap();
            assert_eq!(read, Kurus(amount), "{text}");
            assert_eq!(serde_json::to_string(&read).unwrap(), again);
            let mut piece = String::new();
            read.append(&mut piece);
            assert_eq!(piece, again);
        }
        for text in [
            "",
            "1.005",
            "1e2",
            "118,97",
            "\"5\"",
            "1.",
            ".5",
            "99999999999999999999",
        ] {
            assert_eq!(Kurus::read(text), None, "{text}");
        }
    }
}
