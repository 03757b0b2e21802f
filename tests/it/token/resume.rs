//! A device login that was cut off and is gone on with: nothing that a person approved is lost, and nothing is
//! polled faster for it.

use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::person::{Pending, home, log_in, provider};
use super::seal;
use crate::support::{Jeton, OidcServer, Sandbox, Stream, approve_http};

const LIMIT: Duration = Duration::from_secs(60);

fn polls(server: &OidcServer) -> Vec<Value> {
    let is_poll = |request: &Value| {
        let grant = request["grant_type"].as_str();
        grant.is_some_and(|grant| grant.ends_with(":device_code"))
    };
    server.requests().into_iter().filter(is_poll).collect()
}

#[track_caller]
fn wait_for_polls(server: &OidcServer, count: usize) {
    let started = Instant::now();
    while polls(server).len() < count {
        assert!(started.elapsed() < LIMIT, "no poll {count}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn codes(server: &OidcServer) -> usize {
    let is_code = |request: &&Value| request["path"] == "/device/auth";
    server.requests().iter().filter(is_code).count()
}

fn is_pending(jeton: &Jeton) -> bool {
    seal::file(jeton, "staging.pending").exists()
}

/// Changes what is pending, as it would be after some time or under another profile.
#[track_caller]
fn change(jeton: &Jeton, field: &str, value: Value) {
    let mut pending = seal::opened(jeton, "staging.pending");
    pending[field] = value;
    seal::replace(jeton, "staging.pending", &pending);
}

/// Leaves a login pending.
#[track_caller]
fn cut_off(jeton: &Jeton, args: &[&str]) -> String {
    let login = Pending::start(jeton, args);
    let code = login.code.clone();
    login.process.kill();
    code
}

#[test]
fn a_login_goes_on_after_every_kind_of_end() {
    let server = provider(&[]);
    for (number, signal) in ["INT", "TERM", "HUP", "KILL"].into_iter().enumerate() {
        let jeton = home(&server);
        let login = Pending::start(&jeton, &[]);
        login.process.signal(signal);
        let run = login.process.wait(Duration::from_secs(5));
        assert_eq!(run.stdout, "", "{run}");
        if signal != "KILL" {
            assert!(
                run.stderr
                    .contains("\nstopped; the login stays pending for 4 min 5")
                    && run
                        .stderr
                        .ends_with(" s: go on with jeton token login --resume staging\n"),
                "{run}"
            );
        }
        assert!(is_pending(&jeton), "{signal}");
        let resumed = Pending::start(&jeton, &["--resume"]);
        assert_eq!(
            (&resumed.page, &resumed.code, &resumed.complete),
            (&login.page, &login.code, &login.complete)
        );
        resumed.approve();
        let run = resumed.wait().ok();
        assert!(
            run.stdout
                .starts_with("logged in to staging as alice; the token ends "),
            "{run}"
        );
        assert!(!is_pending(&jeton));
        assert_eq!(codes(&server), number + 1, "one code is enough");
    }
}

/// A script that is stopped with its login knows what to run.
#[test]
fn a_stopped_login_says_in_json_what_goes_on_with_it() {
    let server = provider(&[]);
    let jeton = home(&server);
    let login = Pending::start(&jeton, &["-o", "json"]);
    login.process.signal("TERM");
    let run = login.process.wait(LIMIT).fails(143);
    let said: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(
        said,
        json!({
            "format": 1, "profile": "staging", "outcome": "stopped",
            "resume": "jeton token login --resume staging"
        })
    );
}

#[test]
fn what_is_pending_is_shown_by_status() {
    let server = provider(&[]);
    let jeton = home(&server);
    let status = || jeton.args(["token", "status", "staging"]).run().ok();
    assert!(!status().stdout.contains("pending login"));
    cut_off(&jeton, &[]);
    let run = status();
    assert!(
        run.stdout
            .contains("go on with: jeton token login --resume staging"),
        "{run}"
    );
    for command in ["print", "refresh"] {
        let run = jeton.args(["token", command]).run().fails(4);
        assert!(
            run.stderr
                .contains("then run: jeton token login --resume staging"),
            "{run}"
        );
    }
    change(&jeton, "expires_at", json!("2020-01-01T00:00:00Z"));
    let run = status();
    assert!(!run.stdout.contains("pending login"), "{run}");
    assert!(is_pending(&jeton), "status changes nothing");
}

/// Each poll has to wait for the quota, and the code lives longer: the login goes on.
#[test]
fn a_poll_waits_until_the_quota_has_room() {
    let server = provider(&[]);
    let jeton = home(&server);
    limit(&jeton, "1/4s");
    let login = Pending::start(&jeton, &["--poll", "auto"]);
    wait_for_polls(&server, 1);
    let first = Instant::now();
    login.approve();
    login.wait().ok();
    assert!(first.elapsed() > Duration::from_secs(3));
    assert_eq!(polls(&server).len(), 2);
}

/// The code ends before the quota has room again.
#[test]
fn a_poll_that_the_quota_never_allows_leaves_it_pending() {
    let server = provider(&[]);
    let jeton = home(&server);
    limit(&jeton, "1/h");
    let run = Pending::start(&jeton, &["--poll", "auto"]).wait().fails(5);
    assert!(
        run.stderr.contains("the quota of 1/h token requests at"),
        "{run}"
    );
    assert!(is_pending(&jeton));
    assert_eq!(polls(&server).len(), 1);
}

/// Gives the person's profile a quota.
fn limit(jeton: &Jeton, quota: &str) {
    let config = std::fs::read_to_string(jeton.config_file()).unwrap();
    let section = "[profiles.staging]";
    let limited = config.replacen(section, &format!("{section}\nquota = \"{quota}\""), 1);
    jeton.write_config(&limited);
}

/// Nobody polls on for a login that was reset, and nobody is sent to a page for it.
#[test]
fn a_reset_ends_the_wait_of_another_process() {
    let server = provider(&[]);
    let jeton = home(&server);
    limit(&jeton, "20/h");
    let login = Pending::start(&jeton, &["--poll", "auto"]);
    wait_for_polls(&server, 1);
    assert!(promised(&jeton));
    jeton.args(["token", "reset", "--yes"]).run().ok();
    assert!(!promised(&jeton), "renewals may have that request again");
    let asked = polls(&server).len();
    let run = login.wait().fails(4);
    assert_eq!(
        run.stderr.lines().last(),
        Some("hint: start one with: jeton token login staging"),
        "{run}"
    );
    let said = "cannot log in to staging: the login was reset meanwhile";
    assert!(run.stderr.contains(said), "{run}");
    assert!(polls(&server).len() <= asked + 1);
    assert!(!seal::file(&jeton, "staging").exists());
}

/// Whether others leave a request free for a person who is at a login.
fn promised(jeton: &Jeton) -> bool {
    let folder = seal::folder(jeton).with_file_name("ledgers");
    let ledgers = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let ledger = ledgers.filter(|path| path.extension().is_some_and(|end| end == "json"));
    let texts: Vec<String> = ledger
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    assert_eq!(texts.len(), 1);
    let document: Value = serde_json::from_str(&texts[0]).unwrap();
    !document["promise"].is_null()
}

/// The pending login is sealed under the profile's lock, which a rotation of the key takes, too.
#[test]
fn a_pending_login_is_not_written_while_the_profile_is_locked() {
    let server = provider(&[]);
    let jeton = home(&server);
    let login = Pending::start(&jeton, &[]);
    let lock = seal::folder(&jeton).join("staging.lock");
    let lock = std::fs::File::open(lock).unwrap();
    lock.lock().unwrap();
    server.rule(&json!({"path": "/token", "status": 400, "body": "{\"error\":\"slow_down\"}"}));
    wait_for_polls(&server, 1);
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(seal::opened(&jeton, "staging.pending")["interval"], 1);
    drop(lock);
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(seal::opened(&jeton, "staging.pending")["interval"], 6);
    login.process.kill();
}

/// What is cached could not be replaced: that is known before the approval is used up.
#[test]
fn a_damaged_cache_fails_before_the_approval_is_spent() {
    let server = provider(&[]);
    let jeton = home(&server);
    let login = Pending::start(&jeton, &[]);
    let page = login.complete.clone().unwrap();
    login.process.kill();
    approve_http(&page, &[]).ok();
    let before = polls(&server).len();
    std::fs::write(seal::file(&jeton, "staging"), "garbage").unwrap();
    let run = jeton.args(["token", "login", "--resume"]).run().fails(3);
    assert!(run.stderr.contains("staging.age is damaged"), "{run}");
    assert_eq!(polls(&server).len(), before);
    assert!(is_pending(&jeton));
    std::fs::remove_file(seal::file(&jeton, "staging")).unwrap();
    jeton.args(["token", "login", "--resume"]).run().ok();
}

/// Where each poll costs a request of the quota: the code is shown, nothing is polled, and once it is approved one
/// poll is enough. Used up, the login stays pending.
#[test]
fn polls_are_inside_the_quota() {
    let server = provider(&[]);
    let jeton = home(&server);
    limit(&jeton, "2/h");
    let run = jeton.args(["token", "login"]).run().fails(4);
    assert!(
        run.stderr.contains("jeton token login --resume staging"),
        "{run}"
    );
    let early = jeton.args(["token", "login", "--resume"]).run().fails(4);
    assert_eq!(polls(&server).len(), 1, "{early}");
    let pending = seal::opened(&jeton, "staging.pending");
    let page = pending["verification_uri_complete"].as_str().unwrap();
    approve_http(page, &[]).ok();
    jeton.args(["token", "login", "--resume"]).run().ok();
    assert_eq!(polls(&server).len(), 2);

    // Used up: no code is asked for that could not be polled for.
    let run = jeton.args(["token", "login", "--force"]).run().fails(5);
    assert!(
        run.stderr.contains("the quota of 2/h token requests at"),
        "{run}"
    );
    assert!(!is_pending(&jeton));
    assert_eq!((polls(&server).len(), codes(&server)), (2, 1));
}

/// Entra by the sandbox: approved while no process is there.
#[test]
fn an_approval_waits_for_the_one_who_goes_on() {
    let sandbox = Sandbox::start(&["--interval", "1s"]);
    let jeton = sandbox.jeton();
    let login = Pending::start(&jeton, &[]);
    login.process.kill();
    sandbox.approve(&login.code);
    let run = jeton.args(["token", "login", "--resume"]).run().ok();
    assert!(
        run.stdout.starts_with("logged in to partner-center as "),
        "{run}"
    );
    assert_eq!(sandbox.count("/{tenant}/oauth2/v2.0/devicecode"), 1);
}

#[test]
fn what_is_pending_is_sealed() {
    let server = provider(&[]);
    let jeton = home(&server);
    let code = cut_off(&jeton, &[]);
    let file = seal::file(&jeton, "staging.pending");
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let pending = seal::opened(&jeton, "staging.pending");
    assert_eq!(
        (
            &pending["format"],
            &pending["profile"],
            &pending["user_code"]
        ),
        (&json!(1), &json!("staging"), &json!(code))
    );
    assert_eq!(pending["interval"], 1);
    let sealed = std::fs::read(&file).unwrap();
    for secret in [&seal::secret(&pending, "device_code"), &code] {
        let found = sealed
            .windows(secret.len())
            .any(|part| part == secret.as_bytes());
        assert!(!found, "a secret stands in the file");
    }
}

/// RFC 8628 3.5: the five seconds more are for good, also for the next process.
#[test]
fn the_interval_is_gone_on_with() {
    let server = provider(&[]);
    let jeton = home(&server);
    server.rule(&json!({"path": "/token", "status": 400, "body": "{\"error\":\"slow_down\"}"}));
    let login = Pending::start(&jeton, &[]);
    wait_for_polls(&server, 1);
    std::thread::sleep(Duration::from_millis(300));
    login.process.kill();
    assert_eq!(seal::opened(&jeton, "staging.pending")["interval"], 6);
    let started = Instant::now();
    let resumed = Pending::start(&jeton, &["--resume"]);
    resumed.approve();
    resumed.wait().ok();
    assert!(started.elapsed() > Duration::from_millis(5950));
    assert_eq!(polls(&server).len(), 2);
}

#[test]
fn only_what_is_pending_and_good_can_be_gone_on_with() {
    let server = provider(&[]);
    let jeton = home(&server);
    let refused = |message: &str, hint: &str| {
        let run = jeton.args(["token", "login", "--resume"]).run().fails(4);
        assert_eq!(
            run.stderr,
            format!("error: cannot log in to staging: {message}\nhint: {hint}\n")
        );
        assert_eq!(run.stdout, "");
    };
    let start = "start one with: jeton token login staging";
    refused("no login is pending", start);
    cut_off(&jeton, &[]);
    change(&jeton, "client_id", json!("another"));
    let than = "than profile staging now names";
    refused(
        &format!("the pending login was made for another client or issuer {than}"),
        start,
    );
    cut_off(&jeton, &[]);
    change(&jeton, "issuer", json!("https://login.example"));
    refused(
        &format!("the pending login was made for another client or issuer {than}"),
        start,
    );
    cut_off(&jeton, &[]);
    change(&jeton, "requested", json!({"scopes": ["openid"]}));
    refused(
        &format!("the pending login was made for other scopes {than}"),
        start,
    );
    assert!(is_pending(&jeton), "the profile may be put right");
    cut_off(&jeton, &[]);
    change(
        &jeton,
        "expires_at",
        json!(jiff::Timestamp::now().to_string()),
    );
    refused(
        "the code expired before it was approved",
        "get a new code with: jeton token login staging",
    );
    refused("no login is pending", start);
    assert_eq!(polls(&server).len(), 0);
}

#[test]
fn a_pending_login_that_cannot_be_read_is_left_alone() {
    let server = provider(&[]);
    let jeton = home(&server);
    cut_off(&jeton, &[]);
    let file = seal::file(&jeton, "staging.pending");
    let sealed = std::fs::read(&file).unwrap();
    std::fs::write(&file, &sealed[..sealed.len() - 9]).unwrap();
    let run = jeton.args(["token", "login", "--resume"]).run().fails(3);
    assert!(
        run.stderr.contains("staging.pending.age is damaged"),
        "{run}"
    );
    assert!(is_pending(&jeton));
    let login = Pending::start(&jeton, &[]);
    login.approve();
    login.wait().ok();
    assert!(!is_pending(&jeton));
}

#[test]
fn a_new_login_takes_the_place_of_a_pending_one_and_says_so() {
    let server = provider(&[]);
    let jeton = home(&server);
    let first = cut_off(&jeton, &[]);
    let login = Pending::start(&jeton, &[]);
    assert_ne!(login.code, first);
    let said = login.process.output(Stream::Err);
    assert!(
        said.contains("the login that was pending is given up for a new one"),
        "{said}"
    );
    login.process.kill();
    let resumed = Pending::start(&jeton, &["--resume"]);
    assert_eq!(resumed.code, login.code);
}

#[test]
fn a_login_that_has_ended_is_pending_no_more() {
    let server = provider(&[("DEVICE_TTL", "4")]);
    let jeton = home(&server);
    let ends: [(&str, &str, i32); 3] = [
        ("access_denied", "the login was declined (access_denied)", 4),
        (
            "expired_token",
            "the code expired before it was approved",
            4,
        ),
        ("invalid_grant", "the code is not good any more: ", 4),
    ];
    for (error, words, code) in ends {
        cut_off(&jeton, &[]);
        let body = json!({"error": error}).to_string();
        server.rule(&json!({"path": "/token", "status": 400, "body": body}));
        let run = jeton.args(["token", "login", "--resume"]).run().fails(code);
        assert!(run.stderr.contains(words), "{run}");
        assert!(run.stderr.contains("\nhint: "), "{run}");
        assert!(!is_pending(&jeton), "{error}");
    }
    cut_off(&jeton, &[]);
    let run = jeton.args(["token", "reset", "--yes"]).run().ok();
    assert_eq!(
        run.stdout,
        "staging: there was no login but a pending one, which was removed\n"
    );
    assert!(!is_pending(&jeton));
}

/// A refusal that is not about the code can be put right while the code is good.
#[test]
fn a_refusal_of_the_client_keeps_the_login_pending() {
    let server = provider(&[]);
    let jeton = home(&server);
    let body = json!({"error": "invalid_client"}).to_string();
    server.rule(&json!({"path": "/token", "status": 401, "body": body}));
    let login = Pending::start(&jeton, &[]);
    let (code, page) = (login.code.clone(), login.complete.clone().unwrap());
    let run = login.wait().fails(3);
    assert!(
        run.stderr.contains("the login stays pending for 4 min 5")
            && run.stderr.contains("jeton token login --resume staging"),
        "{run}"
    );
    let resumed = Pending::start(&jeton, &["--resume"]);
    assert_eq!(
        (&resumed.code, resumed.complete.as_ref()),
        (&code, Some(&page))
    );
    resumed.approve();
    resumed.wait().ok();
}

/// One polls; the other takes its login.
#[test]
fn two_that_go_on_at_once_get_one_login() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    cut_off(&jeton, &[]);
    let both = [(); 2].map(|()| Pending::start(&jeton, &["--resume"]));
    wait_for_polls(&server, 2);
    both[0].approve();
    let mut said = both.map(|login| login.wait().ok().stdout);
    said.sort();
    assert!(
        said[0].starts_with("already logged in to staging as alice; ")
            && said[1].starts_with("logged in to staging as alice; "),
        "{said:?}"
    );
    for poll in polls(&server) {
        let error = poll["error"].as_str();
        assert!(
            matches!(error, None | Some("authorization_pending")),
            "{poll}"
        );
    }
    assert_eq!(seal::opened(&jeton, "staging")["generation"], 1);
    assert!(!is_pending(&jeton));
    let late = jeton.args(["token", "login", "--resume"]).run().ok();
    assert!(
        late.stdout.starts_with("already logged in to staging"),
        "{late}"
    );
}

/// The one that waits for the other goes on when that one dies.
#[test]
fn the_second_takes_over_from_the_first() {
    let server = provider(&[]);
    let jeton = home(&server);
    let first = Pending::start(&jeton, &[]);
    let second = Pending::start(&jeton, &["--resume"]);
    let said = second.process.output(Stream::Err);
    assert!(
        said.contains("another process waits for this approval"),
        "{said}"
    );
    wait_for_polls(&server, 1);
    first.process.kill();
    second.approve();
    second.wait().ok();
}

/// Where the lock excludes nobody: the code is used up, and the login is there a moment later.
#[test]
fn a_used_up_code_is_another_ones_login() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    cut_off(&jeton, &[]);
    let file = seal::file(&jeton, "staging.pending");
    let pending = std::fs::read(&file).unwrap();
    let resumed = Pending::start(&jeton, &["--resume"]);
    resumed.approve();
    resumed.wait().ok();
    std::fs::write(&file, pending).unwrap();
    let run = jeton.args(["token", "login", "--resume"]).run().ok();
    assert!(
        run.stdout
            .starts_with("already logged in to staging as alice; "),
        "{run}"
    );
    assert_eq!(polls(&server).last().unwrap()["error"], "invalid_grant");
    assert!(!is_pending(&jeton));
}

/// But not where a valid login was there before: that one says nothing about the code.
#[test]
fn a_used_up_code_of_a_forced_login_is_a_failure() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    log_in(&jeton);
    cut_off(&jeton, &["--force"]);
    let body = json!({"error": "invalid_grant"}).to_string();
    server.rule(&json!({"path": "/token", "status": 400, "body": body}));
    let run = jeton.args(["token", "login", "--resume"]).run().fails(4);
    assert!(
        run.stderr.contains("the code is not good any more"),
        "{run}"
    );
}

/// The answer to the poll in hand may be the only copy of the tokens.
#[test]
fn a_stop_during_the_last_poll_keeps_what_it_brings() {
    let server = provider(&[("ACCESS_TTL", "3600"), ("DEVICE_INTERVAL", "3")]);
    let jeton = home(&server);
    let login = Pending::start(&jeton, &[]);
    let started = Instant::now();
    server.rule(&json!({"path": "/token", "delay_ms": 2000}));
    login.approve();
    // The poll is sent after three seconds, and answered after five.
    std::thread::sleep(Duration::from_millis(3700).saturating_sub(started.elapsed()));
    assert_eq!(polls(&server).len(), 0);
    login.process.signal("INT");
    login.wait().ok();
    assert!(!is_pending(&jeton));
    jeton.args(["token", "print"]).run().ok();
}
