//! Rates as people write them: "5/h", "50/10s", or a list of them that all hold at once.

use std::fmt;
use std::time::Duration;

use jiff::fmt::friendly::SpanParser;
use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};

use super::values::shown;

/// At most so many in any window of such a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// At least 1.
    pub count: u32,
    /// The window, which slides: a second to 31 days.
    pub per: Duration,
}

/// Rates that all hold at once; none is no limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates(Vec<Rate>);

/// A ledger lists every request of the longest window.
const MOST: u32 = 100_000;
const DAY: Duration = Duration::from_secs(24 * 3600);
const LONGEST: Duration = Duration::from_secs(31 * 24 * 3600);

impl Rates {
    /// The rates, in the order they were written in.
    pub fn iter(&self) -> impl Iterator<Item = Rate> {
        self.0.iter().copied()
    }

    /// Whether there is no limit.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Rate> for Rates {
    fn from_iter<I: IntoIterator<Item = Rate>>(rates: I) -> Self {
        Self(rates.into_iter().collect())
    }
}

impl std::str::FromStr for Rate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not a rate such as \"5/h\" or \"50/10s\"");
        let (count, per) = text.trim().split_once('/').ok_or_else(wrong)?;
        let count: u32 = count.trim().parse().map_err(|_| wrong())?;
        let per = per.trim();
        // "h" is short for "1h".
        let number = if per.starts_with(|c: char| c.is_ascii_digit()) {
            ""
        } else {
            "1"
        };
        let text_of_span = format!("{number}{per}");
        let per = match text_of_span.strip_suffix('d').map(str::parse::<u32>) {
            Some(Ok(days)) => DAY * days,
            _ => {
                let span = SpanParser::new().parse_unsigned_duration(text_of_span);
                span.map_err(|_| wrong())?
            }
        };
        match (1..=MOST).contains(&count) && (Duration::from_secs(1)..=LONGEST).contains(&per) {
            true => Ok(Self { count, per }),
            false => Err(format!(
                "{text:?} is not between 1 and {MOST} in a window of 1 s to 31 days"
            )),
        }
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.per.as_secs() / DAY.as_secs();
        let per = match self.per == DAY * u32::try_from(days).unwrap_or(0) {
            true => format!("{days}d"),
            false => shown(self.per),
        };
        let one = per.strip_prefix('1').filter(|rest| rest.len() == 1);
        write!(f, "{}/{}", self.count, one.unwrap_or(&per).replace(' ', ""))
    }
}

impl<'de> Deserialize<'de> for Rates {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct OneOrMore;
        impl<'de> Visitor<'de> for OneOrMore {
            type Value = Rates;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a rate such as \"5/h\", or a list of them")
            }

            /// In a variable, a list is written with commas.
            fn visit_str<E: Error>(self, text: &str) -> Result<Rates, E> {
                let list = text.trim().trim_matches(['[', ']']);
                let rates = list.split(',').map(|rate| rate.trim().trim_matches('"'));
                rates.map(|rate| rate.parse().map_err(E::custom)).collect()
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Rates, A::Error> {
                let mut rates = Vec::new();
                while let Some(text) = list.next_element::<String>()? {
                    rates.push(text.parse().map_err(A::Error::custom)?);
                }
                match rates.is_empty() {
                    true => Err(A::Error::custom(
                        "the list is empty; leave it out for no limit",
                    )),
                    false => Ok(Rates(rates)),
                }
            }
        }
        from.deserialize_any(OneOrMore)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_as_people_write_them() {
        for (text, count, seconds, again) in [
            ("5/h", 5, 3600, "5/h"),
            ("5/1h", 5, 3600, "5/h"),
            (" 60 / m ", 60, 60, "60/m"),
            ("50/10s", 50, 10, "50/10s"),
            ("10000/d", 10_000, 86_400, "10000/d"),
            ("9/48h", 9, 172_800, "9/2d"),
            ("3/90m", 3, 5400, "3/1h30m"),
        ] {
            let rate: Rate = text.parse().unwrap();
            let per = Duration::from_secs(seconds);
            assert_eq!(rate, Rate { count, per }, "{text}");
            assert_eq!(rate.to_string(), again);
            assert_eq!(again.parse::<Rate>().unwrap(), rate);
        }
        for text in [
            "", "5", "5/", "/h", "0/h", "-1/h", "5/0s", "5/y5", "5/100d", "1e9/h", "5/h/h",
        ] {
            assert!(text.parse::<Rate>().is_err(), "{text}");
        }
    }
}
