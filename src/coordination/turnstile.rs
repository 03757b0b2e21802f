//! Where every request to an upstream passes before it is sent, and is answered for after: the host's
//! limits, the pause it asked for, its pace and its breaker, shared by every process on the volume.
//!
//! Without limits, while all is well, nothing is written and no lock is taken. A state folder that cannot be
//! written ends the run only where there are limits: they could not be kept.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use tracing::{debug, warn};

use super::breaker::Gate;
use super::breakers::{Admission, HostBreaker};
use super::file::FileLock;
use super::halt::Halt;
use super::shared::{Content, Error, SharedFile};
use super::traffic::{Hold, Traffic};
use super::window::Window;
use crate::clock::{self, Moment};
use crate::config::Rates;
use crate::fsio::Access;

/// How long a host that is left alone is waited for; the next run is the one that tries it again.
const LONGEST_REST: Duration = Duration::from_secs(5);
/// From here on a wait is worth a line in the log.
const LONG_WAIT: Duration = Duration::from_secs(5);
/// Over so many seconds a process measures its own pace: those before the host says that it was too fast.
const MEASURED: u64 = 2;

/// Why a request may not be sent.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Not before some time.
    #[error("{}", match hold {
        Hold::Breaker => format!("{host} has failed and is left alone for a while"),
        Hold::Pause => format!("{host} has asked to be left alone for a while"),
        Hold::Limits => format!("the limit of {limits} requests at {host} is used up"),
        Hold::Pace => format!("{host} has said that it is asked too often"),
    })]
    Held {
        /// Host and port.
        host: String,
        /// Why.
        hold: Hold,
        /// The limits, as they are written in the configuration.
        limits: String,
        /// When it may be tried again.
        until: Timestamp,
    },
    /// What was sent cannot be noted, and there are limits.
    #[error(transparent)]
    Files(#[from] Error),
}

/// A request that may be sent.
#[derive(Debug)]
pub struct Passed {
    at: Instant,
    /// When it was counted, where it was.
    counted: Option<u64>,
    /// Held while the request is the one that finds out whether the host is well again.
    _probe: Option<FileLock>,
}

/// The way to one upstream host, or to one group of its endpoints.
pub struct Turnstile {
    host: String,
    rates: Rates,
    traffic: SharedFile<Traffic>,
    breaker: HostBreaker,
    own: Mutex<Window>,
    since: Instant,
    /// Answers since the last request that were not "too fast".
    answers: AtomicU32,
    said: AtomicBool,
}

impl Turnstile {
    /// `host` is `host` or `host:port`; the breaker is the host's, the limits are the `group`'s. Touches nothing.
    pub fn new(
        (state_dir, access): (&Path, Access),
        host: &str,
        group: Option<&str>,
        rates: Rates,
    ) -> Self {
        let name = match group {
            Some(group) => format!("{host}-{group}"),
            None => host.to_owned(),
        };
        let path = state_dir
            .join("limits")
            .join(SharedFile::<Traffic>::name(&name));
        Self {
            host: host.to_owned(),
            rates,
            traffic: SharedFile::new(path, access),
            breaker: HostBreaker::new(state_dir, access, host),
            own: Mutex::new(Window::new(MEASURED)),
            since: clock::monotonic(),
            answers: AtomicU32::new(0),
            said: AtomicBool::new(false),
        }
    }

    /// Waits until a request could be sent, and counts none: for what takes a while and is needed first, such as
    /// a token. False when a stop is asked for.
    pub async fn ready(&self, halt: &Halt, longest: Duration) -> Result<bool, Refused> {
        Ok(self.turn(halt, longest, false).await?.is_some())
    }

    /// Waits until a request may be sent, `longest` at most, and counts it; nothing when a stop is asked for. It
    /// is sent at once.
    pub async fn pass(&self, halt: &Halt, longest: Duration) -> Result<Option<Passed>, Refused> {
        self.turn(halt, longest, true).await
    }

    async fn turn(
        &self,
        halt: &Halt,
        longest: Duration,
        counts: bool,
    ) -> Result<Option<Passed>, Refused> {
        let begun = clock::monotonic();
        while !halt.is_asked() {
            let (hold, wait) = match self.step(counts).await? {
                Step::Through(passed) => return Ok(Some(passed)),
                Step::Held(hold, wait) => (hold, wait),
            };
            let most = match hold {
                Hold::Breaker => LONGEST_REST,
                _ => longest,
            };
            if begun.elapsed() + wait > most {
                return Err(self.held(hold, wait));
            }
            self.say(hold, wait);
            if halt.unless_asked(tokio::time::sleep(wait)).await.is_none() {
                break;
            }
        }
        Ok(None)
    }

    async fn step(&self, counts: bool) -> Result<Step, Refused> {
        let now = clock::moment();
        let probe = match self.breaker.admit(&now) {
            Ok(Admission::Free) => None,
            Ok(Admission::Probe(lock)) => Some(lock),
            Ok(Admission::Refused(wait)) => return Ok(Step::Held(Hold::Breaker, wait)),
            Err(error) => {
                self.without(&error);
                None
            }
        };
        let begun = clock::monotonic();
        let counted = match self.limited(counts, &now).await? {
            Ok(counted) => counted,
            Err((hold, wait)) => return Ok(Step::Held(hold, wait)),
        };
        if counts {
            let own_now = self.own_now();
            let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
            own.tidy(own_now);
            own.count(own_now, 1);
        }
        Ok(Step::Through(Passed {
            at: begun,
            counted,
            _probe: probe,
        }))
    }

    /// Counts the request, or says how long to wait.
    async fn limited(&self, counts: bool, now: &Moment) -> Result<Admitted, Error> {
        let free = self.rates.is_empty();
        let known = match self.traffic.read() {
            Err(error) if free => {
                self.without(&error);
                return Ok(Ok(None));
            }
            known => known?,
        };
        let mut seen = match (known, free) {
            (Content::Whole(traffic), _) => traffic,
            (_, true) | (Content::Missing, _) => Traffic::default(),
            (_, false) => {
                // Written down, so that the wait that is told goes by.
                return self.counted(now).await;
            }
        };
        if !counts || (free && !seen.is_paced()) {
            return Ok(seen.wait(&self.rates, now).map_or(Ok(None), Err));
        }
        match self.counted(now).await {
            Err(error) if free => {
                self.without(&error);
                Ok(seen.wait(&self.rates, now).map_or(Ok(None), Err))
            }
            counted => counted,
        }
    }

    async fn counted(&self, now: &Moment) -> Result<Admitted, Error> {
        let answers = self.answers.swap(0, Ordering::Relaxed);
        let change = |content| {
            let (mut traffic, news) = match content {
                Content::Whole(traffic) => (traffic, false),
                Content::Missing => (Traffic::default(), false),
                Content::Unreadable => {
                    warn!(path = %self.traffic.path().display(), "not readable: the limits count as used up");
                    (Traffic::unknown(&self.rates, now), true)
                }
                Content::Newer => return (None, Err(self.newer())),
            };
            // Read under the lock: another process may have come before.
            let now = clock::moment();
            if let Some(held) = traffic.wait(&self.rates, &now) {
                self.answers.fetch_add(answers, Ordering::Relaxed);
                return (news.then_some(traffic), Ok(Err(held)));
            }
            let counted = traffic.sent(&self.rates, answers, &now);
            (Some(traffic), Ok(Ok(Some(counted))))
        };
        self.traffic.change(change).await?
    }

    fn newer(&self) -> Error {
        Error::Newer {
            path: self.traffic.path().to_owned(),
        }
    }

    /// Notes an answer with sense in it, by its status and its `Retry-After`; what cannot be noted is said once.
    pub async fn answered(&self, passed: Passed, status: u16, retry_after: Option<Duration>) {
        self.ended(&passed).await;
        let asked = retry_after.filter(|asked| !asked.is_zero());
        let noted = match status {
            429 => self.too_fast(&passed, asked).await,
            503 if asked.is_some() => self.paused(asked).await,
            _ => Ok(()),
        };
        if let Err(error) = noted {
            self.without(&error);
        }
        let noted = match status {
            // The host is well enough to say so, and no better.
            408 | 429 => Ok(()),
            500.. => self.breaker.failed(clock::moment(), None).await,
            _ => {
                self.answers.fetch_add(1, Ordering::Relaxed);
                self.breaker.succeeded().await
            }
        };
        if let Err(error) = noted {
            self.without(&error);
        }
    }

    /// Notes that no answer came, or none that could be read.
    pub async fn failed(&self, passed: Passed) {
        self.ended(&passed).await;
        if let Err(error) = self.breaker.failed(clock::moment(), None).await {
            self.without(&error);
        }
    }

    /// For how long the host is left alone from now on, where that is longer than is sat out.
    pub fn rests(&self) -> Option<Duration> {
        match self.breaker.read().ok()?.gate(&clock::moment()) {
            Gate::Open(rest) if rest > LONGEST_REST => Some(rest),
            _ => None,
        }
    }

    /// Nobody here knows when a request arrived that took long: it counts from now on.
    async fn ended(&self, passed: &Passed) {
        let Some(counted) = passed.counted else {
            return;
        };
        let took = passed.at.elapsed();
        // A bucket is a sixtieth.
        if !self.rates.iter().any(|rate| took >= rate.per / 60) {
            return;
        }
        let change = |content| match content {
            Content::Whole(mut traffic) => {
                let moved = Traffic::answered(&mut traffic, counted, &clock::moment());
                (moved.then_some(traffic), ())
            }
            _ => (None, ()),
        };
        if let Err(error) = self.traffic.change(change).await {
            self.without(&error);
        }
    }

    async fn too_fast(&self, passed: &Passed, asked: Option<Duration>) -> Result<(), Error> {
        self.answers.store(0, Ordering::Relaxed);
        let own = {
            let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
            own.tidy(self.own_now());
            own.rate(self.own_now())
        };
        self.note(|traffic, now| {
            traffic.too_fast(&self.rates, own, passed.at.elapsed(), now);
            if let Some(asked) = asked {
                traffic.paused(asked, now);
            }
        })
        .await
    }

    async fn paused(&self, asked: Option<Duration>) -> Result<(), Error> {
        self.note(|traffic, now| traffic.paused(asked.unwrap_or_default(), now))
            .await
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
        self.traffic.change(change).await?
    }

    fn own_now(&self) -> u64 {
        u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn held(&self, hold: Hold, wait: Duration) -> Refused {
        let limits: Vec<String> = self.rates.iter().map(|rate| rate.to_string()).collect();
        let now = clock::now();
        let wait = SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX);
        Refused::Held {
            host: self.host.clone(),
            hold,
            limits: limits.join(" and "),
            until: now.checked_add(wait).unwrap_or(now),
        }
    }

    /// A long wait is said: a run that sleeps must not look like one that hangs.
    fn say(&self, hold: Hold, wait: Duration) {
        let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        let reason = self.held(hold, wait).to_string();
        match wait >= LONG_WAIT {
            true => warn!(wait_ms, reason, "waiting before the next request"),
            false => debug!(wait_ms, reason, "waiting before the next request"),
        }
    }

    /// Says once that the volume cannot be used, and that it is done without.
    fn without(&self, error: &Error) {
        if !self.said.swap(true, Ordering::Relaxed) {
            let host = &self.host;
            warn!(%error, host, "how the host does is not shared with other runs");
        }
    }
}

/// When a request was counted, where it had to be; or why it has to wait, and for how long.
type Admitted = Result<Option<u64>, (Hold, Duration)>;

enum Step {
    Through(Passed),
    Held(Hold, Duration),
}

#[cfg(test)]
#[path = "turnstile/tests.rs"]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests;
