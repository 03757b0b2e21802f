//! Why a page could not be had.

use std::time::Duration;

use super::problem::NO_CODE;
use crate::coordination::Refused;
use crate::http::{self, BearerError};

/// Why a page could not be had.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The API said no and will say so again.
    #[error("{host} refused the request with HTTP status {status}{}", said(code, message.as_deref()))]
    Refused {
        /// Host and port.
        host: String,
        /// HTTP status.
        status: u16,
        /// The API's own code, innermost first; `http_<status>` where it gave none.
        code: String,
        /// The API's words, one line.
        message: Option<String>,
        /// The API's id of the request, for its support.
        request_id: Option<String>,
    },
    /// Two different tokens in a row got 401.
    #[error("{host} refused a token renewed just now as well (tokens {first} and {second})")]
    RefusedTwice {
        /// Host and port.
        host: String,
        /// Fingerprint of the first.
        first: String,
        /// Fingerprint of the second.
        second: String,
        /// The API's code; 900421 means that the login lacks multi-factor authentication.
        code: String,
        /// The API's id of the request.
        request_id: Option<String>,
    },
    /// 429, or 503 with a wait longer than is sat out.
    #[error("{host} asks to wait {} s", wait.as_secs())]
    Throttled {
        /// Host and port.
        host: String,
        /// What `Retry-After` said.
        wait: Duration,
        /// The API's id of the request.
        request_id: Option<String>,
    },
    /// The same transient failure until the attempts were used up.
    #[error("{host} kept answering with HTTP status {status} ({attempts} requests)")]
    Unavailable {
        /// Host and port.
        host: String,
        /// The last HTTP status.
        status: u16,
        /// Requests made.
        attempts: u32,
        /// What the last `Retry-After` asked for, or how long the host is left alone.
        retry_after: Option<Duration>,
        /// The API's id of the last request.
        request_id: Option<String>,
    },
    /// A whole answer that is no page.
    #[error("{host} answered something else than a page of records ({what})")]
    Unreadable {
        /// Host and port.
        host: String,
        /// What is wrong, never the text.
        what: String,
        /// The API's id of the request.
        request_id: Option<String>,
    },
    /// The next page is said to be elsewhere. The token is not sent there.
    #[error("the next link is {found}, where one to {expected} is expected")]
    ForeignNextLink {
        /// The configured host.
        expected: String,
        /// The link's host, or what it is instead of a link.
        found: String,
    },
    /// No answer, until the attempts were used up.
    #[error("no page after {attempts} requests")]
    Http {
        /// Requests made.
        attempts: u32,
        /// The last failure.
        source: http::Error,
    },
    /// Nothing was sent: it may not be, now.
    #[error(transparent)]
    Held(#[from] Refused),
    /// The access token has characters that no header takes.
    #[error("the access token cannot be sent as a header")]
    UnfitToken,
    /// No token.
    #[error(transparent)]
    Bearer(#[from] BearerError),
}

impl Error {
    /// Whether the API refused this page link itself: a stored one can have gone stale.
    pub fn is_stale_cursor(&self) -> bool {
        matches!(
            self,
            Error::Refused {
                status: 400 | 404 | 410,
                ..
            }
        )
    }

    /// The failure once the attempts are used up.
    pub(super) fn gave_up(mut self, made: u32, asked: Option<Duration>) -> Self {
        if let Error::Unavailable {
            attempts,
            retry_after,
            ..
        } = &mut self
        {
            (*attempts, *retry_after) = (made, asked);
        }
        self
    }
}

/// The API's own code and words, where it gave any.
fn said(code: &str, message: Option<&str>) -> String {
    let code = Some(code).filter(|code| !code.starts_with(NO_CODE));
    match (code, message) {
        (Some(code), Some(message)) => format!(": {code}, {message}"),
        (Some(said), None) | (None, Some(said)) => format!(": {said}"),
        (None, None) => String::new(),
    }
}
