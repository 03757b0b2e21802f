//! Prices and stocks, in uploads: few at once, and so many items a day.

use std::collections::HashSet;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;

use super::super::store::{Marketplace, Outcome, Refusal, Row, Shelf, Work, uuid};
use crate::sandbox::Shared;
use crate::sandbox::kurus::Kurus;

/// The most items in one upload.
const MOST: usize = 4000;
/// How many uploads may be on their way.
const AT_ONCE: usize = 5;
const CROWDED: &str =
    "There are too many ongoing/waiting inventory uploads at the moment. Please try again later.";
/// In no words that are known: the documents only say what it is about.
const EXHAUSTED: &str = "The daily inventory upload limit is exceeded.";
/// How often each listing can be uploaded in a day, and how many items at the least.
const PER_DAY: usize = 10;
const LEAST_A_DAY: usize = 10_000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    hepsiburada_sku: Option<String>,
    merchant_sku: Option<String>,
    #[serde(borrow)]
    price: Option<&'a RawValue>,
    available_stock: Option<i64>,
}

/// What an upload is called in its path, and what is in it.
pub(super) fn kind(path: &str) -> Option<(&'static str, Work)> {
    match path {
        "price-uploads" => Some(("price-uploads", Work::Push { locks: true })),
        "stock-uploads" => Some(("stock-uploads", Work::Push { locks: false })),
        "inventory-uploads" => Some(("inventory-uploads", Work::Push { locks: true })),
        _ => None,
    }
}

pub(super) async fn upload(
    State(sandbox): State<Shared>,
    Path((_, merchant, path)): Path<(String, String, String)>,
    body: Bytes,
) -> Response {
    let Some((name, work)) = kind(&path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let items: Vec<Item<'_>> = match serde_json::from_slice(&body) {
        Ok(items) => items,
        Err(error) => return (StatusCode::BAD_REQUEST, error.to_string()).into_response(),
    };
    if !(1..=MOST).contains(&items.len()) {
        return (StatusCode::BAD_REQUEST, format!("1 to {MOST} items")).into_response();
    }
    let mut books = sandbox.marketplaces.books();
    let now = books.now;
    let shop = books.seller(Marketplace::Hepsiburada, &merchant);
    let pushes = shop
        .unfinished()
        .filter(|batch| matches!(batch.work, Work::Push { .. }));
    if pushes.count() >= AT_ONCE {
        shop.crowded += 1;
        let plain = shop.crowded % 2 == 1;
        books.tally(Marketplace::Hepsiburada).violations += 1;
        return match plain {
            true => (StatusCode::BAD_REQUEST, CROWDED).into_response(),
            false => Json(json!({"message": CROWDED})).into_response(),
        };
    }
    // What is pushed counts as a listing, also before it is one.
    let coming: usize = shop.unfinished().map(|batch| batch.rows.len()).sum();
    let listings = shop.shelf.len().max(coming + items.len());
    let most = (listings * PER_DAY).max(LEAST_A_DAY);
    if !shop.within_day(now, items.len(), most) {
        books.tally(Marketplace::Hepsiburada).violations += 1;
        return (StatusCode::BAD_REQUEST, EXHAUSTED).into_response();
    }
    let mut met = HashSet::new();
    let rows = items.into_iter().map(|item| {
        let mut row = item.row(name, &shop.shelf);
        if !met.insert(row.key.clone()) {
            row.outcome = Outcome::Refused(Refusal::Twice);
        }
        row
    });
    let rows = rows.collect();
    let id = books.accept(
        (Marketplace::Hepsiburada, &merchant),
        (name, work),
        rows,
        uuid,
    );
    Json(json!({"id": id})).into_response()
}

impl Item<'_> {
    /// The key is the merchant's own SKU, where it can be told.
    fn row(self, kind: &str, shelf: &Shelf) -> Row {
        let alias = self.hepsiburada_sku;
        let owner = alias.as_deref().and_then(|alias| shelf.key_of(alias));
        let key = self.merchant_sku.as_deref().or(owner).or(alias.as_deref());
        let key = key.unwrap_or_default().to_owned();
        let known = shelf
            .get(&key)
            .and_then(|(_, listing)| listing.alias.as_deref());
        let apart = owner.is_some_and(|owner| owner != key)
            || alias.is_some() && known.is_some() && known != alias.as_deref();
        let price = self.price.map(|price| Kurus::read(price.get()));
        let (wants_price, wants_stock) = (kind != "stock-uploads", kind != "price-uploads");
        let outcome = match (price, self.available_stock) {
            _ if key.is_empty() => Outcome::Refused(Refusal::Unknown),
            _ if apart => Outcome::Refused(Refusal::Mismatch),
            (None | Some(None | Some(Kurus(..0))), _) if wants_price => {
                Outcome::Refused(Refusal::Price)
            }
            (_, None | Some(..0)) if wants_stock => Outcome::Refused(Refusal::Stock),
            _ => Outcome::Waiting,
        };
        Row {
            alias: alias.or(known.map(str::to_owned)),
            key,
            price: price.flatten().filter(|_| wants_price),
            stock: self.available_stock.filter(|_| wants_stock),
            outcome,
            ..Row::default()
        }
    }
}
