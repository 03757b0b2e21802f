//! A point in time as both databases keep it: microseconds, UTC.
//! Postgres gets a `timestamptz`; SQLite gets text of one width, so that its order is the order of time.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::temporal::DateTimePrinter;
use jiff_sqlx::ToSqlx;
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArgumentBuffer, PgTypeInfo, PgValueRef};
use sqlx::sqlite::{SqliteArgumentsBuffer, SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Encode, Postgres, Sqlite, Type};

use crate::clock;

const PRINTER: DateTimePrinter = DateTimePrinter::new().precision(Some(6));
/// What [`time_text`] writes, of the years that have four digits.
const FORM: &[u8] = b"0000-00-00T00:00:00.000000Z";
/// Where its seconds end.
const SECONDS: usize = 19;

/// `time` in UTC with exactly six fractional digits, cut and not rounded: never later than the truth.
pub fn time_text(time: Timestamp) -> String {
    let mut text = String::with_capacity(FORM.len());
    // A String takes everything.
    let _ = PRINTER.print_timestamp(&time, &mut text);
    text
}

/// What [`time_text`] would write of `text`, where that is a plain time of a day in UTC as most are; told much faster
/// than by parsing it.
pub fn plain_time_text(text: &str) -> Option<Cow<'_, str>> {
    let formed = |(byte, form): (u8, &u8)| match form {
        b'0' => byte.is_ascii_digit(),
        _ => byte == *form,
    };
    let number = |from: usize, to: usize| {
        let digits = text.as_bytes()[from..to].iter();
        digits.fold(0, |number, digit| number * 10 + i16::from(digit - b'0'))
    };
    let part = |from: usize| number(from, from + 2) as i8;
    let fraction = text.get(SECONDS..)?.strip_suffix('Z')?;
    let digits = fraction.strip_prefix('.')?;
    let known = text.bytes().zip(&FORM[..SECONDS]).all(formed)
        && (6..=9).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        // The parser's last moment is within the last of these years.
        && (1..9999).contains(&number(0, 4))
        && DateTime::new(
            number(0, 4),
            part(5),
            part(8),
            part(11),
            part(14),
            part(17),
            0,
        )
        .is_ok();
    known.then(|| match text.len() == FORM.len() {
        true => Cow::Borrowed(text),
        false => Cow::Owned(format!("{}Z", &text[..FORM.len() - 1])),
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment(pub(super) Timestamp);

impl Moment {
    /// Now, cut to what the databases keep, so that a value read back equals the one written.
    pub(super) fn now() -> Moment {
        let now = clock::now();
        Moment(Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now))
    }
}

impl Type<Postgres> for Moment {
    fn type_info() -> PgTypeInfo {
        <jiff_sqlx::Timestamp as Type<Postgres>>::type_info()
    }
}

impl Encode<'_, Postgres> for Moment {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Postgres>::encode(self.0.to_sqlx(), buffer)
    }
}

impl<'r> Decode<'r, Postgres> for Moment {
    fn decode(value: PgValueRef<'r>) -> Result<Moment, BoxDynError> {
        <jiff_sqlx::Timestamp as Decode<Postgres>>::decode(value).map(|time| Moment(time.to_jiff()))
    }
}

impl Type<Sqlite> for Moment {
    fn type_info() -> SqliteTypeInfo {
        <str as Type<Sqlite>>::type_info()
    }
}

impl Encode<'_, Sqlite> for Moment {
    fn encode_by_ref(&self, buffer: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Sqlite>::encode(time_text(self.0), buffer)
    }
}

impl<'r> Decode<'r, Sqlite> for Moment {
    fn decode(value: SqliteValueRef<'r>) -> Result<Moment, BoxDynError> {
        <jiff_sqlx::Timestamp as Decode<Sqlite>>::decode(value).map(|time| Moment(time.to_jiff()))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_plain_time_is_read_as_every_time_is() {
        for text in [
            "2018-10-30T21:03:42.457954Z",
            "2018-10-30T21:03:42.4579549Z",
            "2018-10-30T21:03:42.457954999Z",
            "0001-01-01T00:00:00.000000Z",
            "2024-02-29T23:59:59.999999Z",
        ] {
            let plain = plain_time_text(text).unwrap();
            assert_eq!(plain, time_text(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_parser() {
        for text in [
            "2018-10-30T21:03:42Z",
            "2018-10-30T21:03:42.45795Z",
            "2018-10-30T21:03:42.4579541234Z",
            "2018-10-30t21:03:42.457954Z",
            "2018-10-30T21:03:42.457954z",
            "2018-10-30T21:03:42.457954+00:00",
            "2018-10-30T21:03:42,457954Z",
            "2023-02-29T00:00:00.000000Z",
            "2018-13-01T00:00:00.000000Z",
            "2018-10-30T24:00:00.000000Z",
            "2018-10-30T21:60:00.000000Z",
            "2018-10-30T21:03:60.000000Z",
            "0000-01-01T00:00:00.000000Z",
            "9999-12-31T23:59:59.9999999Z",
            "2018-10-3\u{660}T21:03:42.457954Z",
            "2018-10-30T21:03:42.\u{660}\u{660}\u{660}Z",
            "Z",
            "",
        ] {
            assert_eq!(plain_time_text(text), None, "{text}");
        }
    }

    #[test]
    fn text_has_one_width_and_is_never_later() {
        for (time, text) in [
            (
                "2018-10-30T21:03:42.4579549Z",
                "2018-10-30T21:03:42.457954Z",
            ),
            ("2018-10-30T21:03:42Z", "2018-10-30T21:03:42.000000Z"),
            ("2018-10-31T00:03:42.5+03:00", "2018-10-30T21:03:42.500000Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z"),
        ] {
            assert_eq!(time_text(time.parse().unwrap()), text);
        }
    }
}
