//! The cache's key: an age identity (`AGE-SECRET-KEY-1…`), and the order of places it comes from.
//!
//! A place that is named and fails is an error; only places that are empty are passed over. Nothing
//! ever falls back to plain text.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::OnceLock;

use age::x25519::{Identity, Recipient};
use secrecy::{ExposeSecret, SecretString};
use tracing::info;

use crate::config::{self, KeyringError};
use crate::fsio;

/// The entry's name in the OS keyring, under the service `jeton`.
const KEYRING_ENTRY: &str = "cache-key";
/// The key file made on first use, in the data folder.
const KEY_FILE: &str = "key.txt";
const LARGEST: u64 = 64 << 10;

/// Where a key came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// `--key-file`, `JETON_KEY_FILE` or `key.file`.
    File(PathBuf),
    /// The variable `JETON_KEY`.
    Environment,
    /// The OS keyring.
    Keyring,
    /// The file made on first use in the data folder.
    DataFolder(PathBuf),
}

impl fmt::Display for KeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeySource::File(path) => write!(f, "{}", path.display()),
            KeySource::Environment => f.write_str("JETON_KEY"),
            KeySource::Keyring => f.write_str("the OS keyring"),
            KeySource::DataFolder(path) => write!(f, "{} (made on first use)", path.display()),
        }
    }
}

/// A key that cannot be had or must not be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Nothing but space and comments.
    #[error("the key in {0} is empty")]
    Empty(KeySource),
    /// Not an age identity.
    #[error("{0} holds no age identity (AGE-SECRET-KEY-1…)")]
    NotAKey(KeySource),
    /// A named key file that is not there.
    #[error("the key file {} does not exist", .0.display())]
    Missing(PathBuf),
    /// Group or others can read it.
    #[error("the key file {} can be read by others (mode {mode:03o})", path.display())]
    Exposed {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// It lies in the folder that it protects.
    #[error("the key file {} lies in the state folder that it protects", .0.display())]
    BesideCache(PathBuf),
    /// A configured recipient is none.
    #[error("key.recipients: {0:?} is not an age recipient (age1…)")]
    Recipient(String),
    /// The keyring is there and did not answer.
    #[error("the OS keyring: {0}")]
    Keyring(KeyringError),
    /// The disk.
    #[error(transparent)]
    Files(#[from] fsio::Error),
    /// A login is there, and no place holds the key that it was made with.
    #[error("{} is there, but no key to open it", .0.display())]
    Gone(PathBuf),
    /// No place holds a key, and there is no folder to make one in.
    #[error("there is no key for the token cache, and no home folder to make one in")]
    NoHome,
    /// No place holds a key.
    #[error("there is no key for the token cache yet")]
    None,
}

/// The places to look, from the settings.
#[derive(Clone, Debug)]
pub struct KeyPlaces {
    /// A file named by flag, environment or config.
    pub file: Option<PathBuf>,
    /// The value of `JETON_KEY`.
    pub environment: Option<SecretString>,
    /// The folder of the key made on first use; `None` where the machine has no home folder.
    pub data_dir: Option<PathBuf>,
    /// The folder that the key protects.
    pub state_dir: PathBuf,
    /// Extra recipients, `age1…`.
    pub recipients: Vec<String>,
    /// Whether a key file inside `state_dir` is accepted.
    pub allow_beside_cache: bool,
}

/// Our identities and everyone who may open what we write.
pub struct Key {
    identities: Vec<Identity>,
    extra: Vec<Recipient>,
    /// Where it came from.
    pub source: KeySource,
}

impl Key {
    /// Our own recipient first, then the configured ones.
    pub fn recipients(&self) -> Vec<Recipient> {
        let own = self.identities.first().map(Identity::to_public);
        own.into_iter().chain(self.extra.iter().cloned()).collect()
    }

    pub(super) fn identities(&self) -> &[Identity] {
        &self.identities
    }
}

/// The key, looked for once: asking a keyring takes milliseconds.
pub struct Keys {
    places: KeyPlaces,
    found: OnceLock<Key>,
}

impl Keys {
    /// Looks nowhere yet.
    pub fn new(places: KeyPlaces) -> Self {
        Self {
            places,
            found: OnceLock::new(),
        }
    }

    /// The folder that the key protects.
    pub fn state_dir(&self) -> &Path {
        &self.places.state_dir
    }

    /// The first key in order: named file, `JETON_KEY`, keyring, data folder.
    pub fn find(&self) -> Result<&Key, KeyError> {
        if let Some(key) = self.found.get() {
            return Ok(key);
        }
        let key = self.places.find()?;
        Ok(self.found.get_or_init(|| key))
    }

    /// As [`find`](Self::find), but makes a key file in the data folder where there is no key at all,
    /// and says so.
    pub fn find_or_create(&self) -> Result<&Key, KeyError> {
        match self.find() {
            Err(KeyError::None) => {}
            found => return found,
        }
        if let Some(folder) = &self.places.data_dir
            && let Some(path) = create(folder)?
        {
            info!(
                "made a key for the token cache in {}; keep it, because without it the cached logins cannot be read",
                path.display()
            );
        }
        self.find()
    }
}

impl KeyPlaces {
    fn find(&self) -> Result<Key, KeyError> {
        if let Some(path) = &self.file {
            let source = KeySource::File(path.clone());
            let text = self.file_text(path)?;
            let text = text.ok_or_else(|| KeyError::Missing(path.clone()))?;
            return self.parse(&text, source);
        }
        if let Some(text) = &self.environment {
            return self.parse(text, KeySource::Environment);
        }
        let from_data_folder = || -> Result<Option<Key>, KeyError> {
            let Some(path) = self.data_dir.as_ref().map(|folder| folder.join(KEY_FILE)) else {
                return Ok(None);
            };
            let text = self.file_text(&path)?;
            text.map(|text| self.parse(&text, KeySource::DataFolder(path)))
                .transpose()
        };
        match config::keyring_read(KEYRING_ENTRY) {
            Ok(Some(text)) => self.parse(&text, KeySource::Keyring),
            Ok(None) | Err(KeyringError::Unavailable) => match from_data_folder()? {
                Some(key) => Ok(key),
                None if self.data_dir.is_none() => Err(KeyError::NoHome),
                None => Err(KeyError::None),
            },
            // Nobody named the keyring: a locked one must not stand before a key file that is there,
            // but may hold the key, so that no new one is made.
            Err(error) => from_data_folder()?.ok_or(KeyError::Keyring(error)),
        }
    }

    fn file_text(&self, path: &Path) -> Result<Option<SecretString>, KeyError> {
        let Some(bytes) = fsio::read(path, LARGEST)? else {
            return Ok(None);
        };
        match fsio::mode(path) {
            Some(mode) if mode & 0o077 != 0 => {
                return Err(KeyError::Exposed {
                    path: path.to_owned(),
                    mode,
                });
            }
            _ => {}
        }
        if !self.allow_beside_cache && lies_in(path, &self.state_dir) {
            return Err(KeyError::BesideCache(path.to_owned()));
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Some(SecretString::from(text)))
    }

    fn parse(&self, text: &SecretString, source: KeySource) -> Result<Key, KeyError> {
        let lines = || {
            let lines = text.expose_secret().lines().map(str::trim);
            lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
        };
        if lines().next().is_none() {
            return Err(KeyError::Empty(source));
        }
        let identities: Result<Vec<Identity>, _> = lines().map(Identity::from_str).collect();
        let Ok(identities) = identities else {
            return Err(KeyError::NotAKey(source));
        };
        let extra = self
            .recipients
            .iter()
            .map(|text| Recipient::from_str(text).map_err(|_| KeyError::Recipient(text.clone())));
        Ok(Key {
            identities,
            extra: extra.collect::<Result<_, _>>()?,
            source,
        })
    }
}

/// The file is never replaced: of two first uses at once, one makes it and both read it.
fn create(folder: &Path) -> Result<Option<PathBuf>, KeyError> {
    let path = folder.join(KEY_FILE);
    fsio::private_dir(folder)?;
    let identity = Identity::generate();
    let text = format!(
        "# The key of jeton's token cache. Whoever has it can read every cached login.\n# public key: {}\n{}\n",
        identity.to_public(),
        identity.to_string().expose_secret()
    );
    match fsio::create_new(&path, text.as_bytes(), 0o600) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(None),
        created => Ok(created.map(|()| Some(path))?),
    }
}

fn lies_in(path: &Path, folder: &Path) -> bool {
    match (path.canonicalize(), folder.canonicalize()) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => false,
    }
}
