//! An order API of any vendor: where it is, who asks, and where things are in its answers. What is left out is found by
//! looking at them.

use std::time::Duration;

use serde::Deserialize;
use url::Url;

use super::profile::{ClientAuth, Grant, Profile, Provider};
use super::rate::{Rate, Rates};
use super::secret::Secret;
use super::settings::built_in;
use super::values;

/// The profile that is made of it, where it names its token endpoint itself.
pub const PROFILE: &str = "external-orders";

/// How a list goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Paging {
    /// As the first answer shows.
    #[default]
    Auto,
    None,
    Page,
    Offset,
    Cursor,
    /// RFC 8288: the header `Link` with `rel="next"`.
    Link,
    /// A link in the answer.
    Next,
}

impl Paging {
    /// As it is written in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::None => "none",
            Self::Page => "page",
            Self::Offset => "offset",
            Self::Cursor => "cursor",
            Self::Link => "link",
            Self::Next => "next",
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct ExternalOrders {
    pub enabled: bool,
    #[serde(deserialize_with = "values::optional_address")]
    pub orders_endpoint: Option<Url>,
    /// The profile whose token is sent, where it is not told here who asks.
    pub profile: Option<String>,
    #[serde(deserialize_with = "values::optional_address")]
    pub token_endpoint: Option<Url>,
    pub client_id: Option<String>,
    pub client_secret: Option<Secret>,
    pub client_auth: ClientAuth,
    pub scopes: Vec<String>,
    pub audience: Option<String>,
    /// Token requests that the issuer grants.
    pub quota: Rates,
    /// JSON pointers (RFC 6901): to the list in an answer, and in a record.
    pub items: Option<String>,
    pub id: Option<String>,
    pub updated_at: Option<String>,
    pub paging: Paging,
    /// Parameters of a request.
    pub page_param: String,
    pub offset_param: String,
    pub cursor_param: String,
    /// Where the next cursor is in an answer: a JSON pointer.
    pub cursor: Option<String>,
    pub page_size: Option<u32>,
    pub page_size_param: String,
    /// The one that asks for what changed since a time; without it everything is asked for each time.
    pub since_param: Option<String>,
    #[serde(deserialize_with = "values::duration")]
    pub overlap: Duration,
    #[serde(deserialize_with = "values::duration")]
    pub full_every: Duration,
    pub limits: Rates,
}

impl Default for ExternalOrders {
    fn default() -> Self {
        let five_an_hour = Rate {
            count: 5,
            per: Duration::from_secs(3_600),
        };
        Self {
            enabled: true,
            orders_endpoint: None,
            profile: None,
            token_endpoint: None,
            client_id: None,
            client_secret: None,
            client_auth: ClientAuth::default(),
            scopes: Vec::new(),
            audience: None,
            quota: [five_an_hour].into_iter().collect(),
            items: None,
            id: None,
            updated_at: None,
            paging: Paging::default(),
            page_param: "page".to_owned(),
            offset_param: "offset".to_owned(),
            cursor_param: "cursor".to_owned(),
            cursor: None,
            page_size: None,
            page_size_param: "page_size".to_owned(),
            since_param: None,
            overlap: Duration::from_secs(600),
            full_every: Duration::from_secs(24 * 3_600),
            limits: Rates::default(),
        }
    }
}

impl ExternalOrders {
    /// Who asks, where that is told here.
    pub(super) fn as_profile(&self) -> Option<Profile> {
        let client_id = self.client_id.clone()?;
        self.token_endpoint.as_ref()?;
        Some(Profile {
            provider: Provider::Oauth2,
            grant: Grant::ClientCredentials,
            tenant: None,
            authority: built_in("https://login.microsoftonline.com"),
            issuer: None,
            token_endpoint: self.token_endpoint.clone(),
            device_authorization_endpoint: None,
            revocation_endpoint: None,
            client_id,
            client_secret: self.client_secret.clone(),
            client_auth: self.client_auth,
            scopes: self.scopes.clone(),
            audience: self.audience.clone(),
            renew_before: Duration::from_secs(10 * 60),
            quota: self.quota.clone(),
            refresh_replay_window: None,
        })
    }
}
