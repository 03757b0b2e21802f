//! Products to a marketplace, by difference: what it has not accepted yet goes out in batches as large as it takes, each
//! written down before it leaves, and what becomes of each product is kept. A run that was cut off anywhere is settled by
//! the next one: by the batch's tracking id where that is known, by what is on sale where it is not.
//!
//! What is in hand is bounded: a few batches, whatever the number of products.

mod draft;
mod lane;
mod ledger;
mod plan;
mod poll;
mod preview;
mod read_back;
mod reconcile;
mod review;
mod select;
mod settle;
mod summary;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::time::Duration;

use tokio::sync::{Mutex, Semaphore, watch};
use tracing::Instrument;

use crate::clock;
use crate::coordination::Halt;
use crate::db::{Database, Lock, Mode, OpenBatch, Round, Run, Shelf, StoppedBy};
use crate::observability::{failed, run_span};
use crate::sync::engine::lock;
use crate::sync::error::Error;
use crate::upstream::marketplace::{Call, Client};

pub use plan::Wish;
pub use preview::{Preview, preview};
pub use summary::{PushEnding, PushProgress, PushSummary};

use draft::Draft;
use poll::Queue;
use select::{Selector, Tour};

/// How often products that turned out to have to be sent again are sent in one run.
const PASSES: usize = 10;
/// Reasons that are handed on; all of them are in the ledger.
pub const MOST_ERRORS: usize = 100;

/// Whose products go where.
#[derive(Clone, Copy)]
pub struct Push<'a> {
    pub database: &'a Database,
    pub client: &'a Client<'a>,
    /// Its name in `sync_runs` and in locks.
    pub name: &'a str,
    pub tenant_id: &'a str,
}

impl<'a> Push<'a> {
    fn shelf(&self, call: Call) -> Shelf<'a> {
        Shelf {
            tenant_id: self.tenant_id,
            marketplace: self.client.driver().marketplace().as_str(),
            part: call.part(),
        }
    }
}

/// How the run is to be.
#[derive(Clone, Debug, Default)]
pub struct PushOptions {
    pub wish: Wish,
    /// These products alone.
    pub product_ids: Option<Vec<String>>,
    /// At most so many are sent.
    pub limit: Option<u64>,
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
    let left = Cell::new(options.limit);
    let (fail, failing) = watch::channel(false);
    let halt = until.or(failing);
    let work = Work {
        push,
        options,
        run: &run,
        lock: Mutex::new(lock),
        halt: &halt,
        fail,
        slots: &slots,
        queue: Queue::default(),
        lost: RefCell::default(),
        again: RefCell::default(),
        whole_refusals: Cell::default(),
        counts: Cell::new(true),
        left: &left,
        under_way: Cell::default(),
        settled_old: Cell::default(),
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
    work.lock.into_inner().release().await;
    Ok((summary, ended))
}

/// One run.
struct Work<'a> {
    push: Push<'a>,
    options: &'a PushOptions,
    run: &'a Run,
    lock: Mutex<Lock>,
    /// A signal, the deadline, or a failure of what goes on beside.
    halt: &'a Halt,
    fail: watch::Sender<bool>,
    /// Room at the marketplace for requests whose results are not there yet.
    slots: &'a Semaphore,
    queue: Queue<'a>,
    /// Batches of which it is not known whether they arrived.
    lost: RefCell<Vec<OpenBatch>>,
    /// Halves of what was refused as a whole.
    again: RefCell<VecDeque<Draft>>,
    /// Requests refused as a whole since the last one that was taken.
    whole_refusals: Cell<usize>,
    /// Whether products are gone through for the first time, and counted.
    counts: Cell<bool>,
    /// How many products may still be sent; none for all.
    left: &'a Cell<Option<u64>>,
    /// Products that were passed over because a batch with them is not settled.
    under_way: Cell<u64>,
    /// Whether a batch of an earlier run was settled.
    settled_old: Cell<bool>,
    /// Whether anything was settled.
    settled: Cell<bool>,
    progress: RefCell<&'a mut dyn FnMut(PushProgress)>,
    summary: RefCell<PushSummary>,
}

impl<'a> Work<'a> {
    async fn all(&self, asked: &Halt) -> Result<PushEnding, Error> {
        let (database, tenant_id) = (self.push.database, self.push.tenant_id);
        let marketplace = self.push.client.driver().marketplace().as_str();
        let products = async || database.count_active_products(tenant_id).await;
        let products = self.kept(products).await?;
        self.say(PushProgress::Started { products });
        let forget = async || database.forget_batches(tenant_id, marketplace).await;
        self.kept(forget).await?;
        let open = async || database.open_batches(tenant_id, marketplace).await;
        for batch in self.kept(open).await? {
            match batch.tracking_id {
                // It has a place at the marketplace, and takes it here where there is one.
                Some(_) => self.queue.add_old(batch, self.slots.try_acquire().ok()),
                None => self.lost.borrow_mut().push(batch),
            }
        }
        self.settle_lost(false).await?;
        if self.options.reconcile {
            self.reconcile().await?;
        }
        let mut unsent = true;
        for pass in 0..PASSES {
            unsent = self.pass(pass == 0).await?;
            if !unsent || self.halt.is_asked() {
                break;
            }
        }
        let calls = Call::ALL.map(Call::as_str);
        let pending = async || {
            database
                .pending_products(tenant_id, marketplace, &calls)
                .await
        };
        let pending = self.kept(pending).await?;
        let held_until = self.held_until();
        let mut summary = self.summary.borrow_mut();
        (summary.pending, summary.held_until) = (pending, held_until);
        drop(summary);
        Ok(match (self.halt.is_asked(), asked.is_asked()) {
            (true, true) => PushEnding::Stopped(StoppedBy::Signal),
            (true, false) => PushEnding::Stopped(StoppedBy::Deadline),
            _ if (pending > 0 || unsent) && !self.options.no_wait => PushEnding::Pending,
            _ if self.left.get() == Some(0) => PushEnding::Stopped(StoppedBy::Limit),
            _ => PushEnding::Complete,
        })
    }

    /// Goes through the products, and settles what can be; whether some of them have to be gone through again.
    async fn pass(&self, is_first: bool) -> Result<bool, Error> {
        self.under_way.set(0);
        for (place, tour) in Tour::of(self.options).iter().enumerate() {
            self.counts.set(is_first && place == 0);
            self.walk(*tour).await?;
            // Halves of what was rejected after the lanes had ended.
            while !self.again.borrow().is_empty() && !self.halt.is_asked() {
                self.walk(Tour::Nothing).await?;
            }
        }
        let released = self.settle_lost(!self.options.no_wait).await?;
        // What was on its way when it was looked at may have changed since it was sent.
        let passed_over = self.settled_old.take() && self.under_way.get() > 0;
        Ok(released || passed_over)
    }

    /// Goes through the products once: some lanes send, and beside them results are asked for.
    async fn walk(&self, tour: Tour) -> Result<(), Error> {
        let selector = Mutex::new(Selector::new(self.push, self.options, tour, self.left));
        // Prices of what is being created wait until it is.
        let waits = !self.options.no_wait || tour == Tour::Content;
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
            let done = self.results(waits).await;
            if done.is_err() {
                self.fail.send_replace(true);
            }
            done
        };
        self.queue.open();
        let (sent, settled) = tokio::join!(lanes, results);
        sent.and(settled)
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
}
