//! Renewal at a provider that rotates refresh tokens, and what a failed one may cost.

use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

use super::person::{home, log_in, printed, provider};
use super::seal;
use crate::support::{Jeton, OidcServer, get_as};

/// Requests for a renewal that reached the server.
fn refreshes(server: &OidcServer) -> Vec<Value> {
    let refresh = |request: &Value| request["grant_type"] == "refresh_token";
    server.requests().into_iter().filter(refresh).collect()
}

fn logged_in(settings: &[(&str, &str)]) -> (OidcServer, Jeton) {
    let server = provider(settings);
    let jeton = home(&server);
    log_in(&jeton);
    (server, jeton)
}

#[test]
fn a_token_that_ended_is_renewed_once() {
    let (server, jeton) = logged_in(&[("ACCESS_TTL", "6")]);
    let old = seal::opened(&jeton, "staging");
    sleep(Duration::from_secs(7));
    let token = printed(&jeton, "staging");
    let new = seal::opened(&jeton, "staging");
    assert_eq!(new["access_token"], token.as_str());
    assert_ne!(new["access_token"], old["access_token"]);
    assert_ne!(new["refresh_token"], old["refresh_token"], "it rotates");
    assert_eq!(
        (&old["generation"], &new["generation"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(new["account"], old["account"]);
    assert_eq!(get_as(&server.url("/me"), &token).unwrap().status, 200);
    assert_eq!(printed(&jeton, "staging"), token);
    assert_eq!(refreshes(&server).len(), 1);
}

/// The provider ends a grant whose old refresh token is sent again, so a second success proves that it was not.
#[test]
fn each_renewal_sends_the_newest_refresh_token() {
    let (server, jeton) = logged_in(&[("ACCESS_TTL", "3600")]);
    for generation in 2..=4 {
        seal::expire(&jeton, "staging");
        printed(&jeton, "staging");
        assert_eq!(seal::opened(&jeton, "staging")["generation"], generation);
    }
    let statuses: Vec<Value> = refreshes(&server)
        .iter()
        .map(|request| request["status"].clone())
        .collect();
    assert_eq!(statuses, [200, 200, 200]);
}

/// RFC 6749 6: an answer need not bring a refresh token, and then the old one goes on.
#[test]
fn an_answer_without_a_refresh_token_keeps_the_old_one() {
    let (server, jeton) = logged_in(&[("ACCESS_TTL", "3600"), ("ROTATE", "0")]);
    let old = seal::opened(&jeton, "staging");
    seal::expire(&jeton, "staging");
    let body = json!({"access_token": "bare", "token_type": "bearer", "expires_in": "60"});
    server.rule(&json!({"path": "/token", "status": 200, "body": body.to_string()}));
    assert_eq!(printed(&jeton, "staging"), "bare");
    let new = seal::opened(&jeton, "staging");
    assert_eq!(new["refresh_token"], old["refresh_token"]);
    assert_eq!(new["scope"], old["scope"]);
    seal::expire(&jeton, "staging");
    assert_ne!(printed(&jeton, "staging"), "bare");
}

/// What a later version wrote into the file is not this one's to drop.
#[test]
fn fields_of_a_later_version_survive_a_renewal() {
    let (_server, jeton) = logged_in(&[("ACCESS_TTL", "3600")]);
    let mut login = seal::opened(&jeton, "staging");
    login["of_tomorrow"] = json!({"kept": [1, 2]});
    seal::replace(&jeton, "staging", &login);
    seal::expire(&jeton, "staging");
    printed(&jeton, "staging");
    let renewed = seal::opened(&jeton, "staging");
    assert_eq!(renewed["generation"], 2);
    assert_eq!(renewed["of_tomorrow"], login["of_tomorrow"]);
}

#[test]
fn a_token_near_its_end_is_renewed_ahead() {
    let (server, jeton) = logged_in(&[("ACCESS_TTL", "3600")]);
    seal::set_end(&jeton, "staging", 700);
    printed(&jeton, "staging");
    assert_eq!(
        refreshes(&server).len(),
        0,
        "more than ten minutes are left"
    );
    seal::set_end(&jeton, "staging", 500);
    let old = seal::opened(&jeton, "staging");
    assert_ne!(old["access_token"], printed(&jeton, "staging").as_str());
    assert_eq!(refreshes(&server).len(), 1);
}

/// A failure while the token is good costs nothing, whatever it is.
#[test]
fn a_renewal_ahead_that_fails_leaves_the_good_token() {
    let (server, jeton) = logged_in(&[("ACCESS_TTL", "3600")]);
    for fault in [
        json!({"path": "/token", "status": 503}),
        json!({"path": "/token", "status": 429, "headers": {"retry-after": "60"}}),
        json!({"path": "/token", "status": 403, "body": "<html>blocked</html>", "headers": {"content-type": "text/html"}}),
        json!({"path": "/token", "drop": "before"}),
        json!({"path": "/token", "status": 400, "body": "{\"error\":\"invalid_grant\"}"}),
    ] {
        seal::set_end(&jeton, "staging", 500);
        let old = seal::opened(&jeton, "staging");
        server.rule(&fault);
        let run = jeton.args(["token", "print"]).run().ok();
        assert_eq!(run.stdout.trim_end(), old["access_token"], "{fault}: {run}");
        assert!(
            run.stderr
                .contains("token not renewed ahead of time, the old one is still good"),
            "{fault}: {run}"
        );
        seal::forget_requests(&jeton);
    }
    assert_eq!(refreshes(&server).len(), 5);
}

#[test]
fn a_failed_renewal_of_an_ended_token_keeps_the_login() {
    let (server, jeton) = logged_in(&[("ACCESS_TTL", "3600")]);
    seal::expire(&jeton, "staging");
    let before = std::fs::read(seal::file(&jeton, "staging")).unwrap();
    let html = json!({"content-type": "text/html"});
    for (fault, code, words) in [
        (
            json!({"path": "/token", "status": 503}),
            6,
            "answered with HTTP status 503",
        ),
        (
            json!({"path": "/token", "status": 429}),
            5,
            "answered with HTTP status 429",
        ),
        (
            json!({"path": "/token", "status": 403, "body": "<html>blocked</html>", "headers": html}),
            6,
            "answered something else than OAuth (HTTP status 403, text/html)",
        ),
        (
            json!({"path": "/token", "status": 200, "body": "<html>welcome</html>", "headers": html}),
            6,
            "answered something else than OAuth (HTTP status 200, text/html)",
        ),
        (
            json!({"path": "/token", "status": 401, "body": "{\"error\":\"invalid_client\"}"}),
            3,
            "answered invalid_client",
        ),
        (
            json!({"path": "/token", "drop": "before"}),
            6,
            "the connection to",
        ),
    ] {
        server.rule(&fault);
        let run = jeton.args(["token", "print"]).run().fails(code);
        assert!(run.stderr.contains(words), "{fault}: {run}");
        assert_eq!(run.stdout, "", "{fault}");
        let after = std::fs::read(seal::file(&jeton, "staging")).unwrap();
        assert!(after == before, "{fault} changed the file");
        seal::forget_requests(&jeton);
    }
    printed(&jeton, "staging");
}

/// `invalid_grant` is the issuer's last word: it is remembered, so that nobody asks again.
#[test]
fn a_refused_refresh_token_is_never_sent_again() {
    let (server, jeton) = logged_in(&[("ACCESS_TTL", "3600")]);
    let login = seal::opened(&jeton, "staging");
    let refresh_token = seal::secret(&login, "refresh_token");
    let fields = [
        ("client_id", "jeton-cli"),
        ("token", refresh_token.as_str()),
        ("token_type_hint", "refresh_token"),
    ];
    let revoked = crate::support::post_form(&server.url("/token/revocation"), &fields).unwrap();
    assert_eq!(revoked.status, 200, "{revoked:?}");
    seal::expire(&jeton, "staging");
    let hint = "\nhint: log in again with: jeton token login staging\n";
    for words in [
        "answered invalid_grant",
        "profile staging has no usable login: the issuer refused the refresh token (invalid_grant)",
    ] {
        let run = jeton.args(["token", "print"]).run().fails(4);
        assert!(run.stderr.contains(words), "{run}");
        assert!(run.stderr.ends_with(hint), "{run}");
    }
    assert_eq!(refreshes(&server).len(), 1, "the second run sent nothing");
    let status = jeton.args(["token", "status", "--check"]).run().fails(4);
    assert!(status.stdout.contains("login-needed"), "{status}");
    assert_eq!(seal::opened(&jeton, "staging")["generation"], 2);
    log_in(&jeton);
    printed(&jeton, "staging");
}

/// A lost answer to a rotation: the login is over, and that is said, not guessed around.
#[test]
fn a_lost_rotation_ends_in_a_login() {
    let (server, jeton) = logged_in(&[("ACCESS_TTL", "3600")]);
    seal::expire(&jeton, "staging");
    server.rule(&json!({"path": "/token", "drop": "after"}));
    jeton.args(["token", "print"]).run().fails(6);
    jeton.args(["token", "print"]).run().fails(4);
    assert_eq!(refreshes(&server).len(), 2);
}
