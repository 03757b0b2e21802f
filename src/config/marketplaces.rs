//! Where the marketplaces are, how we introduce ourselves there and how fast we ask; and the gateway before them. Keys
//! are per tenant, in the database.

use std::time::Duration;

use serde::Deserialize;
use url::Url;

use super::rate::{Rate, Rates};
use super::settings::built_in;
use super::values;

/// The marketplaces.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Marketplaces {
    pub trendyol: Trendyol,
    pub hepsiburada: Hepsiburada,
    pub n11: N11,
    /// How long after a refusal the same is sent again.
    #[serde(deserialize_with = "values::duration")]
    pub retry_refused: Duration,
}

impl Default for Marketplaces {
    fn default() -> Self {
        Self {
            trendyol: Trendyol::default(),
            hepsiburada: Hepsiburada::default(),
            n11: N11::default(),
            retry_refused: Duration::from_secs(24 * 3600),
        }
    }
}

/// How many products a seller may list at Trendyol, which decides how often it may ask a minute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum ListingQuota {
    #[default]
    #[serde(rename = "50k")]
    Fifty,
    #[serde(rename = "75k")]
    SeventyFive,
    #[serde(rename = "150k")]
    HundredFifty,
    #[serde(rename = "500k")]
    FiveHundred,
    #[serde(rename = "unlimited")]
    Unlimited,
}

impl ListingQuota {
    /// As it is written in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fifty => "50k",
            Self::SeventyFive => "75k",
            Self::HundredFifty => "150k",
            Self::FiveHundred => "500k",
            Self::Unlimited => "unlimited",
        }
    }
}

/// How the value of an attribute is written: Trendyol's guide and its reference differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AttributeValues {
    /// `attributeValueId`.
    #[default]
    Single,
    /// `attributeValueIds`.
    List,
}

impl AttributeValues {
    /// As it is written in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::List => "list",
        }
    }
}

/// Which of Trendyol's two lists of orders is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OrdersBy {
    #[default]
    Stream,
    Pages,
}

impl OrdersBy {
    /// As it is written in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stream => "stream",
            Self::Pages => "pages",
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Trendyol {
    #[serde(deserialize_with = "values::address")]
    pub base_url: Url,
    /// What stands behind the sellerId in the User-Agent.
    pub integrator: String,
    /// Of each group of endpoints, and of each seller.
    pub limits: Rates,
    pub listing_quota: ListingQuota,
    pub attribute_values: AttributeValues,
    pub orders_by: OrdersBy,
    #[serde(deserialize_with = "values::duration")]
    pub poll_every: Duration,
    /// How long after a request whose answer was lost its products are sent again where they do not show.
    #[serde(deserialize_with = "values::duration")]
    pub resend_after: Duration,
}

impl Default for Trendyol {
    fn default() -> Self {
        Self {
            base_url: built_in("https://apigw.trendyol.com/integration"),
            integrator: "SelfIntegration".to_owned(),
            limits: at_most(50, 10),
            listing_quota: ListingQuota::default(),
            attribute_values: AttributeValues::default(),
            orders_by: OrdersBy::default(),
            poll_every: Duration::from_secs(3),
            // As long as the same body is refused.
            resend_after: Duration::from_secs(15 * 60),
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Hepsiburada {
    #[serde(deserialize_with = "values::address")]
    pub listing_url: Url,
    #[serde(deserialize_with = "values::address")]
    pub catalog_url: Url,
    #[serde(deserialize_with = "values::address")]
    pub orders_url: Url,
    /// The integrator's registered user name, bare; nothing is sent without it.
    pub user_agent: Option<String>,
    pub limits: Rates,
    /// Of all sellers together: the catalogue counts by address.
    pub catalog_limits: Rates,
    pub order_limits: Rates,
    #[serde(deserialize_with = "values::duration")]
    pub poll_every: Duration,
    #[serde(deserialize_with = "values::duration")]
    pub resend_after: Duration,
}

impl Default for Hepsiburada {
    fn default() -> Self {
        Self {
            listing_url: built_in("https://listing-external.hepsiburada.com"),
            catalog_url: built_in("https://mpop.hepsiburada.com"),
            orders_url: built_in("https://oms-external.hepsiburada.com"),
            user_agent: None,
            limits: at_most(600, 60),
            catalog_limits: at_most(120, 60),
            order_limits: at_most(2, 1),
            poll_every: Duration::from_secs(2),
            resend_after: Duration::from_secs(300),
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct N11 {
    #[serde(deserialize_with = "values::address")]
    pub base_url: Url,
    /// The name that stands in what is sent.
    pub integrator: String,
    pub limits: Rates,
    #[serde(deserialize_with = "values::duration")]
    pub poll_every: Duration,
    #[serde(deserialize_with = "values::duration")]
    pub resend_after: Duration,
}

impl Default for N11 {
    fn default() -> Self {
        Self {
            base_url: built_in("https://api.n11.com"),
            integrator: "jeton".to_owned(),
            limits: at_most(300, 60),
            poll_every: Duration::from_secs(3),
            resend_after: Duration::from_secs(300),
        }
    }
}

/// An existing gateway that syncs products in our place.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Gateway {
    #[serde(deserialize_with = "values::plain_address")]
    pub url: Option<Url>,
    /// The profile whose token is sent.
    pub profile: Option<String>,
    /// Of each tenant.
    pub limits: Rates,
    /// How long a sync may take there.
    #[serde(deserialize_with = "values::duration")]
    pub timeout: Duration,
}

impl Default for Gateway {
    fn default() -> Self {
        let limits = [(60, 60), (1_000, 3_600), (10_000, 24 * 3_600)];
        let limits = limits.map(|(count, seconds)| rate(count, seconds));
        Self {
            url: None,
            profile: None,
            limits: limits.into_iter().collect(),
            timeout: Duration::from_secs(600),
        }
    }
}

fn at_most(count: u32, seconds: u64) -> Rates {
    [rate(count, seconds)].into_iter().collect()
}

fn rate(count: u32, seconds: u64) -> Rate {
    let per = Duration::from_secs(seconds);
    Rate { count, per }
}
