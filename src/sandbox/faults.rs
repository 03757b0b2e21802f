//! Faults to order: what can go wrong, how often, where; the dice; and the broken answers themselves.
//! The dice follow seed and request number, so a run can be repeated and a retry is never doomed.

use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::http::{StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::{Value, json};

use super::dice::mix;
use super::wire::{Break, Wire};
use super::{journal, marketplaces};
use crate::clock;

const PAGE: &str = "<!doctype html><html lang=\"en\"><title>Please wait</title>\
<body><h1>We will be right back</h1><p>The service is being moved.</p></body></html>";

const STALL: Duration = Duration::from_secs(60);
const SLOW: Duration = Duration::from_secs(2);

/// A host that is nobody's (RFC 2606).
const FOREIGN: &str = "https://elsewhere.invalid";
/// What stands before the link, which is a page's last field, and where it leads.
const NEXT_LINK: (&str, &str) = ("\"@odata.nextLink\":\"", "/v1.0/referrals");
/// The same in the order API.
const NEXT: (&str, &str) = ("\"next\":\"", ORDERS);
/// The order API's list.
const ORDERS: &str = "/orders-api/orders";

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// 401, though the token is good.
    Unauthorized,
    /// 429; Retry-After is one second, as a number and as a date by turns.
    TooManyRequests,
    /// 500 with an error document.
    ServerError,
    /// 502 with a page of HTML.
    BadGateway,
    /// 503 with Retry-After.
    Unavailable,
    /// 200 with a page of HTML.
    Html,
    /// The connection ends in the middle of the body.
    Truncate,
    /// The connection is reset, before the answer or in the middle of it.
    Reset,
    /// The body stops for a minute.
    Stall,
    /// The body stops for two seconds.
    Slow,
    /// The link to the next page leads to this one.
    Repeat,
    /// The link to the next page leads to another host.
    Foreign,
    /// 502 with a page of HTML, though the request was carried out.
    Lost,
}

const NAMES: [(&str, FaultKind); 13] = [
    ("401", FaultKind::Unauthorized),
    ("429", FaultKind::TooManyRequests),
    ("500", FaultKind::ServerError),
    ("502", FaultKind::BadGateway),
    ("503", FaultKind::Unavailable),
    ("html", FaultKind::Html),
    ("truncate", FaultKind::Truncate),
    ("reset", FaultKind::Reset),
    ("stall", FaultKind::Stall),
    ("slow", FaultKind::Slow),
    ("repeat", FaultKind::Repeat),
    ("foreign", FaultKind::Foreign),
    ("lost", FaultKind::Lost),
];

impl FaultKind {
    /// The name that `--fault` takes.
    pub fn name(self) -> &'static str {
        let found = NAMES.iter().find(|(_, kind)| *kind == self);
        found.map_or("", |(name, _)| name)
    }
}

/// Where it goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The upstreams' data.
    Api,
    /// The token endpoints of the authorization server.
    Token,
    /// The marketplaces, and the gateway before them.
    Market,
}

impl Target {
    /// The name that a fault is prefixed with.
    pub fn name(self) -> &'static str {
        match self {
            Target::Api => "api",
            Target::Token => "token",
            Target::Market => "market",
        }
    }
}

/// A fault to order: `429=5%`, `reset=0.01`, `token:503=10%`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// How often, from 0 to 1.
    pub rate: f64,
    /// Where.
    pub at: Target,
}

/// Why an order for a fault is not readable.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultError {
    /// There is no `=`.
    #[error("'{0}' has no rate: write it as 429=5%")]
    NoRate(String),
    /// The prefix before `:` is unknown.
    #[error("'{0}' can have no faults: use api, token or market")]
    Target(String),
    /// The kind is unknown.
    #[error(
        "no fault is called '{0}': use 401, 429, 500, 502, 503, html, truncate, reset, stall, slow, repeat, foreign or lost"
    )]
    Kind(String),
    /// The rate is no number from 0 to 1, or 0% to 100%.
    #[error("'{0}' is no rate: use 5% or 0.05")]
    Rate(String),
}

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Fault, FaultError> {
        let (what, rate) = text
            .split_once('=')
            .ok_or_else(|| FaultError::NoRate(text.to_owned()))?;
        let (at, kind) = match what.trim().split_once(':') {
            None => (Target::Api, what.trim()),
            Some(("api", kind)) => (Target::Api, kind),
            Some(("token", kind)) => (Target::Token, kind),
            Some(("market", kind)) => (Target::Market, kind),
            Some((other, _)) => return Err(FaultError::Target(other.to_owned())),
        };
        let (_, kind) = NAMES
            .into_iter()
            .find(|(name, _)| *name == kind)
            .ok_or_else(|| FaultError::Kind(kind.to_owned()))?;
        let rate = rate.trim();
        let number = match rate.strip_suffix('%') {
            Some(percent) => percent.trim().parse().map(|percent: f64| percent / 100.0),
            None => rate.parse(),
        };
        match number {
            Ok(number) if (0.0..=1.0).contains(&number) => Ok(Fault {
                kind,
                rate: number,
                at,
            }),
            _ => Err(FaultError::Rate(rate.to_owned())),
        }
    }
}

/// The faults in force and the count of requests they were rolled for.
pub(super) struct Faults {
    seed: u64,
    ordered: RwLock<Vec<Fault>>,
    /// Counted apart, so that the dice of one do not depend on the traffic of the other.
    api: AtomicU64,
    token: AtomicU64,
    market: AtomicU64,
    /// How often each kind came up, for the kinds that take two forms by turns.
    turns: [AtomicU64; NAMES.len()],
}

/// What the dice said for one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Roll {
    pub(super) kind: FaultKind,
    /// Whether it is the first of the two forms that some faults have.
    first_form: bool,
}

impl Faults {
    pub(super) fn new(seed: u64, ordered: Vec<Fault>) -> Faults {
        Faults {
            seed,
            ordered: RwLock::new(ordered),
            api: AtomicU64::new(0),
            token: AtomicU64::new(0),
            market: AtomicU64::new(0),
            turns: Default::default(),
        }
    }

    pub(super) fn replace(&self, ordered: Vec<Fault>) {
        *self.ordered.write().unwrap_or_else(PoisonError::into_inner) = ordered;
    }

    pub(super) fn roll(&self, at: Target) -> Option<Roll> {
        let (count, stream) = match at {
            Target::Api => (&self.api, 0xa1),
            Target::Token => (&self.token, 0x70),
            Target::Market => (&self.market, 0x3a),
        };
        let number = mix(self.seed ^ stream, count.fetch_add(1, Relaxed));
        // The upper 53 bits make a fraction that an f64 holds exactly.
        let mut dice = (number >> 11) as f64 / (1_u64 << 53) as f64;
        let ordered = self.ordered.read().unwrap_or_else(PoisonError::into_inner);
        for fault in ordered.iter().filter(|fault| fault.at == at) {
            if dice < fault.rate {
                let turn = self.turns[fault.kind as usize].fetch_add(1, Relaxed);
                return Some(Roll {
                    kind: fault.kind,
                    first_form: turn.is_multiple_of(2),
                });
            }
            dice -= fault.rate;
        }
        None
    }
}

/// The answer that a fault gives. `served` is the sound one, for the faults that break it on its way.
pub(super) async fn answer(
    roll: Roll,
    at: Target,
    wire: &Wire,
    asked: &Uri,
    served: impl Future<Output = Response>,
) -> Response {
    let path = asked.path();
    match roll.kind {
        FaultKind::Unauthorized => document(StatusCode::UNAUTHORIZED, at, path),
        FaultKind::TooManyRequests => {
            let after = match roll.first_form {
                true => "1".to_owned(),
                false => http_date(2),
            };
            let answer = document(StatusCode::TOO_MANY_REQUESTS, at, path);
            // No marketplace says in its documents that it has this header.
            let bare = at == Target::Market && journal::template(path) != marketplaces::SYNC;
            match bare && roll.first_form {
                true => answer,
                false => ([(header::RETRY_AFTER, after)], answer).into_response(),
            }
        }
        FaultKind::ServerError => document(StatusCode::INTERNAL_SERVER_ERROR, at, path),
        FaultKind::BadGateway => (StatusCode::BAD_GATEWAY, Html(PAGE)).into_response(),
        FaultKind::Unavailable => {
            let answer = document(StatusCode::SERVICE_UNAVAILABLE, at, path);
            ([(header::RETRY_AFTER, "1")], answer).into_response()
        }
        FaultKind::Html => Html(PAGE).into_response(),
        FaultKind::Reset if roll.first_form => {
            wire.break_now(Break::Reset);
            Body::empty().into_response()
        }
        FaultKind::Reset => broken(served.await, wire, Break::Reset),
        FaultKind::Truncate => broken(served.await, wire, Break::Close),
        FaultKind::Stall => broken(served.await, wire, Break::Stall(STALL)),
        FaultKind::Slow => broken(served.await, wire, Break::Stall(SLOW)),
        FaultKind::Repeat => match asked.query() {
            Some(query) => linked(served.await, path, "", query).await,
            None => served.await,
        },
        FaultKind::Foreign => linked(served.await, path, FOREIGN, "$skiptoken=1").await,
        FaultKind::Lost => {
            // Its answer is the one thing that does not get through.
            let _ = served.await;
            (StatusCode::BAD_GATEWAY, Html(PAGE)).into_response()
        }
    }
}

/// The same page with another link to the next one; the last page stays as it is.
async fn linked(answer: Response, path: &str, host: &str, query: &str) -> Response {
    let (mut head, body) = answer.into_parts();
    let (link, leads) = if path == ORDERS { NEXT } else { NEXT_LINK };
    let bytes = axum::body::to_bytes(body, usize::MAX).await;
    let text = String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
    let body = match text.split_once(link) {
        Some((before, _)) => format!("{before}{link}{host}{leads}?{query}\"}}"),
        None => text,
    };
    if head.headers.contains_key(header::LINK)
        && let Ok(next) = format!("<{host}{leads}?{query}>; rel=\"next\"").parse()
    {
        head.headers.insert(header::LINK, next);
    }
    head.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(head, Body::from(body))
}

/// The answer to a request of the API that is beyond a limit.
pub(super) fn too_many(wait: Duration) -> Response {
    let seconds = wait.as_millis().div_ceil(1000).to_string();
    let answer = document(StatusCode::TOO_MANY_REQUESTS, Target::Api, "");
    ([(header::RETRY_AFTER, seconds)], answer).into_response()
}

fn broken(answer: Response, wire: &Wire, how: Break) -> Response {
    let length = answer.body().size_hint().lower() as usize;
    wire.break_after(length / 2, how);
    answer
}

/// An error document in the words of whoever is asked.
fn document(status: StatusCode, at: Target, path: &str) -> Response {
    let code = status.as_u16();
    let body: Value = match (at, code) {
        (Target::Api, _) if path == ORDERS => {
            let says = status.canonical_reason().unwrap_or_default();
            json!({"error": says, "message": "A fault to order."})
        }
        (Target::Api, 429) => {
            json!({"statusCode": 429, "message": "Rate limit is exceeded. Try again in 1 seconds."})
        }
        (Target::Api, 401) => json!({"error": {
            "code": "unauthenticated", "message": "The token was refused.",
            "innerError": {"code": "unAuthorized", "message": "A fault to order."}}}),
        (Target::Api, 503) => {
            json!({"error": {"code": "serviceNotAvailable", "message": "The service is busy."}})
        }
        (Target::Api, _) => {
            json!({"error": {"code": "generalException", "message": "Something went wrong."}})
        }
        (Target::Market, _) => marketplaces::document(journal::template(path), status),
        (Target::Token, 401) => json!({"error": "invalid_client"}),
        (Target::Token, 500) => json!({"error": "server_error"}),
        (Target::Token, _) => json!({"error": "temporarily_unavailable",
            "error_description": "The server is busy."}),
    };
    (status, axum::Json(body)).into_response()
}

/// The form of `Retry-After` that is a date (RFC 9110, section 5.6.7).
fn http_date(seconds_ahead: i64) -> String {
    let at = clock::now().saturating_add(jiff::SignedDuration::from_secs(seconds_ahead));
    at.unwrap_or(jiff::Timestamp::MAX)
        .strftime("%a, %d %b %Y %H:%M:%S GMT")
        .to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn orders_are_read_as_people_write_them() {
        let read = |text: &str| text.parse::<Fault>().unwrap();
        let fault = |kind, rate, at| Fault { kind, rate, at };
        assert_eq!(
            read("429=5%"),
            fault(FaultKind::TooManyRequests, 0.05, Target::Api)
        );
        assert_eq!(
            read("503=0.02"),
            fault(FaultKind::Unavailable, 0.02, Target::Api)
        );
        assert_eq!(
            read(" token:reset = 100% "),
            fault(FaultKind::Reset, 1.0, Target::Token)
        );
        for (name, kind) in NAMES {
            assert_eq!(read(&format!("api:{name}=1")).kind.name(), kind.name());
        }
    }

    #[test]
    fn what_is_wrong_with_an_order_is_said() {
        let error = |text: &str| text.parse::<Fault>().unwrap_err();
        assert_eq!(error("429"), FaultError::NoRate("429".into()));
        assert_eq!(error("418=1%"), FaultError::Kind("418".into()));
        assert_eq!(error("db:429=1%"), FaultError::Target("db".into()));
        for rate in ["", "x", "101%", "-1%", "1.5", "nan"] {
            let text = format!("429={rate}");
            assert_eq!(error(&text), FaultError::Rate(rate.into()), "{text}");
        }
    }

    #[test]
    fn the_dice_repeat_with_the_seed_and_keep_the_rate() {
        let orders = ["429=5%", "reset=5%", "token:503=50%"];
        let faults = || Faults::new(9, orders.iter().map(|one| one.parse().unwrap()).collect());
        let (one, two) = (faults(), faults());
        let first: Vec<_> = (0..10_000).map(|_| one.roll(Target::Api)).collect();
        let again: Vec<_> = (0..10_000).map(|_| two.roll(Target::Api)).collect();
        assert_eq!(first, again);
        let hits = first.iter().flatten().count();
        assert!((800..1_200).contains(&hits), "{hits} of 10,000");
        let kinds: Vec<_> = first.iter().flatten().map(|roll| roll.kind).collect();
        assert!(kinds.contains(&FaultKind::TooManyRequests) && kinds.contains(&FaultKind::Reset));
        assert!(!kinds.contains(&FaultKind::Unavailable));
    }

    #[test]
    fn dates_are_http_dates() {
        let date = http_date(0);
        assert!(date.ends_with(" GMT") && date.len() == 29, "{date}");
    }
}
