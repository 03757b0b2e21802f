//! Products come in a file, with strings for numbers; a price that cannot be read makes a listing without one.

use std::collections::HashMap;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::entrance::{basic, text};
use super::super::store::{
    Batch, Marketplace, Outcome, Refusal, Row, Work, number_in, numbered, uuid,
};
use super::multipart;
use crate::sandbox::Shared;
use crate::sandbox::kurus::Kurus;

#[derive(Deserialize)]
struct Product {
    merchant: String,
    attributes: HashMap<String, Value>,
}

pub(super) async fn import(
    State(sandbox): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let form = text(&headers, header::CONTENT_TYPE).unwrap_or_default();
    let Some(file) = multipart::file(form, &body) else {
        return problem("Required part 'file' is not present.");
    };
    let products: Vec<Product> = match serde_json::from_slice(file) {
        Ok(products) => products,
        Err(error) => return problem(&error.to_string()),
    };
    let merchant = merchant(&headers);
    if products.iter().any(|product| product.merchant != merchant) {
        return problem("The products are another merchant's.");
    }
    let rows = products.into_iter().map(Product::row).collect();
    let mut books = sandbox.marketplaces.books();
    let shop = (Marketplace::Hepsiburada, &*merchant);
    let id = books.accept(shop, ("import", Work::Import), rows, uuid);
    Json(json!({"success": true, "code": 0, "version": 1, "message": null, "data": {"trackingId": id}}))
        .into_response()
}

pub(super) async fn status(
    State(sandbox): State<Shared>,
    Path(id): Path<String>,
    Query(asked): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let merchant = merchant(&headers);
    let mut books = sandbox.marketplaces.books();
    let shop = books.seller(Marketplace::Hepsiburada, &merchant);
    let batch = shop.batch(number_in(&id), &id);
    let Some(batch) = batch.filter(|batch| batch.work == Work::Import) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let number = |name: &str| asked.get(name).and_then(|text| text.parse::<usize>().ok());
    let (page, size) = (
        number("page").unwrap_or(0),
        number("size").unwrap_or(100).max(1),
    );
    let (total, rows) = (batch.rows.len(), batch.rows.iter().enumerate());
    let rows = rows.skip(page.saturating_mul(size)).take(size);
    let data: Vec<Value> = rows
        .map(|(place, row)| told(batch, place, row, &merchant))
        .collect();
    let pages = total.div_ceil(size);
    Json(
        json!({"success": true, "code": 0, "version": 1, "message": null,
        "totalElements": total, "totalPages": pages, "number": page, "numberOfElements": data.len(),
        "first": page == 0, "last": page + 1 >= pages, "data": data}),
    )
    .into_response()
}

fn told(batch: &Batch, place: usize, row: &Row, merchant: &str) -> Value {
    let refused = matches!(row.outcome, Outcome::Refused(_));
    let (import, product) = match (batch.is_finished(), refused) {
        (false, _) => ("PROCESSING", "WAITING"),
        (true, true) => ("FAILED", "REJECTED"),
        (true, false) => ("SUCCESS", "MATCHED"),
    };
    let messages = match import {
        "FAILED" => {
            json!([{"severity": "ERROR", "message": "Ürün bilgileri katalog kurallarına uymuyor."}])
        }
        _ => json!([]),
    };
    let number = (import == "SUCCESS").then(|| numbered(&row.key));
    json!({"itemOrderID": place + 1, "merchant": merchant, "merchantSku": row.key, "hbSku": number,
        "productName": row.title, "productStatus": product, "importStatus": import, "importMessages": messages,
        "validationResults": [], "taskDetails": [], "rejectReasonsMessages": [], "matchedHbProductInfo": []})
}

impl Product {
    /// The SKU is kept in upper case and without blanks.
    fn row(self) -> Row {
        let said = |name: &str| self.attributes.get(name).and_then(Value::as_str);
        let sku = said("merchantSku").unwrap_or_default();
        let price = said("price").and_then(with_comma);
        let stock = said("stock").and_then(|stock| stock.parse().ok());
        let key = sku.split_whitespace().collect::<String>().to_uppercase();
        Row {
            outcome: match key.is_empty() {
                true => Outcome::Refused(Refusal::Mismatch),
                false => Outcome::Waiting,
            },
            key,
            title: said("UrunAdi").map(str::to_owned),
            price: price.or(Some(Kurus(0))),
            stock: stock.filter(|_| price.is_some()).or(Some(0)),
            ..Row::default()
        }
    }
}

/// `130,50`; a dot is no comma.
fn with_comma(text: &str) -> Option<Kurus> {
    match text.contains('.') {
        true => None,
        false => Kurus::read(&text.replacen(',', ".", 1)),
    }
}

/// The guard has looked at it.
fn merchant(headers: &HeaderMap) -> String {
    basic(headers).map(|(user, _)| user).unwrap_or_default()
}

fn problem(says: &str) -> Response {
    let body = json!({"status": 400, "error": "Bad Request", "message": says,
        "path": "/product/api/products/import"});
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}
