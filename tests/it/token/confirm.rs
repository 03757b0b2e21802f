//! Polls that a person orders (`--poll confirm`): none is sent unasked. On a terminal it is script(1)'s.

use std::time::{Duration, Instant};

use serde_json::json;

use super::person::{home, provider};
use super::seal;
use crate::support::{Jeton, OidcServer, Process, Run, Stream, approve_http};

const LIMIT: Duration = Duration::from_secs(20);
const HINT: &str =
    "hint: approve it, then run: jeton token login --resume staging (the code is good for ";

fn polls(server: &OidcServer) -> usize {
    let is_poll = |grant: &str| grant.ends_with(":device_code");
    let requests = server.requests();
    let grants = requests
        .iter()
        .filter_map(|request| request["grant_type"].as_str());
    grants.filter(|grant| is_poll(grant)).count()
}

/// A login on a terminal, where Enter is pressed by `touch`, and input ends by `touch(…, "end")` or with the home.
fn on_terminal(jeton: &Jeton, options: &str) -> Process {
    let script = format!(
        "over() {{ [ -e end ] || [ ! -e \"$HOME\" ]; }}\n\
         press() {{ until [ -e $1 ] || over; do sleep 0.05; done; over || printf '\\n'; }}\n\
         (press enter1; press enter2; until over; do sleep 0.05; done) |\n\
         timeout --foreground 40 script -qefc \"$BIN token login --poll confirm {options}\" /dev/null",
    );
    jeton.shell(&script).env("TERM", "xterm").spawn()
}

fn touch(jeton: &Jeton, name: &str) {
    std::fs::write(jeton.home().join(name), "").unwrap();
}

#[track_caller]
fn said(process: &Process, words: &str) -> String {
    process.wait_for_line(Stream::Out, words, LIMIT)
}

/// The page with the code in it, as the terminal shows it.
fn page(process: &Process) -> String {
    let line = said(process, "user_code=");
    line.trim().to_owned()
}

#[track_caller]
fn wait_for_polls(server: &OidcServer, count: usize) {
    let started = Instant::now();
    while polls(server) < count {
        assert!(started.elapsed() < LIMIT, "no poll {count}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn each_enter_is_one_poll() {
    let server = provider(&[]);
    let jeton = home(&server);
    let login = on_terminal(&jeton, "");
    let page = page(&login);
    said(&login, "Press Enter once it is approved (5 min left");
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(polls(&server), 0, "none unasked");
    touch(&jeton, "enter1");
    said(&login, "It is not approved yet.");
    assert_eq!(polls(&server), 1);
    approve_http(&page, &[]).ok();
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(polls(&server), 1);
    touch(&jeton, "enter2");
    said(&login, "logged in to staging as alice; ");
    touch(&jeton, "end");
    login.wait(LIMIT).ok();
    assert_eq!(polls(&server), 2);
    assert!(!seal::file(&jeton, "staging.pending").exists());
}

/// Two presses in a row are two polls, but the issuer's interval lies between them.
#[test]
fn enter_does_not_make_it_faster() {
    let server = provider(&[("DEVICE_INTERVAL", "3")]);
    let jeton = home(&server);
    let login = on_terminal(&jeton, "");
    said(&login, "Press Enter");
    touch(&jeton, "enter1");
    wait_for_polls(&server, 1);
    let first = Instant::now();
    touch(&jeton, "enter2");
    wait_for_polls(&server, 2);
    assert!(first.elapsed() > Duration::from_millis(2900));
    for request in server.requests() {
        assert_ne!(request["error"], "slow_down");
    }
}

/// Another process that goes on with the same login was told to go slower.
#[test]
fn the_interval_of_another_process_holds_here_too() {
    let server = provider(&[]);
    let jeton = home(&server);
    let login = on_terminal(&jeton, "");
    said(&login, "Press Enter");
    touch(&jeton, "enter1");
    wait_for_polls(&server, 1);
    let first = Instant::now();
    said(&login, "It is not approved yet.");
    let mut pending = seal::opened(&jeton, "staging.pending");
    pending["interval"] = json!(4);
    seal::replace(&jeton, "staging.pending", &pending);
    touch(&jeton, "enter2");
    wait_for_polls(&server, 2);
    assert!(first.elapsed() > Duration::from_millis(3900));
}

#[test]
fn a_failed_poll_is_said_and_can_be_repeated() {
    let server = provider(&[]);
    let jeton = home(&server);
    server.rule(&json!({"path": "/token", "status": 503}));
    let login = on_terminal(&jeton, "");
    approve_http(&page(&login), &[]).ok();
    touch(&jeton, "enter1");
    said(&login, "The issuer could not be asked: 127.0.0.1:");
    touch(&jeton, "enter2");
    said(&login, "logged in to staging as alice; ");
}

/// Approved, but Enter was never pressed: one poll when the code ends.
#[test]
fn an_approval_that_was_not_said_counts_too() {
    let server = provider(&[("DEVICE_TTL", "4")]);
    let jeton = home(&server);
    let login = on_terminal(&jeton, "");
    approve_http(&page(&login), &[]).ok();
    let started = Instant::now();
    while polls(&server) == 0 && started.elapsed() < LIMIT {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(started.elapsed() < Duration::from_secs(6));
    assert_eq!(polls(&server), 1);
}

/// The end of input is not an approval.
#[test]
fn a_terminal_that_went_away_leaves_it_pending() {
    let server = provider(&[]);
    let jeton = home(&server);
    let login = on_terminal(&jeton, "");
    said(&login, "Press Enter");
    touch(&jeton, "end");
    let run = login.wait(LIMIT).fails(4);
    assert!(run.stdout.contains("not approved yet"), "{run}");
    assert_eq!(polls(&server), 0);
    assert!(seal::file(&jeton, "staging.pending").exists());
}

fn unattended(jeton: &Jeton, option: &[&str]) -> Run {
    let login = ["token", "login", "--poll", "confirm"];
    jeton.args([&login, option].concat()).run()
}

#[test]
fn without_a_terminal_each_run_is_one_poll() {
    let server = provider(&[]);
    let jeton = home(&server);
    let run = unattended(&jeton, &[]).fails(4);
    assert_eq!(run.stdout, "");
    let page = run.stderr.lines().find(|line| line.contains("user_code="));
    let page = page.unwrap_or_else(|| panic!("{run}")).trim().to_owned();
    let not_yet = format!("error: cannot log in to staging: not approved yet\n{HINT}4 min 5");
    assert!(run.stderr.contains(&not_yet), "{run}");
    assert_eq!(polls(&server), 0);
    for count in 1..=2 {
        std::thread::sleep(Duration::from_millis(1100));
        let run = unattended(&jeton, &["--resume"]).fails(4);
        assert!(
            run.stderr.contains(&page) && run.stderr.contains(&not_yet),
            "{run}"
        );
        assert_eq!(polls(&server), count);
    }
    approve_http(&page, &[]).ok();
    std::thread::sleep(Duration::from_millis(1100));
    let run = unattended(&jeton, &["--resume", "-o", "json"]).ok();
    assert!(run.stdout.contains("\"account\": \"alice\""), "{run}");
    assert_eq!(polls(&server), 3);
}

#[test]
fn a_poll_without_a_terminal_that_fails_keeps_the_login() {
    let server = provider(&[]);
    let jeton = home(&server);
    unattended(&jeton, &[]).fails(4);
    server.rule(&json!({"path": "/token", "drop": "before"}));
    let run = unattended(&jeton, &["--resume"]).fails(6);
    assert!(
        run.stderr.contains("the login stays pending for 4 min 5"),
        "{run}"
    );
    assert_eq!(polls(&server), 1, "the first poll and no other");
    assert!(seal::file(&jeton, "staging.pending").exists());
}
