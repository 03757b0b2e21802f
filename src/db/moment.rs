//! A point in time as both databases keep it: microseconds, UTC.
//! Postgres gets a `timestamptz`; SQLite gets text of one width, so that its order is the order of time.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArgumentBuffer, PgTypeInfo, PgValueRef};
use sqlx::sqlite::{SqliteArgumentsBuffer, SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Encode, Postgres, Sqlite, Type};

use crate::clock;

/// `time` in UTC with exactly six fractional digits, cut and not rounded: never later than the truth.
pub fn time_text(time: Timestamp) -> String {
    format!("{time:.6}")
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
