//! The tokens of one profile: what is cached, whose it is, and what to do about it. Getting a login, renewing
//! it and giving it back are in the files beside this one.
//!
//! Readers take no lock. Never a refresh without it.

mod renew;
mod request;
mod reset;
mod resume;
mod sign_in;
mod transfer;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use secrecy::SecretString;

use super::Endpoints;
use super::cache::Cache;
use super::endpoints;
use super::error::{Error, LoginReason};
use super::exchange::{Granted, Identity};
use super::issuer::Issuer;
use super::key::{Key, KeyError, Keys};
use super::login::{FORMAT, Login, Request};
use super::plan::{self, Need, Plan, Policy};
use crate::clock::Moment;
use crate::config::{Environment, Grant, Profile, Provider};
use crate::coordination::{FileLock, Halt};
use crate::fsio::Access;
use crate::{clock, http};

pub use reset::{Reset, Revocation};
pub use sign_in::Outcome;

/// Asked for at Entra besides the profile's own scopes: a refresh token and who signed in.
const ENTRA_SCOPES: [&str; 3] = ["offline_access", "openid", "profile"];

/// The tokens of one profile.
pub struct Manager {
    name: String,
    profile: Profile,
    policy: Policy,
    requested: Request,
    /// The issuer's name, as a login of the profile has it.
    issuer_name: String,
    cache: Cache,
    keys: Arc<Keys>,
    http: Arc<http::Client>,
    environment: Arc<Environment>,
    access: Access,
    /// Ends waiting, but no request whose answer must be kept.
    halt: Halt,
    /// When renewing ahead of time failed last: not tried again on every call.
    failed_ahead: Mutex<Option<Instant>>,
    /// The login that this process used last: good until its end is near.
    memory: Mutex<Option<Arc<Login>>>,
    /// Tasks of this process queue here, and one of them for the file lock.
    gate: tokio::sync::Mutex<()>,
    /// Whether an issuer that is left alone is asked all the same.
    probes: bool,
}

impl Manager {
    /// Touches nothing.
    pub fn new(
        name: String,
        profile: Profile,
        keys: Arc<Keys>,
        http: Arc<http::Client>,
        environment: Arc<Environment>,
        access: Access,
    ) -> Self {
        Self {
            cache: Cache::new(Arc::clone(&keys), access),
            policy: policy(&profile),
            requested: requested(&profile),
            issuer_name: endpoints::issuer(&profile),
            name,
            profile,
            keys,
            http,
            environment,
            access,
            halt: Halt::never(),
            failed_ahead: Mutex::new(None),
            memory: Mutex::new(None),
            gate: tokio::sync::Mutex::new(()),
            probes: false,
        }
    }

    /// The same, but waiting for a person or for another process ends when a stop is asked for. A renewal
    /// is let end all the same: its answer may be the only copy of a refresh token.
    pub fn until(self, halt: Halt) -> Self {
        Self { halt, ..self }
    }

    /// The same, but an issuer that is left alone because it failed is asked all the same.
    pub fn probing(self, probes: bool) -> Self {
        Self { probes, ..self }
    }

    /// The profile's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The profile itself.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Where logins are kept.
    pub fn cache(&self) -> &Cache {
        &self.cache
    }

    /// The cache's key.
    pub fn key(&self) -> Result<Arc<Key>, Error> {
        self.keys.find().map_err(|error| self.without_key(error))
    }

    /// Sees to a key before anything is asked of the issuer: makes one where there is none. A login that is
    /// there already has a key somewhere: a new one would not open it.
    fn ensure_key(&self) -> Result<(), Error> {
        match self.cache.exists(&self.name)? {
            true => self.keys.again().map_err(|error| self.without_key(error))?,
            // Nor a login of another profile.
            false => match self.cache.logins()?.is_empty() {
                true => self.keys.find_or_create()?,
                false => self.cache.key()?,
            },
        };
        Ok(())
    }

    fn without_key(&self, error: KeyError) -> Error {
        let has_login = self.cache.exists(&self.name).unwrap_or(false);
        Error::Key(error.beside(has_login.then(|| self.cache.path(&self.name))))
    }

    /// What the profile allows and wants.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// What is cached, with no lock and no request. A profile with no file needs no key.
    pub fn cached(&self) -> Result<Option<Login>, Error> {
        Ok(self.cache.read(&self.name)?)
    }

    /// What is known of the issuer that `login` came from, or else of the one that the profile names; `None`
    /// where only discovery would tell which token endpoint that is.
    pub fn issuer(&self, login: Option<&Login>) -> Option<Issuer> {
        let ours = login.filter(|login| self.is_ours(login));
        let known = ours.map(|login| login.endpoints.clone().overridden(&self.profile));
        let endpoints = known.or_else(|| endpoints::known(&self.profile))?;
        Some(self.issuer_at(&endpoints))
    }

    fn issuer_at(&self, endpoints: &Endpoints) -> Issuer {
        Issuer::new(
            (self.keys.state_dir(), self.access),
            &endpoints.token,
            &self.profile.client_id,
            self.profile.quota.clone(),
            self.http.limit(),
        )
    }

    /// This moment as `login`'s end is to be compared with: by the issuer's clock, where the token was
    /// issued to another host, or to this one before it was started anew.
    pub fn now(&self, login: Option<&Login>) -> Moment {
        self.time(login).0
    }

    /// The same, and whether the two clocks were ever compared, as far as can be known.
    fn time(&self, login: Option<&Login>) -> (Moment, bool) {
        let now = clock::moment();
        let is_here = |login: &Login| login.issued.as_ref().is_some_and(|at| at.shares_boot(&now));
        if login.is_none_or(is_here) {
            return (now, true);
        }
        let ledger = self.issuer(login).and_then(|issuer| issuer.ledger().ok());
        match ledger.and_then(|ledger| ledger.issuer_time(&now)) {
            Some(issuer_time) => (issuer_time, true),
            None => (now, false),
        }
    }

    /// Whether the end of `login` is where this host's clock says, as far as is known.
    fn is_certain(&self, login: &Login) -> bool {
        self.time(Some(login)).1
    }

    /// What the state of `login` asks for now, whatever the issuer allows.
    pub fn need(&self, login: Option<&Login>) -> Need {
        let need = login.and_then(|login| self.need_of_mismatch(login));
        need.unwrap_or_else(|| {
            let (now, is_certain) = self.time(login);
            plan::need(login, &self.policy, &now, is_certain)
        })
    }

    /// What a login asks for that is not what the profile now asks for.
    fn need_of_mismatch(&self, login: &Login) -> Option<Need> {
        let reason = self.mismatch(login)?;
        Some(match self.policy.reacquire {
            true => Need::Now,
            false => Need::Person(reason),
        })
    }

    /// What to do about `login` now, with no lock. The issuer's state is looked at only where something is to
    /// be asked.
    pub fn plan(&self, login: Option<&Login>) -> Result<Plan, Error> {
        let need = self.need(login);
        let (ledger, breaker) = match self.issuer(login) {
            Some(issuer) if need != Need::Nothing => (issuer.ledger()?, issuer.breaker()?),
            _ => Default::default(),
        };
        let now = clock::moment();
        Ok(plan::plan(need, &ledger, &breaker, &self.policy, &now))
    }

    fn memory(&self) -> MutexGuard<'_, Option<Arc<Login>>> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn remember(&self, login: Login) -> Arc<Login> {
        let login = Arc::new(login);
        let mut memory = self.memory();
        // A slower task may have read an older one.
        let is_older = |known: &Arc<Login>| known.obtained_at > login.obtained_at;
        if !memory.as_ref().is_some_and(is_older) {
            *memory = Some(Arc::clone(&login));
        }
        login
    }

    /// Why a cached login is not what the profile now asks for, if it is not.
    fn mismatch(&self, login: &Login) -> Option<LoginReason> {
        if login.client_id != self.profile.client_id || login.issuer != self.issuer_name {
            return Some(LoginReason::OtherClient);
        }
        (login.requested != self.requested).then_some(LoginReason::OtherScopes)
    }

    /// Whether a cached login is of the client and issuer that the profile names.
    fn is_ours(&self, login: &Login) -> bool {
        self.mismatch(login) != Some(LoginReason::OtherClient)
    }

    /// A grant as a login in the place of `old`, of which it takes nothing but its generation, its further
    /// recipients and what a later version wrote: account and tokens are the new ones or none.
    fn fresh(&self, old: Option<&Login>, granted: Granted, endpoints: Endpoints) -> Login {
        let requested = self.requested.clone();
        let scope = granted.scope;
        Login {
            format: FORMAT,
            profile: self.name.clone(),
            generation: old.map_or(1, |old| old.generation + 1),
            issuer: self.issuer_name.clone(),
            client_id: self.profile.client_id.clone(),
            endpoints,
            account: granted.account,
            // RFC 6749 5.1: left out when it is what was asked for.
            scope: scope
                .or_else(|| (!requested.scopes.is_empty()).then(|| requested.scopes.join(" "))),
            requested,
            obtained_at: granted.obtained_at,
            issued: Some(granted.issued),
            expires_at: granted.expires_at,
            access_token: granted.access_token,
            refresh_token: granted.refresh_token,
            lost: None,
            replaces: None,
            id_token: granted.id_token,
            msal: granted.msal,
            recipients: old.map(|old| old.recipients.clone()).unwrap_or_default(),
            sealer: old.and_then(|old| old.sealer.clone()),
            later: old.map(|old| old.later.clone()).unwrap_or_default(),
        }
    }

    async fn lock(&self, patience: Duration) -> Result<FileLock, Error> {
        let lock = self.cache.lock(&self.name, patience);
        self.halt.unless_asked(lock).await.ok_or(Error::Stopped)?
    }

    /// May read a file, ask a keyring or run a command: not on a thread of the runtime.
    async fn client_secret(&self) -> Result<Option<SecretString>, Error> {
        let Some(secret) = self.profile.client_secret.clone() else {
            return Ok(None);
        };
        let environment = Arc::clone(&self.environment);
        let resolved = tokio::task::spawn_blocking(move || secret.resolve(&environment)).await;
        match resolved {
            Ok(secret) => Ok(Some(secret?)),
            Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
        }
    }

    fn identity<'a>(&'a self, secret: Option<&'a SecretString>) -> Identity<'a> {
        Identity {
            client_id: &self.profile.client_id,
            secret,
            auth: self.profile.client_auth,
        }
    }

    fn login_needed(&self, reason: LoginReason) -> Error {
        Error::LoginNeeded {
            profile: self.name.clone(),
            reason,
        }
    }
}

fn policy(profile: &Profile) -> Policy {
    Policy {
        renew_before: plan::span(profile.renew_before),
        reacquire: profile.grant == Grant::ClientCredentials,
        quota: profile.quota.clone(),
    }
}

fn requested(profile: &Profile) -> Request {
    let mut scopes = profile.scopes.clone();
    if profile.provider == Provider::Entra && profile.grant == Grant::DeviceCode {
        for extra in ENTRA_SCOPES {
            if !scopes.iter().any(|scope| scope == extra) {
                scopes.push(extra.to_owned());
            }
        }
    }
    Request {
        scopes,
        audience: profile.audience.clone(),
    }
}
