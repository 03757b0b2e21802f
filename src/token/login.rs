//! What is kept of a login: the plaintext inside a cache file, format 1.
//!
//! Fields that a newer jeton added are carried along unread, so that an older one does not drop them.

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::account::Account;
use super::endpoints::Endpoints;

/// The version this code writes; a higher one is refused, not guessed at.
pub(super) const FORMAT: u32 = 1;

/// One profile's tokens and what is needed to renew and revoke them without asking anybody else.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Login {
    /// Version of this document.
    pub format: u32,
    /// Whose login it is: a file under another profile's name is refused.
    pub profile: String,
    /// One higher with every write.
    pub generation: u64,
    /// Who issued the tokens: the issuer, Entra's authority and tenant, or the token endpoint.
    pub issuer: String,
    /// The client the tokens were issued to.
    pub client_id: String,
    /// What was asked for: a profile that asks for something else needs another login.
    pub requested: Request,
    /// Where they came from and are renewed.
    pub endpoints: Endpoints,
    /// Who signed in, where the issuer said so.
    #[serde(default)]
    pub account: Option<Account>,
    /// Granted scopes, separated by spaces.
    #[serde(default)]
    pub scope: Option<String>,
    /// When the issuer answered.
    pub obtained_at: Timestamp,
    /// When the access token ends; `None` where the issuer did not say.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
    /// The access token.
    #[serde(serialize_with = "expose", deserialize_with = "conceal")]
    pub access_token: SecretString,
    /// The refresh token, where there is one.
    #[serde(
        default,
        serialize_with = "expose_some",
        deserialize_with = "conceal_some"
    )]
    pub refresh_token: Option<SecretString>,
    /// The refresh token that the issuer refused for good: it is never sent again.
    #[serde(default)]
    pub lost: Option<Lost>,
    /// Who may open this file besides our key and the configured recipients: public halves, `age1…`. Kept
    /// inside, where only who can open the login can add to them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub later: serde_json::Map<String, serde_json::Value>,
}

/// What a profile asks of its issuer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Scopes, in the profile's order.
    pub scopes: Vec<String>,
    /// `audience`, where the profile has one.
    #[serde(default)]
    pub audience: Option<String>,
}

/// The end of a login: which refresh token was refused, when, and in what words.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Lost {
    /// [`fingerprint`] of the refresh token.
    pub fingerprint: String,
    /// When the issuer refused it.
    pub at: Timestamp,
    /// The issuer's `error` code.
    pub error: String,
}

impl Login {
    /// Lifetime of the access token as issued.
    pub fn lifetime(&self) -> Option<SignedDuration> {
        Some(self.expires_at?.duration_since(self.obtained_at))
    }

    /// The refresh token, unless it is known to be dead.
    pub fn usable_refresh_token(&self) -> Option<&SecretString> {
        let token = self.refresh_token.as_ref()?;
        match &self.lost {
            Some(lost) if lost.fingerprint == fingerprint(token) => None,
            _ => Some(token),
        }
    }

    /// The access token's name in logs and comparisons.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.access_token)
    }
}

/// The first 12 hex digits of a secret's SHA-256: enough to tell two tokens apart, useless as one.
pub fn fingerprint(secret: &SecretString) -> String {
    let digest = Sha256::digest(secret.expose_secret().as_bytes());
    digest[..6]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn expose<S: Serializer>(secret: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose_secret())
}

fn expose_some<S: Serializer>(
    secret: &Option<SecretString>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match secret {
        Some(secret) => serializer.serialize_str(secret.expose_secret()),
        None => serializer.serialize_none(),
    }
}

fn conceal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SecretString, D::Error> {
    String::deserialize(deserializer).map(SecretString::from)
}

fn conceal_some<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<SecretString>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.map(SecretString::from))
}
