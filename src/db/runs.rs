//! The ledger of runs: the beginning of one and its end. What it writes in between, and the marks that move with it,
//! are in `batch`; what is known before it is in `standing`.

use jiff::Timestamp;
use serde::Serialize;

use super::batch::{signed, within_limit};
use super::error::At;
use super::moment::Moment;
use super::rejects::without_nul;
use super::{Database, Error, Mode, Round, Written};
use crate::http::Traffic;

/// A run in progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub id: i64,
    pub sync: String,
    pub identity: String,
    pub round: Round,
    pub started_at: Timestamp,
}

/// A run that holds the lock, or seems to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Running {
    pub run: i64,
    pub started_at: Timestamp,
    /// Its last commit.
    pub heartbeat_at: Timestamp,
    /// Records that it has committed.
    pub fetched: u64,
}

/// What of a run is committed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Committed {
    /// Whole pages.
    pub pages: u64,
    /// Records.
    pub written: Written,
}

/// Why a run stopped before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StoppedBy {
    Signal,
    Deadline,
    Limit,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Succeeded,
    /// Done, but some records were refused.
    Partial,
    Failed,
    /// Ended early on purpose; the next run goes on.
    Stopped(StoppedBy),
}

impl Outcome {
    /// The word in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Succeeded => "succeeded",
            Outcome::Partial => "partial",
            Outcome::Failed => "failed",
            Outcome::Stopped(_) => "stopped",
        }
    }

    fn stopped_by(self) -> Option<&'static str> {
        match self {
            Outcome::Stopped(StoppedBy::Signal) => Some("signal"),
            Outcome::Stopped(StoppedBy::Deadline) => Some("deadline"),
            Outcome::Stopped(StoppedBy::Limit) => Some("limit"),
            _ => None,
        }
    }
}

/// `$1` sync.
pub(super) const RUNNING: &str = "SELECT id, started_at, heartbeat_at, fetched FROM sync_runs WHERE sync = $1 AND outcome = 'running'";

impl Running {
    pub(super) fn of((run, started, heartbeat, fetched): (i64, Moment, Moment, i64)) -> Self {
        Self {
            run,
            started_at: started.0,
            heartbeat_at: heartbeat.0,
            fetched: fetched.unsigned_abs(),
        }
    }
}

impl Database {
    /// The run of `sync` that is going on; none where there are no tables yet.
    pub async fn running(&self, sync: &str) -> Result<Option<Running>, Error> {
        let found =
            on_pool!(self, pool => sqlx::query_as(RUNNING).bind(sync).fetch_optional(pool).await);
        match found.at(self.location()) {
            Ok(found) => Ok(found.map(Running::of)),
            Err(Error::NoSuchTable { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// When a run of `sync` last ended whole.
    pub async fn last_success(&self, sync: &str) -> Result<Option<Timestamp>, Error> {
        let ended: Option<Moment> = on_pool!(self, pool => sqlx::query_scalar(
            "SELECT ended_at FROM sync_runs
             WHERE sync = $1 AND mode <> 'retry' AND outcome IN ('succeeded', 'partial') ORDER BY id DESC LIMIT 1",
        )
        .bind(sync)
        .fetch_optional(pool)
        .await)
        .at(self.location())?;
        Ok(ended.map(|at| at.0))
    }

    /// Opens a run. Runs of the same sync that never ended are closed as interrupted, at their last sign of life; if
    /// one of them is alive after all, its next write fails as superseded. A checkpoint that is not gone on with
    /// (`resumed` names no run) is forgotten.
    pub async fn begin_run(
        &self,
        sync: &str,
        identity: &str,
        round: &Round,
        resumed: Option<i64>,
    ) -> Result<Run, Error> {
        let now = Moment::now();
        let beginning = async {
            Ok(in_transaction!(self, |tx, dialect| {
                sqlx::query(
                    "UPDATE sync_runs SET outcome = 'interrupted', ended_at = heartbeat_at
                 WHERE sync = $1 AND outcome = 'running'",
                )
                .bind(sync)
                .execute(&mut *tx)
                .await
                .at(self.location())?;
                if resumed.is_none() && round.mode != Mode::Retry {
                    sqlx::query("DELETE FROM sync_checkpoints WHERE sync = $1")
                        .bind(sync)
                        .execute(&mut *tx)
                        .await
                        .at(self.location())?;
                }
                sqlx::query_scalar(
                "INSERT INTO sync_runs
                    (sync, identity, started_at, heartbeat_at, outcome, resumed_from, jeton_version, mode, since)
                 VALUES ($1, $2, $3, $3, 'running', $4, $5, $6, $7) RETURNING id",
            )
            .bind(sync)
            .bind(identity)
            .bind(now)
            .bind(resumed)
            .bind(env!("CARGO_PKG_VERSION"))
            .bind(round.mode.as_str())
            .bind(round.since.as_deref())
            .fetch_one(&mut *tx)
            .await
            .at(self.location())?
            }))
        };
        let id: i64 = within_limit(self.location(), beginning).await?;
        tracing::debug!(
            run = id,
            sync,
            mode = round.mode.as_str(),
            resumed,
            "run begun"
        );
        Ok(Run {
            id,
            sync: sync.to_owned(),
            identity: identity.to_owned(),
            round: round.clone(),
            started_at: now.0,
        })
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

    /// Pages and records of a run that are committed: after a commit whose answer was lost, only the database
    /// knows whether it happened.
    pub async fn committed(&self, run: &Run) -> Result<Committed, Error> {
        let asking = async {
            on_pool!(self, pool => sqlx::query_as(
                "SELECT pages, inserted, updated, unchanged, rejected FROM sync_runs
                 WHERE id = $1 AND outcome = 'running'",
            )
            .bind(run.id)
            .fetch_optional(pool)
            .await)
            .at(self.location())
        };
        let counts: Option<(i64, i64, i64, i64, i64)> =
            within_limit(self.location(), asking).await?;
        let (pages, inserted, updated, unchanged, rejected) =
            counts.ok_or(Error::Superseded { run: run.id })?;
        let written = Written {
            inserted: inserted.unsigned_abs(),
            updated: updated.unsigned_abs(),
            unchanged: unchanged.unsigned_abs(),
            rejected: rejected.unsigned_abs(),
        };
        Ok(Committed {
            pages: pages.unsigned_abs(),
            written,
        })
    }

    /// Closes a run. The checkpoint stays: a run that stopped or failed is gone on with from there.
    pub async fn end_run(
        &self,
        run: &Run,
        outcome: Outcome,
        traffic: Traffic,
        error: Option<&str>,
    ) -> Result<(), Error> {
        let now = Moment::now();
        let error = error.map(without_nul);
        let closing = async {
            on_pool!(self, pool => sqlx::query(
                "UPDATE sync_runs SET outcome = $2, stopped_by = $3, error = $4, ended_at = $5, heartbeat_at = $5,
                    requests = $6, bytes = $7, waited_ms = $8
                 WHERE id = $1 AND outcome = 'running'",
            )
            .bind(run.id)
            .bind(outcome.as_str())
            .bind(outcome.stopped_by())
            .bind(error.as_deref())
            .bind(now)
            .bind(signed(traffic.requests))
            .bind(signed(traffic.bytes))
            .bind(signed(traffic.waited_ms))
            .execute(pool)
            .await
            .map(|done| done.rows_affected()))
            .at(self.location())
        };
        match within_limit(self.location(), closing).await? {
            0 => Err(Error::Superseded { run: run.id }),
            _ => Ok(()),
        }
    }
}
