//! Price and stock, by barcode.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use super::super::store::{Outcome, Refusal, Row, Work};
use super::{accept, unreadable};
use crate::sandbox::Shared;
use crate::sandbox::kurus::Kurus;

/// The most that can be in stock.
pub(super) const MOST_STOCK: i64 = 20_000;
pub(super) const INVENTORY: &str = "ProductInventoryUpdate";

#[derive(Deserialize)]
struct Upload {
    items: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    barcode: String,
    quantity: Option<i64>,
    sale_price: Option<Kurus>,
    list_price: Option<Kurus>,
}

pub(super) async fn push(
    State(sandbox): State<Shared>,
    Path(seller): Path<String>,
    body: Bytes,
) -> Response {
    match serde_json::from_slice::<Upload>(&body) {
        Ok(upload) => {
            let rows = upload.items.into_iter().map(Item::row).collect();
            let work = Work::Push { locks: false };
            accept(&sandbox, &seller, (INVENTORY, work), &body, rows)
        }
        Err(error) => unreadable(&error),
    }
}

impl Item {
    fn row(self) -> Row {
        Row {
            outcome: judged(self.quantity, self.sale_price, self.list_price),
            key: self.barcode,
            price: self.sale_price,
            list_price: self.list_price,
            stock: self.quantity,
            ..Row::default()
        }
    }
}

/// What numbers alone are refused for.
pub(super) fn judged(stock: Option<i64>, price: Option<Kurus>, list: Option<Kurus>) -> Outcome {
    match (stock, price, list) {
        (Some(stock), ..) if !(0..=MOST_STOCK).contains(&stock) => Outcome::Refused(Refusal::Stock),
        (_, Some(Kurus(..0)), _) => Outcome::Refused(Refusal::Price),
        (_, Some(price), Some(list)) if list < price => Outcome::Refused(Refusal::Prices),
        _ => Outcome::Waiting,
    }
}
