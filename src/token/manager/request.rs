//! The one request of a renewal, under the profile's lock, and what becomes of its answer.

use std::time::Duration;

use jiff::Timestamp;
use tracing::{debug, warn};

use super::Manager;
use super::renew::Why;
use crate::clock;
use crate::fsio::Reservation;
use crate::token::endpoints::{self, Endpoints};
use crate::token::error::{Error, LoginReason};
use crate::token::exchange::{self, Granted, Identity};
use crate::token::intent::Intent;
use crate::token::login::{Login, Lost, fingerprint};
use crate::token::plan::Need;
use crate::token::wire::{Failed, IssuerError, Wire};

/// A token that was got because the one before it was refused is not replaced for the same reason before
/// this: who refuses both is not helped by a third, and four an hour stay below any quota met so far.
const REFUSED_AGAIN: Duration = Duration::from_secs(15 * 60);

/// What came of sending a refresh token.
enum Refreshed {
    /// New tokens.
    Granted(Box<Granted>),
    /// The issuer does not take it, for good; and when the reply to an earlier use was lost, if one was.
    Refused(IssuerError, Option<Timestamp>),
}

impl Manager {
    /// What a token asks for that is not wanted any more, whatever its end says.
    pub(super) fn need_of_rejected(&self, login: &Login, why: Why<'_>) -> Result<Need, Error> {
        if let Some(need) = self.need_of_mismatch(login) {
            return Ok(need);
        }
        if let (Why::Refused(_), Some(first)) = (why, &login.replaces) {
            let age = Duration::try_from(login.age(&self.now(Some(login)))).unwrap_or_default();
            if age < REFUSED_AGAIN {
                return Err(Error::RefusedAgain {
                    first: first.clone(),
                    second: login.fingerprint(),
                    age,
                });
            }
        }
        let renewable = self.policy.reacquire || login.usable_refresh_token().is_some();
        Ok(match renewable {
            true => Need::Now,
            false => Need::Person(match &login.lost {
                Some(lost) => LoginReason::Refused(lost.clone()),
                None => LoginReason::NoRefreshToken,
            }),
        })
    }

    /// Sends it, and keeps what comes.
    pub(super) async fn request(&self, old: Option<Login>, why: Why<'_>) -> Result<Login, Error> {
        let room = self.cache.reserve(&self.name)?;
        let secret = self.client_secret().await?;
        let identity = self.identity(secret.as_ref());
        let known = old.as_ref().filter(|login| self.is_ours(login));
        let endpoints = match known {
            Some(login) => login.endpoints.clone().overridden(&self.profile),
            None => endpoints::find(&self.name, &self.profile, &self.http).await?,
        };
        let issuer = self.issuer_at(&endpoints);
        let wire = Wire::new(&self.http, &issuer, why.purpose()).probing(self.probes);
        let mut login = match known {
            Some(old) if !self.policy.reacquire => {
                match self
                    .refresh_token(&wire, &identity, &endpoints, old)
                    .await?
                {
                    Refreshed::Granted(granted) => self.renewed(old, *granted, endpoints),
                    Refreshed::Refused(error, reply_lost_at) => {
                        let lost = lost(old, &error, reply_lost_at, why);
                        return Err(self.ended(error, lost, room));
                    }
                }
            }
            _ => {
                let mut granted = self
                    .client_credentials(&wire, &identity, &endpoints)
                    .await?;
                // RFC 6749 4.4.3: it should not be there, and nothing is gained by it.
                granted.refresh_token = None;
                self.fresh(old.as_ref(), granted, endpoints)
            }
        };
        if let Why::Refused(refused) = why {
            login.replaces = Some(refused.to_owned());
        }
        let is_replaced = replaces_refresh_token(old.as_ref(), &login);
        let login = self.store(login, room).map_err(|error| match error {
            Error::Cache(source) if is_replaced => Error::NotKept {
                profile: self.name.clone(),
                source,
            },
            error => error,
        })?;
        debug!(
            profile = self.name,
            generation = login.generation,
            token = login.fingerprint(),
            "token renewed"
        );
        Ok(login)
    }

    /// Sends the refresh token once; once more inside the window in which the issuer takes it again, where
    /// the answer was lost.
    async fn refresh_token(
        &self,
        wire: &Wire<'_>,
        identity: &Identity<'_>,
        endpoints: &Endpoints,
        old: &Login,
    ) -> Result<Refreshed, Error> {
        let Some(token) = old.usable_refresh_token() else {
            return Err(self.login_needed(LoginReason::Expired));
        };
        let client = identity.client(endpoints);
        let scopes = &self.requested.scopes;
        let file = self.cache.intent(&self.name);
        let left_behind = file
            .read()?
            .filter(|intent| intent.refresh_token == fingerprint(token));
        let is_first = left_behind.is_none();
        let intent =
            left_behind.unwrap_or_else(|| Intent::new(clock::moment(), fingerprint(token)));
        file.write(&intent)?;

        let mut answer = exchange::refresh(wire, &client, token, scopes).await;
        let mut in_doubt = !is_first;
        if let Err(failed) = &answer
            && failed.leaves_doubt()
        {
            in_doubt = true;
            let window = self.profile.refresh_replay_window;
            if intent.can_be_replayed(&clock::moment(), window) {
                warn!(profile = self.name, error = %failed, "the answer to a renewal was lost; asked again inside the replay window");
                answer = exchange::refresh(wire, &client, token, scopes).await;
            }
        }
        match answer {
            Ok(granted) => Ok(Refreshed::Granted(Box::new(granted))),
            Err(Failed::Issuer(error)) if error.ends_login() => {
                Ok(Refreshed::Refused(error, in_doubt.then_some(intent.at.at)))
            }
            Err(failed) => {
                if !in_doubt && !failed.leaves_doubt() {
                    file.clear()?;
                }
                Err(failed.into())
            }
        }
    }

    /// The next login by a refresh token. An answer without a refresh token, account or scope leaves the
    /// known one in force (RFC 6749 6).
    fn renewed(&self, old: &Login, granted: Granted, endpoints: Endpoints) -> Login {
        let scope_was_given = granted.scope.is_some();
        let mut login = self.fresh(Some(old), granted, endpoints);
        login.refresh_token = login.refresh_token.or_else(|| old.refresh_token.clone());
        login.account = login.account.or_else(|| old.account.clone());
        login.inherit(old);
        if !scope_was_given {
            login.scope.clone_from(&old.scope);
        }
        login
    }

    /// Puts a login in place, unless another one has got there since: then that one is in force. It cannot
    /// come to that where locks exclude. A disk that fails is tried once more, with a new file: this may be
    /// the only copy of a refresh token.
    pub(super) fn store(&self, login: Login, room: Reservation) -> Result<Login, Error> {
        if let Ok(Some(theirs)) = self.cache.read(&self.name)
            && theirs.generation >= login.generation
        {
            warn!(
                profile = self.name,
                "somebody replaced the login without the lock; theirs is used"
            );
            return Ok(theirs);
        }
        if let Err(error) = self.cache.write(room, &login) {
            warn!(profile = self.name, %error, "the new login is written once more");
            let room = self.cache.reserve(&self.name)?;
            self.cache.write(room, &login)?;
        }
        if let Err(error) = self.cache.intent(&self.name).clear() {
            warn!(profile = self.name, %error, "cannot remove the note of a renewal that is done");
        }
        Ok(login)
    }

    /// Only a definite refusal of this refresh token ends the login; that is written down, so that no other
    /// process sends the token again.
    fn ended(&self, issuer: IssuerError, lost: Login, room: Reservation) -> Error {
        let reply_lost_at = lost.lost.as_ref().and_then(|lost| lost.reply_lost_at);
        if let Err(error) = self.store(lost, room) {
            warn!(profile = self.name, %error, "cannot remember the refusal");
        }
        Error::LoginEnded {
            profile: self.name.clone(),
            reply_lost_at,
            source: Box::new(issuer),
        }
    }
}

/// Whether the issuer gave another refresh token than the one that was sent, which is worth nothing then.
fn replaces_refresh_token(old: Option<&Login>, new: &Login) -> bool {
    let of = |login: &Login| login.refresh_token.as_ref().map(fingerprint);
    let was = old.and_then(of);
    was.is_some() && was != of(new)
}

/// The login after the refusal of its refresh token. An access token that its upstream has refused as well is
/// of no use to anybody any more.
fn lost(
    old: &Login,
    issuer: &IssuerError,
    reply_lost_at: Option<Timestamp>,
    why: Why<'_>,
) -> Login {
    let mut login = old.clone();
    login.generation += 1;
    login.lost = old.refresh_token.as_ref().map(|token| Lost {
        fingerprint: fingerprint(token),
        at: clock::now(),
        error: match issuer {
            IssuerError::Refused { code, .. } => code.clone(),
            other => other.to_string(),
        },
        reply_lost_at,
    });
    if matches!(why, Why::Refused(_)) && why.rejects(old) {
        login.expires_at = Some(old.obtained_at);
    }
    login
}
