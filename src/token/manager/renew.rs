//! A good token for whoever asks: the cached one, or one renewed by one request of one process.
//!
//! A renewal holds the lock on the file beside the cache, looks again after it has it, and has its room on
//! disk before it sends anything.

use std::sync::PoisonError;
use std::time::Duration;

use tracing::{debug, warn};

use super::Manager;
use crate::clock;
use crate::coordination::FileLock;
use crate::fsio::Reservation;
use crate::http::{Bearer, BearerError, Credential};
use crate::token::endpoints::{self, Endpoints};
use crate::token::error::{Error, LoginReason};
use crate::token::exchange::{self, Identity};
use crate::token::login::{Login, Lost, fingerprint};
use crate::token::plan::Plan;
use crate::token::wire::{Failed, IssuerError, Wire};

/// How long a caller waits for another process's renewal: longer than discovery and one request may take.
const PATIENCE: Duration = Duration::from_secs(90);
/// How long renewing ahead is left alone after it failed: the cached token is good, and an issuer that is
/// down is not asked on every call.
const AHEAD_AGAIN: Duration = Duration::from_secs(60);

impl Manager {
    /// A login that is good now; renewed if it is due and nobody else is at it.
    pub async fn token(&self) -> Result<Login, Error> {
        let login = self.cached()?;
        match (self.plan(login.as_ref()), login) {
            (Plan::Use, Some(login)) => Ok(login),
            (Plan::RenewAhead, Some(login)) => self.renew_ahead(login).await,
            (Plan::LoginNeeded(reason), _) => Err(self.login_needed(reason)),
            _ => self.renew(None).await,
        }
    }

    /// The token is still good: a failure costs the caller nothing, unless its end came meanwhile.
    async fn renew_ahead(&self, login: Login) -> Result<Login, Error> {
        if self.failed_ahead_lately() {
            return Ok(login);
        }
        let renewed = match FileLock::try_acquire(&self.cache.lock_path(&self.name)) {
            Ok(Some(_lock)) => self.renew_locked(None).await,
            Ok(None) => return Ok(login),
            Err(error) => Err(error.into()),
        };
        match renewed {
            Err(error) if login.expires_at.is_some_and(|end| clock::now() < end) => {
                warn!(profile = self.name, %error, "token not renewed ahead of time, the old one is still good");
                let mut failed = self
                    .failed_ahead
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner);
                *failed = Some(clock::monotonic());
                Ok(login)
            }
            renewed => renewed,
        }
    }

    fn failed_ahead_lately(&self) -> bool {
        let failed = self
            .failed_ahead
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        failed.is_some_and(|at| clock::monotonic().duration_since(at) < AHEAD_AGAIN)
    }

    /// The token is not good, or was refused: wait for whoever renews it, or do it.
    async fn renew(&self, refused: Option<&str>) -> Result<Login, Error> {
        let _lock = self.lock(PATIENCE).await?;
        self.renew_locked(refused).await
    }

    /// Looks again under the lock, then sends one request at most.
    async fn renew_locked(&self, refused: Option<&str>) -> Result<Login, Error> {
        self.ensure_key()?;
        let old = self.cache.read(&self.name)?;
        let mut next = self.plan(old.as_ref());
        if let (Some(login), Some(refused)) = (&old, refused)
            && login.fingerprint() == refused
        {
            next = self.despite_refusal(login);
        }
        match (next, old) {
            (Plan::Use, Some(login)) => Ok(login),
            (Plan::LoginNeeded(reason), _) => Err(self.login_needed(reason)),
            (_, old) => self.request(old, refused).await,
        }
    }

    /// A token that an upstream refused is not good, whatever its end says.
    fn despite_refusal(&self, login: &Login) -> Plan {
        if self.policy().reacquire || login.usable_refresh_token().is_some() {
            return Plan::RenewNow;
        }
        Plan::LoginNeeded(match &login.lost {
            Some(lost) => LoginReason::Refused(lost.error.clone()),
            None => LoginReason::Expired,
        })
    }

    async fn request(&self, old: Option<Login>, refused: Option<&str>) -> Result<Login, Error> {
        let room = self.cache.reserve(&self.name)?;
        let secret = self.client_secret().await?;
        let identity = self.identity(secret.as_ref());
        let known = old.as_ref().filter(|login| self.is_ours(login));
        let endpoints = match known {
            Some(login) => login.endpoints.clone().overridden(&self.profile),
            None => endpoints::find(&self.name, &self.profile, &self.http).await?,
        };
        let login = match known {
            Some(login) if !self.policy().reacquire => {
                match self.refreshed(&identity, login, endpoints).await? {
                    Ok(login) => login,
                    Err(issuer) => {
                        let login = lost(login, &issuer, refused);
                        return Err(self.refresh_refused(issuer, &login, room));
                    }
                }
            }
            _ => {
                let mut granted = self.client_credentials(&identity, &endpoints).await?;
                // RFC 6749 4.4.3: it should not be there, and nothing is gained by it.
                granted.refresh_token = None;
                self.fresh(old.as_ref(), granted, endpoints)
            }
        };
        self.cache.write(room, &login)?;
        debug!(
            profile = self.name,
            generation = login.generation,
            token = login.fingerprint(),
            "token renewed"
        );
        Ok(login)
    }

    /// The next login by the refresh token; the inner error is a definite refusal of it. An answer without a
    /// refresh token, account or scope leaves the known one in force (RFC 6749 6).
    async fn refreshed(
        &self,
        identity: &Identity<'_>,
        old: &Login,
        endpoints: Endpoints,
    ) -> Result<Result<Login, IssuerError>, Error> {
        let Some(token) = old.usable_refresh_token() else {
            return Err(self.login_needed(LoginReason::Expired));
        };
        let client = identity.client(&endpoints);
        let wire = Wire::new(&self.http);
        let scopes = self.requested().scopes;
        let granted = match exchange::refresh(&wire, &client, token, &scopes).await {
            Ok(granted) => granted,
            Err(Failed::Issuer(issuer)) if issuer.ends_login() => return Ok(Err(issuer)),
            Err(failed) => return Err(failed.into()),
        };
        let scope_was_given = granted.scope.is_some();
        let mut login = self.fresh(Some(old), granted, endpoints);
        login.refresh_token = login.refresh_token.or_else(|| Some(token.clone()));
        login.account = login.account.or_else(|| old.account.clone());
        if !scope_was_given {
            login.scope.clone_from(&old.scope);
        }
        Ok(Ok(login))
    }

    /// Only a definite refusal of this refresh token ends the login; that is written down, so that no other
    /// process sends the token again.
    fn refresh_refused(&self, issuer: IssuerError, lost: &Login, room: Reservation) -> Error {
        if let Err(error) = self.cache.write(room, lost) {
            warn!(profile = self.name, %error, "cannot remember the refusal");
        }
        Error::LoginEnded {
            profile: self.name.clone(),
            source: Box::new(issuer),
        }
    }
}

/// The login after the refusal of its refresh token. An access token that its upstream has refused as well is
/// of no use to anybody any more.
fn lost(old: &Login, issuer: &IssuerError, refused: Option<&str>) -> Login {
    let mut login = old.clone();
    let now = clock::now();
    login.generation += 1;
    login.lost = old.refresh_token.as_ref().map(|token| Lost {
        fingerprint: fingerprint(token),
        at: now,
        error: match issuer {
            IssuerError::Refused { code, .. } => code.clone(),
            other => other.to_string(),
        },
    });
    if refused == Some(old.fingerprint().as_str()) {
        login.expires_at = Some(now);
    }
    login
}

impl Bearer for Manager {
    async fn credential(&self) -> Result<Credential, BearerError> {
        let login = self.token().await.map_err(port)?;
        Ok(Credential {
            fingerprint: login.fingerprint(),
            token: login.access_token,
        })
    }

    async fn refused(&self, refused: &str) -> Result<(), BearerError> {
        let login = self.renew(Some(refused)).await.map_err(port)?;
        debug!(
            profile = self.name,
            refused,
            token = login.fingerprint(),
            "token refused by the upstream"
        );
        Ok(())
    }
}

fn port(error: Error) -> BearerError {
    BearerError(Box::new(error))
}
