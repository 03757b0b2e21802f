//! The ledger of runs and the writing of a page, which belong together: rows, rejects, checkpoint and counts are
//! one transaction, so a run that dies anywhere is gone on with from its last page.

use std::future::Future;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::error::{At, silent};
use super::moment::Moment;
use super::rejects::{KEEP, Refused, without_nul};
use super::{Database, Error, PageRows, Table, Written};

/// Upstreams forget where a paging was; an older checkpoint is of no use and can be in the way for ever.
const CHECKPOINT_LIFE: SignedDuration = SignedDuration::from_hours(24);
/// For one page or one statement.
const SILENCE_LIMIT: Duration = Duration::from_secs(60);

/// A run in progress.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    pub id: i64,
    pub sync: String,
    pub identity: String,
    pub started_at: Timestamp,
}

/// Where an earlier run left off, with what was done since the sync began at its first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checkpoint {
    pub cursor: String,
    pub pages: u64,
    pub fetched: u64,
    /// The run that wrote it.
    pub run_id: i64,
}

/// A run that has begun, and where it goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Begun {
    pub run: Run,
    pub resume: Option<Checkpoint>,
    /// Of the run before, however it ended.
    pub last_identity: Option<String>,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    Succeeded,
    /// Done, but some records were refused.
    Partial,
    Failed,
    /// Ended early on purpose; the next run goes on.
    Stopped,
}

impl Outcome {
    /// The word in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Succeeded => "succeeded",
            Outcome::Partial => "partial",
            Outcome::Failed => "failed",
            Outcome::Stopped => "stopped",
        }
    }
}

impl Database {
    /// Opens a run of `sync` for `identity`, which says whose view of which upstream it is. Runs of it that never
    /// ended are closed as interrupted, at their last sign of life; if one of them is alive after all, its next write
    /// fails as superseded. A checkpoint of another identity, or one older than a day, is forgotten.
    pub async fn begin_run(&self, sync: &str, identity: &str) -> Result<Begun, Error> {
        let now = Moment::now();
        let oldest = Moment(now.0.saturating_sub(CHECKPOINT_LIFE).unwrap_or(now.0));
        let begun = in_transaction!(self, |tx, dialect| {
            sqlx::query(
                "UPDATE sync_runs SET outcome = 'interrupted', ended_at = heartbeat_at
                 WHERE sync = $1 AND outcome = 'running'",
            )
            .bind(sync)
            .execute(&mut *tx)
            .await
            .at(self.location())?;
            sqlx::query(
                "DELETE FROM sync_checkpoints WHERE sync = $1 AND (identity <> $2 OR updated_at < $3)",
            )
            .bind(sync)
            .bind(identity)
            .bind(oldest)
            .execute(&mut *tx)
            .await
            .at(self.location())?;
            let resume: Option<(String, i64, i64, i64)> = sqlx::query_as(
                "SELECT cursor, pages, fetched, run_id FROM sync_checkpoints WHERE sync = $1",
            )
            .bind(sync)
            .fetch_optional(&mut *tx)
            .await
            .at(self.location())?;
            let last: Option<String> = sqlx::query_scalar(
                "SELECT identity FROM sync_runs WHERE sync = $1 ORDER BY id DESC LIMIT 1",
            )
            .bind(sync)
            .fetch_optional(&mut *tx)
            .await
            .at(self.location())?;
            let id: i64 = sqlx::query_scalar(
                "INSERT INTO sync_runs (sync, identity, started_at, heartbeat_at, outcome, resumed_from, jeton_version)
                 VALUES ($1, $2, $3, $3, 'running', $4, $5) RETURNING id",
            )
            .bind(sync)
            .bind(identity)
            .bind(now)
            .bind(resume.as_ref().map(|checkpoint| checkpoint.3))
            .bind(env!("CARGO_PKG_VERSION"))
            .fetch_one(&mut *tx)
            .await
            .at(self.location())?;
            Begun {
                run: Run {
                    id,
                    sync: sync.to_owned(),
                    identity: identity.to_owned(),
                    started_at: now.0,
                },
                resume: resume.map(|(cursor, pages, fetched, run_id)| Checkpoint {
                    cursor,
                    pages: pages.unsigned_abs(),
                    fetched: fetched.unsigned_abs(),
                    run_id,
                }),
                last_identity: last,
            }
        });
        tracing::debug!(
            run = begun.run.id,
            sync,
            resumed = begun.resume.is_some(),
            "run begun"
        );
        Ok(begun)
    }

    /// Writes a page and everything that goes with it, or nothing of it. A database that is silent for a minute is
    /// given up: a server that vanished would be waited for by TCP for hours.
    pub async fn write_page(
        &self,
        run: &Run,
        table: &Table,
        page: &PageRows,
    ) -> Result<Written, Error> {
        self.within_limit(self.commit_page(run, table, page)).await
    }

    async fn within_limit<T>(
        &self,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        match tokio::time::timeout(SILENCE_LIMIT, work).await {
            Ok(done) => done,
            Err(_) => Err(silent(self.location())),
        }
    }

    async fn commit_page(
        &self,
        run: &Run,
        table: &Table,
        page: &PageRows,
    ) -> Result<Written, Error> {
        let rows = page.incoming(table)?;
        let refused: Vec<Refused> = page.rejects.iter().map(Refused::from).collect();
        let fetched = signed(page.fetched);
        let now = Moment::now();
        let written = in_transaction!(self, |tx, dialect| {
            let mut written = dialect::upsert(&mut tx, table, &rows, now, self.location()).await?;
            written.unchanged = page.rows.len() as u64 - written.inserted - written.updated;
            written.rejected = page.rejects.len() as u64;
            dialect::forget_rejects(&mut tx, &run.sync, &rows)
                .await
                .at(self.location())?;
            for reject in &refused {
                sqlx::query(KEEP)
                    .bind(&run.sync)
                    .bind(&reject.raw_hash)
                    .bind(reject.external_id.as_deref())
                    .bind(&reject.reason)
                    .bind(&reject.raw)
                    .bind(run.id)
                    .bind(now)
                    .execute(&mut *tx)
                    .await
                    .at(self.location())?;
            }
            match page.next.as_deref() {
                Some(cursor) => sqlx::query(
                    "INSERT INTO sync_checkpoints AS held (sync, cursor, run_id, pages, fetched, updated_at, identity)
                     VALUES ($1, $2, $3, 1, $4, $5, $6)
                     ON CONFLICT (sync) DO UPDATE SET cursor = excluded.cursor, run_id = excluded.run_id,
                        pages = held.pages + 1, fetched = held.fetched + excluded.fetched, updated_at = excluded.updated_at",
                )
                .bind(&run.sync)
                .bind(cursor)
                .bind(run.id)
                .bind(fetched)
                .bind(now)
                .bind(&run.identity),
                None => sqlx::query("DELETE FROM sync_checkpoints WHERE sync = $1").bind(&run.sync),
            }
            .execute(&mut *tx)
            .await
            .at(self.location())?;
            let open = sqlx::query(
                "UPDATE sync_runs SET heartbeat_at = $2, pages = pages + 1, fetched = fetched + $3,
                    inserted = inserted + $4, updated = updated + $5, unchanged = unchanged + $6, rejected = rejected + $7
                 WHERE id = $1 AND outcome = 'running'",
            )
            .bind(run.id)
            .bind(now)
            .bind(fetched)
            .bind(signed(written.inserted))
            .bind(signed(written.updated))
            .bind(signed(written.unchanged))
            .bind(signed(written.rejected))
            .execute(&mut *tx)
            .await
            .at(self.location())?
            .rows_affected();
            if open == 0 {
                return Err(Error::Superseded { run: run.id });
            }
            written
        });
        tracing::debug!(
            run = run.id,
            inserted = written.inserted,
            updated = written.updated,
            unchanged = written.unchanged,
            rejected = written.rejected,
            complete = page.next.is_none(),
            "page written"
        );
        Ok(written)
    }

    /// Closes a run. The checkpoint stays: a run that stopped or failed is gone on with from there.
    pub async fn end_run(
        &self,
        run: &Run,
        outcome: Outcome,
        error: Option<&str>,
    ) -> Result<(), Error> {
        let now = Moment::now();
        let error = error.map(without_nul);
        let closing = async {
            on_pool!(self, pool => sqlx::query(
            "UPDATE sync_runs SET outcome = $2, error = $3, ended_at = $4, heartbeat_at = $4
             WHERE id = $1 AND outcome = 'running'",
        )
        .bind(run.id)
        .bind(outcome.as_str())
        .bind(error.as_deref())
        .bind(now)
        .execute(pool)
        .await
        .map(|done| done.rows_affected()))
            .at(self.location())
        };
        if self.within_limit(closing).await? == 0 {
            Err(Error::Superseded { run: run.id })
        } else {
            Ok(())
        }
    }

    /// Records that the last whole run of `sync` for `identity` fetched: a guess of how many there are.
    pub async fn last_complete(&self, sync: &str, identity: &str) -> Result<Option<u64>, Error> {
        let fetched: Option<i64> = on_pool!(self, pool => sqlx::query_scalar(
            "SELECT fetched FROM sync_runs
             WHERE sync = $1 AND identity = $2 AND outcome IN ('succeeded', 'partial') AND resumed_from IS NULL
             ORDER BY id DESC LIMIT 1",
        )
        .bind(sync)
        .bind(identity)
        .fetch_optional(pool)
        .await)
        .at(self.location())?;
        Ok(fetched.map(i64::unsigned_abs))
    }

    /// Forgets where a sync left off: its next run begins at the first page.
    pub async fn clear_checkpoint(&self, sync: &str) -> Result<(), Error> {
        on_pool!(self, pool => sqlx::query("DELETE FROM sync_checkpoints WHERE sync = $1")
            .bind(sync)
            .execute(pool)
            .await
            .map(drop))
        .at(self.location())
    }
}

/// Counts are signed in SQL.
fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
