//! Renewals that are killed: just before each call that changes a file, and a thousand times at random.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::at_rest::everything;
use super::person::{home, log_in, printed, provider};
use super::seal;
use crate::support::strace::{self, Call, Fault};
use crate::support::{Jeton, OidcServer, Run, get_as, post_form_as};

const KILLED: i32 = 137;

fn state(jeton: &Jeton) -> PathBuf {
    jeton.home().join(".local/state/jeton")
}

/// A run that is killed just before the `at`th call.
#[track_caller]
fn killed(run: (&Jeton, &Path, &str), calls: (&[Call], usize), prepare: impl FnMut()) {
    strace::disturb(run, calls, Fault::Kill, prepare).fails(KILLED);
}

/// Whether the provider knows an access token as one in force.
fn is_known(server: &OidcServer, profile: &str, token: &str) -> bool {
    if profile == "staging" {
        return get_as(&server.url("/me"), token).unwrap().status == 200;
    }
    use base64::Engine as _;
    let pair = base64::engine::general_purpose::STANDARD.encode("orders-svc:orders-svc-secret");
    let url = server.url("/token/introspection");
    let reply = post_form_as(&url, &format!("Basic {pair}"), &[("token", token)]).unwrap();
    reply.json()["active"] == true
}

/// A crash can only over-count: what the provider saw is in the ledger, whoever was killed after sending it.
#[track_caller]
fn nothing_was_sent_uncounted(server: &OidcServer, jeton: &Jeton, profile: &str, client: &str) {
    let args = ["token", "status", profile, "-o", "json"];
    let status: Value = serde_json::from_str(&jeton.args(args).run().ok().stdout).unwrap();
    let counted = status["profiles"][0]["requests_last_hour"]
        .as_u64()
        .unwrap();
    let of_client =
        |request: &&Value| request["path"] == "/token" && request["client_id"] == client;
    let seen = server.requests().iter().filter(of_client).count() as u64;
    assert!(counted >= seen, "{counted} entered, {seen} seen");
}

/// What a renewal must have done, whatever kills it.
fn has_each_step(calls: &[Call], steps: &[(&str, &str)]) {
    for (name, file) in steps {
        let is_there = |call: &Call| call.name.starts_with(name) && call.file.contains(file);
        assert!(
            calls.iter().any(is_there),
            "no {name} of {file} in {calls:#?}"
        );
    }
}

/// The old token or the new one, and the next run has one that counts.
#[test]
fn a_service_survives_a_kill_before_any_call() {
    if !strace::can_trace() {
        return;
    }
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    printed(&jeton, "orders");
    seal::expire(&jeton, "orders");
    let args = "token print orders";
    let (run, calls) = strace::watch(&jeton, &state(&jeton), args);
    run.ok();
    let steps = [
        ("flock", "orders.lock"),
        ("write", "orders.age"),
        ("rename", "ledgers/"),
        ("rename", "orders.age"),
    ];
    has_each_step(&calls, &steps);
    let (mut kept, mut renewed) = (0, 0);
    for (at, call) in calls.iter().enumerate() {
        let mut is_retry = false;
        killed((&jeton, &state(&jeton), args), (&calls, at), || {
            // A try that hit another call may have left something to sweep.
            if std::mem::replace(&mut is_retry, true) {
                printed(&jeton, "orders");
            }
            seal::expire(&jeton, "orders");
        });
        let login = seal::opened(&jeton, "orders");
        let is_new = !login["issued"].is_null();
        *if is_new { &mut renewed } else { &mut kept } += 1;
        let token = printed(&jeton, "orders");
        assert!(is_known(&server, "orders", &token), "{call:?}");
        assert!(
            !is_new || login["access_token"] == token.as_str(),
            "{call:?}"
        );
    }
    eprintln!(
        "{} calls: {kept} kills left the old token, {renewed} the new one",
        calls.len()
    );
    assert!(kept > 10 && renewed > 0);
    nothing_was_sent_uncounted(&server, &jeton, "orders", "orders-svc");
}

/// From nothing: folders, key and ledger are made on the way.
#[test]
fn a_first_token_survives_a_kill_before_any_call() {
    if !strace::can_trace() {
        return;
    }
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server).env("JETON_STATE_MODE", "0660");
    let local = jeton.home().join(".local");
    let forget = || {
        for folder in [state(&jeton), local.join("share/jeton")] {
            let _ = std::fs::remove_dir_all(folder);
        }
    };
    let args = "token print orders";
    let (run, calls) = strace::watch(&jeton, &local, args);
    run.ok();
    has_each_step(
        &calls,
        &[
            ("mkdir", "jeton"),
            ("rename", "key.txt"),
            ("rename", "orders.age"),
        ],
    );
    for (at, call) in calls.iter().enumerate() {
        killed((&jeton, &local, args), (&calls, at), forget);
        let token = printed(&jeton, "orders");
        assert!(is_known(&server, "orders", &token), "{call:?}");
        assert_eq!(
            seal::opened(&jeton, "orders")["access_token"],
            token.as_str()
        );
        for path in everything(&state(&jeton)) {
            use std::os::unix::fs::PermissionsExt;
            let wanted = if path.is_dir() { 0o2770 } else { 0o660 };
            let mode = std::fs::metadata(&path).unwrap().permissions().mode() & 0o7777;
            let is_leftover = path.extension().is_some_and(|end| end == "tmp");
            assert!(
                mode == wanted || is_leftover,
                "{mode:o} of {} after {call:?}",
                path.display()
            );
        }
    }
}

/// The provider rotates: what it answered and nobody wrote down is lost, which is said. Nothing else is lost.
#[test]
fn a_person_survives_a_kill_before_any_call_but_in_the_hand_over() {
    if !strace::can_trace() {
        return;
    }
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    log_in(&jeton);
    seal::expire(&jeton, "staging");
    let args = "token print staging";
    let (run, calls) = strace::watch(&jeton, &state(&jeton), args);
    run.ok();
    let steps = [
        ("write", "staging.intent"),
        ("rename", "staging.intent"),
        ("rename", "staging.age"),
        ("unlink", "staging.intent"),
    ];
    has_each_step(&calls, &steps);
    let mut lost = Vec::new();
    for (at, call) in calls.iter().enumerate() {
        let (mut sent, mut is_retry) = (0, false);
        killed((&jeton, &state(&jeton), args), (&calls, at), || {
            // A try that hit another call may have lost it.
            if std::mem::replace(&mut is_retry, true)
                && jeton.args(["token", "print", "staging"]).run().code != 0
            {
                log_in(&jeton);
            }
            seal::expire(&jeton, "staging");
            sent = server.token_requests();
        });
        let was_sent = server.token_requests() > sent;
        let is_new = !seal::opened(&jeton, "staging")["issued"].is_null();
        let next = jeton.args(["token", "print", "staging"]).run();
        if was_sent && !is_new {
            lost.push(call.clone());
            let next = next.fails(4);
            assert!(
                next.stderr.contains("was lost on its way"),
                "{call:?} {next}"
            );
            assert!(
                next.stderr
                    .contains("hint: log in again with: jeton token login staging"),
                "{next}"
            );
            log_in(&jeton);
            continue;
        }
        let next: Run = next.ok();
        assert!(
            is_known(&server, "staging", next.stdout.trim_end()),
            "{call:?}"
        );
    }
    eprintln!(
        "{} calls, the hand-over is {}: {lost:#?}",
        calls.len(),
        lost.len()
    );
    // From the first call after the answer to the rename that puts it in place.
    let last = lost.last().expect("a kill in the hand-over");
    assert!(
        last.name.starts_with("rename") && last.file.ends_with("staging.age"),
        "{last:?}"
    );
    let first = calls.iter().position(|call| call == &lost[0]).unwrap();
    assert_eq!(calls[first..first + lost.len()], lost, "one stretch");
}

/// `JETON_TEST_KILLS` says how many; four processes at a time on one login.
#[test]
fn kills_at_random_leave_a_whole_file() {
    let kills = std::env::var("JETON_TEST_KILLS").map_or(1000, |text| text.parse().unwrap());
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    printed(&jeton, "orders");
    let started = Instant::now();
    jeton.args(["token", "refresh", "orders"]).run().ok();
    let whole = started.elapsed().min(Duration::from_millis(500));
    let (left, in_the_middle) = (AtomicUsize::new(kills), AtomicUsize::new(0));
    let next = || {
        left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            left.checked_sub(1)
        })
    };
    let worker = || {
        while let Ok(number) = next() {
            let line = if number % 2 == 0 {
                ["token", "refresh", "orders"]
            } else {
                ["token", "print", "orders"]
            };
            if number % 8 == 1 {
                seal::expire_whole(&jeton, "orders");
            }
            let process = jeton.args(line).spawn();
            thread::sleep(whole.mul_f64(fastrand::f64()));
            let run = process.kill();
            if run.code == KILLED {
                in_the_middle.fetch_add(1, Ordering::Relaxed);
            }
            assert!(run.code == KILLED || run.code == 0, "{}\n{run}", run.code);
            // Panics when it is not there or does not open.
            assert_eq!(seal::opened(&jeton, "orders")["profile"], "orders");
        }
    };
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(worker);
        }
    });
    let (killed, took) = (in_the_middle.into_inner(), started.elapsed());
    eprintln!(
        "{kills} processes, {killed} killed in the middle, {took:?}, a whole one takes {whole:?}"
    );
    assert!(killed > kills / 4);
    seal::expire(&jeton, "orders");
    let token = printed(&jeton, "orders");
    assert!(is_known(&server, "orders", &token));
    jeton.args(["token", "refresh", "orders"]).run().ok();
    let leftover = everything(&state(&jeton))
        .into_iter()
        .find(|path| path.extension().is_some_and(|end| end == "tmp"));
    assert_eq!(leftover, None, "who writes a file sweeps beside it");
}
