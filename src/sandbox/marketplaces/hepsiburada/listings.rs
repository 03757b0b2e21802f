//! The merchant's listings, by offset and limit, or those of a list of SKUs.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};

use super::super::store::{Listing, Marketplace, Shelf, numbered, uuid};
use crate::sandbox::kurus::Kurus;
use crate::sandbox::{Shared, dice};

/// The largest page, and the most SKUs that can be asked for.
const LARGEST: usize = 100;
const MOST: usize = 50;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    total_count: usize,
    limit: usize,
    offset: usize,
    listings: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    hepsiburada_sku: String,
    merchant_sku: String,
    price: Kurus,
    available_stock: i64,
    #[serde(flatten)]
    rest: Value,
}

pub(super) async fn list(
    State(sandbox): State<Shared>,
    Path((_, merchant)): Path<(String, String)>,
    Query(asked): Query<HashMap<String, String>>,
) -> Response {
    let mut books = sandbox.marketplaces.books();
    let shelf = &books.seller(Marketplace::Hepsiburada, &merchant).shelf;
    match page(shelf, &asked) {
        Some(page) => Json(page).into_response(),
        None => StatusCode::BAD_REQUEST.into_response(),
    }
}

fn page(shelf: &Shelf, asked: &HashMap<String, String>) -> Option<Page> {
    let offset: usize = asked.get("offset")?.parse().ok()?;
    let limit: usize = asked.get("limit")?.parse().ok()?;
    let named = |name: &str| -> Option<Vec<&str>> {
        let list = asked.get(name)?;
        Some(list.split(',').map(str::trim).collect())
    };
    let skus = match (named("merchantSkuList"), named("hbSkuList")) {
        (Some(skus), _) => Some(skus),
        (None, Some(numbers)) => {
            let keys = numbers.into_iter().map(|number| shelf.key_of(number));
            Some(keys.map(Option::unwrap_or_default).collect())
        }
        (None, None) => None,
    };
    if !(1..=LARGEST).contains(&limit) || skus.as_ref().is_some_and(|skus| skus.len() > MOST) {
        return None;
    }
    let (total_count, rows): (usize, Vec<_>) = match skus {
        Some(skus) => {
            let found: Vec<_> = skus.into_iter().filter_map(|sku| shelf.get(sku)).collect();
            let rows = found.iter().skip(offset).take(limit);
            (found.len(), rows.copied().collect())
        }
        None => {
            let rows = shelf.behind(None).skip(offset).take(limit);
            (shelf.len(), rows.collect())
        }
    };
    Some(Page {
        total_count,
        limit,
        offset,
        listings: rows
            .into_iter()
            .map(|(key, listing)| row(key, listing))
            .collect(),
    })
}

/// Without a price or a stock a listing has 0 of it, which closes it.
fn row(key: &str, listing: &Listing) -> Row {
    let price = listing.price.unwrap_or(Kurus(0));
    let stock = listing.stock.unwrap_or(0);
    let reasons = [
        (price <= Kurus(0), "PriceIsLessThanOrEqualToZero"),
        (stock <= 0, "StockIsLessThanOrEqualToZero"),
    ];
    let reasons: Vec<&str> = reasons
        .iter()
        .filter(|(so, _)| *so)
        .map(|(_, word)| *word)
        .collect();
    let number = dice::of(key.as_bytes()) >> 16;
    Row {
        hepsiburada_sku: listing
            .alias
            .as_deref()
            .map_or_else(|| numbered(key), str::to_owned),
        merchant_sku: key.to_owned(),
        price,
        available_stock: stock,
        rest: json!({"listingId": uuid(number), "uniqueIdentifier": number.to_string(), "dispatchTime": 2,
            "maximumPurchasableQuantity": 0, "minimumPurchasableQuantity": 1, "pricings": [],
            "isSalable": reasons.is_empty() && !listing.locked, "isSuspended": false,
            "isLocked": listing.locked, "isFrozen": false, "deactivationReasons": reasons,
            "lockReasons": [], "freezeReasons": [], "isFulfilledByHB": false}),
    }
}
