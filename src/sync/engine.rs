//! Walks an upstream's pages into a table: the next page is fetched while the last is written, rows
//! and checkpoint commit together, and a run that was cut off is gone on with.
//!
//! Holds two pages at most, whatever the size of the data.

use std::collections::HashMap;
use std::future::Future;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use serde_json::value::RawValue;
use tokio::sync::watch;
use tracing::{Instrument, debug, warn};

use super::error::Error;
use crate::clock;
use crate::coordination::Halt;
use crate::db::{Begun, Database, Outcome, PageRows, Reject, Row, Run, Table};
use crate::observability::{failed, run_span};

/// Empty pages with a next link are legal; so many in a row are no list.
const MOST_EMPTY_PAGES: u64 = 1_000;

/// How long a database that may just have gone is given to record the end of a run.
const PARTING: Duration = Duration::from_secs(5);

/// Something that has pages of records.
pub trait Source {
    /// The page at `cursor`, the first one for `None`; no page when a stop is asked for.
    fn page(
        &self,
        cursor: Option<&str>,
        halt: &Halt,
    ) -> impl Future<Output = Result<Option<Page>, Error>>;

    /// Whether `error` means that a stored cursor has gone stale.
    fn is_stale_cursor(&self, error: &Error) -> bool;

    /// A record as a row, or why it cannot be one.
    fn convert(&self, record: &RawValue) -> Result<Row, Reject>;
}

/// One page as a source gives it.
pub struct Page {
    /// The records, untouched.
    pub items: Vec<Box<RawValue>>,
    /// Where the next page is.
    pub next: Option<String>,
}

/// What is synced.
#[derive(Clone, Copy)]
pub struct Sync<'a> {
    /// Its name in `sync_runs`, in locks and on the command line.
    pub name: &'static str,
    /// Whose view of which upstream it is; a checkpoint of another one is not gone on with.
    pub identity: &'a str,
    /// Where the rows go.
    pub table: &'a Table,
}

/// What happened, for whoever draws it.
#[derive(Clone, Copy, Debug)]
pub enum Progress {
    /// The run begins.
    Started {
        /// Records of the run that is gone on with; 0 for a fresh one.
        resumed: u64,
        /// Records of the last whole run, as a guess of the total.
        expected: Option<u64>,
    },
    /// A page was committed.
    Page(Summary),
}

/// Counts of a run, in records. `inserted + updated + unchanged + rejected = fetched`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Id of the row in `sync_runs`.
    pub run: i64,
    /// Pages committed.
    pub pages: u64,
    /// Records that came.
    pub fetched: u64,
    /// New rows.
    pub inserted: u64,
    /// Rows that changed.
    pub updated: u64,
    /// Rows that were the same already.
    pub unchanged: u64,
    /// Records kept in `sync_rejects`.
    pub rejected: u64,
}

/// How a run ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The last page was committed.
    Complete,
    /// Asked to stop; the checkpoint is saved.
    Stopped,
}

/// Runs `source` to its end, to a failure, or until `halt` asks for a stop.
pub async fn run<S: Source>(
    database: &Database,
    sync: Sync<'_>,
    source: &S,
    halt: &Halt,
    mut progress: impl FnMut(Progress),
) -> Result<(Ending, Summary), Error> {
    let Some(lock) = database.lock(sync.name).await? else {
        return Err(Error::Running { sync: sync.name });
    };
    let ended = locked(database, sync, source, halt, &mut progress).await;
    // Before returning: a next run may start at once.
    lock.release().await;
    ended
}

async fn locked<S: Source>(
    database: &Database,
    sync: Sync<'_>,
    source: &S,
    halt: &Halt,
    progress: &mut impl FnMut(Progress),
) -> Result<(Ending, Summary), Error> {
    let expected = database.last_complete(sync.name, sync.identity).await?;
    let Begun {
        run,
        resume,
        last_identity,
    } = database.begin_run(sync.name, sync.identity).await?;
    if last_identity.is_some_and(|last| last != sync.identity) {
        warn!(
            "this run is signed in as another than the last one, or asks another address: it may see other records"
        );
    }
    progress(Progress::Started {
        resumed: resume.as_ref().map_or(0, |checkpoint| checkpoint.fetched),
        expected,
    });
    let (fail, write_failed) = watch::channel(false);
    let mut walk = Walk {
        database,
        table: sync.table,
        source,
        fail,
        halt: halt.or(write_failed),
        summary: Summary {
            run: run.id,
            ..Summary::default()
        },
        run,
        empty_pages: 0,
        seen: HashMap::new(),
    };
    let started = clock::monotonic();
    let cursor = resume.map(|checkpoint| checkpoint.cursor);
    let span = run_span(sync.name, walk.run.id);
    let ended = walk.all(cursor, progress).instrument(span.clone()).await;
    if let Err(error) = &ended {
        failed(&span, error);
    }
    walk.close(&ended, started.elapsed()).instrument(span).await;
    Ok((ended?, walk.summary))
}

struct Walk<'a, S> {
    database: &'a Database,
    table: &'a Table,
    source: &'a S,
    /// Tells the fetch beside a write that failed to stop.
    fail: watch::Sender<bool>,
    halt: Halt,
    run: Run,
    summary: Summary,
    empty_pages: u64,
    /// Hash of every cursor of this run, with its page number.
    seen: HashMap<u64, u64>,
}

impl<S: Source> Walk<'_, S> {
    async fn all(
        &mut self,
        cursor: Option<String>,
        progress: &mut impl FnMut(Progress),
    ) -> Result<Ending, Error> {
        let Some(mut page) = self.first(cursor).await? else {
            return Ok(Ending::Stopped);
        };
        loop {
            let next = page.next.clone();
            self.guard(&page)?;
            let (written, fetched) =
                tokio::join!(self.write(page), self.fetch_next(next.as_deref()));
            self.add(written?);
            progress(Progress::Page(self.summary));
            page = match (next, fetched?) {
                (None, _) => return Ok(Ending::Complete),
                (Some(_), None) => return Ok(Ending::Stopped),
                (Some(_), Some(page)) => page,
            };
        }
    }

    /// The first page, from the start once more where the stored cursor has gone stale.
    async fn first(&mut self, cursor: Option<String>) -> Result<Option<Page>, Error> {
        match self.source.page(cursor.as_deref(), &self.halt).await {
            Err(error) if cursor.is_some() && self.source.is_stale_cursor(&error) => {
                warn!(%error, "the stored checkpoint is no longer accepted, starting from the first page");
                self.database.clear_checkpoint(&self.run.sync).await?;
                self.source.page(None, &self.halt).await
            }
            first => first,
        }
    }

    async fn fetch_next(&self, next: Option<&str>) -> Result<Option<Page>, Error> {
        match next {
            Some(cursor) => self.source.page(Some(cursor), &self.halt).await,
            None => Ok(None),
        }
    }

    /// Refuses a list that does not end by itself: a cursor that this run has seen, or empty pages for ever.
    fn guard(&mut self, page: &Page) -> Result<(), Error> {
        let number = self.summary.pages + 1;
        self.empty_pages = match page.items.is_empty() {
            true => self.empty_pages + 1,
            false => 0,
        };
        if self.empty_pages > MOST_EMPTY_PAGES {
            return Err(Error::Endless {
                page: number,
                empty: self.empty_pages,
            });
        }
        let Some(next) = &page.next else {
            return Ok(());
        };
        let mut hasher = DefaultHasher::new();
        next.hash(&mut hasher);
        match self.seen.insert(hasher.finish(), number + 1) {
            Some(first) => Err(Error::Circle {
                page: number,
                first,
            }),
            None => Ok(()),
        }
    }

    /// Converts and commits one page.
    async fn write(&self, page: Page) -> Result<Summary, Error> {
        let fetched = page.items.len() as u64;
        let (mut rows, mut rejects) = (Vec::with_capacity(page.items.len()), Vec::new());
        for record in &page.items {
            match self.source.convert(record) {
                Ok(row) => rows.push(row),
                Err(reject) => rejects.push(reject),
            }
        }
        let page = PageRows {
            rows,
            rejects,
            next: page.next,
            fetched,
        };
        let written = self.database.write_page(&self.run, self.table, &page).await;
        if written.is_err() {
            self.fail.send_replace(true);
        }
        let written = written?;
        Ok(Summary {
            fetched,
            inserted: written.inserted,
            updated: written.updated,
            unchanged: written.unchanged,
            rejected: written.rejected,
            ..Summary::default()
        })
    }

    fn add(&mut self, page: Summary) {
        let sum = &mut self.summary;
        sum.pages += 1;
        sum.fetched += page.fetched;
        sum.inserted += page.inserted;
        sum.updated += page.updated;
        sum.unchanged += page.unchanged;
        sum.rejected += page.rejected;
    }

    /// Writes the run's end. Should that fail too, the next run closes this one as interrupted.
    async fn close(&self, ended: &Result<Ending, Error>, took: Duration) {
        let (outcome, error) = match ended {
            Ok(Ending::Stopped) => (Outcome::Stopped, None),
            Ok(Ending::Complete) if self.summary.rejected > 0 => (Outcome::Partial, None),
            Ok(Ending::Complete) => (Outcome::Succeeded, None),
            Err(error) => (Outcome::Failed, Some(error.to_string())),
        };
        let record = self.database.end_run(&self.run, outcome, error.as_deref());
        match tokio::time::timeout(PARTING, record).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => warn!(%error, "the end of the run could not be recorded"),
            Err(_) => warn!("the end of the run could not be recorded in time"),
        }
        debug!(
            run = self.summary.run,
            outcome = outcome.as_str(),
            pages = self.summary.pages,
            fetched = self.summary.fetched,
            rejected = self.summary.rejected,
            took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            "run ended"
        );
    }
}
