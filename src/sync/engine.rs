//! Walks an upstream's pages into a table: the next pages are fetched while the last are written, rows and
//! checkpoint commit together, and a run that was cut off is gone on with.
//!
//! What is in hand is bounded ([`hand`]), whatever the size of the data.

mod fetch;
mod guard;
mod hand;
mod patience;
mod preview;
mod retry;
mod seen;
mod write;

use std::borrow::Cow;
use std::future::Future;
use std::time::Duration;

use tokio::sync::watch;
use tracing::{Instrument, debug, warn};

use super::error::Error;
use super::round::{HighWater, Policy, Start, Wish, plan};
use crate::clock;
use crate::coordination::Halt;
use crate::db::{
    self, Checkpoint, Database, Lock, Locking, Mark, Mode, Outcome, Reject, Row, Run, StoppedBy,
    Table, Written,
};
use crate::http::Traffic;
use crate::observability::{failed, run_span};
use crate::upstream::Page;
use fetch::{Fetch, Fetcher};
use hand::Hand;
use seen::Seen;
use write::Writer;

pub use guard::Endless;
pub(super) use patience::Patience;
pub use preview::{Against, Preview, preview};
pub use retry::{Mapping, retry};

/// How long a database that may just have gone is given to record the end of a run.
const PARTING: Duration = Duration::from_secs(5);
/// How often who waits for another run looks whether it ended.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// Something that has pages of records.
pub trait Source {
    /// The page at `cursor`, the first one for `None`, of what changed at or after `since`; no page when a stop is
    /// asked for.
    fn page(
        &self,
        since: Option<&str>,
        cursor: Option<&str>,
        halt: &Halt,
    ) -> impl Future<Output = Result<Option<Page>, Error>>;

    /// Whether `error` means that a stored cursor has gone stale.
    fn is_stale_cursor(&self, error: &Error) -> bool;

    /// A record as a row, or why it cannot be one.
    fn convert<'p>(&self, record: &'p str) -> Result<Record<'p>, Reject>;

    /// What was sent, had and waited for since it was made.
    fn traffic(&self) -> Traffic;
}

/// A record that could be read.
pub struct Record<'p> {
    /// What goes into the table.
    pub row: Row<'p>,
    /// When it changed last, in the source's own text.
    pub changed: Option<Cow<'p, str>>,
}

/// What is synced.
#[derive(Clone, Copy)]
pub struct Sync<'a> {
    /// Its name in `sync_runs`, in locks and on the command line.
    pub name: &'a str,
    /// Whose view of which upstream it is; a checkpoint of another one is not gone on with.
    pub identity: &'a str,
    /// Where the rows go.
    pub table: &'a Table,
    /// How its incremental runs are.
    pub policy: Policy,
    /// Whether all that is in the table is seen by a full run, so that what was not is missing.
    pub sees_all: bool,
}

/// How this run is to be.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// What to go over.
    pub wish: Wish,
    /// At most so many records.
    pub limit: Option<u64>,
    /// Stop, and leave the rest to the next run, after this time.
    pub deadline: Option<Duration>,
    /// Wait for another run of the same sync instead of giving up.
    pub wait: bool,
}

/// What happened, for whoever draws it.
#[derive(Clone, Debug)]
pub enum Progress {
    /// The run begins.
    Started {
        /// Only what changed since then, in the source's own text.
        since: Option<String>,
        /// Records of the round that is gone on with; 0 for a fresh one.
        resumed: u64,
        /// Records of the last whole run, as a guess of the total.
        expected: Option<u64>,
    },
    /// Pages were committed.
    Pages(Summary),
}

/// Counts of a run, in records. `inserted + updated + unchanged + rejected = fetched`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Id of the row in `sync_runs`.
    pub run: i64,
    /// Everything, or what changed.
    pub mode: Mode,
    /// Only what changed at or after this was asked for; the source's own text.
    pub since: Option<String>,
    /// Pages committed, the one that a limit cut not counted.
    pub pages: u64,
    /// Records that came.
    pub fetched: u64,
    /// What became of them.
    pub written: Written,
    /// Rows that this full run was the first not to see; none where it did not look.
    pub missing: Option<u64>,
    /// What it cost.
    pub traffic: Traffic,
}

/// How a run ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The last page was committed.
    Complete,
    /// The checkpoint is saved.
    Stopped(StoppedBy),
}

impl Ending {
    /// What the ledger calls it, of a run that refused so many records.
    pub fn outcome(self, rejected: u64) -> Outcome {
        match self {
            Ending::Stopped(by) => Outcome::Stopped(by),
            Ending::Complete if rejected > 0 => Outcome::Partial,
            Ending::Complete => Outcome::Succeeded,
        }
    }
}

/// Runs `source` to its end, to a failure, or until `halt`, the deadline or the limit stops it. Says what was
/// done, also where that ended in a failure.
pub async fn run<S: Source>(
    database: &Database,
    sync: Sync<'_>,
    options: Options,
    source: &S,
    halt: &Halt,
    mut progress: impl FnMut(Progress),
) -> (Summary, Result<Ending, Error>) {
    let deadline = options.deadline.map(|after| clock::monotonic() + after);
    let until = halt.until(deadline);
    let lock = match lock(database, sync.name, options.wait, &until).await {
        Ok(lock) => lock,
        Err(error) => return (Summary::default(), Err(error)),
    };
    let mut work = Work {
        database,
        sync,
        options,
        source,
        asked: halt,
        until: &until,
        lock,
        summary: Summary::default(),
    };
    let ended = work.all(&mut progress).await;
    // Before returning: a next run may start at once.
    work.lock.release().await;
    (work.summary, ended)
}

/// The lock of the sync, waited for where that is wanted.
pub(super) async fn lock(
    database: &Database,
    name: &str,
    wait: bool,
    until: &Halt,
) -> Result<Lock, Error> {
    loop {
        let running = match database.lock(name).await? {
            Locking::Had(lock) => return Ok(lock),
            Locking::Held(running) => running,
        };
        let pause = tokio::time::sleep(LOOK_AGAIN);
        if !wait || until.unless_asked(pause).await.is_none() {
            return Err(Error::Running {
                sync: name.to_owned(),
                running,
            });
        }
    }
}

/// One run and its lock.
struct Work<'a, S> {
    database: &'a Database,
    sync: Sync<'a>,
    options: Options,
    source: &'a S,
    /// A signal's wish to stop.
    asked: &'a Halt,
    /// That, or the deadline.
    until: &'a Halt,
    lock: Lock,
    summary: Summary,
}

impl<S: Source> Work<'_, S> {
    async fn all(&mut self, progress: &mut impl FnMut(Progress)) -> Result<Ending, Error> {
        let (database, sync) = (self.database, self.sync);
        database.make_ready().await?;
        let standing = database.standing(sync.name, sync.identity).await?;
        if let Some(last) = &standing.last_identity
            && last != sync.identity
        {
            warn!(
                "this run is signed in as another than the last one, or asks another address: it may see other records"
            );
        }
        let start = plan(&standing, self.options.wish, sync.policy, clock::now());
        let (round, checkpoint) = match start {
            Start::Fresh(round) => (round, None),
            Start::Resumed(checkpoint) => (checkpoint.round.clone(), Some(checkpoint)),
        };
        let resumed = checkpoint.as_ref().map(|checkpoint| checkpoint.run_id);
        let mut run = database
            .begin_run(sync.name, sync.identity, &round, resumed)
            .await?;
        self.summary = Summary {
            run: run.id,
            mode: round.mode,
            since: round.since.clone(),
            ..Summary::default()
        };
        progress(Progress::Started {
            since: round.since,
            resumed: checkpoint.as_ref().map_or(0, |cut| cut.fetched),
            expected: standing.last_total.filter(|_| round.mode == Mode::Full),
        });
        let started = clock::monotonic();
        let span = run_span(sync.name, run.id);
        let walking = self.walk(&mut run, checkpoint, standing.mark, progress);
        let ended = walking.instrument(span.clone()).await;
        if let Err(error) = &ended {
            failed(&span, error);
        }
        self.summary.traffic = self.source.traffic();
        let closing = self.close(&run, &ended, started.elapsed());
        closing.instrument(span).await;
        ended
    }

    async fn walk(
        &mut self,
        run: &mut Run,
        checkpoint: Option<Checkpoint>,
        mark: Mark,
        progress: &mut impl FnMut(Progress),
    ) -> Result<Ending, Error> {
        let Some((first, checkpoint)) = self.first(run, checkpoint).await? else {
            return Ok(stopped(self.asked));
        };
        let table = self.sync.table;
        // Lines and events are for what is new, and a record can come twice.
        let fresh = table.followed.is_none() && !self.database.has_rows(table).await?;
        let sees_all = self.sync.sees_all && run.round.mode == Mode::Full && checkpoint.is_none();
        let (fail, failed) = watch::channel(false);
        let halt = self.until.or(failed);
        let hand = Hand::new();
        let cursor = checkpoint.as_ref().map(|cut| cut.cursor.clone());
        let mut fetcher = Fetcher::new(self.source, &run.round, self.options.limit, &halt);
        let mut writer = Writer {
            database: self.database,
            source: self.source,
            table,
            run,
            fresh,
            lock: &mut self.lock,
            fail,
            halt: self.until,
            water: HighWater::new(&run.round, checkpoint.and_then(|cut| cut.mark).as_deref()),
            mark,
            by_time: self.sync.policy.by_time,
            sees_all,
            seen: (sees_all && !fresh).then(Seen::new),
            summary: &mut self.summary,
        };
        let (fetched, written) = tokio::join!(
            fetcher.all(first, cursor, &hand),
            writer.all(&hand, progress)
        );
        written?;
        match fetched? {
            Fetch::Complete => {
                writer.note_missing().await?;
                Ok(Ending::Complete)
            }
            Fetch::Limited => Ok(Ending::Stopped(StoppedBy::Limit)),
            Fetch::Halted => Ok(stopped(self.asked)),
        }
    }

    /// The first page, and the checkpoint that it belongs to; from the start where the checkpoint has gone stale.
    async fn first(
        &self,
        run: &mut Run,
        checkpoint: Option<Checkpoint>,
    ) -> Result<Option<(Page, Option<Checkpoint>)>, Error> {
        let since = run.round.since.clone();
        let ask = async |cursor| self.source.page(since.as_deref(), cursor, self.until).await;
        let Some(cut) = checkpoint else {
            return Ok(ask(None).await?.map(|page| (page, None)));
        };
        match ask(Some(&cut.cursor)).await {
            Err(error) if self.source.is_stale_cursor(&error) => {
                warn!(%error, "the stored checkpoint is no longer accepted, starting from the first page");
                self.database.clear_checkpoint(self.sync.name).await?;
                run.round.began_at = Some(clock::now());
                Ok(ask(None).await?.map(|page| (page, None)))
            }
            first => Ok(first?.map(|page| (page, Some(cut)))),
        }
    }

    /// Writes the run's end, and what must not be gone on with is forgotten.
    async fn close(&self, run: &Run, ended: &Result<Ending, Error>, took: Duration) {
        if let Err(Error::Endless(_)) = ended {
            // Gone on with, the circle would be walked round again; the next run begins at the first page.
            let cleared = self.database.clear_checkpoint(self.sync.name).await;
            if let Err(error) = cleared {
                warn!(%error, "the checkpoint of a list without an end could not be forgotten");
            }
        }
        let summary = &self.summary;
        let outcome = record(self.database, run, ended, summary).await;
        debug!(
            outcome = outcome.as_str(),
            pages = summary.pages,
            fetched = summary.fetched,
            rejected = summary.written.rejected,
            took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            "run ended"
        );
    }
}

/// A stop that no signal asked for is the deadline's.
fn stopped(asked: &Halt) -> Ending {
    Ending::Stopped(match asked.is_asked() {
        true => StoppedBy::Signal,
        false => StoppedBy::Deadline,
    })
}

/// Writes the end of a run into the ledger. Should that fail too, the next run closes this one as interrupted.
pub(super) async fn record(
    database: &Database,
    run: &Run,
    ended: &Result<Ending, Error>,
    summary: &Summary,
) -> Outcome {
    let (outcome, error) = match ended {
        Ok(ending) => (ending.outcome(summary.written.rejected), None),
        Err(error) => (Outcome::Failed, Some(error.in_full())),
    };
    recorded(database.end_run(run, outcome, summary.traffic, error.as_deref())).await;
    outcome
}

/// Waits for the end of a run to be written, and not for long: a warning where it cannot be.
pub(super) async fn recorded(recording: impl Future<Output = Result<(), db::Error>>) {
    match tokio::time::timeout(PARTING, recording).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => warn!(%error, "the end of the run could not be recorded"),
        Err(_) => warn!("the end of the run could not be recorded in time"),
    }
}
