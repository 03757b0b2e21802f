//! Stand-ins of the marketplaces' seller APIs and of the gateway before them, with their ways of refusing.
//! Every seller id is one; what it may do depends on its credentials alone.

mod control;
mod entrance;
mod gateway;
mod hepsiburada;
mod n11;
mod options;
mod paths;
mod store;
mod trendyol;
mod windows;
mod words;

use axum::Router;
use axum::extract::DefaultBodyLimit;

use super::Shared;
pub(super) use hepsiburada::told as hepsiburada_order;
pub(super) use n11::told as n11_order;
pub use options::Options;
pub(super) use paths::{SYNC, template};
pub(super) use store::Marketplaces;
pub(super) use trendyol::told as trendyol_order;
pub(super) use words::document;

/// A seller: Trendyol's sellerId. Any other number is one, too.
pub const SELLER: &str = "123456";
/// A seller: Hepsiburada's merchantId.
pub const MERCHANT: &str = "00000000-0000-4000-8000-000000000001";
/// The first half of the credentials, at Trendyol and N11; there, what follows it names the seller.
pub const KEY: &str = "sandbox-key";
/// The second half.
pub const SECRET: &str = "sandbox-secret";
/// The name that Hepsiburada has registered for the integrator.
pub const INTEGRATOR: &str = "sandbox_dev";

pub(super) fn routes(sandbox: &Shared) -> Router<Shared> {
    Router::new()
        .merge(trendyol::routes(sandbox))
        .merge(hepsiburada::routes(sandbox))
        .merge(n11::routes(sandbox))
        .merge(gateway::routes())
        .merge(control::routes())
        // A thousand products with their descriptions are more than the default.
        .layer(DefaultBodyLimit::disable())
}
