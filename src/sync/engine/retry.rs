//! Rejects read again with today's mapping: what can be read now goes into the table, the rest stays with its newest
//! reason. It is a run of its own kind, which asks no upstream and moves no mark; it can be killed at any moment.

use super::{Ending, Record, Summary, lock, record};
use crate::clock;
use crate::coordination::Halt;
use crate::db::{
    Committed, Database, Held, Mode, Reject, Resume, Round, Run, Still, StoppedBy, Table, Written,
};
use crate::http::Traffic;
use crate::sync::Error;

/// How the records of a sync become rows.
#[derive(Clone, Copy)]
pub struct Mapping<'a> {
    /// The sync's name.
    pub name: &'a str,
    /// Where the rows go.
    pub table: &'static Table,
    /// A record as a row, or why it cannot be one.
    pub convert: &'a dyn for<'p> Fn(&'p str) -> Result<Record<'p>, Reject>,
}

/// Reads all rejects of the sync again, until `halt` stops it; none where there are none.
pub async fn retry(
    database: &Database,
    mapping: &Mapping<'_>,
    halt: &Halt,
) -> Result<Option<(Ending, Summary)>, Error> {
    let lock = lock(database, mapping.name, false, halt).await?;
    let done = locked(database, mapping, halt).await;
    lock.release().await;
    done
}

async fn locked(
    database: &Database,
    mapping: &Mapping<'_>,
    halt: &Halt,
) -> Result<Option<(Ending, Summary)>, Error> {
    let first = database.held_after(mapping.name, "").await?;
    if first.is_empty() {
        return Ok(None);
    }
    let round = Round {
        mode: Mode::Retry,
        since: None,
        began_at: Some(clock::now()),
    };
    // It is nobody's view of an upstream.
    let run = database.begin_run(mapping.name, "", &round, None).await?;
    let mut summary = Summary {
        run: run.id,
        mode: Mode::Retry,
        ..Summary::default()
    };
    let ended = walk(database, mapping, &run, first, halt, &mut summary).await;
    record(database, &run, &ended, &summary).await;
    Ok(Some((ended?, summary)))
}

async fn walk(
    database: &Database,
    mapping: &Mapping<'_>,
    run: &Run,
    mut held: Vec<Held>,
    halt: &Halt,
    summary: &mut Summary,
) -> Result<Ending, Error> {
    while let Some(last) = held.last() {
        let after = last.hash.clone();
        if halt.is_asked() {
            return Ok(Ending::Stopped(StoppedBy::Signal));
        }
        let written = again(database, mapping, run, &held, summary.written).await?;
        summary.fetched += written.fetched();
        summary.written += written;
        held = database.held_after(mapping.name, &after).await?;
    }
    Ok(Ending::Complete)
}

/// One transaction.
async fn again(
    database: &Database,
    mapping: &Mapping<'_>,
    run: &Run,
    held: &[Held],
    known: Written,
) -> Result<Written, Error> {
    let (mut rows, mut mended, mut still) = (Vec::new(), Vec::new(), Vec::new());
    for held in held {
        let hash = held.hash.as_str();
        match held.is_whole().then(|| (mapping.convert)(&held.raw)) {
            Some(Ok(record)) => {
                rows.push(record.row);
                mended.push(hash);
            }
            refused => still.push(Still {
                hash,
                reject: refused.and_then(Result::err),
            }),
        }
    }
    let before = Committed {
        pages: 0,
        written: known,
    };
    let mut batch = database.batch(run, mapping.table, false).await?;
    batch.mend(&rows, &mended, &still).await?;
    let done = batch
        .commit(0, Traffic::default(), Resume::Unmoved, before)
        .await;
    Ok(done?)
}
