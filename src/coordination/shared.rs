//! A small JSON document that the processes on a volume share: read without a lock, changed under the one
//! beside it, replaced whole. What it means is its type's business, and what to make of a file that cannot be
//! understood its caller's.

use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::file::{Error as LockError, FileLock};
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
pub trait Document: Serialize + DeserializeOwned {
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
        if let Some(folder) = self.path.parent() {
            fsio::folder(folder, self.access)?;
        }
        let lock = self.path.with_extension("lock");
        let held = FileLock::acquire(&lock, self.access, T::PATIENCE).await?;
        let _held = held.ok_or_else(|| Error::Busy {
            path: self.path.clone(),
            patience: T::PATIENCE,
        })?;
        let (changed, result) = change(self.read()?);
        if let Some(document) = changed {
            let format = T::FORMAT;
            let bytes = serde_json::to_vec(&Numbered { format, document });
            let bytes = bytes.map_err(|error| fsio::Error {
                action: "write",
                path: self.path.clone(),
                source: error.into(),
            })?;
            fsio::replace(&self.path, &bytes, self.access)?;
        }
        Ok(result)
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    struct Count {
        #[serde(default)]
        number: u32,
        #[serde(flatten)]
        later: serde_json::Map<String, serde_json::Value>,
    }

    impl Document for Count {
        const FORMAT: u32 = 2;
        const PATIENCE: Duration = Duration::from_millis(50);
    }

    fn in_new_folder() -> (tempfile::TempDir, SharedFile<Count>) {
        let folder = tempfile::tempdir().unwrap();
        let name = SharedFile::<Count>::name("host:1/x");
        let path = folder.path().join("counts").join(name);
        (folder, SharedFile::new(path, Access::PRIVATE))
    }

    async fn add(file: &SharedFile<Count>) -> Result<u32, Error> {
        let change = |content: Content<Count>| {
            let mut count = content.whole().unwrap_or_default();
            count.number += 1;
            (Some(count.clone()), count.number)
        };
        file.change(change).await
    }

    #[tokio::test]
    async fn what_a_later_version_wrote_is_kept() {
        let (_folder, file) = in_new_folder();
        assert_eq!(file.path().file_name().unwrap(), "host_1_x.json");
        assert_eq!(file.read().unwrap(), Content::Missing);
        assert_eq!(add(&file).await.unwrap(), 1);
        std::fs::write(file.path(), r#"{"format":2,"number":4,"new":[1]}"#).unwrap();
        assert_eq!(add(&file).await.unwrap(), 5);
        let text = std::fs::read_to_string(file.path()).unwrap();
        assert_eq!(text, r#"{"format":2,"number":5,"new":[1]}"#);
    }

    #[tokio::test]
    async fn what_cannot_be_understood_is_told_apart() {
        let (_folder, file) = in_new_folder();
        add(&file).await.unwrap();
        for (text, expected) in [
            (r#"{"format":3,"number":"many"}"#, Content::Newer),
            (r#"{"format":1,"number":1}"#, Content::Unreadable),
            (r#"{"format":2,"number":"x"}"#, Content::Unreadable),
            (r#"{"number":1}"#, Content::Unreadable),
            ("", Content::Unreadable),
        ] {
            std::fs::write(file.path(), text).unwrap();
            assert_eq!(file.read().unwrap(), expected, "{text}");
            let left = file.change(|content| (None, content)).await.unwrap();
            assert_eq!(left, expected);
            assert_eq!(std::fs::read_to_string(file.path()).unwrap(), text);
        }
    }

    #[tokio::test]
    async fn nothing_is_written_without_the_lock() {
        let (_folder, file) = in_new_folder();
        add(&file).await.unwrap();
        let lock = file.path().with_extension("lock");
        let held = FileLock::try_acquire(&lock, Access::PRIVATE).unwrap();
        assert!(matches!(add(&file).await, Err(Error::Busy { .. })));
        drop(held);
        assert_eq!(add(&file).await.unwrap(), 2);
    }
}
