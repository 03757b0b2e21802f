//! Where the marketplaces are and how we introduce ourselves there. Keys are per tenant, in the database.

use serde::Deserialize;
use url::Url;

use super::settings::built_in;
use super::values;

/// The marketplaces.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Marketplaces {
    pub trendyol: Trendyol,
    pub hepsiburada: Hepsiburada,
    pub n11: N11,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Trendyol {
    #[serde(deserialize_with = "values::address")]
    pub base_url: Url,
    /// What stands behind the sellerId in the User-Agent.
    pub integrator: String,
}

impl Default for Trendyol {
    fn default() -> Self {
        Self {
            base_url: built_in("https://apigw.trendyol.com/integration"),
            integrator: "SelfIntegration".to_owned(),
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Hepsiburada {
    #[serde(deserialize_with = "values::address")]
    pub listing_url: Url,
    /// The integrator's registered user name, bare; nothing is sent without it.
    pub user_agent: Option<String>,
}

impl Default for Hepsiburada {
    fn default() -> Self {
        Self {
            listing_url: built_in("https://listing-external.hepsiburada.com"),
            user_agent: None,
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct N11 {
    #[serde(deserialize_with = "values::address")]
    pub base_url: Url,
}

impl Default for N11 {
    fn default() -> Self {
        Self {
            base_url: built_in("https://api.n11.com"),
        }
    }
}
