//! Carries the crate `oauth2`'s requests over our HTTP client, and sorts what comes back by what a caller
//! can do. Bodies never leave this file: they may hold tokens.

use std::cell::RefCell;
use std::time::Duration;

use jiff::SignedDuration;
use oauth2::{
    ErrorResponse, ErrorResponseType, HttpRequest, HttpResponse, RequestTokenError,
    StandardErrorResponse,
};
use reqwest::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value};

use super::issuer::{Ended, Health, Held, Issuer, IssuerFileError, Refusal};
use super::ledger::Purpose;
use super::mend::mended;
use super::sent::Sent;
use crate::clock::{self, Moment};
use crate::http::{self, Reply, one_line, retry};

/// Far above any answer of a token endpoint.
const LARGEST_ANSWER: usize = 1 << 20;

/// An answer that is not a grant.
#[derive(Debug, thiserror::Error)]
pub enum IssuerError {
    /// An error of RFC 6749 5.2, RFC 8628 3.5 or the issuer's own.
    #[error("{host} answered {code}{}", description.as_ref().map(|d| format!(": {d}")).unwrap_or_default())]
    Refused {
        /// Host and port.
        host: String,
        /// The `error` field.
        code: String,
        /// The first line of `error_description`, without control characters.
        description: Option<String>,
        /// HTTP status.
        status: u16,
        /// The issuer's id of the request, for its support.
        request_id: Option<String>,
    },
    /// 408, 429, a 5xx, or an `error` that says so.
    #[error("{host} answered with HTTP status {status}")]
    Unavailable {
        /// Host and port.
        host: String,
        /// HTTP status.
        status: u16,
        /// What `Retry-After` asked for.
        retry_after: Option<Duration>,
        /// The issuer's id of the request.
        request_id: Option<String>,
    },
    /// HTML, an empty body, JSON without what it must have.
    #[error("{host} answered something else than OAuth (HTTP status {status}, {what})")]
    Unreadable {
        /// Host and port.
        host: String,
        /// HTTP status.
        status: u16,
        /// What it was, never its text.
        what: String,
        /// The issuer's id of the request.
        request_id: Option<String>,
    },
}

impl IssuerError {
    /// Whether the same request may go well later. An unreadable answer may be a firewall's.
    pub fn is_transient(&self) -> bool {
        !matches!(self, IssuerError::Refused { .. })
    }

    fn is_throttling(&self) -> bool {
        matches!(self, IssuerError::Unavailable { status: 429, .. })
    }

    /// Whether only a new login helps: the grant itself is gone or wants the person.
    pub fn ends_login(&self) -> bool {
        matches!(self, IssuerError::Refused { code, .. }
            if matches!(code.as_str(), "invalid_grant" | "interaction_required" | "consent_required" | "login_required"))
    }
}

/// An exchange that brought no grant.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failed {
    #[error(transparent)]
    Issuer(#[from] IssuerError),
    #[error(transparent)]
    Http(#[from] http::Error),
    /// Nothing was sent.
    #[error(transparent)]
    Held(Held),
    /// Nothing was sent.
    #[error(transparent)]
    Files(IssuerFileError),
}

impl Failed {
    pub(super) fn is_transient(&self) -> bool {
        match self {
            Failed::Http(error) => error.is_transient(),
            Failed::Issuer(error) => error.is_transient(),
            Failed::Held(_) | Failed::Files(_) => false,
        }
    }

    /// Whether the issuer may have acted on a request whose answer is not known.
    pub(super) fn leaves_doubt(&self) -> bool {
        match self {
            Failed::Http(error) => error.was_sent(),
            // A gateway's 5xx says nothing of what is behind it; neither does an answer that is no OAuth.
            Failed::Issuer(error) => error.is_transient() && !error.is_throttling(),
            Failed::Held(_) | Failed::Files(_) => false,
        }
    }

    /// How long the issuer asked to be left alone.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        match self {
            Failed::Issuer(IssuerError::Unavailable { retry_after, .. }) => *retry_after,
            _ => None,
        }
    }
}

impl From<Failed> for super::error::Error {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Issuer(error) => Self::Issuer(error),
            Failed::Http(error) => Self::Http(error),
            Failed::Held(held) => Self::Held(held),
            Failed::Files(error) => Self::IssuerFiles(error),
        }
    }
}

impl From<Refusal> for Failed {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Held(held) => Self::Held(held),
            Refusal::Files(error) => Self::Files(error),
        }
    }
}

/// Sends what is allowed, and remembers of the last answer what the crate would not tell.
pub(super) struct Wire<'a> {
    http: &'a http::Client,
    issuer: &'a Issuer,
    purpose: Purpose,
    probes: bool,
    last: RefCell<Last>,
    /// Of the last request.
    sent: RefCell<Sent>,
}

#[derive(Clone, Default)]
struct Last {
    host: String,
    status: u16,
    what: String,
    request_id: Option<String>,
    issued: Option<Moment>,
}

impl<'a> Wire<'a> {
    /// Requests to the token endpoint are entered into `issuer`'s ledger for `purpose`.
    pub(super) fn new(http: &'a http::Client, issuer: &'a Issuer, purpose: Purpose) -> Self {
        Self {
            http,
            issuer,
            purpose,
            probes: false,
            last: RefCell::default(),
            sent: RefCell::default(),
        }
    }

    /// The same, but it finds out whether a host is well again that is being left alone.
    pub(super) fn probing(self, probes: bool) -> Self {
        Self { probes, ..self }
    }

    /// When the last request was sent, by the issuer's clock: a token's life is counted from then, so that
    /// it never seems longer than it is.
    pub(super) fn issued(&self) -> Moment {
        let issued = self.last.borrow().issued.clone();
        issued.unwrap_or_else(clock::moment)
    }

    /// Sends one request, where it may be sent. What may be another answer next time is a failure here: 408,
    /// 429, 5xx, and everything that is no JSON object.
    pub(super) async fn send(&self, request: HttpRequest) -> Result<HttpResponse, Failed> {
        let request: reqwest::Request =
            request
                .try_into()
                .map_err(|error: reqwest::Error| http::Error::Setup {
                    reason: error.to_string(),
                })?;
        let host = request.url().authority().to_owned();
        self.sent.replace(Sent::of(&request));
        let pass = match self.issuer.counts(request.url()) {
            true => Some(self.issuer.before(self.purpose, self.probes).await?),
            false => None,
        };
        let (asked, began) = (clock::moment(), clock::monotonic());
        let exchanged = self.http.send(request, LARGEST_ANSWER).await;
        let took = clock::monotonic().duration_since(began);
        let (ended, answer) = match exchanged {
            Err(error) => (Ended::of(&error), Err(error.into())),
            Ok(reply) => {
                let ahead = http::ahead(&reply.headers, asked.at, took);
                self.last.borrow_mut().issued = Some(asked.skewed(ahead.unwrap_or_default()));
                let answer = self.read(host, &reply).map_err(Failed::from);
                (Ended::answered(&answer, ahead), answer)
            }
        };
        if let Some(pass) = pass {
            self.issuer.after(pass, ended).await;
        }
        answer
    }

    fn read(&self, host: String, reply: &Reply) -> Result<HttpResponse, IssuerError> {
        let body = mended(&reply.body);
        let issued = self.last.borrow().issued.clone();
        let last = Last {
            host,
            status: reply.status.as_u16(),
            what: self.shown(&describe(reply)),
            request_id: request_id(reply, body.as_ref()).map(|id| self.shown(&id)),
            issued,
        };
        self.last.replace(last.clone());
        let code = body
            .as_ref()
            .and_then(|body| body.get("error"))
            .and_then(Value::as_str);
        if retry::is_transient(reply.status)
            || matches!(code, Some("temporarily_unavailable" | "server_error"))
        {
            return Err(last.unavailable(retry::retry_after(&reply.headers, clock::now())));
        }
        let Some(body) = body.and_then(|body| serde_json::to_vec(&body).ok()) else {
            return Err(last.unreadable());
        };
        let mut response = HttpResponse::new(body);
        // Any 2xx is a success: some servers answer 201.
        *response.status_mut() = match reply.status.is_success() {
            true => StatusCode::OK,
            false => reply.status,
        };
        Ok(response)
    }

    /// The issuer's words, fit to be shown: struck before they are cut, so that no part of a secret is left.
    fn shown(&self, text: &str) -> String {
        one_line(&self.sent.borrow().struck_from(text))
    }

    /// Turns the crate's error into ours.
    pub(super) fn sort<R>(
        &self,
        error: RequestTokenError<Failed, StandardErrorResponse<R>>,
    ) -> Failed
    where
        R: ErrorResponseType + 'static,
        StandardErrorResponse<R>: ErrorResponse,
    {
        let last = self.last.borrow().clone();
        match error {
            RequestTokenError::Request(failed) => failed,
            RequestTokenError::ServerResponse(answer) => Failed::Issuer(IssuerError::Refused {
                host: last.host,
                code: self.shown(&code(answer.error())),
                description: answer.error_description().map(|text| self.shown(text)),
                status: last.status,
                request_id: last.request_id,
            }),
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => last.unreadable().into(),
        }
    }
}

impl Ended {
    fn of(error: &http::Error) -> Self {
        match error {
            http::Error::Setup { .. } | http::Error::CaFile { .. } => Ended::NeverTried,
            http::Error::Connect { .. } => Ended::NotSent,
            _ => Ended::Unanswered,
        }
    }

    fn answered(answer: &Result<HttpResponse, Failed>, ahead: Option<SignedDuration>) -> Self {
        let (health, wait) = match answer {
            Ok(_) => (Health::Well, None),
            Err(failed @ Failed::Issuer(error)) if error.is_throttling() => {
                (Health::Throttling, failed.retry_after())
            }
            Err(failed) => (Health::Failing, failed.retry_after()),
        };
        Ended::Answered {
            health,
            wait,
            ahead,
        }
    }
}

impl Last {
    fn unavailable(self, retry_after: Option<Duration>) -> IssuerError {
        IssuerError::Unavailable {
            host: self.host,
            status: self.status,
            retry_after,
            request_id: self.request_id,
        }
    }

    fn unreadable(self) -> IssuerError {
        IssuerError::Unreadable {
            host: self.host,
            status: self.status,
            what: self.what,
            request_id: self.request_id,
        }
    }
}

/// The wire name of an error code: the crate's types only serialize to it.
fn code<R: Serialize>(error: &R) -> String {
    match serde_json::to_value(error) {
        Ok(Value::String(code)) => code,
        _ => "unknown_error".to_owned(),
    }
}

/// Entra writes its id into the body, too.
fn request_id(reply: &Reply, body: Option<&Map<String, Value>>) -> Option<String> {
    let from_body = || Some(body?.get("correlation_id")?.as_str()?.to_owned());
    reply.request_id().or_else(from_body)
}

fn describe(reply: &Reply) -> String {
    if reply.body.is_empty() {
        return "an empty body".to_owned();
    }
    let kind = reply.header("content-type").unwrap_or("no content type");
    kind.split(';').next().unwrap_or(kind).to_owned()
}
