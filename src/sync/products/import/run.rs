//! An import: a run like those of the syncs, over a file. Each chunk is a transaction, so that it can be killed anywhere.

use tracing::Instrument;

use super::super::TABLE;
use super::NAME;
use super::ids::settle;
use super::input::Input;
use super::lines::{Chunk, chunks};
use crate::clock;
use crate::coordination::Halt;
use crate::db::{
    self, Committed, Database, Lock, Mode, Resume, Round, Run, StoppedBy, Tenant, Written,
};
use crate::http::Traffic;
use crate::observability::{failed, run_span};
use crate::sync::engine::{Patience, lock, record};
use crate::sync::{Ending, Error, Summary};

/// Imports all of `input` for `tenant`, until `halt` stops it behind the chunk in hand. Says what was done, also where
/// that ended in a failure.
pub async fn run(
    database: &Database,
    tenant: &Tenant,
    input: Input,
    halt: &Halt,
    mut progress: impl FnMut(&Summary),
) -> (Summary, Result<Ending, Error>) {
    let mut summary = Summary::default();
    let mut lock = match lock(database, NAME, false, halt).await {
        Ok(lock) => lock,
        Err(error) => return (summary, Err(error)),
    };
    let ended = async {
        let round = Round {
            mode: Mode::Full,
            since: None,
            began_at: Some(clock::now()),
        };
        let fresh = !database.has_rows(&TABLE).await?;
        let run = database.begin_run(NAME, &tenant.id, &round, None).await?;
        summary.run = run.id;
        let mut import = Import {
            database,
            tenant,
            run: &run,
            halt,
            fresh,
            lock: &mut lock,
            summary: &mut summary,
        };
        let span = run_span(NAME, run.id);
        let ended = import
            .all(input, &mut progress)
            .instrument(span.clone())
            .await;
        if let Err(error) = &ended {
            failed(&span, error);
        }
        record(database, &run, &ended, &summary)
            .instrument(span)
            .await;
        ended
    };
    let ended = ended.await;
    // Before returning: a next import may start at once.
    lock.release().await;
    (summary, ended)
}

/// One run and its lock.
struct Import<'a> {
    database: &'a Database,
    tenant: &'a Tenant,
    run: &'a Run,
    halt: &'a Halt,
    /// Whether the table was empty before the run, and all that came so far was new.
    fresh: bool,
    lock: &'a mut Lock,
    summary: &'a mut Summary,
}

impl Import<'_> {
    async fn all(
        &mut self,
        input: Input,
        progress: &mut impl FnMut(&Summary),
    ) -> Result<Ending, Error> {
        let mut chunks = chunks(input);
        loop {
            let Some(next) = self.halt.unless_asked(chunks.recv()).await else {
                return Ok(Ending::Stopped(StoppedBy::Signal));
            };
            let Some(chunk) = next.transpose()? else {
                return Ok(Ending::Complete);
            };
            let written = self.commit(&chunk).await?;
            self.summary.fetched += written.fetched();
            self.summary.written += written;
            self.summary.traffic.bytes = chunk.read;
            self.fresh &= written.updated + written.unchanged == 0;
            progress(self.summary);
        }
    }

    /// Commits a chunk, again where the database was gone, and once in all.
    async fn commit(&mut self, chunk: &Chunk) -> Result<Written, Error> {
        let mut patience = Patience::new();
        loop {
            let error = match self.try_commit(chunk).await {
                Err(error) if error.is_transient() => error,
                done => return Ok(done?),
            };
            let waiting = patience.wait(error, self.database, self.run, self.lock, self.halt);
            let committed = waiting.await?.written;
            if committed != self.summary.written {
                return Ok(committed - self.summary.written);
            }
        }
    }

    async fn try_commit(&self, chunk: &Chunk) -> Result<Written, db::Error> {
        let settled = settle(self.database, self.tenant, &chunk.lines).await?;
        let rejects = [&chunk.rejects[..], &settled.rejects].concat();
        let mut batch = self.database.batch(self.run, &TABLE, self.fresh).await?;
        batch.forget(&settled.skus()).await?;
        batch.add(&settled.rows(self.tenant), &rejects).await?;
        let traffic = Traffic {
            bytes: chunk.read,
            ..Traffic::default()
        };
        let before = Committed {
            pages: 0,
            written: self.summary.written,
        };
        batch.commit(0, traffic, Resume::Unmoved, before).await
    }
}
