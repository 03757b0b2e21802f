//! Where every request to an upstream passes before it is sent, and is answered for after: it waits for the
//! host's limiter and its breaker, and tells both what came of it.
//!
//! A state folder that cannot be written ends the run only where there are limits: they could not be kept.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use tracing::{debug, warn};

use super::breaker::Gate;
use super::breakers::{Admission, HostBreaker};
use super::file::FileLock;
use super::halt::Halt;
use super::limiter::{Admitted, Limiter};
use super::meter::Meter;
use super::shared::Error;
use super::traffic::Hold;
use crate::clock::{self, Moment};
use crate::config::Rates;
use crate::fsio::Access;

/// How long a host that is left alone is waited for; the next run is the one that tries it again.
const LONGEST_REST: Duration = Duration::from_secs(5);
/// From here on a wait is worth a line in the log.
const LONG_WAIT: Duration = Duration::from_secs(5);

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
    limiter: Limiter,
    breaker: HostBreaker,
    meter: Meter,
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
        Self {
            host: host.to_owned(),
            limiter: Limiter::new(state_dir, access, &name, rates),
            breaker: HostBreaker::new(state_dir, access, host),
            meter: Meter::new(),
            said: AtomicBool::new(false),
        }
    }

    /// With a breaker of that name in the place of the host's: for whoever fails apart from others at the same host.
    pub fn with_breaker(mut self, (state_dir, access): (&Path, Access), name: &str) -> Self {
        self.breaker = HostBreaker::new(state_dir, access, name);
        self
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
            self.meter.count();
        }
        Ok(Step::Through(Passed {
            at: begun,
            counted,
            _probe: probe,
        }))
    }

    async fn limited(&self, counts: bool, now: &Moment) -> Result<Admitted, Error> {
        match self.limiter.admit(counts, now).await {
            Err(error) if self.limiter.is_free() => {
                self.without(&error);
                Ok(self.limiter.admit_unnoted(now))
            }
            admitted => admitted,
        }
    }

    /// Notes an answer with sense in it, by its status and its `Retry-After`; what cannot be noted is said once.
    pub async fn answered(&self, passed: Passed, status: u16, retry_after: Option<Duration>) {
        self.ended(&passed).await;
        let asked = retry_after.filter(|asked| !asked.is_zero());
        let noted = match (status, asked) {
            (429, _) => {
                let own = self.meter.rate();
                self.limiter.too_fast(own, passed.at, asked).await
            }
            (503, Some(asked)) => self.limiter.paused(asked).await,
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
                self.limiter.went_well();
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

    async fn ended(&self, passed: &Passed) {
        let Some(counted) = passed.counted else {
            return;
        };
        if let Err(error) = self.limiter.ended(counted, passed.at.elapsed()).await {
            self.without(&error);
        }
    }

    fn held(&self, hold: Hold, wait: Duration) -> Refused {
        let now = clock::now();
        let wait = SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX);
        Refused::Held {
            host: self.host.clone(),
            hold,
            limits: self.limiter.limits(),
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

enum Step {
    Through(Passed),
    Held(Hold, Duration),
}

#[cfg(test)]
#[path = "turnstile/tests.rs"]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests;
