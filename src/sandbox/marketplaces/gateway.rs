//! The gateway that syncs products in a tenant's place: its codes and bodies, and nothing of what it would do.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use uuid::Uuid;

use super::super::{Shared, State as Sandbox, dice};
use super::entrance::{self, Entrance, text};
use super::store::Marketplace;
use super::windows::Window;

/// What it calls the marketplaces.
const NAMES: [&str; 3] = ["Trendyol", "Hepsiburada", "N11"];
/// The salt of the dice that refuse.
const REFUSING: u64 = 0x9a7e;

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/gateway/api/marketplace/sync/products", post(sync))
}

async fn sync(State(sandbox): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    let tenant = text(&headers, "x-tenant-id").unwrap_or_default();
    match entrance::of(&sandbox.marketplaces, tenant) {
        Entrance::Down => return entrance::down(),
        Entrance::Open if has_token(&sandbox, &headers) => {}
        _ => {
            return failed(
                StatusCode::UNAUTHORIZED,
                "Unauthorized",
                "UNAUTHORIZED",
                json!({}),
            );
        }
    }
    if let Err(answer) = admit(&sandbox, tenant) {
        return *answer;
    }
    let (marketplace, products) = match read(&body) {
        Ok(read) => read,
        Err(field) => {
            let says = "Doğrulama hatası oluştu.";
            return failed(
                StatusCode::BAD_REQUEST,
                says,
                "VALIDATION_ERROR",
                json!({"errors": field}),
            );
        }
    };
    if let Some(answer) = objection(tenant, marketplace, products.as_deref()) {
        return answer;
    }
    let Some(_busy) = Busy::begin(&sandbox, tenant) else {
        let says = "A sync of this tenant is in progress";
        return too_many(says, Duration::from_secs(1));
    };
    tokio::time::sleep(sandbox.latency).await;
    synced(&sandbox, products)
}

fn has_token(sandbox: &Sandbox, headers: &HeaderMap) -> bool {
    let said = text(headers, header::AUTHORIZATION).and_then(|value| value.split_once(' '));
    let token = said.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    // Whatever API it was asked for: there is no scope of the gateway's own.
    token.is_some_and(|(_, token)| sandbox.identity.admits(token.trim(), ""))
}

fn admit(sandbox: &Sandbox, tenant: &str) -> Result<(), Box<Response>> {
    let windows = [
        Window::new("minute", 60, 60),
        Window::new("hour", 1000, 3600),
        Window::new("day", 10_000, 24 * 3600),
    ];
    let admitted = sandbox
        .marketplaces
        .books()
        .admit(Marketplace::Gateway, tenant, &windows);
    admitted.map_err(|(full, wait)| {
        Box::new(too_many(
            &format!("Too many requests per {}", full.name),
            wait,
        ))
    })
}

/// The marketplace and the products, or what is wrong with a field.
fn read(body: &[u8]) -> Result<(&'static str, Option<Vec<String>>), Value> {
    let asked: Value = serde_json::from_slice(body).unwrap_or_default();
    let named = asked["marketplace"].as_str().unwrap_or_default();
    let found = NAMES
        .into_iter()
        .find(|name| name.eq_ignore_ascii_case(named));
    let marketplace = found.ok_or_else(|| json!({"marketplace": ["Zorunlu"]}))?;
    let wrong = || json!({"productIds": ["Geçersiz"]});
    let ids = serde_json::from_value::<Option<Vec<String>>>(asked["productIds"].clone());
    let ids = ids.map_err(|_| wrong())?;
    let known = ids.iter().flatten().all(|id| Uuid::try_parse(id).is_ok());
    match known {
        true => Ok((marketplace, ids)),
        false => Err(wrong()),
    }
}

/// What tenants and products stand for by the way their ids begin or end.
fn objection(tenant: &str, marketplace: &str, products: Option<&[String]>) -> Option<Response> {
    let place = json!({"marketplace": marketplace});
    if tenant.is_empty() || tenant.ends_with("e2") {
        let says = format!("{marketplace} entegrasyonu bulunamadı");
        let code = "MARKETPLACE_INTEGRATION_NOT_FOUND";
        return Some(failed(StatusCode::NOT_FOUND, &says, code, place));
    }
    if tenant.ends_with("e1") {
        let says = format!("{marketplace} entegrasyonu için API anahtarı eksik");
        return Some(failed(
            StatusCode::BAD_REQUEST,
            &says,
            "API_KEY_MISSING",
            place,
        ));
    }
    if tenant.ends_with("e5") {
        let says = "Bir hata oluştu. Lütfen daha sonra tekrar deneyin.";
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        return Some(failed(status, says, "INTERNAL_SERVER_ERROR", json!({})));
    }
    let mut ids = products.unwrap_or_default().iter();
    let unknown = ids.find(|id| id.starts_with("00000000"))?;
    let which = json!({"resource": "Product", "key": unknown});
    Some(failed(
        StatusCode::NOT_FOUND,
        "Product not found",
        "NOT_FOUND",
        which,
    ))
}

/// Where no products are named, they have numbers.
fn synced(sandbox: &Sandbox, products: Option<Vec<String>>) -> Response {
    let mut books = sandbox.marketplaces.books();
    let names: Vec<String> = match products {
        Some(ids) => ids,
        None => (1..=books.options.gateway_products)
            .map(|number| number.to_string())
            .collect(),
    };
    let refuse = books.options.refuse;
    let refused = |name: &&String| {
        let number = dice::mix(REFUSING, dice::of(name.as_bytes()));
        refuse > 0 && number.is_multiple_of(refuse)
    };
    let errors = names
        .iter()
        .filter(refused)
        .map(|name| format!("{name}: Ürün güncellenemedi"));
    let errors: Vec<String> = errors.collect();
    let tally = books.tally(Marketplace::Gateway);
    tally.pushes += 1;
    tally.items += names.len() as u64;
    Json(json!({"syncedCount": names.len() - errors.len(), "failedCount": errors.len(), "errors": errors}))
        .into_response()
}

/// A sync of a tenant, until it is over or its asker has gone.
struct Busy {
    sandbox: Shared,
    tenant: String,
}

impl Busy {
    /// None while there is another one, which is a violation.
    fn begin(sandbox: &Shared, tenant: &str) -> Option<Busy> {
        let mut books = sandbox.marketplaces.books();
        if !books.busy.insert(tenant.to_owned()) {
            books.tally(Marketplace::Gateway).violations += 1;
            return None;
        }
        Some(Busy {
            sandbox: sandbox.clone(),
            tenant: tenant.to_owned(),
        })
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.sandbox.marketplaces.books().busy.remove(&self.tenant);
    }
}

fn too_many(says: &str, wait: Duration) -> Response {
    let seconds = u64::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(u64::MAX);
    let body = json!({"error": says, "retryAfter": seconds});
    let after = [(header::RETRY_AFTER, seconds.to_string())];
    (StatusCode::TOO_MANY_REQUESTS, after, Json(body)).into_response()
}

/// A failure as all of them are told, with what is its own.
fn failed(status: StatusCode, says: &str, code: &str, mut own: Value) -> Response {
    own["error"] = says.into();
    own["code"] = code.into();
    (status, Json(own)).into_response()
}
