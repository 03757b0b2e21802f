//! Reads back what is on sale, to settle batches whose answers were lost. Nothing is sent again before it is certain that a
//! lost request did not arrive, or that the marketplace has forgotten it.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use tracing::{debug, info};

use super::Work;
use super::draft::Item;
use crate::clock;
use crate::db::{OpenBatch, Settlement};
use crate::sync::error::Error;
use crate::upstream::marketplace::{Call, Offer, shows};

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
            let waits = !open.is_empty() && patiently && clock::monotonic() < until;
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
        let Some(shown) = self.shown(&lost).await? else {
            open.extend(lost.into_iter().map(|lost| lost.batch));
            return Ok(false);
        };
        let mut released = false;
        for Lost { batch, call, items } in lost {
            let size = batch.size;
            let settlement = items.map(|items| self.arrived(call, items, &shown));
            let settlement = settlement.unwrap_or_default();
            let arrived = settlement.accepted.len() as u64;
            let early = age(&batch) < self.push.client.driver().resend_after();
            if arrived < size && early {
                debug!(
                    batch = batch.id,
                    arrived, size, "a lost batch does not show yet"
                );
                open.push(batch);
                continue;
            }
            let to_be_sent = size - arrived;
            info!(
                batch = batch.id,
                arrived, to_be_sent, "a lost batch is settled by what is on sale"
            );
            self.settle(Some(batch.id), call, settlement).await?;
            released |= to_be_sent > 0;
        }
        Ok(released)
    }

    /// What of a lost batch shows. Of what is created, that it is on sale is all that can be seen.
    fn arrived(&self, call: Call, items: Vec<Item>, shown: &HashMap<String, Offer>) -> Settlement {
        let driver = self.push.client.driver();
        let accepted = items.into_iter().filter_map(|item| {
            let offer = shown.get(&*driver.folded(item.key()))?;
            let there = match call {
                Call::Create => true,
                _ => shows(&driver.seen(call, offer)?, item.fingerprint()),
            };
            there.then(|| item.accepted(offer.remote_id.clone()))
        });
        Settlement {
            accepted: accepted.collect(),
            refused: Vec::new(),
        }
    }

    /// What is on sale under the keys of these batches; none when a stop is asked for.
    async fn shown(&self, lost: &[Lost]) -> Result<Option<HashMap<String, Offer>>, Error> {
        let (client, driver) = (self.push.client, self.push.client.driver());
        let items = lost.iter().flat_map(|lost| &lost.items).flatten();
        let wanted = items.map(|item| driver.folded(item.key()).into_owned());
        let wanted: HashSet<String> = wanted.collect();
        let mut shown = HashMap::new();
        let mut add = |offers: Vec<Offer>| {
            for offer in offers {
                let key = driver.folded(&offer.key).into_owned();
                if wanted.contains(&key) {
                    shown.insert(key, offer);
                }
            }
            shown.len()
        };
        let most = driver.lookup_most();
        if most > 0 {
            let keys: Vec<&str> = wanted.iter().map(String::as_str).collect();
            for some in keys.chunks(most) {
                match client.lookup(some, self.halt).await? {
                    Some(offers) => add(offers),
                    None => return Ok(None),
                };
            }
            return Ok(Some(shown));
        }
        let mut cursor = None;
        while !wanted.is_empty() {
            let Some(page) = client.list(cursor.as_deref(), self.halt).await? else {
                return Ok(None);
            };
            let found = add(page.offers);
            if found >= wanted.len() || page.next.is_none() {
                break;
            }
            cursor = page.next;
        }
        Ok(Some(shown))
    }
}

/// How long ago it left.
pub(super) fn age(batch: &OpenBatch) -> Duration {
    let age = clock::now().duration_since(batch.left_at);
    Duration::try_from(age).unwrap_or_default()
}
