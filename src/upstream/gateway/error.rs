//! What can go wrong with the gateway, by the codes of its contract.

use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use crate::coordination::Refused;
use crate::http::{self, BearerError, Reply, one_line};

/// A sync that the gateway did not do, or of which it is not known.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It said no, by a code of the contract.
    #[error("the gateway refused it (HTTP {status}, {code}{})", said(message))]
    Refused {
        status: u16,
        /// `http_<status>` where it gave none.
        code: String,
        /// In its words, one line.
        message: String,
        /// Its answer, where that was one of the contract.
        answer: Option<Box<Value>>,
    },
    /// Too many syncs of this tenant.
    #[error("the gateway asks to wait {} s", wait.as_secs())]
    Throttled { wait: Duration },
    /// A success that is none of the contract.
    #[error("the gateway answered with something else than its contract has")]
    Unreadable,
    /// It was not reached, or its answer was lost.
    #[error("no answer from the gateway")]
    Http(#[source] http::Error),
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

#[derive(Deserialize)]
struct Answer {
    error: Option<String>,
    code: Option<String>,
}

impl Error {
    pub(super) fn refused(reply: &Reply) -> Self {
        let status = reply.status.as_u16();
        let answer: Option<Value> = serde_json::from_slice(&reply.body).ok();
        let read: Option<Answer> = answer
            .clone()
            .and_then(|json| serde_json::from_value(json).ok());
        let code = read.as_ref().and_then(|read| read.code.clone());
        let message = read.and_then(|read| read.error).unwrap_or_default();
        Error::Refused {
            status,
            answer: answer.filter(|_| code.is_some()).map(Box::new),
            code: code.map_or_else(|| format!("http_{status}"), |code| one_line(&code)),
            message: one_line(&message),
        }
    }
}

fn said(message: &str) -> String {
    match message {
        "" => String::new(),
        message => format!(": {message}"),
    }
}
