//! What lies on the disk: an age file that the public tool opens, for the owner's eyes alone.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use super::person::{home, log_in, provider};
use super::seal;

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

/// Every file and folder under this one.
pub fn everything(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(everything(&path));
        }
        found.push(path);
    }
    found
}

#[test]
fn the_public_tool_opens_a_cached_login() {
    let server = provider(&[]);
    let jeton = home(&server);
    log_in(&jeton);
    let sealed = std::fs::read(seal::file(&jeton, "staging")).unwrap();
    assert!(sealed.starts_with(b"age-encryption.org/v1\n"));
    let login = seal::opened(&jeton, "staging");
    assert_eq!(
        (&login["format"], &login["profile"], &login["client_id"]),
        (&json!(1), &json!("staging"), &json!("jeton-cli"))
    );
    assert_eq!(login["issuer"], server.issuer);
    assert_eq!(login["account"]["username"], "alice");
    assert!(login["refresh_token"].is_string());
}

#[test]
fn another_key_does_not_open_it() {
    let server = provider(&[]);
    let jeton = home(&server);
    jeton.args(["token", "print", "orders"]).run().ok();
    let other = make_key(&jeton.home().join("other.txt"));
    let error = seal::opened_with(&other, &seal::file(&jeton, "orders")).unwrap_err();
    assert!(error.contains("no identity matched"), "{error}");
}

/// `age-keygen -o`, from beside the tool that the tests were given.
pub fn make_key(path: &Path) -> PathBuf {
    let age = std::env::var_os("JETON_TEST_AGE").expect("set JETON_TEST_AGE or use tests/run");
    let keygen = Path::new(&age).with_file_name("age-keygen");
    let made = Command::new(keygen).arg("-o").arg(path).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    std::fs::set_permissions(path, PermissionsExt::from_mode(0o600)).unwrap();
    path.to_owned()
}

/// So that a person can open what a service keeps.
#[test]
fn a_second_recipient_opens_it_too() {
    let server = provider(&[]);
    let jeton = home(&server);
    let person = make_key(&jeton.home().join("person.txt"));
    let text = std::fs::read_to_string(&person).unwrap();
    let (_, recipient) = text.split_once("public key: ").unwrap();
    let recipient = recipient.lines().next().unwrap();
    let run = jeton
        .args(["token", "print", "orders"])
        .env("JETON_KEY__RECIPIENTS", recipient)
        .run()
        .ok();
    for key in [&person, &seal::key(&jeton)] {
        let login = seal::opened_with(key, &seal::file(&jeton, "orders")).unwrap();
        assert_eq!(login["access_token"], run.stdout.trim_end());
    }
}

/// Whatever the caller's umask: 0600 and 0700, and nothing but the login, its lock and the key.
#[test]
fn nobody_else_may_read_or_enter() {
    for umask in ["000", "077"] {
        let server = provider(&[]);
        let jeton = home(&server);
        std::fs::remove_dir_all(jeton.home().join(".local")).unwrap();
        jeton
            .shell(&format!("umask {umask}; exec \"$BIN\" token print orders"))
            .run()
            .ok();
        let state = jeton.home().join(".local/state/jeton");
        let mut names: Vec<String> = Vec::new();
        for path in everything(&jeton.home().join(".local")) {
            let wanted = if path.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(mode(&path), wanted, "umask {umask}: {}", path.display());
            if path.starts_with(&state) && path != state {
                names.push(path.strip_prefix(&state).unwrap().display().to_string());
            }
        }
        names.sort();
        // A ledger's name ends in the address of the endpoint, which is another one each time.
        let kinds = names
            .iter()
            .map(|name| match name.split_once("127.0.0.1_") {
                Some((folder, rest)) => format!("{folder}*.{}", rest.rsplit('.').next().unwrap()),
                None => name.clone(),
            });
        assert_eq!(
            kinds.collect::<Vec<_>>(),
            [
                "ledgers",
                "ledgers/*.json",
                "ledgers/*.lock",
                "tokens",
                "tokens/orders.age",
                "tokens/orders.lock"
            ]
        );
        assert_eq!(mode(&seal::key(&jeton)), 0o600);
    }
}
