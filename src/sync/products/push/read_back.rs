//! Reads back what is on sale: to settle batches whose answers were lost, and to find out what there is to tell at all.
//! Nothing is sent again before it is certain that a lost request did not arrive, or that the marketplace has forgotten it.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use tracing::{debug, info};

use super::draft::{Item, items};
use super::{PushProgress, Work};
use crate::clock;
use crate::db::{OpenBatch, Settlement, content_hash};
use crate::sync::error::Error;
use crate::upstream::marketplace::{Call, Offer};

/// How long a run waits for products of lost batches to show.
const PATIENCE: Duration = Duration::from_secs(120);

impl Work<'_> {
    /// Settles lost batches as far as can be known; with `patiently`, for a while. Whether products turned out to have to
    /// be sent again.
    pub(super) async fn settle_lost(&self, patiently: bool) -> Result<bool, Error> {
        let until = clock::monotonic() + PATIENCE;
        let mut released = false;
        loop {
            let lost = self.lost.take();
            if lost.is_empty() {
                return Ok(released);
            }
            let mut left = Vec::new();
            for batch in lost {
                match self.look_for(&batch).await? {
                    Looked::Settled => {}
                    Looked::Released => released = true,
                    Looked::Open => left.push(batch),
                }
            }
            let waits = !left.is_empty() && patiently && clock::monotonic() < until;
            self.lost.borrow_mut().append(&mut left);
            let pause = tokio::time::sleep(self.push.client.driver().poll_every());
            if !waits || self.halt.unless_asked(pause).await.is_none() {
                return Ok(released);
            }
        }
    }

    async fn look_for(&self, batch: &OpenBatch) -> Result<Looked, Error> {
        let database = self.push.database;
        let text = self
            .kept(async || database.push_items(batch.id).await)
            .await?;
        let (Some(text), Some(call)) = (text, Call::of(&batch.call)) else {
            return Ok(Looked::Settled);
        };
        let items = items(&text);
        let Some(shown) = self.shown(call, &items).await? else {
            return Ok(Looked::Open);
        };
        let driver = self.push.client.driver();
        let (there, missing): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| {
            let key = driver.folded(item.key());
            shown
                .get(&*key)
                .is_some_and(|seen| seen == item.fingerprint())
        });
        let age = clock::now().duration_since(batch.created_at);
        let age = Duration::try_from(age).unwrap_or_default();
        if !missing.is_empty() && age < driver.resend_after() {
            debug!(
                batch = batch.id,
                missing = missing.len(),
                "a lost batch does not show yet"
            );
            return Ok(Looked::Open);
        }
        info!(
            batch = batch.id,
            arrived = there.len(),
            to_be_sent = missing.len(),
            "a lost batch is settled by what is on sale"
        );
        let accepted = there.into_iter().map(|item| item.accepted(None)).collect();
        let settlement = Settlement {
            accepted,
            refused: Vec::new(),
        };
        self.settle(Some(batch.id), call, settlement).await?;
        Ok(match missing.is_empty() {
            true => Looked::Settled,
            false => Looked::Released,
        })
    }

    /// Fingerprints of what is on sale under the keys of these items; none when a stop is asked for.
    async fn shown(
        &self,
        call: Call,
        items: &[Item],
    ) -> Result<Option<HashMap<String, String>>, Error> {
        let (client, driver) = (self.push.client, self.push.client.driver());
        let mut shown = HashMap::new();
        let mut add = |offers: Vec<Offer>, wanted: Option<&HashSet<String>>| {
            for offer in offers {
                let key = driver.folded(&offer.key).into_owned();
                if wanted.is_none_or(|wanted| wanted.contains(&key))
                    && let Some(seen) = driver.seen(call, &offer)
                {
                    shown.insert(key, content_hash(&seen));
                }
            }
            shown.len()
        };
        let most = driver.lookup_most();
        if most > 0 {
            for some in items.chunks(most) {
                let keys: Vec<&str> = some.iter().map(Item::key).collect();
                match client.lookup(&keys, self.halt).await? {
                    Some(offers) => add(offers, None),
                    None => return Ok(None),
                };
            }
            return Ok(Some(shown));
        }
        let wanted = items
            .iter()
            .map(|item| driver.folded(item.key()).into_owned());
        let wanted: HashSet<String> = wanted.collect();
        let mut cursor = None;
        loop {
            let Some(page) = client.list(cursor.as_deref(), self.halt).await? else {
                return Ok(None);
            };
            let found = add(page.offers, Some(&wanted));
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

/// What became of a lost batch.
enum Looked {
    Settled,
    /// Some of its products are to be sent again.
    Released,
    /// It is too early to tell.
    Open,
}
