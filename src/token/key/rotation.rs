//! A key in the middle of its rotation: the new identity is in its place before anything is sealed for it,
//! and the old one stays there until nothing is sealed for it any more.

use age::x25519::Identity;
use secrecy::SecretString;

use super::places::KEYRING_ENTRY;
use super::{Key, KeyError, KeySource, file, text};
use crate::config::{self, KeyringError};

impl Key {
    /// Puts a new identity first where the key lives. [`KeyError::Fixed`] where jeton cannot write.
    pub(in crate::token) fn begin_rotation(&self) -> Result<(), KeyError> {
        let older: Vec<Identity> = self.identities().cloned().collect();
        self.store(&text::render(&Identity::generate(), &older))
    }

    /// Takes the older identities away.
    pub(in crate::token) fn end_rotation(&self) -> Result<(), KeyError> {
        self.store(&text::render(&self.first, &[]))
    }

    fn store(&self, text: &SecretString) -> Result<(), KeyError> {
        match &self.source {
            KeySource::File(path) | KeySource::DataFolder(path) => {
                file::rewrite(&self.source, path, text)
            }
            KeySource::Keyring => {
                config::keyring_write(KEYRING_ENTRY, text).map_err(|error| match error {
                    KeyringError::Unavailable => KeyError::Fixed(self.source.clone()),
                    error => KeyError::Keyring(error),
                })
            }
            KeySource::Pipe(_)
            | KeySource::Credential(_)
            | KeySource::Command(_)
            | KeySource::Environment => Err(KeyError::Fixed(self.source.clone())),
        }
    }
}
