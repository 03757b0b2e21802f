//! Trendyol: the User-Agent first (403), then Basic (401), then the windows (429). Version 1 is gone (426).

mod batches;
mod lists;
mod orders;
mod pages;
mod products;
mod push;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use axum::{Json, Router};
use serde_json::json;

use super::super::{Shared, dice};
use super::entrance::{self, Entrance, basic, text};
use super::paths::template;
use super::store::{Listing, Marketplace, Row, Work, uuid};
use super::windows::Window;
use super::{KEY, SECRET};
pub(in crate::sandbox) use orders::told;

/// The most items in one request.
const MOST: usize = 1000;
const REPEATED: &str =
    "15 dakika boyunca aynı isteği tekrarlı olarak atamazsınız! Lütfen istek içeriğini değiştirin.";

pub(super) fn routes(sandbox: &Shared) -> Router<Shared> {
    let product = "/trendyol/integration/product/sellers/{seller}";
    let inventory = "/trendyol/integration/inventory/sellers/{seller}";
    let at = |rest: &str| format!("{product}/{rest}");
    Router::new()
        .route(
            &format!("{inventory}/products/price-and-inventory"),
            post(push::push),
        )
        .route(&at("products/batch-requests/{batch}"), get(batches::result))
        .route(
            &at("products/approved/inventory-and-price"),
            get(lists::light),
        )
        .route(&at("products/approved"), get(lists::approved))
        .route(&at("products/unapproved"), get(lists::unapproved))
        .route(&at("v2/products"), post(products::create))
        .route(
            &at("products/unapproved-bulk-update"),
            post(products::unapproved),
        )
        .route(
            &at("products/variant-bulk-update"),
            post(products::variants),
        )
        .route(
            &at("products/content-bulk-update"),
            post(products::contents),
        )
        .route(
            &at("products/delivery-info-bulk-update"),
            post(products::deliveries),
        )
        .route(&at("products"), any(gone))
        .merge(orders::routes())
        .layer(from_fn_with_state(sandbox.clone(), guard))
}

async fn guard(State(sandbox): State<Shared>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let seller = path.split('/').nth(5).unwrap_or_default();
    if let Some(answer) = refused(&sandbox, seller, request.headers()) {
        return answer;
    }
    let windows = windows(template(path).unwrap_or_default(), request.method());
    let marketplaces = &sandbox.marketplaces;
    let admitted = marketplaces
        .books()
        .admit(Marketplace::Trendyol, seller, &windows);
    match admitted {
        Ok(()) => next.run(request).await,
        Err((full, _)) => {
            let says = format!("{} requests in {} s", full.count, full.per.as_secs());
            let body = json!({"error": "too.many.requests", "message": says});
            (StatusCode::TOO_MANY_REQUESTS, Json(body)).into_response()
        }
    }
}

fn refused(sandbox: &Shared, seller: &str, headers: &HeaderMap) -> Option<Response> {
    let entrance = entrance::of(&sandbox.marketplaces, seller);
    if let Entrance::Down = entrance {
        return Some(entrance::down());
    }
    let agent = text(headers, header::USER_AGENT).unwrap_or_default();
    let named = agent.strip_prefix(&format!("{seller} - "));
    if !named.is_some_and(|name| (1..=30).contains(&name.len())) {
        return Some(StatusCode::FORBIDDEN.into_response());
    }
    let known = basic(headers).is_some_and(|(key, secret)| (&*key, &*secret) == (KEY, SECRET));
    if !known || matches!(entrance, Entrance::Revoked) {
        let body = json!({"exception": "ClientApiAuthenticationException"});
        return Some((StatusCode::UNAUTHORIZED, Json(body)).into_response());
    }
    let number = !seller.is_empty() && seller.bytes().all(|byte| byte.is_ascii_digit());
    let says = "Supplier not found";
    (!number).then(|| {
        problem(
            StatusCode::NOT_FOUND,
            "supplier.api.supplier.not.found",
            says,
        )
    })
}

/// Any endpoint's own window, and the one of its group in the smallest tier.
fn windows(endpoint: &'static str, method: &Method) -> [Window; 2] {
    let group = match (endpoint, method) {
        ("/trendyol/price-and-inventory", _) => Window::new("inventory", 350, 60),
        // Of the stream no sure number is known: it shares the lower one.
        ("/trendyol/v2/orders" | "/trendyol/orders/stream", _) => {
            Window::new("getShipmentPackages", 30, 60)
        }
        (_, &Method::GET) => Window::new("product read", 1000, 60),
        _ => Window::new("product write", 200, 60),
    };
    [Window::new(endpoint, 50, 10), group]
}

async fn gone() -> Response {
    let says = "This version is closed.";
    problem(StatusCode::UPGRADE_REQUIRED, "generic.exception", says)
}

/// Takes a batch in, unless its body came a moment ago.
fn accept(
    sandbox: &Shared,
    seller: &str,
    (kind, work): (&'static str, Work),
    body: &[u8],
    rows: Vec<Row>,
) -> Response {
    if !(1..=MOST).contains(&rows.len()) {
        let says = format!("1 to {MOST} items");
        return problem(StatusCode::BAD_REQUEST, "invalid.items", &says);
    }
    let mut books = sandbox.marketplaces.books();
    let print = dice::mix(dice::of(kind.as_bytes()), dice::of(body));
    if books.is_repeated(Marketplace::Trendyol, seller, print) {
        return problem(StatusCode::BAD_REQUEST, "generic.exception", REPEATED);
    }
    let shop = (Marketplace::Trendyol, seller);
    let id = books.accept(shop, (kind, work), rows, |number| {
        format!("{}-{}", uuid(number), crate::clock::now().as_second())
    });
    Json(json!({"batchRequestId": id})).into_response()
}

fn problem(status: StatusCode, key: &str, says: &str) -> Response {
    let error = json!({"key": key, "message": says, "errorCode": status.as_u16().to_string()});
    (status, Json(json!({"errors": [error]}))).into_response()
}

fn unreadable(error: &serde_json::Error) -> Response {
    problem(
        StatusCode::BAD_REQUEST,
        "generic.exception",
        &error.to_string(),
    )
}

/// The number of the content that a listing is a variant of: what has one `productMainId` is one.
fn content_of(key: &str, listing: &Listing) -> u64 {
    number_of(&main_id(key, listing))
}

/// The seller's name of a content; what stands for one that nobody gave is the stock code.
fn main_id(key: &str, listing: &Listing) -> String {
    let said = listing.said.as_ref();
    let main_id = said.and_then(|said| said.get("productMainId")?.as_str());
    main_id.map_or_else(|| pages::stock_code(key, listing), str::to_owned)
}

/// A number for a name, no larger than a float holds.
fn number_of(name: &str) -> u64 {
    dice::of(name.as_bytes()) >> 16
}
