//! A seller's listings by key, as small as they can be: a hundred thousand of them are nothing.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::ops::Bound;
use std::sync::Arc;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::sandbox::dice;
use crate::sandbox::kurus::Kurus;

/// Whether a listing can be bought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) enum Standing {
    /// It is approved, and sold where it has a price and stock.
    #[default]
    Open,
    /// It waits for its approval.
    Pending,
    /// The seller has closed it.
    Suspended,
}

/// One listing.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Listing {
    pub(in super::super) price: Option<Kurus>,
    pub(in super::super) list_price: Option<Kurus>,
    pub(in super::super) stock: Option<i64>,
    /// The other name that the seller gave it.
    pub(in super::super) alias: Option<Arc<str>>,
    pub(in super::super) title: Option<Box<str>>,
    /// What else was said of it, as it was sent; only where it was made here.
    pub(in super::super) said: Option<Box<Map<String, Value>>>,
    pub(in super::super) standing: Standing,
    /// A price beyond the bounds has locked it.
    pub(in super::super) locked: bool,
    /// Milliseconds of the epoch.
    pub(in super::super) modified: i64,
}

impl Listing {
    /// Keeps what an item says: each of its fields in the place of what was said of that before, and of its attributes each
    /// by itself, for those of a content and of its variants are told apart.
    pub(super) fn keep(&mut self, item: &RawValue) {
        const ATTRIBUTES: &str = "attributes";
        let Ok(Value::Object(mut fields)) = serde_json::from_str(item.get()) else {
            return;
        };
        let said = self.said.get_or_insert_default();
        if let Some(Value::Array(now)) = fields.get_mut(ATTRIBUTES)
            && let Some(Value::Array(before)) = said.remove(ATTRIBUTES)
        {
            let is = |one: &Value| one.get("attributeId").cloned();
            let kept = before
                .into_iter()
                .filter(|old| !now.iter().any(|new| is(new) == is(old)));
            let kept: Vec<Value> = kept.collect();
            now.extend(kept);
        }
        said.extend(fields);
    }
}

/// The listings of one seller.
pub(in super::super) struct Shelf {
    listings: BTreeMap<Arc<str>, Listing>,
    /// From another name to the key, where one is enough.
    aliases: Option<HashMap<Arc<str>, Arc<str>>>,
    /// How many wait for their approval.
    pending: usize,
}

impl Shelf {
    /// `aliased` where a listing can be told by its other name alone.
    pub(super) fn new(aliased: bool) -> Shelf {
        Shelf {
            listings: BTreeMap::new(),
            aliases: aliased.then(HashMap::new),
            pending: 0,
        }
    }

    pub(in super::super) fn get(&self, key: &str) -> Option<(&str, &Listing)> {
        let (key, listing) = self.listings.get_key_value(key)?;
        Some((key, listing))
    }

    /// The listing under this key, a new one where there is none.
    pub(in super::super) fn put(&mut self, key: &str) -> &mut Listing {
        if !self.listings.contains_key(key) {
            let key: Arc<str> = key.into();
            if let Some(aliases) = &mut self.aliases {
                aliases.insert(numbered(&key).into(), key.clone());
            }
            self.listings.insert(key, Listing::default());
        }
        self.listings.entry(key.into()).or_default()
    }

    /// Gives the listing under `key` another name.
    pub(in super::super) fn name(&mut self, key: &str, alias: &str) {
        let alias: Arc<str> = alias.into();
        let listing = self.put(key);
        let before = listing.alias.replace(alias.clone());
        if let Some(aliases) = &mut self.aliases {
            aliases.remove(&*before.unwrap_or_else(|| numbered(key).into()));
            aliases.insert(alias, key.into());
        }
    }

    /// Says whether the listing under `key` can be bought.
    pub(super) fn stand(&mut self, key: &str, standing: Standing) {
        let before = std::mem::replace(&mut self.put(key).standing, standing);
        self.pending -= usize::from(before == Standing::Pending);
        self.pending += usize::from(standing == Standing::Pending);
    }

    /// Takes everything off.
    pub(in super::super) fn clear(&mut self) {
        *self = Shelf::new(self.aliases.is_some());
    }

    /// Approves all that waits for it.
    pub(in super::super) fn approve(&mut self) {
        let waiting = |listing: &&mut Listing| listing.standing == Standing::Pending;
        for listing in self.listings.values_mut().filter(waiting) {
            listing.standing = Standing::Open;
        }
        self.pending = 0;
    }

    /// The key of the listing with this other name.
    pub(in super::super) fn key_of(&self, alias: &str) -> Option<&str> {
        self.aliases.as_ref()?.get(alias).map(|key| &**key)
    }

    pub(in super::super) fn len(&self) -> usize {
        self.listings.len()
    }

    /// How many of them wait for their approval.
    pub(in super::super) fn pending(&self) -> usize {
        self.pending
    }

    /// All listings behind `after`, by key.
    pub(in super::super) fn behind(
        &self,
        after: Option<&str>,
    ) -> impl Iterator<Item = (&str, &Listing)> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let range = self.listings.range::<str, _>((from, Bound::Unbounded));
        range.map(|(key, listing)| (&**key, listing))
    }

    /// One line per listing: key, price, list price, stock, with tabs between them.
    pub(in super::super) fn lines(&self) -> String {
        let mut lines = String::new();
        let amount = |price: Option<Kurus>| price.map_or("-".to_owned(), |price| price.to_string());
        for (key, listing) in &self.listings {
            let stock = listing
                .stock
                .map_or("-".to_owned(), |stock| stock.to_string());
            let (price, list_price) = (amount(listing.price), amount(listing.list_price));
            // Writing to a string does not fail.
            let _ = writeln!(lines, "{key}\t{price}\t{list_price}\t{stock}");
        }
        lines
    }
}

/// The number that Hepsiburada gives to a listing whose seller told none.
pub(in super::super) fn numbered(key: &str) -> String {
    format!("HBV{:013}", dice::of(key.as_bytes()) % 10_000_000_000_000)
}
