//! Trendyol's answers: batches that have no status of their own, results for four hours, pages that may be short.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{ME, NUMBERED, PAGE, TOKEN, words};
use crate::http::{Reply, one_line};
use crate::upstream::marketplace::driver::{Listed, Offer, Polled, Pushed, ResultRow, Results};
use crate::upstream::marketplace::{Error, Price};

/// How the refusal of a repeated body begins; its status is not documented.
const REPEATED: &str = "15 dakika boyunca ayn";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Taken {
    batch_request_id: String,
}

pub(super) fn pushed(reply: &Reply) -> Result<Pushed, Error> {
    if String::from_utf8_lossy(&reply.body).contains(REPEATED) {
        return Ok(Pushed::Repeated);
    }
    let taken: Result<Taken, Error> = words::read(ME, reply);
    words::taken(ME, taken.map(|taken| taken.batch_request_id))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Batch {
    /// Not there for prices and stock.
    status: Option<String>,
    #[serde(default, deserialize_with = "words::or_empty")]
    items: Vec<Row>,
    item_count: Option<usize>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    request_item: Option<RequestItem>,
    status: Option<String>,
    #[serde(default, deserialize_with = "words::or_empty")]
    failure_reasons: Vec<String>,
}

#[derive(Deserialize)]
struct RequestItem {
    barcode: Option<String>,
    product: Option<Named>,
}

#[derive(Deserialize)]
struct Named {
    barcode: Option<String>,
}

pub(super) fn polled(reply: &Reply) -> Result<Polled, Error> {
    let batch: Batch = match words::read(ME, reply) {
        Err(Error::Refused {
            status: 400 | 404 | 410,
            ..
        }) => return Ok(Polled::Gone),
        read => read?,
    };
    let is = |status: &Option<String>, word: &str| {
        status
            .as_deref()
            .is_some_and(|status| status.eq_ignore_ascii_case(word))
    };
    let at_work = ["IN_PROGRESS", "PROCESSING"]
        .iter()
        .any(|word| is(&batch.status, word));
    let final_row = |row: &Row| is(&row.status, "SUCCESS") || is(&row.status, "FAILED");
    let whole = batch
        .item_count
        .is_none_or(|count| batch.items.len() >= count);
    if at_work || !whole || !batch.items.iter().all(final_row) {
        return Ok(Polled::Pending);
    }
    if batch.items.is_empty() {
        // What a batch has become whose results are kept no more.
        return Ok(Polled::Gone);
    }
    let rows = batch.items.into_iter().enumerate();
    let rows = rows.map(|(position, row)| {
        let failed = !is(&row.status, "SUCCESS");
        let item = row.request_item;
        let key = item.and_then(|item| {
            let nested = item.product.and_then(|product| product.barcode);
            item.barcode.or(nested)
        });
        ResultRow {
            // In the order of the request, where the row does not name its product.
            position: key.is_none().then_some(position),
            key,
            refused: failed.then(|| reasons(&row.failure_reasons)),
            remote_id: None,
        }
    });
    Ok(Polled::Done(Results {
        rows: rows.collect(),
        ..Results::default()
    }))
}

fn reasons(reasons: &[String]) -> String {
    match reasons.is_empty() {
        true => "no reason was given".to_owned(),
        false => one_line(&reasons.join("; ")),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct List {
    total_elements: Option<u64>,
    next_page_token: Option<String>,
    #[serde(default, deserialize_with = "words::or_empty")]
    content: Vec<Content>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Content {
    content_id: Option<u64>,
    #[serde(default, deserialize_with = "words::or_empty")]
    variants: Vec<Variant>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Variant {
    barcode: Option<String>,
    sale_price: Option<Box<RawValue>>,
    list_price: Option<Box<RawValue>>,
    quantity: Option<i64>,
}

/// A full page has one behind it: `totalPages` is not to be trusted.
pub(super) fn listed(cursor: Option<&str>, list: List) -> Result<Listed, Error> {
    let full = list.content.len() >= PAGE as usize;
    let number: Option<u64> = cursor.unwrap_or("0").parse().ok();
    let next = number.map(|number| number + 1);
    let next = match next.filter(|next| (next + 1) * u64::from(PAGE) <= NUMBERED) {
        Some(next) => Some(next.to_string()),
        None => list
            .next_page_token
            .filter(|token| !token.is_empty())
            .map(|token| format!("{TOKEN}{token}")),
    };
    let offers = list.content.into_iter().flat_map(|content| {
        let id = content.content_id.map(|id| id.to_string());
        content.variants.into_iter().filter_map(move |variant| {
            Some(Offer {
                key: variant.barcode?,
                remote_id: id.clone(),
                price: Price::of(variant.sale_price.as_deref()),
                list_price: Price::of(variant.list_price.as_deref()),
                stock: variant.quantity,
                currency: None,
            })
        })
    });
    Ok(Listed {
        offers: offers.collect(),
        next: next.filter(|_| full),
        total: list.total_elements,
    })
}
