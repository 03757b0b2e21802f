//! Reads pages from an API that wants a bearer: each request when it is its turn, again where its failure may be gone the
//! next time, with another token where the one was refused. What is asked for, and what a page is, its callers know.

mod error;
mod problem;

use std::cell::Cell;
use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderValue};
use reqwest::{Request, StatusCode};
use secrecy::ExposeSecret;
use tracing::{Instrument, Span, debug, warn};
use uuid::Uuid;

use super::Page;
use crate::clock;
use crate::coordination::{Halt, Passed, Turnstile};
use crate::http::{self, Bearer, Credential, Reply, Traffic, retry};
use crate::observability::{answered, failed, request_span};
use problem::Problem;

pub use error::Error;

/// A wait that is longer than this is not sat out: the next run goes on.
const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// From here on a wait is worth a line in the log.
const LONG_WAIT: Duration = Duration::from_secs(5);
/// A page of 100 records is about 150 KiB; a hundred times that is not a page.
const LARGEST_PAGE: usize = 16 << 20;

/// Pages from one host.
pub(super) struct Reader<'a, B> {
    http: &'a http::Client,
    bearer: &'a B,
    host: String,
    turnstile: Turnstile,
    retry: retry::Policy,
    traffic: Cell<Traffic>,
}

/// What an answer that is no page means for the loop.
pub(super) enum Verdict {
    Again(Error),
    Final(Error),
}

/// What is asked for, and what is made of it.
pub(super) trait Ask {
    /// Without credentials; `id` names the request in logs.
    fn request(&self, id: &str) -> Request;

    /// A success as a page.
    fn read(&self, reply: &mut Reply) -> impl Future<Output = Result<Page, Verdict>>;
}

/// What could be read of an answer, and the answer.
type Read = Result<(Result<Page, Verdict>, Reply), http::Error>;

/// A request that was sent, in the span that names it.
struct Exchange {
    span: Span,
    read: Read,
}

impl<'a, B: Bearer> Reader<'a, B> {
    /// Every request passes `turnstile`.
    pub(super) fn new(
        http: &'a http::Client,
        bearer: &'a B,
        host: &str,
        turnstile: Turnstile,
    ) -> Self {
        Self {
            http,
            bearer,
            host: host.to_owned(),
            turnstile,
            retry: retry::Policy::default(),
            traffic: Cell::default(),
        }
    }

    /// What was sent, had and waited for since it was made.
    pub(super) fn traffic(&self) -> Traffic {
        self.traffic.get()
    }

    /// Host and port.
    pub(super) fn host(&self) -> String {
        self.host.clone()
    }

    /// The page that is asked for; none when a stop is asked for. Transient failures are ridden out; one 401 renews the
    /// token. A renewal is always let end: its answer may be the only copy of a refresh token.
    pub(super) async fn page(&self, ask: &impl Ask, halt: &Halt) -> Result<Option<Page>, Error> {
        let mut attempt = 0;
        let mut refused: Option<String> = None;
        while !halt.is_asked() {
            // Before a token is renewed for a request that may not be sent.
            let waiting = clock::monotonic();
            let ready = self.turnstile.ready(halt, LONGEST_WAIT).await;
            self.count_wait(waiting.elapsed());
            if !ready? {
                break;
            }
            let credential = match self.bearer.credential().await {
                // It waited for another process's renewal, and was asked to stop.
                Err(_) if halt.is_asked() => break,
                credential => credential?,
            };
            let Some(exchange) = self.exchange(ask, &credential, halt).await? else {
                break;
            };
            attempt += 1;
            let span = exchange.span;
            let wait = match exchange.read {
                Ok((_, reply)) if reply.status == StatusCode::UNAUTHORIZED => {
                    let renewing = self.renewed(credential, refused, &reply);
                    refused = match renewing.instrument(span).await {
                        // As above: a stop, not a failure.
                        Err(Error::Bearer(_)) if halt.is_asked() => break,
                        renewed => Some(renewed?),
                    };
                    continue;
                }
                Ok((Ok(page), _)) => return Ok(Some(page)),
                Ok((Err(Verdict::Final(error)), _)) => return Err(error),
                Ok((Err(Verdict::Again(last)), reply)) => {
                    span.in_scope(|| self.wait_after(&reply, attempt, last))?
                }
                Err(source) => span.in_scope(|| self.wait_unanswered(attempt, source))?,
            };
            self.count_wait(wait);
            if halt.unless_asked(tokio::time::sleep(wait)).await.is_none() {
                break;
            }
        }
        Ok(None)
    }

    /// How long to wait after an answer that may be another one next time; an error when it is not waited for.
    fn wait_after(&self, reply: &Reply, attempt: u32, last: Error) -> Result<Duration, Error> {
        let asked = retry::retry_after(&reply.headers, clock::now());
        if let Some(wait) = asked.filter(|wait| *wait > LONGEST_WAIT) {
            return Err(Error::Throttled {
                host: self.host(),
                wait,
                request_id: reply.request_id(),
            });
        }
        if let Some(rest) = self.turnstile.rests() {
            return Err(last.gave_up(attempt, Some(rest)));
        }
        match self.retry.wait(attempt, asked, fastrand::f64()) {
            Some(wait) => Ok(pause(wait, &last.to_string())),
            None => Err(last.gave_up(attempt, asked)),
        }
    }

    /// The same after no answer at all.
    fn wait_unanswered(&self, attempt: u32, source: http::Error) -> Result<Duration, Error> {
        let wait = (source.is_transient() && self.turnstile.rests().is_none())
            .then(|| self.retry.wait(attempt, None, fastrand::f64()));
        match wait.flatten() {
            Some(wait) => Ok(pause(wait, &source.to_string())),
            None => Err(Error::Http {
                attempts: attempt,
                source,
            }),
        }
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
        // The span has the request's id.
        warn!(code = problem.code, "token refused, renewing it");
        self.bearer.refused(&credential.fingerprint).await?;
        Ok(credential.fingerprint)
    }

    fn count_wait(&self, wait: Duration) {
        let mut traffic = self.traffic.get();
        traffic.waited_ms += u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        self.traffic.set(traffic);
    }

    /// One request and what could be read of its answer; none when a stop is asked for.
    async fn exchange(
        &self,
        ask: &impl Ask,
        credential: &Credential,
        halt: &Halt,
    ) -> Result<Option<Exchange>, Error> {
        let id = Uuid::new_v4().to_string();
        let request = signed(ask.request(&id), credential)?;
        let Some(passed) = self.turnstile.pass(halt, LONGEST_WAIT).await? else {
            return Ok(None);
        };
        let span = request_span(&id);
        span.in_scope(|| debug!("page asked for"));
        let sending = halt.unless_asked(self.http.fetch(request, LARGEST_PAGE));
        let Some(sent) = sending.instrument(span.clone()).await else {
            return Ok(None);
        };
        self.count(sent.as_ref().map_or(0, |reply| reply.body.len()));
        match &sent {
            Ok(reply) => {
                answered(&span, reply.request_id().as_deref());
                let (status, bytes) = (reply.status.as_u16(), reply.body.len());
                span.in_scope(|| debug!(status, bytes, "page answered"));
                if !reply.status.is_success() {
                    failed(&span, &reply.status);
                }
            }
            Err(error) => failed(&span, error),
        }
        let read = match sent {
            Ok(mut reply) => Ok((self.read(ask, &mut reply).await, reply)),
            Err(error) => Err(error),
        };
        self.note(passed, &read).await;
        Ok(Some(Exchange { span, read }))
    }

    /// Tells the turnstile what became of a request. One that could not be made says nothing of the host.
    async fn note(&self, passed: Passed, read: &Read) {
        match read {
            Ok((Err(Verdict::Again(Error::Unreadable { .. })), _)) => {
                self.turnstile.failed(passed).await;
            }
            Ok((_, reply)) => {
                let asked = retry::retry_after(&reply.headers, clock::now());
                let status = reply.status.as_u16();
                self.turnstile.answered(passed, status, asked).await;
            }
            Err(http::Error::Setup { .. } | http::Error::CaFile { .. }) => {}
            Err(_) => self.turnstile.failed(passed).await,
        }
    }

    async fn read(&self, ask: &impl Ask, reply: &mut Reply) -> Result<Page, Verdict> {
        if retry::is_transient(reply.status) {
            return Err(Verdict::Again(Error::Unavailable {
                host: self.host(),
                status: reply.status.as_u16(),
                attempts: 0,
                retry_after: None,
                request_id: reply.request_id(),
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
        ask.read(reply).await
    }

    fn count(&self, bytes: usize) {
        let mut traffic = self.traffic.get();
        traffic.requests += 1;
        traffic.bytes += bytes as u64;
        self.traffic.set(traffic);
    }
}

/// A long wait is said: a run that sleeps must not look like one that hangs.
fn pause(wait: Duration, reason: &str) -> Duration {
    let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
    match wait >= LONG_WAIT {
        true => warn!(
            wait_ms,
            reason, "waiting before the page is asked for again"
        ),
        false => debug!(wait_ms, reason, "page to be asked for again"),
    }
    wait
}

fn signed(mut request: Request, credential: &Credential) -> Result<Request, Error> {
    let headers = request.headers_mut();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    let bearer = format!("Bearer {}", credential.token.expose_secret());
    let mut bearer = HeaderValue::from_str(&bearer).map_err(|_| Error::UnfitToken)?;
    bearer.set_sensitive(true);
    headers.insert(AUTHORIZATION, bearer);
    Ok(request)
}
