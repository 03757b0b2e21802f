//! Everything that can keep a token from being had.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;

use super::cache::CacheError;
use super::issuer::{Held, IssuerFileError, Refusal};
use super::key::KeyError;
use super::login::Lost;
use super::wire::IssuerError;
use crate::coordination::probe::Locks;
use crate::{config, coordination, fsio, http};

/// Why a person has to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoginReason {
    /// Nothing is cached for the profile.
    NoLogin,
    /// The token has ended and there is no refresh token.
    Expired,
    /// The token is not wanted any more, and there is no refresh token.
    NoRefreshToken,
    /// The issuer refused the refresh token.
    Refused(Lost),
    /// What is cached belongs to another client or issuer than the profile now names.
    OtherClient,
    /// What is cached was asked for with other scopes or another audience than the profile now names.
    OtherScopes,
}

impl fmt::Display for LoginReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LoginReason::NoLogin => "nobody has logged in yet",
            LoginReason::Expired => "the token has expired and there is no refresh token",
            LoginReason::NoRefreshToken => {
                "another token would take a refresh token, and there is none"
            }
            LoginReason::Refused(lost) => return lost.fmt(f),
            LoginReason::OtherClient => "the cached one belongs to another client or issuer",
            LoginReason::OtherScopes => {
                "the cached one has other scopes than the profile now asks for"
            }
        })
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Held(held) => Self::Held(held),
            Refusal::Files(error) => Self::IssuerFiles(error),
        }
    }
}

/// A token that could not be had, kept or given back.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Only a person can go on.
    #[error("profile {profile} has no usable login: {reason}")]
    LoginNeeded {
        /// The profile to log in to.
        profile: String,
        /// Why.
        reason: LoginReason,
    },
    /// The issuer has just ended the login.
    #[error("the issuer ended the login of {profile}")]
    LoginEnded {
        /// The profile to log in to again.
        profile: String,
        /// When the reply to an earlier use of the refresh token was lost, if one was.
        reply_lost_at: Option<Timestamp>,
        /// The issuer's answer.
        source: Box<IssuerError>,
    },
    /// The issuer has rotated the refresh token, and the disk does not take the new one.
    #[error(
        "the issuer has replaced the refresh token of {profile}, and the new one cannot be kept"
    )]
    NotKept {
        /// The profile to log in to again.
        profile: String,
        /// Why not.
        source: CacheError,
    },
    /// An upstream refuses a token, and the one that was got for it as well.
    #[error("the upstream refuses the token {second}, which was got {} s ago because it refused {first}", age.as_secs())]
    RefusedAgain {
        /// Fingerprint of the token that was refused first.
        first: String,
        /// Fingerprint of the one that replaced it.
        second: String,
        /// How long ago it did.
        age: Duration,
    },
    /// Locks in the state folder do not do what locks are for.
    #[error("{} cannot be shared safely: {}", folder.display(), found.words())]
    Locks {
        /// The folder of the cached logins.
        folder: PathBuf,
        /// What its locks do.
        found: Locks,
    },
    /// The quota, a 429 or the breaker: nothing was sent.
    #[error(transparent)]
    Held(Held),
    /// The ledger or the breaker.
    #[error(transparent)]
    IssuerFiles(#[from] IssuerFileError),
    /// The person, or a policy, said no on the issuer's page.
    #[error("the login was declined ({code})")]
    Declined {
        /// `access_denied`, or Entra's `authorization_declined`.
        code: String,
    },
    /// The device code ended before anybody approved it.
    #[error("the code expired before it was approved")]
    CodeExpired,
    /// The issuer takes the device code no more, though it has not ended.
    #[error("the code is not good any more: {0}")]
    CodeRefused(Box<IssuerError>),
    /// The device code can still be approved, and this process waits no longer.
    #[error("not approved yet")]
    NotApproved {
        /// The profile.
        profile: String,
        /// How long the code is still good for.
        left: Duration,
    },
    /// There is no device login to go on with.
    #[error("no login is pending")]
    NothingPending {
        /// The profile.
        profile: String,
    },
    /// Another process reset the device login, or began another one in its place.
    #[error("the login was reset meanwhile, or given up for another one")]
    GivenUp {
        /// The profile.
        profile: String,
    },
    /// The device login that could be gone on with is not one that the profile would start now.
    #[error("the pending login was made for {made_for} than profile {profile} now names")]
    PendingOther {
        /// The profile.
        profile: String,
        /// What differs.
        made_for: &'static str,
    },
    /// Another process polls for the same login.
    #[error("another process waits for the approval of the login to {profile}")]
    BusyPolling {
        /// The profile.
        profile: String,
    },
    /// Another process was still renewing when patience ended.
    #[error("another process has been renewing the token of {profile} for over {} s", waited.as_secs())]
    Busy {
        /// The profile.
        profile: String,
        /// How long was waited.
        waited: Duration,
    },
    /// Another process is rotating the key.
    #[error("another process is rotating the key")]
    Rotating,
    /// A stop was asked for before there was anything to keep.
    #[error("stopped, and what was cached before is as it was")]
    Stopped,
    /// The profile lacks an endpoint that the command needs.
    #[error("profile {profile}: the issuer offers no {endpoint}")]
    NoEndpoint {
        /// The profile.
        profile: String,
        /// Its RFC name.
        endpoint: &'static str,
    },
    /// The issuer's metadata is not what was configured.
    #[error("the metadata of {configured} names another issuer, {found}")]
    OtherIssuer {
        /// `issuer` of the profile.
        configured: String,
        /// `issuer` of the document.
        found: String,
    },
    /// The issuer's metadata would have tokens sent in the clear.
    #[error("the issuer names an endpoint at {0} that is not https")]
    Insecure(String),
    /// The issuer's answer.
    #[error(transparent)]
    Issuer(#[from] IssuerError),
    /// No answer.
    #[error(transparent)]
    Http(#[from] http::Error),
    /// The cache file.
    #[error(transparent)]
    Cache(#[from] CacheError),
    /// The cache's key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The lock beside the cache file.
    #[error(transparent)]
    Lock(#[from] coordination::Error),
    /// The state folder.
    #[error(transparent)]
    Files(#[from] fsio::Error),
    /// The client secret.
    #[error("cannot read the client secret")]
    Secret(#[from] config::SecretError),
}
