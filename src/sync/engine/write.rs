//! The writing half of a run: what is in hand into the database, as many pages as one transaction takes, with the
//! checkpoint behind them. A database that is gone for a moment is waited for.

use tokio::sync::watch;
use tracing::info;

use super::fetch::Fetched;
use super::hand::Hand;
use super::patience::Patience;
use super::seen::Seen;
use super::{Progress, Source, Summary};
use crate::coordination::Halt;
use crate::db::{self, Committed, Database, Lock, Mark, Reject, Resume, Row, Run, Table, Written};
use crate::sync::Error;
use crate::sync::round::HighWater;

/// Records that are rows at the same time.
pub(super) const CHUNK_ROWS: usize = 500;
/// Bytes of records that are rows at the same time.
const CHUNK_BYTES: usize = 2 << 20;
/// Records that are read in one go.
const GIVE_WAY: usize = 32;

/// Writes the pages of one run.
pub(super) struct Writer<'a, S> {
    pub(super) database: &'a Database,
    pub(super) source: &'a S,
    pub(super) table: &'a Table,
    pub(super) run: &'a Run,
    /// Whether the table was empty before the run, and all that came so far was new.
    pub(super) fresh: bool,
    pub(super) lock: &'a mut Lock,
    /// Tells the fetching beside it that it failed.
    pub(super) fail: watch::Sender<bool>,
    /// Nobody waits for a database when a stop is asked for.
    pub(super) halt: &'a Halt,
    pub(super) water: HighWater,
    /// As it was before the run.
    pub(super) mark: Mark,
    /// Whether the mark moves to where the round began.
    pub(super) by_time: bool,
    /// Whether it goes over all records from the first to the last.
    pub(super) sees_all: bool,
    /// Keys of this run, where those that are not among them matter.
    pub(super) seen: Option<Seen>,
    pub(super) summary: &'a mut Summary,
}

impl<S: Source> Writer<'_, S> {
    /// Until nothing more comes into the hand.
    pub(super) async fn all(
        &mut self,
        hand: &Hand<Fetched>,
        progress: &mut impl FnMut(Progress),
    ) -> Result<(), Error> {
        loop {
            let pages = hand.take().await;
            if pages.is_empty() {
                return Ok(());
            }
            match self.commit(&pages).await {
                Ok(written) => self.add(&pages, written),
                Err(error) => {
                    self.fail.send_replace(true);
                    return Err(error);
                }
            }
            hand.committed(&pages);
            progress(Progress::Pages(self.summary.clone()));
        }
    }

    /// Notes rows that this run did not see, where it was to see all.
    pub(super) async fn note_missing(&mut self) -> Result<(), Error> {
        if !self.sees_all {
            return Ok(());
        }
        let seen = self.seen.take();
        let mut patience = Patience::new();
        let mut noted = 0;
        loop {
            let noting = self.database.note_missing(
                self.run,
                self.table,
                seen.as_ref().map(|seen| |key: &str| seen.contains(key)),
                &mut noted,
            );
            match noting.await {
                Err(error) if error.is_transient() => self.wait(error, &mut patience).await?,
                done => break done?,
            };
        }
        self.summary.missing = Some(noted);
        if noted > 0 {
            info!(
                missing = noted,
                "rows were not seen, they are kept and have missing_since"
            );
        }
        Ok(())
    }

    fn add(&mut self, pages: &[Fetched], written: Written) {
        let sum = &mut *self.summary;
        sum.pages += whole(pages);
        sum.fetched += written.fetched();
        sum.written += written;
        sum.traffic = self.source.traffic();
        self.fresh &= written.updated + written.unchanged == 0;
    }

    /// Commits `pages`, again where the database was gone, and once in all.
    async fn commit(&mut self, pages: &[Fetched]) -> Result<Written, Error> {
        let mut patience = Patience::new();
        loop {
            let error = match self.try_commit(pages).await {
                Err(error) if error.is_transient() => error,
                done => return Ok(done?),
            };
            let (known, committed) = (self.committed(), self.wait(error, &mut patience).await?);
            if committed != known {
                return Ok(committed.written - known.written);
            }
        }
    }

    /// After a failure: what is committed once the database is there again.
    async fn wait(
        &mut self,
        error: db::Error,
        patience: &mut Patience,
    ) -> Result<Committed, Error> {
        let waiting = patience.wait(error, self.database, self.run, self.lock, self.halt);
        Ok(waiting.await?)
    }

    /// As far as is known.
    fn committed(&self) -> Committed {
        Committed {
            pages: self.summary.pages,
            written: self.summary.written,
        }
    }

    async fn try_commit(&mut self, pages: &[Fetched]) -> Result<Written, db::Error> {
        let (database, run, table) = (self.database, self.run, self.table);
        let mut records = pages.iter().flat_map(Fetched::records);
        let begun = database.batch(run, table, self.fresh);
        let (batch, mut chunk) = tokio::join!(begun, self.chunk(&mut records));
        let mut batch = batch?;
        while !chunk.is_empty() {
            // The database works on one chunk while the next one is read.
            let (added, next) = tokio::join!(
                batch.add(&chunk.rows, &chunk.rejects),
                self.chunk(&mut records)
            );
            added?;
            chunk = next;
        }
        let last = pages.iter().rev().find(|page| page.is_whole());
        if self.by_time && last.is_some_and(|last| last.page.next.is_none()) {
            self.water.rise();
        }
        let resume = match last.map(|last| last.page.next.as_deref()) {
            None => Resume::Unmoved,
            Some(Some(cursor)) => Resume::At {
                cursor,
                mark: self.water.text(),
            },
            Some(None) => Resume::Complete {
                mark: self.water.moved(&self.run.round, &self.mark),
            },
        };
        batch
            .commit(
                whole(pages),
                self.source.traffic(),
                resume,
                self.committed(),
            )
            .await
    }

    /// The next records as rows and rejects; gives way now and then to what is going on beside it.
    async fn chunk<'p>(&mut self, records: &mut impl Iterator<Item = &'p str>) -> Chunk<'p> {
        let mut chunk = Chunk::default();
        while !chunk.is_full()
            && let Some(record) = records.next()
        {
            chunk.bytes += record.len();
            match self.source.convert(record) {
                Ok(record) => {
                    if let Some(changed) = &record.changed {
                        self.water.see(changed);
                    }
                    self.see(self.table.key_of(&record.row));
                    chunk.rows.push(record.row);
                }
                Err(reject) => {
                    self.see(reject.external_id.as_deref());
                    chunk.rejects.push(reject);
                }
            }
            if chunk.records().is_multiple_of(GIVE_WAY) {
                tokio::task::yield_now().await;
            }
        }
        chunk
    }

    fn see(&mut self, key: Option<&str>) {
        if let (Some(seen), Some(key)) = (&mut self.seen, key) {
            seen.insert(key);
        }
    }
}

/// Records on their way into one statement.
#[derive(Default)]
struct Chunk<'p> {
    rows: Vec<Row<'p>>,
    rejects: Vec<Reject>,
    bytes: usize,
}

impl Chunk<'_> {
    fn records(&self) -> usize {
        self.rows.len() + self.rejects.len()
    }

    fn is_full(&self) -> bool {
        self.records() >= CHUNK_ROWS || self.bytes >= CHUNK_BYTES
    }

    fn is_empty(&self) -> bool {
        self.records() == 0
    }
}

fn whole(pages: &[Fetched]) -> u64 {
    pages.iter().filter(|page| page.is_whole()).count() as u64
}
