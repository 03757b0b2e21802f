//! What outlives a process: an issuer that fails, a reply that was lost, a token that an API refuses.

use std::time::Duration;

use serde_json::{Value, json};

use super::person::{home, log_in, provider};
use super::seal;
use crate::support::{Answer, Jeton, OidcServer, Process, Run, Scripted, Vendor};

fn logged_in(settings: &[(&str, &str)]) -> (OidcServer, Jeton) {
    let server = provider(&[&[("ACCESS_TTL", "3600")], settings].concat());
    let jeton = home(&server);
    log_in(&jeton);
    (server, jeton)
}

/// An expired login at an issuer that has failed five times, and will once more.
fn left_alone() -> (OidcServer, Jeton) {
    let (server, jeton) = logged_in(&[]);
    seal::expire(&jeton, "staging");
    server.rule(&json!({"path": "/token", "status": 503, "times": 6}));
    for _ in 0..5 {
        jeton.args(["token", "print"]).run().fails(6);
    }
    (server, jeton)
}

fn status(jeton: &Jeton, profile: &str) -> Value {
    let run = jeton
        .args(["token", "status", profile, "-o", "json"])
        .run()
        .ok();
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    document["profiles"][0].clone()
}

/// A host that takes the connection and never answers the handshake of TLS: nothing was sent, so nothing counts.
#[test]
fn a_connection_that_is_not_had_in_time_costs_nothing() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let at = silent.local_addr().unwrap();
    let jeton = Jeton::new().env("ORDERS_SECRET", "s");
    jeton.write_config(&format!(
        "[profiles.orders]\nprovider = \"oauth2\"\ngrant = \"client_credentials\"\nclient_id = \"c\"\nclient_secret = {{ env = \"ORDERS_SECRET\" }}\n\
         token_endpoint = \"https://{at}/token\"\nquota = \"5/h\"\n"
    ));
    let run = jeton.args(["token", "print"]).run().fails(6);
    let said = format!("cannot connect to {at}: no connection within 10 s");
    assert!(run.stderr.contains(&said), "{run}");
    let seen = status(&jeton, "orders");
    assert_eq!(
        (&seen["quota"][0]["used"], &seen["failures"]),
        (&json!(0), &json!(1))
    );
}

/// An issuer that says when it will be back is believed at once.
#[test]
fn a_retry_after_is_heard_from_the_first_failure_on() {
    let (server, jeton) = logged_in(&[]);
    seal::expire(&jeton, "staging");
    server.rule(&json!({"path": "/token", "status": 503, "headers": {"retry-after": "300"}}));
    jeton.args(["token", "print"]).run().fails(6);
    let asked = server.token_requests();
    jeton.args(["token", "print"]).run().fails(6);
    assert_eq!(server.token_requests(), asked, "nothing was sent");
    let seen = status(&jeton, "staging");
    assert_eq!(
        (&seen["breaker"], &seen["failures"]),
        (&json!("open"), &json!(1))
    );
}

/// Five failures in a row open the breaker for every process; one probe at a time finds out, and a person may
/// have one at once.
#[test]
fn an_issuer_that_fails_is_left_alone_by_the_next_process() {
    let (server, jeton) = left_alone();
    let asked = server.token_requests();
    let run = jeton.args(["token", "print"]).run().fails(6);
    assert!(
        run.stderr
            .contains("has failed and is left alone for a while"),
        "{run}"
    );
    assert!(
        run.stderr
            .contains("jeton token refresh --force-probe staging"),
        "{run}"
    );
    assert_eq!(server.token_requests(), asked, "nothing was sent");
    let seen = status(&jeton, "staging");
    assert_eq!(
        (&seen["breaker"], &seen["failures"]),
        (&json!("open"), &json!(5))
    );
    let check = jeton
        .args(["token", "status", "--check", "staging"])
        .run()
        .fails(6);
    assert!(
        check
            .stdout
            .contains("failed 5 times in a row, tried again in"),
        "{check}"
    );

    // The probe fails, too, and the pause grows; the next one succeeds.
    jeton
        .args(["token", "refresh", "--force-probe"])
        .run()
        .fails(6);
    assert_eq!(server.token_requests(), asked + 1);
    jeton.args(["token", "print"]).run().fails(6);
    jeton.args(["token", "refresh", "--force-probe"]).run().ok();
    let seen = status(&jeton, "staging");
    assert_eq!(
        (&seen["breaker"], &seen["failures"]),
        (&json!("closed"), &json!(0))
    );
}

/// After the pause one process probes; the others do not wait for it.
#[test]
fn of_ten_after_the_pause_one_probes() {
    let (server, jeton) = left_alone();
    let asked = server.token_requests();
    let later = |_| {
        let print = jeton.args(["token", "print"]);
        print.env("JETON_TEST_CLOCK", "60 60").spawn()
    };
    let running: Vec<Process> = (0..10).map(later).collect();
    for run in running {
        run.wait(Duration::from_secs(60)).fails(6);
    }
    assert_eq!(server.token_requests(), asked + 1);
}

/// Those who wait for one that asks in vain do not ask after it.
#[test]
fn of_twenty_on_an_issuer_that_is_down_one_asks() {
    let (server, jeton) = logged_in(&[]);
    seal::expire(&jeton, "staging");
    server.rule(&json!({"path": "/token", "status": 503, "delay_ms": 1500, "times": 20}));
    let asked = server.token_requests();
    let print = |_| jeton.args(["token", "print"]).spawn();
    let running: Vec<Process> = (0..20).map(print).collect();
    for run in running {
        run.wait(Duration::from_secs(60)).fails(6);
    }
    assert_eq!(server.token_requests() - asked, 1);
}

/// The issuer rotated, and its answer never came: it is said when, and that it cannot be mended.
#[test]
fn a_lost_reply_outside_a_replay_window_is_told_from_a_revocation() {
    let (server, jeton) = logged_in(&[]);
    seal::expire(&jeton, "staging");
    server.rule(&json!({"path": "/token", "drop": "after"}));
    jeton.args(["token", "print"]).run().fails(6);
    let run = jeton.args(["token", "print"]).run().fails(4);
    for words in [
        "the login of staging is lost: the reply to its renewal",
        "was lost on its way, and the issuer does not take the refresh token a second time",
        "log in again with: jeton token login staging",
    ] {
        assert!(run.stderr.contains(words), "{run}");
    }
    // Whoever comes later is told the same, and nothing is sent.
    let asked = server.token_requests();
    let run = jeton.args(["token", "print"]).run().fails(4);
    assert!(run.stderr.contains("was lost on its way"), "{run}");
    assert_eq!(server.token_requests(), asked);
}

fn replaying(url: &str, window: &str) -> Jeton {
    let jeton = Jeton::new();
    jeton.write_config(&format!(
        "[profiles.p]\nprovider = \"oauth2\"\ntoken_endpoint = \"{url}/token\"\n\
         device_authorization_endpoint = \"{url}/device\"\nclient_id = \"c\"\n{window}\n"
    ));
    jeton
}

fn device_login(upstream: Scripted) -> Scripted {
    let code = json!({
        "device_code": "d", "user_code": "U", "verification_uri": "http://127.0.0.1/v",
        "expires_in": 60, "interval": 1
    });
    upstream
        .then(Answer::new(200, code.to_string()))
        .then(granted("first", "one"))
}

fn granted(access: &str, refresh: &str) -> Answer {
    let body = json!({
        "access_token": access, "refresh_token": refresh, "token_type": "BEARER", "expires_in": 3600
    });
    Answer::new(200, body.to_string())
}

/// With a window in which the issuer takes the token once more, the same process asks again and nobody notices.
#[test]
fn a_lost_reply_inside_the_replay_window_heals_by_itself() {
    let upstream = device_login(Scripted::start());
    let jeton = replaying(&upstream.url, "refresh_replay_window = \"30s\"");
    jeton.args(["token", "login"]).run().ok();
    seal::expire(&jeton, "p");
    let upstream = upstream
        .then(Answer::new(502, "<html>gateway</html>"))
        .then(granted("second", "two"));
    let run = jeton.args(["token", "print"]).run().ok();
    assert_eq!(run.stdout, "second\n");
    assert!(
        run.stderr.contains("asked again inside the replay window"),
        "{run}"
    );
    let login = seal::opened(&jeton, "p");
    assert_eq!(login["refresh_token"], "two");
    let sent = upstream.done();
    assert_eq!(sent.len(), 4, "{sent:?}");
}

/// A process that was killed before its answer came: the next one finds the note, and is inside the window.
#[test]
fn a_killed_renewal_is_gone_on_with_inside_the_replay_window() {
    let upstream = device_login(Scripted::start());
    let jeton = replaying(&upstream.url, "refresh_replay_window = \"30s\"");
    jeton.args(["token", "login"]).run().ok();
    seal::expire(&jeton, "p");
    let note = seal::folder(&jeton).join("p.intent");
    let upstream = upstream.then(Answer::new(200, "").stalled());
    let renewing = jeton.args(["token", "print"]).spawn();
    while !note.exists() || upstream.asked().len() < 3 {
        std::thread::sleep(Duration::from_millis(10));
    }
    renewing.kill();
    assert!(note.exists(), "the note stays");
    let text = std::fs::read_to_string(&note).unwrap();
    assert!(!text.contains("one"), "{text}");
    let upstream = upstream.then(granted("second", "two"));
    let run = jeton.args(["token", "print"]).run().ok();
    assert_eq!(run.stdout, "second\n");
    assert!(!note.exists(), "and goes with the renewal");
    upstream.done();
}

fn api(vendor: &Vendor) -> Jeton {
    let url = &vendor.url;
    let jeton = Jeton::new().env("SECRET", "s");
    jeton.write_config(&format!(
        "[profiles.orders]\nprovider = \"oauth2\"\ngrant = \"client_credentials\"\ntoken_endpoint = \"{url}/token\"\n\
         client_id = \"c\"\nclient_secret = {{ env = \"SECRET\" }}\n\n\
         [sources.partner-center]\nprofile = \"orders\"\nbase_url = \"{url}\"\n"
    ));
    vendor.set(0, 3600, Duration::ZERO);
    jeton.args(["token", "print"]).run().ok();
    jeton
}

fn sync(jeton: &Jeton, database: usize) -> Process {
    let url = format!("sqlite:{database}.db");
    let sync = jeton.args(["sync", "referrals"]).env("DATABASE_URL", url);
    sync.spawn()
}

/// Ten syncs find the same token refused at once.
#[test]
fn a_refused_token_is_replaced_by_one_of_ten_processes() {
    let vendor = Vendor::start();
    let jeton = api(&vendor);
    vendor.revoke_all();
    let asked = vendor.asked();
    let running: Vec<Process> = (0..10).map(|number| sync(&jeton, number)).collect();
    for run in running {
        run.wait(Duration::from_secs(60)).ok();
    }
    assert_eq!(vendor.asked() - asked, 1);
}

/// An API that refuses every token costs one, not one a run; a person may still try.
#[test]
fn a_token_refused_right_after_its_renewal_names_both() {
    let vendor = Vendor::start();
    let jeton = api(&vendor);
    vendor.set(0, 3600, Duration::ZERO);
    vendor.refuse_all();
    let run: Run = sync(&jeton, 0).wait(Duration::from_secs(60)).fails(4);
    let asked = vendor.asked();
    assert_eq!(asked, 2, "one renewal: {run}");
    let second = status(&jeton, "orders")["fingerprint"]
        .as_str()
        .unwrap()
        .to_owned();
    let run = sync(&jeton, 0).wait(Duration::from_secs(60)).fails(4);
    assert!(
        run.stderr
            .contains(&format!("the upstream refuses the token {second}")),
        "{run}"
    );
    assert!(run.stderr.contains("because it refused"), "{run}");
    assert_eq!(vendor.asked(), asked, "and none the next time");
    jeton.args(["token", "refresh"]).run().ok();
    assert_eq!(vendor.asked(), asked + 1);
}

/// A person's login is not replaced by a client's token because the configuration was changed.
#[test]
fn a_refresh_of_another_clients_login_sends_nothing() {
    let (server, jeton) = logged_in(&[]);
    let before = std::fs::read(seal::file(&jeton, "staging")).unwrap();
    let asked = server.token_requests();
    for (from, to) in [
        ("client_id = \"jeton-cli\"", "client_id = \"another\""),
        ("\"email\", ", ""),
    ] {
        let config = std::fs::read_to_string(jeton.config_file()).unwrap();
        jeton.write_config(&config.replacen(from, to, 1));
        let run = jeton.args(["token", "refresh", "staging"]).run().fails(4);
        assert!(run.stderr.contains("jeton token login staging"), "{run}");
        jeton.write_config(&config);
    }
    assert_eq!(server.token_requests(), asked);
    assert!(std::fs::read(seal::file(&jeton, "staging")).unwrap() == before);
    jeton.args(["token", "refresh", "staging"]).run().ok();
}
