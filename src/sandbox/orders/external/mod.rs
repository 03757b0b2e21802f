//! An order API that is nobody's: a token for its client, and a list of orders in the shape that was asked for.

mod list;
mod page;
mod row;
mod token;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::json;

use crate::sandbox::Shared;
pub(super) use row::told;
pub(super) use token::Desk;
pub use token::{CLIENT_ID, CLIENT_SECRET};

pub(super) fn routes(sandbox: &Shared) -> Router<Shared> {
    Router::new()
        .route("/orders-api/orders", get(list::list))
        .layer(from_fn_with_state(sandbox.clone(), guard))
        .route("/orders-api/oauth/token", post(token::token))
}

async fn guard(State(sandbox): State<Shared>, request: Request, next: Next) -> Response {
    let scheme = match bearer(request.headers()) {
        None => "Bearer realm=\"orders\"",
        Some(token) if !sandbox.orders.desk.admits(token) => {
            "Bearer realm=\"orders\", error=\"invalid_token\""
        }
        Some(_) => return next.run(request).await,
    };
    let body = json!({"error": "unauthorized", "message": "A valid access token is required."});
    let headers = [(header::WWW_AUTHENTICATE, scheme)];
    (StatusCode::UNAUTHORIZED, headers, axum::Json(body)).into_response()
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
