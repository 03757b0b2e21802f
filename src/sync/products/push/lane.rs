//! Sends batches, one after the other. A batch is written down before it leaves, so that a run that is cut off in the
//! next moment is settled by the one after it.

use std::cell::Cell;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::{Mutex, SemaphorePermit};
use tracing::{debug, warn};

use super::Work;
use super::draft::{Draft, Item};
use super::select::{Found, Selector};
use crate::clock;
use crate::db::{OpenBatch, Settlement};
use crate::sync::error::Error;
use crate::upstream::marketplace::{Call, Pushed, Sent};

/// Whole refusals in a row after which it is not one product in a batch that is wrong.
const MOST_WHOLE_REFUSALS: usize = 40;
/// What leaves so soon after it was written down needs no note of its own.
const AT_ONCE: SignedDuration = SignedDuration::from_secs(1);

impl<'a> Work<'a> {
    /// Until there is nothing more to send.
    pub(super) async fn lane(&self, selector: &Mutex<Selector<'_>>) -> Result<(), Error> {
        while !self.halt.is_asked() {
            let mut products = selector.lock().await;
            let (draft, found) = products.next().await?;
            let is_through = products.is_through();
            drop(products);
            self.take_note(found).await?;
            let Some(draft) = draft else {
                match is_through {
                    true => return Ok(()),
                    false => continue,
                }
            };
            let slot = self.halt.unless_asked(self.slots.acquire()).await;
            let Some(Ok(slot)) = slot else {
                return Ok(());
            };
            self.send(draft, slot, selector).await?;
        }
        Ok(())
    }

    /// Counts what was looked at, and keeps what cannot be told.
    async fn take_note(&self, found: Found) -> Result<(), Error> {
        if self.first_pass.get() {
            self.count(|summary| {
                summary.products += found.products;
                summary.unchanged += found.unchanged;
                summary.refused_before += found.refused_before;
            });
        }
        let mut refused = found.refused;
        while let Some((call, _)) = refused.first() {
            let part = call.part();
            let (these, others): (Vec<_>, Vec<_>) = refused
                .into_iter()
                .partition(|(call, _)| call.part() == part);
            refused = others;
            let Some((call, _)) = these.first().cloned() else {
                break;
            };
            let settlement = Settlement {
                accepted: Vec::new(),
                refused: these.into_iter().map(|(_, refused)| refused).collect(),
            };
            self.settle(None, call, settlement).await?;
        }
        Ok(())
    }

    async fn send(
        &self,
        draft: Draft,
        slot: SemaphorePermit<'a>,
        selector: &Mutex<Selector<'_>>,
    ) -> Result<(), Error> {
        let call = draft.call;
        let mut batch = self.write_down(&draft).await?;
        let bodies: Vec<&str> = draft.items.iter().map(Item::body).collect();
        let left = Cell::new(batch.created_at);
        let leaves = async || self.leaves(batch.id, &left).await;
        let pushed = loop {
            let sent = self.push.client.push(call, &bodies, self.halt, leaves);
            match sent.await {
                Ok(Sent::Answered(Pushed::Full)) => {
                    let pause = self.push.client.driver().poll_every();
                    debug!("the marketplace has no room for another batch yet");
                    let paused = self.halt.unless_asked(tokio::time::sleep(pause));
                    if paused.await.is_none() {
                        return self.void(&batch, call).await;
                    }
                }
                Ok(Sent::Answered(pushed)) => break pushed,
                Ok(Sent::Halted) => return self.void(&batch, call).await,
                Ok(Sent::Lost(error)) => {
                    let error = Error::from(error).in_full();
                    warn!(
                        error,
                        batch = batch.id,
                        "the answer to a batch was lost, what is on sale will tell"
                    );
                    batch.created_at = left.get();
                    return self.lose(batch).await;
                }
                Err(error) => {
                    self.void(&batch, call).await?;
                    return Err(error.into());
                }
            }
        };
        match pushed {
            Pushed::Taken { tracking_id } => {
                let database = self.push.database;
                let taken = async || database.push_taken(batch.id, &tracking_id).await;
                self.kept(taken).await?;
                self.whole_refusals.set(0);
                self.count(|summary| summary.batches += 1);
                debug!(
                    batch = batch.id,
                    size = batch.size,
                    tracking_id,
                    "batch taken"
                );
                batch.tracking_id = Some(tracking_id);
                let soon = self.push.client.driver().poll_every();
                self.queue.add(batch, Some(slot), soon);
                Ok(())
            }
            Pushed::Repeated => {
                batch.created_at = left.get();
                warn!(
                    batch = batch.id,
                    "the marketplace has had the same batch before"
                );
                self.lose(batch).await
            }
            Pushed::Refused { reason } => self.refused(draft, batch, reason, selector).await,
            Pushed::Full => Ok(()),
        }
    }

    async fn write_down(&self, draft: &Draft) -> Result<OpenBatch, Error> {
        let (text, call) = (draft.text(), draft.call);
        let products: Vec<&str> = draft.items.iter().map(Item::product_id).collect();
        let database = self.push.database;
        Ok(database
            .begin_push(self.run, self.shelf(call), call.as_str(), &text, &products)
            .await?)
    }

    /// Notes when it leaves, where it had to wait for its turn: by that it is known when it may be sent again.
    async fn leaves(&self, batch: i64, left: &Cell<Timestamp>) {
        let now = clock::now();
        if now.duration_since(left.get()) < AT_ONCE {
            return;
        }
        match self.push.database.push_leaves(batch, now).await {
            Ok(()) => left.set(now),
            Err(error) => warn!(%error, batch, "when a batch leaves could not be noted"),
        }
    }

    /// It did not leave, or nothing of it was taken.
    async fn void(&self, batch: &OpenBatch, call: Call) -> Result<(), Error> {
        let nothing = Settlement::default();
        self.settle(Some(batch.id), call, nothing).await
    }

    async fn lose(&self, batch: OpenBatch) -> Result<(), Error> {
        let database = self.push.database;
        self.kept(async || database.push_lost(batch.id).await)
            .await?;
        self.lost.borrow_mut().push(batch);
        Ok(())
    }

    /// One product can be why none of a batch is taken: it is looked for by halves, unless all of them seem to be.
    async fn refused(
        &self,
        draft: Draft,
        batch: OpenBatch,
        reason: String,
        selector: &Mutex<Selector<'_>>,
    ) -> Result<(), Error> {
        let refusals = self.whole_refusals.get() + 1;
        self.whole_refusals.set(refusals);
        let call = draft.call;
        if draft.items.len() > 1 && refusals < MOST_WHOLE_REFUSALS {
            debug!(
                batch = batch.id,
                reason, "a batch was refused, its halves are tried"
            );
            self.void(&batch, call).await?;
            let (one, other) = draft.halved();
            let mut selector = selector.lock().await;
            selector.put_back(one);
            if let Some(other) = other {
                selector.put_back(other);
            }
            return Ok(());
        }
        let refused = draft.items.into_iter();
        let settlement = Settlement {
            accepted: Vec::new(),
            refused: refused.map(|item| item.refused(reason.clone())).collect(),
        };
        self.settle(Some(batch.id), call, settlement).await
    }
}
