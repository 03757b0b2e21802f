//! An existing gateway that syncs products in our place: one request for a tenant and a marketplace, answered when all of
//! it is done. It is asked once: what it was told it goes on with, also where its answer is lost.

mod error;

use std::pin::pin;
use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Method, Request, StatusCode};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use tracing::{debug, warn};
use url::Url;

use crate::clock;
use crate::coordination::{Halt, Turnstile};
use crate::http::{self, Bearer, Credential, Reply, retry};

pub use error::Error;

/// A hundred thousand reasons.
const LARGEST: usize = 64 << 20;
/// The longest that is waited for a turn, or because the gateway asks for it.
const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// Requests in all that are answered with "too many".
const MOST_TRIES: u32 = 6;

/// The way to the gateway, for one tenant.
pub struct Gateway<'a, B> {
    pub http: &'a http::Client,
    pub bearer: &'a B,
    pub url: &'a Url,
    /// How long a sync may take there.
    pub timeout: Duration,
    pub turnstile: Turnstile,
    pub tenant_id: &'a str,
}

/// What is asked for.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Order<'a> {
    /// In any letter case.
    pub marketplace: &'a str,
    /// None for all that are active.
    pub product_ids: Option<&'a [String]>,
}

/// What became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Synced {
    pub synced_count: u64,
    pub failed_count: u64,
    #[serde(default)]
    pub errors: Vec<String>,
}

impl<B: Bearer> Gateway<'_, B> {
    /// Has the products synced; nothing when a stop is asked for before it was asked.
    pub async fn sync(&self, order: &Order<'_>, halt: &Halt) -> Result<Option<Synced>, Error> {
        let mut refused = false;
        for attempt in 1.. {
            if !self.turnstile.ready(halt, LONGEST_WAIT).await? {
                return Ok(None);
            }
            let credential = self.bearer.credential().await?;
            let request = self.request(order, &credential)?;
            let Some(passed) = self.turnstile.pass(halt, LONGEST_WAIT).await? else {
                return Ok(None);
            };
            let reply = match self.answered(request, halt).await {
                Ok(reply) => reply,
                Err(source) => {
                    if source.is_transient() {
                        self.turnstile.failed(passed).await;
                    }
                    return Err(Error::Http(source));
                }
            };
            let status = reply.status.as_u16();
            debug!(status, "gateway answered");
            let asked = wait_asked(&reply);
            self.turnstile.answered(passed, status, asked).await;
            match reply.status {
                StatusCode::UNAUTHORIZED if !refused => {
                    warn!("the gateway refused the token, renewing it");
                    self.bearer.refused(&credential.fingerprint).await?;
                    refused = true;
                }
                StatusCode::TOO_MANY_REQUESTS if attempt < MOST_TRIES => {
                    let wait = asked.unwrap_or(Duration::from_secs(60));
                    if wait > LONGEST_WAIT {
                        return Err(Error::Throttled { wait });
                    }
                    warn!(wait_s = wait.as_secs(), "the gateway asks to wait");
                    let pause = halt.unless_asked(tokio::time::sleep(wait));
                    if pause.await.is_none() {
                        return Ok(None);
                    }
                }
                _ => return read(&reply, asked).map(Some),
            }
        }
        Ok(None)
    }

    /// What has been asked for is waited for also when a stop is asked for: the gateway goes on with it all the same.
    async fn answered(&self, request: Request, halt: &Halt) -> Result<Reply, http::Error> {
        let mut answer = pin!(self.http.send_within(request, LARGEST, self.timeout));
        match halt.unless_asked(&mut answer).await {
            Some(answer) => answer,
            None => {
                warn!(
                    "the gateway is at work already, waiting for its answer; a second signal leaves it alone with it"
                );
                answer.await
            }
        }
    }

    fn request(&self, order: &Order<'_>, credential: &Credential) -> Result<Request, Error> {
        let mut url = self.url.clone();
        if let Ok(mut parts) = url.path_segments_mut() {
            let path = ["api", "marketplace", "sync", "products"];
            parts.pop_if_empty().extend(path);
        }
        let mut request = Request::new(Method::POST, url);
        let bearer = format!("Bearer {}", credential.token.expose_secret());
        let mut bearer = HeaderValue::from_str(&bearer).map_err(|_| Error::UnfitToken)?;
        bearer.set_sensitive(true);
        let tenant = HeaderValue::from_str(self.tenant_id).map_err(|_| Error::UnfitToken)?;
        let json = HeaderValue::from_static("application/json");
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, bearer);
        headers.insert(HeaderName::from_static("x-tenant-id"), tenant);
        headers.insert(ACCEPT, json.clone());
        headers.insert(CONTENT_TYPE, json);
        // Texts and lists of them: there is nothing in them that JSON has no words for.
        let body = serde_json::to_vec(order).unwrap_or_default();
        *request.body_mut() = Some(body.into());
        Ok(request)
    }
}

/// By the header, else by the body.
fn wait_asked(reply: &Reply) -> Option<Duration> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Asked {
        retry_after: u64,
    }
    let by_body = || {
        let asked: Asked = serde_json::from_slice(&reply.body).ok()?;
        Some(Duration::from_secs(asked.retry_after)).filter(|wait| !wait.is_zero())
    };
    retry::retry_after(&reply.headers, clock::now()).or_else(by_body)
}

fn read(reply: &Reply, asked: Option<Duration>) -> Result<Synced, Error> {
    if reply.status.is_success() {
        return serde_json::from_slice(&reply.body).map_err(|_| Error::Unreadable);
    }
    if reply.status == StatusCode::TOO_MANY_REQUESTS {
        let wait = asked.unwrap_or(Duration::from_secs(60));
        return Err(Error::Throttled { wait });
    }
    Err(Error::refused(reply))
}
