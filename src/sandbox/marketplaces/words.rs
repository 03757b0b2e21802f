//! The error documents of faults to order, in the words of whoever is asked.

use axum::http::StatusCode;
use serde_json::{Value, json};

/// What stands in a document with this status; the page of a 502 is not its matter.
pub(in crate::sandbox) fn document(template: &str, status: StatusCode) -> Value {
    let code = status.as_u16();
    let says = status.canonical_reason().unwrap_or_default();
    let asked = template.trim_start_matches('/').split('/').next();
    match (asked, code) {
        (Some("gateway"), 401) => json!({"error": "Unauthorized", "code": "UNAUTHORIZED"}),
        (Some("gateway"), 429) => {
            json!({"error": "Too many requests per minute", "retryAfter": 1})
        }
        (Some("gateway"), _) => json!({
            "error": "Bir hata oluştu. Lütfen daha sonra tekrar deneyin.", "code": "INTERNAL_SERVER_ERROR"}),
        (Some("trendyol"), 401) => json!({"exception": "ClientApiAuthenticationException"}),
        (Some("trendyol"), 429) => {
            json!({"error": "too.many.requests", "message": "A fault to order."})
        }
        (Some("trendyol"), _) => json!({"exception": "TrendyolSystemException", "errors": [
            {"key": "generic.exception", "message": "Exception Occured", "errorCode": ""}]}),
        (Some("n11"), _) if template == "/n11/shipmentPackages" => {
            json!({"code": code, "status": "failure", "errorCode": "SELLER_API.fault",
                "errorMessage": says, "errorCategory": "SELLER_API"})
        }
        (Some("n11"), 401) => {
            json!({"name": "SellerApiUserUnauthorizedException", "message": says})
        }
        (Some("n11"), _) => json!({"name": "InternalServerException", "message": says}),
        _ => json!({"status": code, "error": says, "message": "A fault to order."}),
    }
}
