//! The client: built on first use, because reading the system's roots takes ten milliseconds
//! that `token print` does not have. Answers are read whole, up to a limit.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Certificate, Proxy, Request, StatusCode, redirect};
use url::Url;

use super::error::{Error, innermost};
use super::text::one_line;
use crate::config::is_loopback;
use crate::fsio;

const CONNECT_LIMIT: Duration = Duration::from_secs(10);
/// How many of the longest silences a whole long answer may take.
const LONG_ANSWER: u32 = 4;
/// An idle connection is not used again after this: servers close theirs after five seconds and more, and a
/// request on a connection that is being closed is lost without a word of what became of it.
const IDLE_LIMIT: Duration = Duration::from_secs(2);

/// How to reach the outside.
#[derive(Clone, Debug)]
pub struct Options {
    /// For a whole exchange, connection and body included; in a long answer, for each silence.
    pub timeout: Duration,
    /// Else `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` decide, but for this machine itself.
    pub proxy: Option<Url>,
    /// PEM certificates that are trusted besides the system's.
    pub ca_file: Option<PathBuf>,
}

/// A lazily built client; share one per process.
pub struct Client {
    options: Options,
    built: OnceLock<reqwest::Client>,
    /// For this machine itself: a proxy of the environment cannot reach it, and many do not exempt it.
    loopback: OnceLock<reqwest::Client>,
}

/// An answer, read to its end.
pub struct Reply {
    /// The status, whatever it is: only a broken exchange is an error.
    pub status: StatusCode,
    /// All headers.
    pub headers: HeaderMap,
    /// The body, decompressed.
    pub body: Vec<u8>,
}

impl Reply {
    /// The server's id of the request, under the names in use.
    pub fn request_id(&self) -> Option<String> {
        let names = ["request-id", "x-ms-request-id", "x-request-id"];
        names
            .iter()
            .find_map(|name| self.header(name))
            .map(one_line)
    }

    /// A header as text, where it is there and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl Client {
    /// Builds nothing yet.
    pub fn new(options: Options) -> Self {
        Self {
            options,
            built: OnceLock::new(),
            loopback: OnceLock::new(),
        }
    }

    /// The longest that one exchange by [`send`](Self::send) takes.
    pub fn limit(&self) -> Duration {
        self.options.timeout
    }

    /// Sends `request` and reads at most `max_bytes` of its answer. Redirects are not followed.
    pub async fn send(&self, request: Request, max_bytes: usize) -> Result<Reply, Error> {
        self.exchange(request, max_bytes, Duration::MAX).await
    }

    /// As [`send`](Self::send) for an answer that may be long: the time limit holds for the first byte and for each
    /// silence after it, and the whole may take four times that.
    pub async fn fetch(&self, mut request: Request, max_bytes: usize) -> Result<Reply, Error> {
        let host = authority(request.url());
        let silence = self.options.timeout;
        let limit = silence.saturating_mul(LONG_ANSWER);
        // The library's own limit would not say which one it was.
        *request.timeout_mut() = Some(limit.saturating_mul(2));
        let exchange = self.exchange(request, max_bytes, silence);
        let ended = tokio::time::timeout(limit, exchange).await;
        ended.unwrap_or(Err(Error::TooSlow { host, limit }))
    }

    /// As [`send`](Self::send) for an answer that takes long to make: within `limit`, whatever the usual one.
    pub async fn send_within(
        &self,
        mut request: Request,
        max_bytes: usize,
        limit: Duration,
    ) -> Result<Reply, Error> {
        // The library's own limit would not say which one it was.
        *request.timeout_mut() = Some(limit.saturating_mul(2));
        self.exchange(request, max_bytes, limit).await
    }

    async fn exchange(
        &self,
        request: Request,
        max_bytes: usize,
        silence: Duration,
    ) -> Result<Reply, Error> {
        let host = authority(request.url());
        let limit = self.options.timeout;
        let client = self.client(request.url())?;
        let broken = |error: reqwest::Error| {
            Error::from_reqwest(&error, host.clone(), limit, CONNECT_LIMIT.min(limit))
        };
        let answer = tokio::time::timeout(silence, client.execute(request)).await;
        let answer = answer.map_err(|_| Error::Timeout {
            host: host.clone(),
            limit: silence,
        })?;
        let mut response = answer.map_err(broken)?;
        let (status, headers) = (response.status(), response.headers().clone());
        // Grown by itself it would be up to twice as large as the answer.
        let length = response.content_length().unwrap_or_default();
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let mut body = Vec::with_capacity(length.min(max_bytes));
        loop {
            let chunk = tokio::time::timeout(silence, response.chunk()).await;
            let chunk = chunk.map_err(|_| Error::Stalled {
                host: host.clone(),
                limit: silence,
            })?;
            let Some(chunk) = chunk.map_err(broken)? else {
                break;
            };
            if body.len() + chunk.len() > max_bytes {
                return Err(Error::TooLarge {
                    host,
                    limit: max_bytes,
                });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Reply {
            status,
            headers,
            body,
        })
    }

    fn client(&self, url: &Url) -> Result<&reqwest::Client, Error> {
        let direct = is_loopback(url);
        let place = match direct {
            true => &self.loopback,
            false => &self.built,
        };
        if let Some(client) = place.get() {
            return Ok(client);
        }
        let client = build(&self.options, direct)?;
        Ok(place.get_or_init(|| client))
    }
}

/// `direct` passes over the environment's proxies; one that is configured is always used.
fn build(options: &Options, direct: bool) -> Result<reqwest::Client, Error> {
    let setup = |error: reqwest::Error| Error::Setup {
        reason: innermost(&error),
    };
    let mut builder = reqwest::Client::builder()
        .user_agent(concat!("jeton/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .connect_timeout(CONNECT_LIMIT)
        .pool_idle_timeout(IDLE_LIMIT)
        .timeout(options.timeout);
    if direct {
        builder = builder.no_proxy();
    }
    if let Some(proxy) = &options.proxy {
        builder = builder.proxy(Proxy::all(proxy.clone()).map_err(setup)?);
    }
    if let Some(path) = &options.ca_file {
        let unusable = |reason: String| Error::CaFile {
            path: path.display().to_string(),
            reason,
        };
        let pem = std::fs::read(path).map_err(|error| unusable(fsio::reason(&error)))?;
        let certificates =
            Certificate::from_pem_bundle(&pem).map_err(|error| unusable(innermost(&error)))?;
        if certificates.is_empty() {
            return Err(unusable("it holds no PEM certificate".to_owned()));
        }
        builder = builder.tls_certs_merge(certificates);
    }
    builder.build().map_err(setup)
}

/// `host` or `host:port`, the part of a URL that may be shown.
fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or("?");
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}
