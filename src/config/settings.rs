//! The settings as plain types. Serde's names are the keys of the file, and unknown keys are errors.
//!
//! Docs of each key for people are in `default.toml`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;
use url::Url;

use super::error::Error;
use super::external_orders::ExternalOrders;
use super::marketplaces::{Gateway, Marketplaces};
use super::profile::Profiles;
use super::rate::Rates;
use super::schedule::{Schedule, Serve};
use super::secret::Secret;
use super::values;

/// Everything that can be set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table")]
pub struct Settings {
    /// Logins, ledgers and locks: the mounted volume.
    #[serde(deserialize_with = "values::path")]
    pub state_dir: PathBuf,
    /// The permissions of its files; its folders have the matching ones.
    #[serde(default = "private", deserialize_with = "values::file_mode")]
    pub state_mode: u32,
    /// The group of its files, by name or number; without it that of the process.
    #[serde(default)]
    pub state_group: Option<String>,
    /// Where the embedded database and a key made on first use live; not a key of the file.
    /// `None` where the machine has no home folder: see [`Settings::data_dir`].
    #[serde(skip)]
    pub data_dir: Option<PathBuf>,
    #[serde(default)]
    pub key: Key,
    #[serde(default)]
    pub database: DatabaseSettings,
    #[serde(default)]
    pub profiles: Profiles,
    #[serde(default)]
    pub sources: Sources,
    #[serde(default)]
    pub marketplaces: Marketplaces,
    #[serde(default)]
    pub gateway: Gateway,
    #[serde(default)]
    pub sync: SyncSettings,
    #[serde(default)]
    pub schedule: Schedule,
    #[serde(default)]
    pub serve: Serve,
    #[serde(default)]
    pub http: Http,
}

impl Settings {
    /// The data folder, or what to do where there is none.
    pub fn data_dir(&self) -> Result<&Path, Error> {
        self.data_dir.as_deref().ok_or(Error::NoFolder {
            what: "data",
            hint: "set HOME, or give database.url and key.file",
        })
    }
}

fn private() -> u32 {
    0o600
}

/// The encryption key of the cached logins.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Key {
    #[serde(deserialize_with = "values::optional_path")]
    pub file: Option<PathBuf>,
    /// A program and its arguments whose output is the key; always a [`Secret::Command`].
    #[serde(deserialize_with = "values::optional_command")]
    pub command: Option<Secret>,
    /// Other age recipients that can open the cache too.
    pub recipients: Vec<String>,
}

/// Where rows go; without a URL an embedded SQLite file in the data folder.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct DatabaseSettings {
    /// A secret as a whole, since a password may stand in it.
    pub url: Option<Secret>,
}

/// The upstreams that are read.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(
    deny_unknown_fields,
    default,
    rename_all = "kebab-case",
    expecting = "a table"
)]
pub struct Sources {
    pub partner_center: PartnerCenter,
    pub external_orders: ExternalOrders,
}

/// Microsoft Partner Center's referrals.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct PartnerCenter {
    pub enabled: bool,
    /// The profile whose token is sent; without it the first one.
    pub profile: Option<String>,
    #[serde(deserialize_with = "values::address")]
    pub base_url: Url,
    /// Referrals a page, 1 to 1,000; without it what the driver takes to be best.
    #[serde(deserialize_with = "values::page_size")]
    pub page_size: Option<u32>,
    /// How far before what was seen last the next run begins.
    #[serde(deserialize_with = "values::duration")]
    pub overlap: Duration,
    /// How long after a run over all records the next one is due.
    #[serde(deserialize_with = "values::duration")]
    pub full_every: Duration,
    /// Requests that all processes on the volume may send; none is no limit.
    pub limits: Rates,
}

impl Default for PartnerCenter {
    fn default() -> Self {
        Self {
            enabled: true,
            profile: None,
            base_url: built_in("https://api.partner.microsoft.com/v1.0/engagements"),
            page_size: None,
            limits: Rates::default(),
            overlap: Duration::from_secs(3600),
            full_every: Duration::from_secs(24 * 3600),
        }
    }
}

/// How every sync runs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct SyncSettings {
    /// A run that takes longer stops with its work saved, and the next one goes on.
    #[serde(deserialize_with = "values::duration")]
    pub deadline: Duration,
}

impl Default for SyncSettings {
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(12 * 3600),
        }
    }
}

/// How every upstream is called.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Http {
    /// The longest silence; a long answer as a whole may take four times that.
    #[serde(deserialize_with = "values::duration")]
    pub timeout: Duration,
    /// Without it HTTPS_PROXY and NO_PROXY hold.
    #[serde(deserialize_with = "values::plain_address")]
    pub proxy: Option<Url>,
    /// PEM certificates trusted besides the system's.
    #[serde(deserialize_with = "values::optional_path")]
    pub ca_file: Option<PathBuf>,
}

impl Default for Http {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            proxy: None,
            ca_file: None,
        }
    }
}

/// A default address; the tests read every one.
pub(super) fn built_in(address: &str) -> Url {
    match Url::parse(address) {
        Ok(url) => url,
        Err(error) => unreachable!("{address}: {error}"),
    }
}
