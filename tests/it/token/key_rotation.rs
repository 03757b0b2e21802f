//! `key rotate`: no login is unreadable at any moment, whatever dies and whoever else is at work.

use std::collections::BTreeMap;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::at_rest::{everything, make_key};
use super::key_commands::{recipient, secrets, without_secret};
use super::person::{Pending, home, is_root, log_in, printed, provider};
use super::seal;
use crate::support::{Jeton, OidcServer, Process, Run, Sandbox};

const LIMIT: Duration = Duration::from_secs(60);

/// A service's login, cached.
fn with_login() -> (OidcServer, Jeton) {
    let server = provider(&[]);
    let jeton = home(&server);
    printed(&jeton, "orders");
    (server, jeton)
}

fn rotate(jeton: &Jeton) -> Run {
    let run = jeton.args(["key", "rotate", "-o", "json"]).run();
    without_secret(&run);
    run
}

fn document(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run}"))
}

fn copy(path: &Path, name: &str) -> PathBuf {
    let copy = path.with_file_name(name);
    std::fs::copy(path, &copy).unwrap();
    copy
}

/// Somebody else at a lock, for so many seconds.
fn hold(jeton: &Jeton, lock: &Path, seconds: u32) -> Child {
    let held = jeton.home().join("held");
    let script = format!("touch {}; exec sleep {seconds}", held.display());
    // One process all the way: killing it gives the lock back.
    let child = Command::new("flock")
        .arg("--no-fork")
        .arg(lock)
        .args(["sh", "-c", &script])
        .spawn();
    while !held.exists() {
        sleep(Duration::from_millis(5));
    }
    child.unwrap()
}

#[test]
fn the_new_key_opens_every_login_and_the_old_one_none() {
    let (_server, jeton) = with_login();
    log_in(&jeton);
    let old = copy(&seal::key(&jeton), "old.txt");
    let tokens = ["orders", "staging"].map(|profile| printed(&jeton, profile));
    let report = document(&rotate(&jeton).ok());
    assert_eq!(
        (&report["made"], &report["older"]),
        (&json!(true), &json!("removed"))
    );
    let key = seal::key(&jeton);
    assert_eq!(report["recipient"], recipient(&key));
    assert_eq!(secrets(&key).len(), 1);
    assert_ne!(secrets(&key), secrets(&old));
    for (profile, token) in ["orders", "staging"].iter().zip(tokens) {
        let file = seal::file(&jeton, profile);
        assert_eq!(seal::opened(&jeton, profile)["access_token"], token);
        assert!(seal::opened_with(&old, &file).is_err(), "{profile}");
        assert_eq!(printed(&jeton, profile), token);
        let mode = std::fs::metadata(file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let human = jeton.args(["key", "rotate"]).run().ok();
    without_secret(&human);
    assert!(
        human
            .stdout
            .ends_with("the old identity is gone: nothing needs it\n"),
        "{human}"
    );
}

/// Sealed as bytes: what jeton does not configure or does not know stays readable, too.
#[test]
fn every_sealed_file_follows() {
    let (_server, jeton) = with_login();
    let mut other = seal::opened(&jeton, "orders");
    other["profile"] = "no-longer-configured".into();
    seal::replace(&jeton, "no-longer-configured", &other);
    let pending = json!({"device_code": "x", "later": [1, 2]});
    seal::replace(&jeton, "staging.pending", &pending);
    rotate(&jeton).ok();
    let mut followed = seal::opened(&jeton, "no-longer-configured");
    assert_ne!(followed["sealer"], other["sealer"], "by the new key");
    followed["sealer"] = other["sealer"].clone();
    assert_eq!(followed, other);
    assert_eq!(seal::opened(&jeton, "staging.pending"), pending);
    // Not under a lock of its own: that of its profile is the one that counts.
    assert!(!seal::folder(&jeton).join("staging.pending.lock").exists());
}

#[test]
fn recipients_stay() {
    let (_server, jeton) = with_login();
    let keys = ["added.txt", "configured.txt"].map(|name| make_key(&jeton.home().join(name)));
    let [added, configured] = &keys;
    jeton
        .args(["key", "add-recipient", &recipient(added)])
        .run()
        .ok();
    let run = jeton.args(["key", "rotate"]);
    run.env("JETON_KEY__RECIPIENTS", recipient(configured))
        .run()
        .ok();
    let file = seal::file(&jeton, "orders");
    for key in [added, configured, &seal::key(&jeton)] {
        seal::opened_with(key, &file).unwrap();
    }
}

#[test]
fn an_unreadable_login_stops_the_end_and_nothing_else() {
    let (_server, jeton) = with_login();
    log_in(&jeton);
    let (key, good) = (
        seal::key(&jeton),
        std::fs::read(seal::file(&jeton, "orders")).unwrap(),
    );
    std::fs::write(
        seal::file(&jeton, "orders"),
        b"age-encryption.org/v1\n-> X25519",
    )
    .unwrap();
    let run = rotate(&jeton).fails(3);
    let report = document(&run);
    assert_eq!(report["older"], "needed");
    assert!(run.stderr.contains("error: orders is as it was"), "{run}");
    assert!(
        run.stderr.contains("then run again: jeton key rotate"),
        "{run}"
    );
    assert_eq!(secrets(&key).len(), 2, "the old one stays");
    let opens_new = |profile| {
        let first = jeton.home().join("first.txt");
        std::fs::write(&first, &secrets(&key)[0]).unwrap();
        seal::opened_with(&first, &seal::file(&jeton, profile)).is_ok()
    };
    assert!(opens_new("staging"));
    let shown = jeton.args(["key", "show"]).run().ok();
    assert!(shown.stdout.contains("begun and not ended"), "{shown}");
    without_secret(&shown);

    // A backup that only the old key opens: it stayed, so the login is not lost.
    std::fs::write(seal::file(&jeton, "orders"), good).unwrap();
    printed(&jeton, "orders");
    let again = document(&rotate(&jeton).ok());
    assert_eq!(
        (&again["made"], &again["recipient"], &again["older"]),
        (&json!(false), &report["recipient"], &json!("removed")),
        "it ends the first rotation and begins none"
    );
    assert_eq!(secrets(&key).len(), 1);
    assert!(opens_new("orders"));
}

#[test]
fn a_key_that_jeton_cannot_write_is_rotated_in_two_steps() {
    let server = provider(&[]);
    let jeton = home(&server);
    let [old, new] = ["old.txt", "new.txt"].map(|name| make_key(&jeton.home().join(name)));
    let (old_text, new_text) = (secrets(&old).remove(0), secrets(&new).remove(0));
    let run = |args: &[&str], keys: &str| jeton.args(args).env("JETON_KEY", keys).run();
    run(&["token", "print", "orders"], &old_text).ok();
    let refused = run(&["key", "rotate"], &old_text).fails(3);
    assert_eq!(
        refused.stderr,
        "error: the key from JETON_KEY cannot be replaced by jeton\n\
         hint: put a new identity (age-keygen) before the old one there, both, and run again: jeton key rotate\n"
    );
    let both = format!("{new_text} {old_text}");
    let done = run(&["key", "rotate", "-o", "json"], &both).ok();
    without_secret(&done);
    let report = document(&done);
    assert_eq!(report["older"], "can_go");
    assert_eq!(report["recipient"], recipient(&new));
    let file = seal::file(&jeton, "orders");
    assert!(seal::opened_with(&old, &file).is_err());
    seal::opened_with(&new, &file).unwrap();
    run(&["token", "print", "orders"], &new_text).ok();
}

#[test]
fn files_that_are_not_to_be_written_are_not() {
    let (_server, jeton) = with_login();
    let key = seal::key(&jeton);
    let before = std::fs::read(&key).unwrap();
    std::fs::set_permissions(&key, PermissionsExt::from_mode(0o400)).unwrap();
    let run = rotate(&jeton).fails(3);
    assert!(run.stdout.contains("cannot be replaced by jeton"), "{run}");
    assert_eq!(std::fs::read(&key).unwrap(), before);

    // Several identities that no rotation put there: their owner takes them out, nobody else.
    let new = make_key(&jeton.home().join("new.txt"));
    let both = format!("{}\n{}\n", secrets(&new)[0], secrets(&key)[0]);
    std::fs::set_permissions(&key, PermissionsExt::from_mode(0o600)).unwrap();
    std::fs::write(&key, &both).unwrap();
    let report = document(&rotate(&jeton).ok());
    assert_eq!(
        (&report["made"], &report["older"], &report["recipient"]),
        (&json!(false), &json!("can_go"), &json!(recipient(&new)))
    );
    assert_eq!(std::fs::read_to_string(&key).unwrap(), both);
    seal::opened_with(&new, &seal::file(&jeton, "orders")).unwrap();
}

/// Run by root for a service: the service still reads both afterwards.
#[test]
fn owners_modes_and_links_stay() {
    let (_server, jeton) = with_login();
    let real = jeton.home().join("real.txt");
    let key = seal::key(&jeton);
    std::fs::rename(&key, &real).unwrap();
    std::os::unix::fs::symlink(&real, &key).unwrap();
    let file = seal::file(&jeton, "orders");
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o640)).unwrap();
    let owner = is_root().then_some(65_534);
    for path in [&real, &file] {
        chown(path, owner, owner).unwrap();
    }
    rotate(&jeton).ok();
    assert!(key.is_symlink());
    assert_eq!(secrets(&real), secrets(&key));
    for (path, mode) in [(&real, 0o600), (&file, 0o640)] {
        let metadata = std::fs::metadata(path).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, mode);
        if let Some(owner) = owner {
            assert_eq!((metadata.uid(), metadata.gid()), (owner, owner));
        }
    }
    printed(&jeton, "orders");
}

#[test]
fn a_second_rotation_leaves_the_first_alone() {
    let (_server, jeton) = with_login();
    let mut holder = hold(
        &jeton,
        &jeton.home().join(".local/state/jeton/key.lock"),
        60,
    );
    let before = std::fs::read(seal::key(&jeton)).unwrap();
    let run = rotate(&jeton).fails(75);
    assert!(
        run.stdout.contains("another process is rotating the key"),
        "{run}"
    );
    assert_eq!(std::fs::read(seal::key(&jeton)).unwrap(), before);
    holder.kill().unwrap();
    holder.wait().unwrap();
}

/// The lock of a profile without a login is that of somebody who is about to write the first one.
#[test]
fn a_first_login_in_the_making_is_waited_for() {
    let (_server, jeton) = with_login();
    let started = Instant::now();
    let mut holder = hold(&jeton, &seal::folder(&jeton).join("first.lock"), 3);
    rotate(&jeton).ok();
    assert!(started.elapsed() >= Duration::from_secs(3));
    holder.wait().unwrap();
}

/// Services, so that a rotation has something to do, and their tokens.
fn services(server: &OidcServer, count: usize) -> (Jeton, BTreeMap<String, String>) {
    let jeton = Jeton::new().env("ORDERS_SECRET", "orders-svc-secret");
    let names: Vec<String> = (1..=count)
        .map(|number| format!("service-{number}"))
        .collect();
    let profile = |name: &String| {
        format!(
            "[profiles.{name}]\nprovider = \"oidc\"\nissuer = \"{}\"\ngrant = \"client_credentials\"\n\
             client_id = \"orders-svc\"\nclient_secret = {{ env = \"ORDERS_SECRET\" }}\nscopes = [\"orders:read\"]\n",
            server.issuer
        )
    };
    jeton.write_config(&names.iter().map(profile).collect::<String>());
    let token = |name: String| (name.clone(), printed(&jeton, &name));
    let tokens = names.into_iter().map(token).collect();
    (jeton, tokens)
}

#[test]
fn a_rotation_killed_anywhere_loses_no_login_and_is_ended_by_the_next() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let (jeton, tokens) = services(&server, 4);
    let key = seal::key(&jeton);
    let asked = server.requests().len();
    let started = Instant::now();
    rotate(&jeton).ok();
    let usual = started.elapsed();
    let mut cut = 0;
    for round in 0..60 {
        let before = secrets(&key);
        let run = jeton.args(["key", "rotate"]).spawn();
        sleep(usual.mul_f64(fastrand::f64() * 1.3));
        let run = run.kill();
        assert!([0, 137].contains(&run.code), "round {round}: {run}");
        for (profile, token) in &tokens {
            assert_eq!(&printed(&jeton, profile), token, "round {round}");
        }
        let after = secrets(&key);
        assert!(after.len() <= 2, "round {round}");
        cut += usize::from(after.len() == 2);
        if before.len() == 2 {
            assert_eq!(before[0], after[0], "round {round}: no third identity");
        }
    }
    assert!(cut > 0, "none was killed in the middle");
    rotate(&jeton).ok();
    assert_eq!(secrets(&key).len(), 1);
    for (profile, token) in &tokens {
        assert_eq!(
            seal::opened(&jeton, profile)["access_token"],
            token.as_str()
        );
    }
    assert_eq!(
        server.requests().len(),
        asked,
        "nothing was asked of the issuer"
    );
    let beside = everything(key.parent().unwrap());
    assert_eq!(beside, [key], "a killed run's copy of the key is gone");
}

#[test]
fn readers_go_on_while_the_key_changes() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let (jeton, tokens) = services(&server, 8);
    let loops: Vec<Process> = (0..20)
        .map(|number| {
            let name = format!("service-{}", number % 8 + 1);
            let script = format!(
                "for i in 1 2 3 4 5 6 7 8 9 10; do \"$BIN\" token print {name} || exit 1; done"
            );
            jeton.shell(&script).spawn()
        })
        .collect();
    for _ in 0..6 {
        rotate(&jeton).ok();
    }
    for (number, run) in loops.into_iter().enumerate() {
        let run = run.wait(LIMIT).ok();
        let token = &tokens[&format!("service-{}", number % 8 + 1)];
        assert!(run.stdout.lines().all(|line| line == token), "{run}");
        assert_eq!(run.stdout.lines().count(), 10);
    }
}

/// Renewals write, so each of them must see the key that is in force.
#[test]
fn renewals_and_rotations_at_once_lose_nothing() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let (jeton, tokens) = services(&server, 8);
    let script = |name: &String| {
        format!("for i in 1 2 3 4 5; do \"$BIN\" token login --force {name} || exit 1; done")
    };
    let loops: Vec<Process> = tokens
        .keys()
        .map(|name| jeton.shell(&script(name)).spawn())
        .collect();
    for _ in 0..6 {
        rotate(&jeton).ok();
    }
    for run in loops {
        run.wait(LIMIT).ok();
    }
    assert_eq!(secrets(&seal::key(&jeton)).len(), 1);
    for profile in tokens.keys() {
        assert_eq!(seal::opened(&jeton, profile)["generation"], 6, "{profile}");
    }
}

/// The person takes long, and the key that was in force when the login began is gone.
#[test]
fn a_login_approved_after_a_rotation_is_sealed_for_the_new_key() {
    for had_one in [false, true] {
        let server = provider(&[]);
        let jeton = home(&server);
        printed(&jeton, "orders");
        if had_one {
            log_in(&jeton);
        }
        let login = Pending::start(&jeton, &["--force"]);
        rotate(&jeton).ok();
        rotate(&jeton).ok();
        login.approve();
        login.wait().ok();
        assert_eq!(secrets(&seal::key(&jeton)).len(), 1);
        let generation = if had_one { 2 } else { 1 };
        assert_eq!(seal::opened(&jeton, "staging")["generation"], generation);
        printed(&jeton, "staging");
    }
}

/// A sync reads its key once, at its start, and renews an hour later.
#[test]
fn a_long_sync_goes_on_after_a_rotation() {
    let sandbox = Sandbox::start(&[
        "--interval",
        "1s",
        "--referrals",
        "2000",
        "--latency",
        "60ms",
    ]);
    let jeton = sandbox.jeton();
    let login = Pending::start(&jeton, &[]);
    sandbox.approve(&login.code);
    login.wait().ok();
    let old = seal::opened(&jeton, "partner-center");
    let sync = jeton.args(["sync", "referrals", "-o", "json"]).spawn();
    let listed = |sandbox: &Sandbox| sandbox.count("/v1.0/engagements/referrals");
    while listed(&sandbox) < 3 {
        sleep(Duration::from_millis(10));
    }
    rotate(&jeton).ok();
    assert_eq!(sandbox.order("expire").status, 204);
    let run = sync.wait(LIMIT).ok();
    assert!(run.stderr.contains("token refused, renewing it"), "{run}");
    let new = seal::opened(&jeton, "partner-center");
    assert_eq!(new["generation"], 2);
    assert_ne!(new["access_token"], old["access_token"]);
}
