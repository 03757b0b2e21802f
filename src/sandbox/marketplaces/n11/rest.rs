//! The guard of `/rest`, the family of orders: a wrong key is a 400 with a document, a missing one a 400 with a page.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use serde_json::json;

use super::super::entrance::{self, Entrance, text};
use super::super::store::Marketplace;
use super::super::windows::Window;
use super::is_key;
use crate::sandbox::Shared;

const PAGE: &str =
    "<!doctype html><html><title>400</title><body><h1>Bad Request</h1></body></html>";

pub(super) async fn guard(State(sandbox): State<Shared>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let (Some(key), Some(secret)) = (text(headers, "appkey"), text(headers, "appsecret")) else {
        return (StatusCode::BAD_REQUEST, Html(PAGE)).into_response();
    };
    match entrance::of(&sandbox.marketplaces, key) {
        Entrance::Down => return entrance::down(),
        Entrance::Open if is_key(key, secret) => {}
        _ => return failed("SELLER_API.authenticationFailed", "Yetkilendirme hatası"),
    }
    let window = Window::new("rest", 1000, 60);
    let marketplaces = &sandbox.marketplaces;
    let admitted = marketplaces.books().admit(Marketplace::N11, key, &[window]);
    match admitted {
        Ok(()) => next.run(request).await,
        Err(_) => {
            let status = StatusCode::TOO_MANY_REQUESTS;
            document(status, "SELLER_API.tooManyRequests", "Çok fazla istek")
        }
    }
}

pub(super) fn failed(code: &str, says: &str) -> Response {
    document(StatusCode::BAD_REQUEST, code, says)
}

fn document(status: StatusCode, code: &str, says: &str) -> Response {
    let body = json!({"code": status.as_u16(), "status": "failure", "errorCode": code,
        "errorMessage": says, "errorCategory": "SELLER_API"});
    (status, Json(body)).into_response()
}
