//! Reads back what is on sale: to settle batches whose answers were lost, and to find out what there is to tell at all.
//! Nothing is sent again before it is certain that a lost request did not arrive, or that the marketplace has forgotten it.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use jiff::Timestamp;
use tracing::{debug, info};

use super::draft::{Item, items};
use super::{PushProgress, Work};
use crate::clock;
use crate::db::{OpenBatch, Settlement, content_hash};
use crate::sync::error::Error;
use crate::upstream::marketplace::{Call, Offer};

/// How long a run waits for products of lost batches to show.
const PATIENCE: Duration = Duration::from_secs(120);

/// Lost batches that are looked for in one go.
const AT_ONCE: usize = 20;

/// A lost batch, and what was in it.
struct Lost {
    batch: OpenBatch,
    call: Call,
    items: Vec<Item>,
}

impl Work<'_> {
    /// Settles lost batches as far as can be known; with `patiently`, for a while. Whether products turned out to have to
    /// be sent again.
    pub(super) async fn settle_lost(&self, patiently: bool) -> Result<bool, Error> {
        let until = clock::monotonic() + PATIENCE;
        let mut released = false;
        loop {
            let mut open = Vec::new();
            let mut lost = self.lost.take();
            while !lost.is_empty() {
                let some: Vec<OpenBatch> = lost.drain(..lost.len().min(AT_ONCE)).collect();
                released |= self.look_for(some, &mut open).await?;
            }
            let waits = !open.is_empty() && patiently && clock::monotonic() < until;
            self.lost.borrow_mut().append(&mut open);
            let pause = tokio::time::sleep(self.push.client.driver().poll_every());
            if !waits || self.halt.unless_asked(pause).await.is_none() {
                return Ok(released);
            }
        }
    }

    /// Those of which it is too early to tell are left in `open`.
    async fn look_for(
        &self,
        batches: Vec<OpenBatch>,
        open: &mut Vec<OpenBatch>,
    ) -> Result<bool, Error> {
        let database = self.push.database;
        let mut lost = Vec::new();
        for batch in batches {
            let text = self
                .kept(async || database.push_items(batch.id).await)
                .await?;
            if let (Some(text), Some(call)) = (text, Call::of(&batch.call)) {
                let items = items(&text);
                lost.push(Lost { batch, call, items });
            }
        }
        if lost.is_empty() {
            return Ok(false);
        }
        // Looking takes its time: what was not there at its beginning may be there at its end.
        let looked_at = clock::now();
        let Some(shown) = self.shown(&lost).await? else {
            open.extend(lost.into_iter().map(|lost| lost.batch));
            return Ok(false);
        };
        let mut released = false;
        for one in lost {
            let (resend_after, age) = (
                self.push.client.driver().resend_after(),
                age(&one.batch, looked_at),
            );
            let (batch, missing) = (one.batch.clone(), one.items.len());
            let (there, missing_now) = self.parted(one, &shown);
            if missing_now > 0 && age < resend_after {
                debug!(
                    batch = batch.id,
                    missing_now, "a lost batch does not show yet"
                );
                open.push(batch);
                continue;
            }
            info!(
                batch = batch.id,
                arrived = missing - missing_now,
                to_be_sent = missing_now,
                "a lost batch is settled by what is on sale"
            );
            let (call, settlement) = there;
            self.settle(Some(batch.id), call, settlement).await?;
            released |= missing_now > 0;
        }
        Ok(released)
    }

    /// What of a lost batch shows as accepted, and how many products of it do not.
    fn parted(&self, lost: Lost, shown: &HashMap<String, Offer>) -> ((Call, Settlement), usize) {
        let driver = self.push.client.driver();
        let Lost { call, items, .. } = lost;
        let (there, missing): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| {
            let offer = shown.get(&*driver.folded(item.key()));
            let seen = offer.and_then(|offer| driver.seen(call, offer));
            seen.is_some_and(|seen| content_hash(&seen) == item.fingerprint())
        });
        let remote = |item: &Item| shown.get(&*driver.folded(item.key()))?.remote_id.clone();
        let accepted = there.into_iter().map(|item| {
            let remote_id = remote(&item);
            item.accepted(remote_id)
        });
        let settlement = Settlement {
            accepted: accepted.collect(),
            refused: Vec::new(),
        };
        ((call, settlement), missing.len())
    }

    /// What is on sale under the keys of these batches; none when a stop is asked for.
    async fn shown(&self, lost: &[Lost]) -> Result<Option<HashMap<String, Offer>>, Error> {
        let (client, driver) = (self.push.client, self.push.client.driver());
        let items = lost.iter().flat_map(|lost| &lost.items);
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
        loop {
            let Some(page) = client.list(cursor.as_deref(), self.halt).await? else {
                return Ok(None);
            };
            let found = add(page.offers);
            if found >= wanted.len() || page.next.is_none() {
                return Ok(Some(shown));
            }
            cursor = page.next;
        }
    }

    /// Goes over all that is on sale, and notes what the marketplace shows of our products: what differs from that is what
    /// there is to tell.
    pub(super) async fn reconcile(&self) -> Result<(), Error> {
        let (client, driver) = (self.push.client, self.push.client.driver());
        let (mut cursor, mut seen, mut differ) = (None, 0, 0);
        loop {
            let Some(page) = client.list(cursor.as_deref(), self.halt).await? else {
                return Ok(());
            };
            seen += page.offers.len() as u64;
            differ += self.adopt(&page.offers).await?;
            let total = page.total;
            self.say(PushProgress::Reading { seen, total });
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        let marketplace = driver.marketplace().as_str();
        info!(marketplace, seen, differ, "what is on sale was read");
        Ok(())
    }

    async fn adopt(&self, offers: &[Offer]) -> Result<u64, Error> {
        let (database, driver) = (self.push.database, self.push.client.driver());
        let keys: Vec<&str> = offers.iter().map(|offer| offer.key.as_str()).collect();
        let by_barcode = driver.keys_are_barcodes();
        let known = database
            .products_known_as(self.push.tenant_id, by_barcode, &keys)
            .await?;
        // Of several with one barcode the first goes, which comes last here.
        let ids: HashMap<String, String> = known.into_iter().map(|(id, key)| (key, id)).collect();
        let mut changed = 0;
        for call in driver.offers() {
            let rows = offers.iter().filter_map(|offer| {
                let id = ids.get(&offer.key)?.clone();
                let seen = driver.seen(*call, offer)?;
                Some((id, content_hash(&seen), offer.remote_id.clone()))
            });
            let rows: Vec<_> = rows.collect();
            if !rows.is_empty() {
                changed += database.adopt(self.shelf(*call), &rows).await?;
            }
        }
        Ok(changed)
    }
}

/// How long before `now` it left.
fn age(batch: &OpenBatch, now: Timestamp) -> Duration {
    let age = now.duration_since(batch.created_at);
    Duration::try_from(age).unwrap_or_default()
}
