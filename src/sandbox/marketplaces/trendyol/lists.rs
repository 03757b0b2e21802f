//! The lists of products, page by page, and by a token where pages end.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::super::Shared;
use super::super::kurus::Kurus;
use super::super::store::{Listing, Marketplace, Shelf, Standing};
use super::{content_of, problem};

/// The largest pages: of what is approved, and of what is not.
const LARGEST: usize = 100;
const LARGEST_UNAPPROVED: usize = 1000;
/// How far pages reach; behind it is the token's.
const REACH: usize = 10_000;
/// The most barcodes that can be asked for.
const MOST: usize = 50;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Asked {
    barcode: Option<String>,
    barcodes: Option<String>,
    stock_code: Option<String>,
    #[serde(default)]
    page: usize,
    size: Option<usize>,
    next_page_token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Page<T> {
    total_elements: usize,
    total_pages: usize,
    page: usize,
    size: usize,
    next_page_token: Option<String>,
    content: Vec<T>,
}

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
    list(
        state,
        seller,
        asked,
        LARGEST,
        is_approved,
        |_, key, listing| Content {
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
        },
    )
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
        is_approved,
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
    let waits = |listing: &Listing| !is_approved(listing);
    list(
        state,
        seller,
        asked,
        LARGEST_UNAPPROVED,
        waits,
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
    of: impl Fn(&Listing) -> bool,
    row: impl Fn(u64, &str, &Listing) -> T,
) -> Response {
    let mut books = sandbox.marketplaces.books();
    let shelf = &books.seller(Marketplace::Trendyol, &seller).shelf;
    let id = seller.parse().unwrap_or_default();
    match page(shelf, &asked, largest, of, |key, listing| {
        row(id, key, listing)
    }) {
        Ok(page) => Json(page).into_response(),
        Err(says) => problem(StatusCode::BAD_REQUEST, "generic.exception", &says),
    }
}

fn page<T>(
    shelf: &Shelf,
    asked: &Asked,
    largest: usize,
    of: impl Fn(&Listing) -> bool,
    row: impl Fn(&str, &Listing) -> T,
) -> Result<Page<T>, String> {
    let size = asked.size.unwrap_or(20);
    if !(1..=largest).contains(&size) {
        return Err(format!("size is 1 to {largest}"));
    }
    let after = asked.next_page_token.as_deref().map(opened).transpose()?;
    let skipped = match after {
        None => asked.page.saturating_mul(size),
        Some(_) => 0,
    };
    if skipped > REACH {
        return Err(format!("page * size is at most {REACH}; use nextPageToken"));
    }
    let wanted = |(_, listing): &(&str, &Listing)| of(listing);
    let (total, mut rows): (usize, Vec<(&str, &Listing)>) = match barcodes(asked)? {
        Some(barcodes) => {
            let found = barcodes
                .into_iter()
                .filter_map(|barcode| shelf.get(barcode));
            let found: Vec<_> = found.filter(wanted).collect();
            (
                found.len(),
                found.into_iter().skip(skipped).take(size + 1).collect(),
            )
        }
        None => {
            let named = |row: &(&str, &Listing)| {
                let code = asked.stock_code.as_deref();
                wanted(row) && code.is_none_or(|code| stock_code(row.0, row.1) == code)
            };
            let rest = shelf.behind(after.as_deref()).filter(named);
            let rows = rest.skip(skipped).take(size + 1).collect();
            (shelf.behind(None).filter(named).count(), rows)
        }
    };
    let more = rows.len() > size;
    rows.truncate(size);
    let last = rows.last().filter(|_| more);
    Ok(Page {
        total_elements: total,
        total_pages: total.div_ceil(size),
        page: asked.page,
        size,
        next_page_token: last.map(|(key, _)| URL_SAFE_NO_PAD.encode(key)),
        content: rows
            .into_iter()
            .map(|(key, listing)| row(key, listing))
            .collect(),
    })
}

/// The barcodes that are asked for, if any are.
fn barcodes(asked: &Asked) -> Result<Option<Vec<&str>>, String> {
    let list = asked.barcodes.as_ref().or(asked.barcode.as_ref());
    let barcodes = list.map(|list| list.split(',').map(str::trim).collect::<Vec<_>>());
    match barcodes
        .as_ref()
        .is_some_and(|barcodes| barcodes.len() > MOST)
    {
        true => Err(format!("at most {MOST} barcodes")),
        false => Ok(barcodes),
    }
}

fn opened(token: &str) -> Result<String, String> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok();
    let key = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    key.ok_or_else(|| "nextPageToken is none of ours".to_owned())
}

fn is_approved(listing: &Listing) -> bool {
    listing.standing != Standing::Pending
}

/// What stands for a code that nobody gave.
fn stock_code(key: &str, listing: &Listing) -> String {
    listing.alias.as_deref().unwrap_or(key).to_owned()
}

fn variant_of(key: &str) -> u64 {
    content_of(key) + 1
}
