//! The one account of the sandbox, as an id_token and as Entra's `client_info`.
//! Nothing is signed: these tokens are for reading, not for trust.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::clock;

/// The directory that `sandbox`, `common` and `organizations` all lead to.
pub(super) const TENANT_ID: &str = "3f2a6c1e-58d4-4b7e-9a0d-6b1c2d3e4f50";
const OBJECT_ID: &str = "8c4e2d17-0b9f-4a36-b5d8-91a7c6e0f312";

/// A JWT in three parts, the last of them empty.
pub(super) fn id_token(issuer: &str, client_id: &str, life: Duration) -> String {
    let now = clock::now().as_second();
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string().as_bytes());
    let head = part(json!({"typ": "JWT", "alg": "none"}));
    let body = part(json!({
        "aud": client_id, "iss": issuer, "iat": now, "nbf": now,
        "exp": now + life.as_secs() as i64,
        "name": "Deniz Işık", "preferred_username": "operator@sandbox.example",
        "oid": OBJECT_ID, "sub": OBJECT_ID, "tid": TENANT_ID, "ver": "2.0",
    }));
    format!("{head}.{body}.")
}

/// `uid` and `utid`, which MSAL joins into a home account id.
pub(super) fn client_info() -> String {
    let info = json!({"uid": OBJECT_ID, "utid": TENANT_ID});
    URL_SAFE_NO_PAD.encode(info.to_string().as_bytes())
}
