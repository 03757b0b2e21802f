//! Microsoft Partner Center, the referrals list: pages, next links, errors.
//!
//! Facts: the API's pages `get-a-list-of-referrals`, `headers` and `error-codes`. What a record means
//! is `sync::referrals`'s business; records leave here as they came.

mod changes;
mod error;
mod exchange;
mod next_link;
mod problem;
mod total;

use std::cell::Cell;
use std::time::Duration;

use reqwest::StatusCode;
use tracing::{Instrument, debug, warn};
use url::Url;

use super::Page;
use crate::clock;
use crate::coordination::{Halt, Turnstile};
use crate::http::{self, Bearer, Credential, Reply, Traffic, retry};
use exchange::Verdict;
use problem::Problem;

pub use error::Error;
pub use total::Total;

/// Records of a page where no other size is asked for.
pub const PAGE_SIZE: u32 = 100;

/// A wait that is longer than this is not sat out: the next run goes on.
const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// From here on a wait is worth a line in the log.
const LONG_WAIT: Duration = Duration::from_secs(5);

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
        match (since, cursor) {
            (None, _) => self.at(cursor, halt).await,
            (Some(since), None) => self.first_of_changes(since, halt).await,
            (Some(since), Some(cursor)) => match changes::newest_first(cursor) {
                Some(query) => {
                    let page = self.at(Some(query), halt).await?;
                    Ok(page.map(|page| changes::until(page, since)))
                }
                None => self.at(Some(cursor), halt).await,
            },
        }
    }

    /// By the filter; how a time is written in one is documented nowhere. Where it is refused newest first, and where
    /// that is refused too, all there is.
    async fn first_of_changes(&self, since: &str, halt: &Halt) -> Result<Option<Page>, Error> {
        match self.at(Some(&changes::filter(since)), halt).await {
            Err(Error::Refused { status: 400, .. }) => {
                warn!("the API refused to filter by time, asking for what changed last");
            }
            page => return page,
        }
        match self.at(Some(changes::NEWEST_FIRST), halt).await {
            Err(Error::Refused { status: 400, .. }) => {
                warn!("the API refused to sort by time too, going over all records");
                self.at(None, halt).await
            }
            page => Ok(page?.map(|page| changes::until(page, since))),
        }
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
        warn!(
            code = problem.code,
            request_id = problem.request_id,
            "token refused, renewing it"
        );
        self.bearer.refused(&credential.fingerprint).await?;
        Ok(credential.fingerprint)
    }

    fn count_wait(&self, wait: Duration) {
        let mut traffic = self.traffic.get();
        traffic.waited_ms += u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        self.traffic.set(traffic);
    }

    fn host(&self) -> String {
        self.list.authority().to_owned()
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
