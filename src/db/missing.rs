//! Rows that a full run did not see. They may be hidden by a role: they are noted, never deleted.

use serde_json::json;
use sqlx::AssertSqlSafe;

use super::batch::{signed, within_limit};
use super::error::At;
use super::moment::Moment;
use super::runs::Run;
use super::table::quoted;
use super::{Database, Error, Table};

/// Keys read at once.
const KEYS: i64 = 10_000;

impl Database {
    /// Whether `table` has any row.
    pub async fn has_rows(&self, table: &Table) -> Result<bool, Error> {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {})", quoted(table.name));
        asked!(self, pool => sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(pool).await)
    }

    /// Rows of `table` that have `missing_since`.
    pub async fn missing(&self, table: &Table) -> Result<u64, Error> {
        let sql = format!(
            "SELECT count(*) FROM {} WHERE missing_since IS NOT NULL",
            quoted(table.name)
        );
        asked!(self, pool => sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(pool).await)
            .map(i64::unsigned_abs)
    }

    /// Sets `missing_since` in rows whose key `seen` does not know, where it is not set yet, and adds how many to
    /// `noted`; without `seen` there were no rows. Only keys are read, in their order.
    pub async fn note_missing(
        &self,
        run: &Run,
        table: &Table,
        seen: Option<impl Fn(&str) -> bool>,
        noted: &mut u64,
    ) -> Result<(), Error> {
        let mut last = String::new();
        loop {
            let keys = match seen {
                Some(_) => self.keys_after(table, &last).await?,
                None => Vec::new(),
            };
            let Some(greatest) = keys.last().cloned() else {
                // None at all is known now, too.
                let none = within_limit(self.location(), self.set_missing(run, table, &[]));
                return none.await.map(drop);
            };
            let unseen = keys
                .into_iter()
                .filter(|key| seen.as_ref().is_some_and(|seen| !seen(key)));
            let unseen: Vec<String> = unseen.collect();
            if !unseen.is_empty() {
                let setting = self.set_missing(run, table, &unseen);
                *noted += within_limit(self.location(), setting).await?;
            }
            last = greatest;
        }
    }

    /// How many rows [`Database::note_missing`] would note.
    pub async fn count_unseen(
        &self,
        table: &Table,
        seen: impl Fn(&str) -> bool,
    ) -> Result<u64, Error> {
        let (mut last, mut unseen) = (String::new(), 0);
        loop {
            let keys = self.keys_after(table, &last).await?;
            unseen += keys.iter().filter(|key| !seen(key)).count() as u64;
            match keys.into_iter().last() {
                Some(greatest) => last = greatest,
                None => return Ok(unseen),
            }
        }
    }

    /// The next keys behind `last`, in their order, of rows that are not noted yet. No key is empty.
    async fn keys_after(&self, table: &Table, last: &str) -> Result<Vec<String>, Error> {
        let (name, key) = (quoted(table.name), quoted(table.key));
        let sql = format!(
            "SELECT {key} FROM {name} WHERE missing_since IS NULL AND {key} > $1 ORDER BY {key} LIMIT $2"
        );
        asked!(self, pool => sqlx::query_scalar(AssertSqlSafe(sql))
                .bind(last)
                .bind(KEYS)
                .fetch_all(pool)
                .await)
    }

    /// While the run goes on: rows of a later one are not this one's to note.
    async fn set_missing(&self, run: &Run, table: &Table, keys: &[String]) -> Result<u64, Error> {
        let (name, key) = (quoted(table.name), quoted(table.key));
        let listed = self.listed(1);
        let sql = format!(
            "UPDATE {name} SET missing_since = $2 WHERE missing_since IS NULL AND {key} IN ({listed})"
        );
        let noted = in_transaction!(self, |tx, dialect| {
            let noted = sqlx::query(AssertSqlSafe(sql))
                .bind(json!(keys).to_string())
                .bind(Moment::now())
                .execute(&mut *tx)
                .await
                .at(self.location())?
                .rows_affected();
            let open = sqlx::query(
                "UPDATE sync_runs SET missing = COALESCE(missing, 0) + $2 WHERE id = $1 AND outcome = 'running'",
            )
            .bind(run.id)
            .bind(signed(noted))
            .execute(&mut *tx)
            .await
            .at(self.location())?;
            if open.rows_affected() == 0 {
                return Err(Error::Superseded { run: run.id });
            }
            noted
        });
        Ok(noted)
    }
}
