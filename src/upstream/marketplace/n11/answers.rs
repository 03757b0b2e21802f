//! N11's answers: tasks that are rejected in a 200, and results whose rows are null until they are there.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{ME, words};
use crate::http::{Reply, one_line};
use crate::upstream::marketplace::driver::{Listed, Offer, Polled, Pushed, ResultRow, Results};
use crate::upstream::marketplace::{Error, Price};

#[derive(Deserialize)]
struct Task {
    id: Option<Box<RawValue>>,
    status: Option<String>,
    #[serde(default)]
    reasons: Option<Vec<String>>,
}

pub(super) fn pushed(reply: &Reply) -> Result<Pushed, Error> {
    let task: Task = match words::read(ME, reply) {
        Err(Error::Refused {
            status: 400 | 413 | 422 | 500,
            message,
            ..
        }) => return Ok(Pushed::Refused { reason: message }),
        read => read?,
    };
    if is(&task.status, "REJECT") {
        let reasons = task.reasons.unwrap_or_default();
        return Ok(Pushed::Refused {
            reason: joined(&reasons),
        });
    }
    let id = task.id.map(|id| id.get().trim_matches('"').to_owned());
    match id.filter(|id| id != "null" && !id.is_empty()) {
        Some(tracking_id) => Ok(Pushed::Taken { tracking_id }),
        None => Err(Error::Unreadable(ME)),
    }
}

#[derive(Deserialize)]
struct Details {
    status: Option<String>,
    skus: Option<Skus>,
    reasons: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Skus {
    #[serde(default, deserialize_with = "words::or_empty")]
    content: Vec<Row>,
    last: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    item_code: Option<String>,
    status: Option<String>,
    #[serde(default)]
    reasons: Option<Vec<String>>,
    sku: Option<Sku>,
}

#[derive(Deserialize)]
struct Sku {
    #[serde(default)]
    reasons: Option<Vec<String>>,
}

pub(super) fn polled(reply: &Reply) -> Result<Polled, Error> {
    let details: Details = match words::read(ME, reply) {
        // A task that it does not know is an argument that it does not like, which it answers 500 to.
        Err(Error::Refused {
            status: 400 | 404 | 410 | 500,
            ..
        }) => return Ok(Polled::Gone),
        read => read?,
    };
    let done = is(&details.status, "PROCESSED") || is(&details.status, "REJECT");
    let rejected = is(&details.status, "REJECT");
    let skus = details
        .skus
        .filter(|skus| done && (!rejected || !skus.content.is_empty()));
    let Some(skus) = skus else {
        return Ok(match rejected {
            true => Polled::Rejected {
                reason: joined(&details.reasons.unwrap_or_default()),
            },
            false => Polled::Pending,
        });
    };
    let rows = skus.content.into_iter().map(|row| {
        let failed = !is(&row.status, "SUCCESS");
        let mut reasons = row.reasons.unwrap_or_default();
        if reasons.is_empty() {
            reasons = row.sku.and_then(|sku| sku.reasons).unwrap_or_default();
        }
        ResultRow {
            key: row.item_code,
            position: None,
            refused: failed.then(|| joined(&reasons)),
            remote_id: None,
        }
    });
    Ok(Polled::Done(Results {
        rows: rows.collect(),
        names_failures_only: false,
        more: skus.last == Some(false),
    }))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct List {
    #[serde(default, deserialize_with = "words::or_empty")]
    content: Vec<Listing>,
    total_elements: Option<u64>,
    total_pages: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listing {
    n11_product_id: Option<u64>,
    stock_code: Option<String>,
    sale_price: Option<Box<RawValue>>,
    list_price: Option<Box<RawValue>>,
    quantity: Option<i64>,
    currency_type: Option<String>,
}

/// A page past the end is empty and no error.
pub(super) fn listed(cursor: Option<&str>, list: List) -> Result<Listed, Error> {
    let page: u64 = cursor.unwrap_or("0").parse().unwrap_or_default();
    let ends = list.content.is_empty() || list.total_pages.is_some_and(|pages| page + 1 >= pages);
    let offers = list.content.into_iter().filter_map(|listing| {
        Some(Offer {
            key: listing.stock_code?,
            remote_id: listing.n11_product_id.map(|id| id.to_string()),
            price: Price::of(listing.sale_price.as_deref()),
            list_price: Price::of(listing.list_price.as_deref()),
            stock: listing.quantity,
            currency: listing.currency_type,
        })
    });
    Ok(Listed {
        offers: offers.collect(),
        next: (!ends).then(|| (page + 1).to_string()),
        total: list.total_elements,
    })
}

fn is(status: &Option<String>, word: &str) -> bool {
    status
        .as_deref()
        .is_some_and(|status| status.eq_ignore_ascii_case(word))
}

fn joined(reasons: &[String]) -> String {
    match reasons.is_empty() {
        true => "no reason was given".to_owned(),
        false => one_line(&reasons.join("; ")),
    }
}
