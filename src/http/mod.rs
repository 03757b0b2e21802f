//! The one HTTP client: time limits, size limits, no redirects, errors without URLs' queries.
//! It knows nothing of any upstream; who retries and how is decided in [`retry`] and by its callers.

mod client;
mod date;
mod error;
pub mod retry;
mod text;
mod traffic;

use secrecy::SecretString;

pub use client::{Client, Options, Reply};
pub use date::ahead;
pub use error::Error;
pub use text::one_line;
pub use traffic::Traffic;

/// A header value for one audience, and the way back when it was refused.
///
/// The port that upstream drivers ask; `token::Manager` stands behind it.
pub trait Bearer {
    /// What is presented: the value of `Authorization` and a fingerprint to name it by.
    fn credential(&self) -> impl Future<Output = Result<Credential, BearerError>>;

    /// The upstream answered 401 to the credential with this fingerprint: the next
    /// [`credential`](Self::credential) is another one, or an error.
    fn refused(&self, fingerprint: &str) -> impl Future<Output = Result<(), BearerError>>;
}

/// An access token on its way to an upstream.
pub struct Credential {
    /// The access token itself.
    pub token: SecretString,
    /// A short hash that names the token in logs and comparisons.
    pub fingerprint: String,
}

/// What went wrong behind the port, kept whole so that `failure` can find its kind.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct BearerError(pub Box<dyn std::error::Error + Send + Sync>);
