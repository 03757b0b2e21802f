//! Builds the parts from the settings, each when it is first needed: `token print` from a warm cache
//! gets no runtime, no HTTP client and no database.

mod stop;

use std::future::Future;
use std::io;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use tokio::runtime::{self, Runtime};

use crate::config::{self, Environment, Grant, Inputs, Loaded, Origin, Profile, Settings};
use crate::fsio::Access;
use crate::token::{Cache, KeyPlaces, Keys, Manager, Vault};
use crate::{db, fsio, http};

pub use stop::{Signal, Stop};

/// The embedded database, in the data folder.
const DATABASE_FILE: &str = "jeton.db";

/// Parts that cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing to log in to.
    #[error("no profile is configured")]
    NoProfile,
    /// No person's profile, and none that is named for the source.
    #[error("no profile is named for {upstream}, and only services have one: {}", profiles.join(", "))]
    NoPersonsProfile {
        /// The source's name in the configuration.
        upstream: String,
        /// Those that are configured.
        profiles: Vec<String>,
    },
    /// No profile of that name.
    #[error("there is no profile {name:?}")]
    UnknownProfile {
        /// What was asked for.
        name: String,
        /// The name that was probably meant.
        nearest: Option<String>,
    },
    /// The settings.
    #[error(transparent)]
    Config(#[from] config::Error),
    /// `state_group` names a group that the system does not know.
    #[error("state_group: there is no group {name:?} here")]
    UnknownGroup {
        /// As it is written in the configuration.
        name: String,
    },
    /// The database's URL could not be read.
    #[error("cannot read database.url")]
    Secret(#[from] config::SecretError),
    /// A variable that was to name the database, and came out as nothing: rows must not go elsewhere for that.
    #[error("DATABASE_URL is set, and empty")]
    NoDatabase,
    /// The database's URL names no database that is known.
    #[error("database.url is neither postgres:// nor sqlite:// (it begins with {scheme:?})")]
    UnknownDatabase {
        /// What stands before `://`.
        scheme: String,
    },
    /// Signals cannot be listened to.
    #[error(transparent)]
    Signals(io::Error),
    /// The runtime did not start.
    #[error("cannot start the runtime: {0}")]
    Runtime(#[source] io::Error),
}

/// The parts of one run.
pub struct App {
    loaded: Loaded,
    environment: Arc<Environment>,
    keys: Arc<Keys>,
    http: Arc<http::Client>,
    runtime: OnceLock<Runtime>,
    target: OnceLock<db::Target>,
}

/// What blocks in the background, such as a name that is looked up, does not hold the end of the process.
impl Drop for App {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl App {
    /// Reads the configuration; opens nothing else.
    pub fn new(inputs: &Inputs, allow_key_beside_cache: bool) -> Result<Self, Error> {
        let loaded = config::load(inputs)?;
        let options = http::Options {
            timeout: loaded.settings.http.timeout,
            proxy: loaded.settings.http.proxy.clone(),
            ca_file: loaded.settings.http.ca_file.clone(),
        };
        let environment = Arc::new(loaded.environment.clone());
        let keys = KeyPlaces {
            file: loaded.settings.key.file.clone(),
            command: loaded.settings.key.command.clone(),
            environment: Arc::clone(&environment),
            data_dir: loaded.settings.data_dir.clone(),
            state_dir: loaded.settings.state_dir.clone(),
            recipients: loaded.settings.key.recipients.clone(),
            allow_beside_cache: allow_key_beside_cache,
        };
        Ok(Self {
            http: Arc::new(http::Client::new(options)),
            environment,
            keys: Arc::new(Keys::new(keys)),
            loaded,
            runtime: OnceLock::new(),
            target: OnceLock::new(),
        })
    }

    /// What was read, with origins and warnings.
    pub fn loaded(&self) -> &Loaded {
        &self.loaded
    }

    /// The settings in force.
    pub fn settings(&self) -> &Settings {
        &self.loaded.settings
    }

    /// The key of the token cache.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The cached logins, also of profiles that are configured no more.
    pub fn cache(&self) -> Result<Cache, Error> {
        Ok(Cache::new(Arc::clone(&self.keys), self.access()?))
    }

    /// What seals secrets that are kept in the database.
    pub fn vault(&self) -> Result<Vault, Error> {
        Ok(Vault::new(self.cache()?, Arc::clone(&self.keys)))
    }

    /// The environment, for references to secrets.
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// The shared HTTP client.
    pub fn http(&self) -> &http::Client {
        &self.http
    }

    /// The profile of that name, or the first one.
    pub fn profile(&self, name: Option<&str>) -> Result<(&str, &Profile), Error> {
        let profiles = &self.settings().profiles;
        let Some(name) = name else {
            return profiles.first().ok_or(Error::NoProfile);
        };
        let found = profiles.iter().find(|(known, _)| *known == name);
        found.ok_or_else(|| match profiles.is_empty() {
            true => Error::NoProfile,
            false => Error::UnknownProfile {
                name: name.to_owned(),
                nearest: profiles.nearest(name).map(str::to_owned),
            },
        })
    }

    /// Who may use the files of the state folder.
    pub fn access(&self) -> Result<Access, Error> {
        let group = |name: &String| {
            let number = fsio::group(name);
            number.ok_or_else(|| Error::UnknownGroup { name: name.clone() })
        };
        Ok(Access {
            mode: self.settings().state_mode,
            group: self
                .settings()
                .state_group
                .as_ref()
                .map(group)
                .transpose()?,
        })
    }

    /// The tokens of a profile.
    pub fn manager(&self, name: Option<&str>) -> Result<Manager, Error> {
        let (name, profile) = self.profile(name)?;
        Ok(Manager::new(
            name.to_owned(),
            profile.clone(),
            Arc::clone(&self.keys),
            Arc::clone(&self.http),
            Arc::clone(&self.environment),
            self.access()?,
        ))
    }

    /// The tokens for a source: of the profile that it names, else the one that bears its name, else the
    /// first that a person signs in to. A service's token is not sent to an API that nobody named.
    pub fn source(&self, named: Option<&str>, source: &str) -> Result<Manager, Error> {
        let profiles = &self.settings().profiles;
        let first = || {
            let mut profiles = profiles.iter();
            let person = profiles.find(|(_, profile)| profile.grant == Grant::DeviceCode);
            person.map(|(name, _)| name)
        };
        let by_name = || profiles.get(source).map(|_| source);
        match named.or_else(by_name).or_else(first) {
            Some(name) => self.manager(Some(name)),
            None if profiles.is_empty() => Err(Error::NoProfile),
            None => Err(Error::NoPersonsProfile {
                upstream: source.to_owned(),
                profiles: profiles.iter().map(|(name, _)| name.to_owned()).collect(),
            }),
        }
    }

    /// Where rows go: `database.url`, or a file in the data folder. What was found out once is not asked again.
    pub fn database(&self) -> Result<db::Target, Error> {
        if let Some(target) = self.target.get() {
            return Ok(target.clone());
        }
        let target = self.find_database()?;
        Ok(self.target.get_or_init(|| target).clone())
    }

    fn find_database(&self) -> Result<db::Target, Error> {
        let Some(secret) = &self.settings().database.url else {
            if self.environment.given("DATABASE_URL").is_some() {
                return Err(Error::NoDatabase);
            }
            let folder = self.settings().data_dir()?;
            return Ok(db::Target::Sqlite(folder.join(DATABASE_FILE)));
        };
        let url = secret.resolve(&self.environment)?;
        let target = db::Target::parse(url).map_err(|scheme| Error::UnknownDatabase { scheme })?;
        Ok(match (target, self.written_in("database.url")) {
            // As every path of a file: from the folder of the file.
            (db::Target::Sqlite(path), Some(file)) => db::Target::Sqlite(
                file.parent()
                    .map_or(path.clone(), |folder| folder.join(path)),
            ),
            (target, _) => target,
        })
    }

    /// The file that a value was read from, if it was one.
    fn written_in(&self, key: &str) -> Option<&Path> {
        let mut values = self.loaded.origins.iter();
        match &values.find(|value| value.path == key)?.origin {
            Origin::File { .. } => self.loaded.path.as_deref(),
            _ => None,
        }
    }

    /// Runs `future` to its end.
    pub fn block_on<F: Future>(&self, future: F) -> Result<F::Output, Error> {
        Ok(self.runtime()?.block_on(future))
    }

    fn runtime(&self) -> Result<&Runtime, Error> {
        if let Some(runtime) = self.runtime.get() {
            return Ok(runtime);
        }
        let built = runtime()?;
        Ok(self.runtime.get_or_init(|| built))
    }
}

/// A runtime by itself, for commands that need no configuration.
pub fn runtime() -> Result<Runtime, Error> {
    let mut builder = runtime::Builder::new_multi_thread();
    // Beside the main thread, which runs the command itself; each more would keep memory of its own.
    let built = builder.worker_threads(1).enable_all().build();
    built.map_err(Error::Runtime)
}
