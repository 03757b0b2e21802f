//! One request for a page and what could be read of its answer. Whether it is sent again is decided by its caller.

use std::ops::Range;

use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderName, HeaderValue};
use reqwest::{Method, Request};
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::value::RawValue;
use tracing::{Instrument, Span, debug};
use uuid::Uuid;

use super::problem::Problem;
use super::{Error, LONGEST_WAIT, Referrals, next_link};
use crate::clock;
use crate::coordination::{Halt, Passed};
use crate::http::{self, Bearer, Credential, Reply, retry};
use crate::observability::{answered, failed, request_span};
use crate::upstream::{Page, page};

/// A page of 100 referrals is about 150 KiB; a hundred times that is not a page.
const LARGEST_PAGE: usize = 16 << 20;

/// What could be read of an answer, and the answer.
pub(super) type Read = Result<(Result<Page, Verdict>, Reply), http::Error>;

/// A request that was sent, in the span that names it.
pub(super) struct Exchange {
    pub(super) span: Span,
    pub(super) read: Read,
}

/// What an answer that is no page means for the loop.
pub(super) enum Verdict {
    Again(Error),
    Final(Error),
}

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

/// A page's text and where in it the records are.
struct Listed {
    text: String,
    records: Vec<Range<usize>>,
    next_link: Option<String>,
    count: Option<u64>,
}

impl Listed {
    /// What the body holds, or what it does not.
    fn read(body: Vec<u8>) -> Result<Self, &'static str> {
        let text = String::from_utf8(body).map_err(|_| "no JSON")?;
        let envelope: Envelope<'_> =
            serde_json::from_str(&text).map_err(|error| match error.classify() {
                serde_json::error::Category::Data => "no list of values",
                _ => "no JSON",
            })?;
        let records = envelope.value.iter();
        Ok(Self {
            records: records.map(|record| page::place(&text, record)).collect(),
            next_link: envelope.next_link,
            count: envelope.count.and_then(|count| count.get().parse().ok()),
            text,
        })
    }
}

impl<B: Bearer> Referrals<'_, B> {
    /// One request and what could be read of its answer; none when a stop is asked for.
    pub(super) async fn exchange(
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
        let read = match sent {
            Ok(mut reply) => Ok((self.read(&mut reply).await, reply)),
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

    async fn read(&self, reply: &mut Reply) -> Result<Page, Verdict> {
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
        let body = std::mem::take(&mut reply.body);
        // Beside the reading of records, which is as much work again.
        let listed = tokio::task::spawn_blocking(move || Listed::read(body)).await;
        let listed = match listed {
            Ok(listed) => listed,
            Err(ended) => match ended.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err("no JSON, and nobody to read it"),
            },
        };
        // A page of a proxy or firewall with status 200 may be gone the next time.
        let listed = listed.map_err(|what| {
            Verdict::Again(Error::Unreadable {
                host: self.host(),
                what: what.to_owned(),
                request_id: reply.request_id(),
            })
        })?;
        let next = listed.next_link.filter(|link| !link.is_empty());
        let next = next
            .map(|link| next_link::query(&link, &self.list))
            .transpose()
            .map_err(Verdict::Again)?;
        let mut page = Page::new(listed.text, listed.records, next);
        page.count = listed.count;
        Ok(page)
    }

    fn count(&self, bytes: usize) {
        let mut traffic = self.traffic.get();
        traffic.requests += 1;
        traffic.bytes += bytes as u64;
        self.traffic.set(traffic);
    }
}
