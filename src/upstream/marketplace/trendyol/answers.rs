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
#[serde(rename_all = "camelCase")]
struct RequestItem {
    #[serde(flatten)]
    named: Named,
    product: Option<Named>,
    /// Of what is approved.
    update_request: Option<Named>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Named {
    barcode: Option<String>,
    content_id: Option<u64>,
}

impl RequestItem {
    fn key(self) -> Option<String> {
        let named = [Some(self.named), self.product, self.update_request];
        let key = |one: Named| one.barcode.or(one.content_id.map(|id| id.to_string()));
        named.into_iter().flatten().find_map(key)
    }
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
        let key = row.request_item.and_then(RequestItem::key);
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

/// A page of a list.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", bound = "T: Deserialize<'de>")]
pub(super) struct List<T> {
    total_elements: Option<u64>,
    next_page_token: Option<String>,
    #[serde(default, deserialize_with = "words::or_empty")]
    content: Vec<T>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Content {
    content_id: Option<u64>,
    #[serde(default, deserialize_with = "words::or_empty")]
    variants: Vec<Variant>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Variant {
    barcode: Option<String>,
    sale_price: Option<Box<RawValue>>,
    list_price: Option<Box<RawValue>>,
    quantity: Option<i64>,
}

impl<T> List<T> {
    /// Where the next page is: a full one has one behind it, whatever `totalPages` says.
    fn next(&mut self, cursor: Option<&str>) -> Option<String> {
        if self.content.len() < PAGE as usize {
            return None;
        }
        let number: Option<u64> = cursor.unwrap_or("0").parse().ok();
        let next = number.map(|number| number + 1);
        match next.filter(|next| (next + 1) * u64::from(PAGE) <= NUMBERED) {
            Some(next) => Some(next.to_string()),
            None => {
                let token = self.next_page_token.take();
                let token = token.filter(|token| !token.is_empty());
                token.map(|token| format!("{TOKEN}{token}"))
            }
        }
    }
}

impl Variant {
    fn offer(self, content_id: Option<&str>) -> Option<Offer> {
        Some(Offer {
            key: self.barcode?,
            remote_id: content_id.map(str::to_owned),
            price: Price::of(self.sale_price.as_deref()),
            list_price: Price::of(self.list_price.as_deref()),
            stock: self.quantity,
            currency: None,
        })
    }
}

/// What is on sale: variants, by the contents that they are of.
pub(super) fn listed(cursor: Option<&str>, mut list: List<Content>) -> Listed {
    let next = list.next(cursor);
    let offers = list.content.into_iter().flat_map(|content| {
        let id = content.content_id.map(|id| id.to_string());
        let variants = content.variants.into_iter();
        variants.filter_map(move |variant| variant.offer(id.as_deref()))
    });
    Listed {
        offers: offers.collect(),
        next,
        total: list.total_elements,
    }
}

/// What waits for its approval, which has no contents yet.
pub(super) fn waited(cursor: Option<&str>, mut list: List<Variant>) -> Listed {
    let next = list.next(cursor);
    let offers = list.content.into_iter();
    Listed {
        offers: offers.filter_map(|variant| variant.offer(None)).collect(),
        next,
        total: list.total_elements,
    }
}
