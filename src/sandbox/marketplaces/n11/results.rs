//! What became of a task: nothing while it waits, then every SKU of it, page by page.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::store::{Batch, Marketplace, Outcome, Refusal, Row};
use super::{internal, seller};
use crate::sandbox::Shared;
use crate::sandbox::kurus::Kurus;

/// The largest page.
const LARGEST: usize = 1000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    task_id: u64,
    pageable: Pageable,
}

#[derive(Deserialize)]
struct Pageable {
    page: usize,
    size: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    task_id: u64,
    skus: Option<Skus<'a>>,
    created_date: String,
    modified_date: String,
    status: &'static str,
    reasons: Vec<&'static str>,
}

#[derive(Serialize)]
struct Skus<'a> {
    content: Vec<Told<'a>>,
    #[serde(flatten)]
    page: Value,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told<'a> {
    id: usize,
    task_id: u64,
    owner_id: u64,
    item_code: &'a str,
    status: &'static str,
    sku: Sku,
    reasons: Vec<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Sku {
    sale_price: Option<Kurus>,
    list_price: Option<Kurus>,
    currency_type: Option<&'static str>,
    stock: i64,
    reasons: Vec<&'static str>,
}

pub(super) async fn query(
    State(sandbox): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Ok(asked) = serde_json::from_slice::<Asked>(&body) else {
        return internal("IllegalArgumentException");
    };
    let (number, page, size) = (asked.task_id, asked.pageable.page, asked.pageable.size);
    if !(1..=LARGEST).contains(&size) {
        return internal("ConstraintViolationException");
    }
    let mut books = sandbox.marketplaces.books();
    let shop = books.seller(Marketplace::N11, &seller(&headers));
    match shop.batch(number, &number.to_string()) {
        Some(batch) => Json(answer(batch, number, page, size)).into_response(),
        None => internal("IllegalArgumentException"),
    }
}

fn answer(batch: &Batch, number: u64, page: usize, size: usize) -> Answer<'_> {
    let (status, told) = match (batch.rejected, batch.finished) {
        (Some(_), _) => ("REJECT", false),
        (None, None) => ("IN_QUEUE", false),
        (None, Some(_)) => ("PROCESSED", true),
    };
    Answer {
        task_id: number,
        skus: told.then(|| skus(batch, number, page, size)),
        created_date: date(batch.at),
        modified_date: date(batch.finished.unwrap_or(batch.at)),
        status,
        reasons: batch.rejected.into_iter().collect(),
    }
}

fn skus(batch: &Batch, number: u64, page: usize, size: usize) -> Skus<'_> {
    let total = batch.rows.len();
    let start = page.saturating_mul(size);
    let rows = batch.rows.iter().enumerate().skip(start).take(size);
    let content: Vec<_> = rows.map(|(place, row)| told(number, place, row)).collect();
    let pages = total.div_ceil(size);
    let sort = json!({"empty": true, "sorted": false, "unsorted": true});
    let page = json!({
        "pageable": {"sort": sort, "pageNumber": page, "pageSize": size, "offset": start,
                     "paged": true, "unpaged": false},
        "last": page + 1 >= pages, "totalElements": total, "totalPages": pages, "sort": sort,
        "first": page == 0, "number": page, "numberOfElements": content.len(), "size": size,
        "empty": content.is_empty()});
    Skus { content, page }
}

fn told(number: u64, place: usize, row: &Row) -> Told<'_> {
    let (status, reasons) = match row.outcome {
        Outcome::Refused(why) => ("FAIL", vec![words(why)]),
        _ => ("SUCCESS", Vec::new()),
    };
    Told {
        id: place + 1,
        task_id: number,
        owner_id: 10,
        item_code: &row.key,
        status,
        sku: Sku {
            sale_price: row.price,
            list_price: row.list_price,
            currency_type: row.price.map(|_| "TL"),
            stock: row.stock.unwrap_or(0),
            reasons: reasons.clone(),
        },
        reasons,
    }
}

/// The zone is not told; Turkey's is likely.
fn date(at: Timestamp) -> String {
    let zone = TimeZone::fixed(Offset::constant(3));
    at.to_zoned(zone).strftime("%d-%m-%Y %H:%M:%S").to_string()
}

fn words(why: Refusal) -> &'static str {
    match why {
        Refusal::Unknown => "Bu stok koduna ait ürün bulunamadı.",
        Refusal::Chosen => "Fahiş fiyat değişikliği nedeniyle güncelleme yapılamadı.",
        Refusal::NotApproved => "Ürün onay bekliyor.",
        Refusal::Exists => "Bu stok koduna ait bir ürün zaten bulunmaktadır.",
        Refusal::Stock => "Stok adedi sıfırdan küçük olamaz.",
        Refusal::Price | Refusal::Prices => "Fiyat bilgisi hatalı.",
        Refusal::Barcode | Refusal::Mismatch | Refusal::Twice => "Ürün bilgileri hatalı.",
    }
}
