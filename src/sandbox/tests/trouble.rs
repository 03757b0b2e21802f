//! Faults as a client meets them on the wire.

use std::error::Error as _;
use std::io::ErrorKind;

use super::*;

const LIST: &str = "/v1.0/engagements/referrals";

/// What the system said about a failed request, if it said anything.
fn cause(error: &reqwest::Error) -> Option<ErrorKind> {
    let mut at = error.source();
    while let Some(inner) = at {
        if let Some(inner) = inner.downcast_ref::<std::io::Error>() {
            return Some(inner.kind());
        }
        at = inner.source();
    }
    None
}

async fn troubled(fault: &str) -> (Visit, String) {
    let visit = Visit::quick().await;
    let token = visit.token().await;
    assert_eq!(visit.control("faults", fault).await, 204);
    (visit, token)
}

#[tokio::test]
async fn refusals_have_their_status_and_say_when_to_return() {
    let (visit, token) = troubled("429=100%").await;
    let mut seen = Vec::new();
    for _ in 0..20 {
        let answer = visit.get(LIST, &token).await;
        assert_eq!(answer.status(), 429);
        seen.push(answer.headers()["retry-after"].to_str().unwrap().to_owned());
        assert_eq!(value(answer).await.1["statusCode"], 429);
    }
    for pair in seen.chunks(2) {
        assert!(pair[0] == "1" && pair[1].ends_with("GMT"), "{pair:?}");
    }
    for (fault, status, kind) in [
        ("500=1", 500, "application/json"),
        ("502=1", 502, "text/html"),
        ("503=1", 503, "application/json"),
        ("html=1", 200, "text/html"),
        ("401=1", 401, "application/json"),
    ] {
        visit.control("faults", fault).await;
        let answer = visit.get(LIST, &token).await;
        assert_eq!(answer.status(), status, "{fault}");
        let found = answer.headers()["content-type"].to_str().unwrap();
        assert!(found.starts_with(kind), "{fault}: {found}");
        assert_eq!(answer.headers().contains_key("retry-after"), status == 503);
    }
    assert_eq!(visit.journal().await["faults"]["api:429"], 20);
    assert_eq!(visit.control("faults", "nonsense").await, 400);
    assert_eq!(visit.control("faults", "").await, 204);
    assert_eq!(visit.get(LIST, &token).await.status(), 200);
}

#[tokio::test]
async fn a_truncated_body_is_shorter_than_promised() {
    let (visit, token) = troubled("truncate=1").await;
    let answer = visit.get(LIST, &token).await;
    assert_eq!(answer.status(), 200);
    assert!(answer.content_length().unwrap() > 100_000);
    let error = answer.bytes().await.unwrap_err();
    assert_ne!(cause(&error), Some(ErrorKind::ConnectionReset), "{error:?}");
}

#[tokio::test]
async fn a_reset_comes_before_the_answer_or_within_it() {
    let (visit, token) = troubled("reset=1").await;
    let (mut before, mut within) = (0, 0);
    for _ in 0..20 {
        let request = visit.client.get(format!("{}{LIST}", visit.base));
        let error = match request.bearer_auth(&token).send().await {
            Err(error) => {
                before += 1;
                error
            }
            Ok(answer) => {
                within += 1;
                answer.bytes().await.unwrap_err()
            }
        };
        assert_eq!(cause(&error), Some(ErrorKind::ConnectionReset), "{error:?}");
    }
    assert_eq!((before, within), (10, 10));
    let journal = visit.journal().await;
    let unanswered = journal["requests"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["status"] == 0);
    assert_eq!(unanswered.unwrap()["count"], before);
}

#[tokio::test]
async fn a_stalled_body_stops_half_way() {
    let (visit, token) = troubled("stall=1").await;
    let answer = visit.get(LIST, &token).await;
    let waited = tokio::time::timeout(Duration::from_millis(300), answer.bytes()).await;
    assert!(waited.is_err(), "the body came whole");
    let stopping = std::time::Instant::now();
    visit.sandbox.stop().await;
    assert!(
        stopping.elapsed() < Duration::from_secs(3),
        "a stall holds no one up"
    );
}

#[tokio::test]
async fn token_faults_leave_the_api_alone_and_are_counted_by_grant() {
    let (visit, token) = troubled("token:503=100%").await;
    assert_eq!(visit.get(LIST, &token).await.status(), 200);
    let form = [("grant_type", "refresh_token"), ("client_id", "jeton-cli")];
    let (status, error) = value(visit.post("/token", &form).await).await;
    assert_eq!(
        (status, &error["error"]),
        (503, &"temporarily_unavailable".into())
    );
    let journal = visit.journal().await;
    let rows = journal["requests"].as_array().unwrap();
    assert!(
        rows.iter()
            .any(|row| row["grant_type"] == "refresh_token" && row["status"] == 503)
    );
}

#[tokio::test]
async fn latency_is_felt_and_a_sandbox_stops() {
    let visit = Visit::new(Options {
        latency: Duration::from_millis(80),
        ..Options::default()
    })
    .await;
    let started = std::time::Instant::now();
    assert_eq!(visit.get(LIST, "none").await.status(), 401);
    assert!(started.elapsed() >= Duration::from_millis(80));
    let url = format!("{}/device", visit.base);
    visit.sandbox.stop().await;
    assert!(visit.client.get(url).send().await.is_err());
}
