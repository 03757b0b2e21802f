//! A good token for whoever asks: the one in memory, the cached one, or one renewed by one request of one
//! task of one process.
//!
//! A renewal holds the lock on the file beside the cache, looks again after it has it, and has its room, its
//! entry in the ledger and its intent on disk before it sends anything.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use jiff::SignedDuration;
use tracing::{debug, warn};

use super::Manager;
use crate::clock;
use crate::coordination::{Breaker, FileLock, Waited};
use crate::fsio;
use crate::http::{Bearer, BearerError, Credential};
use crate::token::cache::RENEWAL;
use crate::token::error::Error;
use crate::token::issuer::Issuer;
use crate::token::ledger::Purpose;
use crate::token::login::Login;
use crate::token::plan::{self, Hold, Need, Plan};

/// How long renewing ahead is left alone after it failed: the cached token is good, and an issuer that is
/// down is not asked on every call.
const AHEAD_AGAIN: Duration = Duration::from_secs(60);

/// Why a token is renewed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Why<'a> {
    /// Its end is near.
    Ahead,
    /// It has ended.
    Due,
    /// An upstream refused the one with this fingerprint.
    Refused(&'a str),
    /// Somebody wants another one than that of this generation.
    Asked(u64),
}

impl Why<'_> {
    pub(super) fn purpose(self) -> Purpose {
        match self {
            Why::Ahead => Purpose::Ahead,
            Why::Due | Why::Refused(_) | Why::Asked(_) => Purpose::Renewal,
        }
    }

    /// Whether a token that is good otherwise is not wanted.
    pub(super) fn rejects(self, login: &Login) -> bool {
        match self {
            Why::Ahead | Why::Due => false,
            Why::Refused(fingerprint) => login.fingerprint() == fingerprint,
            Why::Asked(generation) => login.generation == generation,
        }
    }
}

impl Manager {
    /// A login that is good now; renewed if it is due and nobody else is at it.
    pub async fn token(&self) -> Result<Arc<Login>, Error> {
        if let Some(login) = self.remembered() {
            return Ok(login);
        }
        let login = self.cached()?;
        match (self.need(login.as_ref()), login) {
            (Need::Nothing, Some(login)) => Ok(self.remember(login)),
            (Need::Soon, Some(login)) => self.renew_ahead(login).await,
            (Need::Person(reason), _) => Err(self.login_needed(reason)),
            // Also where nothing may be asked: another process may be about to bring what it asked for.
            _ => self.renew(Why::Due).await,
        }
    }

    /// Renews now, whatever the token's end, inside the quota. Of several who ask at once, one renews.
    pub async fn refresh(&self) -> Result<Arc<Login>, Error> {
        let generation = self.cached()?.map_or(0, |login| login.generation);
        self.renew(Why::Asked(generation)).await
    }

    /// The login in memory, where it is as good as one from the disk.
    fn remembered(&self) -> Option<Arc<Login>> {
        let login = self.memory().clone()?;
        match self.need(Some(&login)) {
            Need::Nothing => Some(login),
            Need::Soon if self.failed_ahead_lately() => Some(login),
            _ => None,
        }
    }

    /// The token is still good: a failure costs the caller nothing, unless its end came meanwhile.
    async fn renew_ahead(&self, login: Login) -> Result<Arc<Login>, Error> {
        // Good by a clock that was never compared with the issuer's: another one is worth waiting for.
        let renewed = match self.is_certain(&login) {
            true => self.renew_unless_another_does().await,
            false => self.renew(Why::Ahead).await.map(Some),
        };
        let error = match renewed {
            Ok(Some(renewed)) if renewed.generation != login.generation => return Ok(renewed),
            Ok(Some(held)) => {
                self.not_ahead_again_soon();
                return Ok(held);
            }
            Ok(None) => return Ok(self.remember(login)),
            Err(error) => error,
        };
        if matches!(self.need(Some(&login)), Need::Now | Need::Person(_)) {
            return Err(error);
        }
        if !matches!(error, Error::Held(_)) {
            warn!(profile = self.name, %error, "token not renewed ahead of time, the old one is still good");
        }
        self.not_ahead_again_soon();
        Ok(self.remember(login))
    }

    fn not_ahead_again_soon(&self) {
        let failed = self.failed_ahead.lock();
        *failed.unwrap_or_else(PoisonError::into_inner) = Some(clock::monotonic());
    }

    /// `None` where another task or process is at it, or the last one failed just now.
    async fn renew_unless_another_does(&self) -> Result<Option<Arc<Login>>, Error> {
        let Ok(_gate) = self.gate.try_lock() else {
            return Ok(None);
        };
        if self.failed_ahead_lately() {
            return Ok(None);
        }
        match FileLock::try_acquire(&self.cache.lock_path(&self.name), self.access)? {
            Some(_lock) => {
                let renewed = self.renew_locked(Why::Ahead).await?;
                Ok(Some(self.remember(renewed)))
            }
            None => Ok(None),
        }
    }

    fn failed_ahead_lately(&self) -> bool {
        let failed = self
            .failed_ahead
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        failed.is_some_and(|at| clock::monotonic().duration_since(at) < AHEAD_AGAIN)
    }

    /// The token is not good, or not wanted: take the one of whoever renews it, or renew it.
    pub(super) async fn renew(&self, why: Why<'_>) -> Result<Arc<Login>, Error> {
        let issuer = self.issuer(self.cached().ok().flatten().as_ref());
        let before = issuer.as_ref().map_or(0, failures);
        let waiting = async {
            let gate = self.gate.lock().await;
            // Another task may have renewed while this one stood at the gate.
            let theirs = self
                .memory()
                .clone()
                .filter(|login| self.will_do(login, why));
            match theirs {
                Some(login) => Ok::<_, Error>((gate, Some(Waited::Needless(login)))),
                None => Ok((gate, self.lock_or_take(why).await?)),
            }
        };
        let patience = self.patience();
        let waited = self
            .halt
            .unless_asked(tokio::time::timeout(patience, waiting));
        let (_gate, waited) = match waited.await.ok_or(Error::Stopped)? {
            Ok(waited) => waited?,
            Err(_) => return Err(self.busy(patience)),
        };
        match waited {
            Some(Waited::Needless(login)) => Ok(login),
            Some(Waited::Locked(_lock)) => {
                // Whoever waited while another one asked in vain has its answer: a hundred who want a token must
                // not spend a hundred requests, or all of a quota, on an issuer that is down.
                if !self.probes
                    && let Some(issuer) = issuer.filter(|issuer| failures(issuer) > before)
                {
                    return Err(Error::Held(issuer.held(Hold::Failed, SignedDuration::ZERO)));
                }
                Ok(self.remember(self.renew_locked(why).await?))
            }
            None => Err(self.busy(patience)),
        }
    }

    /// Longer than a renewal takes, with discovery and a replay.
    fn patience(&self) -> Duration {
        RENEWAL.max(self.http.limit() * 3)
    }

    fn busy(&self, waited: Duration) -> Error {
        Error::Busy {
            profile: self.name.clone(),
            waited,
        }
    }

    /// The lock, or the login that another process has put in place meanwhile.
    async fn lock_or_take(&self, why: Why<'_>) -> Result<Option<Waited<Arc<Login>>>, Error> {
        self.cache.create_folder()?;
        let path = self.cache.path(&self.name);
        let mut seen = fsio::version(&path);
        let winners = || {
            let version = fsio::version(&path);
            if version == seen {
                return None;
            }
            seen = version;
            let login = self.cached().ok()??;
            self.will_do(&login, why).then(|| self.remember(login))
        };
        let lock = self.cache.lock_path(&self.name);
        Ok(FileLock::acquire_unless(&lock, self.access, self.patience(), winners).await?)
    }

    /// Whether a login is what the caller waits for.
    fn will_do(&self, login: &Login, why: Why<'_>) -> bool {
        let is_good = matches!(self.need(Some(login)), Need::Nothing | Need::Soon);
        is_good && !why.rejects(login)
    }

    /// Looks again under the lock, then sends one request at most.
    async fn renew_locked(&self, why: Why<'_>) -> Result<Login, Error> {
        self.ensure_key()?;
        let old = self.cache.read(&self.name)?;
        let need = match &old {
            Some(login) if why.rejects(login) => self.need_of_rejected(login, why)?,
            old => self.need(old.as_ref()),
        };
        match (self.decide(need, old.as_ref()).await?, old) {
            (Plan::Use, Some(login)) => Ok(login),
            (Plan::LoginNeeded(reason), _) => Err(self.login_needed(reason)),
            (_, old) => self.request(old, why).await,
        }
    }

    /// The plan under the lock; having to wait is an error. Before it comes to that the ledger is put right, so
    /// that a wait comes to its end.
    async fn decide(&self, need: Need, login: Option<&Login>) -> Result<Plan, Error> {
        let (policy, now) = (&self.policy, clock::moment());
        let Some(issuer) = self.issuer(login) else {
            let (ledger, breaker) = Default::default();
            return Ok(plan::plan(need, &ledger, &breaker, policy, &now));
        };
        let breaker = match self.probes {
            true => Breaker::default(),
            false => issuer.breaker()?,
        };
        let mut plan = plan::plan(need.clone(), &issuer.ledger()?, &breaker, policy, &now);
        if matches!(plan, Plan::Wait(hold, _) if hold != Hold::Breaker) {
            plan = plan::plan(need, &issuer.tidied().await?, &breaker, policy, &now);
        }
        match plan {
            Plan::Wait(hold, wait) => Err(Error::Held(issuer.held(hold, wait))),
            plan => Ok(plan),
        }
    }
}

impl Bearer for Manager {
    async fn credential(&self) -> Result<Credential, BearerError> {
        let login = self.token().await.map_err(port)?;
        Ok(Credential {
            fingerprint: login.fingerprint(),
            token: login.access_token.clone(),
        })
    }

    async fn refused(&self, refused: &str) -> Result<(), BearerError> {
        let login = self.renew(Why::Refused(refused)).await.map_err(port)?;
        debug!(
            profile = self.name,
            refused,
            token = login.fingerprint(),
            "token refused by the upstream"
        );
        Ok(())
    }
}

/// Failures in a row, as far as is known.
fn failures(issuer: &Issuer) -> u32 {
    issuer.breaker().map_or(0, |breaker| breaker.failures)
}

fn port(error: Error) -> BearerError {
    BearerError(Box::new(error))
}
