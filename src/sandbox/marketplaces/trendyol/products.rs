//! Products: made, and changed before and after their approval. Of their fields only those are kept that a list tells.

use std::collections::HashMap;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;

use super::super::store::{Marketplace, Outcome, Refusal, Row, Standing, Work};
use super::push::judged;
use super::{accept, content_of, unreadable};
use crate::sandbox::Shared;
use crate::sandbox::kurus::Kurus;

/// The longest barcode.
const LONGEST: usize = 40;

#[derive(Deserialize)]
struct Upload<'a> {
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Product {
    barcode: Option<String>,
    content_id: Option<u64>,
    title: Option<String>,
    stock_code: Option<String>,
    category_id: Option<u64>,
    brand_id: Option<u64>,
    quantity: Option<i64>,
    sale_price: Option<Kurus>,
    list_price: Option<Kurus>,
}

pub(super) async fn create(
    State(sandbox): State<Shared>,
    Path(seller): Path<String>,
    body: Bytes,
) -> Response {
    let approve = sandbox.marketplaces.books().options.approve;
    let standing = match approve {
        true => Standing::Open,
        false => Standing::Pending,
    };
    let row = |product: Product| {
        Ok(Row {
            standing: Some(standing),
            ..product.row()
        })
    };
    take(
        &sandbox,
        &seller,
        ("ProductV2OnBoarding", Work::Create),
        &body,
        row,
    )
}

/// What is left out is not left as it was: the real one fails on it.
pub(super) async fn unapproved(
    State(sandbox): State<Shared>,
    Path(seller): Path<String>,
    body: Bytes,
) -> Response {
    let row = |product: Product| match &product {
        Product {
            title: Some(_),
            category_id: Some(_),
            brand_id: Some(_),
            ..
        } => Ok(product.row()),
        _ => Err(Box::new(failed())),
    };
    take(
        &sandbox,
        &seller,
        ("ProductV2Update", Work::Pending),
        &body,
        row,
    )
}

pub(super) async fn variants(
    State(sandbox): State<Shared>,
    Path(seller): Path<String>,
    body: Bytes,
) -> Response {
    change(&sandbox, &seller, "ApprovedProductVariantUpdate", &body)
}

pub(super) async fn deliveries(
    State(sandbox): State<Shared>,
    Path(seller): Path<String>,
    body: Bytes,
) -> Response {
    change(&sandbox, &seller, "ProductDeliveryOptionUpdate", &body)
}

fn change(sandbox: &Shared, seller: &str, what: &'static str, body: &[u8]) -> Response {
    let row = |product: Product| Ok(product.change());
    take(sandbox, seller, (what, Work::Change), body, row)
}

pub(super) async fn contents(
    State(sandbox): State<Shared>,
    Path(seller): Path<String>,
    body: Bytes,
) -> Response {
    let mut barcodes: HashMap<u64, Vec<String>> = HashMap::new();
    let mut books = sandbox.marketplaces.books();
    let shelf = &books.seller(Marketplace::Trendyol, &seller).shelf;
    for (key, listing) in shelf.behind(None) {
        let content = content_of(key, listing);
        barcodes.entry(content).or_default().push(key.to_owned());
    }
    drop(books);
    let row = |product: Product| {
        let content = product.content_id.unwrap_or_default();
        let row = product.change();
        let variants = barcodes.get(&content).map(Vec::as_slice);
        Ok(match variants {
            Some([first, others @ ..]) => Row {
                key: first.clone(),
                others: others.to_vec(),
                outcome: Outcome::Waiting,
                ..row
            },
            _ => Row {
                key: content.to_string(),
                outcome: Outcome::Refused(Refusal::Unknown),
                ..row
            },
        })
    };
    take(
        &sandbox,
        &seller,
        ("ApprovedProductContentUpdate", Work::Change),
        &body,
        row,
    )
}

fn take(
    sandbox: &Shared,
    seller: &str,
    what: (&'static str, Work),
    body: &[u8],
    row: impl Fn(Product) -> Result<Row, Box<Response>>,
) -> Response {
    let upload: Upload<'_> = match serde_json::from_slice(body) {
        Ok(upload) => upload,
        Err(error) => return unreadable(&error),
    };
    let mut rows = Vec::with_capacity(upload.items.len());
    for item in upload.items {
        let product = match serde_json::from_str(item.get()) {
            Ok(product) => product,
            Err(error) => return unreadable(&error),
        };
        match row(product) {
            Ok(row) => rows.push(Row {
                sent: Some(item.to_owned()),
                ..row
            }),
            Err(answer) => return *answer,
        }
    }
    accept(sandbox, seller, what, body, rows)
}

impl Product {
    /// What is not for price and stock, which have an endpoint of their own.
    fn change(self) -> Row {
        let told = Product {
            quantity: None,
            sale_price: None,
            list_price: None,
            ..self
        };
        told.row()
    }

    /// The barcode is the one that the marketplace makes of it: without blanks.
    fn row(self) -> Row {
        let barcode = self.barcode.unwrap_or_default();
        let key: String = barcode.split_whitespace().collect();
        let plain = |c: char| c.is_alphanumeric() || ".-_".contains(c);
        let sound = (1..=LONGEST).contains(&key.chars().count()) && key.chars().all(plain);
        Row {
            outcome: match sound {
                true => judged(self.quantity, self.sale_price, self.list_price),
                false => Outcome::Refused(Refusal::Barcode),
            },
            key,
            alias: self.stock_code,
            title: self.title,
            price: self.sale_price,
            list_price: self.list_price,
            stock: self.quantity,
            ..Row::default()
        }
    }
}

fn failed() -> Response {
    let error =
        json!({"key": "generic.exception", "message": "Exception Occured", "errorCode": ""});
    let at = crate::clock::now().as_millisecond();
    let body = json!({"timestamp": at, "exception": "TrendyolSystemException", "errors": [error]});
    (StatusCode::INTERNAL_SERVER_ERROR, axum::Json(body)).into_response()
}
