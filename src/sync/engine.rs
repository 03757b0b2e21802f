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
use tracing::{debug, warn};

use super::error::Error;
use crate::clock;
use crate::db::{Database, Outcome, PageRows, Reject, Row, Run, Table};

/// Something that has pages of records.
pub trait Source {
    /// The page at `cursor`, the first one for `None`.
    fn page(&self, cursor: Option<&str>) -> impl Future<Output = Result<Pages, Error>>;

    /// Whether `error` means that a stored cursor has gone stale.
    fn is_stale_cursor(&self, error: &Error) -> bool;

    /// A record as a row, or why it cannot be one.
    fn convert(&self, record: &RawValue) -> Result<Row, Reject>;
}

/// One page as a source gives it.
pub struct Pages {
    /// The records, untouched.
    pub items: Vec<Box<RawValue>>,
    /// Where the next page is.
    pub next: Option<String>,
}

/// What happened, for whoever draws it.
#[derive(Clone, Copy, Debug)]
pub enum Progress {
    /// The run begins; records that an earlier, cut-off run brought already.
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

/// Runs `source` into `table` to its end, to a failure, or until `stop` says so.
pub async fn run<S: Source>(
    database: &Database,
    sync: &'static str,
    table: &Table,
    source: &S,
    stop: watch::Receiver<bool>,
    mut progress: impl FnMut(Progress),
) -> Result<(Ending, Summary), Error> {
    let Some(_lock) = database.lock(sync).await? else {
        return Err(Error::Running { sync });
    };
    let expected = database.last_complete(sync).await?;
    let begun = database.begin_run(sync).await?;
    let resume = begun.resume.as_ref();
    progress(Progress::Started {
        resumed: resume.map_or(0, |checkpoint| checkpoint.fetched),
        expected,
    });
    let mut walk = Walk {
        database,
        table,
        source,
        stop,
        summary: Summary {
            run: begun.run.id,
            ..Summary::default()
        },
        run: begun.run,
        seen: HashMap::new(),
    };
    let started = clock::monotonic();
    let ended = walk
        .all(resume.map(|c| c.cursor.clone()), &mut progress)
        .await;
    walk.close(&ended, started.elapsed()).await;
    Ok((ended?, walk.summary))
}

struct Walk<'a, S> {
    database: &'a Database,
    table: &'a Table,
    source: &'a S,
    stop: watch::Receiver<bool>,
    run: Run,
    summary: Summary,
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
            self.remember(next.as_deref())?;
            let (written, fetched) = tokio::join!(
                write(self.database, &self.run, self.table, self.source, page),
                async {
                    match next.as_deref() {
                        Some(cursor) => Some(self.fetch(Some(cursor)).await),
                        None => None,
                    }
                }
            );
            self.add(written?);
            progress(Progress::Page(self.summary));
            page = match fetched {
                None => return Ok(Ending::Complete),
                Some(fetched) => match fetched? {
                    Some(page) => page,
                    None => return Ok(Ending::Stopped),
                },
            };
        }
    }

    /// The first page, from the start once more where the stored cursor has gone stale.
    async fn first(&mut self, cursor: Option<String>) -> Result<Option<Pages>, Error> {
        match self.fetch(cursor.as_deref()).await {
            Err(error) if cursor.is_some() && self.source.is_stale_cursor(&error) => {
                warn!(%error, "the stored checkpoint is no longer accepted, starting from the first page");
                self.database.clear_checkpoint(&self.run.sync).await?;
                self.fetch(None).await
            }
            first => first,
        }
    }

    /// A page, or `None` when asked to stop.
    async fn fetch(&self, cursor: Option<&str>) -> Result<Option<Pages>, Error> {
        let mut stop = self.stop.clone();
        tokio::select! {
            biased;
            _ = stop.wait_for(|stop| *stop) => Ok(None),
            page = self.source.page(cursor) => page.map(Some),
        }
    }

    /// Refuses a cursor that this run has seen: a circle never ends by itself.
    fn remember(&mut self, next: Option<&str>) -> Result<(), Error> {
        let Some(next) = next else {
            return Ok(());
        };
        let page = self.summary.pages + 1;
        let mut hasher = DefaultHasher::new();
        next.hash(&mut hasher);
        match self.seen.insert(hasher.finish(), page + 1) {
            Some(first) => Err(Error::Circle { page, first }),
            None => Ok(()),
        }
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
        let recorded = self
            .database
            .end_run(&self.run, outcome, error.as_deref())
            .await;
        if let Err(error) = recorded {
            warn!(%error, "the end of the run could not be recorded");
        }
        debug!(
            run = self.summary.run,
            outcome = outcome.as_str(),
            pages = self.summary.pages,
            fetched = self.summary.fetched,
            rejected = self.summary.rejected,
            took_ms = took.as_millis() as u64,
            "run ended"
        );
    }
}

/// Converts and commits one page.
async fn write<S: Source>(
    database: &Database,
    run: &Run,
    table: &Table,
    source: &S,
    page: Pages,
) -> Result<Summary, Error> {
    let fetched = page.items.len() as u64;
    let (mut rows, mut rejects) = (Vec::with_capacity(page.items.len()), Vec::new());
    for record in &page.items {
        match source.convert(record) {
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
    let written = database.write_page(run, table, &page).await?;
    Ok(Summary {
        fetched,
        inserted: written.inserted,
        updated: written.updated,
        unchanged: written.unchanged,
        rejected: written.rejected,
        ..Summary::default()
    })
}
