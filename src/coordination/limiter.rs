//! The limits of a host, the pause that it asked for and its pace, in one small file of the state folder that
//! every process there shares. What they come to is `traffic`'s business, and the waiting `turnstile`'s.
//!
//! Without limits, while all is well, nothing is written and no lock is taken.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tracing::warn;

use super::shared::{Content, Error, SharedFile};
use super::traffic::{Hold, Traffic};
use crate::clock::{self, Moment};
use crate::config::Rates;
use crate::fsio::Access;

/// When a request was counted, where it had to be; or why it has to wait, and for how long.
pub(super) type Admitted = Result<Option<u64>, (Hold, Duration)>;

/// The limits of one host, or of one group of its endpoints.
pub(super) struct Limiter {
    rates: Rates,
    file: SharedFile<Traffic>,
    /// Answers since the last request that were not "too fast".
    answers: AtomicU32,
}

impl Limiter {
    /// By its name, as a breaker's. Touches nothing.
    pub(super) fn new(state_dir: &Path, access: Access, name: &str, rates: Rates) -> Self {
        let path = state_dir
            .join("limits")
            .join(SharedFile::<Traffic>::name(name));
        Self {
            rates,
            file: SharedFile::new(path, access),
            answers: AtomicU32::new(0),
        }
    }

    /// The limits, as they are written in the configuration.
    pub(super) fn limits(&self) -> String {
        let limits: Vec<String> = self.rates.iter().map(|rate| rate.to_string()).collect();
        limits.join(" and ")
    }

    /// Whether there are no limits, so that it may be done without the file.
    pub(super) fn is_free(&self) -> bool {
        self.rates.is_empty()
    }

    /// Whether a request may be sent; where it `counts` and may, it is counted.
    pub(super) async fn admit(&self, counts: bool, now: &Moment) -> Result<Admitted, Error> {
        if counts && !self.is_free() {
            return self.admit_locked(counts).await;
        }
        let mut traffic = match self.file.read()? {
            Content::Whole(traffic) => traffic,
            Content::Unreadable | Content::Newer if !self.is_free() => {
                // Written down, so that the wait that is told goes by.
                return self.admit_locked(counts).await;
            }
            _ => return Ok(Ok(None)),
        };
        let held = traffic.wait(&self.rates, now);
        let changes = match held {
            Some(_) => !traffic.knows(now),
            None => counts && traffic.is_paced(),
        };
        match changes {
            true => self.admit_locked(counts).await,
            false => Ok(held.map_or(Ok(None), Err)),
        }
    }

    /// The same by what the file says alone, where it cannot be changed.
    pub(super) fn admit_unnoted(&self, now: &Moment) -> Admitted {
        let known = self.file.read().ok().and_then(Content::whole);
        let held = known.and_then(|mut traffic| traffic.wait(&self.rates, now));
        held.map_or(Ok(None), Err)
    }

    async fn admit_locked(&self, counts: bool) -> Result<Admitted, Error> {
        let change = |content| {
            // Read under the lock: another process may have come before.
            let now = clock::moment();
            let (mut traffic, news) = match content {
                Content::Whole(traffic) => (traffic, false),
                Content::Missing => (Traffic::default(), false),
                Content::Unreadable => {
                    warn!(path = %self.file.path().display(), "not readable: the limits count as used up");
                    (Traffic::unknown(&self.rates, &now), true)
                }
                Content::Newer => return (None, Err(self.newer())),
            };
            if let Some(held) = traffic.wait(&self.rates, &now) {
                let news = traffic.met(&now) || news;
                return (news.then_some(traffic), Ok(Err(held)));
            }
            if !counts {
                return (None, Ok(Ok(None)));
            }
            let answers = self.answers.swap(0, Ordering::Relaxed);
            let counted = traffic.sent(&self.rates, answers, &now);
            (Some(traffic), Ok(Ok(Some(counted))))
        };
        self.file.change(change).await?
    }

    /// An answer came that was not "too fast".
    pub(super) fn went_well(&self) {
        self.answers.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes that what was counted then has ended after so long. Nobody here knows when a request arrived that took
    /// long: it counts from now on.
    pub(super) async fn ended(&self, counted: u64, took: Duration) -> Result<(), Error> {
        // A bucket is a sixtieth.
        if !self.rates.iter().any(|rate| took >= rate.per / 60) {
            return Ok(());
        }
        let change = |content| match content {
            Content::Whole(mut traffic) => {
                let moved = Traffic::answered(&mut traffic, counted, &clock::moment());
                (moved.then_some(traffic), ())
            }
            _ => (None, ()),
        };
        self.file.change(change).await
    }

    /// The host said "too fast" to a request that was sent then, at `own` requests a second of this process, and may
    /// have asked for a pause.
    pub(super) async fn too_fast(
        &self,
        own: f64,
        sent: Instant,
        asked: Option<Duration>,
    ) -> Result<(), Error> {
        self.answers.store(0, Ordering::Relaxed);
        self.note(|traffic, now| {
            traffic.too_fast(&self.rates, own, sent.elapsed(), now);
            if let Some(asked) = asked {
                traffic.paused(asked, now);
            }
        })
        .await
    }

    /// The host asked for a pause.
    pub(super) async fn paused(&self, asked: Duration) -> Result<(), Error> {
        self.note(|traffic, now| traffic.paused(asked, now)).await
    }

    async fn note(&self, note: impl FnOnce(&mut Traffic, &Moment)) -> Result<(), Error> {
        let change = |content| {
            let now = clock::moment();
            let mut traffic = match content {
                Content::Whole(traffic) => traffic,
                Content::Missing => Traffic::default(),
                Content::Unreadable => Traffic::unknown(&self.rates, &now),
                Content::Newer => return (None, Err(self.newer())),
            };
            note(&mut traffic, &now);
            (Some(traffic), Ok(()))
        };
        self.file.change(change).await?
    }

    fn newer(&self) -> Error {
        Error::Newer {
            path: self.file.path().to_owned(),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use jiff::{SignedDuration, Timestamp};

    /// A limiter whose file was written five hours from now, by a boot that is over.
    async fn after_a_reboot(folder: &Path, rates: &[&str], paused: bool) -> Limiter {
        let rates = rates.iter().map(|text| text.parse().unwrap()).collect();
        let limiter = Limiter::new(folder, Access::PRIVATE, "api.example", rates);
        let ahead: Timestamp = clock::now() + SignedDuration::from_hours(5);
        let before = Moment::new(ahead, Some(("over", 900_000)));
        let mut traffic = Traffic::default();
        traffic.sent(&limiter.rates, 0, &before);
        if paused {
            traffic.paused(Duration::from_secs(120), &before);
        }
        let written = limiter.file.change(|_| (Some(traffic), ())).await;
        written.unwrap();
        limiter
    }

    #[tokio::test]
    async fn who_waits_after_a_reboot_begins_to_count_the_time() {
        for (rates, paused, hold) in [
            (&["1/m"][..], false, Hold::Limits),
            (&["9/m"], true, Hold::Pause),
            (&[], true, Hold::Pause),
        ] {
            for counts in [true, false] {
                let folder = tempfile::tempdir().unwrap();
                let limiter = after_a_reboot(folder.path(), rates, paused).await;
                let now = clock::moment();
                let held = limiter.admit(counts, &now).await.unwrap();
                assert_eq!(held.unwrap_err().0, hold);
                let known = limiter.file.read().unwrap().whole().unwrap();
                assert!(known.knows(&now), "{rates:?} {counts}");
                // Once is enough.
                limiter.admit(counts, &now).await.unwrap().unwrap_err();
                assert_eq!(limiter.file.read().unwrap().whole().unwrap(), known);
            }
        }
    }
}
