//! What every request passes on its way in and out: limits, latency, the dice of faults, the journal, the request id.
//! Routes know none of it.

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::faults::{self, FaultKind, Target};
use super::wire::Wire;
use super::{Shared, journal, marketplaces};
use crate::clock;

/// Larger token requests than this are not ones.
const LARGEST_FORM: usize = 64 * 1024;

pub(super) async fn observe(
    State(sandbox): State<Shared>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    request: Request,
    next: Next,
) -> Response {
    let asked = request.uri().clone();
    let path = asked.path().to_owned();
    if path.starts_with("/_sandbox/") {
        return next.run(request).await;
    }
    let target = journal::target(&path);
    let method = request.method().clone();
    let correlation = request.headers().get("client-request-id").cloned();
    let (request, grant_type) = match target {
        Some(Target::Token) => match peek_grant_type(request).await {
            Ok(read) => read,
            Err(answer) => return *answer,
        },
        _ => (request, None),
    };
    if target == Some(Target::Api)
        && let Err(wait) = sandbox.limits.admit(clock::monotonic())
    {
        sandbox.journal.violated();
        let answer = faults::too_many(wait);
        let status = Some(answer.status());
        let journal = &sandbox.journal;
        journal.enter(method.as_str(), &path, grant_type, status, None);
        return answer;
    }
    // The gateway takes its time itself, with its tenant waiting.
    let quick = journal::template(&path) == marketplaces::SYNC || sandbox.latency.is_zero();
    if target.is_some() && !quick {
        tokio::time::sleep(sandbox.latency).await;
    }
    let roll = target.and_then(|at| Some((at, sandbox.faults.roll(at)?)));
    let mut answer = match roll {
        Some((at, roll)) => faults::answer(roll, at, &wire, &asked, next.run(request)).await,
        None => next.run(request).await,
    };
    let fault = roll.map(|(at, roll)| (at, roll.kind));
    let unanswered = matches!(fault, Some((_, FaultKind::Reset))) && wire.breaks_at_once();
    let status = (!unanswered).then(|| answer.status());
    let journal = &sandbox.journal;
    journal.enter(method.as_str(), &path, grant_type, status, fault);
    let headers = answer.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&Uuid::new_v4().to_string()) {
        headers.insert("request-id", id);
    }
    if let Some(correlation) = correlation {
        headers.insert("client-request-id", correlation);
    }
    answer
}

/// Reads `grant_type` out of a form and puts the form back.
async fn peek_grant_type(request: Request) -> Result<(Request, Option<String>), Box<Response>> {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, LARGEST_FORM)
        .await
        .map_err(|_| Box::new(axum::http::StatusCode::PAYLOAD_TOO_LARGE.into_response()))?;
    let grant_type = url::form_urlencoded::parse(&body)
        .find(|(name, _)| name == "grant_type")
        .map(|(_, value)| value.into_owned());
    Ok((Request::from_parts(head, Body::from(body)), grant_type))
}
