//! What becomes a task: prices and stocks, new products, changes of products. One bad price refuses them all.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::super::store::{Marketplace, Outcome, Refusal, Row, Standing, Work};
use super::{internal, seller};
use crate::sandbox::Shared;
use crate::sandbox::kurus::Kurus;

/// The most SKUs in one task.
const MOST: usize = 1000;

#[derive(Deserialize)]
struct Upload {
    payload: Payload,
}

#[derive(Deserialize)]
struct Payload {
    skus: Vec<Sku>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sku {
    stock_code: String,
    title: Option<String>,
    list_price: Option<Kurus>,
    sale_price: Option<Kurus>,
    quantity: Option<i64>,
    status: Option<String>,
    max_purchase_quantity: Option<i64>,
}

pub(super) async fn prices(state: State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    let work = Work::Push { locks: false };
    take(&state.0, &seller(&headers), ("SKU_UPDATE", work), &body)
}

pub(super) async fn create(state: State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    take(
        &state.0,
        &seller(&headers),
        ("PRODUCT_CREATE", Work::Create),
        &body,
    )
}

pub(super) async fn update(state: State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    take(
        &state.0,
        &seller(&headers),
        ("PRODUCT_UPDATE", Work::Change),
        &body,
    )
}

fn take(sandbox: &Shared, seller: &str, what: (&'static str, Work), body: &[u8]) -> Response {
    let Ok(Upload { payload }) = serde_json::from_slice(body) else {
        return internal("IllegalArgumentException");
    };
    if !(1..=MOST).contains(&payload.skus.len()) {
        return internal("ConstraintViolationException");
    }
    let mut books = sandbox.marketplaces.books();
    let shop = (Marketplace::N11, seller);
    let (kind, _) = what;
    if let Some(reason) = payload.skus.iter().find_map(|sku| sku.objection(kind)) {
        let id = books.reject(shop, kind, reason);
        let body = json!({"id": id, "type": kind, "status": "REJECT", "reasons": [reason]});
        return Json(body).into_response();
    }
    let rows = payload.skus.into_iter().map(Sku::row).collect();
    let id = books.accept(shop, what, rows, |number| number.to_string());
    let id: u64 = id.parse().unwrap_or_default();
    Json(json!({"id": id, "type": kind, "status": "IN_QUEUE", "reasons": []})).into_response()
}

impl Sku {
    /// What the whole task is refused for.
    fn objection(&self, kind: &str) -> Option<&'static str> {
        match (self.list_price, self.sale_price) {
            (Some(list), Some(sale)) if list < sale => {
                Some("Liste fiyatı satış fiyatından küçük olamaz.")
            }
            (Some(_), None) | (None, Some(_)) => {
                Some("Liste fiyatı ve satış fiyatı birlikte gönderilmelidir.")
            }
            (None, None) if kind == "PRODUCT_CREATE" => Some("Fiyat bilgisi zorunludur."),
            _ if self.max_purchase_quantity.is_some_and(|most| most < 1) => {
                Some("Maksimum satın alma adedi 1'den küçük olamaz.")
            }
            _ => None,
        }
    }

    fn row(self) -> Row {
        Row {
            key: self.stock_code,
            title: self.title,
            price: self.sale_price,
            list_price: self.list_price,
            stock: self.quantity,
            standing: match self.status.as_deref() {
                Some("Suspended") => Some(Standing::Suspended),
                Some("Active") => Some(Standing::Open),
                _ => None,
            },
            outcome: match self.quantity {
                Some(..0) => Outcome::Refused(Refusal::Stock),
                _ => Outcome::Waiting,
            },
            ..Row::default()
        }
    }
}
