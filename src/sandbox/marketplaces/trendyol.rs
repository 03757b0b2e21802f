//! Trendyol: the User-Agent first (403), then Basic (401), then the seller.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;

use super::super::Shared;
use super::{KEY, SECRET, SELLER, is_signed_in, text};

pub(super) fn routes() -> Router<Shared> {
    let list =
        "/trendyol/integration/product/sellers/{seller}/products/approved/inventory-and-price";
    Router::new().route(list, get(products))
}

async fn products(Path(seller): Path<String>, headers: HeaderMap) -> Response {
    let agent = text(&headers, header::USER_AGENT).unwrap_or_default();
    let named = agent.strip_prefix(&format!("{seller} - "));
    if !named.is_some_and(|name| (1..=30).contains(&name.len())) {
        return StatusCode::FORBIDDEN.into_response();
    }
    if !is_signed_in(&headers, KEY, SECRET) {
        let body = json!({"exception": "ClientApiAuthenticationException"});
        return (StatusCode::UNAUTHORIZED, Json(body)).into_response();
    }
    if seller != SELLER {
        let error = json!({"key": "supplier.api.supplier.not.found", "message": "Supplier not found", "errorCode": "404"});
        return (StatusCode::NOT_FOUND, Json(json!({"errors": [error]}))).into_response();
    }
    let page = json!({"totalElements": 0, "totalPages": 0, "page": 0, "size": 1, "nextPageToken": null, "content": []});
    Json(page).into_response()
}
