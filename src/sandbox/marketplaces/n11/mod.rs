//! N11: a missing header is a 500, and so is a parameter that it does not like; a wrong key is a 401, and what
//! is refused as a whole is a 200. Whatever it does not know is a page of HTML.

mod orders;
mod query;
mod rest;
mod results;
mod tasks;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use axum::{Json, Router};
use serde_json::json;

use super::super::Shared;
use super::entrance::{self, Entrance, text};
use super::store::Marketplace;
use super::windows::Window;
use super::{KEY, SECRET};
pub(in crate::sandbox) use orders::told;

pub(super) fn routes(sandbox: &Shared) -> Router<Shared> {
    let orders = Router::new()
        .route(
            "/n11/rest/delivery/v1/shipmentPackages",
            get(orders::packages),
        )
        .layer(from_fn_with_state(sandbox.clone(), rest::guard));
    Router::new()
        .route(
            "/n11/ms/product/tasks/price-stock-update",
            post(tasks::prices),
        )
        .route("/n11/ms/product/tasks/product-create", post(tasks::create))
        .route("/n11/ms/product/tasks/product-update", post(tasks::update))
        .route(
            "/n11/ms/product/task-details/page-query",
            post(results::query),
        )
        .route("/n11/ms/product-query", get(query::products))
        .layer(from_fn_with_state(sandbox.clone(), guard))
        .merge(orders)
        .route("/n11/{*rest}", any(nothing))
}

async fn nothing() -> Response {
    entrance::down()
}

/// The appkey is the seller.
async fn guard(State(sandbox): State<Shared>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let (Some(key), Some(secret)) = (text(headers, "appkey"), text(headers, "appsecret")) else {
        return internal("MissingRequestHeaderException");
    };
    match entrance::of(&sandbox.marketplaces, key) {
        Entrance::Down => return entrance::down(),
        Entrance::Open if is_key(key, secret) => {}
        _ => {
            return failed(
                StatusCode::UNAUTHORIZED,
                "SellerApiUserUnauthorizedException",
            );
        }
    }
    // No number is documented: this one is ours.
    let window = Window::new("ms", 300, 60);
    let marketplaces = &sandbox.marketplaces;
    let admitted = marketplaces.books().admit(Marketplace::N11, key, &[window]);
    match admitted {
        Ok(()) => next.run(request).await,
        Err(_) => failed(StatusCode::TOO_MANY_REQUESTS, "TooManyRequestsException"),
    }
}

/// What follows the key is the seller's name.
fn is_key(key: &str, secret: &str) -> bool {
    let suffix = key.strip_prefix(KEY);
    let known = suffix.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    known && secret == SECRET
}

/// The guard has looked at it.
fn seller(headers: &HeaderMap) -> String {
    text(headers, "appkey").unwrap_or_default().to_owned()
}

fn internal(name: &str) -> Response {
    failed(StatusCode::INTERNAL_SERVER_ERROR, name)
}

fn failed(status: StatusCode, name: &str) -> Response {
    let body = json!({"name": name, "message": name, "urlStack": [], "errors": [{"reason": name}]});
    (status, Json(body)).into_response()
}
