//! The token endpoint: client credentials (RFC 6749, section 4.4), few times an hour. Every request counts, whatever
//! becomes of it.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::clock;
use crate::config::Rate;
use crate::sandbox::Shared;
use crate::sandbox::identity::{Form, basic, opaque};
use crate::sandbox::limits::Limits;

/// The only client of the order API.
pub const CLIENT_ID: &str = "orders-client";
/// What it is known by.
pub const CLIENT_SECRET: &str = "orders-secret";

/// What was given out, and how often it was asked for.
pub(in crate::sandbox) struct Desk {
    quota: Limits,
    life: Duration,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// When each token ends.
    tokens: HashMap<String, Instant>,
    /// By how much tokens are older than their time here.
    aged: Duration,
    requests: u64,
    violations: u64,
}

impl Desk {
    pub(in super::super) fn new(life: Duration, quota: Rate) -> Desk {
        Desk {
            quota: Limits::new([quota].into_iter().collect()),
            life,
            kept: Mutex::default(),
        }
    }

    pub(super) fn admits(&self, token: &str) -> bool {
        let kept = self.kept();
        let ends = kept.tokens.get(token);
        ends.is_some_and(|ends| *ends > clock::monotonic() + kept.aged)
    }

    /// Has every token that was given out grow older, as its holder's clock may have been moved.
    pub(in super::super) fn age(&self, time: Duration) {
        self.kept().aged += time;
    }

    /// Ends every token that was given out.
    pub(in super::super) fn revoke(&self) {
        self.kept().tokens.clear();
    }

    /// How often a token was asked for, and how often beyond the quota.
    pub(in super::super) fn counts(&self) -> (u64, u64) {
        let kept = self.kept();
        (kept.requests, kept.violations)
    }

    /// Counts a request; beyond the quota it is told how long to wait. `ahead` is what time was moved.
    fn admit(&self, ahead: Duration) -> Result<(), Duration> {
        let admitted = self.quota.admit(clock::monotonic() + ahead);
        let mut kept = self.kept();
        kept.requests += 1;
        kept.violations += u64::from(admitted.is_err());
        admitted
    }

    /// A new token. Its life is not shortened by time that was moved, unless that is asked for: its holder's clock was
    /// not.
    fn give(&self) -> String {
        let token = opaque();
        let mut kept = self.kept();
        let ends = clock::monotonic() + kept.aged + self.life;
        kept.tokens.insert(token.clone(), ends);
        token
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) async fn token(
    State(sandbox): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let desk = &sandbox.orders.desk;
    if let Err(wait) = desk.admit(sandbox.marketplaces.ahead()) {
        let seconds = wait.as_millis().div_ceil(1000).to_string();
        let says = problem(
            "too_many_requests",
            "The quota of token requests is used up.",
        );
        let headers = [(header::RETRY_AFTER, seconds)];
        return (StatusCode::TOO_MANY_REQUESTS, headers, says).into_response();
    }
    let Ok(form) = Form::parse(&headers, &body) else {
        let says = problem("invalid_request", "The form cannot be read.");
        return (StatusCode::BAD_REQUEST, says).into_response();
    };
    if !is_client(&headers, &form) {
        let says = problem("invalid_client", "The client or its secret is wrong.");
        let headers = [(header::WWW_AUTHENTICATE, "Basic realm=\"orders\"")];
        return (StatusCode::UNAUTHORIZED, headers, says).into_response();
    }
    if form.get("grant_type") != Some("client_credentials") {
        let says = problem("unsupported_grant_type", "Only client_credentials is.");
        return (StatusCode::BAD_REQUEST, says).into_response();
    }
    let body = json!({"access_token": desk.give(), "token_type": "Bearer",
        "expires_in": desk.life.as_secs()});
    ([(header::CACHE_CONTROL, "no-store")], axum::Json(body)).into_response()
}

fn is_client(headers: &HeaderMap, form: &Form) -> bool {
    match basic(headers) {
        Some(pair) => {
            pair.is_some_and(|(id, secret)| (&*id, &*secret) == (CLIENT_ID, CLIENT_SECRET))
        }
        None => {
            let told = (form.get("client_id"), form.get("client_secret"));
            told == (Some(CLIENT_ID), Some(CLIENT_SECRET))
        }
    }
}

fn problem(error: &str, says: &str) -> axum::Json<Value> {
    axum::Json(json!({"error": error, "error_description": says}))
}
