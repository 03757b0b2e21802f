//! Where the figures of a sync go: into a file, in whose writing several processes take turns, or to whoever tells them
//! in this process. And what of them only the files of the state folder know.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tracing::warn;

use crate::clock;
use crate::coordination::{self, Breaker, FileLock, Gate};
use crate::fsio::{self, Access};
use crate::observability::metrics::{HostState, NotOurs, QuotaLeft, RunMetrics, State};
use crate::token::Manager;

/// node_exporter is another user.
const ACCESS: Access = Access {
    mode: 0o644,
    group: None,
};
/// A file of a thousand syncs is smaller.
const LARGEST: u64 = 4 << 20;
/// The others write for milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where figures go.
#[derive(Clone, Debug)]
pub enum Destination {
    /// For node_exporter's textfile collector.
    File(PathBuf),
    /// Told by this process itself.
    Held(Held),
}

/// The figures of the last run of each sync, as Prometheus text.
#[derive(Clone, Debug, Default)]
pub struct Held(Arc<Mutex<String>>);

impl Held {
    /// All of it.
    pub fn text(&self) -> String {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn put(&self, run: &RunMetrics) {
        let mut text = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(rendered) = run.render(&text) {
            *text = rendered;
        }
    }
}

/// The file could not be written; what was there is there.
#[derive(Debug, thiserror::Error)]
enum Error {
    /// The disk.
    #[error(transparent)]
    Files(#[from] fsio::Error),
    /// The lock beside the file.
    #[error(transparent)]
    Lock(#[from] coordination::Error),
    /// Another process held that lock all the time.
    #[error("{} has been locked for over {} s", path.display(), PATIENCE.as_secs())]
    Busy {
        /// The metrics file.
        path: PathBuf,
    },
    /// It is somebody else's.
    #[error("{} is no metrics file of jeton and was left as it is: {reason}", path.display())]
    Foreign {
        /// The metrics file.
        path: PathBuf,
        /// Where that shows.
        reason: NotOurs,
    },
}

/// Adds what the state folder tells of the profile and of the token endpoint. What cannot be read is left out: a
/// metrics file must not be a reason to fail.
pub fn add_profile(metrics: &mut RunMetrics, manager: &Manager) {
    let profile = manager.name().to_owned();
    let login = manager.cached().ok().flatten();
    if let Some(at) = login.as_ref().and_then(|login| login.expires_at) {
        metrics.token_expiries.push((profile.clone(), at));
    }
    let Some(issuer) = manager.issuer(login.as_ref()) else {
        return;
    };
    if let (Ok(breaker), Some(login)) = (issuer.breaker(), &login) {
        add_breaker(metrics, login.endpoints.token.authority(), &breaker);
    }
    let Ok(ledger) = issuer.ledger() else {
        return;
    };
    for used in ledger.used(&manager.policy().quota, &clock::moment()) {
        metrics.quotas.push(QuotaLeft {
            profile: profile.clone(),
            window: used.rate.to_string(),
            left: used.rate.count.saturating_sub(used.used),
        });
    }
}

/// Adds the breaker of a host: `host` or `host:port`.
pub fn add_breaker(metrics: &mut RunMetrics, host: &str, breaker: &Breaker) {
    let state = match breaker.gate(&clock::moment()) {
        Gate::Closed => State::Closed,
        Gate::HalfOpen => State::HalfOpen,
        Gate::Open(_) => State::Open,
    };
    // One host can be both: then the worse state is told.
    let mut known = metrics.breakers.iter_mut();
    match known.find(|known| known.host == host) {
        Some(known) if known.state as u8 >= state as u8 => {}
        Some(known) => known.state = state,
        None => metrics.breakers.push(HostState {
            host: host.to_owned(),
            state,
        }),
    }
}

/// Publishes these. That the file cannot be written is said once, and is no failure of a run.
pub async fn leave(destination: &Destination, runs: &[RunMetrics]) {
    for run in runs {
        match destination {
            Destination::Held(held) => held.put(run),
            Destination::File(path) => {
                if let Err(error) = publish(path, run).await {
                    warn!(%error, "the metrics file could not be written");
                    return;
                }
            }
        }
    }
}

/// Writes the run into the file, in the place of the sync's last one. Other syncs' series stay, also those that another
/// process writes at the same time. The file appears whole; the temporary one and the lock beside it have names that
/// node_exporter passes over.
async fn publish(path: &Path, metrics: &RunMetrics) -> Result<(), Error> {
    // A link stays one: the file that it leads to is the one that is meant.
    let real = path.canonicalize();
    let path = real.as_deref().unwrap_or(path);
    fsio::replaceable(path)?;
    let lock = FileLock::acquire(&lock_path(path), ACCESS, PATIENCE).await?;
    let _lock = lock.ok_or_else(|| Error::Busy {
        path: path.to_owned(),
    })?;
    let foreign = |reason| Error::Foreign {
        path: path.to_owned(),
        reason,
    };
    let there = fsio::read(path, LARGEST)?.unwrap_or_default();
    let there = String::from_utf8(there).map_err(|_| foreign(NotOurs { line: 1 }))?;
    let text = metrics.render(&there).map_err(foreign)?;
    Ok(fsio::replace(path, text.as_bytes(), ACCESS)?)
}

fn lock_path(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".lock");
    path.with_file_name(name)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn metrics(sync: &str) -> RunMetrics {
        RunMetrics {
            sync: sync.to_owned(),
            ..RunMetrics::default()
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn syncs_that_write_at_once_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jeton.prom");
        let writers: Vec<_> = (0..20)
            .map(|number| {
                let path = path.clone();
                let metrics = metrics(&format!("sync-{number}"));
                tokio::spawn(async move { publish(&path, &metrics).await })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap().unwrap();
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for number in 0..20 {
            let series = format!("jeton_sync_last_run_exit_code{{sync=\"sync-{number}\"}} 0\n");
            assert!(text.contains(&series), "{series}{text}");
        }
        assert_eq!(fsio::mode(&path), Some(0o644));
        let names = fsio::names(folder.path()).unwrap();
        assert_eq!(names, [".jeton.prom.lock", "jeton.prom"]);
    }

    #[tokio::test]
    async fn a_file_of_somebody_else_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.txt");
        for content in [b"my notes\n".as_slice(), b"\xff"] {
            std::fs::write(&path, content).unwrap();
            let error = publish(&path, &metrics("referrals")).await.unwrap_err();
            assert!(matches!(error, Error::Foreign { .. }), "{error}");
            assert!(
                error
                    .to_string()
                    .ends_with("line 1 is none that jeton writes")
            );
            assert_eq!(std::fs::read(&path).unwrap(), content);
        }
    }

    #[test]
    fn a_host_is_told_once_by_its_worse_state() {
        let mut metrics = metrics("referrals");
        let mut open = Breaker::default();
        open.failed(clock::moment(), Some(Duration::from_secs(600)), 0.5);
        for breaker in [&Breaker::default(), &open, &Breaker::default()] {
            add_breaker(&mut metrics, "api.example", breaker);
        }
        assert_eq!(metrics.breakers.len(), 1);
        assert_eq!(metrics.breakers[0].state, State::Open);
    }
}
