//! An issuer that cannot be reached, is another one, or answers what no issuer should.

use std::net::TcpListener;

use serde_json::{Value, json};

use super::says;
use crate::support::{Jeton, OidcServer};
use crate::token::person::{home, orders, provider, staging};

const DISCOVERY: &str = "/.well-known/openid-configuration";

fn at(server: &OidcServer) -> &str {
    server.issuer.trim_start_matches("http://")
}

#[test]
fn nobody_listens() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let jeton = Jeton::new().env("ORDERS_SECRET", "orders-svc-secret");
    let issuer = format!("http://127.0.0.1:{port}");
    jeton.write_config(&format!("{}\n{}", orders(&issuer), staging(&issuer)));
    let hint = "is the address right, and is the network up? the next run tries again";
    jeton.args(["token", "status"]).run().ok();
    let run = jeton.args(["token", "login", "staging", "-q"]).run();
    let error = format!("cannot connect to 127.0.0.1:{port}: Connection refused");
    says(run, 6, &format!("cannot log in to staging: {error}"), hint);
    let run = jeton.args(["token", "print", "-q"]).run();
    says(run, 6, &format!("no token for orders: {error}"), hint);
}

#[test]
fn the_name_is_unknown() {
    let jeton = Jeton::new();
    jeton.write_config(&staging("https://issuer.invalid"));
    let run = jeton.args(["token", "login", "-q"]).run().fails(6);
    assert!(
        run.stderr
            .starts_with("error: cannot log in to staging: cannot connect to issuer.invalid: "),
        "{run}"
    );
}

/// A company's login page in front of everything answers every address with HTML and 200.
#[test]
fn it_answers_html() {
    let server = provider(&[]);
    let jeton = home(&server);
    let html = json!({
        "path": DISCOVERY, "times": 9, "status": 200, "body": "<html>sign in</html>",
        "headers": {"content-type": "text/html; charset=utf-8"},
    });
    let mut other = html.clone();
    other["path"] = "/.well-known/oauth-authorization-server".into();
    server.rule(&json!([html, other]));
    let run = jeton.args(["token", "login", "-q"]).run();
    let error = format!(
        "cannot log in to staging: {} answered something else than OAuth (HTTP status 200, no metadata of an authorization server)",
        at(&server)
    );
    says(
        run,
        6,
        &error,
        "is the address right, and is no proxy or login page in between?",
    );
}

#[test]
fn its_metadata_is_another_issuers() {
    let server = provider(&[]);
    let jeton = home(&server);
    let metadata = json!({
        "issuer": "https://evil.example", "token_endpoint": "https://evil.example/token",
        "device_authorization_endpoint": "https://evil.example/device",
    });
    server.rule(&json!({"path": DISCOVERY, "status": 200, "body": metadata.to_string()}));
    let run = jeton.args(["token", "login", "-q"]).run();
    let error = format!(
        "cannot log in to staging: the metadata of {}/ names another issuer, https://evil.example",
        server.issuer
    );
    let hint = "if that is the right one, set issuer = \"https://evil.example\"";
    says(run, 3, &error, hint);
    assert_eq!(
        server.requests().len(),
        1,
        "nothing but discovery was asked"
    );
}

/// The right issuer, but a token would travel in the clear.
#[test]
fn it_names_an_endpoint_without_tls() {
    let server = provider(&[]);
    let jeton = home(&server);
    let metadata = json!({
        "issuer": server.issuer, "token_endpoint": "http://login.example/token",
        "device_authorization_endpoint": server.url("/device/auth"),
    });
    server.rule(&json!({"path": DISCOVERY, "status": 200, "body": metadata.to_string()}));
    let run = jeton.args(["token", "login", "-q"]).run();
    let error =
        "cannot log in to staging: the issuer names an endpoint at login.example that is not https";
    says(run, 3, error, "");
}

#[test]
fn it_offers_no_device_login() {
    let server = provider(&[]);
    let jeton = home(&server);
    let metadata = json!({"issuer": server.issuer, "token_endpoint": server.url("/token")});
    server.rule(&json!({"path": DISCOVERY, "status": 200, "body": metadata.to_string()}));
    let run = jeton.args(["token", "login", "-q"]).run();
    let error = "cannot log in to staging: profile staging: the issuer offers no device_authorization_endpoint";
    let hint = "name it in the profile: device_authorization_endpoint = \"https://…\"";
    says(run, 3, error, hint);
}

#[test]
fn the_client_secret_is_wrong() {
    let server = provider(&[]);
    let jeton = home(&server).env("ORDERS_SECRET", "wrong");
    let run = jeton.args(["token", "print", "orders", "-q"]).run();
    let error = format!(
        "no token for orders: {} answered invalid_client: client authentication failed",
        at(&server)
    );
    says(
        run,
        3,
        &error,
        "check client_id, client_secret and client_auth of the profile",
    );
}

#[test]
fn the_client_is_unknown() {
    let server = provider(&[]);
    let jeton = Jeton::new();
    jeton.write_config(&staging(&server.issuer).replace("jeton-cli", "nobody"));
    let run = jeton.args(["token", "login", "-q"]).run().fails(3);
    assert!(run.stderr.contains("answered invalid_client"), "{run}");
}

#[test]
fn the_scope_is_not_allowed() {
    let server = provider(&[]);
    let jeton = Jeton::new().env("ORDERS_SECRET", "orders-svc-secret");
    jeton.write_config(&orders(&server.issuer).replace("orders:read", "openid"));
    let run = jeton.args(["token", "print", "-q"]).run();
    let error = format!(
        "no token for orders: {} answered invalid_scope: requested scope is not allowed",
        at(&server)
    );
    says(run, 3, &error, "check scopes of the profile");
}

/// The time to wait is the whole of the message: exit 5 says that there is one.
#[test]
fn it_limits_token_requests() {
    let server = provider(&[("LIMIT_PER_HOUR", "1")]);
    let jeton = home(&server);
    jeton.args(["token", "login", "orders", "-q"]).run().ok();
    let run = jeton
        .args(["token", "login", "orders", "--force"])
        .run()
        .fails(5);
    let error = format!(
        "error: cannot log in to orders: {} answered with HTTP status 429",
        at(&server)
    );
    assert!(run.stderr.starts_with(&error), "{run}");
    let hint = "hint: nothing was lost: try again in 60 min (";
    assert!(run.stderr.contains(hint), "{run}");
    // The login that was there is as good as before.
    jeton.args(["token", "print", "orders"]).run().ok();
}

#[test]
fn it_is_out_of_order() {
    let server = provider(&[]);
    let jeton = home(&server);
    for path in [DISCOVERY, "/device/auth"] {
        server.rule(&json!({"path": path, "status": 502, "headers": {"x-request-id": "r-77"}}));
        let run = jeton.args(["token", "login", "-q"]).run();
        let error = format!(
            "cannot log in to staging: {} answered with HTTP status 502 (request id r-77)",
            at(&server)
        );
        says(run, 6, &error, "nothing was lost: try again later");
    }
}

/// The shape that scripts read, on stdout, where the result would be.
#[test]
fn errors_are_documents_too() {
    let server = provider(&[]);
    let jeton = home(&server);
    let body = "{\"error\":\"invalid_client\",\"error_description\":\"no\"}";
    server.rule(&json!({
        "path": "/token", "status": 401, "body": body, "headers": {"x-request-id": "r-78"},
    }));
    let run = jeton
        .args(["token", "print", "orders", "-o", "json", "-q"])
        .run()
        .fails(3);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(
        document,
        json!({"format": 1, "error": {
            "code": "config",
            "message": format!("no token for orders: {} answered invalid_client: no", at(&server)),
            "hint": "check client_id, client_secret and client_auth of the profile",
            "upstream": {"code": "invalid_client", "status": 401, "request_id": "r-78"},
        }})
    );
    assert_eq!(run.stderr, "");
    for (args, code, word) in [
        (["token", "print", "staging"].as_slice(), 4, "login_needed"),
        (&["token", "print", "nobody"], 3, "config"),
        (&["token", "reset"], 2, "usage"),
    ] {
        let run = jeton
            .args([args, &["-o", "json"]].concat())
            .run()
            .fails(code);
        let document: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(
            (&document["format"], &document["error"]["code"]),
            (&json!(1), &json!(word))
        );
        assert!(document["error"]["hint"].is_string(), "{run}");
        assert!(document["error"]["message"].is_string(), "{run}");
    }
}
