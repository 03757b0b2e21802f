//! A small JSON document that the processes on a volume share: read without a lock, changed under the one
//! beside it, replaced whole. What it means is its type's business, and what to make of a file that cannot be
//! understood its caller's.
//!
//! A change locks, reads, writes and syncs on a thread of its own: on a network volume each may take long, and the
//! task that asks for it writes to the database as well.

use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::file::{Error as LockError, FileLock, patiently};
use crate::fsio::{self, Access};

/// The file, or its lock, cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The disk.
    #[error(transparent)]
    Files(#[from] fsio::Error),
    /// The lock beside the file.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// Somebody has held that lock for long; nothing was written.
    #[error("{} has been locked for over {} s", path.display(), patience.as_secs())]
    Busy {
        /// The file.
        path: PathBuf,
        /// How long it was waited for.
        patience: Duration,
    },
    /// A newer jeton wrote it, and the caller does not do without.
    #[error("{} was written by a newer jeton", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
    },
}

/// What is kept in such a file. A type keeps the fields that it does not know by `#[serde(flatten)]`.
pub trait Document: Serialize + DeserializeOwned + Send + 'static {
    /// The version this code writes, at least 1.
    const FORMAT: u32;
    /// Bytes that no right file has.
    const LARGEST: u64 = 64 << 10;
    /// How long a writer waits for another one, which holds the lock for as long as a small file takes.
    const PATIENCE: Duration = Duration::from_secs(10);
}

/// What a file was found to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content<T> {
    /// There is no file.
    Missing,
    /// A document.
    Whole(T),
    /// Another version's, later than ours.
    Newer,
    /// Nothing that can be understood.
    Unreadable,
}

impl<T> Content<T> {
    /// The document, where there is one.
    pub fn whole(self) -> Option<T> {
        match self {
            Content::Whole(document) => Some(document),
            _ => None,
        }
    }
}

/// The way to one document.
#[derive(Debug)]
pub struct SharedFile<T> {
    path: PathBuf,
    access: Access,
    document: PhantomData<fn() -> T>,
}

impl<T> Clone for SharedFile<T> {
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            access: self.access,
            document: PhantomData,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Numbered<T> {
    format: u32,
    #[serde(flatten)]
    document: T,
}

#[derive(Deserialize)]
struct Number {
    format: u32,
}

impl<T: Document> SharedFile<T> {
    /// Touches nothing.
    pub fn new(path: PathBuf, access: Access) -> Self {
        Self {
            path,
            access,
            document: PhantomData,
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is there now, with no lock.
    pub fn read(&self) -> Result<Content<T>, Error> {
        let Some(bytes) = fsio::read(&self.path, T::LARGEST)? else {
            return Ok(Content::Missing);
        };
        if let Ok(Number { format }) = serde_json::from_slice(&bytes)
            && format > T::FORMAT
        {
            return Ok(Content::Newer);
        }
        Ok(match serde_json::from_slice::<Numbered<T>>(&bytes) {
            Ok(found) if found.format == T::FORMAT => Content::Whole(found.document),
            _ => Content::Unreadable,
        })
    }

    /// Gives `change` what is there and writes what it makes of it, if anything; no other process comes
    /// between. What it returns beside is handed on once that is on the disk.
    pub async fn change<R>(
        &self,
        change: impl FnOnce(Content<T>) -> (Option<T>, R),
    ) -> Result<R, Error> {
        let attempt = || {
            let file = self.clone();
            aside(move || file.locked())
        };
        let locked = patiently(T::PATIENCE, attempt).await?;
        let (lock, content) = locked.ok_or_else(|| Error::Busy {
            path: self.path.clone(),
            patience: T::PATIENCE,
        })?;
        let (changed, result) = change(content);
        let file = self.clone();
        let write = move || {
            // Not given back before it is written, also where nobody waits for that any more.
            let _held = lock;
            changed.map_or(Ok(()), |document| file.write(document))
        };
        aside(write).await?;
        Ok(result)
    }

    /// The lock, and what is there while it is held; nothing where another one holds it.
    fn locked(&self) -> Result<Option<(FileLock, Content<T>)>, Error> {
        if let Some(folder) = self.path.parent() {
            fsio::folder(folder, self.access)?;
        }
        let lock = self.path.with_extension("lock");
        let lock = FileLock::try_acquire(&lock, self.access)?;
        lock.map(|lock| Ok((lock, self.read()?))).transpose()
    }

    fn write(&self, document: T) -> Result<(), Error> {
        let format = T::FORMAT;
        let bytes = serde_json::to_vec(&Numbered { format, document });
        let bytes = bytes.map_err(|error| fsio::Error {
            action: "write",
            path: self.path.clone(),
            source: error.into(),
        })?;
        Ok(fsio::replace(&self.path, &bytes, self.access)?)
    }

    /// A file's name for `text`, which may be a host with its port.
    pub fn name(text: &str) -> String {
        let plain = |c: char| match c.is_ascii_alphanumeric() || matches!(c, '.' | '-') {
            true => c,
            false => '_',
        };
        format!("{}.json", text.chars().map(plain).collect::<String>())
    }
}

/// The value of `work`, which may block. It is ended once it has begun, also where nobody waits for it any more.
async fn aside<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> R {
    match tokio::task::spawn_blocking(work).await {
        Ok(value) => value,
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

#[cfg(test)]
#[path = "shared/tests.rs"]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests;
