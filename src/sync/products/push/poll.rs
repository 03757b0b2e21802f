//! Asks what became of batches, each a while after it was sent and then less and less often, the one that is due first.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, SemaphorePermit};
use tracing::{debug, warn};

use super::Work;
use super::draft::{Item, items};
use crate::clock;
use crate::db::{OpenBatch, Settlement};
use crate::sync::error::Error;
use crate::upstream::marketplace::{Call, Driver, Polled, Results};

/// The longest pause between two questions about one batch.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// How long a result is waited for; the next run asks again.
const PATIENCE: Duration = Duration::from_secs(600);

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
    _slot: Option<SemaphorePermit<'a>>,
}

impl<'a> Queue<'a> {
    pub(super) fn add(&self, batch: OpenBatch, slot: Option<SemaphorePermit<'a>>, pause: Duration) {
        let since = clock::monotonic();
        self.put(Waiting {
            batch,
            due: since + pause,
            pause,
            since,
            _slot: slot,
        });
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
        self.waiting
            .borrow()
            .iter()
            .map(|waiting| waiting.due)
            .min()
    }

    fn take(&self, now: Instant) -> Option<Waiting<'a>> {
        let mut waiting = self.waiting.borrow_mut();
        let due = waiting.iter().enumerate().filter(|(_, one)| one.due <= now);
        let (place, _) = due.min_by_key(|(_, one)| one.due)?;
        Some(waiting.swap_remove(place))
    }
}

impl<'a> Work<'a> {
    /// Until every batch is settled and nothing more is sent; without waiting, until nothing more is sent.
    pub(super) async fn results(&self, waits: bool) -> Result<(), Error> {
        while !self.halt.is_asked() {
            let open = self.queue.open.get();
            let changed = self.queue.changed.notified();
            match self.queue.first() {
                _ if !open && !waits => return Ok(()),
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
        let (client, batch) = (self.push.client, &waiting.batch);
        let (Some(call), Some(tracking)) = (Call::of(&batch.call), batch.tracking_id.as_deref())
        else {
            // Another version's; it is left to that.
            warn!(
                batch = batch.id,
                call = batch.call,
                "a batch is not understood, and left alone"
            );
            return Ok(());
        };
        let Some(polled) = client.poll(call, tracking, self.halt).await? else {
            self.queue.put(waiting);
            return Ok(());
        };
        match polled {
            Polled::Done(results) => self.done(batch, call, results).await,
            Polled::Gone => {
                warn!(
                    batch = batch.id,
                    "the result of a batch is kept no more, what is on sale will tell"
                );
                self.lost.borrow_mut().push(waiting.batch);
                Ok(())
            }
            Polled::Pending if waiting.since.elapsed() > PATIENCE => {
                debug!(batch = batch.id, "a result is left to the next run");
                Ok(())
            }
            Polled::Pending => {
                let usual = client.driver().poll_every();
                waiting.pause = waiting
                    .pause
                    .max(usual)
                    .mul_f64(1.5)
                    .min(LONGEST_PAUSE.max(usual));
                waiting.due = clock::monotonic() + waiting.pause;
                self.queue.put(waiting);
                Ok(())
            }
        }
    }

    async fn done(&self, batch: &OpenBatch, call: Call, results: Results) -> Result<(), Error> {
        let database = self.push.database;
        let text = self
            .kept(async || database.push_items(batch.id).await)
            .await?;
        let Some(text) = text else {
            return Ok(());
        };
        let items = items(&text);
        let created = match call {
            Call::Create => items.clone(),
            _ => Vec::new(),
        };
        let settlement = matched(self.push.client.driver(), items, results);
        let accepted = settlement.accepted.iter();
        let accepted: HashSet<String> = accepted.map(|one| one.product_id.clone()).collect();
        self.settle(Some(batch.id), call, settlement).await?;
        self.adopt_created(&created, &accepted).await
    }

    /// A creation tells prices and stock, too: they need not be told again.
    async fn adopt_created(
        &self,
        created: &[Item],
        accepted: &HashSet<String>,
    ) -> Result<(), Error> {
        for (place, call) in self.push.client.driver().offers().iter().enumerate() {
            let rows = created
                .iter()
                .filter(|item| accepted.contains(item.product_id()));
            let rows = rows.filter_map(|item| {
                let fingerprint = item.offers().get(place)?.clone()?;
                Some((item.product_id().to_owned(), fingerprint, None))
            });
            let rows: Vec<_> = rows.collect();
            if !rows.is_empty() {
                self.push.database.adopt(self.shelf(*call), &rows).await?;
            }
        }
        Ok(())
    }
}

/// What the results say of each product of a batch.
fn matched(driver: &dyn Driver, items: Vec<Item>, results: Results) -> Settlement {
    let (mut by_key, mut by_position) = (HashMap::new(), HashMap::new());
    for row in results.rows {
        match (row.position, &row.key) {
            (Some(position), _) => drop(by_position.insert(position, row)),
            (None, Some(key)) => {
                let key = driver.folded(key).into_owned();
                drop(by_key.insert(key, row));
            }
            (None, None) => {}
        }
    }
    let mut settlement = Settlement::default();
    for (position, item) in items.into_iter().enumerate() {
        let row = by_position
            .remove(&position)
            .or_else(|| by_key.remove(&*driver.folded(item.key())));
        match row {
            Some(row) => match row.refused {
                Some(reason) => settlement.refused.push(item.refused(reason)),
                None => settlement.accepted.push(item.accepted(row.remote_id)),
            },
            None if results.names_failures_only => settlement.accepted.push(item.accepted(None)),
            None => {
                let reason = "the marketplace's result does not name it".to_owned();
                settlement.refused.push(item.refused(reason));
            }
        }
    }
    settlement
}
