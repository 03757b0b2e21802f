//! How updates are told: where a marketplace takes one as a whole until the product is approved, and in parts from then on,
//! it is asked how the products stand.

use std::collections::BTreeMap;

use serde_json::Value;
use tracing::warn;

use super::Work;
use super::draft::{Draft, Item};
use super::poll::is_of_the_batch;
use crate::db::Settlement;
use crate::sync::error::Error;
use crate::upstream::marketplace::{Approval, Call, Review};

/// What comes of a draft of updates: by call, what is to be sent and what is settled at once.
#[derive(Default)]
struct Sorted(BTreeMap<Call, (Vec<Item>, Settlement)>);

impl Work<'_> {
    /// Leaves in its place drafts that say how; nothing when a stop is asked for. What is wrong with the answer for some
    /// is no reason to leave the others.
    pub(super) async fn review(&self, approval: &dyn Approval, draft: Draft) -> Result<(), Error> {
        let mut sorted = Sorted::default();
        let mut items = draft.items.into_iter();
        loop {
            let some: Vec<Item> = items.by_ref().take(approval.review_most()).collect();
            if some.is_empty() {
                break;
            }
            let products: Vec<_> = some.iter().map(|item| (item.key(), item.body())).collect();
            match self
                .push
                .client
                .review(approval, &products, self.halt)
                .await
            {
                Ok(Some(reviews)) => {
                    for (item, review) in some.into_iter().zip(reviews) {
                        sorted.add(item, review);
                    }
                }
                Ok(None) => return Ok(()),
                Err(error) if is_of_the_batch(&error) => {
                    let reason = Error::from(error).in_full();
                    warn!(reason, "how products stand there cannot be had");
                    let (_, settlement) = sorted.0.entry(Call::Update).or_default();
                    let refused = some.into_iter().map(|item| item.refused(reason.clone()));
                    settlement.refused.extend(refused);
                }
                Err(error) => return Err(error.into()),
            }
        }
        for (call, (mut items, settlement)) in sorted.0 {
            if !settlement.accepted.is_empty() || !settlement.refused.is_empty() {
                self.settle(None, call, settlement).await?;
            }
            if !items.is_empty() {
                items.sort_by(|one, other| one.key().cmp(other.key()));
                self.again.borrow_mut().push_back(Draft { call, items });
            }
        }
        Ok(())
    }
}

impl Sorted {
    fn add(&mut self, item: Item, review: Review) {
        let parts = match review {
            Review::Parts(parts) => parts,
            Review::Whole => {
                let (items, _) = self.0.entry(Call::Update).or_default();
                return items.push(item.whole());
            }
            Review::Unread => {
                let (_, settlement) = self.0.entry(Call::Update).or_default();
                let reason = "the marketplace shows it in a form that cannot be read";
                return settlement.refused.push(item.refused(reason.to_owned()));
            }
        };
        let wanted = parts.into_iter();
        for (call, told) in wanted.filter(|(call, _)| item.parts().contains(call)) {
            let (items, settlement) = self.0.entry(call).or_default();
            match told {
                Ok(Some(told)) => {
                    let mut part = item.part(call, told.key, told.body);
                    match contradicted(items, &mut part) {
                        Some(reason) => settlement.refused.push(part.refused(reason)),
                        None => items.push(part),
                    }
                }
                Ok(None) => {
                    let part = item.part(call, String::new(), String::new());
                    settlement.accepted.push(part.accepted(None));
                }
                Err(refusal) => {
                    let part = item.part(call, String::new(), item.body().to_owned());
                    settlement.refused.push(part.refused(refusal.to_string()));
                }
            }
        }
    }
}

/// Whether another product that is one with it at the marketplace says something else of it; where it says the same in
/// another form, that form is taken.
fn contradicted(items: &[Item], part: &mut Item) -> Option<String> {
    let same = items.iter().find(|one| one.key() == part.key())?;
    if plain(same.body()) == plain(part.body()) {
        part.4 = same.body().to_owned();
        return None;
    }
    Some(format!(
        "is one product there with SKU {}, and says something else of it",
        same.sku()
    ))
}

/// Without what is form alone: blanks, and the order of lists of objects.
fn plain(body: &str) -> Option<Value> {
    let mut value: Value = serde_json::from_str(body).ok()?;
    for field in value.as_object_mut()?.values_mut() {
        if let Value::Array(list) = field
            && list.iter().all(|one| one.get("attributeId").is_some())
        {
            list.sort_by_key(Value::to_string);
        }
    }
    Some(value)
}
