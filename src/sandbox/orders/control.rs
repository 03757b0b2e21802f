//! `/_sandbox/orders…`: what orders there are, for a test to compare with what was read, and the order API's tokens.

use std::fmt::Write as _;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use super::external;
use super::rows::{Record, Shop};
use super::source::Kind;
use crate::sandbox::control::Lapse;
use crate::sandbox::kurus::Kurus;
use crate::sandbox::{Shared, marketplaces};

/// What is told of an order, in the words of its source.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::sandbox) struct Told {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) number: String,
    pub(in crate::sandbox) word: String,
    /// What the customer pays for it.
    pub(in crate::sandbox) total: Kurus,
    pub(in crate::sandbox) lines: usize,
}

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/_sandbox/orders", get(report))
        .route("/_sandbox/orders/{source}/{seller}", get(orders))
        .route("/_sandbox/orders/revoke", post(revoke))
        .route("/_sandbox/orders/age", post(age))
}

/// `{"token_requests", "token_violations", "violations": {marketplace: n}}`.
async fn report(State(sandbox): State<Shared>) -> Json<Value> {
    let (requests, beyond) = sandbox.orders.desk.counts();
    Json(
        json!({"token_requests": requests, "token_violations": beyond,
                "violations": sandbox.marketplaces.violations()}),
    )
}

/// One line per order: external id, number, status, total and count of lines, with tabs between them.
async fn orders(
    State(sandbox): State<Shared>,
    Path((source, seller)): Path<(String, String)>,
) -> Response {
    let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.name() == source) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let since = sandbox.marketplaces.since();
    let shop = sandbox.orders.shop(kind, &seller, since);
    lines(kind, &shop).into_response()
}

fn lines(kind: Kind, shop: &Shop) -> String {
    let tell: fn(&Record) -> Told = match kind {
        Kind::External => external::told,
        Kind::Trendyol => marketplaces::trendyol_order,
        Kind::Hepsiburada => marketplaces::hepsiburada_order,
        Kind::N11 => marketplaces::n11_order,
    };
    let records = shop.rows().iter().map(|row| shop.record(*row));
    // What cannot be an order is none.
    let sound = records.filter(|record| record.order.flaw.is_none());
    let mut told: Vec<Told> = sound.map(|record| tell(&record)).collect();
    told.sort_unstable();
    let mut lines = String::new();
    for Told {
        id,
        number,
        word,
        total,
        lines: count,
    } in told
    {
        // Writing to a string does not fail.
        let _ = writeln!(lines, "{id}\t{number}\t{word}\t{total}\t{count}");
    }
    lines
}

async fn revoke(State(sandbox): State<Shared>) -> StatusCode {
    sandbox.orders.desk.revoke();
    StatusCode::NO_CONTENT
}

/// Tokens of the order API are so much older.
async fn age(
    State(sandbox): State<Shared>,
    Query(lapse): Query<Lapse>,
) -> Result<StatusCode, StatusCode> {
    sandbox.orders.desk.age(lapse.length()?);
    Ok(StatusCode::NO_CONTENT)
}
