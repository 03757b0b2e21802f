//! The JSON itself: five sections of entries. Reads what any version wrote, writes what
//! `json.dumps(cache, indent=4)` writes, byte for byte.
//!
//! Fields of another type than they should have count as absent; keys are made anew from the fields, as MSAL
//! does itself. Sections and fields that are not named here are not kept.

use std::collections::BTreeMap;
use std::io::{self, Write};

use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::error::Category;
use serde_json::ser::{Formatter, PrettyFormatter};

use super::error::Error;

/// What Windows puts before what it has encrypted for a user: a version, and the provider's id.
const DPAPI: &[u8] = b"\x01\0\0\0\xd0\x8c\x9d\xdf\x01\x15\xd1\x11\x8c\x7a\0\xc0\x4f\xc2\x97\xeb";
/// Every age file, our own caches too.
const AGE: &[u8] = b"age-encryption.org/";
/// Some editors begin a text with it; Python would not read it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

const SECTIONS: [&str; 5] = [
    "AccessToken",
    "Account",
    "IdToken",
    "RefreshToken",
    "AppMetadata",
];

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

/// Reads a cache file.
pub fn parse(bytes: &[u8]) -> Result<Document, Error> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::Empty);
    }
    if bytes.starts_with(DPAPI) {
        return Err(Error::Encrypted("Windows (DPAPI)"));
    }
    if bytes.starts_with(AGE) {
        return Err(Error::Encrypted("age, as jeton's own caches are"));
    }
    let names: BTreeMap<String, IgnoredAny> = read(bytes, "it is no JSON object")?;
    if names.is_empty() {
        return Err(Error::Empty);
    }
    if !SECTIONS.iter().any(|section| names.contains_key(*section)) {
        return Err(Error::Layout("none of its sections is there"));
    }
    read(bytes, "a section is not an object of objects")
}

/// The library's own words would quote what they stumbled over.
fn read<'de, T: Deserialize<'de>>(bytes: &'de [u8], otherwise: &'static str) -> Result<T, Error> {
    serde_json::from_slice(bytes).map_err(|error| match error.classify() {
        Category::Data => Error::Layout(otherwise),
        Category::Io | Category::Syntax | Category::Eof => Error::NotJson {
            line: error.line(),
            column: error.column(),
        },
    })
}

impl Document {
    /// The file's bytes. They hold secrets in the clear.
    pub(super) fn bytes(&self) -> Zeroizing<Vec<u8>> {
        // Room for all of it: a buffer that grows leaves copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(64 << 10));
        let mut serializer = serde_json::Serializer::with_formatter(&mut *bytes, Python::default());
        // A map of texts cannot fail to be written to memory.
        let _ = self.serialize(&mut serializer);
        bytes
    }
}

/// `json.dumps(…, indent=4)`: four spaces, and ASCII alone.
struct Python(PrettyFormatter<'static>);

impl Default for Python {
    fn default() -> Self {
        Self(PrettyFormatter::with_indent(b"    "))
    }
}

impl Formatter for Python {
    fn begin_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_object(to)
    }

    fn end_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_object(to)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(to, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_object_value(to)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_object_value(to)
    }

    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        to: &mut W,
        text: &str,
    ) -> io::Result<()> {
        for character in text.chars() {
            match character {
                ' '..='~' => to.write_all(&[character as u8])?,
                _ => {
                    for unit in character.encode_utf16(&mut [0; 2]) {
                        write!(to, "\\u{unit:04x}")?;
                    }
                }
            }
        }
        Ok(())
    }
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

/// Keys as MSAL makes them, in small letters but for the metadata's.
pub(super) mod key {
    fn joined(parts: &[&Option<String>]) -> String {
        let parts = parts.iter().map(|part| part.as_deref().unwrap_or_default());
        parts.collect::<Vec<_>>().join("-").to_lowercase()
    }

    fn word(word: &str) -> Option<String> {
        Some(word.to_owned())
    }

    pub(in super::super) fn access_token(of: &super::AccessToken) -> String {
        let kind = word("accesstoken");
        joined(&[
            &of.home_account_id,
            &of.environment,
            &kind,
            &of.client_id,
            &of.realm,
            &of.target,
        ])
    }

    pub(in super::super) fn refresh_token(of: &super::RefreshToken) -> String {
        let kind = word("refreshtoken");
        joined(&[
            &of.home_account_id,
            &of.environment,
            &kind,
            &of.client_id,
            &None,
            &of.target,
        ])
    }

    pub(in super::super) fn id_token(of: &super::IdToken) -> String {
        let kind = word("idtoken");
        joined(&[
            &of.home_account_id,
            &of.environment,
            &kind,
            &of.client_id,
            &of.realm,
            &None,
        ])
    }

    pub(in super::super) fn account(of: &super::Account) -> String {
        joined(&[&of.home_account_id, &of.environment, &of.realm])
    }

    pub(in super::super) fn app_metadata(of: &super::AppMetadata) -> String {
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        format!(
            "appmetadata-{}-{}",
            part(&of.environment),
            part(&of.client_id)
        )
    }
}
