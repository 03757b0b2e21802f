//! `token import`: a login that was made elsewhere takes its place here.
//!
//! What it replaces is not revoked: both may come of one grant, and an issuer that ends the one ends the other.

use super::{Manager, Outcome};
use crate::token::cache::RENEWAL;
use crate::token::endpoints;
use crate::token::error::Error;
use crate::token::login::Login;
use crate::token::msal::Found;
use crate::token::plan::Need;

impl Manager {
    /// Stores `found`, unless a login that needs nobody is there and `force` is not. Only a profile of an issuer
    /// to discover costs a request.
    pub async fn adopt(&self, found: Found, force: bool) -> Result<Outcome, Error> {
        self.ensure_key()?;
        let there = self.cache.read(&self.name)?;
        if let Some(login) = self.kept(there, force) {
            return Ok(Outcome::Kept(login));
        }
        self.check_locks().await?;
        let find = endpoints::find(&self.name, &self.profile, &self.http);
        let endpoints = self.halt.unless_asked(find).await.ok_or(Error::Stopped)??;
        let room = self.cache.reserve(&self.name)?;

        let _lock = self.lock(RENEWAL).await?;
        self.cache.look_for_key();
        let old = self.cache.read(&self.name)?;
        if let Some(login) = self.kept(old.clone(), force) {
            return Ok(Outcome::Kept(login));
        }
        let login = self.fresh(old.as_ref(), found.granted, endpoints);
        Ok(Outcome::New(self.store(login, room)?))
    }

    fn kept(&self, login: Option<Login>, force: bool) -> Option<Login> {
        let is_alive = |login: &Login| {
            !matches!(self.need(Some(login)), Need::Person(_)) && login.lost.is_none()
        };
        login.filter(|login| !force && is_alive(login))
    }
}
