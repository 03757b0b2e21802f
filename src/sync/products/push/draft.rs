//! Products on their way into one request, and how they are written down beside it.

use serde::{Deserialize, Deserializer, Serialize};

use crate::db::{Accepted, NotAccepted, content_hash};
use crate::upstream::marketplace::Call;

/// One product of a batch. It is written as an array: a batch has thousands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Item(
    /// The product's id.
    pub(super) String,
    /// By what the marketplace names it.
    pub(super) String,
    /// The SKU, for people.
    pub(super) String,
    /// Of what the marketplace will see.
    pub(super) String,
    /// Its part of the request.
    pub(super) String,
    /// The calls whose part it tells besides, and fingerprints of those.
    #[serde(default, deserialize_with = "pairs")]
    pub(super) Vec<(String, String)>,
    /// The parts of it that are to be told, where it is not known yet whether they have calls of their own.
    #[serde(skip)]
    pub(super) Vec<Call>,
);

impl Item {
    pub(super) fn product_id(&self) -> &str {
        &self.0
    }

    pub(super) fn key(&self) -> &str {
        &self.1
    }

    pub(super) fn sku(&self) -> &str {
        &self.2
    }

    pub(super) fn fingerprint(&self) -> &str {
        &self.3
    }

    pub(super) fn body(&self) -> &str {
        &self.4
    }

    /// Calls and fingerprints.
    pub(super) fn besides(&self) -> impl Iterator<Item = (Call, &str)> {
        let besides = self.5.iter();
        besides.filter_map(|(call, fingerprint)| Some((Call::of(call)?, fingerprint.as_str())))
    }

    /// Whether they are one at the marketplace, and the same is said of both.
    pub(super) fn is_told_with(&self, before: &Self) -> bool {
        self.key() == before.key() && self.body() == before.body()
    }

    pub(super) fn parts(&self) -> &[Call] {
        &self.6
    }

    /// All of it in one.
    pub(super) fn whole(self) -> Self {
        Self(self.0, self.1, self.2, self.3, self.4, self.5, Vec::new())
    }

    /// A part of it by itself.
    pub(super) fn part(&self, call: Call, key: String, body: String) -> Self {
        let beside = self.besides().find(|(beside, _)| *beside == call);
        let fingerprint = beside.map_or(self.fingerprint(), |(_, fingerprint)| fingerprint);
        let (id, sku, fingerprint) = (self.0.clone(), self.2.clone(), fingerprint.to_owned());
        Self(id, key, sku, fingerprint, body, Vec::new(), Vec::new())
    }

    pub(super) fn accepted(self, remote_id: Option<String>) -> Accepted {
        Accepted {
            product_id: self.0,
            fingerprint: self.3,
            remote_id,
        }
    }

    /// By what a refusal of it is remembered: all that it tells.
    pub(super) fn told(fingerprint: &str, besides: &[(String, String)]) -> String {
        match besides.is_empty() {
            true => fingerprint.to_owned(),
            false => content_hash(&format!("{fingerprint} {besides:?}")),
        }
    }

    pub(super) fn refused(self, reason: String) -> NotAccepted {
        NotAccepted {
            fingerprint: Self::told(&self.3, &self.5),
            product_id: self.0,
            sku: self.2,
            reason,
            raw: self.4,
        }
    }
}

/// As they are now; none of what another version wrote.
fn pairs<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(String, String)>, D::Error> {
    let written = serde_json::Value::deserialize(from)?;
    Ok(serde_json::from_value(written).unwrap_or_default())
}

/// A request that is about to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) call: Call,
    pub(super) items: Vec<Item>,
}

impl Draft {
    /// Whether it is known how the marketplace wants to be told of it.
    pub(super) fn is_reviewed(&self) -> bool {
        self.items.iter().all(|item| item.parts().is_empty())
    }

    /// As it is written down.
    pub(super) fn text(&self) -> String {
        // Arrays of texts: there is nothing in them that JSON has no words for.
        serde_json::to_string(&self.items).unwrap_or_default()
    }

    /// Bytes of the request's parts.
    pub(super) fn bytes(&self) -> usize {
        self.items.iter().map(|item| item.body().len()).sum()
    }

    /// The parts of the request: products that are one at the marketplace stand together, and are told once.
    pub(super) fn bodies(&self) -> Vec<&str> {
        let mut items: Vec<&Item> = self.items.iter().collect();
        items.dedup_by(|item, before| item.is_told_with(before));
        items.into_iter().map(Item::body).collect()
    }

    /// Both halves; the one half where there is nothing to halve.
    pub(super) fn halved(mut self) -> (Self, Option<Self>) {
        let half = self.items.len() / 2;
        if half == 0 {
            return (self, None);
        }
        let items = self.items.split_off(half);
        let call = self.call;
        (self, Some(Self { call, items }))
    }
}

/// The items as they were written down; none of what another version wrote in another way.
pub(super) fn items(text: &str) -> Option<Vec<Item>> {
    serde_json::from_str(text).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn draft(count: usize) -> Draft {
        let text = |name: &str, number| format!("{name}{number}");
        let item = |number| {
            let (id, key, sku) = (text("id", number), text("K", number), text("S", number));
            let besides = vec![("price_stock".to_owned(), "1.00".to_owned())];
            Item(
                id,
                key,
                sku,
                "1".to_owned(),
                "{}".to_owned(),
                besides,
                Vec::new(),
            )
        };
        Draft {
            call: Call::PriceStock,
            items: (0..count).map(item).collect(),
        }
    }

    #[test]
    fn what_is_written_down_is_read() {
        let draft = draft(3);
        assert_eq!(items(&draft.text()), Some(draft.items));
        // Without the last field, as the first ones were written.
        for before in [
            r#"[["i","k","s","f","{}"]]"#,
            r#"[["i","k","s","f","{}",["1.00",null]]]"#,
        ] {
            assert_eq!(items(before).unwrap()[0].besides().count(), 0);
        }
        assert_eq!(items(r#"[{"id":1}]"#), None);
    }

    #[test]
    fn halves_are_the_whole() {
        for count in [1, 2, 3, 1_000] {
            let whole = draft(count);
            let (mut one, other) = whole.clone().halved();
            assert_eq!(other.is_none(), count == 1);
            one.items
                .extend(other.into_iter().flat_map(|other| other.items));
            assert_eq!(one, whole);
        }
    }
}
