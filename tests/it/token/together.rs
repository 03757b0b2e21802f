//! Many processes on one login: one request, one result. Counted at the provider, whose answers are slowed down.

use std::time::Duration;

use serde_json::json;

use super::person::{Pending, home, log_in, provider};
use super::seal;
use crate::support::{Jeton, OidcServer, Process, Run};

const MANY: usize = 10;
const STORM: usize = 100;

/// How often the storms are repeated.
fn rounds() -> usize {
    let given = std::env::var("JETON_TEST_ROUNDS").ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(20)
}

fn print_together(jeton: &Jeton, profile: &str, many: usize) -> Vec<Run> {
    let spawn = |_| jeton.args(["token", "print", profile]).spawn();
    let running: Vec<Process> = (0..many).map(spawn).collect();
    let limit = Duration::from_secs(60);
    running
        .into_iter()
        .map(|run| run.wait(limit).ok())
        .collect()
}

pub fn slow(server: &OidcServer) {
    let rule = json!({"path": "/token", "delay_ms": 500, "times": MANY * 2});
    server.rule(&rule);
}

#[track_caller]
pub fn one_token(runs: &[Run]) -> String {
    let first = &runs[0].stdout;
    assert!(!first.trim().is_empty());
    for run in runs {
        assert_eq!(&run.stdout, first);
    }
    first.trim_end().to_owned()
}

fn refreshes(server: &OidcServer) -> usize {
    let requests = server.requests();
    let refresh = |request: &&serde_json::Value| request["grant_type"] == "refresh_token";
    requests.iter().filter(refresh).count()
}

#[test]
fn an_ended_token_is_renewed_by_one_of_ten() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    log_in(&jeton);
    seal::expire(&jeton, "staging");
    slow(&server);
    let token = one_token(&print_together(&jeton, "staging", MANY));
    assert_eq!(refreshes(&server), 1);
    let login = seal::opened(&jeton, "staging");
    assert_eq!(login["access_token"], token);
    assert_eq!(login["generation"], 2);
}

#[test]
fn a_first_service_token_is_had_by_one_of_ten() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    slow(&server);
    one_token(&print_together(&jeton, "orders", MANY));
    assert_eq!(server.token_requests(), 1);
}

/// At an issuer that revokes the whole grant when a refresh token comes a second time.
#[test]
fn a_hundred_processes_on_an_ended_rotating_token_cost_one_request() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    log_in(&jeton);
    for round in 1..=rounds() {
        seal::expire(&jeton, "staging");
        let before = server.token_requests();
        server.rule(&json!({"path": "/token", "delay_ms": 2000}));
        let token = one_token(&print_together(&jeton, "staging", STORM));
        assert_eq!(server.token_requests() - before, 1, "round {round}");
        assert_eq!(seal::opened(&jeton, "staging")["access_token"], token);
        jeton.args(["token", "refresh"]).run().ok();
    }
}

#[test]
fn a_hundred_cold_processes_of_a_service_cost_one_request() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    for round in 1..=rounds() {
        let jeton = home(&server);
        let before = server.token_requests();
        one_token(&print_together(&jeton, "orders", STORM));
        assert_eq!(server.token_requests() - before, 1, "round {round}");
    }
}

/// Of those who want another token at once, one asks for it.
#[test]
fn ten_who_refresh_at_once_have_one_new_token() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    jeton.args(["token", "print", "orders"]).run().ok();
    let before = server.token_requests();
    slow(&server);
    let refresh = |_| {
        jeton
            .args(["token", "refresh", "orders", "-o", "json"])
            .spawn()
    };
    let running: Vec<Process> = (0..MANY).map(refresh).collect();
    for run in running {
        let run = run.wait(Duration::from_secs(60)).ok();
        let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(document["generation"], 2, "{run}");
    }
    assert_eq!(server.token_requests() - before, 1);
}

/// The token is still good: nobody waits for the one who renews.
#[test]
fn a_renewal_ahead_holds_nobody_up() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    log_in(&jeton);
    seal::set_end(&jeton, "staging", 300);
    let old = seal::opened(&jeton, "staging");
    server.rule(&json!({"path": "/token", "delay_ms": 3000}));
    let renewing = jeton.args(["token", "print"]).spawn();
    std::thread::sleep(Duration::from_millis(800));
    let started = std::time::Instant::now();
    let other = jeton.args(["token", "print"]).run().ok();
    assert!(started.elapsed() < Duration::from_millis(1500));
    assert_eq!(other.stdout.trim_end(), old["access_token"]);
    let renewed = renewing.wait(Duration::from_secs(20)).ok();
    assert_ne!(renewed.stdout, other.stdout);
    assert_eq!(refreshes(&server), 1);
}

/// A killed holder's lock is free at once.
#[test]
fn a_killed_renewal_leaves_the_lock_free() {
    let server = provider(&[("ACCESS_TTL", "3600"), ("ROTATE", "0")]);
    let jeton = home(&server);
    log_in(&jeton);
    seal::expire(&jeton, "staging");
    let before = std::fs::read(seal::file(&jeton, "staging")).unwrap();
    server.rule(&json!({"path": "/token", "delay_ms": 5000}));
    let renewing = jeton.args(["token", "print"]).spawn();
    std::thread::sleep(Duration::from_millis(800));
    renewing.kill();
    assert_eq!(left_behind(&jeton).len(), 1);
    let after = std::fs::read(seal::file(&jeton, "staging")).unwrap();
    assert!(before == after, "the old login is intact");
    let started = std::time::Instant::now();
    jeton.args(["token", "print"]).run().ok();
    assert!(started.elapsed() < Duration::from_secs(3));
    assert!(left_behind(&jeton).is_empty(), "the next one sweeps");
}

/// Temporary files, which hold room and no token.
fn left_behind(jeton: &Jeton) -> Vec<std::path::PathBuf> {
    let mut found = super::at_rest::everything(&seal::folder(jeton));
    found.retain(|path| path.extension().is_some_and(|end| end == "tmp"));
    found
}

/// A renewal while a person is signing in again: the login goes on from the newest generation, and what it
/// replaces is what was there last.
#[test]
fn a_renewal_in_the_middle_of_a_login_is_counted() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    log_in(&jeton);
    let login = Pending::start(&jeton, &["--force"]);
    seal::expire(&jeton, "staging");
    jeton.args(["token", "print"]).run().ok();
    let between = seal::opened(&jeton, "staging");
    assert_eq!(between["generation"], 2);
    login.approve();
    login.wait().ok();
    assert_eq!(seal::opened(&jeton, "staging")["generation"], 3);
    let refresh_token = seal::secret(&between, "refresh_token");
    let fields = [
        ("grant_type", "refresh_token"),
        ("client_id", "jeton-cli"),
        ("refresh_token", refresh_token.as_str()),
    ];
    let reply = crate::support::post_form(&server.url("/token"), &fields).unwrap();
    assert_eq!(reply.json()["error"], "invalid_grant", "it was given back");
}
