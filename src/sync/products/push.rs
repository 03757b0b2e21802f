//! Products to a marketplace, by difference: what it has not accepted yet goes out in batches as large as it takes, each
//! written down before it leaves, and what becomes of each product is kept. A run that was cut off anywhere is settled by
//! the next one: by the batch's tracking id where that is known, by what is on sale where it is not.
//!
//! What is in hand is bounded: a few batches, whatever the number of products.

mod draft;
mod lane;
mod plan;
mod poll;
mod read_back;
mod select;
mod settle;

use std::cell::{Cell, RefCell};
use std::time::Duration;

use tokio::sync::{Mutex, Semaphore, watch};
use tracing::{Instrument, debug, warn};

use crate::clock;
use crate::coordination::Halt;
use crate::db::{self, Database, Lock, Mode, OpenBatch, Outcome, Round, Run, Shelf, StoppedBy};
use crate::http::Traffic;
use crate::observability::{failed, run_span};
use crate::sync::engine::{PARTING, lock};
use crate::sync::error::Error;
use crate::upstream::marketplace::{Call, Client};

pub use plan::Wish;
pub use select::{Preview, preview};

use poll::Queue;
use select::{Round as Part, Selector};

/// How often products that turned out not to have arrived are sent in one run.
const PASSES: usize = 10;
/// How long a database that has gone is waited for, and how often it is tried.
const PATIENCE: Duration = Duration::from_secs(30);
const TRY_AGAIN: Duration = Duration::from_millis(250);
/// Reasons that are handed on; all of them are in the ledger.
const MOST_ERRORS: usize = 100;

/// Whose products go where.
#[derive(Clone, Copy)]
pub struct Push<'a> {
    pub database: &'a Database,
    pub client: &'a Client<'a>,
    /// Its name in `sync_runs` and in locks.
    pub name: &'a str,
    pub tenant_id: &'a str,
}

/// How the run is to be.
#[derive(Clone, Debug, Default)]
pub struct PushOptions {
    pub wish: Wish,
    /// These products alone, active or not.
    pub product_ids: Option<Vec<String>>,
    /// Compare with what is on sale first.
    pub reconcile: bool,
    /// Create what is not on sale, and tell more than prices and stock of what changed.
    pub content: bool,
    /// Leave the results to the next run.
    pub no_wait: bool,
    /// Stop, and leave the rest to the next run, after this time.
    pub deadline: Option<Duration>,
    /// Wait for another run of the same push instead of giving up.
    pub wait: bool,
}

/// Counts of a run, in products.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PushSummary {
    /// Id of the row in `sync_runs`.
    pub run: i64,
    /// All, or what differs.
    pub mode: Mode,
    /// Looked at.
    pub products: u64,
    /// Accepted in this run.
    pub synced: u64,
    /// Refused in this run, by the marketplace or before they were sent.
    pub failed: u64,
    /// The marketplace has them as they are.
    pub unchanged: u64,
    /// Refused before as they are now, and not sent again yet.
    pub refused_before: u64,
    /// On their way: the next run asks what became of them.
    pub pending: u64,
    /// Requests with products in them that were taken.
    pub batches: u64,
    /// The first reasons, each behind the SKU.
    pub errors: Vec<String>,
    pub traffic: Traffic,
}

/// What happened, for whoever draws it.
#[derive(Clone, Debug)]
pub enum PushProgress {
    /// So many products are gone through.
    Started { products: u64 },
    /// The marketplace's list is read.
    Reading { seen: u64, total: Option<u64> },
    /// Some were looked at, sent or settled.
    Counts(PushSummary),
}

/// How a run ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PushEnding {
    /// Every product is settled, or is left to the next run because that was wanted.
    Complete,
    /// Results that were waited for are not there yet.
    Pending,
    Stopped(StoppedBy),
}

impl PushEnding {
    /// What the ledger calls it, of a run in which so many were refused.
    pub fn outcome(self, refused: u64) -> Outcome {
        match self {
            PushEnding::Pending => Outcome::Stopped(StoppedBy::Deadline),
            PushEnding::Stopped(by) => Outcome::Stopped(by),
            PushEnding::Complete if refused > 0 => Outcome::Partial,
            PushEnding::Complete => Outcome::Succeeded,
        }
    }
}

/// Tells the marketplace what it does not have yet, until all is settled, or until `halt` or the deadline stops it. Says
/// what was done, also where that ended in a failure.
pub async fn push(
    push: Push<'_>,
    options: &PushOptions,
    halt: &Halt,
    progress: &mut dyn FnMut(PushProgress),
) -> (PushSummary, Result<PushEnding, Error>) {
    let deadline = options.deadline.map(|after| clock::monotonic() + after);
    let until = halt.until(deadline);
    let lock = match lock(push.database, push.name, options.wait, &until).await {
        Ok(lock) => lock,
        Err(error) => return (PushSummary::default(), Err(error)),
    };
    let done = locked(push, options, (halt, &until), lock, progress).await;
    match done {
        Ok(done) => done,
        Err(error) => (PushSummary::default(), Err(error)),
    }
}

async fn locked(
    push: Push<'_>,
    options: &PushOptions,
    (asked, until): (&Halt, &Halt),
    lock: Lock,
    progress: &mut dyn FnMut(PushProgress),
) -> Result<(PushSummary, Result<PushEnding, Error>), Error> {
    push.database.make_ready().await?;
    let mode = match options.wish.full {
        true => Mode::Full,
        false => Mode::Incremental,
    };
    let round = Round {
        mode,
        since: None,
        began_at: None,
    };
    let driver = push.client.driver();
    let identity = driver.marketplace().as_str();
    let run = push
        .database
        .begin_run(push.name, identity, &round, None)
        .await?;
    let slots = Semaphore::new(driver.in_flight());
    let (fail, failing) = watch::channel(false);
    let halt = until.or(failing);
    let work = Work {
        push,
        options,
        run: &run,
        halt: &halt,
        fail,
        slots: &slots,
        queue: Queue::default(),
        lost: RefCell::default(),
        whole_refusals: Cell::default(),
        first_pass: Cell::new(true),
        settled: Cell::default(),
        progress: RefCell::new(progress),
        summary: RefCell::new(PushSummary {
            run: run.id,
            mode,
            ..PushSummary::default()
        }),
    };
    let span = run_span("products", run.id);
    let ended = work.all(asked).instrument(span.clone()).await;
    if let Err(error) = &ended {
        failed(&span, error);
    }
    let summary = work.close(&ended).instrument(span).await;
    // Before returning: a next run may start at once.
    lock.release().await;
    Ok((summary, ended))
}

/// One run.
struct Work<'a> {
    push: Push<'a>,
    options: &'a PushOptions,
    run: &'a Run,
    /// A signal, the deadline, or a failure of what goes on beside.
    halt: &'a Halt,
    fail: watch::Sender<bool>,
    /// Room at the marketplace for requests whose results are not there yet.
    slots: &'a Semaphore,
    queue: Queue<'a>,
    /// Batches of which it is not known whether they arrived.
    lost: RefCell<Vec<OpenBatch>>,
    /// Requests refused as a whole since the last one that was taken.
    whole_refusals: Cell<usize>,
    /// Whether products are gone through for the first time.
    first_pass: Cell<bool>,
    /// Whether anything was settled.
    settled: Cell<bool>,
    progress: RefCell<&'a mut dyn FnMut(PushProgress)>,
    summary: RefCell<PushSummary>,
}

impl<'a> Work<'a> {
    async fn all(&self, asked: &Halt) -> Result<PushEnding, Error> {
        let (database, driver) = (self.push.database, self.push.client.driver());
        let products = database.count_active_products(self.push.tenant_id).await?;
        self.say(PushProgress::Started { products });
        let marketplace = driver.marketplace().as_str();
        database
            .forget_batches(self.push.tenant_id, marketplace)
            .await?;
        for batch in database
            .open_batches(self.push.tenant_id, marketplace)
            .await?
        {
            match batch.tracking_id {
                // It has a place at the marketplace, and takes it here where there is one.
                Some(_) => self
                    .queue
                    .add(batch, self.slots.try_acquire().ok(), Duration::ZERO),
                None => self.lost.borrow_mut().push(batch),
            }
        }
        self.settle_lost(false).await?;
        if self.options.reconcile {
            self.reconcile().await?;
        }
        let mut unsent = true;
        for pass in 0..PASSES {
            self.first_pass.set(pass == 0);
            for part in Part::all(self.options) {
                self.round(part).await?;
            }
            unsent = self.settle_lost(!self.options.no_wait).await?;
            if !unsent || self.halt.is_asked() {
                break;
            }
        }
        let left = database
            .open_batches(self.push.tenant_id, marketplace)
            .await?;
        let pending = left.iter().map(|batch| batch.size).sum();
        self.summary.borrow_mut().pending = pending;
        Ok(match (self.halt.is_asked(), asked.is_asked()) {
            (true, true) => PushEnding::Stopped(StoppedBy::Signal),
            (true, false) => PushEnding::Stopped(StoppedBy::Deadline),
            _ if (pending > 0 || unsent) && !self.options.no_wait => PushEnding::Pending,
            _ => PushEnding::Complete,
        })
    }

    /// Goes through the products once: some lanes send, and beside them results are asked for.
    async fn round(&self, part: Part) -> Result<(), Error> {
        let selector = Mutex::new(Selector::new(self.push, self.options, [part]));
        let lane = || async {
            let done = self.lane(&selector).await;
            if done.is_err() {
                self.fail.send_replace(true);
            }
            done
        };
        // A few at once: a marketplace that takes a second for each must not be what the rate follows.
        let lanes = async {
            let lanes = tokio::join!(lane(), lane(), lane(), lane());
            self.queue.close();
            [lanes.0, lanes.1, lanes.2, lanes.3]
                .into_iter()
                .collect::<Result<(), Error>>()
        };
        let results = async {
            let done = self.results().await;
            if done.is_err() {
                self.fail.send_replace(true);
            }
            done
        };
        self.queue.open();
        let (sent, settled) = tokio::join!(lanes, results);
        sent.and(settled)
    }

    fn shelf(&self, call: Call) -> Shelf<'a> {
        Shelf {
            tenant_id: self.push.tenant_id,
            marketplace: self.push.client.driver().marketplace().as_str(),
            part: call.part(),
        }
    }

    fn say(&self, news: PushProgress) {
        (self.progress.borrow_mut())(news);
    }

    /// Changes the counts, and says them.
    fn count(&self, change: impl FnOnce(&mut PushSummary)) {
        let mut summary = self.summary.borrow_mut();
        change(&mut summary);
        summary.traffic = self.push.client.traffic();
        let told = summary.clone();
        drop(summary);
        self.say(PushProgress::Counts(told));
    }

    /// What `work` gives, again where the database was gone for a moment: what came of a request must not be lost to
    /// that.
    async fn kept<T>(&self, work: impl AsyncFn() -> Result<T, db::Error>) -> Result<T, Error> {
        let until = clock::monotonic() + PATIENCE;
        loop {
            match work().await {
                Err(error) if error.is_transient() && clock::monotonic() < until => {
                    debug!(%error, "waiting for the database");
                    tokio::time::sleep(TRY_AGAIN).await;
                }
                done => return Ok(done?),
            }
        }
    }

    /// Writes the run's end; what was counted, in products.
    async fn close(&self, ended: &Result<PushEnding, Error>) -> PushSummary {
        let mut summary = self.summary.borrow().clone();
        summary.traffic = self.push.client.traffic();
        let recording = async {
            if self.settled.get() {
                let (synced, failed) = self.push.database.settled_products(self.run).await?;
                (summary.synced, summary.failed) = (synced, failed);
            }
            let counts = (
                summary.products,
                summary.synced,
                summary.failed,
                summary.unchanged,
            );
            self.push.database.count_products(self.run, counts).await?;
            let (outcome, error) = match ended {
                Ok(ending) => (ending.outcome(summary.failed), None),
                Err(error) => (Outcome::Failed, Some(error.in_full())),
            };
            let (run, traffic) = (self.run, summary.traffic);
            let database = self.push.database;
            database
                .end_run(run, outcome, traffic, error.as_deref())
                .await
        };
        match tokio::time::timeout(PARTING, recording).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => warn!(%error, "the end of the run could not be recorded"),
            Err(_) => warn!("the end of the run could not be recorded in time"),
        }
        summary
    }
}
