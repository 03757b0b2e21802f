//! The cache's key: an age identity (`AGE-SECRET-KEY-1…`), and the order of places it comes from.
//!
//! A place that is named and fails is an error; only places that are empty are passed over. Nothing
//! ever falls back to plain text.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use age::x25519::{Identity, Recipient};
use secrecy::{ExposeSecret, SecretString};

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
    /// No place holds a key, and there is no folder to make one in.
    #[error("there is no key for the token cache, and no home folder to make one in")]
    NoHome,
    /// No place holds a key.
    #[error("there is no key for the token cache yet")]
    None,
}

/// The places to look, from the settings.
#[derive(Clone, Debug)]
pub struct Keys {
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

impl Keys {
    /// The first key in order: named file, `JETON_KEY`, keyring, data folder.
    pub fn find(&self) -> Result<Key, KeyError> {
        if let Some(path) = &self.file {
            let source = KeySource::File(path.clone());
            let text = self
                .file_text(path)?
                .ok_or_else(|| KeyError::Missing(path.clone()))?;
            return self.parse(&text, source);
        }
        if let Some(text) = &self.environment {
            return self.parse(text, KeySource::Environment);
        }
        match config::keyring_read(KEYRING_ENTRY) {
            Ok(Some(text)) => return self.parse(&text, KeySource::Keyring),
            Ok(None) | Err(KeyringError::Unavailable) => {}
            Err(error) => return Err(KeyError::Keyring(error)),
        }
        let Some(path) = self.made_on_first_use() else {
            return Err(KeyError::NoHome);
        };
        match self.file_text(&path)? {
            Some(text) => self.parse(&text, KeySource::DataFolder(path)),
            None => Err(KeyError::None),
        }
    }

    /// As [`find`](Self::find), but makes a key file in the data folder where there is no key at
    /// all; whether it did.
    pub fn find_or_create(&self) -> Result<(Key, bool), KeyError> {
        match self.find() {
            Err(KeyError::None) => {
                if let Some(folder) = &self.data_dir {
                    create(folder)?;
                }
                Ok((self.find()?, true))
            }
            found => Ok((found?, false)),
        }
    }

    fn made_on_first_use(&self) -> Option<PathBuf> {
        Some(self.data_dir.as_ref()?.join(KEY_FILE))
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
        Ok(Some(SecretString::from(
            String::from_utf8_lossy(&bytes).into_owned(),
        )))
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
fn create(folder: &Path) -> Result<(), KeyError> {
    fsio::private_dir(folder)?;
    let identity = Identity::generate();
    let text = format!(
        "# The key of jeton's token cache. Whoever has it can read every cached login.\n# public key: {}\n{}\n",
        identity.to_public(),
        identity.to_string().expose_secret()
    );
    match fsio::create_new(&folder.join(KEY_FILE), text.as_bytes(), 0o600) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        created => Ok(created?),
    }
}

fn lies_in(path: &Path, folder: &Path) -> bool {
    match (path.canonicalize(), folder.canonicalize()) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => false,
    }
}
