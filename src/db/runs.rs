//! The ledger of runs and the writing of a page, which belong together: rows, rejects, checkpoint and counts are
//! one transaction, so a run that dies anywhere is gone on with from its last page.

use jiff::Timestamp;
use serde::Serialize;

use super::error::At;
use super::moment::Moment;
use super::rejects::{KEEP, Refused, without_nul};
use super::{Database, Error, PageRows, Table, Written};

/// A run in progress.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    pub id: i64,
    pub sync: String,
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
    /// Opens a run of `sync`. Runs of it that never ended are closed as interrupted, at their last sign of life; if
    /// one of them is alive after all, its next write fails as superseded. To start over, clear the checkpoint first.
    pub async fn begin_run(&self, sync: &str) -> Result<Begun, Error> {
        let now = Moment::now();
        let begun = in_transaction!(self, |tx, dialect| {
            sqlx::query(
                "UPDATE sync_runs SET outcome = 'interrupted', ended_at = heartbeat_at
                 WHERE sync = $1 AND outcome = 'running'",
            )
            .bind(sync)
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
            let id: i64 = sqlx::query_scalar(
                "INSERT INTO sync_runs (sync, started_at, heartbeat_at, outcome, resumed_from, jeton_version)
                 VALUES ($1, $2, $2, 'running', $3, $4) RETURNING id",
            )
            .bind(sync)
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
                    started_at: now.0,
                },
                resume: resume.map(|(cursor, pages, fetched, run_id)| Checkpoint {
                    cursor,
                    pages: pages.unsigned_abs(),
                    fetched: fetched.unsigned_abs(),
                    run_id,
                }),
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

    /// Writes a page and everything that goes with it, or nothing of it.
    pub async fn write_page(
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
                    "INSERT INTO sync_checkpoints AS held (sync, cursor, run_id, pages, fetched, updated_at)
                     VALUES ($1, $2, $3, 1, $4, $5)
                     ON CONFLICT (sync) DO UPDATE SET cursor = excluded.cursor, run_id = excluded.run_id,
                        pages = held.pages + 1, fetched = held.fetched + excluded.fetched, updated_at = excluded.updated_at",
                )
                .bind(&run.sync)
                .bind(cursor)
                .bind(run.id)
                .bind(fetched)
                .bind(now),
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
            ?written,
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
        let closed = on_pool!(self, pool => sqlx::query(
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
        .at(self.location())?;
        if closed == 0 {
            Err(Error::Superseded { run: run.id })
        } else {
            Ok(())
        }
    }

    /// Records that the last whole run of `sync` fetched: a guess of how many there are.
    pub async fn last_complete(&self, sync: &str) -> Result<Option<u64>, Error> {
        let fetched: Option<i64> = on_pool!(self, pool => sqlx::query_scalar(
            "SELECT fetched FROM sync_runs
             WHERE sync = $1 AND outcome IN ('succeeded', 'partial') AND resumed_from IS NULL
             ORDER BY id DESC LIMIT 1",
        )
        .bind(sync)
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
