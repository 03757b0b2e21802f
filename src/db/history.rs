//! The ledger of runs as it is read afterwards: runs newest first, one of them, and the rejects that it met last.
//! It only reads, and works while a sync runs.

use jiff::Timestamp;
use serde::Serialize;
use sqlx::{AssertSqlSafe, ColumnIndex, Decode, FromRow, Row, Type};

use super::error::At;
use super::moment::Moment;
use super::open::Pool;
use super::{Database, Error};

/// A run as it stands in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Past {
    /// Its number; a later run has a greater one.
    #[serde(rename = "run")]
    pub id: i64,
    pub sync: String,
    /// Whose view of which upstream it was.
    pub identity: String,
    pub started_at: Timestamp,
    /// Its last sign of life.
    pub heartbeat_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    /// `running`, `succeeded`, `partial`, `failed`, `stopped` or `interrupted`.
    pub outcome: String,
    /// `signal`, `deadline` or `limit`, of one that stopped.
    pub stopped_by: Option<String>,
    /// `full`, `incremental` or `retry`.
    pub mode: String,
    /// Only what changed at or after this was asked for; the source's own text.
    pub since: Option<String>,
    /// The high-water mark that it moved to.
    pub mark: Option<String>,
    pub pages: u64,
    pub fetched: u64,
    pub inserted: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub rejected: u64,
    /// Rows newly noted as missing; none where nothing was looked for.
    pub missing: Option<u64>,
    pub requests: u64,
    pub bytes: u64,
    /// Milliseconds; the documents have seconds.
    #[serde(skip)]
    pub waited_ms: u64,
    pub resumed_from: Option<i64>,
    pub error: Option<String>,
    pub jeton_version: String,
}

/// A reject as it is kept, without the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// Which content of which record; unique within a sync.
    pub raw_hash: String,
    pub external_id: Option<String>,
    pub reason: String,
    pub first_rejected_at: Timestamp,
    pub last_rejected_at: Timestamp,
}

/// Which runs are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// Of this sync alone, or of those whose names begin with it and a slash.
    pub sync: Option<&'a str>,
    /// Those that did not do all of their work: failed, interrupted, partial.
    pub failed: bool,
}

const COLUMNS: &str = "id, sync, identity, started_at, heartbeat_at, ended_at, outcome, stopped_by, mode, since, mark,
    pages, fetched, inserted, updated, unchanged, rejected, missing, requests, bytes, waited_ms, resumed_from, error,
    jeton_version";

impl<'r, R: Row> FromRow<'r, R> for Past
where
    &'static str: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    Moment: Decode<'r, R::Database> + Type<R::Database>,
    Option<i64>: Decode<'r, R::Database> + Type<R::Database>,
    Option<String>: Decode<'r, R::Database> + Type<R::Database>,
    Option<Moment>: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Past, sqlx::Error> {
        let count = |name| row.try_get::<i64, _>(name).map(i64::unsigned_abs);
        let noted: Option<i64> = row.try_get("missing")?;
        Ok(Past {
            id: row.try_get("id")?,
            sync: row.try_get("sync")?,
            identity: row.try_get("identity")?,
            started_at: row.try_get::<Moment, _>("started_at")?.0,
            heartbeat_at: row.try_get::<Moment, _>("heartbeat_at")?.0,
            ended_at: row.try_get::<Option<Moment>, _>("ended_at")?.map(|at| at.0),
            outcome: row.try_get("outcome")?,
            stopped_by: row.try_get("stopped_by")?,
            mode: row.try_get("mode")?,
            since: row.try_get("since")?,
            mark: row.try_get("mark")?,
            pages: count("pages")?,
            fetched: count("fetched")?,
            inserted: count("inserted")?,
            updated: count("updated")?,
            unchanged: count("unchanged")?,
            rejected: count("rejected")?,
            missing: noted.map(i64::unsigned_abs),
            requests: count("requests")?,
            bytes: count("bytes")?,
            waited_ms: count("waited_ms")?,
            resumed_from: row.try_get("resumed_from")?,
            error: row.try_get("error")?,
            jeton_version: row.try_get("jeton_version")?,
        })
    }
}

impl Database {
    /// Runs, newest first, at most `most`.
    pub async fn runs(&self, wanted: Wanted<'_>, most: u32) -> Result<Vec<Past>, Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM sync_runs
             WHERE ($1 IS NULL OR sync = $1 OR sync LIKE $1 || '/%') AND ($2 = 0 OR outcome IN ('failed', 'interrupted', 'partial'))
             ORDER BY id DESC LIMIT $3"
        );
        on_pool!(self, pool => sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(wanted.sync)
            .bind(i64::from(wanted.failed))
            .bind(i64::from(most))
            .fetch_all(pool)
            .await)
        .at(self.location())
    }

    /// The run of this number.
    pub async fn past(&self, id: i64) -> Result<Option<Past>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM sync_runs WHERE id = $1");
        on_pool!(self, pool => sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(id)
            .fetch_optional(pool)
            .await)
        .at(self.location())
    }

    /// The run that went on from this one.
    pub async fn resumed_by(&self, id: i64) -> Result<Option<i64>, Error> {
        on_pool!(self, pool => sqlx::query_scalar(
            "SELECT id FROM sync_runs WHERE resumed_from = $1 AND id > $1 ORDER BY id LIMIT 1",
        )
        .bind(id)
        .fetch_optional(pool)
        .await)
        .at(self.location())
    }

    /// Why records are rejected that `run` was the last to meet, the most frequent reason first; on which line of a
    /// file does not make it another one.
    pub async fn reasons(&self, run: &Past) -> Result<Vec<(String, u64)>, Error> {
        let place = match &self.pool {
            Pool::Postgres(_) => "strpos",
            Pool::Sqlite(_) => "instr",
        };
        let sql = format!(
            "SELECT CASE WHEN reason LIKE 'line %: %' THEN substr(reason, {place}(reason, ': ') + 2) ELSE reason END AS why,
                count(*) AS often
             FROM sync_rejects WHERE sync = $1 AND last_run_id = $2 GROUP BY why ORDER BY often DESC, why",
        );
        let found: Vec<(String, i64)> = on_pool!(self, pool => sqlx::query_as(AssertSqlSafe(sql))
        .bind(&run.sync)
        .bind(run.id)
        .fetch_all(pool)
        .await)
        .at(self.location())?;
        let counted = found.into_iter();
        Ok(counted
            .map(|(reason, often)| (reason, often.unsigned_abs()))
            .collect())
    }

    /// The next rejects that `run` was the last to meet, behind the one with the hash `after`, in the order of their
    /// hashes.
    pub async fn rejects_of(&self, run: &Past, after: &str, most: u32) -> Result<Vec<Kept>, Error> {
        let found: Vec<(String, Option<String>, String, Moment, Moment)> =
            on_pool!(self, pool => sqlx::query_as(
                "SELECT raw_hash, external_id, reason, first_rejected_at, last_rejected_at FROM sync_rejects
                 WHERE sync = $1 AND last_run_id = $2 AND raw_hash > $3 ORDER BY raw_hash LIMIT $4",
            )
            .bind(&run.sync)
            .bind(run.id)
            .bind(after)
            .bind(i64::from(most))
            .fetch_all(pool)
            .await)
            .at(self.location())?;
        let kept = |(raw_hash, external_id, reason, first, last): (_, _, _, Moment, Moment)| Kept {
            raw_hash,
            external_id,
            reason,
            first_rejected_at: first.0,
            last_rejected_at: last.0,
        };
        Ok(found.into_iter().map(kept).collect())
    }
}
