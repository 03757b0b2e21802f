//! Hepsiburada's answers about listings: uploads that name their failures alone, and a lock in one that is done.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{ME, PAGE, words};
use crate::http::{Reply, one_line};
use crate::upstream::marketplace::driver::{Listed, Offer, Polled, Pushed, ResultRow, Results};
use crate::upstream::marketplace::{Error, Price};

/// Of the answer to one upload too many, which may be a success otherwise.
const FULL: &str = "too many ongoing/waiting";
/// Of the answer to more SKUs than a day has room for.
const USED_UP: &str = "inventory upload limit";

#[derive(Deserialize)]
struct Upload {
    /// Older answers have it as `Id`.
    #[serde(alias = "Id")]
    id: String,
}

pub(super) fn pushed(reply: &Reply) -> Result<Pushed, Error> {
    let text = String::from_utf8_lossy(&reply.body);
    if text.contains(FULL) {
        return Ok(Pushed::Full);
    }
    if reply.status.as_u16() == 406 || text.contains(USED_UP) {
        return Err(Error::UsedUp {
            marketplace: ME,
            status: reply.status.as_u16(),
            message: words::message(&reply.body),
        });
    }
    let taken: Result<Upload, Error> = words::read(ME, reply);
    words::taken(ME, taken.map(|taken| taken.id))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Uploaded {
    status: Option<String>,
    errors: Option<Vec<Failure>>,
    price_validations: Option<Vec<Validation>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Failure {
    element_no: Option<usize>,
    merchant_sku: Option<String>,
    errors: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Validation {
    element_no: Option<usize>,
    merchant_sku: Option<String>,
    r#type: Option<String>,
    description: Option<String>,
    min_price: Option<Box<RawValue>>,
    max_price: Option<Box<RawValue>>,
}

pub(super) fn polled(reply: &Reply) -> Result<Polled, Error> {
    let uploaded: Uploaded = match words::read(ME, reply) {
        Err(Error::Refused {
            status: 400 | 404 | 410,
            ..
        }) => return Ok(Polled::Gone),
        read => read?,
    };
    let status = uploaded.status.unwrap_or_default().to_ascii_lowercase();
    let failed = status == "failed";
    if !failed && status != "done" && !status.starts_with("completed") {
        return Ok(Polled::Pending);
    }
    let errors = uploaded.errors.unwrap_or_default();
    if failed && errors.is_empty() {
        let reason = "the upload failed, without a reason".to_owned();
        return Ok(Polled::Rejected { reason });
    }
    let errors = errors.into_iter();
    let errors = errors.map(|failure| {
        let words = failure.errors.unwrap_or_default();
        row(failure.element_no, failure.merchant_sku, words.join("; "))
    });
    let locks = uploaded.price_validations.unwrap_or_default().into_iter();
    let locks = locks.map(|lock| {
        let reason = lock.reason();
        row(lock.element_no, lock.merchant_sku, reason)
    });
    Ok(Polled::Done(Results {
        rows: errors.chain(locks).collect(),
        // Of an upload that failed as a whole nothing was taken, named or not.
        names_failures_only: !failed,
        more: false,
    }))
}

impl Validation {
    /// The listing is locked, and not on sale at the new price.
    fn reason(&self) -> String {
        let price = |price: &Option<Box<RawValue>>| Price::of(price.as_deref());
        let kind = self.r#type.as_deref().unwrap_or("PriceLock");
        let between = match (price(&self.min_price), price(&self.max_price)) {
            (Some(least), Some(most)) => format!(", allowed are {least} to {most}"),
            (Some(least), None) => format!(", allowed are {least} and more"),
            (None, Some(most)) => format!(", allowed are up to {most}"),
            (None, None) => String::new(),
        };
        let words = self.description.as_deref().unwrap_or_default();
        let words = match words {
            "" => String::new(),
            words => format!(": {words}"),
        };
        format!("{kind}{between}{words}")
    }
}

fn row(element: Option<usize>, sku: Option<String>, reason: String) -> ResultRow {
    let reason = match reason.is_empty() {
        true => "no reason was given".to_owned(),
        false => one_line(&reason),
    };
    ResultRow {
        key: sku,
        position: element.and_then(|number| number.checked_sub(1)),
        refused: Some(reason),
        remote_id: None,
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct List {
    total_count: Option<u64>,
    #[serde(default, deserialize_with = "words::or_empty")]
    listings: Vec<Listing>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listing {
    hepsiburada_sku: Option<String>,
    merchant_sku: Option<String>,
    price: Option<Box<RawValue>>,
    available_stock: Option<i64>,
}

pub(super) fn listed(cursor: Option<&str>, list: List) -> Result<Listed, Error> {
    let offset: u64 = cursor.unwrap_or("0").parse().unwrap_or_default();
    let next = offset + list.listings.len() as u64;
    let full = list.listings.len() >= PAGE as usize;
    let behind = list.total_count.is_none_or(|total| next < total);
    let offers = list.listings.into_iter().filter_map(|listing| {
        Some(Offer {
            key: listing.merchant_sku?,
            remote_id: listing.hepsiburada_sku,
            price: Price::of(listing.price.as_deref()),
            stock: listing.available_stock,
            ..Offer::default()
        })
    });
    Ok(Listed {
        offers: offers.collect(),
        next: (full && behind).then(|| next.to_string()),
        total: list.total_count,
    })
}
