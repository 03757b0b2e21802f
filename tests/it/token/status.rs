//! `token status`: from the files alone, for people and for scripts.

use serde_json::{Value, json};

use super::person::{home, log_in, orders, printed, provider, staging};
use super::seal;
use crate::support::{Jeton, OidcServer};

fn logged_in() -> (OidcServer, Jeton) {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    log_in(&jeton);
    (server, jeton)
}

fn json_status(jeton: &Jeton, args: &[&str]) -> Value {
    let words = [&["token", "status", "-o", "json"], args].concat();
    serde_json::from_str(&jeton.args(words).run().ok().stdout).unwrap()
}

#[test]
fn status_needs_no_issuer() {
    let (server, jeton) = logged_in();
    let asked = server.requests().len();
    jeton.args(["token", "status"]).run().ok();
    assert_eq!(server.requests().len(), asked);
    drop(server);
    let run = jeton.args(["token", "status", "staging"]).run().ok();
    for line in [
        "profile        staging",
        "state          valid",
        "account        alice",
        "client         jeton-cli",
        "grant          device_code",
        "refresh token  yes",
        "(mode 0600)",
        "key.txt (made on first use)",
    ] {
        assert!(run.stdout.contains(line), "{line:?} is missing\n{run}");
    }
    assert_eq!(run.stderr, "");
}

#[test]
fn several_profiles_are_a_table() {
    let (_server, jeton) = logged_in();
    let run = jeton.args(["token", "status"]).run().ok();
    let rows: Vec<Vec<&str>> = run
        .stdout
        .lines()
        .map(|line| {
            line.split("  ")
                .map(str::trim)
                .filter(|cell| !cell.is_empty())
                .collect()
        })
        .collect();
    assert_eq!(
        rows[0],
        [
            "PROFILE",
            "STATE",
            "ACCOUNT",
            "EXPIRES",
            "RENEWS",
            "REFRESH TOKEN",
            "QUOTA"
        ]
    );
    assert_eq!(rows[1][..3], ["staging", "valid", "alice"]);
    assert_eq!(rows[2], ["orders", "none", "-", "-", "-", "no", "-"]);
    assert_eq!(rows.len(), 3, "{run}");
}

/// Scripts stand on these names: one that goes is a new format.
#[test]
fn the_document_has_stable_fields() {
    let (server, jeton) = logged_in();
    let document = json_status(&jeton, &[]);
    assert_eq!(document["format"], 1);
    let names = |value: &Value| -> Vec<String> {
        let object = value.as_object().unwrap();
        let mut names: Vec<String> = object.keys().cloned().collect();
        names.sort();
        names
    };
    assert_eq!(names(&document), ["format", "profiles"]);
    let profile = &document["profiles"][0];
    assert_eq!(
        names(profile),
        [
            "account",
            "breaker",
            "cache",
            "cache_mode",
            "client_id",
            "expires_at",
            "expires_in_seconds",
            "failures",
            "fingerprint",
            "generation",
            "grant",
            "issuer",
            "issuer_ahead_seconds",
            "key",
            "login_pending_until",
            "margin_seconds",
            "obtained_at",
            "paused_until",
            "probe_at",
            "profile",
            "projected_requests_an_hour",
            "provider",
            "quota",
            "quota_too_small",
            "refresh_token",
            "renew_at",
            "requests_last_hour",
            "scopes",
            "state",
            "tenant_id",
        ]
    );
    assert_eq!(profile["issuer"], server.issuer);
    assert_eq!(profile["cache_mode"], "0600");
    assert_eq!(profile["generation"], 1);
    assert_eq!(
        profile["scopes"],
        json!(["openid", "email", "offline_access", "orders:read"])
    );
    let left = profile["expires_in_seconds"].as_i64().unwrap();
    assert!((3500..=3600).contains(&left), "{profile}");
    let time = |name: &str| -> jiff::Timestamp { profile[name].as_str().unwrap().parse().unwrap() };
    let ahead = time("expires_at").duration_since(time("renew_at"));
    assert_eq!(ahead.as_secs(), 600);
    assert!(profile["expires_at"].as_str().unwrap().ends_with('Z'));
    assert_eq!(document["profiles"][1]["state"], "none");
    assert_eq!(document["profiles"][1]["reason"], Value::Null);
}

#[test]
fn every_state_has_its_word() {
    let (_server, jeton) = logged_in();
    let state = |jeton: &Jeton| {
        let profile = json_status(jeton, &["staging"])["profiles"][0].clone();
        let word = |name: &str| profile[name].as_str().unwrap_or("-").to_owned();
        (word("state"), word("reason"))
    };
    let pair = |state: &str, reason: &str| (state.to_owned(), reason.to_owned());
    assert_eq!(state(&jeton), pair("valid", "-"));
    seal::set_end(&jeton, "staging", 300);
    assert_eq!(state(&jeton), pair("renew-due", "-"));
    seal::expire(&jeton, "staging");
    assert_eq!(state(&jeton), pair("expired", "-"));
    let mut login = seal::opened(&jeton, "staging");
    login["refresh_token"] = Value::Null;
    seal::replace(&jeton, "staging", &login);
    assert_eq!(state(&jeton), pair("login-needed", "expired"));
    login["client_id"] = "another".into();
    seal::replace(&jeton, "staging", &login);
    assert_eq!(state(&jeton), pair("login-needed", "other_client"));
    std::fs::remove_file(seal::file(&jeton, "staging")).unwrap();
    assert_eq!(state(&jeton), pair("none", "no_login"));
}

#[test]
fn a_check_has_its_exit_codes() {
    let (_server, jeton) = logged_in();
    let check = |args: &[&str]| {
        let words = [&["token", "status", "--check"], args].concat();
        jeton.args(words).run()
    };
    check(&["staging"]).ok();
    check(&["staging", "--min-ttl", "10m"]).ok();
    // It renews itself when it is asked for.
    check(&["staging", "--min-ttl", "2h"]).ok();
    // A service has a token when it asks for one.
    check(&["orders"]).ok();
    check(&[]).ok();
    seal::expire(&jeton, "staging");
    check(&["staging"]).ok();
    let mut login = seal::opened(&jeton, "staging");
    login["refresh_token"] = Value::Null;
    seal::replace(&jeton, "staging", &login);
    seal::set_end(&jeton, "staging", 3600);
    check(&["staging", "--min-ttl", "10m"]).ok();
    let short = check(&["staging", "--min-ttl", "2h"]).fails(4);
    assert!(
        short.stderr.contains("ends before the 2h asked for"),
        "{short}"
    );
    std::fs::remove_file(seal::file(&jeton, "staging")).unwrap();
    check(&["staging"]).fails(4);
    check(&[]).fails(4);
    check(&["orders"]).ok();
}

/// A pending login says nothing about the one that is there.
#[test]
fn a_pending_login_that_cannot_be_read_is_a_warning() {
    let (_server, jeton) = logged_in();
    std::fs::write(seal::file(&jeton, "staging.pending"), "garbage").unwrap();
    let run = jeton
        .args(["token", "status", "--check", "staging"])
        .run()
        .ok();
    assert!(run.stdout.contains("state          valid\n"), "{run}");
    assert!(
        run.stderr
            .contains("staging.pending.age is damaged: it is not an age file"),
        "{run}"
    );
}

/// What cannot be read is more to mend than a login that is due.
#[test]
fn an_unreadable_cache_is_said_and_checked() {
    let (_server, jeton) = logged_in();
    printed(&jeton, "orders");
    std::fs::remove_file(seal::file(&jeton, "staging")).unwrap();
    std::fs::write(seal::file(&jeton, "orders"), "garbage").unwrap();
    let run = jeton.args(["token", "status"]).run().ok();
    assert!(run.stdout.contains("unreadable"), "{run}");
    let run = jeton
        .args(["token", "status", "--check", "orders"])
        .run()
        .fails(3);
    assert!(
        run.stdout
            .contains("orders.age is damaged: it is not an age file"),
        "{run}"
    );
    jeton
        .args(["token", "status", "--check", "staging"])
        .run()
        .fails(4);
    jeton.args(["token", "status", "--check"]).run().fails(3);
}

/// No other key is made in its place: that would only hide which one is missing.
#[test]
fn a_lost_key_is_said() {
    let (_server, jeton) = logged_in();
    std::fs::remove_file(seal::key(&jeton)).unwrap();
    let check = ["token", "status", "--check", "staging"];
    let run = jeton.args(check).run().fails(3);
    let gone = "staging.age is there, but no key to open it";
    assert!(run.stdout.contains(gone), "{run}");
    for command in ["login", "print"] {
        let run = jeton.args(["token", command]).run().fails(3);
        let hint = "\nhint: give the key that it was made with (--key-file, JETON_KEY_FILE, JETON_KEY), \
                    or start over: jeton token reset --force staging, then jeton token login staging\n";
        assert!(run.stderr.contains(&format!("{gone}{hint}")), "{run}");
        assert!(!seal::key(&jeton).exists());
    }
    jeton
        .args(["token", "reset", "--yes", "--force"])
        .run()
        .ok();
    log_in(&jeton);
}

#[test]
fn min_ttl_is_for_a_check_alone() {
    let jeton = Jeton::new();
    jeton.write_config(&format!(
        "{}{}",
        staging("http://127.0.0.1:1"),
        orders("http://127.0.0.1:1")
    ));
    let run = jeton
        .args(["token", "status", "--min-ttl", "10m"])
        .run()
        .fails(2);
    assert!(run.stderr.contains("--check"), "{run}");
    let run = jeton
        .args(["token", "status", "--check", "--min-ttl", "soon"])
        .run()
        .fails(2);
    assert!(run.stderr.contains("--min-ttl"), "{run}");
}
