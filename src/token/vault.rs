//! Secrets that are kept elsewhere than in the cache's folder: sealed with its key, as text.

use std::path::Path;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::zeroize::Zeroizing;

use super::cache::{CacheError, open, seal};
use super::key::{Key, Keys};

/// Seals and opens.
#[derive(Clone)]
pub struct Vault {
    keys: Arc<Keys>,
}

impl Vault {
    /// Looks for no key yet.
    pub fn new(keys: Arc<Keys>) -> Self {
        Self { keys }
    }

    /// An age file in base64, for the key of the cache and the configured recipients. Makes a key where there is none.
    pub fn seal(&self, plain: &[u8]) -> Result<String, CacheError> {
        // Looked for again: nothing is to be sealed for a key that a rotation has dropped.
        self.keys.find_or_create()?;
        sealed(plain, &*self.keys.again()?)
    }

    /// What is in it; `place` is for messages. What the key in memory does not open is tried again with the key as it
    /// is now.
    pub fn open(&self, place: &str, sealed: &str) -> Result<Zeroizing<Vec<u8>>, CacheError> {
        let key = self.keys.find()?;
        match (opened(place, sealed, &key), key.source.can_change()) {
            (Err(error @ CacheError::WrongKey { .. }), true) => match self.keys.again() {
                Ok(key) => opened(place, sealed, &key),
                Err(_) => Err(error),
            },
            (opened, _) => opened,
        }
    }

    /// Whether it opens with the newest identity of the key as it is now. A rotation that begins later will find it.
    pub fn is_current(&self, sealed: &str) -> Result<bool, CacheError> {
        Ok(opened("", sealed, &self.keys.again()?.newest()).is_ok())
    }
}

/// Opens with any identity of `key`, and seals for its newest one; none where that opens it already.
pub fn resealed(place: &str, text: &str, key: &Key) -> Result<Option<String>, CacheError> {
    let newest = key.newest();
    if opened(place, text, &newest).is_ok() {
        return Ok(None);
    }
    sealed(&opened(place, text, key)?, &newest).map(Some)
}

fn sealed(plain: &[u8], key: &Key) -> Result<String, CacheError> {
    Ok(STANDARD.encode(seal(plain, key, &[])?))
}

fn opened(place: &str, sealed: &str, key: &Key) -> Result<Zeroizing<Vec<u8>>, CacheError> {
    let place = Path::new(place);
    let sealed = STANDARD.decode(sealed).map_err(|_| CacheError::Damaged {
        path: place.to_owned(),
        reason: "it is not base64",
    })?;
    open(place, &sealed, key)
}
