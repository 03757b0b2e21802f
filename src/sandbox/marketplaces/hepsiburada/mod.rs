//! Hepsiburada: a User-Agent that is not the registered name looks like wrong keys, and `merchantid` must be
//! in lower case.

mod catalogue;
mod listings;
mod multipart;
mod orders;
mod status;
mod uploads;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use super::super::Shared;
use super::entrance::{self, Entrance, basic, text};
use super::store::Marketplace;
use super::windows::Window;
use super::{INTEGRATOR, SECRET};
pub(in crate::sandbox) use orders::told;

pub(super) fn routes(sandbox: &Shared) -> Router<Shared> {
    let merchant = "/hepsiburada/listing/listings/{word}/{merchant}";
    let listing = Router::new()
        .route(merchant, get(listings::list))
        .route(&format!("{merchant}/{{kind}}"), post(uploads::upload))
        .route(
            &format!("{merchant}/{{kind}}/id/{{id}}"),
            get(status::result),
        )
        .layer(from_fn_with_state(sandbox.clone(), guard_listing));
    let products = "/hepsiburada/catalog/product/api/products";
    let catalogue = Router::new()
        .route(&format!("{products}/import"), post(catalogue::import))
        .route(&format!("{products}/status/{{id}}"), get(catalogue::status))
        .layer(from_fn_with_state(sandbox.clone(), guard_catalogue));
    listing.merge(catalogue).merge(orders::routes(sandbox))
}

async fn guard_listing(State(sandbox): State<Shared>, request: Request, next: Next) -> Response {
    let mut parts = request.uri().path().split('/').skip(4);
    let (word, merchant) = (parts.next(), parts.next().unwrap_or_default());
    if word != Some("merchantid") {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let user = user(request.headers());
    match entrance::of(&sandbox.marketplaces, merchant) {
        Entrance::Down => return entrance::down(),
        Entrance::Open if user.as_deref() == Some(merchant) => {}
        _ => return (StatusCode::UNAUTHORIZED, "Missing Credentials!").into_response(),
    }
    let window = Window::new("listing", 600, 60);
    let marketplaces = &sandbox.marketplaces;
    let admitted = marketplaces
        .books()
        .admit(Marketplace::Hepsiburada, merchant, &[window]);
    match admitted {
        Ok(()) => next.run(request).await,
        Err(_) => (StatusCode::TOO_MANY_REQUESTS, "Too Many Requests").into_response(),
    }
}

/// Its window is the address's, and what is beyond it looks like a matter of rights.
async fn guard_catalogue(State(sandbox): State<Shared>, request: Request, next: Next) -> Response {
    let user = user(request.headers());
    let entrance = user
        .as_ref()
        .map(|user| entrance::of(&sandbox.marketplaces, user));
    match entrance {
        Some(Entrance::Open) => {}
        Some(Entrance::Down) => return entrance::down(),
        Some(Entrance::Revoked) | None => return StatusCode::UNAUTHORIZED.into_response(),
    }
    let within = sandbox.marketplaces.books().admit_address();
    match within {
        true => next.run(request).await,
        false => StatusCode::FORBIDDEN.into_response(),
    }
}

/// Who asks, if the password is right and so is the name.
fn user(headers: &HeaderMap) -> Option<String> {
    let registered = text(headers, header::USER_AGENT) == Some(INTEGRATOR);
    let (user, password) = basic(headers)?;
    (registered && password == SECRET).then_some(user)
}
