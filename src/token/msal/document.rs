//! The JSON of a cache: five sections of entries, their fields in MSAL's order.
//!
//! Fields of another type than they should have count as absent. Sections and fields that are not named here are
//! not kept.

use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

type Section<T> = BTreeMap<String, T>;

/// A whole cache, in MSAL's order.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Document {
    pub(super) access_token: Section<AccessToken>,
    pub(super) account: Section<Account>,
    pub(super) id_token: Section<IdToken>,
    pub(super) refresh_token: Section<RefreshToken>,
    pub(super) app_metadata: Section<AppMetadata>,
}

/// Text that is there.
type Text = Option<String>;

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct AccessToken {
    #[serde(deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    pub(super) credential_type: Text,
    #[serde(deserialize_with = "secret", serialize_with = "exposed")]
    pub(super) secret: Option<SecretString>,
    #[serde(deserialize_with = "text")]
    pub(super) home_account_id: Text,
    #[serde(deserialize_with = "text")]
    pub(super) environment: Text,
    #[serde(deserialize_with = "text")]
    pub(super) client_id: Text,
    #[serde(deserialize_with = "text")]
    pub(super) target: Text,
    #[serde(deserialize_with = "text")]
    pub(super) realm: Text,
    #[serde(deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    pub(super) token_type: Text,
    #[serde(deserialize_with = "seconds", serialize_with = "as_text")]
    pub(super) cached_at: Option<i64>,
    #[serde(deserialize_with = "seconds", serialize_with = "as_text")]
    pub(super) expires_on: Option<i64>,
    #[serde(
        deserialize_with = "seconds",
        serialize_with = "as_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) extended_expires_on: Option<i64>,
    #[serde(
        deserialize_with = "seconds",
        serialize_with = "as_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) refresh_on: Option<i64>,
    /// The token is bound to a key that is not here.
    #[serde(deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    pub(super) key_id: Text,
    /// The token was asked for with parameters that are not here.
    #[serde(deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    pub(super) ext_cache_key: Text,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Account {
    #[serde(deserialize_with = "text")]
    pub(super) home_account_id: Text,
    #[serde(deserialize_with = "text")]
    pub(super) environment: Text,
    #[serde(deserialize_with = "text")]
    pub(super) realm: Text,
    #[serde(deserialize_with = "text")]
    pub(super) local_account_id: Text,
    #[serde(deserialize_with = "text")]
    pub(super) username: Text,
    #[serde(deserialize_with = "text")]
    pub(super) authority_type: Text,
    #[serde(deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    pub(super) account_source: Text,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct IdToken {
    #[serde(deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    pub(super) credential_type: Text,
    #[serde(deserialize_with = "secret", serialize_with = "exposed")]
    pub(super) secret: Option<SecretString>,
    #[serde(deserialize_with = "text")]
    pub(super) home_account_id: Text,
    #[serde(deserialize_with = "text")]
    pub(super) environment: Text,
    #[serde(deserialize_with = "text")]
    pub(super) realm: Text,
    #[serde(deserialize_with = "text")]
    pub(super) client_id: Text,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct RefreshToken {
    #[serde(deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    pub(super) credential_type: Text,
    #[serde(deserialize_with = "secret", serialize_with = "exposed")]
    pub(super) secret: Option<SecretString>,
    #[serde(deserialize_with = "text")]
    pub(super) home_account_id: Text,
    #[serde(deserialize_with = "text")]
    pub(super) environment: Text,
    #[serde(deserialize_with = "text")]
    pub(super) client_id: Text,
    #[serde(deserialize_with = "text")]
    pub(super) target: Text,
    #[serde(deserialize_with = "seconds", serialize_with = "as_text")]
    pub(super) last_modification_time: Option<i64>,
    #[serde(deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    pub(super) family_id: Text,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct AppMetadata {
    #[serde(deserialize_with = "text")]
    pub(super) client_id: Text,
    #[serde(deserialize_with = "text")]
    pub(super) environment: Text,
    #[serde(deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    pub(super) family_id: Text,
}

fn text<'de, D: Deserializer<'de>>(from: D) -> Result<Text, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::String(text) => Some(text),
        _ => None,
    })
}

/// Text or number; other libraries write numbers.
fn seconds<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::String(text) => text.trim().parse().ok(),
        Value::Number(number) => number.as_i64(),
        _ => None,
    })
}

/// An empty one is none.
fn secret<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SecretString>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::String(text) if !text.is_empty() => Some(text.into()),
        _ => None,
    })
}

fn as_text<S: Serializer>(seconds: &Option<i64>, to: S) -> Result<S::Ok, S::Error> {
    seconds.map(|seconds| seconds.to_string()).serialize(to)
}

fn exposed<S: Serializer>(secret: &Option<SecretString>, to: S) -> Result<S::Ok, S::Error> {
    let secret = secret.as_ref().map(ExposeSecret::expose_secret);
    secret.serialize(to)
}
