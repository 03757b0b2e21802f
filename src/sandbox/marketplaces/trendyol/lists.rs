//! The lists of products: what is on sale, in short and at length, and what waits for its approval.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};

use super::super::kurus::Kurus;
use super::super::store::{Listing, Marketplace};
use super::pages::{Asked, page, stock_code};
use super::{content_of, problem};
use crate::sandbox::Shared;

/// The largest pages: of what is approved, and of what is not.
const LARGEST: usize = 100;
const LARGEST_UNAPPROVED: usize = 1000;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Content<V> {
    content_id: u64,
    product_main_id: String,
    variants: [V; 1],
    #[serde(flatten)]
    rest: Option<Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Light {
    variant_id: u64,
    barcode: String,
    sale_price: Option<Kurus>,
    list_price: Option<Kurus>,
    quantity: i64,
    stock_code: String,
    stock_last_modified_date: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Variant {
    variant_id: u64,
    barcode: String,
    stock_code: String,
    on_sale: bool,
    price: Price,
    #[serde(flatten)]
    rest: Value,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Price {
    sale_price: Option<Kurus>,
    list_price: Option<Kurus>,
    price_seen_by_customer: Option<Kurus>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Unapproved {
    barcode: String,
    stock_code: String,
    list_price: Option<Kurus>,
    sale_price: Option<Kurus>,
    #[serde(flatten)]
    rest: Value,
}

pub(super) async fn light(
    state: State<Shared>,
    seller: Path<String>,
    asked: Query<Asked>,
) -> Response {
    list(state, seller, asked, LARGEST, false, |_, key, listing| {
        Content {
            content_id: content_of(key),
            product_main_id: stock_code(key, listing),
            variants: [Light {
                variant_id: variant_of(key),
                barcode: key.to_owned(),
                sale_price: listing.price,
                list_price: listing.list_price,
                quantity: listing.stock.unwrap_or(0),
                stock_code: stock_code(key, listing),
                stock_last_modified_date: listing.modified,
            }],
            rest: None,
        }
    })
}

pub(super) async fn approved(
    state: State<Shared>,
    seller: Path<String>,
    asked: Query<Asked>,
) -> Response {
    list(
        state,
        seller,
        asked,
        LARGEST,
        false,
        |seller, key, listing| Content {
            content_id: content_of(key),
            product_main_id: stock_code(key, listing),
            variants: [Variant {
                variant_id: variant_of(key),
                barcode: key.to_owned(),
                stock_code: stock_code(key, listing),
                on_sale: listing.price.is_some_and(|price| price > Kurus(0))
                    && listing.stock > Some(0),
                price: Price {
                    sale_price: listing.price,
                    list_price: listing.list_price,
                    price_seen_by_customer: listing.price,
                },
                rest: json!({"supplierId": seller, "commission": 20, "attributes": [], "channels": ["CORE"],
                "stock": {"quantity": listing.stock, "lastModifiedDate": listing.modified},
                "origin": "TR", "vatRate": 20, "locked": false, "lockReason": null, "lockDate": null,
                "archived": false, "archivedDate": null, "docNeeded": false, "hasViolation": false,
                "blacklisted": false, "sellerModifiedDate": listing.modified}),
            }],
            rest: Some(
                json!({"brand": {"id": 1791, "name": "Örnek"}, "category": {"id": 604, "name": "Tişört"},
            "lastModifiedDate": listing.modified, "title": listing.title, "images": [], "attributes": []}),
            ),
        },
    )
}

pub(super) async fn unapproved(
    state: State<Shared>,
    seller: Path<String>,
    asked: Query<Asked>,
) -> Response {
    list(
        state,
        seller,
        asked,
        LARGEST_UNAPPROVED,
        true,
        |seller, key, listing| Unapproved {
            barcode: key.to_owned(),
            stock_code: stock_code(key, listing),
            list_price: listing.list_price,
            sale_price: listing.price,
            rest: json!({"supplierId": seller, "productMainId": stock_code(key, listing), "status": "pendingApproval",
            "createDateTime": listing.modified, "lastUpdateDate": listing.modified, "title": listing.title,
            "quantity": listing.stock, "brand": {"id": 1791, "name": "Örnek"},
            "category": {"id": 604, "name": "Tişört"}, "vatRate": 20, "origin": null, "images": [],
            "attributes": [], "rejectReasonDetails": []}),
        },
    )
}

fn list<T: Serialize>(
    State(sandbox): State<Shared>,
    Path(seller): Path<String>,
    Query(asked): Query<Asked>,
    largest: usize,
    pending: bool,
    row: impl Fn(u64, &str, &Listing) -> T,
) -> Response {
    let mut books = sandbox.marketplaces.books();
    let shelf = &books.seller(Marketplace::Trendyol, &seller).shelf;
    let id = seller.parse().unwrap_or_default();
    let told = |key: &str, listing: &Listing| row(id, key, listing);
    match page(shelf, &asked, largest, pending, told) {
        Ok(page) => Json(page).into_response(),
        Err(says) => problem(StatusCode::BAD_REQUEST, "generic.exception", &says),
    }
}

fn variant_of(key: &str) -> u64 {
    content_of(key) + 1
}
