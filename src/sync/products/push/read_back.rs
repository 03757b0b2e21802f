//! Reads back what is on sale, to settle batches whose answers were lost. Nothing is sent again before it is certain that a
//! lost request did not arrive, or that the marketplace has forgotten it.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use jiff::Timestamp;
use tracing::{debug, info, warn};

use super::Work;
use super::draft::{Draft, Item};
use super::poll::is_of_the_batch;
use super::settle::{Besides, ids};
use crate::clock;
use crate::db::{OpenBatch, Settlement};
use crate::sync::error::Error;
use crate::upstream::marketplace::{self, Call, Listed, Offer, shows};

/// How long a run waits for products of lost batches to show.
const LONGEST_WAIT: Duration = Duration::from_secs(120);
/// The longest pause between two looks.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// Lost batches that are looked for in one go.
const AT_ONCE: usize = 20;

/// A lost batch, and what was in it; nothing where another version wrote it down.
struct Lost {
    batch: OpenBatch,
    call: Call,
    items: Option<Vec<Item>>,
}

impl Work<'_> {
    /// Settles lost batches as far as can be known; with `patiently`, for a while. Whether products turned out to have to
    /// be sent again.
    pub(super) async fn settle_lost(&self, patiently: bool) -> Result<bool, Error> {
        let until = clock::monotonic() + LONGEST_WAIT;
        let mut pause = self.push.client.driver().poll_every();
        let mut released = false;
        loop {
            let (mut lost, mut open) = (self.lost.take(), Vec::new());
            while !lost.is_empty() {
                let some: Vec<OpenBatch> = lost.drain(..lost.len().min(AT_ONCE)).collect();
                released |= self.look_for(some, &mut open).await?;
            }
            let may_show = |batch: &OpenBatch| Call::of(&batch.call).is_some_and(can_show);
            let waits = open.iter().any(may_show) && patiently && clock::monotonic() < until;
            self.lost.borrow_mut().append(&mut open);
            let paused = self.halt.unless_asked(tokio::time::sleep(pause));
            if !waits || paused.await.is_none() {
                return Ok(released);
            }
            pause = pause.mul_f64(1.5).min(LONGEST_PAUSE.max(pause));
        }
    }

    /// Those of which it is too early to tell are left in `open`.
    async fn look_for(
        &self,
        batches: Vec<OpenBatch>,
        open: &mut Vec<OpenBatch>,
    ) -> Result<bool, Error> {
        let mut lost = Vec::new();
        for batch in batches {
            // Another version's is left to that.
            if let Some(call) = Call::of(&batch.call) {
                let items = self.written(&batch).await?;
                lost.push(Lost { batch, call, items });
            }
        }
        // Looking takes its time: what was not there at its beginning may be there at its end.
        let looked_at = clock::now();
        let Some(shown) = self.shown(&lost).await? else {
            open.extend(lost.into_iter().map(|lost| lost.batch));
            return Ok(false);
        };
        let mut released = false;
        for Lost {
            mut batch,
            call,
            items,
        } in lost
        {
            let early = age(&batch, looked_at) < self.push.client.driver().resend_after();
            // Of another version's nothing is known but its size.
            let besides = Besides::of(items.as_deref().unwrap_or_default());
            let known = items.map(|items| self.arrived(call, items, &shown));
            let (settlement, missing) = known.unwrap_or_default();
            let arrived = settlement.accepted.len() as u64;
            let to_be_sent = batch.size - arrived;
            let accepted = ids(&settlement);
            if early && to_be_sent > 0 {
                if arrived > 0 {
                    self.settle(None, call, settlement).await?;
                    self.adopt_besides(besides, &accepted).await?;
                    self.shrink(&mut batch, call, missing).await?;
                }
                debug!(
                    batch = batch.id,
                    arrived, to_be_sent, "a lost batch does not show yet"
                );
                open.push(batch);
                continue;
            }
            info!(
                batch = batch.id,
                arrived, to_be_sent, "a lost batch is settled by what is on sale"
            );
            self.settle(Some(batch.id), call, settlement).await?;
            self.adopt_besides(besides, &accepted).await?;
            released |= to_be_sent > 0;
        }
        Ok(released)
    }

    /// Leaves in the batch what is still to be settled.
    async fn shrink(
        &self,
        batch: &mut OpenBatch,
        call: Call,
        items: Vec<Item>,
    ) -> Result<(), Error> {
        let (database, id) = (self.push.database, batch.id);
        batch.size = items.len() as u64;
        let (text, size) = (Draft { call, items }.text(), batch.size);
        self.kept(async || database.shrink_push(id, &text, size).await)
            .await
    }

    /// What of a lost batch shows, and the rest. Of what is created, that it is on sale is all that can be seen.
    fn arrived(
        &self,
        call: Call,
        items: Vec<Item>,
        shown: &HashMap<String, Offer>,
    ) -> (Settlement, Vec<Item>) {
        let driver = self.push.client.driver();
        let offer = |item: &Item| shown.get(&*driver.folded(item.key()));
        let is_there = |item: &Item| {
            let seen = offer(item).and_then(|offer| driver.seen(call, offer));
            match call {
                Call::Create => offer(item).is_some(),
                _ => seen.is_some_and(|seen| shows(&seen, item.fingerprint())),
            }
        };
        let (there, missing): (Vec<Item>, Vec<Item>) = items.into_iter().partition(is_there);
        let accepted = there.into_iter().map(|item| {
            let remote_id = offer(&item).and_then(|offer| offer.remote_id.clone());
            item.accepted(remote_id)
        });
        let settlement = Settlement {
            accepted: accepted.collect(),
            refused: Vec::new(),
        };
        (settlement, missing)
    }

    /// What is on sale under the keys of these batches, and what was created and waits for its approval; none when a stop is
    /// asked for.
    async fn shown(&self, lost: &[Lost]) -> Result<Option<HashMap<String, Offer>>, Error> {
        let (client, driver) = (self.push.client, self.push.client.driver());
        let mut wanted = self.keys(lost, can_show);
        let mut shown = HashMap::new();
        let most = driver.lookup_most();
        if most > 0 {
            let keys: Vec<&str> = wanted.iter().map(String::as_str).collect();
            for some in keys.chunks(most) {
                match client.lookup(some, self.halt).await? {
                    Some(offers) => self.add(offers, &wanted, &mut shown),
                    None => return Ok(None),
                };
            }
        } else {
            let page = async |cursor: Option<&str>| client.list(cursor, self.halt).await;
            if !self.find(page, &wanted, &mut shown).await? {
                return Ok(None);
            }
        }
        let Some(approval) = driver.approval() else {
            return Ok(Some(shown));
        };
        wanted = self.keys(lost, |call| call == Call::Create);
        wanted.retain(|key| !shown.contains_key(key));
        let page = async |cursor: Option<&str>| client.waiting(approval, cursor, self.halt).await;
        match self.find(page, &wanted, &mut shown).await {
            Ok(found) => Ok(found.then_some(shown)),
            // A list that cannot be read must not keep the batch from growing old.
            Err(Error::Marketplace(error)) if is_of_the_batch(&error) => {
                let error = Error::from(error).in_full();
                warn!(error, "what waits for its approval cannot be read");
                Ok(Some(shown))
            }
            Err(error) => Err(error),
        }
    }

    /// As the marketplace keeps them.
    fn keys(&self, lost: &[Lost], of: impl Fn(Call) -> bool) -> HashSet<String> {
        let driver = self.push.client.driver();
        let lost = lost.iter().filter(|lost| of(lost.call));
        let items = lost.flat_map(|lost| &lost.items).flatten();
        items
            .map(|item| driver.folded(item.key()).into_owned())
            .collect()
    }

    /// Goes over the pages of a list until all that is wanted was on one; false when a stop is asked for.
    async fn find(
        &self,
        page: impl AsyncFn(Option<&str>) -> Result<Option<Listed>, marketplace::Error>,
        wanted: &HashSet<String>,
        shown: &mut HashMap<String, Offer>,
    ) -> Result<bool, Error> {
        let (mut cursor, mut left) = (None, wanted.len());
        while left > 0 {
            let Some(listed) = page(cursor.as_deref()).await? else {
                return Ok(false);
            };
            left = left.saturating_sub(self.add(listed.offers, wanted, shown));
            cursor = listed.next;
            if cursor.is_none() {
                break;
            }
        }
        Ok(true)
    }

    /// How many of the wanted were not shown before.
    fn add(
        &self,
        offers: Vec<Offer>,
        wanted: &HashSet<String>,
        shown: &mut HashMap<String, Offer>,
    ) -> usize {
        let (driver, before) = (self.push.client.driver(), shown.len());
        for offer in offers {
            let key = driver.folded(&offer.key).into_owned();
            if wanted.contains(&key) {
                shown.insert(key, offer);
            }
        }
        shown.len() - before
    }
}

/// Whether what is on sale can tell that it arrived.
fn can_show(call: Call) -> bool {
    !call.has_content() || call == Call::Create
}

/// How long before `now` it left.
pub(super) fn age(batch: &OpenBatch, now: Timestamp) -> Duration {
    let age = now.duration_since(batch.left_at);
    Duration::try_from(age).unwrap_or_default()
}

impl Work<'_> {
    /// What became of it is seen by what is on sale.
    pub(super) fn look_for_later(&self, batch: OpenBatch) {
        self.lost.borrow_mut().push(batch);
    }

    /// Before when nothing of what was lost is sent again.
    pub(super) fn held_until(&self) -> Option<Timestamp> {
        let resend_after = self.push.client.driver().resend_after();
        let lost = self.lost.borrow();
        let free = lost
            .iter()
            .filter_map(|batch| batch.left_at.checked_add(resend_after).ok());
        free.max()
    }
}
