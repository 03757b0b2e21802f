//! Who signed in, read from an id_token for display.
//!
//! The signature is not checked: the token came over TLS from the token endpoint itself
//! (OpenID Connect Core 3.1.3.7, point 6), and nothing is decided by it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

/// The signed-in person or service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// `preferred_username`, `upn`, `email` or `sub`, the first that is there. For display only.
    pub username: String,
    /// `tid`: the tenant, at Entra.
    #[serde(default)]
    pub tenant_id: Option<String>,
    /// `oid`: the person's id in the tenant, at Entra.
    #[serde(default)]
    pub object_id: Option<String>,
    /// `sub`: the person's id for this client.
    #[serde(default)]
    pub subject: Option<String>,
}

#[derive(Deserialize)]
struct Claims {
    preferred_username: Option<String>,
    upn: Option<String>,
    email: Option<String>,
    sub: Option<String>,
    tid: Option<String>,
    oid: Option<String>,
}

impl Account {
    /// Reads the claims of a JWT; `None` when it is none, or names nobody.
    pub fn from_id_token(jwt: &str) -> Option<Self> {
        let payload = jwt.split('.').nth(1)?;
        let json = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
        let claims: Claims = serde_json::from_slice(&json).ok()?;
        let username = claims
            .preferred_username
            .or(claims.upn)
            .or(claims.email)
            .or_else(|| claims.sub.clone())?;
        Some(Self {
            username,
            tenant_id: claims.tid,
            object_id: claims.oid,
            subject: claims.sub,
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn names_come_in_order_of_preference() {
        for (claims, username) in [
            (
                r#"{"preferred_username":"a","upn":"b","sub":"c"}"#,
                Some("a"),
            ),
            (r#"{"upn":"b","email":"e","sub":"c"}"#, Some("b")),
            (r#"{"email":"e","sub":"c"}"#, Some("e")),
            (r#"{"sub":"c","oid":"o","tid":"t"}"#, Some("c")),
            (r#"{"oid":"o"}"#, None),
            ("not json", None),
        ] {
            let jwt = format!("h.{}.s", URL_SAFE_NO_PAD.encode(claims));
            let account = Account::from_id_token(&jwt);
            assert_eq!(account.map(|a| a.username).as_deref(), username, "{claims}");
        }
        assert_eq!(Account::from_id_token("opaque"), None);
    }
}
