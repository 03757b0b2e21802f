//! What an imported login keeps of its file, because nothing else of the login says it and an export needs it.

use serde::{Deserialize, Serialize};

/// The words of the file it came from. Times are Unix seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// The sign-in host, as the file spelled it.
    pub environment: String,
    /// The tenant, as the file spelled it: an id, or the word `organizations`.
    pub realm: String,
    /// The account's name, which may be empty.
    pub username: Option<String>,
    /// `MSSTS`, or `ADFS`.
    pub authority_type: Option<String>,
    /// The grant that made the account.
    pub account_source: Option<String>,
    /// The family of clients that share the refresh token.
    pub family_id: Option<String>,
    /// Of this access token: how long it is good while the issuer is down.
    pub extended_expires_on: Option<i64>,
    /// Of this access token: when the issuer would have it renewed.
    pub refresh_on: Option<i64>,
    /// Of this refresh token: when it was written.
    pub last_modification_time: Option<i64>,
}

impl Kept {
    /// After a renewal: what was said of the old tokens is not true of the new ones.
    #[must_use]
    pub fn renewed(&self) -> Self {
        Self {
            extended_expires_on: None,
            refresh_on: None,
            last_modification_time: None,
            ..self.clone()
        }
    }
}
