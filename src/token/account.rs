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
    /// Entra's `client_info`: the person's id and tenant where they are at home, `uid.utid`. A guest's
    /// `oid` and `tid` are other ones. Of an imported login, what MSAL had in its place.
    #[serde(default)]
    pub home_id: Option<String>,
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

#[derive(Deserialize)]
struct ClientInfo {
    uid: String,
    utid: String,
}

/// Where an id_token comes from, as it says itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Origin {
    /// `iss`.
    #[serde(rename = "iss")]
    pub(super) issuer: Option<String>,
    /// `tid`: the tenant, at Entra.
    #[serde(rename = "tid")]
    pub(super) tenant: Option<String>,
    /// The name that MSAL knows a person by; other issuers give none.
    preferred_username: Option<String>,
    upn: Option<String>,
}

impl Origin {
    pub(super) fn of_id_token(jwt: &str) -> Option<Self> {
        claims(jwt)
    }

    /// `preferred_username`, else `upn`.
    pub(super) fn username(&self) -> Option<&str> {
        let name = self.preferred_username.as_ref().or(self.upn.as_ref());
        name.map(String::as_str)
    }
}

fn claims<T: serde::de::DeserializeOwned>(jwt: &str) -> Option<T> {
    let payload = jwt.split('.').nth(1)?;
    let json = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
    serde_json::from_slice(&json).ok()
}

impl Account {
    /// Reads the claims of a JWT; `None` when it is none, or names nobody.
    pub fn from_id_token(jwt: &str) -> Option<Self> {
        let claims: Claims = claims(jwt)?;
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
            home_id: None,
        })
    }

    /// With what Entra's `client_info` adds; one that cannot be read adds nothing.
    pub(super) fn at_home(mut self, client_info: Option<&str>) -> Self {
        let read = |text: &str| {
            let json = URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()?;
            let info: ClientInfo = serde_json::from_slice(&json).ok()?;
            Some(format!("{}.{}", info.uid, info.utid))
        };
        self.home_id = client_info.and_then(read);
        self
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

    #[test]
    fn the_home_of_a_guest_is_another_one() {
        let jwt = format!(
            "h.{}.s",
            URL_SAFE_NO_PAD.encode(r#"{"oid":"o","tid":"t","sub":"s"}"#)
        );
        let info = |json: &str| URL_SAFE_NO_PAD.encode(json);
        for (client_info, home) in [
            (Some(info(r#"{"uid":"u","utid":"ut"}"#)), Some("u.ut")),
            (Some(info(r#"{"uid":"u"}"#)), None),
            (Some("not base64".to_owned()), None),
            (None, None),
        ] {
            let account = Account::from_id_token(&jwt)
                .unwrap()
                .at_home(client_info.as_deref());
            assert_eq!(account.home_id.as_deref(), home, "{client_info:?}");
        }
    }
}
