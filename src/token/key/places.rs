//! The order of places that a key comes from.
//!
//! A place that is named and fails is an error; only places that are empty are passed over. Nothing
//! ever falls back to plain text.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use age::x25519::Recipient;
use secrecy::{ExposeSecret, SecretString};

use super::text::{self, Identities, Wrong};
use super::{Key, KeyError, KeySource, file, recipient};
use crate::config::{self, Environment, KeyringError, Secret};

/// The entry's name in the OS keyring, under the service `jeton`.
pub(super) const KEYRING_ENTRY: &str = "cache-key";
/// The credential's name in systemd's folder.
const CREDENTIAL: &str = "jeton-key";
/// The key file in the data folder.
const KEY_FILE: &str = "key.txt";

/// The places to look, from the settings.
#[derive(Clone, Debug)]
pub struct KeyPlaces {
    /// A file named by flag, environment or config.
    pub file: Option<PathBuf>,
    /// `key.command`.
    pub command: Option<Secret>,
    /// Of it `CREDENTIALS_DIRECTORY` and `JETON_KEY`.
    pub environment: Arc<Environment>,
    /// The folder of the key made on first use; `None` where the machine has no home folder.
    pub data_dir: Option<PathBuf>,
    /// The folder that the key protects.
    pub state_dir: PathBuf,
    /// Extra recipients, `age1…`.
    pub recipients: Vec<String>,
    /// Whether a key file inside `state_dir` is accepted.
    pub allow_beside_cache: bool,
}

impl KeyPlaces {
    /// The key file in the data folder, there or not.
    pub(super) fn data_file(&self) -> Option<PathBuf> {
        Some(self.data_dir.as_ref()?.join(KEY_FILE))
    }

    /// The first key in order: named file, systemd credential, command, `JETON_KEY`, keyring, data folder.
    pub(super) fn find(&self) -> Result<Key, KeyError> {
        if let Some(path) = &self.file {
            let found = self.private(path, KeySource::File)?;
            return found.ok_or_else(|| KeyError::Missing(path.clone()));
        }
        if let Some(folder) = self.environment.get("CREDENTIALS_DIRECTORY") {
            let path = Path::new(folder).join(CREDENTIAL);
            if let Some(text) = file::mounted(&path)? {
                return self.parse(&text, KeySource::Credential(path));
            }
        }
        if let Some(command) = &self.command {
            let text = command.resolve(&self.environment);
            return self.parse(&text.map_err(KeyError::Command)?, program(command));
        }
        // An empty one is a secret that was not mounted: another key in its place would be lost.
        if let Some(text) = self.environment.given("JETON_KEY") {
            return self.parse(&SecretString::from(text), KeySource::Environment);
        }
        match config::keyring_read(KEYRING_ENTRY) {
            Ok(Some(text)) => self.parse(&text, KeySource::Keyring),
            Ok(None) | Err(KeyringError::Unavailable) => match self.in_data_folder()? {
                Some(key) => Ok(key),
                None if self.data_dir.is_none() => Err(KeyError::NoHome),
                None => Err(KeyError::None),
            },
            // Nobody named the keyring: a locked one must not stand before a key file that is there,
            // but may hold the key, so that no new one is made.
            Err(error) => self.in_data_folder()?.ok_or(KeyError::Keyring(error)),
        }
    }

    fn in_data_folder(&self) -> Result<Option<Key>, KeyError> {
        match self.data_file() {
            Some(path) => self.private(&path, KeySource::DataFolder),
            None => Ok(None),
        }
    }

    fn private(
        &self,
        path: &Path,
        source: fn(PathBuf) -> KeySource,
    ) -> Result<Option<Key>, KeyError> {
        let Some((text, is_pipe)) = file::private(path)? else {
            return Ok(None);
        };
        if !self.allow_beside_cache && file::lies_in(path, &self.state_dir) {
            return Err(KeyError::BesideCache(path.to_owned()));
        }
        let source = match is_pipe {
            true => KeySource::Pipe(path.to_owned()),
            false => source(path.to_owned()),
        };
        self.parse(&text, source).map(Some)
    }

    fn parse(&self, text: &SecretString, source: KeySource) -> Result<Key, KeyError> {
        let Identities {
            first,
            older,
            rotating,
        } = match text::parse(text.expose_secret()) {
            Ok(identities) => identities,
            Err(Wrong::Empty) => return Err(KeyError::Empty(source)),
            Err(Wrong::NotAKey) => return Err(KeyError::NotAKey(source)),
        };
        let configured = self
            .recipients
            .iter()
            .map(|text| recipient("key.recipients", text));
        Ok(Key {
            first,
            older,
            configured: configured.collect::<Result<Vec<Recipient>, _>>()?,
            source,
            rotating,
        })
    }
}

fn program(command: &Secret) -> KeySource {
    KeySource::Command(match command {
        Secret::Command(words) => words.first().cloned().unwrap_or_default(),
        other => other.to_string(),
    })
}
