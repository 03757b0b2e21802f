//! A device login that waits for its approval: what another process needs to go on with it, in an age file of
//! its own beside the logins, of their format. It is worth something only until the code ends.

use std::path::PathBuf;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use url::Url;

use super::cache::{Cache, CacheError, RENEWAL};
use super::device::UserCode;
use super::endpoints::Endpoints;
use super::error::Error;
use super::later::Later;
use super::login::{Request, conceal, expose};
use crate::clock;
use crate::fsio::{self, Access};

/// One profile's device login on its way.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pending {
    /// Version of this document.
    pub format: u32,
    /// Whose login it is to be.
    pub profile: String,
    /// As of a login: who issued the code.
    pub issuer: String,
    /// The client the code was issued to.
    pub client_id: String,
    /// What was asked for.
    pub requested: Request,
    /// Where it is polled.
    pub endpoints: Endpoints,
    /// What is exchanged for the tokens.
    #[serde(serialize_with = "expose", deserialize_with = "conceal")]
    pub device_code: SecretString,
    /// What the person types.
    pub user_code: String,
    /// Where the person types it.
    pub verification_uri: Url,
    /// The page with the code in it.
    #[serde(default)]
    pub verification_uri_complete: Option<Url>,
    /// Seconds between polls, with every `slow_down` so far.
    pub interval: u64,
    /// When it was polled last, by one who polls now and then.
    #[serde(default)]
    pub polled_at: Option<Timestamp>,
    /// When the code was asked for.
    pub obtained_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Whether a valid login was there when it was begun: then one that is there later says nothing about it.
    #[serde(default)]
    pub replaces: bool,
    /// Fields of later versions.
    #[serde(flatten)]
    pub later: Later,
}

impl Pending {
    /// How long the code is still good for; never longer than it was at first, whatever the clock says.
    pub fn left(&self, now: Timestamp) -> Duration {
        let life = self.expires_at.duration_since(self.obtained_at);
        let left = self.expires_at.duration_since(now).min(life);
        Duration::try_from(left.max(SignedDuration::ZERO)).unwrap_or_default()
    }

    /// What the person needs.
    pub fn user_code(&self, now: Timestamp) -> UserCode {
        UserCode {
            verification_uri: self.verification_uri.clone(),
            verification_uri_complete: self.verification_uri_complete.clone(),
            user_code: self.user_code.clone(),
            expires_in: self.left(now),
        }
    }

    /// Whether the two are of one code.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.device_code.expose_secret() == other.device_code.expose_secret()
    }
}

/// The place of one profile's pending login.
pub(super) struct PendingFile<'a> {
    cache: &'a Cache,
    profile: &'a str,
}

impl<'a> PendingFile<'a> {
    pub(super) fn new(cache: &'a Cache, profile: &'a str) -> Self {
        Self { cache, profile }
    }

    /// Held by whoever polls, so that one process does.
    pub(super) fn lock_path(&self) -> PathBuf {
        self.cache.lock_path(&format!("{}.pending", self.profile))
    }

    /// Who may use it and its lock.
    pub(super) fn access(&self) -> Access {
        self.cache.access()
    }

    /// Whether anything is pending.
    pub(super) fn exists(&self) -> Result<bool, CacheError> {
        Ok(fsio::exists(&self.cache.pending_path(self.profile))?)
    }

    /// What is pending, over or not; `None` when nothing is.
    pub(super) fn read(&self) -> Result<Option<Pending>, CacheError> {
        let path = self.cache.pending_path(self.profile);
        self.cache.document(&path, self.profile)
    }

    /// Puts `pending` in place of what was there. Under the profile's lock, as all that is sealed: a rotation
    /// could drop the key meanwhile that it was sealed for.
    pub(super) async fn write(&self, pending: &Pending) -> Result<(), Error> {
        let _lock = self.cache.lock(self.profile, RENEWAL).await?;
        self.put(pending)
    }

    fn put(&self, pending: &Pending) -> Result<(), Error> {
        let path = self.cache.pending_path(self.profile);
        let sealed = self.cache.sealed(pending)?;
        Ok(fsio::replace(&path, &sealed, self.cache.access())?)
    }

    /// Writes `pending` again, unless another login took its place.
    pub(super) async fn update(&self, pending: &Pending) -> Result<(), Error> {
        let _lock = self.cache.lock(self.profile, RENEWAL).await?;
        match self.holds(pending)? {
            true => self.put(pending),
            false => Ok(()),
        }
    }

    /// Removes `pending`, unless another login took its place.
    pub(super) fn remove(&self, pending: &Pending) -> Result<(), CacheError> {
        if self.holds(pending)? {
            self.cache.remove_pending(self.profile)?;
        }
        Ok(())
    }

    fn holds(&self, pending: &Pending) -> Result<bool, CacheError> {
        Ok(self.read()?.is_some_and(|kept| kept.is_same(pending)))
    }
}

/// The moment `seconds` after now, as far as times go.
pub(super) fn end_of(seconds: u64) -> Timestamp {
    let life = SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX));
    clock::now().checked_add(life).unwrap_or(Timestamp::MAX)
}
