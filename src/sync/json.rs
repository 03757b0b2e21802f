//! Fields of records whose types cannot be relied on: a borrowed piece of JSON, read as what a column
//! wants. Numbers stay text from end to end, so that no digit is lost in a float.

use std::borrow::{Borrow, Cow};
use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::db::{is_number, plain_time_text, time_text};

/// Longer ones are no amounts, and would be a strain on the database.
const LONGEST_NUMBER: usize = 100;
const LARGEST_EXPONENT: i32 = 100;
/// 0001-01-01T00:00:00Z, which .NET writes for "never".
const YEAR_ONE: Timestamp = Timestamp::constant(-62_135_596_800, 0);

/// One field, absent or of any type.
#[derive(Clone, Copy, Default)]
pub(super) struct Json<'a>(Option<&'a RawValue>);

/// A field that its column cannot hold.
#[derive(Debug, thiserror::Error)]
#[error("{field} is not {wanted}")]
pub(super) struct Unfit {
    field: &'static str,
    wanted: &'static str,
}

impl<'de: 'a, 'a> Deserialize<'de> for Json<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&RawValue>::deserialize(deserializer).map(|raw| Self(Some(raw)))
    }
}

impl<'a> Json<'a> {
    fn json(&self) -> &'a str {
        self.0.map_or("null", RawValue::get)
    }

    /// The text of a JSON string; `None` for everything else. Copied only where it has escapes.
    pub(super) fn string(&self) -> Option<Cow<'a, str>> {
        let inner = self.json().strip_prefix('"')?.strip_suffix('"')?;
        match inner.contains('\\') {
            true => serde_json::from_str(self.json()).ok().map(Cow::Owned),
            false => Some(Cow::Borrowed(inner)),
        }
    }

    /// The text of a string, number or boolean; `None` for null and for what has parts.
    pub(super) fn text(&self) -> Option<Cow<'a, str>> {
        match self.json().as_bytes().first() {
            Some(b'"') => self.string(),
            Some(b'-' | b'0'..=b'9' | b't' | b'f') => Some(Cow::Borrowed(self.json())),
            _ => None,
        }
    }

    /// The parts of an object; a default where it is none.
    pub(super) fn object<T: Deserialize<'a> + Default>(&self) -> T {
        match self.json().starts_with('{') {
            true => serde_json::from_str(self.json()).unwrap_or_default(),
            false => T::default(),
        }
    }

    /// The elements of a list; none of anything else.
    pub(super) fn list(&self) -> Vec<&'a RawValue> {
        match self.json().starts_with('[') {
            true => serde_json::from_str(self.json()).unwrap_or_default(),
            false => Vec::new(),
        }
    }

    /// The fields of an object; none of anything else.
    pub(super) fn fields(&self) -> Fields<'a> {
        Fields::of(self.json()).unwrap_or_default()
    }

    /// Seconds of the epoch, as [`time`](Self::time) gives it.
    pub(super) fn seconds(&self, field: &'static str) -> Result<Option<Cow<'a, str>>, Unfit> {
        let seconds = self.text().and_then(|text| text.parse::<i64>().ok());
        let time = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
        let unfit = Unfit {
            field,
            wanted: "a time",
        };
        time.map(|time| Some(Cow::Owned(time_text(time))))
            .ok_or(unfit)
    }

    /// Milliseconds of the epoch, less so many, as [`time`](Self::time) gives it.
    pub(super) fn epoch(
        &self,
        field: &'static str,
        less_ms: i64,
    ) -> Result<Option<Cow<'a, str>>, Unfit> {
        let Some(text) = self.text().filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        let unfit = Unfit {
            field,
            wanted: "a time in milliseconds",
        };
        let time = text.parse::<i64>().ok().filter(|ms| *ms > 0);
        let time = time.and_then(|ms| Timestamp::from_millisecond(ms - less_ms).ok());
        time.map(|time| Some(Cow::Owned(time_text(time))))
            .ok_or(unfit)
    }

    /// A decimal, given as a number or as text, with every digit.
    pub(super) fn decimal(&self, field: &'static str) -> Result<Option<Cow<'a, str>>, Unfit> {
        match self.text().filter(|text| !text.is_empty()) {
            None => Ok(None),
            Some(text) if is_decimal(&text) => Ok(Some(text)),
            Some(_) => Err(Unfit {
                field,
                wanted: "a number",
            }),
        }
    }

    /// A time as UTC with six digits of a second, the seventh cut off; without an offset it counts as
    /// UTC.
    pub(super) fn time(&self, field: &'static str) -> Result<Option<Cow<'a, str>>, Unfit> {
        let Some(text) = self.text().filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        if let Cow::Borrowed(text) = &text
            && let Some(plain) = plain_time_text(text)
        {
            return Ok(Some(plain));
        }
        let parsed = text.parse::<Timestamp>().or_else(|_| {
            let civil: DateTime = text.parse()?;
            civil.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp())
        });
        let microsecond =
            parsed.and_then(|time| Timestamp::from_microsecond(time.as_microsecond()));
        // The databases' text has no years before the first.
        match microsecond.ok().filter(|time| *time >= YEAR_ONE) {
            Some(time) => Ok(Some(Cow::Owned(time_text(time)))),
            None => Err(Unfit {
                field,
                wanted: "a time",
            }),
        }
    }
}

/// The fields of an object by their names: for records whose names are several.
#[derive(Default)]
pub(super) struct Fields<'a>(HashMap<Name<'a>, &'a RawValue>);

#[derive(PartialEq, Eq, Hash, Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

impl Borrow<str> for Name<'_> {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl<'a> Fields<'a> {
    /// Of a JSON object; none of anything else.
    pub(super) fn of(json: &'a str) -> Option<Self> {
        let is_object = json.trim_start().starts_with('{');
        let fields = is_object.then(|| serde_json::from_str(json).ok());
        fields.flatten().map(Self)
    }

    /// With other names for them.
    pub(super) fn renamed(self, name: impl Fn(&str) -> String) -> Self {
        let mut renamed = HashMap::with_capacity(self.0.len());
        for (known, value) in self.0 {
            let place = renamed.entry(Name(name(&known.0).into())).or_insert(value);
            // Of two spellings the one that says something; of two that do, the one that stands first.
            let is_first = value.get().as_ptr() < place.get().as_ptr();
            let nothing = |value: &RawValue| value.get() == "null";
            if nothing(place) || (is_first && !nothing(value)) {
                *place = value;
            }
        }
        Self(renamed)
    }

    /// The names of all that are not null.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let there = self.0.iter().filter(|(_, value)| value.get() != "null");
        there.map(|(name, _)| &*name.0)
    }

    /// The first of these that is there and not null.
    pub(super) fn get(&self, names: &[&str]) -> Json<'a> {
        let mut values = names.iter().filter_map(|name| self.0.get(*name).copied());
        Json(values.find(|value| value.get() != "null"))
    }
}

/// Whether some string in `raw` has an escaped NUL, which no text column takes.
pub(super) fn has_nul(raw: &str) -> bool {
    // By the backslash: one byte is found several times faster than a word.
    raw.match_indices('\\').any(|(at, _)| {
        if !raw[at..].starts_with("\\u0000") {
            return false;
        }
        let before = &raw.as_bytes()[..at];
        let slashes = before
            .iter()
            .rev()
            .take_while(|byte| **byte == b'\\')
            .count();
        slashes % 2 == 0
    })
}

fn is_decimal(text: &str) -> bool {
    let exponent = text
        .split_once(['e', 'E'])
        .map_or("0", |(_, exponent)| exponent);
    let small = exponent
        .parse::<i32>()
        .is_ok_and(|exponent| exponent.abs() <= LARGEST_EXPONENT);
    text.len() <= LONGEST_NUMBER && small && is_number(text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn decimals() {
        for (text, expected) in [
            ("0", true),
            ("-1.50", true),
            ("1e3", true),
            ("12345678901234567890.123456789", true),
            ("1e999", false),
            ("1.", false),
            (".5", false),
            ("1,5", false),
            ("NaN", false),
            ("", false),
        ] {
            assert_eq!(is_decimal(text), expected, "{text:?}");
        }
        assert!(!is_decimal(&"9".repeat(LONGEST_NUMBER + 1)));
    }

    #[test]
    fn only_an_escape_is_a_nul() {
        assert!(has_nul(r#""a\u0000""#));
        assert!(has_nul(r#""a\\\u0000""#));
        assert!(!has_nul(r#""a\\u0000""#));
        assert!(!has_nul(r#""u0000""#));
    }
}
