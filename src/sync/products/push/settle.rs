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
        let besides = Besides::of(&items);
        let settlement = matched(self.push.client.driver(), items, results);
        let accepted = ids(&settlement);
        self.settle(Some(batch.id), call, settlement).await?;
        self.adopt_besides(besides, &accepted).await
    }

    /// What was written down of a batch; none where another version did it, or where it is settled.
    pub(super) async fn written(&self, batch: &OpenBatch) -> Result<Option<Vec<Item>>, Error> {
        let database = self.push.database;
        let text = async || database.push_items(batch.id).await;
        Ok(self.kept(text).await?.and_then(|text| items(&text)))
    }

    /// What was told besides of these products need not be told again.
    pub(super) async fn adopt_besides(
        &self,
        besides: Besides,
        accepted: &HashSet<String>,
    ) -> Result<(), Error> {
        let database = self.push.database;
        for (call, mut rows) in besides.0 {
            rows.retain(|(id, ..)| accepted.contains(id));
            if !rows.is_empty() {
                let shelf = self.push.shelf(call);
                self.kept(async || database.adopt(shelf, &rows).await)
                    .await?;
            }
        }
        Ok(())
    }
}

/// What is told of products beside what they are sent for: by call, rows of [`adopt`](crate::db::Database::adopt).
pub(super) struct Besides(HashMap<Call, Vec<(String, String, Option<String>)>>);

impl Besides {
    pub(super) fn of(items: &[Item]) -> Self {
        let mut rows: HashMap<Call, Vec<_>> = HashMap::new();
        for item in items {
            for (call, fingerprint) in item.besides() {
                let row = (item.product_id().to_owned(), fingerprint.to_owned(), None);
                rows.entry(call).or_default().push(row);
            }
        }
        Self(rows)
    }
}

/// The products that were accepted.
pub(super) fn ids(settlement: &Settlement) -> HashSet<String> {
    let accepted = settlement.accepted.iter();
    accepted.map(|one| one.product_id.clone()).collect()
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
    let places = places(&items);
    for (item, position) in items.into_iter().zip(places) {
        let by_key = || by_key.get(&*driver.folded(item.key()));
        match by_position.get(&position).or_else(by_key) {
            Some(row) => match &row.refused {
                Some(reason) => settlement.refused.push(item.refused(reason.clone())),
                None => settlement
                    .accepted
                    .push(item.accepted(row.remote_id.clone())),
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

/// Where each stood in the request: what is one at the marketplace was told once.
fn places(items: &[Item]) -> Vec<usize> {
    let mut place = 0;
    let mut before: Option<&Item> = None;
    let places = items.iter().map(|item| {
        let is_next = before.is_some_and(|before| !item.is_told_with(before));
        place += usize::from(is_next);
        before = Some(item);
        place
    });
    places.collect()
}
