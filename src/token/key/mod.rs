//! The cache's key: age identities (`AGE-SECRET-KEY-1…`), where they come from, and who may open what is
//! sealed with them.
//!
//! Sealed is for the first identity, opened with any of them. A rotation puts a new one first and takes the
//! old one away once no login needs it, while other processes hold the old one in memory. So the cache keeps
//! this rule: what does not open is tried again with the key looked for again, and a write looks for it
//! again under the profile's lock, for which the rotation waits.

mod error;
mod file;
mod places;
mod rotation;
mod source;
mod text;

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use age::x25519::{Identity, Recipient};
use tracing::info;

use crate::fsio;

pub use error::KeyError;
pub use places::KeyPlaces;
pub use source::KeySource;

/// Our identities and everyone who may open what we write.
#[derive(Clone)]
pub struct Key {
    first: Identity,
    older: Vec<Identity>,
    configured: Vec<Recipient>,
    /// Where it came from.
    pub source: KeySource,
    /// Whether a rotation has begun and not ended: the older identities go when it does.
    pub rotating: bool,
}

impl Key {
    /// What every login is sealed for.
    pub fn recipient(&self) -> String {
        self.first.to_public().to_string()
    }

    /// The recipients of all its identities, the newest first.
    pub(super) fn own(&self) -> Vec<String> {
        let older = self.older();
        std::iter::once(self.recipient()).chain(older).collect()
    }

    /// The public halves of the identities that only open.
    pub fn older(&self) -> Vec<String> {
        let public = self.older.iter().map(Identity::to_public);
        public.map(|recipient| recipient.to_string()).collect()
    }

    /// `key.recipients` of the configuration.
    pub fn configured(&self) -> Vec<String> {
        self.configured.iter().map(Recipient::to_string).collect()
    }

    /// Our own recipient first, then the configured ones.
    pub(super) fn recipients(&self) -> Vec<Recipient> {
        let own = std::iter::once(self.first.to_public());
        own.chain(self.configured.iter().cloned()).collect()
    }

    pub(super) fn identities(&self) -> impl Iterator<Item = &Identity> {
        std::iter::once(&self.first).chain(&self.older)
    }

    /// The same with its first identity alone: what is left of it after a rotation.
    pub fn newest(&self) -> Key {
        Key {
            older: Vec::new(),
            rotating: false,
            ..self.clone()
        }
    }
}

/// A recipient by its text; `place` is where it was given.
pub(super) fn recipient(place: &'static str, text: &str) -> Result<Recipient, KeyError> {
    Recipient::from_str(text.trim()).map_err(|_| KeyError::Recipient {
        place,
        text: text.to_owned(),
    })
}

/// The key, looked for when it is needed and remembered: asking a keyring takes milliseconds, a command
/// more.
pub struct Keys {
    places: KeyPlaces,
    known: Mutex<Option<Arc<Key>>>,
}

impl Keys {
    /// Looks nowhere yet.
    pub fn new(places: KeyPlaces) -> Self {
        Self {
            places,
            known: Mutex::new(None),
        }
    }

    /// The folder that the key protects.
    pub fn state_dir(&self) -> &Path {
        &self.places.state_dir
    }

    /// The key as it is remembered, else the first one that a place holds. May run a command: blocks for
    /// at most 10 seconds.
    pub fn find(&self) -> Result<Arc<Key>, KeyError> {
        self.look(|_| true)
    }

    /// The key as it is now: what is remembered may have been rotated. What can be read only once is not
    /// read again.
    pub fn again(&self) -> Result<Arc<Key>, KeyError> {
        self.look(|key| !key.source.can_change())
    }

    fn look(&self, remembered: impl FnOnce(&Key) -> bool) -> Result<Arc<Key>, KeyError> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = known.as_ref().filter(|key| remembered(key)) {
            return Ok(Arc::clone(key));
        }
        let key = Arc::new(self.places.find()?);
        *known = Some(Arc::clone(&key));
        Ok(key)
    }

    /// As [`find`](Self::find), but makes a key file in the data folder where there is no key at all,
    /// and says so.
    pub fn find_or_create(&self) -> Result<Arc<Key>, KeyError> {
        match (self.find(), self.places.data_file()) {
            (Err(KeyError::None), Some(path)) => {
                match self.create(&path) {
                    Ok(_) => info!(
                        "made a key for the token cache in {}; keep it, because without it the cached logins cannot be read",
                        path.display()
                    ),
                    // Another first use was faster.
                    Err(KeyError::Exists(_)) => {}
                    Err(error) => return Err(error),
                }
                self.find()
            }
            (found, _) => found,
        }
    }

    /// Where a key is made when no other place is named.
    pub fn default_file(&self) -> Result<PathBuf, KeyError> {
        self.places.data_file().ok_or(KeyError::NoHome)
    }

    /// Makes a key file, 0600, and its folder where that is the data folder. Never overwrites. The public
    /// half of the key.
    pub fn create(&self, path: &Path) -> Result<String, KeyError> {
        if let Some(folder) = &self.places.data_dir
            && path.parent() == Some(folder)
        {
            fsio::private_dir(folder)?;
        }
        file::create(path)
    }

    /// Whether a file lies in the folder that the key protects.
    pub fn is_beside_cache(&self, path: &Path) -> bool {
        file::lies_in(path, &self.places.state_dir)
    }
}
