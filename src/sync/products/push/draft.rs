//! Products on their way into one request, and how they are written down beside it.

use serde::{Deserialize, Serialize};

use crate::db::{Accepted, NotAccepted};
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
    /// Of the prices and stock that a creation tells besides, by offer call.
    #[serde(default)]
    pub(super) Vec<Option<String>>,
);

impl Item {
    pub(super) fn product_id(&self) -> &str {
        &self.0
    }

    pub(super) fn key(&self) -> &str {
        &self.1
    }

    pub(super) fn fingerprint(&self) -> &str {
        &self.3
    }

    pub(super) fn body(&self) -> &str {
        &self.4
    }

    /// As [`Item`]'s last field.
    pub(super) fn offers(&self) -> &[Option<String>] {
        &self.5
    }

    pub(super) fn accepted(self, remote_id: Option<String>) -> Accepted {
        Accepted {
            product_id: self.0,
            fingerprint: self.3,
            remote_id,
        }
    }

    pub(super) fn refused(self, reason: String) -> NotAccepted {
        NotAccepted {
            product_id: self.0,
            sku: self.2,
            fingerprint: self.3,
            reason,
            raw: self.4,
        }
    }
}

/// A request that is about to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) call: Call,
    pub(super) items: Vec<Item>,
}

impl Draft {
    /// As it is written down.
    pub(super) fn text(&self) -> String {
        // Arrays of texts: there is nothing in them that JSON has no words for.
        serde_json::to_string(&self.items).unwrap_or_default()
    }

    /// Bytes of the request's parts.
    pub(super) fn bytes(&self) -> usize {
        self.items.iter().map(|item| item.body().len()).sum()
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
            Item(id, key, sku, "1".to_owned(), "{}".to_owned(), vec![None])
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
        let before = r#"[["i","k","s","f","{}"]]"#;
        assert!(items(before).unwrap()[0].offers().is_empty());
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
