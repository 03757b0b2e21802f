//! Sends batches, one after the other. A batch is written down before it leaves, so that a run that is cut off in the
//! next moment is settled by the one after it.

use std::cell::{Cell, RefCell};

use tokio::sync::{Mutex, SemaphorePermit};
use tracing::{debug, warn};

use super::Work;
use super::draft::{Draft, Item};
use super::select::{Found, Selector};
use crate::db::{self, OpenBatch, Settlement};
use crate::sync::error::Error;
use crate::upstream::marketplace::{Call, Pushed, Sent};

/// Whole refusals in a row after which it is not one product in a batch that is wrong.
const MOST_WHOLE_REFUSALS: usize = 40;

impl<'a> Work<'a> {
    /// Until there is nothing more to send.
    pub(super) async fn lane(&self, selector: &Mutex<Selector<'_>>) -> Result<(), Error> {
        while let Some(draft) = self.next(selector).await? {
            if let Some(approval) = self.push.client.driver().approval()
                && !draft.is_reviewed()
            {
                self.review(approval, draft).await?;
                continue;
            }
            let slot = self.halt.unless_asked(self.slots.acquire()).await;
            let Some(Ok(slot)) = slot else {
                return Ok(());
            };
            self.send(draft, slot).await?;
        }
        Ok(())
    }

    /// The next batch; what has to be sent again goes before what was not sent yet.
    async fn next(&self, selector: &Mutex<Selector<'_>>) -> Result<Option<Draft>, Error> {
        while !self.halt.is_asked() {
            let again = self.again.borrow_mut().pop_front();
            if again.is_some() {
                return Ok(again);
            }
            let mut products = selector.lock().await;
            let (draft, found) = self.kept(async || products.next().await).await?;
            let is_through = products.is_through();
            drop(products);
            self.take_note(found).await?;
            if draft.is_some() || is_through {
                return Ok(draft);
            }
        }
        Ok(None)
    }

    /// Counts what was looked at, and keeps what cannot be told.
    async fn take_note(&self, found: Found) -> Result<(), Error> {
        self.under_way.set(self.under_way.get() + found.under_way);
        if self.counts.get() {
            self.count(|summary| {
                summary.products += found.products;
                summary.unchanged += found.unchanged;
                summary.refused_before += found.refused_before;
            });
        }
        let mut refused = found.refused;
        while let Some((call, _)) = refused.last() {
            let call = *call;
            let part = call.part();
            let of_part = |(call, _): &(Call, _)| call.part() == part;
            let (these, others): (Vec<_>, Vec<_>) = refused.into_iter().partition(of_part);
            refused = others;
            let settlement = Settlement {
                accepted: Vec::new(),
                refused: these.into_iter().map(|(_, refused)| refused).collect(),
            };
            self.settle(None, call, settlement).await?;
        }
        Ok(())
    }

    async fn send(&self, draft: Draft, slot: SemaphorePermit<'a>) -> Result<(), Error> {
        let call = draft.call;
        let mut batch = self.write_down(&draft).await?;
        let bodies = draft.bodies();
        let pushed = loop {
            match self.leave(&mut batch, call, &bodies).await? {
                Sent::Answered(Pushed::Full) => {
                    let pause = self.push.client.driver().poll_every();
                    debug!("the marketplace has no room for another batch yet");
                    let paused = self.halt.unless_asked(tokio::time::sleep(pause));
                    if paused.await.is_none() {
                        return self.void(&batch, call).await;
                    }
                }
                Sent::Answered(pushed) => break pushed,
                Sent::Halted => return self.void(&batch, call).await,
                Sent::Lost(error) => {
                    let error = Error::from(error).in_full();
                    warn!(
                        error,
                        batch = batch.id,
                        "the answer to a batch was lost, what is on sale will tell"
                    );
                    return self.lose(batch).await;
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
                let size = batch.size;
                debug!(batch = batch.id, size, tracking_id, "batch taken");
                batch.tracking_id = Some(tracking_id);
                self.queue
                    .add(batch, Some(slot), self.push.client.driver().poll_every());
                Ok(())
            }
            Pushed::Refused { reason } => self.refused(draft, &batch, reason).await,
            Pushed::Repeated | Pushed::Full => {
                debug!(
                    batch = batch.id,
                    "the marketplace has had the same batch before"
                );
                self.lose(batch).await
            }
        }
    }

    /// Sends a batch, and notes each time that it leaves; not once a later run has taken over.
    async fn leave(
        &self,
        batch: &mut OpenBatch,
        call: Call,
        bodies: &[&str],
    ) -> Result<Sent, Error> {
        let not_noted: RefCell<Option<Error>> = RefCell::default();
        let (database, id) = (self.push.database, batch.id);
        let left_at = Cell::new(batch.left_at);
        let leaves = async || {
            let noted = async || database.push_leaves(self.run, id).await;
            match self.kept(noted).await {
                Ok(now) => {
                    left_at.set(now);
                    true
                }
                Err(error) => {
                    not_noted.replace(Some(error));
                    false
                }
            }
        };
        let sent = self.push.client.push(call, bodies, self.halt, leaves).await;
        batch.left_at = left_at.get();
        match (not_noted.take(), sent) {
            (Some(error), _) => Err(error),
            (None, Ok(sent)) => Ok(sent),
            (None, Err(error)) => {
                self.void(batch, call).await?;
                Err(error.into())
            }
        }
    }

    async fn write_down(&self, draft: &Draft) -> Result<OpenBatch, Error> {
        let (text, call) = (draft.text(), draft.call);
        let products: Vec<&str> = draft.items.iter().map(Item::product_id).collect();
        let (database, shelf) = (self.push.database, self.push.shelf(call));
        let begin = async || -> Result<OpenBatch, db::Error> {
            database
                .begin_push(self.run, shelf, call.as_str(), &text, &products)
                .await
        };
        self.kept(begin).await
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
    pub(super) async fn refused(
        &self,
        draft: Draft,
        batch: &OpenBatch,
        reason: String,
    ) -> Result<(), Error> {
        let refusals = self.whole_refusals.get() + 1;
        self.whole_refusals.set(refusals);
        let call = draft.call;
        if draft.items.len() > 1 && refusals < MOST_WHOLE_REFUSALS {
            let batch_id = batch.id;
            debug!(
                batch_id,
                reason, "a batch was refused, its halves are tried"
            );
            self.void(batch, call).await?;
            let (one, other) = draft.halved();
            let halves = [Some(one), other].into_iter().flatten();
            self.again.borrow_mut().extend(halves);
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
