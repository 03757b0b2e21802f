//! Microsoft Partner Center, the referrals list: pages, next links, errors.
//!
//! Facts: the API's pages `get-a-list-of-referrals`, `headers` and `error-codes`. What a record means
//! is `sync::referrals`'s business; records leave here as they came.

mod changes;
mod error;
mod next_link;
mod problem;

use std::cell::Cell;
use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderName, HeaderValue};
use reqwest::{Method, Request, StatusCode};
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::value::RawValue;
use tracing::{Instrument, Span, debug, warn};
use url::Url;
use uuid::Uuid;

use super::{Page, page};
use crate::clock;
use crate::coordination::{Halt, Passed, Turnstile};
use crate::http::{self, Bearer, Credential, Reply, Traffic, retry};
use crate::observability::{answered, failed, request_span};
use problem::Problem;

pub use error::Error;

/// A page of 100 referrals is about 150 KiB; a hundred times that is not a page.
const LARGEST_PAGE: usize = 16 << 20;
/// A wait that is longer than this is not sat out: the next run goes on.
const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// From here on a wait is worth a line in the log.
const LONG_WAIT: Duration = Duration::from_secs(5);

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    value: Vec<&'a RawValue>,
    #[serde(rename = "@odata.nextLink")]
    next_link: Option<String>,
    /// A number where it is there; what else it may be is not documented.
    #[serde(rename = "@odata.count", default, borrow)]
    count: Option<&'a RawValue>,
}

/// The list of referrals that the signed-in person may see.
pub struct Referrals<'a, B> {
    http: &'a http::Client,
    bearer: &'a B,
    list: Url,
    page_size: Option<u32>,
    turnstile: Turnstile,
    retry: retry::Policy,
    traffic: Cell<Traffic>,
}

impl<'a, B: Bearer> Referrals<'a, B> {
    /// `base_url` ends before `/referrals`. `page_size` is a wish (`Prefer: odata.maxpagesize`), as
    /// `$top` would cap the total. Every request passes `turnstile`.
    pub fn new(
        http: &'a http::Client,
        bearer: &'a B,
        base_url: &Url,
        page_size: Option<u32>,
        turnstile: Turnstile,
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
            turnstile,
            retry: retry::Policy::default(),
            traffic: Cell::default(),
        }
    }

    /// What was sent, had and waited for since it was made.
    pub fn traffic(&self) -> Traffic {
        self.traffic.get()
    }

    /// The page at `cursor`, the first one for `None`, of what changed at or after `since`; no page when a stop is
    /// asked for.
    pub async fn page(
        &self,
        since: Option<&str>,
        cursor: Option<&str>,
        halt: &Halt,
    ) -> Result<Option<Page>, Error> {
        let Some(since) = since else {
            return self.at(cursor, halt).await;
        };
        let newest_first = match cursor {
            None => match self.at(Some(&changes::filter(since)), halt).await {
                // How a time is written in a filter is documented nowhere.
                Err(Error::Refused { status: 400, .. }) => changes::NEWEST_FIRST,
                page => return page,
            },
            Some(cursor) => match changes::newest_first(cursor) {
                Some(query) => query,
                None => return self.at(Some(cursor), halt).await,
            },
        };
        let page = self.at(Some(newest_first), halt).await?;
        Ok(page.map(|page| changes::until(page, since)))
    }

    /// The page of this query, the whole list's first one for `None`; no page when a stop is asked for. Transient
    /// failures are ridden out; one 401 renews the token. A renewal is always let end: its answer may be the only
    /// copy of a refresh token.
    async fn at(&self, query: Option<&str>, halt: &Halt) -> Result<Option<Page>, Error> {
        let mut attempt = 0;
        let mut refused: Option<String> = None;
        while !halt.is_asked() {
            // Before a token is renewed for a request that may not be sent.
            let waiting = clock::monotonic();
            if !self.turnstile.ready(halt, LONGEST_WAIT).await? {
                break;
            }
            self.count_wait(waiting.elapsed());
            let credential = match self.bearer.credential().await {
                // It waited for another process's renewal, and was asked to stop.
                Err(_) if halt.is_asked() => break,
                credential => credential?,
            };
            let Some(exchange) = self.exchange(query, &credential, halt).await? else {
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

    /// One request and what could be read of its answer; none when a stop is asked for.
    async fn exchange(
        &self,
        query: Option<&str>,
        credential: &Credential,
        halt: &Halt,
    ) -> Result<Option<Exchange>, Error> {
        let id = Uuid::new_v4().to_string();
        let request = self.request(query, credential, &id)?;
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
        let read = sent.map(|mut reply| (self.read(&mut reply), reply));
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

    fn request(
        &self,
        query: Option<&str>,
        credential: &Credential,
        id: &str,
    ) -> Result<Request, Error> {
        let mut url = self.list.clone();
        url.set_query(query);
        let mut request = Request::new(Method::GET, url);
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let bearer = format!("Bearer {}", credential.token.expose_secret());
        let mut bearer = HeaderValue::from_str(&bearer).map_err(|_| Error::UnfitToken)?;
        bearer.set_sensitive(true);
        headers.insert(AUTHORIZATION, bearer);
        for name in ["client-request-id", "ms-correlationid"] {
            if let Ok(value) = HeaderValue::from_str(id) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
        if let Some(size) = self.page_size
            && let Ok(value) = HeaderValue::from_str(&format!("odata.maxpagesize={size}"))
        {
            headers.insert(HeaderName::from_static("prefer"), value);
        }
        Ok(request)
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

    fn read(&self, reply: &mut Reply) -> Result<Page, Verdict> {
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
        // A page of a proxy or firewall with status 200 may be gone the next time.
        let request_id = reply.request_id();
        let body = std::mem::take(&mut reply.body);
        let unreadable = |what: &str| {
            Verdict::Again(Error::Unreadable {
                host: self.host(),
                what: what.to_owned(),
                request_id: request_id.clone(),
            })
        };
        let text = String::from_utf8(body).map_err(|_| unreadable("no JSON"))?;
        let envelope: Envelope<'_> = serde_json::from_str(&text).map_err(|error| {
            unreadable(match error.classify() {
                serde_json::error::Category::Data => "no list of values",
                _ => "no JSON",
            })
        })?;
        let next = envelope.next_link.filter(|link| !link.is_empty());
        let next = next
            .map(|link| next_link::query(&link, &self.list))
            .transpose()
            .map_err(Verdict::Again)?;
        let count = envelope.count.and_then(|count| count.get().parse().ok());
        let records = envelope.value.iter();
        let records = records.map(|record| page::place(&text, record)).collect();
        let mut page = Page::new(text, records, next);
        page.count = count;
        Ok(page)
    }

    fn count(&self, bytes: usize) {
        let mut traffic = self.traffic.get();
        traffic.requests += 1;
        traffic.bytes += bytes as u64;
        self.traffic.set(traffic);
    }

    fn count_wait(&self, wait: Duration) {
        let mut traffic = self.traffic.get();
        traffic.waited_ms += u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        self.traffic.set(traffic);
    }

    fn host(&self) -> String {
        self.list.authority().to_owned()
    }

    /// How many referrals the API says there are; none when a stop is asked for. To be asked with the smallest page.
    pub async fn total(&self, halt: &Halt) -> Result<Option<Total>, Error> {
        let page = match self.at(Some("$count=true"), halt).await {
            // An option that is documented in one place only.
            Err(Error::Refused { status: 400, .. }) => return Ok(Some(Total::Unsaid)),
            page => page?,
        };
        Ok(page.map(|page| match page.count {
            None => Total::Unsaid,
            // As in the vendor's own examples: more pages, and a count that is this one's.
            Some(count) if page.next.is_some() && count <= page.records().len() as u64 => {
                Total::OfPage(count)
            }
            Some(count) => Total::Said(count),
        }))
    }
}

/// What an upstream says of its own count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// A number that may be the total.
    Said(u64),
    /// A number that is a page's.
    OfPage(u64),
    /// Nothing.
    Unsaid,
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

/// What could be read of an answer, and the answer.
type Read = Result<(Result<Page, Verdict>, Reply), http::Error>;

/// A request that was sent, in the span that names it.
struct Exchange {
    span: Span,
    read: Read,
}

/// What an answer that is no page means for the loop.
enum Verdict {
    Again(Error),
    Final(Error),
}
