//! Stand-ins of the marketplaces' seller APIs, with their ways of refusing. One seller is known, and has no products.

mod hepsiburada;
mod n11;
mod trendyol;

use axum::Router;
use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Shared;

/// The seller: Trendyol's sellerId.
pub const SELLER: &str = "123456";
/// The seller: Hepsiburada's merchantId.
pub const MERCHANT: &str = "00000000-0000-4000-8000-000000000001";
/// The first half of its credentials, at Trendyol and N11.
pub const KEY: &str = "sandbox-key";
/// The second half.
pub const SECRET: &str = "sandbox-secret";
/// The name that Hepsiburada has registered for the integrator.
pub const INTEGRATOR: &str = "sandbox_dev";

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .merge(trendyol::routes())
        .merge(hepsiburada::routes())
        .merge(n11::routes())
}

/// Whether `Authorization: Basic` has this user and password.
fn is_signed_in(headers: &HeaderMap, user: &str, password: &str) -> bool {
    let expected = format!("Basic {}", STANDARD.encode(format!("{user}:{password}")));
    text(headers, header::AUTHORIZATION) == Some(&expected)
}

fn text(headers: &HeaderMap, name: impl header::AsHeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}
