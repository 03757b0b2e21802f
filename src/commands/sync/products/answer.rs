//! The answers of the contract that `sync products` has with whoever reads its JSON: the bodies of the HTTP face, field
//! for field.

use serde_json::{Value, json};

use crate::upstream::marketplace::Marketplace;

/// The tenant has no active integration, or there is no tenant.
pub(super) fn no_integration(marketplace: Marketplace) -> Value {
    let name = marketplace.name();
    json!({
        "error": format!("{name} entegrasyonu bulunamadı"),
        "code": "MARKETPLACE_INTEGRATION_NOT_FOUND",
        "marketplace": name,
    })
}

/// The integration has no key.
pub(super) fn no_key(marketplace: Marketplace) -> Value {
    let name = marketplace.name();
    json!({
        "error": format!("{name} entegrasyonu için API anahtarı eksik"),
        "code": "API_KEY_MISSING",
        "marketplace": name,
    })
}

/// There is no such product.
pub(super) fn no_product(id: &str) -> Value {
    json!({
        "error": "Product not found",
        "code": "NOT_FOUND",
        "resource": "Product",
        "key": id,
    })
}

/// A field is not what it has to be.
pub(super) fn invalid(field: &str, reason: &str) -> Value {
    json!({
        "error": "Doğrulama hatası oluştu.",
        "code": "VALIDATION_ERROR",
        "errors": { field: [reason] },
    })
}

/// There is no token, or none that is taken.
pub(super) fn unauthorized() -> Value {
    json!({ "error": "Unauthorized", "code": "UNAUTHORIZED" })
}

/// Not before so many seconds.
pub(super) fn too_many(retry_after: i64) -> Value {
    json!({ "error": "Too many requests per minute", "retryAfter": retry_after })
}

/// Anything else.
pub(super) fn internal() -> Value {
    json!({
        "error": "Bir hata oluştu. Lütfen daha sonra tekrar deneyin.",
        "code": "INTERNAL_SERVER_ERROR",
    })
}
