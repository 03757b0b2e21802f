//! What became of an upload: only what failed is told, and what was locked though it did not.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::super::store::{Batch, Marketplace, Outcome, Refusal, Row, number_in, numbered};
use super::uploads::kind;
use crate::sandbox::Shared;
use crate::sandbox::kurus::Kurus;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    id: &'a str,
    status: &'static str,
    created_at: String,
    total: usize,
    processed: usize,
    errors: Option<Vec<Failure<'a>>>,
    price_validations: Option<Vec<Lock<'a>>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Sku<'a> {
    element_no: usize,
    hepsiburada_sku: String,
    merchant_sku: &'a str,
}

#[derive(Serialize)]
struct Failure<'a> {
    #[serde(flatten)]
    sku: Sku<'a>,
    errors: [&'static str; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Lock<'a> {
    #[serde(flatten)]
    sku: Sku<'a>,
    r#type: &'static str,
    min_price: Kurus,
    max_price: Kurus,
    regulative_price_detail: Bounds,
    description: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Bounds {
    min_amount: Kurus,
    max_amount: Kurus,
    category_name: &'static str,
}

pub(super) async fn result(
    State(sandbox): State<Shared>,
    Path((_, merchant, path, id)): Path<(String, String, String, String)>,
) -> Response {
    let mut books = sandbox.marketplaces.books();
    let shop = books.seller(Marketplace::Hepsiburada, &merchant);
    let asked = kind(&path).map(|(name, _)| name);
    let batch = shop.batch(number_in(&id), &id);
    match batch.filter(|batch| Some(batch.kind) == asked) {
        Some(batch) => Json(answer(batch)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(batch: &Batch) -> Answer<'_> {
    let done = batch.is_finished();
    let (status, processed) = match done {
        true => ("Done", batch.rows.len()),
        false => ("PROCESSING", 0),
    };
    let rows = || batch.rows.iter().enumerate().filter(|_| done);
    let errors = rows().filter_map(failure).collect::<Vec<_>>();
    let locks = rows().filter_map(lock).collect::<Vec<_>>();
    Answer {
        id: &batch.id,
        status,
        created_at: batch.at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
        total: batch.rows.len(),
        processed,
        errors: Some(errors).filter(|errors| !errors.is_empty()),
        price_validations: Some(locks).filter(|locks| !locks.is_empty()),
    }
}

impl Sku<'_> {
    /// Elements are counted from 1.
    fn of(place: usize, row: &Row) -> Sku<'_> {
        Sku {
            element_no: place + 1,
            hepsiburada_sku: row.alias.clone().unwrap_or_else(|| numbered(&row.key)),
            merchant_sku: &row.key,
        }
    }
}

fn failure((place, row): (usize, &Row)) -> Option<Failure<'_>> {
    match row.outcome {
        Outcome::Refused(why) => Some(Failure {
            sku: Sku::of(place, row),
            errors: [word(why)],
        }),
        _ => None,
    }
}

/// A price is locked that is beyond nine tenths of itself.
fn lock((place, row): (usize, &Row)) -> Option<Lock<'_>> {
    let Kurus(price) = row.price.filter(|_| row.outcome == Outcome::Locked)?;
    let (min, max) = (Kurus(price / 2), Kurus(price / 10 * 9));
    Some(Lock {
        sku: Sku::of(place, row),
        r#type: "MaxLock",
        min_price: min,
        max_price: max,
        regulative_price_detail: Bounds {
            min_amount: min,
            max_amount: max,
            category_name: "Tişört",
        },
        description: "Ürün fiyatı belirlenen üst sınırı aştığı için satışa kapatılmıştır.",
    })
}

fn word(why: Refusal) -> &'static str {
    match why {
        Refusal::Unknown | Refusal::Chosen | Refusal::NotApproved => "ProductNotFound",
        Refusal::Exists => "MerchantAlreadyListedAgainstProduct",
        Refusal::Price | Refusal::Prices => "InvalidPrice",
        Refusal::Stock => "InvalidAvailableStock",
        Refusal::Mismatch | Refusal::Barcode => "MismatchingSkusSpecified",
        Refusal::Twice => "DuplicateMerchantSkuSpecified",
    }
}
