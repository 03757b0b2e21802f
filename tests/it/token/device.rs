//! Polling for a device login to the letter of RFC 8628, seen in the provider's log.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::at_rest::everything;
use super::person::{Pending, home, log_in, provider};
use super::seal;
use crate::support::{OidcServer, Stream, approve_http};

/// When each poll was answered, and how long it took in the server, in seconds.
fn polls(server: &OidcServer) -> Vec<(f64, Value)> {
    let is_poll = |request: &Value| {
        let grant = request["grant_type"].as_str().unwrap_or_default();
        grant.ends_with(":device_code")
    };
    let time = |request: Value| {
        let at: Timestamp = request["ts"].as_str().unwrap().parse().unwrap();
        (at.as_millisecond() as f64 / 1000.0, request)
    };
    server
        .requests()
        .into_iter()
        .filter(is_poll)
        .map(time)
        .collect()
}

/// Seconds between an answer and the next question.
fn gaps(server: &OidcServer) -> Vec<f64> {
    let polls = polls(server);
    let asked = |(at, request): &(f64, Value)| at - request["ms"].as_f64().unwrap() / 1000.0;
    polls
        .windows(2)
        .map(|two| asked(&two[1]) - two[0].0)
        .collect()
}

#[track_caller]
fn wait_for_polls(server: &OidcServer, count: usize) {
    let started = Instant::now();
    while polls(server).len() < count {
        assert!(
            started.elapsed() < Duration::from_secs(60),
            "no poll {count}"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The provider answers `slow_down` to who polls before the interval is over.
#[test]
fn no_poll_comes_early() {
    let server = provider(&[("DEVICE_INTERVAL", "2")]);
    let jeton = home(&server);
    let login = Pending::start(&jeton, &[]);
    wait_for_polls(&server, 3);
    login.approve();
    login.wait().ok();
    for (_, poll) in polls(&server) {
        assert_ne!(poll["error"], "slow_down");
    }
    for gap in gaps(&server) {
        assert!((1.95..4.0).contains(&gap), "{:?}", gaps(&server));
    }
}

/// RFC 8628 3.2: without an interval it is five seconds.
#[test]
fn without_an_interval_it_is_five_seconds() {
    let server = provider(&[("DEVICE_INTERVAL", "0")]);
    let jeton = home(&server);
    let started = Instant::now();
    let login = Pending::start(&jeton, &[]);
    login.approve();
    login.wait().ok();
    assert!(started.elapsed() >= Duration::from_secs(5));
    assert_eq!(polls(&server).len(), 1);
}

/// RFC 8628 3.5: five seconds more, for this poll and all later ones.
#[test]
fn slow_down_adds_five_seconds_for_good() {
    let server = provider(&[]);
    let jeton = home(&server);
    server.rule(&json!({"path": "/token", "status": 400, "body": "{\"error\":\"slow_down\"}"}));
    let login = Pending::start(&jeton, &[]);
    wait_for_polls(&server, 2);
    login.approve();
    login.wait().ok();
    let gaps = gaps(&server);
    assert!(gaps.len() >= 2, "{gaps:?}");
    for gap in &gaps {
        assert!((5.95..10.9).contains(gap), "{gaps:?}");
    }
}

/// The person's approval must not be lost to a bad minute of the network.
#[test]
fn polling_rides_out_every_passing_failure() {
    let server = provider(&[]);
    let jeton = home(&server);
    server.rule(&json!([
        {"path": "/token", "drop": "before"},
        {"path": "/token", "status": 503, "body": "<html>later</html>"},
        {"path": "/token", "status": 429, "headers": {"retry-after": "1"}},
    ]));
    let login = Pending::start(&jeton, &[]);
    login.approve();
    login.wait().ok();
    let faults: Vec<Value> = polls(&server)
        .iter()
        .map(|(_, poll)| poll["fault"].clone())
        .collect();
    assert_eq!(
        faults,
        [json!("before"), json!(503), json!(429), json!(null)]
    );
    let gaps = gaps(&server);
    assert!(
        gaps.windows(2).all(|two| two[0] < two[1]),
        "it backs off: {gaps:?}"
    );
}

/// Nobody waits a quarter of an hour for an issuer that is down without being told; a bad minute is not told.
#[test]
fn an_issuer_that_fails_over_and_over_is_told_once() {
    let server = provider(&[]);
    let jeton = home(&server);
    let told = |text: &str| {
        text.matches("polling goes on until the code ends at")
            .count()
    };
    server.rule(&json!({"path": "/token", "status": 503, "times": 2}));
    let run = log_in(&jeton);
    assert_eq!((polls(&server).len(), told(&run.stderr)), (3, 0), "{run}");

    server.rule(&json!({"path": "/token", "status": 503, "times": 20}));
    let login = Pending::start(&jeton, &["--force"]);
    wait_for_polls(&server, 3 + 4);
    login.process.signal("INT");
    let run = login.wait().fails(130);
    let said = "answered with HTTP status 503); polling goes on until the code ends at 20";
    assert!(
        run.stderr
            .contains("WARN the last 3 polls failed (127.0.0.1:"),
        "{run}"
    );
    assert!(run.stderr.contains(said), "{run}");
    assert_eq!(told(&run.stderr), 1, "{run}");
}

#[test]
fn an_expired_code_ends_the_login() {
    let server = provider(&[("DEVICE_TTL", "3")]);
    let jeton = home(&server);
    let started = Instant::now();
    let run = Pending::start(&jeton, &[]).wait().fails(4);
    assert!(started.elapsed() < Duration::from_secs(8), "{run}");
    assert!(
        run.stderr.ends_with(
            "error: cannot log in to staging: the code expired before it was approved\n\
             hint: get a new code with: jeton token login staging\n"
        ),
        "{run}"
    );
    assert_eq!(run.stdout, "");
    assert!(!seal::file(&jeton, "staging").exists());
}

#[test]
fn a_declined_code_ends_the_login() {
    let server = provider(&[]);
    let jeton = home(&server);
    let login = Pending::start(&jeton, &[]);
    approve_http(login.complete.as_ref().unwrap(), &["--deny"]).ok();
    let run = login.wait().fails(4);
    assert!(
        run.stderr.ends_with(
            "error: cannot log in to staging: the login was declined (access_denied)\n\
             hint: run the login again and approve it, or ask the tenant's administrator\n"
        ),
        "{run}"
    );
    assert!(!seal::file(&jeton, "staging").exists());
}

/// The old login, if there is one, is as it was; what is pending is kept beside it.
#[test]
fn a_stopped_login_leaves_no_half_state() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    log_in(&jeton);
    let others = || {
        let mut files = files(&jeton.home());
        files.retain(|(path, _)| !path.to_string_lossy().contains("/staging.pending."));
        files
    };
    let before = others();
    for (signal, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let login = Pending::start(&jeton, &["--force"]);
        login.process.signal(signal);
        let run = login.process.wait(Duration::from_secs(5)).fails(code);
        assert_eq!(run.stdout, "");
        assert_eq!(others(), before, "{signal}");
    }
    jeton.args(["token", "print"]).run().ok();
}

/// Under `nohup` the terminal may go away.
#[test]
fn a_hangup_that_is_ignored_stays_ignored() {
    let server = provider(&[]);
    let jeton = home(&server);
    let login = jeton
        .shell("trap '' HUP; exec \"$BIN\" token login")
        .spawn();
    let login = Pending::of(login);
    login.process.signal("HUP");
    std::thread::sleep(Duration::from_millis(500));
    login.approve();
    login.wait().ok();
}

/// Every file with a hash of its content, which would be long to print.
fn files(folder: &std::path::Path) -> Vec<(std::path::PathBuf, u64)> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let hash = |path: &std::path::PathBuf| {
        let mut hasher = DefaultHasher::new();
        std::fs::read(path).unwrap().hash(&mut hasher);
        hasher.finish()
    };
    let paths = everything(folder).into_iter().filter(|path| path.is_file());
    let mut files: Vec<_> = paths.map(|path| (path.clone(), hash(&path))).collect();
    files.sort();
    files
}

/// Ctrl-C in the middle of a renewal: the refresh token is spent at the issuer, so its successor is kept first.
#[test]
fn a_stopped_renewal_keeps_what_it_asked_for() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    log_in(&jeton);
    // A terminal that goes away says so twice: by its shell and by the system.
    for (number, (signal, code)) in [("INT", 130), ("HUP HUP", 129)].into_iter().enumerate() {
        seal::expire(&jeton, "staging");
        server.rule(&json!({"path": "/token", "delay_ms": 1500}));
        let print = jeton.args(["token", "print"]).spawn();
        std::thread::sleep(Duration::from_millis(700));
        for signal in signal.split(' ') {
            print.signal(signal);
            std::thread::sleep(Duration::from_millis(50));
        }
        let said = print.output(Stream::Out);
        let run = print.wait(Duration::from_secs(10)).fails(code);
        assert_eq!((said.as_str(), run.stdout.as_str()), ("", ""));
        assert_eq!(seal::opened(&jeton, "staging")["generation"], number + 2);
    }
    jeton.args(["token", "print"]).run().ok();
    assert_eq!(polls(&server).len() + 2, server.token_requests());
}
