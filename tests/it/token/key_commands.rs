//! `key show`, `key generate` and `key add-recipient`.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::at_rest::make_key;
use super::person::{home, log_in, provider};
use super::seal;
use crate::support::{Jeton, Run};

fn document(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run}"))
}

/// The public half, as `age-keygen` wrote it into the file.
pub fn recipient(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let (_, rest) = text.split_once("public key: ").unwrap();
    rest.lines().next().unwrap().to_owned()
}

/// Every secret half in a file.
pub fn secrets(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text
        .lines()
        .filter(|line| line.starts_with("AGE-SECRET-KEY-1"));
    lines.map(str::to_owned).collect()
}

#[track_caller]
pub fn without_secret(run: &Run) {
    for (name, text) in [("stdout", &run.stdout), ("stderr", &run.stderr)] {
        assert!(!text.contains("AGE-SECRET-KEY-1"), "a secret in {name}");
    }
}

/// What the document says of a login.
fn of_login<'a>(document: &'a Value, list: &str, profile: &str) -> &'a Value {
    let mut logins = document[list].as_array().unwrap().iter();
    logins.find(|login| login["profile"] == profile).unwrap()
}

#[test]
fn no_key_is_said_with_what_to_do() {
    let jeton = Jeton::new();
    let run = jeton.args(["key", "show"]).run().fails(3);
    assert_eq!(
        run.stderr,
        "error: there is no key for the token cache yet\n\
         hint: make one with: jeton key generate (a first login makes one, too), or give one with --key-file\n"
    );
    assert_eq!(run.stdout, "");
}

/// A new key would not open it: nobody is told to make one.
#[test]
fn a_lost_key_is_told_from_none() {
    let server = provider(&[]);
    let jeton = home(&server);
    jeton.args(["token", "print", "orders"]).run().ok();
    std::fs::remove_file(seal::key(&jeton)).unwrap();
    for verb in ["show", "rotate"] {
        let run = jeton.args(["key", verb]).run().fails(3);
        let error = "orders.age is there, but no key to open it";
        assert!(run.stderr.contains(error), "{run}");
        assert!(run.stderr.contains("reset --force orders"), "{run}");
    }
    let run = jeton.args(["key", "generate"]).run().ok();
    assert!(run.stderr.contains("it was made with another one"), "{run}");
}

#[test]
fn show_tells_what_opens_and_what_does_not() {
    let server = provider(&[]);
    let jeton = home(&server);
    log_in(&jeton);
    let other = make_key(&jeton.home().join("other.txt"));
    let person = recipient(&make_key(&jeton.home().join("person.txt")));
    jeton
        .args(["token", "print", "orders"])
        .env("JETON_KEY_FILE", &other)
        .run()
        .ok();
    let run = jeton
        .args(["key", "show", "-o", "json"])
        .env("JETON_KEY__RECIPIENTS", &person)
        .run()
        .ok();
    without_secret(&run);
    let shown = document(&run);
    let path = seal::key(&jeton);
    assert_eq!(shown["source"], "data_folder");
    assert_eq!(shown["path"], path.display().to_string());
    assert_eq!(shown["recipient"], recipient(&path));
    assert_eq!(shown["configured_recipients"], json!([person]));
    assert_eq!(of_login(&shown, "logins", "staging")["opens"], true);
    let orders = of_login(&shown, "logins", "orders");
    assert_eq!(orders["opens"], false);
    let reason = orders["reason"].as_str().unwrap();
    assert!(
        reason.contains("cannot be opened with the key from"),
        "{reason}"
    );
    let human = jeton.args(["key", "show"]).run().ok();
    without_secret(&human);
    assert!(human.stdout.contains("staging"), "{human}");
}

#[test]
fn generate_makes_a_key_in_the_data_folder() {
    let jeton = Jeton::new();
    let run = jeton.args(["key", "generate", "-o", "json"]).run().ok();
    without_secret(&run);
    let (made, path) = (document(&run), seal::key(&jeton));
    assert_eq!(made["path"], path.display().to_string());
    assert_eq!(made["recipient"], recipient(&path));
    assert_eq!(made["in_force"], true);
    assert_eq!(run.stderr, "");
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let folder = std::fs::metadata(path.parent().unwrap()).unwrap();
    assert_eq!(folder.permissions().mode() & 0o777, 0o700);
}

#[test]
fn generate_never_overwrites() {
    let jeton = Jeton::new();
    let out = jeton.home().join("mine.txt");
    let line = ["key", "generate", "--out", out.to_str().unwrap()];
    let first = jeton.args(line).run().ok();
    assert!(first.stderr.contains("this key is not in force"), "{first}");
    let before = std::fs::read(&out).unwrap();
    let run = jeton.args(line).run().fails(3);
    assert!(
        run.stderr
            .contains("is there already, and a key is never overwritten"),
        "{run}"
    );
    assert_eq!(std::fs::read(&out).unwrap(), before);
    // Not by a link that leads nowhere, either.
    let link = jeton.home().join("link.txt");
    std::os::unix::fs::symlink("nowhere.txt", &link).unwrap();
    let line = ["key", "generate", "--out", link.to_str().unwrap()];
    jeton.args(line).run().fails(3);
    assert!(!jeton.home().join("nowhere.txt").exists());
}

#[test]
fn generate_says_what_keeps_the_key_from_being_used() {
    let jeton = Jeton::new();
    let earlier = make_key(&jeton.home().join("earlier.txt"));
    let run = jeton.args(["key", "generate"]);
    let run = run.env("JETON_KEY_FILE", &earlier).run().ok();
    let said = format!(
        "this key is not in force: the one from {} goes before it",
        earlier.display()
    );
    assert!(run.stderr.contains(&said), "{run}");
    let state = jeton.home().join(".local/state/jeton");
    std::fs::create_dir_all(&state).unwrap();
    let out = state.join("key.txt");
    let run = jeton.args(["key", "generate", "--out", out.to_str().unwrap()]);
    let run = run.run().ok();
    assert!(
        run.stderr
            .contains("lies in the state folder that it would protect"),
        "{run}"
    );
}

fn add(jeton: &Jeton, recipients: &[&str]) -> Run {
    let line = ["key", "add-recipient", "-o", "json"];
    jeton.args(line.iter().chain(recipients)).run()
}

#[test]
fn an_added_recipient_opens_every_login_and_its_renewals() {
    let server = provider(&[]);
    let jeton = home(&server);
    log_in(&jeton);
    jeton.args(["token", "print", "orders"]).run().ok();
    let person: PathBuf = make_key(&jeton.home().join("person.txt"));
    let added = add(&jeton, &[&recipient(&person)]).ok();
    assert!(added.stderr.contains("key.recipients"), "{added}");
    assert_eq!(
        of_login(&document(&added), "logins", "staging")["state"],
        "added"
    );
    for profile in ["staging", "orders"] {
        let file = seal::file(&jeton, profile);
        let before = seal::opened_with(&person, &file).unwrap();
        assert_eq!(before["recipients"], json!([recipient(&person)]));
        seal::expire(&jeton, profile);
        assert!(
            seal::opened_with(&person, &file).is_err(),
            "the test sealed it for the key alone"
        );
        let token = jeton.args(["token", "print", profile]).run().ok();
        let after = seal::opened_with(&person, &file).unwrap();
        assert_eq!(after["access_token"], token.stdout.trim_end());
        assert_ne!(after["access_token"], before["access_token"]);
    }
    let again = add(&jeton, &[&recipient(&person)]).ok();
    assert_eq!(
        of_login(&document(&again), "logins", "orders")["state"],
        "unchanged"
    );
    let shown = document(&jeton.args(["key", "show", "-o", "json"]).run().ok());
    let orders = of_login(&shown, "logins", "orders");
    assert_eq!(orders["recipients"], json!([recipient(&person)]));
}

/// An older jeton does not know the field and keeps it all the same; a newer one reads a login without it.
#[test]
fn a_login_without_recipients_has_no_such_field() {
    let server = provider(&[]);
    let jeton = home(&server);
    jeton.args(["token", "print", "orders"]).run().ok();
    assert!(seal::opened(&jeton, "orders").get("recipients").is_none());
}

#[test]
fn what_is_no_recipient_is_refused_before_anything_is_done() {
    let server = provider(&[]);
    let jeton = home(&server);
    jeton.args(["token", "print", "orders"]).run().ok();
    let key = make_key(&jeton.home().join("mine.txt"));
    let before = std::fs::read(seal::file(&jeton, "orders")).unwrap();
    let secret = secrets(&key).remove(0);
    for wrong in ["age1nonsense", "ssh-ed25519", secret.as_str()] {
        let run = add(&jeton, &[&recipient(&key), wrong]).fails(2);
        without_secret(&run);
        assert!(run.stdout.contains("is not an age recipient"), "{run}");
    }
    assert_eq!(std::fs::read(seal::file(&jeton, "orders")).unwrap(), before);
}

#[test]
fn with_no_login_there_is_nothing_to_add_to() {
    let jeton = Jeton::new();
    let key = make_key(&jeton.home().join("mine.txt"));
    let run = add(&jeton, &[&recipient(&key)]).fails(3);
    assert!(run.stdout.contains("there is no cached login"), "{run}");
    assert!(run.stdout.contains("key.recipients"), "{run}");
}

/// The others are done all the same.
#[test]
fn a_login_that_cannot_be_read_is_named() {
    let server = provider(&[]);
    let jeton = home(&server);
    log_in(&jeton);
    jeton.args(["token", "print", "orders"]).run().ok();
    std::fs::write(seal::file(&jeton, "orders"), b"").unwrap();
    let person = make_key(&jeton.home().join("person.txt"));
    let run = add(&jeton, &[&recipient(&person)]).fails(3);
    assert!(run.stderr.contains("error: orders is as it was: "), "{run}");
    let report = document(&run);
    assert_eq!(of_login(&report, "logins", "orders")["state"], "failed");
    seal::opened_with(&person, &seal::file(&jeton, "staging")).unwrap();
}

/// Of a later version, or of a hand that erred: a token that was just issued is worth more.
#[test]
fn a_recipient_that_cannot_be_read_costs_no_login() {
    let server = provider(&[]);
    let jeton = home(&server);
    jeton.args(["token", "print", "orders"]).run().ok();
    let mut login = seal::opened(&jeton, "orders");
    login["recipients"] = json!(["age1pq1later"]);
    seal::replace(&jeton, "orders", &login);
    seal::expire(&jeton, "orders");
    let run = jeton.args(["token", "print", "orders"]).run().ok();
    assert!(run.stderr.contains("is not an age recipient"), "{run}");
    let renewed = seal::opened(&jeton, "orders");
    assert_eq!(renewed["access_token"], run.stdout.trim_end());
    assert_eq!(
        renewed["recipients"], login["recipients"],
        "kept for a later version"
    );
}

#[test]
fn no_verb_shows_a_secret_at_any_verbosity() {
    let server = provider(&[]);
    let jeton = home(&server).env("JETON_LOG", "trace");
    jeton.args(["token", "print", "orders"]).run().ok();
    let person = recipient(&make_key(&jeton.home().join("person.txt")));
    for args in [
        ["key", "show"].as_slice(),
        &["key", "show", "-o", "json"],
        &["key", "add-recipient", &person],
        &["key", "rotate"],
        &["key", "rotate", "--log-format", "json"],
        &["key", "generate", "--out", "another.txt"],
        &["token", "print", "orders"],
    ] {
        let run = jeton.args([args, &["-vvv"]].concat()).run().ok();
        without_secret(&run);
    }
}

/// Whoever else may open a login may renew it, too: it goes on opening with the key that sealed it before.
#[test]
fn a_renewal_by_another_key_shuts_nobody_out() {
    let server = provider(&[]);
    let jeton = home(&server);
    jeton.args(["token", "print", "orders"]).run().ok();
    let person = make_key(&jeton.home().join("person.txt"));
    add(&jeton, &[&recipient(&person)]).ok();
    let by_person = |command: &str| {
        let file = person.to_str().unwrap();
        jeton
            .args(["--key-file", file, "token", command, "orders"])
            .run()
            .ok()
    };
    for _ in 0..2 {
        by_person("refresh");
        jeton.args(["token", "print", "orders"]).run().ok();
        jeton.args(["token", "refresh", "orders"]).run().ok();
        by_person("print");
    }
    // A rotation of the one key leaves the other in force, and gives up only the one that it replaced.
    let file = person.to_str().unwrap();
    let old = std::fs::read(&person).unwrap();
    jeton.args(["--key-file", file, "key", "rotate"]).run().ok();
    jeton.args(["token", "print", "orders"]).run().ok();
    by_person("print");
    std::fs::write(&person, old).unwrap();
    jeton
        .args(["--key-file", file, "token", "print", "orders"])
        .run()
        .fails(3);
}

/// A key that was lost is not replaced by a login to another profile.
#[test]
fn no_new_key_is_made_beside_a_login_of_a_lost_one() {
    let server = provider(&[]);
    let jeton = home(&server);
    jeton.args(["token", "print", "orders"]).run().ok();
    std::fs::remove_file(seal::key(&jeton)).unwrap();
    let run = jeton.args(["token", "login", "staging"]).run().fails(3);
    assert!(
        run.stderr
            .contains("orders.age is there, but no key to open it"),
        "{run}"
    );
    assert!(!seal::key(&jeton).exists());
}
