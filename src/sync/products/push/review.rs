//! How updates are told: where a marketplace takes one as a whole until the product is approved, and in parts from then on,
//! it is asked how the products stand. What it has already is not told again.

use std::collections::HashMap;

use super::Work;
use super::draft::{Draft, Item};
use crate::db::Settlement;
use crate::sync::error::Error;
use crate::upstream::marketplace::{Call, Review};

/// What comes of a draft of updates: by call, drafts and what is settled at once.
#[derive(Default)]
struct Sorted(HashMap<Call, (Vec<Item>, Settlement)>);

impl Work<'_> {
    /// Leaves in its place drafts that say how; nothing when a stop is asked for.
    pub(super) async fn review(&self, draft: Draft) -> Result<(), Error> {
        let most = self.push.client.driver().review_most().max(1);
        let mut sorted = Sorted::default();
        let mut items = draft.items.into_iter();
        loop {
            let some: Vec<Item> = items.by_ref().take(most).collect();
            if some.is_empty() {
                break;
            }
            let products: Vec<_> = some.iter().map(|item| (item.key(), item.body())).collect();
            let Some(reviews) = self.push.client.review(&products, self.halt).await? else {
                return Ok(());
            };
            for (item, review) in some.into_iter().zip(reviews) {
                sorted.add(item, review);
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
        let Review::Parts(parts) = review else {
            let (items, _) = self.0.entry(Call::Update).or_default();
            return items.push(item.whole());
        };
        let wanted = parts.into_iter();
        for (call, told) in wanted.filter(|(call, _)| item.parts().contains(call)) {
            let (items, settlement) = self.0.entry(call).or_default();
            match told {
                Ok(Some(told)) => {
                    let part = item.part(call, told.key, told.body);
                    match contradicted(items, &part) {
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

/// Whether another product that is one with it at the marketplace says something else of it.
fn contradicted(items: &[Item], part: &Item) -> Option<String> {
    let differs = |one: &&Item| one.key() == part.key() && one.body() != part.body();
    let other = items.iter().find(differs)?;
    Some(format!(
        "is one product there with SKU {}, of which it says something else",
        other.sku()
    ))
}
