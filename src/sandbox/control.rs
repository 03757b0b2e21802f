//! `/_sandbox/…`: what tests and demos order from the sandbox beside its upstreams' own faces.
//! These requests are not counted, delayed or failed.

use std::time::Duration;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Shared;
use super::faults::{Fault, FaultError};
use super::identity::Decision;

#[derive(Deserialize)]
struct Touch {
    count: u64,
}

#[derive(Deserialize)]
struct Code {
    user_code: String,
}

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/_sandbox/requests", get(requests))
        .route("/_sandbox/touch", post(touch))
        .route("/_sandbox/approve", post(approve))
        .route("/_sandbox/deny", post(deny))
        .route("/_sandbox/expire", post(expire))
        .route("/_sandbox/faults", post(faults))
}

async fn requests(State(sandbox): State<Shared>) -> axum::Json<Value> {
    axum::Json(sandbox.journal.report())
}

async fn touch(State(sandbox): State<Shared>, Query(touch): Query<Touch>) -> axum::Json<Value> {
    axum::Json(json!({"touched": sandbox.catalogue.touch(touch.count)}))
}

async fn approve(state: State<Shared>, code: Query<Code>) -> StatusCode {
    decide(state, code, Decision::Approve)
}

async fn deny(state: State<Shared>, code: Query<Code>) -> StatusCode {
    decide(state, code, Decision::Deny)
}

fn decide(State(sandbox): State<Shared>, Query(code): Query<Code>, how: Decision) -> StatusCode {
    match sandbox.identity.decide(&code.user_code, how) {
        true => StatusCode::NO_CONTENT,
        false => StatusCode::NOT_FOUND,
    }
}

async fn expire(State(sandbox): State<Shared>) -> StatusCode {
    sandbox.identity.expire_access();
    StatusCode::NO_CONTENT
}

/// One order per line, as `--fault` takes it; an empty body ends all faults.
async fn faults(State(sandbox): State<Shared>, body: String) -> Response {
    let ordered: Result<Vec<Fault>, FaultError> = body
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::parse)
        .collect();
    match ordered {
        Ok(ordered) => {
            sandbox.faults.replace(ordered);
            StatusCode::NO_CONTENT.into_response()
        }
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()).into_response(),
    }
}

/// `?time=5m`: by how much something is moved.
#[derive(Deserialize)]
pub(super) struct Lapse {
    time: SignedDuration,
}

impl Lapse {
    /// Nothing is moved back: 400.
    pub(super) fn length(&self) -> Result<Duration, StatusCode> {
        Duration::try_from(self.time).map_err(|_| StatusCode::BAD_REQUEST)
    }
}
