//! What can go wrong between us and a host, before its answer means anything.

use std::time::Duration;

use crate::fsio;

/// A request that brought no whole answer. Hosts are named, URLs and bodies are not.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The client could not be built: no system roots, an unreadable CA file, a bad proxy.
    #[error("cannot set up HTTP: {reason}")]
    Setup {
        /// The library's own words.
        reason: String,
    },
    /// The file of extra certificates could not be read or holds none.
    #[error("cannot use the CA file {path}: {reason}")]
    CaFile {
        /// The file of `http.ca_file`.
        path: String,
        /// Why not.
        reason: String,
    },
    /// No connection: name not found, refused, no route, TLS not trusted.
    #[error("cannot connect to {host}: {reason}")]
    Connect {
        /// Host and port.
        host: String,
        /// The innermost cause.
        reason: String,
    },
    /// Nothing, or not all of it, came in time.
    #[error("no answer from {host} within {} s", limit.as_secs())]
    Timeout {
        /// Host and port.
        host: String,
        /// The limit that ran out.
        limit: Duration,
    },
    /// An answer began, and did not go on.
    #[error("{host} fell silent for {} s in the middle of its answer", limit.as_secs())]
    Stalled {
        /// Host and port.
        host: String,
        /// The longest silence.
        limit: Duration,
    },
    /// An answer went on, and did not end.
    #[error("the whole answer of {host} took longer than {} s", limit.as_secs())]
    TooSlow {
        /// Host and port.
        host: String,
        /// The limit of the whole exchange.
        limit: Duration,
    },
    /// The connection broke in the middle of an answer.
    #[error("the connection to {host} broke: {reason}")]
    Broken {
        /// Host and port.
        host: String,
        /// The innermost cause.
        reason: String,
    },
    /// The answer is larger than any right one.
    #[error("{host} sent more than {limit} bytes")]
    TooLarge {
        /// Host and port.
        host: String,
        /// Bytes that were allowed.
        limit: usize,
    },
}

impl Error {
    /// Whether the same request may go well later.
    pub fn is_transient(&self) -> bool {
        matches!(
            self,
            Error::Connect { .. }
                | Error::Timeout { .. }
                | Error::Stalled { .. }
                | Error::TooSlow { .. }
                | Error::Broken { .. }
        )
    }

    /// Whether the other side may have received the request.
    pub fn was_sent(&self) -> bool {
        matches!(
            self,
            Error::Timeout { .. }
                | Error::Stalled { .. }
                | Error::TooSlow { .. }
                | Error::Broken { .. }
                | Error::TooLarge { .. }
        )
    }

    /// `limit` is that of the whole exchange, `connect` that of the connection alone.
    pub(super) fn from_reqwest(
        error: &reqwest::Error,
        host: String,
        limit: Duration,
        connect: Duration,
    ) -> Self {
        let reason = innermost(error);
        // A connection that was not had in time is both; nothing was sent over it.
        if error.is_connect() && error.is_timeout() {
            let reason = format!("no connection within {} s", connect.as_secs());
            Error::Connect { host, reason }
        } else if error.is_connect() {
            Error::Connect { host, reason }
        } else if error.is_timeout() {
            Error::Timeout { host, limit }
        } else {
            Error::Broken { host, reason }
        }
    }
}

/// The last cause of a chain: the outer ones repeat the URL or say "error sending request".
pub(super) fn innermost(error: &dyn std::error::Error) -> String {
    let mut last = error;
    while let Some(source) = last.source() {
        last = source;
    }
    fsio::plain(&last.to_string())
}
