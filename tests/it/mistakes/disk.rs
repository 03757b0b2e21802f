//! A state folder without room, or one that cannot be written. Both are mounts, which only root can make: without it
//! these tests say that they did nothing.

use std::path::PathBuf;

use serde_json::Value;

use crate::support::{Jeton, Mount, OidcServer, Run};
use crate::token::at_rest::everything;
use crate::token::person::{Pending, home, log_in, provider};
use crate::token::seal;

fn on_state(jeton: &Jeton, size: &str) -> Option<Mount> {
    Mount::on(&jeton.home().join(".local/state/jeton"), size)
}

#[track_caller]
fn refused(run: Run, words: &str) {
    let run = run.fails(3);
    assert!(run.stderr.contains(words), "{words:?} is missing\n{run}");
    assert!(!run.stderr.contains("os error"), "{run}");
    let hint = "hint: the state folder must be writable";
    assert!(run.stderr.contains(hint), "{run}");
    assert_eq!(run.stdout, "");
}

fn asked(server: &OidcServer, path: &str) -> usize {
    let requests: Vec<Value> = server.requests();
    requests
        .iter()
        .filter(|request| request["path"] == path)
        .count()
}

/// Before the person is asked: a login that cannot be kept is not worth a code.
#[test]
fn a_full_disk_ends_a_login_before_it_begins() {
    let server = provider(&[]);
    let jeton = home(&server);
    let Some(state) = on_state(&jeton, "64k") else {
        return;
    };
    std::fs::write(state.folder().join("other"), "half a page").unwrap();
    let run = jeton.args(["token", "login"]).run();
    refused(run, "staging.age: No space left on device");
    assert_eq!(server.requests().len(), 0);
    std::fs::remove_file(state.folder().join("other")).unwrap();
    let files: Vec<PathBuf> = everything(state.folder())
        .into_iter()
        .filter(|path| path.is_file())
        .collect();
    assert!(files.is_empty(), "no litter: {files:?}");
}

/// A rotated refresh token that cannot be kept would be the end of the login: it is not asked for.
#[test]
fn a_full_disk_costs_no_refresh_token() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    let Some(state) = on_state(&jeton, "1m") else {
        return;
    };
    log_in(&jeton);
    seal::expire(&jeton, "staging");
    state.fill();
    let before = std::fs::read(seal::file(&jeton, "staging")).unwrap();
    let sent = server.token_requests();
    let run = jeton.args(["token", "print"]).run();
    refused(run, "staging.age: No space left on device");
    assert_eq!(server.token_requests(), sent);
    assert!(std::fs::read(seal::file(&jeton, "staging")).unwrap() == before);
    state.clear();
    jeton.args(["token", "print"]).run().ok();
}

/// The disk fills while the person types the code: the room was taken before.
#[test]
fn a_disk_that_fills_during_a_login_has_room_for_it() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    let Some(state) = on_state(&jeton, "1m") else {
        return;
    };
    // The lock file needs an inode's room too, and is there from the first login on.
    log_in(&jeton);
    let login = Pending::start(&jeton, &["--force"]);
    state.fill();
    login.approve();
    login.wait().ok();
    assert_eq!(seal::opened(&jeton, "staging")["generation"], 2);
}

#[test]
fn a_read_only_folder_still_gives_its_tokens() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    let Some(state) = on_state(&jeton, "1m") else {
        return;
    };
    log_in(&jeton);
    let valid = seal::opened(&jeton, "staging");
    state.make_read_only();
    let run = jeton.args(["token", "print"]).run().ok();
    assert_eq!(
        (run.stdout.trim_end(), run.stderr.as_str()),
        (valid["access_token"].as_str().unwrap(), "")
    );
    jeton
        .args(["token", "status", "--check", "staging"])
        .run()
        .ok();
    let asked_before = server.requests().len();
    let run = jeton.args(["token", "login", "--force"]).run();
    refused(run, "Read-only file system");
    let run = jeton.args(["token", "print", "orders"]).run();
    refused(run, "Read-only file system");
    assert_eq!(server.requests().len(), asked_before);
    assert_eq!(asked(&server, "/device/auth"), 1);
}

/// Near its end, but good: it is given, and why it was not renewed is said.
#[test]
fn a_read_only_folder_gives_a_token_that_is_due() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    let Some(state) = on_state(&jeton, "1m") else {
        return;
    };
    log_in(&jeton);
    seal::set_end(&jeton, "staging", 300);
    state.make_read_only();
    let sent = server.token_requests();
    let run = jeton.args(["token", "print"]).run().ok();
    assert!(!run.stdout.is_empty());
    assert!(run.stderr.contains("Read-only file system"), "{run}");
    assert_eq!(server.token_requests(), sent);
}
