//! 401 in the middle of a list: one renewal and on; refused again is a person's business.

use std::time::{Duration, Instant};

use super::stage::{Stage, counts, listing};
use super::store::Store;
use crate::support::{Answer, Scripted, Stream};

const LIMIT: Duration = Duration::from_secs(60);

fn refusal(code: &str) -> Answer {
    let body = serde_json::json!({"error": {"code": "unauthenticated", "message": "no",
        "innerError": {"code": code, "message": "not this one"}}});
    Answer::new(401, body.to_string()).header("request-id", "11111111-2222-3333-4444-555555555555")
}

#[test]
fn a_token_that_expires_in_the_middle_is_renewed_once() {
    let stage = Stage::new(&["--referrals", "2000", "--latency", "20ms"]);
    let store = Store::sqlite();
    let before = stage.token_requests("refresh_token");
    let run = stage.sync(&store, &["-o", "json"]).spawn();
    stage.wait_for_pages(5);
    assert_eq!(stage.sandbox.order("expire").status, 204);
    let run = run.wait(Duration::from_secs(60)).ok();
    assert!(run.stderr.contains("token refused, renewing it"), "{run}");
    let report = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(counts(&report), [2_000, 2_000, 0, 0, 0]);
    assert_eq!(stage.token_requests("refresh_token") - before, 1);
    assert_eq!(store.content().0, 2_000);
}

#[test]
fn a_token_refused_right_after_its_renewal_needs_a_person() {
    let stage = Stage::new(&[]);
    let old = stage.token();
    let upstream = Scripted::start()
        .then(listing(&["a"], Some("?$skiptoken=two")))
        .then(refusal("invalidToken"))
        .then(refusal("invalidToken"));
    let store = Store::sqlite();
    let run = stage.sync_from(&upstream.url, &store).run().fails(4);
    let asked = upstream.done();
    assert_eq!(
        stage.token_requests("refresh_token"),
        1,
        "one renewal, no loop"
    );

    let bearer = |at: usize| {
        let head: &str = &asked[at].head;
        let (_, value) = head.split_once("authorization: Bearer ").unwrap();
        value.lines().next().unwrap().to_owned()
    };
    assert_eq!(bearer(0), old);
    assert_ne!(bearer(1), bearer(2), "another token the second time");
    for token in [bearer(1), bearer(2)] {
        assert!(
            run.stderr.contains(&fingerprint(&token)),
            "names both\n{run}"
        );
        assert!(!run.stderr.contains(&token), "no token in an error");
    }
    assert!(
        run.stderr
            .contains("(request id 11111111-2222-3333-4444-555555555555)"),
        "{run}"
    );
    assert!(
        run.stderr.contains(
            "hint: the token is for another audience, or the account lacks a Referrals role"
        ),
        "{run}"
    );
    assert_eq!(
        store.number("SELECT fetched FROM sync_checkpoints"),
        1,
        "page 1 is kept"
    );
}

#[test]
fn a_missing_second_factor_is_said() {
    let stage = Stage::new(&[]);
    let upstream = Scripted::start()
        .then(refusal("900421"))
        .then(refusal("900421"));
    let run = stage
        .sync_from(&upstream.url, &Store::sqlite())
        .run()
        .fails(4);
    upstream.done();
    assert!(
        run.stderr.contains("hint: log in again and complete multi-factor authentication: jeton token login --force partner-center\n"),
        "{run}"
    );
}

#[test]
fn a_renewal_that_a_stop_meets_is_finished() {
    // The issuer has changed the refresh token by the time the answer comes: dropped, the login would be lost.
    let stage = Stage::new(&["--referrals", "100", "--latency", "2s"]);
    let tokens = stage.home.home().join(".local/state/jeton/tokens");
    let intent = tokens.join("partner-center.intent");
    let store = Store::sqlite();
    stage.sandbox.order("expire");
    let run = stage.sync(&store, &[]).spawn();
    // It is there while the request is on its way.
    let deadline = Instant::now() + LIMIT;
    while !intent.exists() {
        assert!(Instant::now() < deadline, "no renewal");
        std::thread::sleep(Duration::from_millis(2));
    }
    run.signal("TERM");
    run.wait(LIMIT).fails(143);
    assert_eq!(stage.token_requests("refresh_token"), 1);
    assert_eq!(generation(&stage), 2, "the new token is on disk");
    stage.report(&store, 0);
    assert_eq!(stage.token_requests("refresh_token"), 1);
}

/// The token was refused, and another process is renewing it: Ctrl-C does not wait for that one.
#[test]
fn a_stop_while_another_process_renews_is_no_failure() {
    let stage = Stage::new(&["--referrals", "100"]);
    let lock = stage
        .home
        .home()
        .join(".local/state/jeton/tokens/partner-center.lock");
    let lock = std::fs::File::open(lock).unwrap();
    let store = Store::sqlite();
    lock.lock().unwrap();
    stage.sandbox.order("expire");
    let run = stage.sync(&store, &[]).spawn();
    run.wait_for_line(Stream::Err, "token refused, renewing it", LIMIT);
    run.signal("INT");
    // The lock is held until then.
    let run = run.wait(LIMIT).fails(130);
    assert!(!run.stderr.contains("error:"), "{run}");
    drop(lock);
    stage.report(&store, 0);
}

fn generation(stage: &Stage) -> u64 {
    let run = stage
        .home
        .args(["token", "status", "-o", "json"])
        .run()
        .ok();
    let status: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    status["profiles"][0]["generation"].as_u64().unwrap()
}

/// How jeton names a token: the start of its SHA-256.
fn fingerprint(token: &str) -> String {
    use sha2::Digest;
    let digest = format!("{:x}", sha2::Sha256::digest(token));
    digest[..12].to_owned()
}
