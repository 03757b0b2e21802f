//! What became of a batch: every row of it, once it is done. Inventory batches do not say that they are.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::value::RawValue;

use super::super::store::{Batch, Marketplace, Outcome, Refusal, Row, Work, number_in};
use super::problem;
use super::push::INVENTORY;
use crate::sandbox::Shared;
use crate::sandbox::kurus::Kurus;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    batch_request_id: &'a str,
    items: Vec<Item<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    creation_date: i64,
    last_modification: i64,
    source_type: &'static str,
    item_count: usize,
    failed_item_count: usize,
    batch_request_type: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    request_item: Request<'a>,
    status: &'static str,
    failure_reasons: Vec<&'static str>,
}

#[derive(Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
enum Request<'a> {
    Inventory {
        update_request_date: String,
        quantity: Option<i64>,
        sale_price: Option<Kurus>,
        barcode: &'a str,
        list_price: Option<Kurus>,
    },
    Product {
        barcode: &'a str,
        product: Option<&'a RawValue>,
    },
    Update {
        supplier_id: u64,
        update_request: Option<&'a RawValue>,
    },
}

pub(super) async fn result(
    State(sandbox): State<Shared>,
    Path((seller, id)): Path<(String, String)>,
) -> Response {
    let mut books = sandbox.marketplaces.books();
    let shop = books.seller(Marketplace::Trendyol, &seller);
    match shop.batch(number_in(&id), &id) {
        Some(batch) => Json(answer(batch, &seller)).into_response(),
        None => {
            let says = "There is no such batch request.";
            problem(StatusCode::NOT_FOUND, "generic.exception", says)
        }
    }
}

fn answer<'a>(batch: &'a Batch, seller: &str) -> Answer<'a> {
    let done = batch.finished.is_some();
    let status = match done {
        true => "COMPLETED",
        false => "IN_PROGRESS",
    };
    let items = batch.rows.iter().filter(|_| done);
    Answer {
        batch_request_id: &batch.id,
        items: items.map(|row| item(batch, row, seller)).collect(),
        status: (batch.kind != INVENTORY).then_some(status),
        creation_date: batch.at.as_millisecond(),
        last_modification: batch.finished.unwrap_or(batch.at).as_millisecond(),
        source_type: "API",
        item_count: batch.rows.len(),
        failed_item_count: batch.failed(),
        batch_request_type: batch.kind,
    }
}

fn item<'a>(batch: &Batch, row: &'a Row, seller: &str) -> Item<'a> {
    let request_item = match batch.work {
        Work::Push { .. } => Request::Inventory {
            update_request_date: date(batch.at),
            quantity: row.stock,
            sale_price: row.price,
            barcode: &row.key,
            list_price: row.list_price,
        },
        Work::Change => Request::Update {
            supplier_id: seller.parse().unwrap_or_default(),
            update_request: row.sent.as_deref(),
        },
        _ => Request::Product {
            barcode: &row.key,
            product: row.sent.as_deref(),
        },
    };
    let (status, failure_reasons) = match row.outcome {
        Outcome::Refused(why) => ("FAILED", vec![words(why)]),
        _ => ("SUCCESS", Vec::new()),
    };
    Item {
        request_item,
        status,
        failure_reasons,
    }
}

fn date(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3f+00:00").to_string()
}

fn words(why: Refusal) -> &'static str {
    match why {
        Refusal::Unknown => "Ürün bulunamadı.",
        Refusal::Chosen => {
            "Ürün kategorisi için belirlenen kurallara uymuyor, güncelleme yapılamadı."
        }
        Refusal::NotApproved => "Ürün henüz onaylanmadığı için güncelleme yapılamaz.",
        Refusal::Exists => "Bu barkod ile kayıtlı bir ürününüz bulunmaktadır.",
        Refusal::Barcode => {
            "Barkod 40 karakteri geçemez; harf, rakam, nokta, tire ve alt çizgi içerebilir."
        }
        Refusal::Price => "Satış fiyatı sıfırdan küçük olamaz.",
        Refusal::Prices => "Liste fiyatı satış fiyatından küçük olamaz.",
        Refusal::Stock => "Stok adedi 0 ile 20000 arasında olmalıdır.",
        Refusal::Mismatch | Refusal::Twice => "Ürün bilgileri birbiri ile uyuşmuyor.",
    }
}
