//! N11: a missing header is a 500, and so is a page size that it does not like; a wrong key is a 401.

use std::collections::HashMap;

use axum::extract::Query;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;

use super::super::Shared;
use super::{KEY, SECRET, text};

/// Its largest page.
const LARGEST: u32 = 250;

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/n11/ms/product-query", get(products))
}

async fn products(Query(query): Query<HashMap<String, String>>, headers: HeaderMap) -> Response {
    let (Some(key), Some(secret)) = (text(&headers, "appkey"), text(&headers, "appsecret")) else {
        return failed(
            StatusCode::INTERNAL_SERVER_ERROR,
            "MissingRequestHeaderException",
        );
    };
    if (key, secret) != (KEY, SECRET) {
        return failed(
            StatusCode::UNAUTHORIZED,
            "SellerApiUserUnauthorizedException",
        );
    }
    let size = query.get("size").map_or(Ok(20), |size| size.parse::<u32>());
    if !size.is_ok_and(|size| size <= LARGEST) {
        return failed(
            StatusCode::INTERNAL_SERVER_ERROR,
            "ConstraintViolationException",
        );
    }
    Json(json!({"content": [], "totalElements": 0, "totalPages": 0, "number": 0, "empty": true}))
        .into_response()
}

fn failed(status: StatusCode, name: &str) -> Response {
    let body = json!({"name": name, "message": name, "urlStack": [], "errors": [{"reason": name}]});
    (status, Json(body)).into_response()
}
