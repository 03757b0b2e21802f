//! One client at one token endpoint, as all processes on the volume know it: the ledger of its requests
//! and the breaker of its host. Every request passes here before it is sent, and again when it has ended.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tracing::warn;
use url::Url;

use super::ledger::{Ledger, Purpose, Refused};
use super::login::short_hash;
use super::plan::{Hold, span};
use crate::clock::{self, Moment};
use crate::config::Rates;
use crate::coordination::{self, Admission, Breaker, BreakerError, FileLock, HostBreaker};
use crate::fsio::{self, Access};

const LARGEST: u64 = 16 << 20;
/// How long a writer waits for another one, which holds the lock for as long as a small file takes.
const PATIENCE: Duration = Duration::from_secs(30);

/// The ledger or the breaker cannot be used; nothing is sent without them.
#[derive(Debug, thiserror::Error)]
pub enum IssuerFileError {
    /// The disk.
    #[error(transparent)]
    Files(#[from] fsio::Error),
    /// The lock beside the ledger.
    #[error(transparent)]
    Lock(#[from] coordination::Error),
    /// Somebody has held that lock for long.
    #[error("{} has been locked for over {} s", path.display(), PATIENCE.as_secs())]
    Busy {
        /// The ledger.
        path: PathBuf,
    },
    /// A newer jeton wrote the ledger.
    #[error("{} was written by a newer jeton", path.display())]
    Newer {
        /// The ledger.
        path: PathBuf,
    },
    /// The breaker of the host.
    #[error(transparent)]
    Breaker(#[from] BreakerError),
}

/// Nothing may be sent now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", match hold {
    Hold::Quota => format!("the quota of {quota} token requests at {host} is used up"),
    Hold::Throttled => format!("{host} has asked to be left alone for a while (HTTP status 429)"),
    Hold::Unreadable => format!("the ledger of token requests at {host} could not be read, and counts as used up"),
    Hold::Failed => format!("{host} has just failed another process that asked"),
    Hold::Breaker => format!("{host} has failed and is left alone for a while"),
})]
pub struct Held {
    /// Host and port.
    pub host: String,
    /// Why.
    pub hold: Hold,
    /// The quota, as it is written in the configuration.
    pub quota: String,
    /// When it may be tried again.
    pub until: Timestamp,
}

/// Why a request does not go out.
#[derive(Debug)]
pub(super) enum Refusal {
    Held(Held),
    Files(IssuerFileError),
}

impl<E: Into<IssuerFileError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Refusal::Files(error.into())
    }
}

/// A request that was let through.
pub(super) struct Pass {
    id: Option<u64>,
    /// Held while the request is the one that finds out whether the host is well again.
    _probe: Option<FileLock>,
}

/// How a request ended.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ended {
    /// It was not even tried: our settings are at fault.
    NeverTried,
    /// It never left: there was no connection.
    NotSent,
    /// It left, and no answer came.
    Unanswered,
    /// An answer came.
    Answered {
        /// What it says of the host.
        health: Health,
        /// `Retry-After`.
        wait: Option<Duration>,
        /// How far the issuer's clock is ahead of ours.
        ahead: Option<SignedDuration>,
    },
}

/// What an answer says of the host that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Health {
    /// It made sense, be it a refusal.
    Well,
    /// 429.
    Throttling,
    /// 5xx, or no OAuth.
    Failing,
}

/// One client at one token endpoint.
#[derive(Clone, Debug)]
pub struct Issuer {
    token_endpoint: Url,
    host: String,
    rates: Rates,
    limit: Duration,
    path: PathBuf,
    access: Access,
    breaker: HostBreaker,
}

impl Issuer {
    /// Touches nothing. `limit` is the longest that one exchange takes.
    pub(super) fn new(
        (state_dir, access): (&Path, Access),
        token_endpoint: &Url,
        client_id: &str,
        rates: Rates,
        limit: Duration,
    ) -> Self {
        let host = token_endpoint.authority().to_owned();
        let mut token_endpoint = token_endpoint.clone();
        // It is never sent, so that a request does not have it.
        token_endpoint.set_fragment(None);
        let of_endpoint = short_hash(token_endpoint.as_str());
        let of_client = short_hash(&format!("{token_endpoint}\0{client_id}"));
        let place = host.replace(':', "_");
        Self {
            // A wrong path at a host says nothing of the right one.
            breaker: HostBreaker::new(state_dir, access, &format!("{place}-{of_endpoint}")),
            path: state_dir
                .join("ledgers")
                .join(format!("{place}-{of_client}.json")),
            token_endpoint,
            host,
            rates,
            limit,
            access,
        }
    }

    /// Whether a request to `url` is one that counts.
    pub(super) fn counts(&self, url: &Url) -> bool {
        *url == self.token_endpoint
    }

    /// The ledger as it is, with no lock.
    pub fn ledger(&self) -> Result<Ledger, IssuerFileError> {
        let Some(bytes) = fsio::read(&self.path, LARGEST)? else {
            return Ok(Ledger::default());
        };
        match serde_json::from_slice::<Ledger>(&bytes) {
            Ok(ledger) if ledger.is_newer() => Err(IssuerFileError::Newer {
                path: self.path.clone(),
            }),
            Ok(ledger) => Ok(ledger),
            Err(_) => Ok(Ledger::unknown(&self.rates, clock::moment())),
        }
    }

    /// The breaker as it is, with no lock.
    pub fn breaker(&self) -> Result<Breaker, IssuerFileError> {
        Ok(self.breaker.read()?)
    }

    /// The ledger after what is over was dropped, what is wrong was put right, and both were written down:
    /// so that a wait that is told counts down.
    pub(super) async fn tidied(&self) -> Result<Ledger, IssuerFileError> {
        self.change(|ledger, _| ledger.clone()).await
    }

    /// Whether the ledger has room for a request now; an error where it has not.
    pub(super) async fn can_ask(&self, purpose: Purpose) -> Result<(), Refusal> {
        let admitted = self
            .tidied()
            .await?
            .admit(purpose, &self.rates, &clock::moment());
        admitted.map_err(|no| self.refusal(no))
    }

    /// Enters a request before it is sent, or says why it must not be. A person's login is not kept from a
    /// host that fails, and neither is what is told to probe it.
    pub(super) async fn before(&self, purpose: Purpose, probes: bool) -> Result<Pass, Refusal> {
        let now = clock::moment();
        let admission = match purpose == Purpose::Login || probes {
            true => Admission::Free,
            false => self.breaker.admit(&now).map_err(IssuerFileError::from)?,
        };
        let probe = match admission {
            Admission::Free => None,
            Admission::Probe(lock) => Some(lock),
            Admission::Refused(wait) => {
                let (hold, wait) = (Hold::Breaker, span(wait));
                return Err(self.refusal(Refused { hold, wait }));
            }
        };
        if self.rates.is_empty() && purpose == Purpose::Login {
            return Ok(Pass {
                id: None,
                _probe: probe,
            });
        }
        let entered = self
            .change(|ledger, now| {
                let admitted = ledger.admit(purpose, &self.rates, now);
                admitted.map_err(|no| self.refusal(no))?;
                Ok::<_, Refusal>(ledger.enter(purpose, self.limit, now))
            })
            .await?;
        Ok(Pass {
            id: Some(entered?),
            _probe: probe,
        })
    }

    /// Notes how a request ended. What cannot be noted is on the safe side: an entry that stays counts.
    pub(super) async fn after(&self, pass: Pass, ended: Ended) {
        let noted = match self.note(&pass, ended).await {
            Ok(()) => self.note_health(ended).await.map_err(IssuerFileError::from),
            failed => failed,
        };
        if let Err(error) = noted {
            warn!(%error, "cannot note how a token request ended");
        }
    }

    async fn note(&self, pass: &Pass, ended: Ended) -> Result<(), IssuerFileError> {
        let (wait, ahead, health) = match (ended, pass.id) {
            (Ended::NotSent | Ended::NeverTried, Some(id)) => {
                return self.change(|ledger, _| ledger.withdraw(id)).await;
            }
            (Ended::NotSent | Ended::NeverTried | Ended::Unanswered, _) => return Ok(()),
            (
                Ended::Answered {
                    wait,
                    ahead,
                    health,
                },
                _,
            ) => (wait, ahead, health),
        };
        if pass.id.is_none() && !self.is_news(ahead)? {
            return Ok(());
        }
        self.change(|ledger, now| {
            if let Some(ahead) = ahead {
                ledger.compared(ahead, now);
            }
            if let Some(id) = pass.id {
                ledger.answered(id, now);
                if health == Health::Throttling {
                    ledger.pause(wait, &self.rates, now);
                }
            }
        })
        .await
    }

    /// Whether the distance of the clocks is other than it is known to be.
    fn is_news(&self, ahead: Option<SignedDuration>) -> Result<bool, IssuerFileError> {
        let Some(ahead) = ahead else { return Ok(false) };
        let known = self.ledger()?.skew(&clock::moment());
        Ok(known.is_none_or(|known| (known - ahead).abs() > SignedDuration::from_secs(1)))
    }

    async fn note_health(&self, ended: Ended) -> Result<(), BreakerError> {
        let wait = match ended {
            Ended::Answered {
                health: Health::Well,
                ..
            } => return self.breaker.succeeded().await,
            // The host is well enough to say so.
            Ended::Answered {
                health: Health::Throttling,
                ..
            }
            | Ended::NeverTried => return Ok(()),
            Ended::Answered { wait, .. } => wait,
            Ended::NotSent | Ended::Unanswered => None,
        };
        self.breaker.failed(clock::moment(), wait).await
    }

    /// Others leave one request free for a person who is at a login, for `length` at most.
    pub(super) async fn promise(&self, length: Duration) -> Result<(), IssuerFileError> {
        match self.rates.is_empty() {
            true => Ok(()),
            false => self.change(|ledger, now| ledger.promise(length, now)).await,
        }
    }

    /// The login has ended.
    pub(super) async fn keep_promise(&self) -> Result<(), IssuerFileError> {
        match self.rates.is_empty() {
            true => Ok(()),
            false => self.change(|ledger, _| ledger.keep_promise()).await,
        }
    }

    fn refusal(&self, no: Refused) -> Refusal {
        Refusal::Held(self.held(no.hold, no.wait))
    }

    /// Why nothing may be sent for so long.
    pub(super) fn held(&self, hold: Hold, wait: SignedDuration) -> Held {
        let rates: Vec<String> = self.rates.iter().map(|rate| rate.to_string()).collect();
        let now = clock::now();
        Held {
            host: self.host.clone(),
            hold,
            quota: rates.join(" and "),
            until: now.checked_add(wait).unwrap_or(now),
        }
    }

    /// Reads, changes and replaces the ledger under its lock.
    async fn change<T>(
        &self,
        change: impl FnOnce(&mut Ledger, &Moment) -> T,
    ) -> Result<T, IssuerFileError> {
        if let Some(folder) = self.path.parent() {
            fsio::folder(folder, self.access)?;
        }
        let lock = self.path.with_extension("lock");
        let held = FileLock::acquire(&lock, self.access, PATIENCE).await?;
        let _held = held.ok_or_else(|| IssuerFileError::Busy {
            path: self.path.clone(),
        })?;
        let now = clock::moment();
        let mut ledger = self.ledger()?;
        ledger.tidy(&self.rates, &now);
        let changed = change(&mut ledger, &now);
        let bytes = serde_json::to_vec(&ledger).map_err(|error| fsio::Error {
            action: "write",
            path: self.path.clone(),
            source: error.into(),
        })?;
        fsio::replace(&self.path, &bytes, self.access)?;
        Ok(changed)
    }
}
