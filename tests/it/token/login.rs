//! Getting a token the first time: by every grant, every provider, and the two ways a person approves.

use serde_json::{Value, json};

use super::person::{Pending, home, log_in, orders, printed, provider};
use super::seal;
use crate::support::{Jeton, OidcServer, Sandbox, approve_browser, get_as};

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text:?}"))
}

#[test]
fn a_person_approves_by_forms() {
    let server = provider(&[]);
    let jeton = home(&server);
    let run = log_in(&jeton);
    assert!(
        run.stdout
            .starts_with("logged in to staging as alice; the token ends "),
        "{run}"
    );
    assert!(run.stdout.contains(", and is renewed by itself"), "{run}");
    let token = printed(&jeton, "staging");
    let me = get_as(&server.url("/me"), &token).unwrap();
    assert_eq!(me.json()["sub"], "alice", "{me:?}");
    assert_eq!(
        server.requests()[0]["path"],
        "/.well-known/openid-configuration"
    );
}

#[test]
fn a_person_approves_in_a_browser() {
    let server = provider(&[]);
    let jeton = home(&server);
    let login = Pending::start(&jeton, &["-o", "json"]);
    approve_browser(login.complete.as_ref().unwrap(), &["--user", "bob"]).ok();
    let run = login.wait().ok();
    let report = json_of(&run.stdout);
    assert_eq!(report["format"], 1, "{run}");
    assert_eq!(report["account"], "bob", "{run}");
    assert_eq!(report["new"], true, "{run}");
    assert_eq!(report["refresh_token"], true, "{run}");
    let browser = |request: &Value| {
        let agent = request["user_agent"].as_str();
        agent.is_some_and(|agent| agent.contains("Chrome"))
    };
    assert!(server.requests().iter().any(browser));
}

#[test]
fn a_code_is_typed_by_hand() {
    let server = provider(&[]);
    let jeton = home(&server);
    let login = Pending::start(&jeton, &[]);
    assert_eq!(login.page, server.url("/device"));
    crate::support::approve_http(&login.page, &["--code", &login.code]).ok();
    login.wait().ok();
}

#[test]
fn a_valid_login_is_said_and_not_repeated() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    log_in(&jeton);
    let asked = server.requests().len();
    let again = jeton.args(["token", "login"]).run().ok();
    assert!(
        again
            .stdout
            .starts_with("already logged in to staging as alice; "),
        "{again}"
    );
    assert!(
        again.stdout.ends_with("(--force logs in again)\n"),
        "{again}"
    );
    assert_eq!(server.requests().len(), asked);
}

/// The replaced refresh token is revoked, once the new one is stored.
#[test]
fn a_forced_login_gives_the_old_one_back() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    log_in(&jeton);
    let old = seal::opened(&jeton, "staging");
    let login = Pending::start(&jeton, &["--force"]);
    login.approve();
    login.wait().ok();
    let new = seal::opened(&jeton, "staging");
    assert_eq!(new["generation"], 2);
    assert_ne!(new["refresh_token"], old["refresh_token"]);
    let revocations = |request: &&Value| request["path"] == "/token/revocation";
    assert_eq!(server.requests().iter().filter(revocations).count(), 1);
    let me = get_as(&server.url("/me"), &seal::secret(&new, "access_token")).unwrap();
    assert_eq!(me.status, 200, "the new token is alive: {me:?}");
}

#[test]
fn a_service_sends_its_secret_in_the_header() {
    let server = provider(&[]);
    let jeton = home(&server);
    let run = jeton.args(["token", "login", "orders"]).run().ok();
    assert!(run.stdout.starts_with("logged in to orders; "), "{run}");
    let last = server.requests().pop().unwrap();
    assert_eq!(
        (&last["client_id"], &last["status"], &last["auth"]),
        (&json!("orders-svc"), &json!(200), &json!("Basic"))
    );
    let token = printed(&jeton, "orders");
    assert_eq!(server.token_requests(), 1);
    let login = seal::opened(&jeton, "orders");
    assert_eq!(
        (&login["access_token"], &login["account"]),
        (&json!(token), &json!(null))
    );
}

#[test]
fn a_service_can_send_its_secret_in_the_body() {
    let server = provider(&[]);
    let jeton = Jeton::new().env("ORDERS_SECRET", "orders-svc-secret");
    let profile = orders(&server.issuer);
    jeton.write_config(&format!("{profile}client_auth = \"client_secret_post\"\n"));
    jeton.args(["token", "print"]).run().ok();
    let last = server.requests().pop().unwrap();
    assert_eq!(
        (&last["auth"], &last["status"]),
        (&json!(null), &json!(200))
    );
}

/// Without discovery: nothing is asked but the endpoints that were named.
#[test]
fn endpoints_can_be_named_one_by_one() {
    let server = provider(&[]);
    let jeton = Jeton::new();
    let at = |path: &str| server.url(path);
    jeton.write_config(&format!(
        "[profiles.plain]\nprovider = \"oauth2\"\nclient_id = \"jeton-cli\"\nscopes = [\"openid\", \"offline_access\"]\n\
         token_endpoint = \"{}\"\ndevice_authorization_endpoint = \"{}\"\nrevocation_endpoint = \"{}\"\n",
        at("/token"),
        at("/device/auth"),
        at("/token/revocation"),
    ));
    log_in(&jeton);
    let discovery = |request: &Value| request["path"].as_str().unwrap().contains("well-known");
    assert!(!server.requests().iter().any(discovery));
    let reset = jeton.args(["token", "reset", "--yes"]).run().ok();
    assert_eq!(reset.stdout, "plain: removed; revoked at the issuer\n");
}

#[test]
fn entra_needs_the_tenant_alone() {
    let sandbox = Sandbox::start(&["--interval", "1s"]);
    let jeton = Jeton::new();
    jeton.write_config(&format!(
        "[profiles.partner-center]\nprovider = \"entra\"\ntenant = \"sandbox\"\nauthority = \"{}\"\n\
         client_id = \"{}\"\nscopes = [\"https://api.partner.microsoft.com/.default\"]\n",
        sandbox.url, client_id(&sandbox),
    ));
    let login = Pending::start(&jeton, &[]);
    sandbox.approve(&login.code);
    let run = login.wait().ok();
    let cached = seal::opened(&jeton, "partner-center");
    let account = cached["account"]["username"].as_str().unwrap();
    assert!(account.contains('@'), "{account}");
    assert!(
        run.stdout
            .starts_with(&format!("logged in to partner-center as {account}; ")),
        "{run}"
    );
    // offline_access was asked for, or there would be none.
    assert!(cached["refresh_token"].is_string(), "{run}");
    let status = jeton.args(["token", "status", "-o", "json"]).run().ok();
    let status = json_of(&status.stdout);
    assert_eq!(status["profiles"][0]["account"], account, "{status}");
    assert!(status["profiles"][0]["tenant_id"].is_string(), "{status}");
    assert_eq!(sandbox.count("/{tenant}/oauth2/v2.0/devicecode"), 1);
}

fn client_id(sandbox: &Sandbox) -> &str {
    let named = |(name, _): &&(String, String)| name == "JETON_PROFILES__PARTNER_CENTER__CLIENT_ID";
    &sandbox.env.iter().find(named).unwrap().1
}

/// `-q` is for scripts, but without the code there is no login.
#[test]
fn a_quiet_login_still_shows_the_code() {
    let server: OidcServer = provider(&[]);
    let jeton = home(&server);
    let login = Pending::start(&jeton, &["-qq"]);
    login.approve();
    login.wait().ok();
}
