//! JSON text as Postgres takes it on the wire: bound as `json`, it is checked once and copied by nobody.

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgHasArrayType, PgTypeInfo};
use sqlx::{Encode, Postgres, Type};

/// `pg_type.oid` of `json` and of its array: fixed for ever, as for every built-in type.
const JSON: Oid = Oid(114);
const JSON_ARRAY: Oid = Oid(199);

/// A record's text.
#[derive(Clone, Copy)]
pub(super) struct RawJson<'a>(pub(super) &'a str);

impl Type<Postgres> for RawJson<'_> {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(JSON)
    }
}

impl PgHasArrayType for RawJson<'_> {
    fn array_type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(JSON_ARRAY)
    }
}

impl Encode<'_, Postgres> for RawJson<'_> {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        buffer.extend_from_slice(self.0.as_bytes());
        Ok(IsNull::No)
    }
}
