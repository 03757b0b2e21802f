//! What points jeton's order sources at a sandbox.

use super::{CLIENT_ID, CLIENT_SECRET};

/// The variables of Hepsiburada's orders and of the order API; those of the other marketplaces' orders are those of their
/// products.
pub fn environment(base_url: &str) -> Vec<(&'static str, String)> {
    let base = base_url.trim_end_matches('/');
    vec![
        (
            "JETON_MARKETPLACES__HEPSIBURADA__ORDERS_URL",
            format!("{base}/hepsiburada/orders"),
        ),
        (
            "JETON_SOURCES__EXTERNAL_ORDERS__ORDERS_ENDPOINT",
            format!("{base}/orders-api/orders"),
        ),
        (
            "JETON_SOURCES__EXTERNAL_ORDERS__TOKEN_ENDPOINT",
            format!("{base}/orders-api/oauth/token"),
        ),
        (
            "JETON_SOURCES__EXTERNAL_ORDERS__CLIENT_ID",
            CLIENT_ID.to_owned(),
        ),
        (
            "JETON_SOURCES__EXTERNAL_ORDERS__CLIENT_SECRET",
            CLIENT_SECRET.to_owned(),
        ),
    ]
}
