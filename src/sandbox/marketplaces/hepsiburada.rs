//! Hepsiburada's listings: a User-Agent that is not the registered name looks like wrong keys, and `merchantid` must be
//! in lower case.

use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;

use super::super::Shared;
use super::{INTEGRATOR, MERCHANT, SECRET, is_signed_in, text};

pub(super) fn routes() -> Router<Shared> {
    Router::new().route(
        "/hepsiburada/listing/listings/{word}/{merchant}",
        get(listings),
    )
}

async fn listings(
    Path((word, merchant)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = query.unwrap_or_default();
    if word != "merchantid" || !query.contains("offset=") || !query.contains("limit=") {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let known = text(&headers, header::USER_AGENT) == Some(INTEGRATOR);
    if !known || merchant != MERCHANT || !is_signed_in(&headers, MERCHANT, SECRET) {
        return (StatusCode::UNAUTHORIZED, "Missing Credentials!").into_response();
    }
    Json(json!({"totalCount": 0, "limit": 1, "offset": 0, "listings": []})).into_response()
}
