//! Where the cache's key comes from, and which ones are refused.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use super::at_rest::{everything, make_key};
use super::person::{home, provider};
use super::seal;
use crate::support::{Jeton, OidcServer, Process, Run};

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// The provider and a home with a key of the test's own in it.
fn with_key() -> (OidcServer, Jeton, String) {
    let server = provider(&[]);
    let jeton = home(&server);
    let path = make_key(&jeton.home().join("mine.txt"));
    (server, jeton, path.display().to_string())
}

#[track_caller]
fn opens(key: &str, jeton: &Jeton) {
    let login = seal::opened_with(Path::new(key), &seal::file(jeton, "orders"));
    assert_eq!(login.unwrap()["profile"], "orders");
    assert!(!seal::key(jeton).exists(), "no other key was made");
}

fn key_of(run: &Run) -> String {
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    report["key"].as_str().unwrap().to_owned()
}

#[test]
fn a_key_file_is_named_by_the_flag() {
    let (_server, jeton, key) = with_key();
    let args = ["token", "login", "orders", "-o", "json", "--key-file"];
    let run = jeton.args(args.iter().chain([&key.as_str()])).run().ok();
    assert_eq!((key_of(&run), run.stderr.as_str()), (key.clone(), ""));
    opens(&key, &jeton);
}

#[test]
fn a_key_file_is_named_by_a_variable() {
    let (_server, jeton, key) = with_key();
    let run = jeton.args(["token", "login", "orders", "-o", "json"]);
    let run = run.env("JETON_KEY_FILE", &key).run().ok();
    assert_eq!(key_of(&run), key);
    opens(&key, &jeton);
}

/// Straight out of `age-keygen`, comments included.
#[test]
fn a_key_is_given_in_a_variable() {
    let (_server, jeton, key) = with_key();
    let run = jeton.args(["token", "login", "orders", "-o", "json"]);
    let run = run.env("JETON_KEY", text(Path::new(&key))).run().ok();
    assert_eq!(key_of(&run), "JETON_KEY");
    opens(&key, &jeton);
}

#[test]
fn the_flag_goes_before_the_variables() {
    let (_server, jeton, key) = with_key();
    let run = jeton.args(["token", "print", "orders", "--key-file", &key]);
    run.env("JETON_KEY_FILE", "/nowhere")
        .env("JETON_KEY", "garbage")
        .run()
        .ok();
    opens(&key, &jeton);
}

#[test]
fn a_key_is_made_on_first_use_and_said_once() {
    let server = provider(&[]);
    let jeton = home(&server);
    let said = format!(
        " INFO made a key for the token cache in {}; keep it, because without it the cached logins cannot be read\n",
        seal::key(&jeton).display()
    );
    let first = jeton.args(["token", "login", "orders"]).run().ok();
    assert!(first.stderr.ends_with(&said), "{first}");
    let made = text(&seal::key(&jeton));
    let again = jeton
        .args(["token", "login", "orders", "--force"])
        .run()
        .ok();
    assert_eq!(again.stderr, "");
    assert_eq!(text(&seal::key(&jeton)), made);
}

/// A service may never run `token login`: who makes the key says so.
#[test]
fn a_key_made_by_print_is_said_too() {
    let server = provider(&[]);
    let jeton = home(&server);
    let run = jeton.args(["token", "print", "orders"]).run().ok();
    assert!(
        run.stderr.contains("made a key for the token cache in "),
        "{run}"
    );
    let again = jeton.args(["token", "print", "orders"]).run().ok();
    assert_eq!(again.stderr, "");
}

/// Looking makes nothing.
#[test]
fn status_makes_no_key() {
    let server = provider(&[]);
    let jeton = home(&server);
    jeton.args(["token", "status"]).run().ok();
    let files = everything(&jeton.home().join(".local"));
    assert!(!files.iter().any(|path| path.is_file()), "{files:?}");
}

/// A login makes its key before it takes any lock.
#[test]
fn two_first_uses_at_once_end_with_one_key() {
    let server = provider(&[]);
    for _ in 0..5 {
        let jeton = home(&server);
        let spawn = |_| jeton.args(["token", "login", "orders"]).spawn();
        let running: Vec<_> = (0..4).map(spawn).collect();
        let end = |process: Process| process.wait(Duration::from_secs(30)).ok();
        let runs: Vec<Run> = running.into_iter().map(end).collect();
        let made = runs.iter().filter(|run| run.stderr.contains("made a key"));
        assert_eq!(made.count(), 1, "{runs:?}");
        assert_eq!(seal::opened(&jeton, "orders")["profile"], "orders");
        let data = everything(&jeton.home().join(".local/share/jeton"));
        assert_eq!(data, [seal::key(&jeton)], "one key, no litter");
    }
}

#[track_caller]
fn refused(jeton: &Jeton, run: crate::support::Invocation, error: &str, hint: &str) {
    let run = run.run().fails(3);
    assert_eq!(run.stderr, format!("error: {error}\nhint: {hint}\n"));
    assert!(!seal::file(jeton, "orders").exists());
    assert!(!seal::key(jeton).exists(), "no other key was made instead");
}

const COMMAND: [&str; 3] = ["token", "login", "orders"];
const DOING: &str = "cannot log in to orders: ";

#[test]
fn a_key_that_others_can_read_is_refused() {
    for mode in [0o640, 0o604, 0o660] {
        let (_server, jeton, key) = with_key();
        std::fs::set_permissions(&key, PermissionsExt::from_mode(mode)).unwrap();
        let run = jeton.args(COMMAND).env("JETON_KEY_FILE", &key);
        let error = format!("{DOING}the key file {key} can be read by others (mode {mode:03o})");
        let hint = format!("make it yours alone with: chmod 600 {key}");
        refused(&jeton, run, &error, &hint);
    }
}

#[test]
fn an_empty_key_is_refused() {
    let (_server, jeton, key) = with_key();
    let hint = "make one with: jeton key generate --out FILE";
    for content in ["", "\n", "# only a comment\n"] {
        std::fs::write(&key, content).unwrap();
        let run = jeton.args(COMMAND).env("JETON_KEY_FILE", &key);
        refused(
            &jeton,
            run,
            &format!("{DOING}the key in {key} is empty"),
            hint,
        );
        let run = jeton.args(COMMAND).env("JETON_KEY", content);
        refused(
            &jeton,
            run,
            &format!("{DOING}the key in JETON_KEY is empty"),
            hint,
        );
    }
}

#[test]
fn a_key_that_is_none_is_refused_and_not_repeated() {
    let (_server, jeton, key) = with_key();
    let hint = "make one with: jeton key generate --out FILE";
    for content in ["hunter2", "AGE-SECRET-KEY-1QQQQ", "\u{0}\u{1}", "age1abc"] {
        std::fs::write(&key, content).unwrap();
        let run = jeton.args(COMMAND).env("JETON_KEY_FILE", &key);
        let error = format!("{DOING}{key} holds no age identity (AGE-SECRET-KEY-1…)");
        refused(&jeton, run, &error, hint);
    }
    let run = jeton.args(COMMAND).env("JETON_KEY", "hunter2");
    let error = format!("{DOING}JETON_KEY holds no age identity (AGE-SECRET-KEY-1…)");
    refused(&jeton, run, &error, hint);
}

#[test]
fn a_key_file_that_is_missing_is_refused() {
    let (_server, jeton, _) = with_key();
    let run = jeton.args(COMMAND).env("JETON_KEY_FILE", "/nowhere/key");
    let error = format!("{DOING}the key file /nowhere/key does not exist");
    refused(
        &jeton,
        run,
        &error,
        "make one with: jeton key generate --out FILE",
    );
}

#[test]
fn a_key_beside_the_cache_needs_to_be_accepted() {
    let (_server, jeton, _) = with_key();
    let state = jeton.home().join(".local/state/jeton");
    std::fs::create_dir_all(&state).unwrap();
    let key = make_key(&state.join("key.txt")).display().to_string();
    let run = jeton.args(COMMAND).env("JETON_KEY_FILE", &key);
    let error = format!("{DOING}the key file {key} lies in the state folder that it protects");
    let hint = "move it elsewhere, or accept it with --allow-key-beside-cache";
    refused(&jeton, run, &error, hint);
    let accepted = jeton.args([&COMMAND, ["--allow-key-beside-cache"].as_slice()].concat());
    accepted.env("JETON_KEY_FILE", &key).run().ok();
    opens(&key, &jeton);
}

/// Not even by another name.
#[test]
fn a_link_to_a_key_beside_the_cache_is_seen_through() {
    let (_server, jeton, _) = with_key();
    let state = jeton.home().join(".local/state/jeton");
    std::fs::create_dir_all(&state).unwrap();
    let key = make_key(&state.join("key.txt"));
    let link = jeton.home().join("link.txt");
    std::os::unix::fs::symlink(key, &link).unwrap();
    let run = jeton.args(COMMAND).env("JETON_KEY_FILE", &link).run();
    let run = run.fails(3);
    assert!(run.stderr.contains("lies in the state folder"), "{run}");
}

#[test]
fn a_missing_keyring_costs_no_time() {
    let server = provider(&[]);
    let jeton = home(&server);
    jeton.args(["token", "print", "orders"]).run().ok();
    for bus in ["", "unix:path=/nowhere/bus"] {
        let started = Instant::now();
        let run = jeton.args(["token", "print", "orders"]);
        let run = run.env("DBUS_SESSION_BUS_ADDRESS", bus).run().ok();
        let took = started.elapsed();
        assert!(took < Duration::from_secs(1), "{took:?}: {run}");
        assert_eq!(run.stderr, "");
    }
}
