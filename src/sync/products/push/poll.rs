//! Asks what became of batches, each a while after it was sent and then less and less often, the one that is due first.
//! What is wrong with one batch's result is no reason to leave the others.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, SemaphorePermit};
use tracing::{debug, warn};

use super::Work;
use super::draft::Draft;
use super::read_back::age;
use crate::clock;
use crate::db::OpenBatch;
use crate::sync::error::Error;
use crate::upstream::marketplace::{self, Call, Polled};

/// The longest pause between two questions about one batch.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// How long a run waits for a result; the next one asks again.
const LONGEST_WAIT: Duration = Duration::from_secs(600);

/// Batches whose results are not there yet.
#[derive(Default)]
pub(super) struct Queue<'a> {
    waiting: RefCell<Vec<Waiting<'a>>>,
    /// Whether more may come.
    open: Cell<bool>,
    changed: Notify,
}

/// A batch, and its place at the marketplace until its result is there.
struct Waiting<'a> {
    batch: OpenBatch,
    due: Instant,
    pause: Duration,
    since: Instant,
    /// Of an earlier run, and not asked for in this one.
    is_old: bool,
    _slot: Option<SemaphorePermit<'a>>,
}

impl<'a> Queue<'a> {
    /// Of this run.
    pub(super) fn add(&self, batch: OpenBatch, slot: Option<SemaphorePermit<'a>>, pause: Duration) {
        self.put(Waiting::new(batch, slot, pause, false));
    }

    /// Of an earlier run: it is asked for at once, and at least once.
    pub(super) fn add_old(&self, batch: OpenBatch, slot: Option<SemaphorePermit<'a>>) {
        self.put(Waiting::new(batch, slot, Duration::ZERO, true));
    }

    pub(super) fn open(&self) {
        self.open.set(true);
    }

    /// Nothing more comes.
    pub(super) fn close(&self) {
        self.open.set(false);
        self.changed.notify_one();
    }

    fn put(&self, waiting: Waiting<'a>) {
        self.waiting.borrow_mut().push(waiting);
        self.changed.notify_one();
    }

    /// When the first one is due.
    fn first(&self) -> Option<Instant> {
        let waiting = self.waiting.borrow();
        waiting.iter().map(|waiting| waiting.due).min()
    }

    fn has_old(&self) -> bool {
        self.waiting.borrow().iter().any(|waiting| waiting.is_old)
    }

    fn take(&self, now: Instant) -> Option<Waiting<'a>> {
        let mut waiting = self.waiting.borrow_mut();
        let due = waiting.iter().enumerate().filter(|(_, one)| one.due <= now);
        let (place, _) = due.min_by_key(|(_, one)| one.due)?;
        Some(waiting.swap_remove(place))
    }
}

impl<'a> Waiting<'a> {
    fn new(
        batch: OpenBatch,
        slot: Option<SemaphorePermit<'a>>,
        pause: Duration,
        is_old: bool,
    ) -> Self {
        let since = clock::monotonic();
        Self {
            batch,
            due: since + pause,
            pause,
            since,
            is_old,
            _slot: slot,
        }
    }
}

impl<'a> Work<'a> {
    /// Until every batch is settled and nothing more is sent; without waiting, until nothing more is sent and those of
    /// earlier runs were asked for.
    pub(super) async fn results(&self, waits: bool) -> Result<(), Error> {
        while !self.halt.is_asked() {
            let open = self.queue.open.get();
            let changed = self.queue.changed.notified();
            match self.queue.first() {
                _ if !open && !waits && !self.queue.has_old() => return Ok(()),
                None if !open => return Ok(()),
                None => {
                    if self.halt.unless_asked(changed).await.is_none() {
                        return Ok(());
                    }
                }
                Some(due) => {
                    let due = tokio::time::sleep_until(due.into());
                    let either = async {
                        tokio::select! {
                            () = due => {}
                            () = changed => {}
                        }
                    };
                    if self.halt.unless_asked(either).await.is_none() {
                        return Ok(());
                    }
                    if let Some(waiting) = self.queue.take(clock::monotonic()) {
                        self.ask(waiting).await?;
                    }
                }
            }
        }
        Ok(())
    }

    async fn ask(&self, mut waiting: Waiting<'a>) -> Result<(), Error> {
        let batch = &waiting.batch;
        let (Some(call), Some(tracking)) = (Call::of(&batch.call), batch.tracking_id.as_deref())
        else {
            let (batch, call) = (batch.id, &batch.call);
            warn!(batch, call, "a batch of another version is left to that");
            return Ok(());
        };
        let polled = match self.push.client.poll(call, tracking, self.halt).await {
            Ok(Some(polled)) => polled,
            Ok(None) => {
                self.queue.put(waiting);
                return Ok(());
            }
            Err(error) if is_of_the_batch(&error) => {
                let error = Error::from(error).in_full();
                warn!(
                    error,
                    batch = batch.id,
                    "the result of a batch cannot be read"
                );
                Polled::Pending
            }
            Err(error) => return Err(error.into()),
        };
        let was_old = std::mem::take(&mut waiting.is_old);
        let driver = self.push.client.driver();
        let expired = age(&waiting.batch, clock::now()) > driver.results_kept();
        match polled {
            Polled::Done(results) => {
                self.settled_old.set(self.settled_old.get() || was_old);
                self.done(waiting.batch, call, results).await?;
            }
            Polled::Rejected { reason } => match self.written(&waiting.batch).await? {
                Some(items) => {
                    let draft = Draft { call, items };
                    self.refused(draft, &waiting.batch, reason).await?;
                }
                None => self.look_for_later(waiting.batch),
            },
            Polled::Gone => {
                let batch = waiting.batch;
                warn!(
                    batch = batch.id,
                    "a result is kept no more, what is on sale will tell"
                );
                self.look_for_later(batch);
            }
            Polled::Pending if expired => {
                let batch = waiting.batch;
                warn!(
                    batch = batch.id,
                    "a result has not come, what is on sale will tell"
                );
                self.look_for_later(batch);
            }
            Polled::Pending if waiting.since.elapsed() > LONGEST_WAIT => {
                debug!(batch = waiting.batch.id, "a result is left to the next run");
            }
            Polled::Pending => {
                let usual = driver.poll_every();
                let longer = waiting.pause.max(usual).mul_f64(1.5);
                waiting.pause = longer.min(LONGEST_PAUSE.max(usual));
                waiting.due = clock::monotonic() + waiting.pause;
                self.queue.put(waiting);
            }
        }
        Ok(())
    }
}

/// Whether another batch's result may be had all the same.
pub(super) fn is_of_the_batch(error: &marketplace::Error) -> bool {
    use marketplace::Error;
    match error {
        Error::Unreadable(_) | Error::Refused { .. } => true,
        Error::Http { source, .. } => !source.is_transient() && source.was_sent(),
        _ => false,
    }
}
