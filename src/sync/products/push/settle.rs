//! Keeps what became of products, once, and counts it.

use std::collections::{HashMap, HashSet};

use super::draft::{Item, items};
use super::{MOST_ERRORS, Work};
use crate::db::{OpenBatch, Settlement};
use crate::sync::error::Error;
use crate::upstream::marketplace::{Call, Driver, Results};

impl Work<'_> {
    /// Of a batch, or of products that were in none.
    pub(super) async fn settle(
        &self,
        batch: Option<i64>,
        call: Call,
        settlement: Settlement,
    ) -> Result<(), Error> {
        let (database, shelf) = (self.push.database, self.push.shelf(call));
        let traffic = self.push.client.traffic();
        let settling = async || {
            database
                .settle_push(self.run, shelf, batch, &settlement, traffic)
                .await
        };
        let kept = self.kept(settling).await?;
        let Settlement { accepted, refused } = settlement;
        if accepted.is_empty() && refused.is_empty() {
            return Ok(());
        }
        self.settled.set(true);
        // By a commit whose answer was lost: the database counts it.
        if !kept {
            return Ok(());
        }
        self.count(|summary| {
            summary.synced += accepted.len() as u64;
            summary.failed += refused.len() as u64;
            let room = MOST_ERRORS.saturating_sub(summary.errors.len());
            let reasons = refused.iter().take(room);
            let lines = reasons.map(|one| format!("{}: {}", one.sku, one.reason));
            summary.errors.extend(lines);
        });
        Ok(())
    }

    /// What the results say of a batch.
    pub(super) async fn done(
        &self,
        batch: OpenBatch,
        call: Call,
        results: Results,
    ) -> Result<(), Error> {
        let Some(items) = self.written(&batch).await? else {
            self.look_for_later(batch);
            return Ok(());
        };
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

    /// What was written down of a batch; none where another version did it, or where it is settled.
    pub(super) async fn written(&self, batch: &OpenBatch) -> Result<Option<Vec<Item>>, Error> {
        let database = self.push.database;
        let text = async || database.push_items(batch.id).await;
        Ok(self.kept(text).await?.and_then(|text| items(&text)))
    }

    /// A creation tells prices and stock, too: they need not be told again.
    async fn adopt_created(
        &self,
        created: &[Item],
        accepted: &HashSet<String>,
    ) -> Result<(), Error> {
        let database = self.push.database;
        for (place, call) in self.push.client.driver().offers().iter().enumerate() {
            let rows = created.iter().filter_map(|item| {
                let fingerprint = item.offers().get(place)?.clone()?;
                let id = item.product_id().to_owned();
                accepted.contains(&id).then_some((id, fingerprint, None))
            });
            let rows: Vec<_> = rows.collect();
            if !rows.is_empty() {
                let shelf = self.push.shelf(*call);
                self.kept(async || database.adopt(shelf, &rows).await)
                    .await?;
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
