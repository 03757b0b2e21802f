//! `token login`: a new login by the profile's grant.
//!
//! A person may take a quarter of an hour: the lock is taken only after the grant is there, and what is
//! cached is read again then.

use std::time::Duration;

use tracing::warn;

use super::Manager;
use crate::config::Grant;
use crate::token::device::{self, Prompt};
use crate::token::endpoints::{self, Endpoints};
use crate::token::error::Error;
use crate::token::exchange::{self, Granted, Identity};
use crate::token::login::{Login, fingerprint};
use crate::token::plan::Plan;
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
    pub async fn login(&self, force: bool, prompt: &mut dyn Prompt) -> Result<Outcome, Error> {
        self.ensure_key()?;
        let cached = self.cached()?;
        if !force
            && let Plan::Use | Plan::RenewAhead = self.plan(cached.as_ref())
            && let Some(login) = cached.filter(|login| login.lost.is_none())
        {
            return Ok(Outcome::Kept(login));
        }
        // Before the person is troubled: is there room, and may we write?
        let room = self.cache.reserve(&self.name)?;
        let signed_in = self.halt.unless_asked(self.sign_in(prompt)).await;
        let (granted, endpoints) = signed_in.ok_or(Error::Stopped)??;

        let lock = self.lock(PATIENCE).await?;
        let old = self.cached()?;
        let login = self.fresh(old.as_ref(), granted, endpoints);
        self.cache.write(room, &login)?;
        drop(lock);
        if let Some(old) = &old {
            self.give_back_replaced(old, &login).await;
        }
        Ok(Outcome::New(login))
    }

    async fn sign_in(&self, prompt: &mut dyn Prompt) -> Result<(Granted, Endpoints), Error> {
        let secret = self.client_secret().await?;
        let identity = self.identity(secret.as_ref());
        let endpoints = endpoints::find(&self.name, &self.profile, &self.http).await?;
        if self.profile.grant == Grant::ClientCredentials {
            return Ok((
                self.client_credentials(&identity, &endpoints).await?,
                endpoints,
            ));
        }
        let device = endpoints.device_authorization.clone();
        let device = device.ok_or_else(|| Error::NoEndpoint {
            profile: self.name.clone(),
            endpoint: "device_authorization_endpoint",
        })?;
        let client = identity.device_client(&endpoints, device);
        let wire = Wire::new(&self.http);
        let scopes = self.requested().scopes;
        let granted = device::login(&wire, &client, &scopes, prompt).await?;
        Ok((granted, endpoints))
    }

    pub(super) async fn client_credentials(
        &self,
        identity: &Identity<'_>,
        endpoints: &Endpoints,
    ) -> Result<Granted, Error> {
        let client = identity.client(endpoints);
        let wire = Wire::new(&self.http);
        let requested = self.requested();
        Ok(exchange::client_credentials(&wire, &client, &requested).await?)
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
