//! The breakers of all hosts and token endpoints, one small file each in the state folder, shared by every
//! process there.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::breaker::{Breaker, Gate};
use super::file::{Error as LockError, FileLock};
use crate::clock::Moment;
use crate::fsio::{self, Access};

const LARGEST: u64 = 64 << 10;
const FORMAT: u32 = 1;
/// How long a writer waits for another one, which holds the lock for as long as a small file takes.
const PATIENCE: Duration = Duration::from_secs(10);

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
    #[error("{} has been locked for over {} s", path.display(), PATIENCE.as_secs())]
    Busy {
        /// The breaker's file.
        path: PathBuf,
    },
}

#[derive(Default, Serialize, Deserialize)]
struct Document {
    #[serde(default)]
    format: u32,
    #[serde(flatten)]
    breaker: Breaker,
}

/// Whether a request may be sent to a host.
#[derive(Debug)]
pub enum Admission {
    /// Yes.
    Free,
    /// Yes, as the only one while this is held.
    Probe(FileLock),
    /// No, for so long: the host is left alone, or another process is probing it.
    Refused(Duration),
}

/// The breaker of one host, or of one endpoint of it.
#[derive(Clone, Debug)]
pub struct HostBreaker {
    path: PathBuf,
    access: Access,
}

impl HostBreaker {
    /// By its name: `host` or `host:port`, with more behind it where the endpoints of a host fail apart from
    /// each other. Touches nothing.
    pub fn new(state_dir: &Path, access: Access, name: &str) -> Self {
        let name: String = name
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') {
                    c
                } else {
                    '_'
                }
            })
            .collect();
        Self {
            path: state_dir.join("breakers").join(format!("{name}.json")),
            access,
        }
    }

    /// What is known, with no lock. A file that cannot be understood is as good as none: it only holds
    /// failures, which come again if they are real.
    pub fn read(&self) -> Result<Breaker, Error> {
        let bytes = fsio::read(&self.path, LARGEST)?.unwrap_or_default();
        let document: Document = serde_json::from_slice(&bytes).unwrap_or_default();
        Ok(match document.format {
            FORMAT => document.breaker,
            _ => Breaker::default(),
        })
    }

    /// Whether a request may go out at `now`.
    pub fn admit(&self, now: &Moment) -> Result<Admission, Error> {
        match self.read()?.gate(now) {
            Gate::Closed => Ok(Admission::Free),
            Gate::Open(pause) => Ok(Admission::Refused(pause)),
            // The lock dies with its holder, and so does the probe.
            Gate::HalfOpen => Ok(FileLock::try_acquire(
                &self.path.with_extension("probe"),
                self.access,
            )?
            .map_or(Admission::Refused(Duration::from_secs(1)), Admission::Probe)),
        }
    }

    /// Notes a failure; `asked` is the host's `Retry-After`.
    pub async fn failed(&self, now: Moment, asked: Option<Duration>) -> Result<(), Error> {
        let dice = fastrand::f64();
        self.change(|breaker| {
            breaker.failed(now, asked, dice);
            true
        })
        .await
    }

    /// Notes an answer that made sense. Where nothing was wrong before, nothing is written.
    pub async fn succeeded(&self) -> Result<(), Error> {
        match self.read()? == Breaker::default() {
            true => Ok(()),
            false => self.change(Breaker::succeeded).await,
        }
    }

    async fn change(&self, change: impl FnOnce(&mut Breaker) -> bool) -> Result<(), Error> {
        if let Some(folder) = self.path.parent() {
            fsio::folder(folder, self.access)?;
        }
        let lock = self.path.with_extension("lock");
        let held = FileLock::acquire(&lock, self.access, PATIENCE).await?;
        let _held = held.ok_or_else(|| Error::Busy {
            path: self.path.clone(),
        })?;
        let mut breaker = self.read()?;
        if !change(&mut breaker) {
            return Ok(());
        }
        let document = Document {
            format: FORMAT,
            breaker,
        };
        let bytes = serde_json::to_vec(&document).unwrap_or_default();
        Ok(fsio::replace(&self.path, &bytes, self.access)?)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::clock;

    #[tokio::test]
    async fn nothing_is_written_without_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let breaker = HostBreaker::new(folder.path(), Access::PRIVATE, "login.example:8443-0a1b");
        breaker.failed(clock::moment(), None).await.unwrap();
        let path = folder.path().join("breakers/login.example_8443-0a1b.json");
        assert_eq!(breaker.path, path);
        let held = FileLock::try_acquire(&path.with_extension("lock"), Access::PRIVATE);
        let held = held.unwrap().unwrap();
        let failed = breaker.failed(clock::moment(), None).await;
        assert!(matches!(failed, Err(Error::Busy { .. })), "{failed:?}");
        assert_eq!(breaker.read().unwrap().failures, 1);
        drop(held);
        breaker.failed(clock::moment(), None).await.unwrap();
        assert_eq!(breaker.read().unwrap().failures, 2);
    }
}
