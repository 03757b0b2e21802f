//! The token cache of Microsoft's client library for Python: the plain JSON of its `SerializableTokenCache`, as
//! version 1.39.0 reads and writes it. Pure: bytes in, values out, and back. Files and the network are
//! others' business.

mod candidate;
mod document;
mod error;
mod export;
mod find;
mod fit;
mod grant;
mod kept;
mod key;
mod listing;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use document::Document;
pub use error::Error;
pub use export::{Exported, export};
pub use find::{Found, Note, find};
pub use kept::Kept;
pub use read::parse;

use url::Url;

use crate::config::{Grant, Profile, Provider};

/// The word that stands for the grant in an account's `account_source`.
const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// Whether a profile's login can be in such a cache at all: a person's, at an issuer.
pub fn check(profile: &Profile) -> Result<(), Error> {
    let why = match (profile.provider, profile.grant) {
        (_, Grant::ClientCredentials) => "a service has no account, and gets a token by itself",
        (Provider::Oauth2, _) => "endpoints given one by one have no authority to go by",
        (Provider::Entra | Provider::Oidc, Grant::DeviceCode) => return Ok(()),
    };
    Err(Error::NoSuchCache(why))
}

/// MSAL's `environment`: the sign-in host, without a port.
fn environment(profile: &Profile) -> String {
    let authority = match profile.provider {
        Provider::Entra => Some(&profile.authority),
        _ => profile.issuer.as_ref(),
    };
    let host = authority.and_then(Url::host_str).unwrap_or_default();
    host.to_ascii_lowercase()
}

/// MSAL's `realm`: the first segment of the token endpoint's path.
fn first_segment(url: &Url) -> &str {
    let mut segments = url.path_segments().into_iter().flatten();
    segments.next().unwrap_or_default()
}
