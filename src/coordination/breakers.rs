//! The breakers of all hosts and token endpoints, one small file each in the state folder, shared by every
//! process there.

use std::path::Path;
use std::time::Duration;

use super::breaker::{Breaker, Gate};
use super::file::FileLock;
use super::shared::{Content, Document, Error, SharedFile};
use crate::clock::Moment;
use crate::fsio::Access;

impl Document for Breaker {
    const FORMAT: u32 = 1;
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
    file: SharedFile<Breaker>,
    access: Access,
}

impl HostBreaker {
    /// By its name: `host` or `host:port`, with more behind it where the endpoints of a host fail apart from
    /// each other. Touches nothing.
    pub fn new(state_dir: &Path, access: Access, name: &str) -> Self {
        let path = state_dir
            .join("breakers")
            .join(SharedFile::<Breaker>::name(name));
        Self {
            file: SharedFile::new(path, access),
            access,
        }
    }

    /// What is known, with no lock.
    pub fn read(&self) -> Result<Breaker, Error> {
        Ok(known(self.file.read()?))
    }

    /// Whether a request may go out at `now`.
    pub fn admit(&self, now: &Moment) -> Result<Admission, Error> {
        match self.read()?.gate(now) {
            Gate::Closed => Ok(Admission::Free),
            Gate::Open(pause) => Ok(Admission::Refused(pause)),
            // The lock dies with its holder, and so does the probe.
            Gate::HalfOpen => Ok(FileLock::try_acquire(
                &self.file.path().with_extension("probe"),
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
        let change = |content| {
            let mut breaker = known(content);
            let changed = change(&mut breaker);
            (changed.then_some(breaker), ())
        };
        self.file.change(change).await
    }
}

/// A file that cannot be understood is as good as none: it only holds failures, which come again if they are
/// real.
fn known(content: Content<Breaker>) -> Breaker {
    content.whole().unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::clock;

    #[tokio::test]
    async fn it_is_kept_by_name_and_spoiled_files_hold_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let breaker = HostBreaker::new(folder.path(), Access::PRIVATE, "login.example:8443-0a1b");
        breaker.succeeded().await.unwrap();
        let path = folder.path().join("breakers/login.example_8443-0a1b.json");
        assert!(!path.exists(), "nothing was wrong");
        breaker.failed(clock::moment(), None).await.unwrap();
        breaker.failed(clock::moment(), None).await.unwrap();
        assert_eq!(breaker.read().unwrap().failures, 2);
        std::fs::write(&path, "{").unwrap();
        assert_eq!(breaker.read().unwrap().failures, 0);
        breaker.failed(clock::moment(), None).await.unwrap();
        assert_eq!(breaker.read().unwrap().failures, 1);
    }
}
