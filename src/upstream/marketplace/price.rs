//! Money to the kuruş: read from text and written as text, never through a float.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

/// An amount that is not negative, in hundredths of its currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Price(u64);

/// Why a text is no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("is no decimal number such as 199.90")]
    NoNumber,
    #[error("is negative")]
    Negative,
    #[error("has a fraction of a kuruş")]
    TooFine,
    #[error("is too large")]
    TooLarge,
}

impl Price {
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Of a number, or a text, in an answer; none of anything else.
    pub(super) fn of(json: Option<&RawValue>) -> Option<Self> {
        json?.get().trim_matches('"').parse().ok()
    }
}

impl Serialize for Price {
    /// A number, with two digits behind the point.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = RawValue::from_string(self.to_string());
        number
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }
}

impl FromStr for Price {
    type Err = Unfit;

    /// Digits, a point, digits. A comma is not taken: `1,234` is one number to some and another to others.
    fn from_str(text: &str) -> Result<Self, Unfit> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let negative = whole.starts_with('-');
        let whole = whole.strip_prefix('-').unwrap_or(whole);
        let is_number =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || !is_number(fraction) {
            return Err(Unfit::NoNumber);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 2 {
            return Err(Unfit::TooFine);
        }
        let digits = format!("{whole}{fraction:0<2}");
        match digits.parse() {
            Ok(0) => Ok(Self(0)),
            Ok(_) if negative => Err(Unfit::Negative),
            Ok(hundredths) => Ok(Self(hundredths)),
            Err(_) => Err(Unfit::TooLarge),
        }
    }
}

impl fmt::Display for Price {
    /// With two digits behind the point, as a JSON number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prices_are_read_to_the_kurus() {
        for (text, price) in [
            ("199.90", Ok("199.90")),
            ("199.9", Ok("199.90")),
            ("199", Ok("199.00")),
            ("0.05", Ok("0.05")),
            ("-0.00", Ok("0.00")),
            ("10.5000", Ok("10.50")),
            ("007.10", Ok("7.10")),
            ("199.905", Err(Unfit::TooFine)),
            ("-1", Err(Unfit::Negative)),
            ("1,5", Err(Unfit::NoNumber)),
            ("1e3", Err(Unfit::NoNumber)),
            (".5", Err(Unfit::NoNumber)),
            ("5.", Err(Unfit::NoNumber)),
            ("", Err(Unfit::NoNumber)),
            ("99999999999999999999", Err(Unfit::TooLarge)),
        ] {
            let read = text.parse::<Price>().map(|price| price.to_string());
            assert_eq!(read, price.map(str::to_owned), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(hundredths in any::<u64>()) {
            let price = Price(hundredths);
            prop_assert_eq!(price.to_string().parse::<Price>(), Ok(price));
        }
    }
}
