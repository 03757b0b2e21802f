//! An advisory lock on a file of its own (flock): it dies with its holder, and the file is never
//! unlinked, because two processes could then hold locks on two inodes of one name.
//!
//! Not reliable on every network file system; a lock there may exclude nobody.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::{clock, fsio};

/// How often a waiter looks again: short against a token request, long against a system call.
const LOOK_AGAIN: Duration = Duration::from_millis(25);

/// A lock file that could not be opened or locked.
#[derive(Debug, thiserror::Error)]
#[error("cannot lock {}: {}", path.display(), fsio::reason(source))]
pub struct Error {
    path: PathBuf,
    source: std::io::Error,
}

impl Error {
    /// What the operating system said.
    pub fn kind(&self) -> std::io::ErrorKind {
        self.source.kind()
    }
}

/// A held lock; dropping it, or dying, gives it back.
#[derive(Debug)]
pub struct FileLock {
    _file: File,
}

impl FileLock {
    /// Takes the lock if it is free.
    pub fn try_acquire(path: &Path) -> Result<Option<Self>, Error> {
        let file = open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(source)) => Err(Error {
                path: path.to_owned(),
                source,
            }),
        }
    }

    /// Waits for the lock, `patience` at most; `None` when it was not had by then.
    pub async fn acquire(path: &Path, patience: Duration) -> Result<Option<Self>, Error> {
        let deadline = clock::monotonic() + patience;
        loop {
            if let Some(lock) = Self::try_acquire(path)? {
                return Ok(Some(lock));
            }
            if clock::monotonic() >= deadline {
                return Ok(None);
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }
}

/// Opened for writing too: an exclusive lock over NFS needs it.
fn open(path: &Path) -> Result<File, Error> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map_err(|source| Error {
            path: path.to_owned(),
            source,
        })
}
