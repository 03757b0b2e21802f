//! The lists of products: what is on sale, in short and at length, and what waits for its approval.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};

use super::super::store::{Listing, Marketplace};
use super::pages::{Asked, page, stock_code};
use super::{content_of, main_id, number_of, problem};
use crate::sandbox::Shared;
use crate::sandbox::kurus::Kurus;

/// The largest pages: of what is approved, and of what is not.
const LARGEST: usize = 100;
const LARGEST_UNAPPROVED: usize = 1000;

/// The attribute that tells variants of a content apart: the size.
const SIZE: u64 = 338;

/// What variants share.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Content<V> {
    content_id: u64,
    product_main_id: String,
    variants: Vec<V>,
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
    State(sandbox): State<Shared>,
    Path(seller): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let of = |key: &str, listing: &Listing| Content {
        content_id: content_of(key, listing),
        product_main_id: main_id(key, listing),
        variants: vec![Light {
            variant_id: number_of(key),
            barcode: key.to_owned(),
            sale_price: listing.price,
            list_price: listing.list_price,
            quantity: listing.stock.unwrap_or(0),
            stock_code: stock_code(key, listing),
            stock_last_modified_date: listing.modified,
        }],
        rest: None,
    };
    list(&sandbox, &seller, &asked, (LARGEST, false), of, grouped)
}

pub(super) async fn approved(
    State(sandbox): State<Shared>,
    Path(seller): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let id: u64 = seller.parse().unwrap_or_default();
    let of = |key: &str, listing: &Listing| Content {
        content_id: content_of(key, listing),
        product_main_id: main_id(key, listing),
        variants: vec![variant(id, key, listing)],
        rest: Some(content(listing)),
    };
    list(&sandbox, &seller, &asked, (LARGEST, false), of, grouped)
}

pub(super) async fn unapproved(
    State(sandbox): State<Shared>,
    Path(seller): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let id: u64 = seller.parse().unwrap_or_default();
    let of = |key: &str, listing: &Listing| Unapproved {
        barcode: key.to_owned(),
        stock_code: stock_code(key, listing),
        list_price: listing.list_price,
        sale_price: listing.price,
        rest: json!({"supplierId": id, "productMainId": main_id(key, listing), "status": "pendingApproval",
            "createDateTime": listing.modified, "lastUpdateDate": listing.modified,
            "title": listing.title, "description": said(listing, "description"),
            "quantity": listing.stock, "brand": brand(listing), "category": category(listing),
            "vatRate": said(listing, "vatRate"), "origin": said(listing, "origin"),
            "images": said(listing, "images"), "attributes": [], "rejectReasonDetails": []}),
    };
    let most = (LARGEST_UNAPPROVED, true);
    list(&sandbox, &seller, &asked, most, of, |rows| rows)
}

fn variant(seller: u64, key: &str, listing: &Listing) -> Variant {
    let vat_rate = said(listing, "vatRate");
    let delivery = match said(listing, "deliveryOptions") {
        Value::Null => said(listing, "deliveryOption"),
        updated => updated,
    };
    Variant {
        variant_id: number_of(key),
        barcode: key.to_owned(),
        stock_code: stock_code(key, listing),
        on_sale: listing.price.is_some_and(|price| price > Kurus(0)) && listing.stock > Some(0),
        price: Price {
            sale_price: listing.price,
            list_price: listing.list_price,
            price_seen_by_customer: listing.price,
        },
        rest: json!({"supplierId": seller, "commission": 20, "attributes": attributes(listing, true),
            "channels": ["CORE"], "deliveryOption": delivery,
            "stock": {"quantity": listing.stock, "lastModifiedDate": listing.modified},
            "origin": said(listing, "origin"), "vatRate": vat_rate,
            "dimensionalWeight": said(listing, "dimensionalWeight"),
            "locked": false, "lockReason": null, "lockDate": null,
            "archived": false, "archivedDate": null, "docNeeded": false, "hasViolation": false,
            "blacklisted": false, "sellerModifiedDate": listing.modified}),
    }
}

fn content(listing: &Listing) -> Value {
    json!({"brand": brand(listing), "category": category(listing), "lastModifiedDate": listing.modified,
        "title": match said(listing, "title") { Value::Null => json!(listing.title), title => title },
        "description": said(listing, "description"), "images": said(listing, "images"),
        "attributes": attributes(listing, false)})
}

/// What was said of a listing; null where nothing was.
fn said(listing: &Listing, name: &str) -> Value {
    let said = listing.said.as_ref();
    said.and_then(|said| said.get(name))
        .cloned()
        .unwrap_or_default()
}

fn brand(listing: &Listing) -> Value {
    json!({"id": said(listing, "brandId").as_u64().unwrap_or(1791), "name": "Örnek"})
}

fn category(listing: &Listing) -> Value {
    json!({"id": said(listing, "categoryId").as_u64().unwrap_or(604), "name": "Tişört"})
}

/// The attributes of the variant, or those of its content, in the form in which they are listed.
fn attributes(listing: &Listing, of_variant: bool) -> Vec<Value> {
    let attributes = said(listing, "attributes");
    let attributes = attributes.as_array().into_iter().flatten();
    let of_variant = |one: &&Value| (one["attributeId"] == SIZE) == of_variant;
    let listed = attributes.filter(of_variant).map(|one| {
        let id = match &one["attributeValueIds"] {
            Value::Array(ids) => ids.first().cloned().unwrap_or_default(),
            _ => one["attributeValueId"].clone(),
        };
        let text = match &one["customAttributeValue"] {
            Value::Null => one["attributeValue"].clone(),
            text => text.clone(),
        };
        json!({"attributeId": one["attributeId"], "attributeName": "Özellik", "attributeValueId": id,
            "attributeValue": text})
    });
    listed.collect()
}

/// Variants of one content are told together, where they are asked for by their barcodes: pages would have to count them.
fn grouped<V>(rows: Vec<Content<V>>) -> Vec<Content<V>> {
    let mut contents: Vec<Content<V>> = Vec::new();
    for mut row in rows {
        let before = contents.iter_mut();
        match before.rev().find(|one| one.content_id == row.content_id) {
            Some(content) => content.variants.append(&mut row.variants),
            None => contents.push(row),
        }
    }
    contents
}

fn list<T: Serialize>(
    sandbox: &Shared,
    seller: &str,
    asked: &Asked,
    (largest, pending): (usize, bool),
    of: impl Fn(&str, &Listing) -> T,
    together: impl Fn(Vec<T>) -> Vec<T>,
) -> Response {
    let mut books = sandbox.marketplaces.books();
    let shelf = &books.seller(Marketplace::Trendyol, seller).shelf;
    match page(shelf, asked, largest, pending, of) {
        Ok(page) if asked.is_by_barcodes() => Json(page.with(together)).into_response(),
        Ok(page) => Json(page).into_response(),
        Err(says) => problem(StatusCode::BAD_REQUEST, "generic.exception", &says),
    }
}
