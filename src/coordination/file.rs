//! An advisory lock on a file of its own (flock): it dies with its holder, and the file is never
//! unlinked, because two processes could then hold locks on two inodes of one name.
//!
//! Not reliable on every network file system; a lock there may exclude nobody.

use std::convert::Infallible;
use std::fs::{File, OpenOptions, TryLockError};
use std::future::ready;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::clock;
use crate::fsio::{self, Access};

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
    /// Takes the lock if it is free. A file that is not there is made, for `access`.
    pub fn try_acquire(path: &Path, access: Access) -> Result<Option<Self>, Error> {
        let failed = |source| Error {
            path: path.to_owned(),
            source,
        };
        let file = open(path, access).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(source)) => Err(failed(source)),
        }
    }

    /// Waits for the lock, `patience` at most; `None` when it was not had by then.
    pub async fn acquire(
        path: &Path,
        access: Access,
        patience: Duration,
    ) -> Result<Option<Self>, Error> {
        let waited = Self::acquire_unless(path, access, patience, || None::<Infallible>);
        Ok(match waited.await? {
            Some(Waited::Locked(lock)) => Some(lock),
            Some(Waited::Needless(never)) => match never {},
            None => None,
        })
    }

    /// As [`acquire`](Self::acquire), but asks `needless` each time before it looks again: who waits for
    /// what the lock's holder is at may see that it is there, and need not queue for the lock.
    pub async fn acquire_unless<T>(
        path: &Path,
        access: Access,
        patience: Duration,
        mut needless: impl FnMut() -> Option<T>,
    ) -> Result<Option<Waited<T>>, Error> {
        let mut attempt = || match Self::try_acquire(path, access)? {
            Some(lock) => Ok(Some(Waited::Locked(lock))),
            None => Ok(needless().map(Waited::Needless)),
        };
        patiently(patience, || ready(attempt())).await
    }
}

/// What `attempt` gives at last; `None` when it has given nothing for as long as `patience`.
pub(super) async fn patiently<T, E, F: Future<Output = Result<Option<T>, E>>>(
    patience: Duration,
    mut attempt: impl FnMut() -> F,
) -> Result<Option<T>, E> {
    let deadline = clock::monotonic() + patience;
    loop {
        if let Some(had) = attempt().await? {
            return Ok(Some(had));
        }
        if clock::monotonic() >= deadline {
            return Ok(None);
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// How waiting for a lock ended.
#[derive(Debug)]
pub enum Waited<T> {
    /// It was had.
    Locked(FileLock),
    /// There was no need for it any more.
    Needless(T),
}

/// Opened for writing too: an exclusive lock over NFS needs it. A new file appears with its mode and group,
/// so that no other user finds one that is closed to him.
fn open(path: &Path, access: Access) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    match options.open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        opened => return opened,
    }
    match fsio::create_new(path, b"", access) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error.source),
        _ => options.open(path),
    }
}
