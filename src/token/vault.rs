//! Secrets that are kept in databases: sealed with the cache's key, as text. A note of each such database stands in the
//! state folder, so that a rotation does not end before all of them were gone over.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::zeroize::Zeroizing;
use serde::{Deserialize, Serialize};

use super::cache::{Cache, CacheError, open, seal, with_key};
use super::error::Error;
use super::key::{Key, Keys};
use super::login::short_hash;
use crate::coordination::FileLock;
use crate::fsio;

/// How long another sealing, or a rotation, is waited for.
const PATIENCE: Duration = Duration::from_secs(60);
/// Far above any note.
const LARGEST: u64 = 64 << 10;

/// Seals and opens.
pub struct Vault {
    cache: Cache,
    keys: Arc<Keys>,
}

/// A database with secrets that were sealed with the key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Where it is, without a password.
    pub place: String,
    /// What all of them were sealed for by the last rotation; empty before the first one.
    pub recipient: String,
}

impl Vault {
    /// Looks for no key yet.
    pub fn new(cache: Cache, keys: Arc<Keys>) -> Self {
        Self { cache, keys }
    }

    /// Keeps rotations out from before something is sealed until it is kept.
    pub async fn lock(&self) -> Result<FileLock, Error> {
        let folder = self.folder();
        fsio::folder(&folder, self.cache.access()).map_err(CacheError::from)?;
        let lock = FileLock::acquire(&folder.join("lock"), self.cache.access(), PATIENCE).await?;
        lock.ok_or(Error::Rotating)
    }

    /// Notes that `place` has secrets, or is about to; what was noted of it stays.
    pub fn note(&self, place: &str) -> Result<(), CacheError> {
        match fsio::exists(&self.file(place))? {
            true => Ok(()),
            false => self.sealed_for(place, ""),
        }
    }

    /// Notes that all that `place` has is sealed for `recipient`.
    pub fn sealed_for(&self, place: &str, recipient: &str) -> Result<(), CacheError> {
        let note = Note {
            place: place.to_owned(),
            recipient: recipient.to_owned(),
        };
        let access = self.cache.access();
        fsio::folder(&self.folder(), access)?;
        let text =
            serde_json::to_vec(&note).map_err(|error| CacheError::Seal(error.to_string()))?;
        Ok(fsio::replace(&self.file(place), &text, access)?)
    }

    /// What was noted. A file that is none of ours is passed over.
    pub fn notes(&self) -> Result<Vec<Note>, CacheError> {
        let mut notes = Vec::new();
        for name in fsio::names(&self.folder())? {
            let text = fsio::read(&self.folder().join(name), LARGEST)?;
            notes.extend(text.and_then(|text| serde_json::from_slice(&text).ok()));
        }
        Ok(notes)
    }

    /// Takes back what was noted of `place`: it has nothing any more.
    pub fn forget(&self, place: &str) -> Result<(), CacheError> {
        fsio::remove(&self.file(place))?;
        Ok(())
    }

    fn folder(&self) -> PathBuf {
        self.keys.state_dir().join("sealed")
    }

    fn file(&self, place: &str) -> PathBuf {
        self.folder().join(format!("{}.json", short_hash(place)))
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
        with_key(&self.keys, &key, |key| opened(place, sealed, key))
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
