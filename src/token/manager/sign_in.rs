//! `token login`: a new login by the profile's grant. Going on with one that was cut off is in `resume`.
//!
//! A person may take a quarter of an hour: the lock is taken only after the grant is there, and what is
//! cached is read again then. A stop ends the wait for the person, never the storing of what was granted.

use std::time::Duration;

use secrecy::SecretString;
use tracing::{info, warn};

use super::Manager;
use crate::clock;
use crate::config::Grant;
use crate::coordination::FileLock;
use crate::coordination::probe::{self, Locks};
use crate::fsio::Reservation;
use crate::token::device::{self, Pace, Prompt, Wait};
use crate::token::endpoints::{self, Endpoints};
use crate::token::error::Error;
use crate::token::exchange::{self, Granted, Identity};
use crate::token::later::Later;
use crate::token::ledger::Purpose;
use crate::token::login::{FORMAT, Login, fingerprint};
use crate::token::pending::{Pending, PendingFile, end_of};
use crate::token::plan::Need;
use crate::token::wire::Wire;

/// How long a login waits to be stored: longer than any renewal takes, because a person's approval must
/// not be lost to one.
const PATIENCE: Duration = Duration::from_secs(300);
/// How a login ended.
pub enum Outcome {
    /// A valid login was there already.
    Kept(Login),
    /// A new one was made.
    New(Login),
}

impl Manager {
    /// Signs in by the profile's grant, unless a valid login is there and `force` is not.
    pub async fn login(
        &self,
        force: bool,
        pace: Pace,
        prompt: &mut dyn Prompt,
    ) -> Result<Outcome, Error> {
        self.ensure_key()?;
        let replaces = match self.valid()? {
            Some(login) if !force => return Ok(Outcome::Kept(login)),
            valid => valid.is_some(),
        };
        self.check_locks().await?;
        // Nobody is waited for: it is a renewal like any other, and of many at once one asks.
        if self.profile.grant == Grant::ClientCredentials {
            let login = self.refresh().await?;
            return Ok(Outcome::New(Login::clone(&login)));
        }
        // Before the person is troubled: is there room, and may we write?
        let room = self.cache.reserve(&self.name)?;
        let file = PendingFile::new(&self.cache, &self.name);
        let started = self.halt.unless_asked(self.start(&file, replaces)).await;
        let pending = started.ok_or(Error::Stopped)??;
        prompt.show(&pending.user_code(clock::now()));
        // Polls of two codes do not disturb each other: a process that polls for an older one is let be.
        let _turn = match pace {
            Pace::Steady => FileLock::try_acquire(&file.lock_path(), self.access)?,
            _ => None,
        };
        self.wait(&file, pending, pace, prompt, room).await
    }

    /// Whether each poll counts against a quota of the profile.
    pub fn polls_cost(&self) -> bool {
        !self.profile.quota.is_empty()
    }

    /// Asks for a code and keeps it, in place of the one before.
    async fn start(&self, file: &PendingFile<'_>, replaces: bool) -> Result<Pending, Error> {
        let (secret, endpoints) = self.secret_and_endpoints().await?;
        let identity = self.identity(secret.as_ref());
        let device = endpoints.device_authorization.clone();
        let device = device.ok_or_else(|| Error::NoEndpoint {
            profile: self.name.clone(),
            endpoint: "device_authorization_endpoint",
        })?;
        let client = identity.device_client(&endpoints, device);
        let issuer = self.issuer_at(&endpoints);
        let wire = Wire::new(&self.http, &issuer, Purpose::Login);
        // Before the person is troubled: a code that cannot be polled for is worth nothing.
        issuer.can_ask(Purpose::Login).await?;
        let code = device::authorize(&wire, &client, &self.requested.scopes).await?;
        let pending = Pending {
            format: FORMAT,
            profile: self.name.clone(),
            issuer: self.issuer_name.clone(),
            client_id: self.profile.client_id.clone(),
            requested: self.requested.clone(),
            endpoints,
            device_code: code.device_code,
            user_code: code.user_code,
            verification_uri: code.verification_uri,
            verification_uri_complete: code.verification_uri_complete,
            interval: code.interval,
            polled_at: None,
            obtained_at: clock::now(),
            expires_at: end_of(code.expires_in),
            replaces,
            later: Later::default(),
        };
        match self.resumable_in(file) {
            Ok(Some(_)) => info!("the login that was pending is given up for a new one"),
            Ok(None) | Err(Error::CodeExpired | Error::PendingOther { .. }) => {}
            Err(error) => warn!(%error, "the login that was pending is replaced"),
        }
        file.write(&pending).await?;
        Ok(pending)
    }

    /// Waits for the person, then stores what was granted. A code that another process used up has brought a
    /// login all the same.
    pub(super) async fn wait(
        &self,
        file: &PendingFile<'_>,
        mut pending: Pending,
        pace: Pace,
        prompt: &mut dyn Prompt,
        room: Reservation,
    ) -> Result<Outcome, Error> {
        let secret = self.client_secret().await?;
        let identity = self.identity(secret.as_ref());
        pending.endpoints = pending.endpoints.overridden(&self.profile);
        let (code, endpoints) = (pending.clone(), pending.endpoints.clone());
        let issuer = self.issuer_at(&endpoints);
        let wire = Wire::new(&self.http, &issuer, Purpose::Login);
        issuer.promise(pending.left(clock::now())).await?;
        let wait = Wait::new(&wire, &identity, &self.halt, file, pending);
        let granted = wait.granted(pace, prompt).await;
        // A login that can be gone on with still finds its request free.
        if !file.exists()?
            && let Err(error) = issuer.keep_promise().await
        {
            warn!(profile = self.name, %error, "renewals go on leaving one request free");
        }
        let granted = match granted {
            Ok(granted) => granted,
            Err(Error::NothingPending { .. }) => return self.ended_by_another(),
            Err(gone @ Error::GivenUp { .. }) => return self.stored_or(gone, code.replaces),
            Err(refused @ Error::CodeRefused(_)) if !code.replaces => {
                return self.stored_by_another(refused).await;
            }
            Err(error) => return Err(error),
        };
        let stored = self.keep(room, granted, endpoints).await?;
        if let Err(error) = file.remove(&code) {
            warn!(profile = self.name, %error, "the code that was used up could not be removed");
        }
        Ok(stored)
    }

    /// Puts the grant in the place of what is cached, and gives that back.
    async fn keep(
        &self,
        room: Reservation,
        granted: Granted,
        endpoints: Endpoints,
    ) -> Result<Outcome, Error> {
        let lock = self.cache.lock(&self.name, PATIENCE).await?;
        self.cache.look_for_key();
        let old = self.cache.read(&self.name)?;
        let login = self.fresh(old.as_ref(), granted, endpoints);
        let login = self.store(login, room)?;
        drop(lock);
        if let Some(old) = &old {
            self.give_back_replaced(old, &login).await;
        }
        Ok(Outcome::New(login))
    }

    /// Where locks exclude nobody, nothing that is promised here holds: better no login than one that two
    /// processes renew at once.
    pub(super) async fn check_locks(&self) -> Result<(), Error> {
        self.cache.create_folder()?;
        let folder = self.cache.folder();
        match probe::probe(folder).await {
            Locks::Exclude | Locks::Unknown => Ok(()),
            found => Err(Error::Locks {
                folder: folder.to_owned(),
                found,
            }),
        }
    }

    async fn secret_and_endpoints(&self) -> Result<(Option<SecretString>, Endpoints), Error> {
        let secret = self.client_secret().await?;
        let endpoints = endpoints::find(&self.name, &self.profile, &self.http).await?;
        Ok((secret, endpoints))
    }

    /// The cached login, where it is good now and can go on being so.
    pub(super) fn valid(&self) -> Result<Option<Login>, Error> {
        let cached = self.cache.read(&self.name)?;
        Ok(match self.need(cached.as_ref()) {
            Need::Nothing | Need::Soon => cached.filter(|login| login.lost.is_none()),
            _ => None,
        })
    }

    pub(super) async fn client_credentials(
        &self,
        wire: &Wire<'_>,
        identity: &Identity<'_>,
        endpoints: &Endpoints,
    ) -> Result<Granted, Error> {
        let client = identity.client(endpoints);
        Ok(exchange::client_credentials(wire, &client, &self.requested).await?)
    }

    /// Best effort, and only once the new login is on disk.
    async fn give_back_replaced(&self, old: &Login, new: &Login) {
        let same = |token| new.refresh_token.as_ref().map(fingerprint) == Some(fingerprint(token));
        let Some(token) = old.refresh_token.as_ref().filter(|token| !same(token)) else {
            return;
        };
        if let Some(Err(error)) = self.revoke(old, token, "refresh_token").await {
            warn!(profile = self.name, %error, "the replaced login could not be revoked");
        }
    }
}
