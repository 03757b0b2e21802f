//! A disk that fails in one call of a renewal: by `strace`, which makes the call fail with an error of the system.
//! What fails before the request is sent costs nothing; after it, what is lost is said.

use std::path::PathBuf;

use super::person::{home, log_in, printed, provider};
use super::seal;
use crate::support::strace::{self, Call, Fault};
use crate::support::{Jeton, OidcServer, Run};

const ROOM: &str = "tokens/.staging.age.*.tmp";
const HINT: &str = "hint: the state folder must be writable";

fn state(jeton: &Jeton) -> PathBuf {
    jeton.home().join(".local/state/jeton")
}

/// A person's login at a provider that rotates, and the calls of a renewal of it.
struct Renewal {
    server: OidcServer,
    jeton: Jeton,
    calls: Vec<Call>,
}

const RENEW: &str = "token print staging";

impl Renewal {
    /// `None` where processes cannot be traced.
    fn watched() -> Option<Self> {
        if !strace::can_trace() {
            return None;
        }
        let server = provider(&[("ACCESS_TTL", "3600")]);
        let jeton = home(&server);
        log_in(&jeton);
        seal::expire(&jeton, "staging");
        let (run, calls) = strace::watch(&jeton, &state(&jeton), RENEW);
        run.ok();
        Some(Self {
            server,
            jeton,
            calls,
        })
    }

    /// Where the `nth` call is that has this name and whose file has this in its path.
    #[track_caller]
    fn find(&self, name: &str, file: &str, nth: usize) -> usize {
        let fits = |call: &Call| call.name.starts_with(name) && call.file.contains(file);
        let mut found = (0..self.calls.len()).filter(|at| fits(&self.calls[*at]));
        found
            .nth(nth)
            .unwrap_or_else(|| panic!("no {name} of {file} in {:#?}", self.calls))
    }

    /// A renewal in which that call fails, and how many requests it sent.
    #[track_caller]
    fn fail(&self, at: usize, fault: Fault) -> (Run, usize) {
        let folder = state(&self.jeton);
        let mut sent = 0;
        let run = strace::disturb(
            (&self.jeton, &folder, RENEW),
            (&self.calls, at),
            fault,
            || {
                // A try that hit another call may have lost it.
                if self.jeton.args(["token", "print", "staging"]).run().code != 0 {
                    log_in(&self.jeton);
                }
                seal::expire(&self.jeton, "staging");
                sent = self.sent();
            },
        );
        (run, self.sent() - sent)
    }

    fn sent(&self) -> usize {
        self.server.token_requests()
    }
}

const NO_SPACE: (&str, &str) = ("ENOSPC", "No space left on device");
const BROKEN: (&str, &str) = ("EIO", "Input/output error");
const READ_ONLY: (&str, &str) = ("EROFS", "Read-only file system");
const OVER_QUOTA: (&str, &str) = ("EDQUOT", "Disk quota exceeded");

/// The room for the new login, the intent and the ledger are all there before anything is sent.
#[test]
fn a_disk_that_fails_before_the_request_costs_nothing() {
    let Some(renewal) = Renewal::watched() else {
        return;
    };
    let (jeton, home) = (&renewal.jeton, renewal.jeton.home());
    for (file, named) in [
        (ROOM, "staging.age"),
        ("staging.intent", "staging.intent"),
        ("ledgers/", "ledgers/127.0.0.1"),
    ] {
        for (call, errors) in [
            ("openat", [NO_SPACE, READ_ONLY, OVER_QUOTA].as_slice()),
            ("write", &[NO_SPACE, OVER_QUOTA]),
            ("fsync", &[NO_SPACE, BROKEN, OVER_QUOTA]),
            ("rename", &[NO_SPACE, BROKEN, READ_ONLY]),
        ] {
            // The room is renamed when it holds the login, which is another story.
            if (file, call) == (ROOM, "rename") {
                continue;
            }
            let at = renewal.find(call, file, 0);
            for (errno, words) in errors {
                let (run, sent) = renewal.fail(at, Fault::Fails(errno));
                let run = run.fails(3);
                assert_eq!(run.stdout, "");
                let at = run
                    .stderr
                    .find(named)
                    .unwrap_or_else(|| panic!("no {named}\n{run}"));
                assert!(run.stderr[at..].contains(words), "no {words:?}\n{run}");
                assert!(
                    run.stderr.contains("the state folder must be writable"),
                    "{run}"
                );
                assert!(!run.stderr.contains("os error"), "{run}");
                assert!(run.stderr.contains(&home.display().to_string()), "{run}");
                assert_eq!(sent, 0, "{errno} in {call} of {file}");
                let login = seal::opened(jeton, "staging");
                assert!(login["issued"].is_null(), "the old login is as it was");
                printed(jeton, "staging");
            }
        }
    }
}

/// A single failure after the answer is made good: the login is written once more, into a new file. Writes are left out: from
/// the request on the runtime writes, too, and to fail one of its own would be another test.
#[test]
fn a_disk_that_fails_once_after_the_request_is_tried_again() {
    let Some(renewal) = Renewal::watched() else {
        return;
    };
    for (call, file, nth) in [
        ("ftruncate", ROOM, 0),
        ("fsync", ROOM, 1),
        ("rename", "staging.age", 0),
    ] {
        let at = renewal.find(call, file, nth);
        for (errno, words) in [NO_SPACE, BROKEN] {
            let (run, sent) = renewal.fail(at, Fault::Fails(errno));
            let run = run.ok();
            assert!(
                run.stderr.contains(words) && run.stderr.contains("WARN"),
                "{run}"
            );
            let login = seal::opened(&renewal.jeton, "staging");
            assert_eq!(login["access_token"], run.stdout.trim_end());
            assert_eq!(printed(&renewal.jeton, "staging"), run.stdout.trim_end());
            assert_eq!(sent, 1);
        }
    }
}

/// A disk that goes on failing: the refresh token that the provider has replaced cannot be kept. It is said when it
/// happens, and again by the next run.
#[test]
fn a_login_that_cannot_be_kept_is_said_to_be_lost() {
    let Some(renewal) = Renewal::watched() else {
        return;
    };
    let at = renewal.find("rename", "staging.age", 0);
    let before = renewal.calls[at].clone();
    // strace counts by name: every rename from this one on.
    let (run, _) = renewal.fail(at, Fault::FailsFromThen("EIO"));
    let run = run.fails(3);
    assert_eq!(run.stdout, "", "{before:?}");
    for words in [
        "the issuer has replaced the refresh token of staging, and the new one cannot be kept",
        "staging.age: Input/output error",
        HINT,
        "then log in again with: jeton token login staging",
    ] {
        assert!(run.stderr.contains(words), "{words:?} is missing\n{run}");
    }
    let run = renewal
        .jeton
        .args(["token", "print", "staging"])
        .run()
        .fails(4);
    assert!(run.stderr.contains("was lost on its way"), "{run}");
    log_in(&renewal.jeton);
    printed(&renewal.jeton, "staging");
}

/// A service's token that cannot be kept is no loss: the next run gets another one.
#[test]
fn a_service_token_that_cannot_be_kept_is_got_again() {
    if !strace::can_trace() {
        return;
    }
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    printed(&jeton, "orders");
    let (run, calls) = strace::watch(&jeton, &state(&jeton), "token refresh orders");
    run.ok();
    let is_it = |call: &Call| call.name.starts_with("rename") && call.file == "tokens/orders.age";
    let at = calls.iter().position(is_it).unwrap();
    let old = std::fs::read(seal::file(&jeton, "orders")).unwrap();
    let run = (&jeton, state(&jeton), "token refresh orders");
    let run = strace::disturb(
        (run.0, &run.1, run.2),
        (&calls, at),
        Fault::FailsFromThen("EIO"),
        || {},
    );
    let run = run.fails(3);
    assert!(
        run.stderr.contains("orders.age: Input/output error"),
        "{run}"
    );
    assert!(run.stderr.contains(HINT), "{run}");
    assert!(!run.stderr.contains("log in again"), "{run}");
    assert!(std::fs::read(seal::file(&jeton, "orders")).unwrap() == old);
    jeton.args(["token", "refresh", "orders"]).run().ok();
}

/// What is noted after the answer is worth no token: a request whose end is not known counts for longer, and a note that
/// stays is not of the refresh token that is in force.
#[test]
fn a_note_that_fails_after_the_answer_is_a_warning() {
    let Some(renewal) = Renewal::watched() else {
        return;
    };
    for (call, file, nth, words) in [
        (
            "fsync",
            "ledgers/.",
            1,
            "cannot note how a token request ended",
        ),
        (
            "rename",
            "ledgers/",
            1,
            "cannot note how a token request ended",
        ),
        (
            "unlink",
            "staging.intent",
            0,
            "cannot remove the note of a renewal that is done",
        ),
    ] {
        let at = renewal.find(call, file, nth);
        let (run, sent) = renewal.fail(at, Fault::Fails("EIO"));
        let run = run.ok();
        assert_eq!(sent, 1);
        for words in [words, "Input/output error", "WARN"] {
            assert!(run.stderr.contains(words), "{words:?} is missing\n{run}");
        }
        let login = seal::opened(&renewal.jeton, "staging");
        assert!(login["access_token"] == run.stdout.trim_end());
        let refresh = renewal
            .jeton
            .args(["token", "refresh", "staging"])
            .run()
            .ok();
        assert_eq!(refresh.stderr, "", "the next renewal has nothing to say");
    }
}

/// A signal that comes in the middle of a call is nothing to tell anybody.
#[test]
fn an_interrupted_call_is_made_again() {
    let Some(renewal) = Renewal::watched() else {
        return;
    };
    for (call, file, nth) in [
        ("write", ROOM, 0),
        ("fsync", ROOM, 1),
        ("rename", "staging.age", 0),
        ("write", "staging.intent", 0),
        ("fsync", "staging.intent", 0),
        ("rename", "staging.intent", 0),
        ("write", "ledgers/", 0),
        ("fsync", "ledgers/", 0),
        ("rename", "ledgers/", 0),
    ] {
        let at = renewal.find(call, file, nth);
        let (run, sent) = renewal.fail(at, Fault::Fails("EINTR"));
        let run = run.ok();
        assert_eq!(sent, 1);
        assert_eq!(run.stderr, "", "{call} of {file}");
        assert_eq!(
            seal::opened(&renewal.jeton, "staging")["access_token"],
            run.stdout.trim_end()
        );
    }
}
