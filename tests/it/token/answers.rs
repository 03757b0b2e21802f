//! Every answer of a token endpoint that has been met: what it does to the login, the exit code and what is said. A login is lost only by
//! a definite refusal of its refresh token.

use serde_json::{Value, json};

use super::seal;
use crate::support::{Answer, Jeton, Scripted};

/// What an answer to a renewal leads to.
enum Then {
    /// This access token, and a refresh token.
    Good(&'static str, &'static str),
    /// This exit code, and these words on stderr; the login is as it was.
    Kept(i32, &'static str),
    /// Exit code 4, these words, and the refresh token is never sent again.
    Lost(&'static str),
}

use Then::{Good, Kept, Lost};

fn html(status: u16) -> Answer {
    Answer::typed(status, "text/html", "<html>hunter2</html>")
}

fn aadsts(error: &str, number: u32) -> Value {
    json!({
        "error": error, "error_codes": [number], "correlation_id": "id-1", "suberror": "x",
        "error_description": format!("AADSTS{number}: text.\r\nTrace ID: t\u{1b}[2J")
    })
}

/// A profile that was logged in by device code, its access token ended.
fn logged_in() -> (Scripted, Jeton) {
    let upstream = Scripted::start();
    let url = upstream.url.clone();
    let code = json!({
        "device_code": "d", "user_code": "U", "verification_uri": "http://127.0.0.1/v", "expires_in": 60, "interval": 1
    });
    let grant = json!({"access_token": "a1", "refresh_token": "r1", "token_type": "bearer", "expires_in": 3600});
    let upstream = upstream
        .then(Answer::new(200, code.to_string()))
        .then(Answer::new(200, grant.to_string()));
    let jeton = Jeton::new();
    jeton.write_config(&format!(
        "[profiles.p]\nprovider = \"oauth2\"\ntoken_endpoint = \"{url}/token\"\n\
         device_authorization_endpoint = \"{url}/device\"\nclient_id = \"c\"\n"
    ));
    jeton.args(["token", "login"]).run().ok();
    (upstream, jeton)
}

#[test]
fn every_answer_has_its_meaning() {
    let ok = |body: Value| Answer::new(200, body.to_string());
    let refused = |status: u16, body: Value| Answer::new(status, body.to_string());
    let (mut upstream, jeton) = logged_in();
    let before = seal::opened(&jeton, "p");
    let table: Vec<(&str, Answer, Then)> = vec![
        (
            "all there",
            ok(
                json!({"access_token": "a2", "refresh_token": "r2", "token_type": "Bearer", "expires_in": 60}),
            ),
            Good("a2", "r2"),
        ),
        (
            "201",
            refused(201, json!({"access_token": "a2", "token_type": "Bearer"})),
            Good("a2", "r1"),
        ),
        (
            "token_type in small letters",
            ok(json!({"access_token": "a2", "token_type": "bearer"})),
            Good("a2", "r1"),
        ),
        (
            "token_type in capitals",
            ok(json!({"access_token": "a2", "token_type": "BEARER"})),
            Good("a2", "r1"),
        ),
        (
            "no token_type",
            ok(json!({"access_token": "a2"})),
            Good("a2", "r1"),
        ),
        (
            "expires_in as text",
            ok(json!({"access_token": "a2", "expires_in": "3599"})),
            Good("a2", "r1"),
        ),
        (
            "expires_in huge",
            ok(json!({"access_token": "a2", "expires_in": 1e300})),
            Good("a2", "r1"),
        ),
        (
            "expires_in nonsense",
            ok(json!({"access_token": "a2", "expires_in": "soon"})),
            Good("a2", "r1"),
        ),
        (
            "refresh_token null",
            ok(json!({"access_token": "a2", "refresh_token": null})),
            Good("a2", "r1"),
        ),
        (
            "refresh_token empty",
            ok(json!({"access_token": "a2", "refresh_token": ""})),
            Good("a2", "r1"),
        ),
        (
            "extra fields",
            ok(json!({"access_token": "a2", "ext_expires_in": 1, "x": {"y": []}})),
            Good("a2", "r1"),
        ),
        (
            "no access_token",
            ok(json!({"token_type": "Bearer"})),
            Kept(6, "answered something else than OAuth (HTTP status 200"),
        ),
        (
            "an error with 200",
            ok(json!({"error": "invalid_grant"})),
            Kept(6, "something else than OAuth"),
        ),
        (
            "an empty body",
            Answer::new(200, ""),
            Kept(6, "an empty body"),
        ),
        (
            "not an object",
            Answer::new(200, "[]"),
            Kept(6, "something else than OAuth"),
        ),
        (
            "cut JSON",
            Answer::new(200, "{\"access_token\":\"a"),
            Kept(6, "something else than OAuth"),
        ),
        ("a login page", html(200), Kept(6, "text/html")),
        (
            "a firewall",
            html(403),
            Kept(6, "HTTP status 403, text/html"),
        ),
        (
            "a redirect",
            Answer::new(302, "").header("location", "http://127.0.0.1/login"),
            Kept(6, "HTTP status 302"),
        ),
        ("408", Answer::new(408, ""), Kept(6, "HTTP status 408")),
        ("500", html(500), Kept(6, "HTTP status 500")),
        (
            "502 with JSON",
            refused(502, json!({"error": "invalid_grant"})),
            Kept(6, "HTTP status 502"),
        ),
        (
            "503",
            Answer::new(503, "").header("retry-after", "9"),
            Kept(6, "HTTP status 503"),
        ),
        (
            "429",
            Answer::new(429, "").header("retry-after", "9"),
            Kept(5, "HTTP status 429"),
        ),
        (
            "429 with JSON",
            refused(429, json!({"error": "too_many_requests"})),
            Kept(5, "HTTP status 429"),
        ),
        (
            "temporarily_unavailable",
            refused(400, json!({"error": "temporarily_unavailable"})),
            Kept(6, "HTTP status 400"),
        ),
        (
            "invalid_client",
            refused(401, json!({"error": "invalid_client"})),
            Kept(3, "check client_id, client_secret"),
        ),
        (
            "unauthorized_client",
            refused(400, json!({"error": "unauthorized_client"})),
            Kept(3, "does not allow this client"),
        ),
        (
            "unsupported_grant_type",
            refused(400, json!({"error": "unsupported_grant_type"})),
            Kept(3, "check grant"),
        ),
        (
            "invalid_scope",
            refused(400, json!({"error": "invalid_scope"})),
            Kept(3, "check scopes"),
        ),
        (
            "invalid_request",
            refused(400, json!({"error": "invalid_request"})),
            Kept(3, "answered invalid_request"),
        ),
        (
            "an error of its own",
            refused(400, json!({"error": "go_away"})),
            Kept(3, "answered go_away"),
        ),
        (
            "Entra: not a public client",
            refused(401, aadsts("invalid_client", 7_000_218)),
            Kept(3, "Allow public client flows"),
        ),
        (
            "an error that is no text",
            refused(400, json!({"error": {"code": 7}})),
            Kept(6, "something else than OAuth"),
        ),
        (
            "invalid_grant",
            refused(400, json!({"error": "invalid_grant"})),
            Lost("answered invalid_grant"),
        ),
        (
            "Entra: expired by disuse",
            refused(400, aadsts("invalid_grant", 700_082)),
            Lost("has expired, after 90 days"),
        ),
        (
            "Entra: multi-factor",
            refused(400, aadsts("interaction_required", 50_076)),
            Lost("multi-factor authentication"),
        ),
        (
            "Entra: consent",
            refused(400, aadsts("consent_required", 65_001)),
            Lost("consent is missing"),
        ),
    ];
    for (name, answer, then) in table {
        seal::replace(&jeton, "p", &before);
        seal::expire(&jeton, "p");
        seal::forget_requests(&jeton);
        let _ = std::fs::remove_file(seal::folder(&jeton).join("p.intent"));
        let asked = upstream.asked().len();
        upstream = upstream.then(answer);
        let run = jeton.args(["token", "print"]).run();
        let login = seal::opened(&jeton, "p");
        match then {
            Good(access, refresh) => {
                assert_eq!(run.code, 0, "{name}: {run}");
                assert_eq!(login["access_token"], access, "{name}");
                assert_eq!(login["refresh_token"], refresh, "{name}");
            }
            Kept(code, words) => {
                assert_eq!(run.code, code, "{name}: {run}");
                assert!(run.stderr.contains(words), "{name}: {run}");
                assert_eq!(login["access_token"], "a1", "{name}");
                assert_eq!(login["refresh_token"], "r1", "{name}");
                assert_eq!(login["lost"], Value::Null, "{name}");
            }
            Lost(words) => {
                assert_eq!(run.code, 4, "{name}: {run}");
                assert!(run.stderr.contains(words), "{name}: {run}");
                assert!(run.stderr.contains("jeton token login p"), "{name}: {run}");
                jeton.args(["token", "print"]).run().fails(4);
            }
        }
        assert_eq!(upstream.asked().len(), asked + 1, "{name}: sent once");
        for secret in ["hunter2", "\u{1b}"] {
            assert!(!run.stderr.contains(secret), "{name}: {run}");
        }
    }
    upstream.done();
}
