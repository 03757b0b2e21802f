//! The test support itself: the peers start, answer, misbehave to order and end. When these fail, look here before anywhere else.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{
    FaultProxy, Jeton, OidcServer, PrivatePostgres, Stream, TestDatabase, approve_browser,
    approve_http, get, post_form, postgres_url,
};

const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// Asks for a device code: the answer has the codes and the address to approve it at.
fn device_code(server: &OidcServer) -> Value {
    let fields = [
        ("client_id", "jeton-cli"),
        ("scope", "openid offline_access orders:read"),
    ];
    post_form(&server.url("/device/auth"), &fields)
        .unwrap()
        .json()
}

fn poll(server: &OidcServer, device: &Value) -> Value {
    let code = device["device_code"].as_str().unwrap();
    let fields = [
        ("grant_type", DEVICE_GRANT),
        ("client_id", "jeton-cli"),
        ("device_code", code),
    ];
    post_form(&server.url("/token"), &fields).unwrap().json()
}

fn refresh(server: &OidcServer, token: &str) -> std::io::Result<Value> {
    let fields = [
        ("grant_type", "refresh_token"),
        ("client_id", "jeton-cli"),
        ("refresh_token", token),
    ];
    post_form(&server.url("/token"), &fields).map(|reply| reply.json())
}

/// Logs in by the forms and returns the token response.
fn login(server: &OidcServer) -> Value {
    let device = device_code(server);
    approve_http(device["verification_uri_complete"].as_str().unwrap(), &[]).ok();
    poll(server, &device)
}

#[test]
fn the_authorization_server_publishes_its_metadata() {
    let server = OidcServer::start(&[]);
    let metadata = get(&server.url("/.well-known/openid-configuration"))
        .unwrap()
        .json();
    assert_eq!(metadata["issuer"], server.issuer);
    assert_eq!(metadata["token_endpoint"], server.url("/token"));
    assert_eq!(
        metadata["device_authorization_endpoint"],
        server.url("/device/auth")
    );
}

#[test]
fn a_device_login_is_approved_by_forms() {
    let server = OidcServer::start(&[("ACCESS_TTL", "90")]);
    let device = device_code(&server);
    assert_eq!(poll(&server, &device)["error"], "authorization_pending");
    let code = device["user_code"].as_str().unwrap();
    let page = approve_http(
        device["verification_uri"].as_str().unwrap(),
        &["--code", code],
    )
    .ok();
    assert!(page.stdout.contains("Success"), "{page}");
    let tokens = poll(&server, &device);
    assert_eq!(tokens["expires_in"], 90, "{tokens}");
    assert!(tokens["refresh_token"].is_string(), "{tokens}");
    assert_eq!(server.token_requests(), 2);
}

#[test]
fn a_device_login_is_refused_by_forms() {
    let server = OidcServer::start(&[]);
    let device = device_code(&server);
    approve_http(
        device["verification_uri_complete"].as_str().unwrap(),
        &["--deny"],
    )
    .ok();
    assert_eq!(poll(&server, &device)["error"], "access_denied");
}

#[test]
fn a_device_login_is_approved_in_a_browser() {
    let server = OidcServer::start(&[]);
    let device = device_code(&server);
    let page = approve_browser(
        device["verification_uri_complete"].as_str().unwrap(),
        &["--user", "bob"],
    )
    .ok();
    assert!(page.stdout.contains("Success"), "{page}");
    assert!(poll(&server, &device)["access_token"].is_string());
    assert!(server.requests().iter().any(|request| {
        request["user_agent"]
            .as_str()
            .is_some_and(|agent| agent.contains("Chrome"))
    }));
}

#[test]
fn a_device_login_is_refused_in_a_browser() {
    let server = OidcServer::start(&[]);
    let device = device_code(&server);
    approve_browser(
        device["verification_uri_complete"].as_str().unwrap(),
        &["--deny"],
    )
    .ok();
    assert_eq!(poll(&server, &device)["error"], "access_denied");
}

#[test]
fn an_approval_fails_when_the_code_is_wrong() {
    let server = OidcServer::start(&[]);
    let device = device_code(&server);
    approve_http(
        device["verification_uri"].as_str().unwrap(),
        &["--code", "XXXX-XXXX"],
    )
    .fails(1);
    assert_eq!(poll(&server, &device)["error"], "authorization_pending");
}

#[test]
fn the_authorization_server_asks_to_poll_slower() {
    let server = OidcServer::start(&[("DEVICE_INTERVAL", "2")]);
    let device = device_code(&server);
    assert_eq!(device["interval"], 2);
    assert_eq!(poll(&server, &device)["error"], "authorization_pending");
    assert_eq!(poll(&server, &device)["error"], "slow_down");
}

#[test]
fn the_authorization_server_limits_token_requests() {
    let server = OidcServer::start(&[("LIMIT_PER_HOUR", "1"), ("ROTATE", "0")]);
    let tokens = login(&server);
    let token = tokens["refresh_token"].as_str().unwrap();
    assert_eq!(
        refresh(&server, token).unwrap()["error"],
        "too_many_requests"
    );
    let last = server.requests().pop().unwrap();
    assert_eq!(
        (&last["status"], &last["client_id"]),
        (&json!(429), &json!("jeton-cli"))
    );
}

#[test]
fn a_lost_answer_leaves_the_token_rotated() {
    let server = OidcServer::start(&[]);
    let tokens = login(&server);
    let token = tokens["refresh_token"].as_str().unwrap();
    server.rule(&json!({"path": "/token", "grant_type": "refresh_token", "drop": "after"}));
    refresh(&server, token).unwrap_err();
    assert_eq!(refresh(&server, token).unwrap()["error"], "invalid_grant");
    assert_eq!(
        server
            .requests()
            .iter()
            .filter(|request| request["fault"] == "after")
            .count(),
        1
    );
}

#[test]
fn a_fault_is_answered_as_often_as_ordered() {
    let server = OidcServer::start(&[]);
    let tokens = login(&server);
    let token = tokens["refresh_token"].as_str().unwrap();
    server.rule(&json!([
        {"path": "/token", "status": 503, "body": "{\"error\":\"later\"}", "times": 2},
        {"path": "/token", "drop": "before"},
    ]));
    for _ in 0..2 {
        assert_eq!(refresh(&server, token).unwrap()["error"], "later");
    }
    refresh(&server, token).unwrap_err();
    assert!(
        refresh(&server, token).unwrap()["access_token"].is_string(),
        "{}",
        server.said()
    );
}

#[test]
fn the_proxy_cuts_delays_and_goes_down() {
    let server = OidcServer::start(&[]);
    let mut proxy = FaultProxy::start(server.issuer.trim_start_matches("http://"));
    let url = format!("http://{}/jwks", proxy.address);
    assert_eq!(get(&url).unwrap().status, 200);

    proxy.order(&json!({"latency_ms": 300}));
    let started = Instant::now();
    get(&url).unwrap();
    assert!(started.elapsed() >= Duration::from_millis(300));

    proxy.order(&json!({"latency_ms": 0, "cut_after": 10}));
    get(&url).unwrap_err();
    proxy.order(&json!({"cut_after": null, "down": true}));
    get(&url).unwrap_err();
    proxy.order(&json!({"up": true}));
    assert_eq!(get(&url).unwrap().status, 200);
}

#[test]
fn a_database_is_made_and_dropped() {
    let database = TestDatabase::create();
    database.execute("create table seen (id int); insert into seen values (1)");
    let url = database.url();
    drop(database);
    let error = connect(&url).unwrap_err().to_string();
    assert!(error.contains("does not exist"), "{error}");
}

#[test]
fn a_wrong_password_is_refused() {
    let mut url = url::Url::parse(&postgres_url()).unwrap();
    connect(url.as_str()).unwrap();
    url.set_password(Some("wrong")).unwrap();
    let error = connect(url.as_str()).unwrap_err().to_string();
    assert!(error.contains("password authentication failed"), "{error}");
}

#[test]
fn a_private_server_crashes_and_recovers() {
    let server = PrivatePostgres::start();
    let database = TestDatabase::create_on(&server.url);
    database.execute("create table kept (id int); insert into kept values (1)");
    server.stop("immediate");
    connect(&server.url).unwrap_err();
    server.restart();
    database.execute("insert into kept select id + 1 from kept");
}

fn connect(url: &str) -> sqlx::Result<()> {
    use sqlx::Connection;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async { sqlx::PgConnection::connect(url).await?.close().await })
}

#[test]
fn the_binary_runs_in_a_home_of_its_own() {
    let jeton = Jeton::new();
    let file = jeton.write_config("");
    assert!(file.starts_with(jeton.home()));
    jeton.args(["--version"]).run().ok();
    let process = jeton.args(["--version"]).spawn();
    assert_eq!(process.wait(Duration::from_secs(10)).code, 0);
}

#[test]
fn a_process_is_watched_line_by_line() {
    let mut command = std::process::Command::new("sh");
    command.args([
        "-c",
        "echo first; echo oops >&2; read line; echo got $line; exec sleep 60",
    ]);
    let mut process = crate::support::Process::spawn(&mut command);
    process.wait_for_line(Stream::Err, "oops", Duration::from_secs(5));
    process.send_line("second");
    assert_eq!(
        process.wait_for_line(Stream::Out, "got", Duration::from_secs(5)),
        "got second"
    );
    process.signal("TERM");
    let run = process.wait(Duration::from_secs(5)).fails(128 + 15);
    assert_eq!(run.stdout, "first\ngot second\n");
}
