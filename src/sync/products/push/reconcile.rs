//! Goes over all that is on sale, and notes what the marketplace shows of our products: what differs from that is what
//! there is to tell.

use std::collections::HashMap;

use tracing::info;

use super::select::fingerprint;
use super::{PushProgress, Work};
use crate::clock;
use crate::db::{Candidate, Chosen};
use crate::sync::error::Error;
use crate::upstream::marketplace::{Call, Offer, shows};

impl Work<'_> {
    /// Until the last page, or until a stop is asked for.
    pub(super) async fn reconcile(&self) -> Result<(), Error> {
        let (client, driver) = (self.push.client, self.push.client.driver());
        let (odd, since) = (self.odd_skus().await?, clock::now());
        let (mut cursor, mut seen, mut differ) = (None, 0, 0);
        loop {
            let Some(page) = client.list(cursor.as_deref(), self.halt).await? else {
                return Ok(());
            };
            seen += page.offers.len() as u64;
            differ += self.adopt(&page.offers, &odd).await?;
            let total = page.total;
            self.say(PushProgress::Reading { seen, total });
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        let mut gone = 0;
        for call in driver.offers() {
            let (database, shelf) = (self.push.database, self.push.shelf(*call));
            let unseen = async || database.forget_unseen(shelf, since).await;
            gone = self.kept(unseen).await?.max(gone);
        }
        let marketplace = driver.marketplace().as_str();
        info!(marketplace, seen, differ, gone, "what is on sale was read");
        Ok(())
    }

    /// Ids by the keys of products that the marketplace keeps in another form.
    async fn odd_skus(&self) -> Result<HashMap<String, String>, Error> {
        let (push, driver) = (self.push, self.push.client.driver());
        if driver.folded("a b") == "a b" {
            return Ok(HashMap::new());
        }
        let odd = async || push.database.odd_skus(push.tenant_id).await;
        let odd = self.kept(odd).await?.into_iter();
        Ok(odd
            .map(|(id, sku)| (driver.folded(&sku).into_owned(), id))
            .collect())
    }

    async fn adopt(&self, offers: &[Offer], odd: &HashMap<String, String>) -> Result<u64, Error> {
        let (database, driver) = (self.push.database, self.push.client.driver());
        let keys: Vec<&str> = offers.iter().map(|offer| offer.key.as_str()).collect();
        let by_barcode = driver.keys_are_barcodes();
        let tenant_id = self.push.tenant_id;
        let known = async || {
            database
                .products_known_as(tenant_id, by_barcode, &keys)
                .await
        };
        // Of several with one barcode the first goes, which comes last here.
        let known = self.kept(known).await?.into_iter();
        let known: HashMap<String, String> = known.map(|(id, key)| (key, id)).collect();
        let id_of = |offer: &Offer| {
            let known = known.get(&offer.key);
            known.or_else(|| odd.get(&*driver.folded(&offer.key)))
        };
        let ids: Vec<String> = offers.iter().filter_map(id_of).cloned().collect();
        let mut differ = 0;
        for call in driver.offers().iter().filter(|_| !ids.is_empty()) {
            let shelf = self.push.shelf(*call);
            let ours = async || database.candidates(shelf, Chosen::Ids(&ids), false).await;
            let ours = self.kept(ours).await?.into_iter();
            let ours: HashMap<String, Candidate> =
                ours.map(|one| (one.product.id.clone(), one)).collect();
            let rows = offers.iter().filter_map(|offer| {
                let ours = ours.get(id_of(offer)?)?;
                let (there, is_ours) = self.there(*call, ours, offer)?;
                differ += u64::from(!is_ours);
                Some((ours.product.id.clone(), there, offer.remote_id.clone()))
            });
            let rows: Vec<_> = rows.collect();
            self.kept(async || database.adopt(shelf, &rows).await)
                .await?;
        }
        Ok(differ)
    }

    /// What it is remembered by that the marketplace has, and whether that is what we would tell.
    fn there(&self, call: Call, ours: &Candidate, offer: &Offer) -> Option<(String, bool)> {
        let driver = self.push.client.driver();
        let seen = driver.seen(call, offer)?;
        let told = driver.tell(call, &ours.product).ok().flatten();
        Some(match told.filter(|told| shows(&seen, &told.seen)) {
            Some(told) => (fingerprint(call, &told.seen), true),
            None => (fingerprint(call, &seen), false),
        })
    }
}
