//! One transaction of a run: rows and rejects of some pages, the checkpoint behind them, the run's counts.
//! Everything of it is kept or nothing. It is filled chunk by chunk, so that no more than a chunk is in memory twice.

use std::future::Future;
use std::time::Duration;

use sqlx::{Postgres, Sqlite, Transaction};

use super::error::{At, silent};
use super::moment::Moment;
use super::open::Pool;
use super::page::incoming;
use super::rejects::{KEEP, Refused};
use super::runs::{Committed, Run};
use super::{Database, Error, Reject, Row, Table, Written, upsert_postgres, upsert_sqlite};
use crate::http::Traffic;

/// For one statement, or one chunk of rows.
const SILENCE_LIMIT: Duration = Duration::from_secs(60);

/// Where the next run goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resume<'a> {
    /// At this page. `mark` is the greatest change seen in the round so far.
    At {
        cursor: &'a str,
        mark: Option<&'a str>,
    },
    /// Where it would have before: not all of a page was taken.
    Unmoved,
    /// Nowhere, the round is complete. `mark` is the high-water mark that it moved to.
    Complete { mark: Option<&'a str> },
}

/// An open transaction; dropping it undoes it.
pub struct Batch<'d> {
    database: &'d Database,
    run: &'d Run,
    table: &'d Table,
    /// Whether no row of it was there before the run.
    fresh: bool,
    /// Whether the sync has rejects that a row may make needless.
    rejects: bool,
    now: Moment,
    written: Written,
    tx: Tx,
}

enum Tx {
    Postgres(Transaction<'static, Postgres>),
    Sqlite(Transaction<'static, Sqlite>),
}

/// Expands one body for both engines, with `$tx` bound to the connection of the one in use.
macro_rules! on_tx {
    ($tx:expr, |$connection:ident, $dialect:ident| $body:expr) => {
        match $tx {
            Tx::Postgres(tx) => {
                #[allow(unused_imports, reason = "not every body needs the dialect")]
                use upsert_postgres as $dialect;
                let $connection = &mut **tx;
                $body
            }
            Tx::Sqlite(tx) => {
                #[allow(unused_imports, reason = "not every body needs the dialect")]
                use upsert_sqlite as $dialect;
                let $connection = &mut **tx;
                $body
            }
        }
    };
}

#[macro_use]
mod follow;
mod forget;
mod retry;

pub use retry::{Held, Still};

impl Database {
    /// Begins a transaction of `run`; `fresh` says that the table was empty before it, so that it need not be asked
    /// what it has. SQLite takes its write lock at once: a transaction that reads first and then writes can fail
    /// where waiting would have helped.
    pub async fn batch<'d>(
        &'d self,
        run: &'d Run,
        table: &'d Table,
        fresh: bool,
    ) -> Result<Batch<'d>, Error> {
        let begun = async {
            Ok(match &self.pool {
                Pool::Postgres(pool) => Tx::Postgres(pool.begin().await.at(self.location())?),
                Pool::Sqlite(pool) => Tx::Sqlite(
                    pool.begin_with("BEGIN IMMEDIATE")
                        .await
                        .at(self.location())?,
                ),
            })
        };
        let mut tx: Tx = within_limit(self.location(), begun).await?;
        let rejects = on_tx!(&mut tx, |connection, dialect| sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM sync_rejects WHERE sync = $1)",
        )
        .bind(&run.sync)
        .fetch_one(connection)
        .await)
        .at(self.location())?;
        Ok(Batch {
            tx,
            database: self,
            run,
            table,
            fresh,
            rejects,
            now: Moment::now(),
            written: Written::default(),
        })
    }
}

impl Batch<'_> {
    /// Writes rows that are new or different, and keeps rejects. Of several rows with one key the newest is
    /// written, the last of equals; the others count as unchanged.
    pub async fn add(&mut self, rows: &[Row<'_>], rejects: &[Reject]) -> Result<(), Error> {
        if rows.is_empty() && rejects.is_empty() {
            return Ok(());
        }
        let location = self.database.location();
        let kept = incoming(self.table, rows)?;
        let refused: Vec<Refused> = rejects.iter().map(Refused::from).collect();
        let (database, table, run) = (self.database, self.table, self.run);
        let (now, fresh, forgets) = (self.now, self.fresh, self.rejects);
        let adding = async {
            on_tx!(&mut self.tx, |connection, dialect| {
                let (written, touched) =
                    dialect::upsert(connection, table, &kept, fresh, now, location).await?;
                follow!(connection, dialect, touched, (database, table, run, now));
                if forgets {
                    dialect::forget_rejects(connection, &run.sync, &kept)
                        .await
                        .at(location)?;
                }
                for reject in &refused {
                    sqlx::query(KEEP)
                        .bind(&run.sync)
                        .bind(&reject.raw_hash)
                        .bind(reject.external_id.as_deref())
                        .bind(&reject.reason)
                        .bind(&reject.raw)
                        .bind(run.id)
                        .bind(now)
                        .execute(&mut *connection)
                        .await
                        .at(location)?;
                }
                Ok(written)
            })
        };
        let written: Written = within_limit(location, adding).await?;
        self.tally(written, rows.len(), rejects.len());
        self.rejects |= !rejects.is_empty();
        Ok(())
    }

    /// Counts records: `written` is what the upsert did with so many rows.
    fn tally(&mut self, written: Written, rows: usize, rejected: usize) {
        self.written += Written {
            unchanged: rows as u64 - written.inserted - written.updated,
            rejected: rejected as u64,
            ..written
        };
    }

    /// Commits what was added, with `pages` whole pages counted, and where to go on. `before` is what the run has
    /// committed so far: where that is not so, an earlier commit whose answer was lost came through after all, and
    /// this one is `Overtaken`.
    pub async fn commit(
        mut self,
        pages: u64,
        traffic: Traffic,
        resume: Resume<'_>,
        before: Committed,
    ) -> Result<Written, Error> {
        let (location, written) = (self.database.location(), self.written);
        let committing = async move {
            self.move_marks(pages, resume).await?;
            self.count(pages, traffic, before).await?;
            match self.tx {
                Tx::Postgres(tx) => tx.commit().await.at(location),
                Tx::Sqlite(tx) => tx.commit().await.at(location),
            }
        };
        within_limit(location, committing).await?;
        tracing::debug!(
            pages,
            inserted = written.inserted,
            updated = written.updated,
            unchanged = written.unchanged,
            rejected = written.rejected,
            complete = matches!(resume, Resume::Complete { .. }),
            "pages written"
        );
        Ok(written)
    }

    /// The resume mark with every page, the high-water mark once.
    async fn move_marks(&mut self, pages: u64, resume: Resume<'_>) -> Result<(), Error> {
        let (run, now, location) = (self.run, self.now, self.database.location());
        let fetched = signed(self.written.fetched());
        match resume {
            Resume::Unmoved => Ok(()),
            Resume::At { cursor, mark } => on_tx!(&mut self.tx, |connection, dialect| sqlx::query(
                "INSERT INTO sync_checkpoints AS held
                    (sync, identity, cursor, run_id, pages, fetched, updated_at, mode, since, mark, began_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                 ON CONFLICT (sync) DO UPDATE SET cursor = excluded.cursor, run_id = excluded.run_id, mark = excluded.mark,
                    pages = held.pages + excluded.pages, fetched = held.fetched + excluded.fetched,
                    updated_at = excluded.updated_at",
            )
            .bind(&run.sync)
            .bind(&run.identity)
            .bind(cursor)
            .bind(run.id)
            .bind(signed(pages))
            .bind(fetched)
            .bind(now)
            .bind(run.round.mode.as_str())
            .bind(run.round.since.as_deref())
            .bind(mark)
            .bind(run.round.began_at.map(Moment))
            .execute(connection)
            .await
            .map(drop))
            .at(location),
            Resume::Complete { mark } => on_tx!(&mut self.tx, |connection, dialect| {
                sqlx::query("DELETE FROM sync_checkpoints WHERE sync = $1")
                    .bind(&run.sync)
                    .execute(&mut *connection)
                    .await
                    .at(location)?;
                if mark.is_none() && run.round.full_at().is_none() {
                    return Ok(());
                }
                sqlx::query(
                    "INSERT INTO sync_marks AS held (sync, identity, mark, full_at, run_id, moved_at)
                     VALUES ($1, $2, $3, $4, $5, $6)
                     ON CONFLICT (sync, identity) DO UPDATE SET mark = COALESCE(excluded.mark, held.mark),
                        full_at = COALESCE(excluded.full_at, held.full_at), run_id = excluded.run_id, moved_at = excluded.moved_at",
                )
                .bind(&run.sync)
                .bind(&run.identity)
                .bind(mark)
                .bind(run.round.full_at().map(Moment))
                .bind(run.id)
                .bind(now)
                .execute(&mut *connection)
                .await
                .map(drop)
                .at(location)?;
                sqlx::query("UPDATE sync_runs SET mark = $2 WHERE id = $1")
                    .bind(run.id)
                    .bind(mark)
                    .execute(&mut *connection)
                    .await
                    .map(drop)
                    .at(location)
            }),
        }
    }

    /// Adds to the counts of the run, which must still be running.
    async fn count(
        &mut self,
        pages: u64,
        traffic: Traffic,
        before: Committed,
    ) -> Result<(), Error> {
        let (run, now, location) = (self.run, self.now, self.database.location());
        let written = self.written;
        let open = on_tx!(&mut self.tx, |connection, dialect| sqlx::query(
            "UPDATE sync_runs SET heartbeat_at = $2, pages = pages + $3, fetched = fetched + $4, inserted = inserted + $5,
                updated = updated + $6, unchanged = unchanged + $7, rejected = rejected + $8, requests = $9, bytes = $10,
                waited_ms = $11
             WHERE id = $1 AND outcome = 'running' AND pages = $12 AND fetched = $13",
        )
        .bind(run.id)
        .bind(now)
        .bind(signed(pages))
        .bind(signed(written.fetched()))
        .bind(signed(written.inserted))
        .bind(signed(written.updated))
        .bind(signed(written.unchanged))
        .bind(signed(written.rejected))
        .bind(signed(traffic.requests))
        .bind(signed(traffic.bytes))
        .bind(signed(traffic.waited_ms))
        .bind(signed(before.pages))
        .bind(signed(before.written.fetched()))
        .execute(connection)
        .await
        .map(|done| done.rows_affected()))
        .at(location)?;
        if open > 0 {
            return Ok(());
        }
        let running: bool = on_tx!(&mut self.tx, |connection, dialect| sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM sync_runs WHERE id = $1 AND outcome = 'running')",
        )
        .bind(run.id)
        .fetch_one(connection)
        .await)
        .at(location)?;
        Err(match running {
            true => Error::Overtaken { run: run.id },
            false => Error::Superseded { run: run.id },
        })
    }
}

/// A database that is silent for a minute is given up: a server that vanished would be waited for by TCP for hours.
pub(super) async fn within_limit<T>(
    location: &str,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    match tokio::time::timeout(SILENCE_LIMIT, work).await {
        Ok(done) => done,
        Err(_) => Err(silent(location)),
    }
}

/// Counts are signed in SQL.
pub(super) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
