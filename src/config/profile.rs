//! Profiles: one login each, at one issuer, by one grant.
//!
//! Plain values; the token module makes requests of them, `check` tells what must go together.

use std::fmt;
use std::time::Duration;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use url::Url;

use super::nearest::nearest;
use super::rate::Rates;
use super::secret::Secret;
use super::settings::built_in;
use super::values;

/// How an issuer's endpoints are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase", expecting = "a provider")]
pub enum Provider {
    /// Microsoft Entra ID, by tenant.
    Entra,
    /// OpenID Connect Discovery 1.0, by issuer.
    Oidc,
    /// RFC 6749 with the endpoints given.
    Oauth2,
}

impl Provider {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Entra => "entra",
            Self::Oidc => "oidc",
            Self::Oauth2 => "oauth2",
        }
    }
}

/// How a token is got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", expecting = "a grant")]
pub enum Grant {
    /// RFC 8628: a person signs in elsewhere.
    #[default]
    DeviceCode,
    /// RFC 6749 section 4.4: the client is its own owner.
    ClientCredentials,
}

impl Grant {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DeviceCode => "device_code",
            Self::ClientCredentials => "client_credentials",
        }
    }
}

/// Where a client's secret goes (RFC 6749 section 2.3.1), named as in RFC 8414.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(expecting = "a client_auth")]
pub enum ClientAuth {
    #[default]
    #[serde(rename = "client_secret_basic")]
    Basic,
    #[serde(rename = "client_secret_post")]
    Post,
}

impl ClientAuth {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Basic => "client_secret_basic",
            Self::Post => "client_secret_post",
        }
    }
}

/// One login: whose, where and by which grant.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table")]
pub struct Profile {
    pub provider: Provider,
    #[serde(default)]
    pub grant: Grant,
    /// Entra's directory: a domain or an id.
    #[serde(default)]
    pub tenant: Option<String>,
    /// Entra's sign-in host; another one for national clouds.
    #[serde(default = "authority", deserialize_with = "values::address")]
    pub authority: Url,
    #[serde(default, deserialize_with = "values::optional_address")]
    pub issuer: Option<Url>,
    #[serde(default, deserialize_with = "values::optional_address")]
    pub token_endpoint: Option<Url>,
    #[serde(default, deserialize_with = "values::optional_address")]
    pub device_authorization_endpoint: Option<Url>,
    /// RFC 7009.
    #[serde(default, deserialize_with = "values::optional_address")]
    pub revocation_endpoint: Option<Url>,
    pub client_id: String,
    #[serde(default)]
    pub client_secret: Option<Secret>,
    #[serde(default)]
    pub client_auth: ClientAuth,
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Sent as `audience` where an issuer wants one.
    #[serde(default)]
    pub audience: Option<String>,
    /// How long before its end a token is renewed.
    #[serde(default = "renew_before", deserialize_with = "values::duration")]
    pub renew_before: Duration,
    /// Token requests that the issuer grants this client; no rate is no limit.
    #[serde(default)]
    pub quota: Rates,
    /// How long the issuer takes a refresh token once more after it was used.
    #[serde(default, deserialize_with = "values::optional_duration")]
    pub refresh_replay_window: Option<Duration>,
}

fn authority() -> Url {
    built_in("https://login.microsoftonline.com")
}

fn renew_before() -> Duration {
    Duration::from_secs(10 * 60)
}

/// Profiles by name, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Profiles(Vec<(String, Profile)>);

impl Profiles {
    /// The default profile.
    pub fn first(&self) -> Option<(&str, &Profile)> {
        self.iter().next()
    }

    pub fn get(&self, name: &str) -> Option<&Profile> {
        let mut profiles = self.iter();
        profiles.find(|(other, _)| *other == name).map(|(_, p)| p)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Profile)> {
        self.0
            .iter()
            .map(|(name, profile)| (name.as_str(), profile))
    }

    /// Behind the others, unless there is one of that name.
    pub(super) fn add(&mut self, name: &str, profile: Profile) {
        if self.get(name).is_none() {
            self.0.push((name.to_owned(), profile));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The profile that a mistyped name was probably meant to be.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        nearest(name, self.iter().map(|(name, _)| name))
    }
}

impl<'de> Deserialize<'de> for Profiles {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Tables;
        impl<'de> Visitor<'de> for Tables {
            type Value = Profiles;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of profiles")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut tables: A) -> Result<Profiles, A::Error> {
                let mut profiles = Vec::new();
                while let Some(Name(name)) = tables.next_key()? {
                    profiles.push((name, tables.next_value()?));
                }
                Ok(Profiles(profiles))
            }
        }
        from.deserialize_map(Tables)
    }
}

/// A profile's name becomes a file name: small letters, digits and inner `.`, `_`, `-`.
struct Name(String);

/// Whether a profile can be called so; else what a name is.
pub fn check_profile_name(name: &str) -> Result<(), &'static str> {
    let alphanumeric = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let first = name.bytes().next().is_some_and(alphanumeric);
    let rest = name
        .bytes()
        .all(|byte| alphanumeric(byte) || matches!(byte, b'.' | b'_' | b'-'));
    if name.ends_with(".pending") {
        return Err("a profile's name does not end in \".pending\": pending logins are kept by it");
    }
    match first && rest && name.len() <= 64 {
        true => Ok(()),
        false => Err(
            "a profile's name is 1 to 64 of a-z, 0-9, \".\", \"_\" and \"-\", \
             and begins with a letter or digit",
        ),
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        check_profile_name(&name).map_err(D::Error::custom)?;
        Ok(Self(name))
    }
}
