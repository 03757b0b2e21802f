//! Caches of MSAL's, by a sample of each kind of authority: what is taken, what is refused and in what words, and what comes out
//! again. What the library itself makes of it is in `msal_peer`.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::at_rest::everything;
use super::person::{Pending, home, log_in, printed, provider};
use super::seal;
use crate::support::{Jeton, Run, Sandbox};

const TENANT: &str = "11111111-1111-1111-1111-111111111111";
const CLIENT: &str = "22222222-2222-2222-2222-222222222222";
const SECRETS: [&str; 3] = ["made-up-access-token", "made-up-refresh-token", "eyJ0eXAi"];

fn sample(name: &str) -> String {
    let path = format!(
        "{}/tests/fixtures/msal/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read_to_string(path).unwrap()
}

fn entra(tenant: &str, client: &str) -> String {
    format!(
        "[profiles.partner-center]\nprovider = \"entra\"\ntenant = \"{tenant}\"\nclient_id = \"{client}\"\n\
         scopes = [\"https://api.partner.microsoft.com/.default\"]\n"
    )
}

/// A home with the profile of the samples.
fn operator() -> Jeton {
    let jeton = Jeton::new();
    jeton.write_config(&entra(TENANT, CLIENT));
    jeton
}

/// Writes `.token_cache`, for its owner alone.
fn put(jeton: &Jeton, content: &str) -> PathBuf {
    let file = jeton.home().join(".token_cache");
    std::fs::write(&file, content).unwrap();
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).unwrap();
    file
}

fn import(jeton: &Jeton, more: &[&str]) -> Run {
    let line = [&["token", "import", "--from", "msal", ".token_cache"], more].concat();
    jeton.args(line).run()
}

fn export(jeton: &Jeton, more: &[&str]) -> Run {
    let line = [&["token", "export", "--to", "msal", "exported"], more].concat();
    jeton.args(line).run()
}

fn exported(jeton: &Jeton) -> String {
    std::fs::read_to_string(jeton.home().join("exported")).unwrap()
}

#[track_caller]
fn says(run: &Run, words: &str) {
    assert!(run.stderr.contains(words), "{words:?} is not in\n{run}");
}

#[track_caller]
fn keeps_secrets(run: &Run) {
    for secret in SECRETS {
        assert!(
            !run.stdout.contains(secret) && !run.stderr.contains(secret),
            "{run}"
        );
    }
}

#[test]
fn both_samples_go_in_and_come_out_byte_for_byte() {
    for name in ["tenant", "organizations"] {
        let jeton = operator();
        let file = put(&jeton, &sample(name));
        let run = import(&jeton, &["-vv"]).ok();
        assert!(
            run.stdout.starts_with(
                "imported Operator@example.test into partner-center; the token ends in "
            ),
            "{run}"
        );
        assert!(
            run.stdout
                .ends_with(" (2030-03-17 18:59), and is renewed by itself\n"),
            "{run}"
        );
        says(&run, ".token_cache still has the tokens in the clear");
        says(&run, "remove it: shred -u .token_cache\n");
        assert!(!run.stderr.contains("can be read by others"), "{run}");
        keeps_secrets(&run);
        assert_eq!(printed(&jeton, "partner-center"), SECRETS[0]);
        assert_eq!(
            std::fs::read_to_string(file).unwrap(),
            sample(name),
            "it is left as it is"
        );

        let run = export(&jeton, &["-vv"]).ok();
        assert_eq!(
            run.stdout,
            "exported Operator@example.test of partner-center to exported\n"
        );
        says(
            &run,
            "exported is not encrypted: whoever reads it is Operator@example.test.",
        );
        keeps_secrets(&run);
        assert_eq!(exported(&jeton), sample(name), "{name}");
        let mode = std::fs::metadata(jeton.home().join("exported"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o7777, 0o600);
    }
}

#[test]
fn it_goes_by_pipes_too() {
    let jeton = operator();
    let line = [
        "token",
        "import",
        "--from",
        "msal",
        "-",
        "partner-center",
        "-o",
        "json",
    ];
    let run = jeton.args(line).stdin(sample("tenant")).run().ok();
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let cache = seal::file(&jeton, "partner-center").display().to_string();
    assert_eq!(report["profile"], "partner-center");
    assert_eq!(report["account"], "Operator@example.test");
    assert_eq!(report["expires_at"], "2030-03-17T18:59:37Z");
    assert_eq!(report["refresh_token"], true);
    assert_eq!(report["cache"], cache);
    assert!(!run.stderr.contains("shred"), "{run}");
    let run = jeton
        .args(["token", "export", "--to", "msal", "-"])
        .run()
        .ok();
    assert_eq!(run.stdout, sample("tenant"));
    says(&run, "is not encrypted");
}

/// Nothing in the clear is left anywhere by an import.
#[test]
fn an_imported_login_lies_encrypted() {
    let jeton = operator();
    let line = ["token", "import", "--from", "msal", "-"];
    jeton.args(line).stdin(sample("tenant")).run().ok();
    for path in everything(&jeton.home()) {
        let bytes = std::fs::read(&path).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        for secret in SECRETS {
            assert!(!text.contains(secret), "{}", path.display());
        }
    }
    let login = seal::opened(&jeton, "partner-center");
    assert_eq!(login["account"]["tenant_id"], TENANT);
    assert_eq!(
        login["endpoints"]["token"],
        format!("https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token")
    );
}

#[test]
fn a_file_that_others_can_read_is_warned_of() {
    let jeton = operator();
    let file = put(&jeton, &sample("tenant"));
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o644)).unwrap();
    let run = import(&jeton, &[]).ok();
    says(&run, ".token_cache can be read by others (mode 0644)");
}

#[test]
fn a_good_login_is_replaced_only_by_force() {
    let jeton = operator();
    put(&jeton, &sample("tenant"));
    import(&jeton, &[]).ok();
    let before = std::fs::read(seal::file(&jeton, "partner-center")).unwrap();
    let run = import(&jeton, &[]).fails(2);
    says(
        &run,
        "a login of Operator@example.test is there already\nhint: say --force to replace it\n",
    );
    assert_eq!(
        std::fs::read(seal::file(&jeton, "partner-center")).unwrap(),
        before
    );
    // It has ended, but can renew itself: it is still a login.
    seal::expire(&jeton, "partner-center");
    import(&jeton, &[]).fails(2);
    import(&jeton, &["--force"]).ok();
    assert_eq!(seal::opened(&jeton, "partner-center")["generation"], 2);
}

#[test]
fn several_accounts_are_listed_and_one_is_chosen() {
    let jeton = operator();
    let first: Value = serde_json::from_str(&sample("tenant")).unwrap();
    let second = sample("tenant")
        .replace("33333333", "44444444")
        .replace("Operator@", "Worker@");
    let second = second.replace("made-up-refresh-token", "another");
    let mut all = first;
    let second: Value = serde_json::from_str(&second).unwrap();
    for (section, entries) in second.as_object().unwrap() {
        let there = all[section].as_object_mut().unwrap();
        there.extend(entries.as_object().unwrap().clone());
    }
    put(&jeton, &all.to_string());
    let run = import(&jeton, &[]).fails(2);
    says(
        &run,
        "several accounts fit: Operator@example.test, Worker@example.test\n",
    );
    says(&run, "hint: choose one with: --account USERNAME\n");
    keeps_secrets(&run);
    let run = import(&jeton, &["--account", "worker@example.test"]).ok();
    assert!(
        run.stdout.starts_with("imported Worker@example.test into "),
        "{run}"
    );
    assert_eq!(
        seal::opened(&jeton, "partner-center")["refresh_token"],
        "another"
    );
    let run = import(&jeton, &["--force", "--account", "nobody"]).fails(3);
    says(
        &run,
        ", account nobody; there is Operator@example.test with client ",
    );
}

#[test]
fn what_does_not_fit_is_said_to_be_there() {
    let jeton = Jeton::new();
    jeton.write_config(&entra("99999999-9999-9999-9999-999999999999", CLIENT));
    put(&jeton, &sample("tenant"));
    let run = import(&jeton, &[]).fails(3);
    says(
        &run,
        "nothing in it fits; the profile wants client 22222222-2222-2222-2222-222222222222, \
         tenant 99999999-9999-9999-9999-999999999999 at login.microsoftonline.com, \
         scopes https://api.partner.microsoft.com/.default; there is Operator@example.test with \
         client 22222222-2222-2222-2222-222222222222, tenant 11111111-1111-1111-1111-111111111111 at login.microsoftonline.com, \
         scopes https://api.partner.microsoft.com/.default https://api.partner.microsoft.com/user_impersonation\n",
    );
    says(
        &run,
        "hint: name another profile, or set client_id, tenant and scopes of partner-center to what is there\n",
    );
    keeps_secrets(&run);
    assert!(!seal::file(&jeton, "partner-center").exists());
}

#[test]
fn what_is_no_cache_is_refused() {
    let jeton = operator();
    let run = import(&jeton, &[]).fails(3);
    says(
        &run,
        "cannot import .token_cache into partner-center: there is no such file\n",
    );
    for (content, words) in [
        (
            "",
            "it is empty\nhint: nobody is logged in there, or its tokens are in a keyring",
        ),
        ("{\"AccessToken\": {", "it is not JSON (line 1, column 17)"),
        (
            "{\"version\": 9}",
            "its layout is not that of MSAL's cache, or of a later one",
        ),
        ("age-encryption.org/v1\n", "it is encrypted by age"),
    ] {
        put(&jeton, content);
        says(&import(&jeton, &[]).fails(3), words);
    }
    let dpapi =
        b"\x01\0\0\0\xd0\x8c\x9d\xdf\x01\x15\xd1\x11\x8c\x7a\0\xc0\x4f\xc2\x97\xeb\x01\0\0\0";
    std::fs::write(jeton.home().join(".token_cache"), dpapi).unwrap();
    says(
        &import(&jeton, &[]).fails(3),
        "it is encrypted by Windows (DPAPI)",
    );
    assert!(!seal::file(&jeton, "partner-center").exists());
}

#[test]
fn an_access_token_alone_is_taken_while_it_lasts() {
    let jeton = operator();
    let mut cache: Value = serde_json::from_str(&sample("tenant")).unwrap();
    cache["RefreshToken"] = json!({});
    put(&jeton, &cache.to_string());
    let run = import(&jeton, &[]).ok();
    says(
        &run,
        "there is no refresh token in it: a login is needed when the access token ends",
    );
    assert!(run.stdout.ends_with(", and cannot be renewed\n"), "{run}");

    put(
        &jeton,
        &cache.to_string().replace("1900004377", "1700000000"),
    );
    let run = import(&jeton, &["--force"]).fails(4);
    says(
        &run,
        "the access token of Operator@example.test has ended, and there is no refresh token\n",
    );
    says(
        &run,
        "hint: log in with: jeton token login partner-center\n",
    );
}

#[test]
fn a_file_that_is_there_is_overwritten_only_by_force() {
    let jeton = operator();
    put(&jeton, &sample("tenant"));
    import(&jeton, &[]).ok();
    std::fs::write(jeton.home().join("exported"), "mine").unwrap();
    let run = export(&jeton, &[]).fails(2);
    says(
        &run,
        "cannot export partner-center: exported is there already\nhint: say --force to replace it",
    );
    assert_eq!(exported(&jeton), "mine");
    export(&jeton, &["--force"]).ok();
    assert_eq!(exported(&jeton), sample("tenant"));
    let run = jeton
        .args(["token", "export", "--to", "msal", "nowhere/file"])
        .run()
        .fails(3);
    says(&run, "cannot write nowhere/file: No such file or directory");
}

/// As with any secret: a terminal keeps what was on it.
#[test]
fn a_terminal_is_no_place_for_tokens() {
    let jeton = operator();
    put(&jeton, &sample("tenant"));
    import(&jeton, &[]).ok();
    let python = std::env::var("JETON_TEST_MSAL").expect("set JETON_TEST_MSAL or use tests/run");
    let on_a_terminal = |more: &str| {
        let code =
            "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
        let line =
            format!("{python} -c '{code}' \"$BIN\" token export --to msal - {more} < /dev/null");
        jeton.shell(&line).run()
    };
    let run = on_a_terminal("").fails(2);
    assert!(
        run.stdout
            .contains("the tokens would be shown on the terminal"),
        "{run}"
    );
    keeps_secrets(&run);
    let run = on_a_terminal("--force").ok();
    assert!(run.stdout.contains(SECRETS[0]), "{run}");
}

#[test]
fn what_msal_could_not_use_is_not_exported() {
    let server = provider(&[]);
    let jeton = home(&server);
    for (profile, code, words) in [
        (
            "staging",
            4,
            "nobody has logged in yet\nhint: log in with: jeton token login staging",
        ),
        (
            "orders",
            3,
            "MSAL's caches have no place for such a profile: a service has no account",
        ),
    ] {
        says(&export(&jeton, &[profile]).fails(code), words);
    }
    log_in(&jeton);
    let run = export(&jeton, &["staging"]).fails(3);
    says(
        &run,
        "MSAL wants an authority of https with a path, and the issuer is http://127.0.0.1:",
    );
    let line = ["token", "import", "--from", "msal", "-", "orders"];
    let run = jeton.args(line).stdin(sample("tenant")).run().fails(3);
    says(&run, "a service has no account, and gets a token by itself");
    assert!(!jeton.home().join("exported").exists());

    let secret = Jeton::new();
    secret.write_config(&format!("{}client_secret = \"s\"\n", entra(TENANT, CLIENT)));
    put(&secret, &sample("tenant"));
    import(&secret, &[]).ok();
    says(
        &export(&secret, &[]).fails(3),
        "its client has a secret, which MSAL's public client does not send",
    );
}

/// The sandbox's Entra: what `client_info` says is asked for, kept over a renewal, and moved on.
#[test]
fn a_login_made_here_has_its_home() {
    let sandbox = Sandbox::start(&["--interval", "1s"]);
    let jeton = sandbox.jeton();
    let login = Pending::start(&jeton, &[]);
    sandbox.approve(&login.code);
    login.wait().ok();
    let check = || {
        export(&jeton, &["--force"]).ok();
        let cache: Value = serde_json::from_str(&exported(&jeton)).unwrap();
        let account = cache["Account"]
            .as_object()
            .unwrap()
            .values()
            .next()
            .unwrap();
        let login = seal::opened(&jeton, "partner-center");
        let of = |name: &str| login["account"][name].as_str().unwrap().to_owned();
        assert_eq!(account["home_account_id"], of("home_id"));
        assert_eq!(account["local_account_id"], of("object_id"));
        assert_eq!(account["username"], of("username"));
        assert_eq!(
            account["account_source"],
            "urn:ietf:params:oauth:grant-type:device_code"
        );
        let tokens = cache["AccessToken"].as_object().unwrap();
        assert!(tokens.values().all(|token| {
            let target = token["target"].as_str().unwrap();
            target
                .split(' ')
                .any(|scope| scope == "https://api.partner.microsoft.com/.default")
        }));
        assert_eq!(cache["IdToken"].as_object().unwrap().len(), 1);
    };
    check();
    let before = printed(&jeton, "partner-center");
    seal::expire(&jeton, "partner-center");
    assert_ne!(printed(&jeton, "partner-center"), before);
    check();
}

/// A cache file of a jeton that knew nothing of MSAL: it is read, and exported as well as it can be.
#[test]
fn a_login_of_an_older_version_is_exported_too() {
    let jeton = operator();
    put(&jeton, &sample("tenant"));
    import(&jeton, &[]).ok();
    let mut login = seal::opened(&jeton, "partner-center");
    for field in ["id_token", "msal"] {
        assert!(
            login.as_object_mut().unwrap().remove(field).is_some(),
            "{field}"
        );
    }
    login["account"]
        .as_object_mut()
        .unwrap()
        .remove("home_id")
        .unwrap();
    seal::replace(&jeton, "partner-center", &login);
    export(&jeton, &[]).ok();
    let mut expected: Value = serde_json::from_str(&sample("tenant")).unwrap();
    expected["IdToken"] = json!({});
    let cache: Value = serde_json::from_str(&exported(&jeton)).unwrap();
    assert_eq!(cache, expected);
}
