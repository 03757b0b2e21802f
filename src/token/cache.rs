//! One age file per profile: read whole or not at all, replaced in one step, never overwritten
//! when it could not be read. The format is age's own, so that `age -d` opens it too.

mod folder;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use age::DecryptError;
use secrecy::zeroize::Zeroizing;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tracing::warn;

use super::intent::IntentFile;
use super::key::{Key, KeyError, Keys, recipient};
use super::login::{FORMAT, Login};
use crate::fsio::{self, Access};

/// Far above any login (tokens are a few KiB), far below what would hurt to read.
const LARGEST: u64 = 1 << 20;

/// Room asked of the disk before a request whose answer must be kept, in bytes.
const ROOM: usize = 64 << 10;

/// How long another process's renewal is waited for: longer than discovery and one request may take.
pub(super) const RENEWAL: Duration = Duration::from_secs(90);
/// How the names of sealed files end.
const SEALED: &str = ".age";
/// What stands before that in the name of a login that a person has not approved yet.
const PENDING: &str = ".pending";
/// How the names of locks end.
const LOCK: &str = ".lock";
/// What an age file begins with: without it the library takes anything for a header that is cut.
const MAGIC: &[u8] = b"age-encryption.org/";

/// A cache file that is there and cannot be used. It is left as it is.
#[derive(Debug, thiserror::Error)]
pub enum CacheError {
    /// Not an age file, cut, emptied, or changed.
    #[error("{} is damaged: {reason}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// In what way.
        reason: &'static str,
    },
    /// No key of ours opens it.
    #[error("{} cannot be opened with the key from {key_source}", path.display())]
    WrongKey {
        /// The file.
        path: PathBuf,
        /// Where our key came from.
        key_source: String,
    },
    /// It was put under another name.
    #[error("{} holds the login of profile {found}, not of {expected}", path.display())]
    OtherProfile {
        /// The file.
        path: PathBuf,
        /// The profile of its name.
        expected: String,
        /// The profile inside.
        found: String,
    },
    /// A newer jeton wrote it.
    #[error("{} has format {found}; this jeton reads up to {FORMAT}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u32,
    },
    /// The login could not be sealed.
    #[error("cannot encrypt the login: {0}")]
    Seal(String),
    /// The key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The disk.
    #[error(transparent)]
    Files(#[from] fsio::Error),
}

#[derive(Deserialize)]
struct Head {
    format: u32,
    /// Whatever a later version made of it.
    #[serde(default)]
    profile: Value,
}

/// The folder of cache files, inside the state folder.
pub struct Cache {
    folder: PathBuf,
    keys: Arc<Keys>,
    access: Access,
}

impl Cache {
    /// Touches nothing.
    pub fn new(keys: Arc<Keys>, access: Access) -> Self {
        Self {
            folder: keys.state_dir().join("tokens"),
            keys,
            access,
        }
    }

    /// `tokens` in the state folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Who may use its files.
    pub fn access(&self) -> Access {
        self.access
    }

    /// `tokens/<profile>.age`.
    pub fn path(&self, profile: &str) -> PathBuf {
        self.folder.join(format!("{profile}{SEALED}"))
    }

    /// `tokens/<profile>.pending.age`; no profile's name ends so.
    pub fn pending_path(&self, profile: &str) -> PathBuf {
        self.folder.join(format!("{profile}{PENDING}{SEALED}"))
    }

    /// `tokens/<profile>.lock`, beside the file that it guards.
    pub fn lock_path(&self, profile: &str) -> PathBuf {
        self.folder.join(format!("{profile}{LOCK}"))
    }

    /// `tokens/<profile>.intent`: what is about to be done with a refresh token.
    pub(super) fn intent(&self, profile: &str) -> IntentFile {
        IntentFile {
            path: self.folder.join(format!("{profile}.intent")),
            access: self.access,
        }
    }

    /// Makes the folder, for whoever may use the files.
    pub fn create_folder(&self) -> Result<(), CacheError> {
        Ok(fsio::folder(&self.folder, self.access)?)
    }

    /// Whether there is a file, readable or not.
    pub fn exists(&self, profile: &str) -> Result<bool, CacheError> {
        Ok(fsio::exists(&self.path(profile))?)
    }

    /// The login of `profile`, or `None` when there is no file; then no key is needed. Takes no lock: files
    /// are replaced whole.
    pub fn read(&self, profile: &str) -> Result<Option<Login>, CacheError> {
        self.document(&self.path(profile), profile)
    }

    /// The same with this key alone.
    pub fn read_with(&self, profile: &str, key: &Key) -> Result<Option<Login>, CacheError> {
        read(&self.path(profile), profile, key)
    }

    /// What is in `profile`'s age file at `path`, or `None` when there is no file; then no key is needed. What
    /// the key in memory does not open is tried again with the key as it is now, because another process may
    /// have rotated it.
    pub(super) fn document<T: DeserializeOwned>(
        &self,
        path: &Path,
        profile: &str,
    ) -> Result<Option<T>, CacheError> {
        if !fsio::exists(path)? {
            return Ok(None);
        }
        let key = self.keys.find();
        let key = key.map_err(|error| error.beside(Some(path.to_owned())))?;
        with_key(&self.keys, &key, |key| read(path, profile, key))
    }

    /// Asks the disk for room before a request is sent: a token that came must not be lost to a
    /// full or read-only disk.
    pub fn reserve(&self, profile: &str) -> Result<fsio::Reservation, CacheError> {
        self.create_folder()?;
        Ok(fsio::reserve(&self.path(profile), ROOM, self.access)?)
    }

    /// Seals `login` for our key, the configured recipients and its own, and puts it in place of what was
    /// there. Only under the profile's lock, and with a key that was looked for again under it.
    pub fn write(&self, room: fsio::Reservation, login: &Login) -> Result<(), CacheError> {
        let key = self.keys.find()?;
        let mut login = login.clone();
        login.sealed_by(&key.own());
        Ok(room.commit(&sealed(&login, &key, &login.recipients)?)?)
    }

    /// Looks for the key again: after the lock was had, so that nothing is sealed for a key that a rotation
    /// dropped while its writer waited; and before anything is asked for that must be kept.
    pub(super) fn look_for_key(&self) {
        if let Err(error) = self.keys.again() {
            // What is to be sealed may be the only copy: better for the key in memory than lost.
            warn!(%error, "the key was not found again; the one in memory is used");
        }
    }

    /// The age file of a document that is no login yet.
    pub(super) fn sealed(&self, document: &impl Serialize) -> Result<Vec<u8>, CacheError> {
        self.look_for_key();
        sealed(document, &*self.keys.find()?, &[])
    }

    /// Removes the file; whether there was one.
    pub fn remove(&self, profile: &str) -> Result<bool, CacheError> {
        Ok(fsio::remove(&self.path(profile))?)
    }

    /// Removes the file of a pending login; whether there was one.
    pub fn remove_pending(&self, profile: &str) -> Result<bool, CacheError> {
        Ok(fsio::remove(&self.pending_path(profile))?)
    }
}

/// What `open` gives with `key`; what that does not open is tried again with the key as it is now.
pub(super) fn with_key<T>(
    keys: &Keys,
    key: &Key,
    open: impl Fn(&Key) -> Result<T, CacheError>,
) -> Result<T, CacheError> {
    match (open(key), key.source.can_change()) {
        (Err(error @ CacheError::WrongKey { .. }), true) => match keys.again() {
            Ok(key) => open(&key),
            Err(_) => Err(error),
        },
        (opened, _) => opened,
    }
}

fn sealed(
    document: &impl Serialize,
    key: &Key,
    recipients: &[String],
) -> Result<Vec<u8>, CacheError> {
    let plain = serde_json::to_vec(document)
        .map(Zeroizing::new)
        .map_err(|error| CacheError::Seal(error.to_string()))?;
    seal(&plain, key, recipients)
}

/// The document in `profile`'s age file at `path`, or `None` when there is no file.
fn read<T: DeserializeOwned>(
    path: &Path,
    profile: &str,
    key: &Key,
) -> Result<Option<T>, CacheError> {
    let Some(sealed) = fsio::read(path, LARGEST)? else {
        return Ok(None);
    };
    let plain = open(path, &sealed, key)?;
    let damaged = |_| CacheError::Damaged {
        path: path.to_owned(),
        reason: "its contents are not a login",
    };
    // The version first: a later one may have turned everything else round.
    let head: Head = serde_json::from_slice(&plain).map_err(damaged)?;
    if head.format > FORMAT {
        return Err(CacheError::Newer {
            path: path.to_owned(),
            found: head.format,
        });
    }
    // A file under another profile's name is none of this one.
    if let Value::String(found) = head.profile
        && found != profile
    {
        return Err(CacheError::OtherProfile {
            path: path.to_owned(),
            expected: profile.to_owned(),
            found,
        });
    }
    Ok(Some(serde_json::from_slice(&plain).map_err(damaged)?))
}

/// Seals for the key's recipients and for `more` of them. One that cannot be read, as a later jeton may write
/// it, is left out: it must not cost the login.
pub(super) fn seal(plain: &[u8], key: &Key, more: &[String]) -> Result<Vec<u8>, CacheError> {
    use std::io::Write as _;
    let failed = |reason: String| CacheError::Seal(reason);
    let mut recipients = key.recipients();
    for text in more {
        match recipient("a login's recipients", text) {
            Ok(recipient) if recipients.contains(&recipient) => {}
            Ok(recipient) => recipients.push(recipient),
            Err(error) => warn!(%error, "sealed without it"),
        }
    }
    let encryptor =
        age::Encryptor::with_recipients(recipients.iter().map(|r| r as &dyn age::Recipient))
            .map_err(|error| failed(error.to_string()))?;
    let mut sealed = Vec::with_capacity(plain.len() + 512);
    let mut writer = encryptor
        .wrap_output(&mut sealed)
        .map_err(|error| failed(error.to_string()))?;
    writer
        .write_all(plain)
        .and_then(|()| writer.finish().map(drop))
        .map_err(|error| failed(error.to_string()))?;
    Ok(sealed)
}

/// The contents of a sealed file; `path` is for messages.
pub(super) fn open(
    path: &Path,
    sealed: &[u8],
    key: &Key,
) -> Result<Zeroizing<Vec<u8>>, CacheError> {
    use std::io::Read as _;
    let damaged = |reason: &'static str| CacheError::Damaged {
        path: path.to_owned(),
        reason,
    };
    if sealed.is_empty() {
        return Err(damaged("it is empty"));
    }
    if !sealed.starts_with(MAGIC) && !MAGIC.starts_with(sealed) {
        return Err(damaged("it is not an age file"));
    }
    let decryptor = age::Decryptor::new(sealed).map_err(|error| match error {
        DecryptError::Io(_) => damaged("it ends in the middle of its header"),
        _ => damaged("its header was changed"),
    })?;
    let identities = key.identities().map(|i| i as &dyn age::Identity);
    let mut reader = decryptor.decrypt(identities).map_err(|error| match error {
        DecryptError::NoMatchingKeys => CacheError::WrongKey {
            path: path.to_owned(),
            key_source: key.source.to_string(),
        },
        DecryptError::Io(_) => damaged("it ends in the middle"),
        _ => damaged("its header was changed"),
    })?;
    let mut plain = Zeroizing::new(Vec::with_capacity(sealed.len()));
    reader
        .read_to_end(&mut plain)
        .map_err(|_| damaged("its contents were cut or changed"))?;
    Ok(plain)
}
