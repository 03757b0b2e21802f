//! A run that writes nothing: the pages of a round from its beginning, compared with the table as it is.
//!
//! Counts are those of a run, save that a record which comes on two pages is compared with the table both times.
//! What is in memory does not grow with the data.

use tokio::sync::watch;

use super::fetch::{Fetch, Fetched, Fetcher};
use super::hand::Hand;
use super::seen::Seen;
use super::write::CHUNK_ROWS;
use super::{Ending, Options, Progress, Source, Summary, Sync, stopped};
use crate::clock;
use crate::coordination::Halt;
use crate::db::{Compared, Database, Difference, Mode, Reject, Standing, StoppedBy};
use crate::sync::Error;
use crate::sync::round::{Start, plan};

/// What a run would do.
#[derive(Default)]
pub struct Preview {
    /// As of a run that has no number. `missing` is none where the run would note none.
    pub summary: Summary,
    /// The first changes.
    pub differences: Vec<Difference>,
    /// The first rejects.
    pub rejects: Vec<Reject>,
}

/// What is compared with.
#[derive(Clone, Copy)]
pub struct Against<'a> {
    /// None where there is none yet, or one without tables: everything is new.
    pub database: Option<&'a Database>,
    /// What is known of the sync.
    pub standing: &'a Standing,
    /// Changes, and rejects, that are kept to be shown.
    pub most: usize,
}

/// Goes over what a run would go over, and writes nothing.
pub async fn preview<S: Source>(
    against: Against<'_>,
    sync: Sync<'_>,
    options: Options,
    source: &S,
    halt: &Halt,
    mut progress: impl FnMut(Progress),
) -> Result<(Ending, Preview), Error> {
    let until = halt.until(options.deadline.map(|after| clock::monotonic() + after));
    let (round, resumed) = match plan(against.standing, options.wish, sync.policy, clock::now()) {
        Start::Fresh(round) => (round, false),
        Start::Resumed(checkpoint) => (checkpoint.round, true),
    };
    // As of the run: one that goes on from a checkpoint does not see all.
    let sees_all = sync.sees_all && round.mode == Mode::Full && !resumed;
    let mut preview = Preview::default();
    preview.summary.mode = round.mode;
    preview.summary.since.clone_from(&round.since);
    progress(Progress::Started {
        since: round.since.clone(),
        resumed: 0,
        expected: against
            .standing
            .last_total
            .filter(|_| round.mode == Mode::Full),
    });
    let first = source.page(round.since.as_deref(), None, &until).await?;
    let Some(first) = first else {
        return Ok((stopped(halt), preview));
    };
    let (fail, failed) = watch::channel(false);
    let halted = until.or(failed);
    let hand = Hand::new();
    let mut fetcher = Fetcher::new(source, &round, options.limit, &halted);
    let mut reader = Reader {
        against,
        sync,
        source,
        seen: sees_all.then(Seen::new),
        preview,
    };
    let reading = async {
        let read = reader.all(&hand, &mut progress).await;
        if read.is_err() {
            fail.send_replace(true);
        }
        read
    };
    let (fetched, read) = tokio::join!(fetcher.all(first, None, &hand), reading);
    read?;
    let ending = match fetched? {
        Fetch::Complete => Ending::Complete,
        Fetch::Limited => Ending::Stopped(StoppedBy::Limit),
        Fetch::Halted => stopped(halt),
    };
    if ending == Ending::Complete {
        reader.count_missing().await?;
    }
    reader.preview.summary.traffic = source.traffic();
    Ok((ending, reader.preview))
}

/// The comparing half.
struct Reader<'a, S> {
    against: Against<'a>,
    sync: Sync<'a>,
    source: &'a S,
    /// Keys that came, where those that did not matter.
    seen: Option<Seen>,
    preview: Preview,
}

impl<S: Source> Reader<'_, S> {
    async fn all(
        &mut self,
        hand: &Hand<Fetched>,
        progress: &mut impl FnMut(Progress),
    ) -> Result<(), Error> {
        loop {
            let pages = hand.take().await;
            if pages.is_empty() {
                return Ok(());
            }
            let records: Vec<&str> = pages.iter().flat_map(Fetched::records).collect();
            for chunk in records.chunks(CHUNK_ROWS) {
                self.read(chunk).await?;
            }
            self.preview.summary.pages += pages.len() as u64;
            self.preview.summary.traffic = self.source.traffic();
            hand.committed(&pages);
            progress(Progress::Pages(self.preview.summary.clone()));
        }
    }

    async fn read(&mut self, records: &[&str]) -> Result<(), Error> {
        let (table, most) = (self.sync.table, self.against.most);
        let mut rows = Vec::with_capacity(records.len());
        for record in records {
            match self.source.convert(record) {
                Ok(record) => {
                    if let (Some(seen), Some(key)) = (&mut self.seen, table.key_of(&record.row)) {
                        seen.insert(key);
                    }
                    rows.push(record.row);
                }
                Err(reject) => {
                    if let (Some(seen), Some(key)) = (&mut self.seen, &reject.external_id) {
                        seen.insert(key);
                    }
                    self.preview.summary.written.rejected += 1;
                    if self.preview.rejects.len() < most {
                        self.preview.rejects.push(reject);
                    }
                }
            }
        }
        let room = most.saturating_sub(self.preview.differences.len());
        let compared = match self.against.database {
            Some(database) => database.compare(table, &rows, room).await?,
            None => Compared::with_nothing(table, &rows, room)?,
        };
        self.preview.summary.written += compared.written;
        self.preview.summary.fetched += records.len() as u64;
        self.preview.differences.extend(compared.differences);
        Ok(())
    }

    async fn count_missing(&mut self) -> Result<(), Error> {
        let Some(seen) = &self.seen else {
            return Ok(());
        };
        let unseen = match self.against.database {
            Some(database) => {
                let counting = database.count_unseen(self.sync.table, |key| seen.contains(key));
                counting.await?
            }
            None => 0,
        };
        self.preview.summary.missing = Some(unseen);
        Ok(())
    }
}
