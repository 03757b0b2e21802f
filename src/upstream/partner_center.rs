//! Microsoft Partner Center, the referrals list: pages, next links, errors.
//!
//! Facts: the API's pages `get-a-list-of-referrals`, `headers` and `error-codes`. What a record means
//! is `sync::referrals`'s business; records leave here as they came.

mod next_link;
mod problem;

use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderName, HeaderValue};
use reqwest::{Method, Request, StatusCode};
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::value::RawValue;
use tracing::{debug, warn};
use url::Url;
use uuid::Uuid;

use crate::clock;
use crate::http::{self, Bearer, BearerError, Credential, Reply, retry};
use problem::Problem;

/// A page of 100 referrals is about 150 KiB; a hundred times that is not a page.
const LARGEST_PAGE: usize = 16 << 20;
/// A wait that is longer than this is not sat out: the next run goes on.
const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// From here on a wait is worth a line in the log.
const LONG_WAIT: Duration = Duration::from_secs(5);

/// Why a page could not be had.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The API said no and will say so again.
    #[error("{host} refused the request: {code}{} (HTTP status {status})", message.as_ref().map(|m| format!(", {m}")).unwrap_or_default())]
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
        /// The API's id of the last request.
        request_id: Option<String>,
    },
    /// A whole answer that is no page.
    #[error("{host} answered something else than a page of referrals ({what})")]
    Unreadable {
        /// Host and port.
        host: String,
        /// What is wrong, never the text.
        what: String,
        /// The API's id of the request.
        request_id: Option<String>,
    },
    /// The next page is said to be elsewhere. The token is not sent there.
    #[error("the next link leads to {found} instead of {expected}")]
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
}

/// A page as it came.
pub struct Page {
    /// The records, untouched.
    pub items: Vec<Box<RawValue>>,
    /// The paging query of the next page; `None` on the last one.
    pub next: Option<String>,
}

#[derive(Deserialize)]
struct Envelope {
    value: Vec<Box<RawValue>>,
    #[serde(rename = "@odata.nextLink")]
    next_link: Option<String>,
}

/// The list of referrals that the signed-in person may see.
pub struct Referrals<'a, B> {
    http: &'a http::Client,
    bearer: &'a B,
    list: Url,
    page_size: Option<u32>,
    retry: retry::Policy,
}

impl<'a, B: Bearer> Referrals<'a, B> {
    /// `base_url` ends before `/referrals`. `page_size` is a wish (`Prefer: odata.maxpagesize`), as
    /// `$top` would cap the total.
    pub fn new(
        http: &'a http::Client,
        bearer: &'a B,
        base_url: &Url,
        page_size: Option<u32>,
    ) -> Self {
        let mut list = base_url.clone();
        if let Ok(mut path) = list.path_segments_mut() {
            path.pop_if_empty().push("referrals");
        }
        Self {
            http,
            bearer,
            list,
            page_size,
            retry: retry::Policy::default(),
        }
    }

    /// The page at `cursor`, the first one for `None`. Transient failures are ridden out; one 401
    /// renews the token.
    pub async fn page(&self, cursor: Option<&str>) -> Result<Page, Error> {
        let mut attempt = 0;
        let mut refused: Option<String> = None;
        loop {
            let credential = self.bearer.credential().await?;
            let sent = self
                .http
                .send(self.request(cursor, &credential), LARGEST_PAGE)
                .await;
            let reply = match sent {
                Ok(reply) => reply,
                Err(source) => {
                    attempt += 1;
                    let wait = source
                        .is_transient()
                        .then(|| self.wait(attempt, None))
                        .flatten();
                    let wait = wait.ok_or(Error::Http {
                        attempts: attempt,
                        source,
                    })?;
                    tokio::time::sleep(wait).await;
                    continue;
                }
            };
            if reply.status == StatusCode::UNAUTHORIZED {
                refused = Some(self.renewed(credential, refused, &reply).await?);
                continue;
            }
            match self.read(&reply) {
                Err(Verdict::Final(error)) => return Err(error),
                Ok(page) => return Ok(page),
                Err(Verdict::Again(last)) => {
                    attempt += 1;
                    let asked = retry::retry_after(&reply.headers, clock::now());
                    if let Some(wait) = asked.filter(|wait| *wait > LONGEST_WAIT) {
                        return Err(self.throttled(wait, &reply));
                    }
                    let wait = self
                        .wait(attempt, asked)
                        .ok_or_else(|| last.gave_up(attempt))?;
                    self.pause(reply.status.as_u16(), wait).await;
                }
            }
        }
    }

    fn request(&self, cursor: Option<&str>, credential: &Credential) -> Request {
        let mut url = self.list.clone();
        url.set_query(cursor);
        let mut request = Request::new(Method::GET, url);
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let bearer = format!("Bearer {}", credential.token.expose_secret());
        if let Ok(mut value) = HeaderValue::from_str(&bearer) {
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let id = Uuid::new_v4().to_string();
        for name in ["client-request-id", "ms-correlationid"] {
            if let Ok(value) = HeaderValue::from_str(&id) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
        if let Some(size) = self.page_size
            && let Ok(value) = HeaderValue::from_str(&format!("odata.maxpagesize={size}"))
        {
            headers.insert(HeaderName::from_static("prefer"), value);
        }
        request
    }

    /// Makes the next credential another one; a second refusal in a row is an error.
    async fn renewed(
        &self,
        credential: Credential,
        refused: Option<String>,
        reply: &Reply,
    ) -> Result<String, Error> {
        let problem = Problem::read(reply);
        if let Some(first) = refused {
            return Err(Error::RefusedTwice {
                host: self.host(),
                first,
                second: credential.fingerprint,
                code: problem.code,
                request_id: problem.request_id,
            });
        }
        warn!(
            code = problem.code,
            request_id = problem.request_id,
            "token refused, renewing it"
        );
        self.bearer.refused(&credential.fingerprint).await?;
        Ok(credential.fingerprint)
    }

    fn read(&self, reply: &Reply) -> Result<Page, Verdict> {
        if retry::is_transient(reply.status) {
            return Err(Verdict::Again(Error::Unavailable {
                host: self.host(),
                status: reply.status.as_u16(),
                attempts: 0,
                request_id: problem::request_id(reply),
            }));
        }
        if !reply.status.is_success() {
            let problem = Problem::read(reply);
            return Err(Verdict::Final(Error::Refused {
                host: self.host(),
                status: reply.status.as_u16(),
                code: problem.code,
                message: problem.message,
                request_id: problem.request_id,
            }));
        }
        // A page of a proxy or firewall with status 200 may be gone the next time.
        let envelope: Envelope = serde_json::from_slice(&reply.body).map_err(|error| {
            Verdict::Again(Error::Unreadable {
                host: self.host(),
                what: match error.classify() {
                    serde_json::error::Category::Data => "no list of values",
                    _ => "no JSON",
                }
                .to_owned(),
                request_id: problem::request_id(reply),
            })
        })?;
        let next = envelope.next_link.filter(|link| !link.is_empty());
        let next = next
            .map(|link| next_link::query(&link, &self.list))
            .transpose();
        Ok(Page {
            items: envelope.value,
            next: next.map_err(Verdict::Final)?,
        })
    }

    fn wait(&self, attempt: u32, asked: Option<Duration>) -> Option<Duration> {
        self.retry.wait(attempt, asked, fastrand::f64())
    }

    /// A long wait is said: a run that sleeps must not look like one that hangs.
    async fn pause(&self, status: u16, wait: Duration) {
        let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        match wait >= LONG_WAIT {
            true => warn!(status, wait_ms, "the upstream asks to wait"),
            false => debug!(status, wait_ms, "page to be asked for again"),
        }
        tokio::time::sleep(wait).await;
    }

    fn throttled(&self, wait: Duration, reply: &Reply) -> Error {
        Error::Throttled {
            host: self.host(),
            wait,
            request_id: problem::request_id(reply),
        }
    }

    fn host(&self) -> String {
        self.list.authority().to_owned()
    }
}

/// What an answer that is no page means for the loop.
enum Verdict {
    Again(Error),
    Final(Error),
}

impl Error {
    /// The failure once the attempts are used up.
    fn gave_up(self, made: u32) -> Self {
        match self {
            Error::Unavailable {
                host,
                status,
                request_id,
                ..
            } => Error::Unavailable {
                host,
                status,
                attempts: made,
                request_id,
            },
            other => other,
        }
    }
}
