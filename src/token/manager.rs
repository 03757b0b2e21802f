//! Gets, renews and gives back the tokens of one profile.
//!
//! Readers take no lock. A renewal holds the lock on the file beside the cache, looks again after it
//! has it, and has its room on disk before it sends anything. Never a refresh without the lock.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use secrecy::SecretString;
use tracing::{debug, warn};

use super::cache::Cache;
use super::device::{self, Prompt};
use super::endpoints::{self, Endpoints};
use super::error::{Error, LoginReason};
use super::exchange::{self, Granted, Identity, IssuerError, Wire};
use super::key::{Key, KeySource, Keys};
use super::login::{FORMAT, Login, Lost, fingerprint};
use super::plan::{Plan, Policy, plan};
use super::revoke;
use crate::config::{Environment, Grant, Profile, Provider};
use crate::coordination::FileLock;
use crate::http::{self, Bearer, BearerError, Credential};
use crate::{clock, fsio};

/// How long a caller waits for another process's renewal: longer than one request may take.
const PATIENCE: Duration = Duration::from_secs(45);

/// Asked for at Entra besides the profile's own scopes: a refresh token and who signed in.
const ENTRA_SCOPES: [&str; 3] = ["offline_access", "openid", "profile"];

/// How a login ended.
pub enum Outcome {
    /// A valid login was there already.
    Kept(Login),
    /// A new one was made.
    New(Login),
}

/// How a reset ended.
pub struct Reset {
    /// Whether there was a file.
    pub removed: bool,
    /// What became of the tokens at the issuer.
    pub revocation: Revocation,
}

/// What became of tokens at their issuer.
pub enum Revocation {
    /// There was no login to revoke.
    Nothing,
    /// The issuer has no revocation endpoint.
    NotOffered,
    /// The issuer confirmed.
    Done,
    /// The issuer could not be asked, or refused.
    Failed(Error),
    /// The file could not be read, so there was no token to send.
    Unreadable(Error),
}

/// The tokens of one profile.
pub struct Manager {
    name: String,
    profile: Profile,
    cache: Cache,
    keys: Keys,
    key: OnceLock<Key>,
    http: Arc<http::Client>,
    environment: Arc<Environment>,
}

impl Manager {
    /// Touches nothing.
    pub fn new(
        name: String,
        profile: Profile,
        keys: Keys,
        http: Arc<http::Client>,
        environment: Arc<Environment>,
    ) -> Self {
        Self {
            cache: Cache::new(&keys.state_dir),
            name,
            profile,
            keys,
            key: OnceLock::new(),
            http,
            environment,
        }
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

    /// The cache's key, looked for once: asking a keyring takes milliseconds.
    pub fn key(&self) -> Result<&Key, Error> {
        if let Some(key) = self.key.get() {
            return Ok(key);
        }
        let key = self.keys.find()?;
        Ok(self.key.get_or_init(|| key))
    }

    /// As [`key`](Self::key), but makes one where there is none; the file that was made. A login that is
    /// there already has a key somewhere: a new one would not open it.
    pub fn key_or_new(&self) -> Result<(&Key, Option<PathBuf>), Error> {
        if self.cache.exists(&self.name) {
            return Ok((self.key()?, None));
        }
        let (key, created) = self.keys.find_or_create()?;
        let file = match (&key.source, created) {
            (KeySource::DataFolder(path), true) => Some(path.clone()),
            _ => None,
        };
        Ok((self.key.get_or_init(|| key), file))
    }

    /// What the profile allows and wants.
    pub fn policy(&self) -> Policy {
        Policy {
            renew_before: self
                .profile
                .renew_before
                .try_into()
                .unwrap_or(jiff::SignedDuration::from_mins(10)),
            reacquire: self.profile.grant == Grant::ClientCredentials,
        }
    }

    /// What is cached, with no lock and no request. A profile with no file needs no key.
    pub fn cached(&self) -> Result<Option<Login>, Error> {
        match self.cache.exists(&self.name) {
            true => Ok(self.cache.read(&self.name, self.key()?)?),
            false => Ok(None),
        }
    }

    /// What to do about `login` now.
    pub fn plan(&self, login: Option<&Login>) -> Plan {
        match login {
            Some(login) if !self.matches(login) => match self.profile.grant {
                Grant::ClientCredentials => Plan::RenewNow,
                Grant::DeviceCode => Plan::LoginNeeded(LoginReason::OtherClient),
            },
            login => plan(login, self.policy(), clock::now()),
        }
    }

    /// A login that is good now; renewed if it is due and nobody else is at it.
    pub async fn token(&self) -> Result<Login, Error> {
        let login = self.cached()?;
        match (self.plan(login.as_ref()), login) {
            (Plan::Use, Some(login)) => Ok(login),
            (Plan::RenewAhead, Some(login)) => Ok(self.renew_ahead(login).await),
            (Plan::LoginNeeded(reason), _) => Err(self.login_needed(reason)),
            _ => self.renew(None).await,
        }
    }

    /// Signs in by the profile's grant, unless a valid login is there and `force` is not.
    pub async fn login(&self, force: bool, prompt: &mut dyn Prompt) -> Result<Outcome, Error> {
        let (key, _) = self.key_or_new()?;
        let old = self.cache.read(&self.name, key)?;
        let matching = old.as_ref().filter(|login| self.matches(login));
        if let (false, Some(login), Plan::Use | Plan::RenewAhead) =
            (force, matching, self.plan(matching))
        {
            return Ok(Outcome::Kept(login.clone()));
        }
        // Before the person is troubled: is there room, and may we write?
        let room = self.cache.reserve(&self.name)?;
        let secret = self.client_secret()?;
        let wire = Wire::new(&self.http);
        let endpoints = endpoints::find(&self.profile, &self.http).await?;
        let identity = self.identity(secret.as_ref());
        let granted = match self.profile.grant {
            Grant::ClientCredentials => self.reacquire(&wire, &identity, &endpoints).await?,
            Grant::DeviceCode => {
                let device = endpoints.device_authorization.clone();
                let device =
                    device.ok_or_else(|| self.no_endpoint("device_authorization_endpoint"))?;
                let client = identity.device_client(&endpoints, device);
                device::login(&wire, &client, &self.scopes(), prompt).await?
            }
        };
        let lock = self.lock().await?;
        let login = self.merged(old.as_ref(), granted, endpoints);
        self.cache.write(room, &login, key)?;
        drop(lock);
        if let Some(old) = old.filter(|old| self.matches(old)) {
            self.give_back_replaced(&old, &login).await;
        }
        Ok(Outcome::New(login))
    }

    /// Revokes where the issuer offers it, and removes the file in every case.
    pub async fn reset(&self) -> Result<Reset, Error> {
        if !self.cache.exists(&self.name) {
            return Ok(Reset {
                removed: false,
                revocation: Revocation::Nothing,
            });
        }
        let _lock = self.lock().await?;
        let revocation = match self.cached() {
            Ok(None) => Revocation::Nothing,
            Ok(Some(login)) => self.revoke(&login).await,
            Err(error) => Revocation::Unreadable(error),
        };
        Ok(Reset {
            removed: self.cache.remove(&self.name)?,
            revocation,
        })
    }

    /// The token is still good: no failure here may cost the caller anything.
    async fn renew_ahead(&self, login: Login) -> Login {
        let renewed = match FileLock::try_acquire(&self.cache.lock_path(&self.name)) {
            Ok(Some(_lock)) => self.renew_locked(None).await,
            Ok(None) => return login,
            Err(error) => Err(error.into()),
        };
        renewed.unwrap_or_else(|error| {
            warn!(profile = self.name, %error, "token not renewed ahead of time, the old one is still good");
            login
        })
    }

    /// The token is not good, or was refused: wait for whoever renews it, or do it.
    async fn renew(&self, refused: Option<&str>) -> Result<Login, Error> {
        let _lock = self.lock().await?;
        self.renew_locked(refused).await
    }

    /// Looks again under the lock, then sends one request at most.
    async fn renew_locked(&self, refused: Option<&str>) -> Result<Login, Error> {
        let (key, _) = self.key_or_new()?;
        let old = self.cache.read(&self.name, key)?;
        let mut next = self.plan(old.as_ref());
        if let (Some(login), Some(refused)) = (&old, refused)
            && login.fingerprint() == refused
        {
            next = self.despite_refusal(login);
        }
        match (next, old) {
            (Plan::Use, Some(login)) => Ok(login),
            (Plan::LoginNeeded(reason), _) => Err(self.login_needed(reason)),
            (_, old) => self.request(old, key).await,
        }
    }

    /// A token that an upstream refused is not good, whatever its end says.
    fn despite_refusal(&self, login: &Login) -> Plan {
        match self.policy().reacquire || login.usable_refresh_token().is_some() {
            true => Plan::RenewNow,
            false => Plan::LoginNeeded(LoginReason::Expired),
        }
    }

    async fn request(&self, old: Option<Login>, key: &Key) -> Result<Login, Error> {
        let room = self.cache.reserve(&self.name)?;
        let secret = self.client_secret()?;
        let identity = self.identity(secret.as_ref());
        let wire = Wire::new(&self.http);
        let known = old.as_ref().filter(|login| self.matches(login));
        let endpoints = match known {
            Some(login) => login.endpoints.clone(),
            None => endpoints::find(&self.profile, &self.http).await?,
        };
        let granted = match known.and_then(Login::usable_refresh_token) {
            Some(token) => {
                let client = identity.client(&endpoints);
                let scopes = self.scopes();
                match exchange::refresh(&wire, &client, token, &scopes).await {
                    Ok(granted) => granted,
                    Err(failed) => {
                        return Err(self.refresh_failed(failed.into(), known, room, key));
                    }
                }
            }
            None => self.reacquire(&wire, &identity, &endpoints).await?,
        };
        let login = self.merged(known, granted, endpoints);
        self.cache.write(room, &login, key)?;
        debug!(
            profile = self.name,
            generation = login.generation,
            token = login.fingerprint(),
            "token renewed"
        );
        Ok(login)
    }

    /// Only a definite refusal of this refresh token ends the login; that is written down, so that no
    /// other process sends the token again. Everything else leaves the login as it is.
    fn refresh_failed(
        &self,
        error: Error,
        old: Option<&Login>,
        room: fsio::Reservation,
        key: &Key,
    ) -> Error {
        let (Error::Issuer(issuer @ IssuerError::Refused { code, .. }), Some(old)) = (&error, old)
        else {
            return error;
        };
        if !issuer.ends_login() {
            return error;
        }
        warn!(profile = self.name, %issuer, "the issuer ended the login");
        let mut login = old.clone();
        login.generation += 1;
        login.lost = old.refresh_token.as_ref().map(|token| Lost {
            fingerprint: fingerprint(token),
            at: clock::now(),
            error: code.clone(),
        });
        if let Err(error) = self.cache.write(room, &login, key) {
            warn!(profile = self.name, %error, "cannot remember the refusal");
        }
        self.login_needed(LoginReason::Refused(code.clone()))
    }

    async fn reacquire(
        &self,
        wire: &Wire<'_>,
        identity: &Identity<'_>,
        endpoints: &Endpoints,
    ) -> Result<Granted, Error> {
        let client = identity.client(endpoints);
        let audience = self.profile.audience.as_deref();
        Ok(exchange::client_credentials(wire, &client, &self.profile.scopes, audience).await?)
    }

    /// An answer without a refresh token, account or scope leaves the known one in force.
    fn merged(&self, old: Option<&Login>, granted: Granted, endpoints: Endpoints) -> Login {
        let known = old.filter(|old| self.matches(old));
        let requested = (!self.profile.scopes.is_empty()).then(|| self.profile.scopes.join(" "));
        Login {
            format: FORMAT,
            profile: self.name.clone(),
            generation: old.map_or(1, |old| old.generation + 1),
            issuer: endpoints::issuer(&self.profile),
            client_id: self.profile.client_id.clone(),
            endpoints,
            account: granted.account.or_else(|| known?.account.clone()),
            scope: granted.scope.or_else(|| known?.scope.clone()).or(requested),
            obtained_at: granted.obtained_at,
            expires_at: granted.expires_at,
            access_token: granted.access_token,
            refresh_token: granted
                .refresh_token
                .or_else(|| known?.refresh_token.clone()),
            lost: None,
            later: known.map(|old| old.later.clone()).unwrap_or_default(),
        }
    }

    async fn revoke(&self, login: &Login) -> Revocation {
        let Some(endpoint) = &login.endpoints.revocation else {
            return Revocation::NotOffered;
        };
        let (token, hint) = match &login.refresh_token {
            Some(token) => (token, "refresh_token"),
            None => (&login.access_token, "access_token"),
        };
        match self.send_revocation(endpoint, token, hint).await {
            Ok(()) => Revocation::Done,
            Err(error) => Revocation::Failed(error),
        }
    }

    /// Best effort, and only once the new login is on disk.
    async fn give_back_replaced(&self, old: &Login, new: &Login) {
        let (Some(endpoint), Some(token)) = (&old.endpoints.revocation, &old.refresh_token) else {
            return;
        };
        if new.refresh_token.as_ref().map(fingerprint) == Some(fingerprint(token)) {
            return;
        }
        if let Err(error) = self.send_revocation(endpoint, token, "refresh_token").await {
            warn!(profile = self.name, %error, "the replaced login could not be revoked");
        }
    }

    async fn send_revocation(
        &self,
        endpoint: &url::Url,
        token: &SecretString,
        hint: &str,
    ) -> Result<(), Error> {
        let secret = self.client_secret()?;
        let identity = self.identity(secret.as_ref());
        Ok(revoke::revoke(&self.http, endpoint, &identity, token, hint).await?)
    }

    async fn lock(&self) -> Result<FileLock, Error> {
        self.cache.create_folder()?;
        let lock = FileLock::acquire(&self.cache.lock_path(&self.name), PATIENCE).await?;
        lock.ok_or_else(|| Error::Busy {
            profile: self.name.clone(),
            waited: PATIENCE,
        })
    }

    /// Whether a cached login is what the profile now asks for.
    fn matches(&self, login: &Login) -> bool {
        login.client_id == self.profile.client_id
            && login.issuer == endpoints::issuer(&self.profile)
    }

    fn scopes(&self) -> Vec<String> {
        let mut scopes = self.profile.scopes.clone();
        if self.profile.provider == Provider::Entra && self.profile.grant == Grant::DeviceCode {
            let missing = ENTRA_SCOPES
                .iter()
                .filter(|extra| !self.profile.scopes.iter().any(|s| s == *extra));
            scopes.extend(missing.map(|extra| (*extra).to_owned()));
        }
        scopes
    }

    fn client_secret(&self) -> Result<Option<SecretString>, Error> {
        let secret = self.profile.client_secret.as_ref();
        Ok(secret
            .map(|secret| secret.resolve(&self.environment))
            .transpose()?)
    }

    fn identity<'a>(&'a self, secret: Option<&'a SecretString>) -> Identity<'a> {
        Identity {
            client_id: &self.profile.client_id,
            secret,
            auth: self.profile.client_auth,
        }
    }

    fn no_endpoint(&self, endpoint: &'static str) -> Error {
        Error::NoEndpoint {
            profile: self.name.clone(),
            endpoint,
        }
    }

    fn login_needed(&self, reason: LoginReason) -> Error {
        Error::LoginNeeded {
            profile: self.name.clone(),
            reason,
        }
    }
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
