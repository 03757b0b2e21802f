//! `token reset`: giving a login back at the issuer, and forgetting it here in every case.

use secrecy::SecretString;
use tracing::warn;

use super::Manager;
use crate::token::cache::RENEWAL;
use crate::token::error::Error;
use crate::token::exchange::Identity;
use crate::token::login::Login;
use crate::token::pending::PendingFile;
use crate::token::revoke;

/// How a reset ended.
pub struct Reset {
    /// Whether there was a file.
    pub removed: bool,
    /// Whether a device login was waiting for its approval; it is forgotten.
    pub pending: bool,
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
    /// The file could not be read, so there was no token to send; it was removed by force.
    Unreadable(Error),
}

impl Manager {
    /// Revokes where the issuer offers it, and removes the file, also when the issuer cannot be reached. A file
    /// that cannot be read is removed only with `force`: with its right key it may still be good.
    pub async fn reset(&self, force: bool) -> Result<Reset, Error> {
        let pending = self.give_up().await?;
        if !self.cache.exists(&self.name)? {
            return Ok(Reset {
                removed: false,
                pending,
                revocation: Revocation::Nothing,
            });
        }
        let _lock = self.lock(RENEWAL).await?;
        let revocation = match self.cached() {
            Ok(None) => Revocation::Nothing,
            Ok(Some(login)) => self.give_back(&login).await,
            Err(error) if force => Revocation::Unreadable(error),
            Err(error) => return Err(error),
        };
        Ok(Reset {
            removed: self.cache.remove(&self.name)?,
            pending,
            revocation,
        })
    }

    /// Forgets the device login that is pending; whether there was one. Who waits for it sees that it is gone,
    /// and renewals leave no request free for it any more.
    async fn give_up(&self) -> Result<bool, Error> {
        let known = PendingFile::new(&self.cache, &self.name).read();
        let removed = self.cache.remove_pending(&self.name)?;
        if let Ok(Some(pending)) = known {
            let issuer = self.issuer_at(&pending.endpoints.overridden(&self.profile));
            if let Err(error) = issuer.keep_promise().await {
                warn!(profile = self.name, %error, "renewals go on leaving one request free");
            }
        }
        Ok(removed)
    }

    async fn give_back(&self, login: &Login) -> Revocation {
        let (token, hint) = match &login.refresh_token {
            Some(token) => (token, "refresh_token"),
            None => (&login.access_token, "access_token"),
        };
        match self.revoke(login, token, hint).await {
            None => Revocation::NotOffered,
            Some(Ok(())) => Revocation::Done,
            Some(Err(error)) => Revocation::Failed(error),
        }
    }

    /// Asks the issuer of `login`; `None` where it has no revocation endpoint. The client secret goes along
    /// only to the issuer that it belongs to.
    pub(super) async fn revoke(
        &self,
        login: &Login,
        token: &SecretString,
        hint: &str,
    ) -> Option<Result<(), Error>> {
        let ours = self.is_ours(login);
        let named = self.profile.revocation_endpoint.as_ref().filter(|_| ours);
        let endpoint = named.or(login.endpoints.revocation.as_ref())?;
        let secret = match ours {
            true => self.client_secret().await,
            false => Ok(None),
        };
        let secret = match secret {
            Ok(secret) => secret,
            Err(error) => return Some(Err(error)),
        };
        let identity = Identity {
            client_id: &login.client_id,
            secret: secret.as_ref(),
            auth: self.profile.client_auth,
        };
        let sent = revoke::revoke(&self.http, endpoint, &identity, token, hint).await;
        Some(sent.map_err(Error::from))
    }
}
