//! One accepted upload: its rows, what each asks for, and what became of it.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::value::RawValue;

use super::super::options::Options;
use super::shelf::{Listing, Shelf, Standing};
use crate::sandbox::dice;
use crate::sandbox::kurus::Kurus;

/// What a batch does with its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Work {
    /// Price and stock of listings that are on sale; `locks` where a price can lock its listing.
    Push { locks: bool },
    /// Listings that are not there yet.
    Create,
    /// Listings, there or not.
    Import,
    /// Listings that wait for their approval.
    Pending,
    /// What else is said of a listing.
    Change,
}

/// Why a row is refused; each marketplace has words of its own for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Refusal {
    Unknown,
    Chosen,
    NotApproved,
    Exists,
    Barcode,
    Price,
    Prices,
    Stock,
    Mismatch,
    Twice,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) enum Outcome {
    #[default]
    Waiting,
    Taken,
    /// Taken, but the listing is locked and keeps its price.
    Locked,
    Refused(Refusal),
}

/// One item as it was sent.
#[derive(Debug, Default)]
pub(in super::super) struct Row {
    pub(in super::super) key: String,
    /// Other listings that it is said of.
    pub(in super::super) others: Vec<String>,
    pub(in super::super) alias: Option<String>,
    pub(in super::super) title: Option<String>,
    pub(in super::super) price: Option<Kurus>,
    pub(in super::super) list_price: Option<Kurus>,
    pub(in super::super) stock: Option<i64>,
    pub(in super::super) standing: Option<Standing>,
    /// The whole item, where the result echoes it.
    pub(in super::super) sent: Option<Box<RawValue>>,
    pub(in super::super) outcome: Outcome,
}

/// An upload on its way.
#[derive(Debug)]
pub(in super::super) struct Batch {
    pub(in super::super) id: String,
    /// Which kind it is in the marketplace's words.
    pub(in super::super) kind: &'static str,
    pub(in super::super) work: Work,
    pub(in super::super) came: Duration,
    pub(in super::super) at: Timestamp,
    pub(in super::super) finished: Option<Timestamp>,
    pub(in super::super) rows: Vec<Row>,
    /// Why it was refused as a whole.
    pub(in super::super) rejected: Option<&'static str>,
}

/// The salt of the dice that refuse.
const REFUSING: u64 = 0x4e0;

impl Row {
    /// What is sent by it: the same number for the same key and values.
    pub(in super::super) fn print(&self, kind: &str) -> u64 {
        let amount = |price: Option<Kurus>| price.map_or(i64::MIN, |price| price.0);
        let values = [
            amount(self.price),
            amount(self.list_price),
            self.stock.unwrap_or(i64::MIN),
        ];
        let sent = self.sent.as_ref().map_or("", |sent| sent.get());
        let start = [kind, &self.key, sent].map(|text| dice::of(text.as_bytes()));
        let numbers = start.into_iter().chain(values.map(i64::cast_unsigned));
        numbers.fold(0, dice::mix)
    }

    /// What will become of it, on this shelf.
    pub(super) fn judged(&self, work: Work, shelf: &Shelf, seed: u64, rules: &Options) -> Outcome {
        if self.outcome != Outcome::Waiting {
            return self.outcome;
        }
        let number = dice::mix(seed ^ REFUSING, dice::of(self.key.as_bytes()));
        if rules.refuse > 0 && number.is_multiple_of(rules.refuse) {
            let second = (number / rules.refuse) % 2 == 1;
            return match work {
                Work::Push { locks: true } if second => Outcome::Locked,
                _ => Outcome::Refused(Refusal::Chosen),
            };
        }
        let pending = |listing: &Listing| listing.standing == Standing::Pending;
        let found = shelf.get(&self.key).map(|(_, listing)| listing);
        match (work, found) {
            (Work::Push { .. } | Work::Change, None) if rules.strict => {
                Outcome::Refused(Refusal::Unknown)
            }
            (Work::Push { .. } | Work::Change, Some(listing)) if pending(listing) => {
                Outcome::Refused(Refusal::NotApproved)
            }
            (Work::Create, Some(_)) => Outcome::Refused(Refusal::Exists),
            (Work::Pending, found) if !found.is_some_and(pending) => {
                Outcome::Refused(Refusal::Unknown)
            }
            _ => Outcome::Taken,
        }
    }

    /// Changes the shelf by what was taken.
    pub(super) fn apply(&self, shelf: &mut Shelf, at: Timestamp) {
        if let Outcome::Waiting | Outcome::Refused(_) = self.outcome {
            return;
        }
        if let Some(alias) = &self.alias {
            shelf.name(&self.key, alias);
        }
        if let Some(standing) = self.standing {
            shelf.stand(&self.key, standing);
        }
        let listing = shelf.put(&self.key);
        listing.stock = self.stock.or(listing.stock);
        listing.modified = at.as_millisecond();
        if let Some(title) = &self.title {
            listing.title = Some(title.as_str().into());
        }
        if let Some(sent) = &self.sent {
            listing.keep(sent);
            for other in &self.others {
                shelf.put(other).keep(sent);
            }
        }
        let listing = shelf.put(&self.key);
        match self.outcome {
            Outcome::Locked => listing.locked = true,
            _ => {
                listing.price = self.price.or(listing.price);
                listing.list_price = self.list_price.or(listing.list_price);
            }
        }
    }
}

impl Batch {
    pub(in super::super) fn is_finished(&self) -> bool {
        self.finished.is_some()
    }

    /// How many rows were refused.
    pub(in super::super) fn failed(&self) -> usize {
        let refused = |row: &&Row| matches!(row.outcome, Outcome::Refused(_));
        self.rows.iter().filter(refused).count()
    }
}
