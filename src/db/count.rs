//! How many rows a table has.

use sqlx::AssertSqlSafe;

use super::error::At;
use super::table::quoted;
use super::{Database, Error};

impl Database {
    /// Rows of `table`, counted. Where there is no such table, a schema that is behind is the likelier reason, and is said.
    pub async fn count(&self, table: &str) -> Result<u64, Error> {
        // Safe: an identifier in quotes, with its own quotes doubled.
        let query = format!("SELECT count(*) FROM {}", quoted(table));
        let counted: Result<i64, _> =
            on_pool!(self, pool => sqlx::query_scalar(AssertSqlSafe(query)).fetch_one(pool).await);
        match counted.at(self.location()) {
            Ok(rows) => Ok(rows.unsigned_abs()),
            Err(Error::NoSuchTable { location, .. }) => {
                self.require_current().await?;
                Err(Error::NoSuchTable {
                    location,
                    table: table.to_owned(),
                })
            }
            Err(error) => Err(error),
        }
    }
}
