//! Settings: plain types, and for each value the place it came from.
//!
//! Flags go before the environment, that before `.env`, the config file and the defaults.
//! Nothing here knows a domain type, opens a connection or resolves a secret by itself.

mod check;
mod de;
mod dotenv;
mod env;
mod error;
mod external_orders;
mod fault;
mod file;
mod keyring;
mod load;
mod marketplaces;
mod nearest;
mod node;
mod overlay;
mod profile;
mod rate;
mod schedule;
mod secret;
mod settings;
mod show;
mod values;

pub use env::Environment;
pub use error::Error;
pub use external_orders::{ExternalOrders, PROFILE as EXTERNAL_ORDERS, Paging};
pub use keyring::{KeyringError, keyring_read, keyring_write};
pub use load::{Inputs, Loaded, Value, load, search_path};
pub use marketplaces::{
    AttributeValues, Gateway, Hepsiburada, ListingQuota, Marketplaces, N11, OrdersBy, Trendyol,
};
pub use nearest::nearest;
pub use node::Origin;
pub use profile::{ClientAuth, Grant, Profile, Profiles, Provider, check_profile_name};
pub use rate::{Rate, Rates};
pub use schedule::{Job, Schedule, Serve, listen_address};
pub use secret::{Secret, SecretError};
pub use settings::{DatabaseSettings, Http, Key, PartnerCenter, Settings, Sources};

pub use values::{SHORTEST_PERIOD, is_loopback};

/// Every key with its default or an example, commented: the reference and a start for an own file.
pub const DEFAULT_TOML: &str = include_str!("default.toml");

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests;
