//! `key rotate`: every cached login, and every secret in a database, sealed for a new key, with no moment in which one
//! cannot be read.
//!
//! The new identity is where the key lives, before the old one, before anything is sealed for it; the old
//! one goes after everything was sealed anew and read back. So a run that dies leaves a key that opens
//! every login, and the next run goes on where it stopped. A profile's files are sealed anew under its
//! lock, and profiles that only have a lock yet are waited for: their first login is being written.

use std::sync::Arc;

use super::cache::{Cache, RENEWAL};
use super::error::Error;
use super::key::{Key, KeyError, KeySource, Keys};
use super::vault::Vault;
use crate::coordination::FileLock;

/// Another rotation is not waited for: it does the same.
const LOCK: &str = "key.lock";

/// How a rotation went.
pub struct Rotated {
    /// Where the key lives.
    pub source: KeySource,
    /// The public half of the key in force from now on.
    pub recipient: String,
    /// Whether its identity was made by this run.
    pub made: bool,
    /// Each file.
    pub files: Vec<Sealed>,
    /// What became of the older identities.
    pub older: Older,
}

/// One file.
pub struct Sealed {
    /// Whose it is.
    pub profile: String,
    /// Its name without `.age`.
    pub file: String,
    /// What kept it from being sealed anew.
    pub outcome: Result<(), Error>,
}

/// What became of the identities that were in force before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Older {
    /// They are gone: nothing needs them.
    Removed,
    /// Nothing needs them, but they stand where only their owner should take them away.
    CanGo,
    /// They stay, because something could not be sealed anew.
    Needed,
}

/// Begins a rotation, or goes on with the one that has begun. `elsewhere` seals what is kept in databases, and says
/// whether nothing there needs the older identities any more.
pub async fn rotate(
    keys: &Keys,
    cache: &Cache,
    vault: &Vault,
    elsewhere: impl AsyncFnOnce(&Key) -> bool,
) -> Result<Rotated, Error> {
    cache.create_folder()?;
    let lock = FileLock::try_acquire(&keys.state_dir().join(LOCK), cache.access())?;
    let _lock = lock.ok_or(Error::Rotating)?;
    let _sealing = vault.lock().await?;
    let mut key = cache.key()?;
    let made = key.older().is_empty();
    if made {
        key.begin_rotation()?;
        key = changed(keys, |now| {
            now.rotating && now.older().contains(&key.recipient())
        })?;
    }
    let newest = key.newest();
    let mut files = Vec::new();
    for profile in cache.profiles()? {
        match seal_profile(cache, &profile, &key, &newest).await {
            Ok(sealed) => files.extend(sealed),
            Err(error) => files.push(Sealed {
                file: profile.clone(),
                profile,
                outcome: Err(error),
            }),
        }
    }
    let all = elsewhere(&key).await && files.iter().all(|file| file.outcome.is_ok());
    let older = match all {
        false => Older::Needed,
        true if key.rotating => {
            let same = |now: &Key| now.rotating && now.recipient() == key.recipient();
            changed(keys, same)?.end_rotation()?;
            Older::Removed
        }
        true => Older::CanGo,
    };
    Ok(Rotated {
        source: key.source.clone(),
        recipient: key.recipient(),
        made,
        files,
        older,
    })
}

/// The key as it is now, if it is what was put there.
fn changed(keys: &Keys, expected: impl FnOnce(&Key) -> bool) -> Result<Arc<Key>, Error> {
    let key = keys.again()?;
    match expected(&key) {
        true => Ok(key),
        false => Err(KeyError::Changed(key.source.clone()).into()),
    }
}

/// Seals what a profile has, and says of each file how it went.
async fn seal_profile(
    cache: &Cache,
    profile: &str,
    key: &Key,
    newest: &Key,
) -> Result<Vec<Sealed>, Error> {
    let _lock = cache.lock(profile, RENEWAL).await?;
    let mut files = Vec::new();
    for file in cache.files_of(profile) {
        match cache.reseal(&file, key, newest) {
            Ok(false) => {}
            sealed => files.push(Sealed {
                profile: profile.to_owned(),
                file,
                outcome: sealed.map(drop).map_err(Error::from),
            }),
        }
    }
    Ok(files)
}
