//! Secrets: what is warned about, what is masked, how each reference resolves or fails.

use secrecy::ExposeSecret;

use super::{Case, shown};
use crate::config::{Loaded, Secret};

fn case(reference: &str) -> Case {
    Case::new(&format!(
        "[profiles.a]\nprovider = \"oidc\"\nissuer = \"https://a\"\nclient_id = \"c\"\n\
         client_secret = {reference}\n"
    ))
}

fn secret(loaded: &Loaded) -> &Secret {
    let (_, profile) = loaded.settings.profiles.first().unwrap();
    profile.client_secret.as_ref().unwrap()
}

fn resolved(case: &Case) -> Result<String, String> {
    let loaded = case.loaded();
    match secret(&loaded).resolve(&loaded.environment) {
        Ok(secret) => Ok(secret.expose_secret().to_owned()),
        Err(error) => {
            let root = case.root().to_str().unwrap();
            Err(error.to_string().replace(root, "ROOT"))
        }
    }
}

fn ok(text: &str) -> Result<String, String> {
    Ok(text.to_owned())
}

fn err(text: &str) -> Result<String, String> {
    Err(text.to_owned())
}

#[test]
fn written_out_secrets_work_and_are_warned_about() {
    let case = case("\"s3cret\"\n[database]\nurl = \"postgres://j:s3cret@db/x\"");
    let loaded = case.loaded();
    assert_eq!(
        loaded.warnings,
        [
            "jeton.toml:7: database.url is written out; use { env = \"…\" } or { file = \"…\" }",
            "jeton.toml:5: profiles.a.client_secret is written out; \
             use { env = \"…\" } or { file = \"…\" }",
        ]
    );
    assert_eq!(shown(&loaded, "profiles.a.client_secret").0, "\"***\"");
    assert_eq!(
        shown(&loaded, "database.url").0,
        "\"postgres://j:***@db/x\""
    );
    assert!(!format!("{loaded:?}").contains("s3cret"));
    assert_eq!(resolved(&case), ok("s3cret"));
}

#[test]
fn the_environment_is_a_fit_place() {
    let case = Case::new("[database]\nurl = \"postgres://jeton@db/x\"");
    assert!(case.loaded().warnings.is_empty());
    let case = case.var("DATABASE_URL", "postgres://j:s3cret@db/x");
    let loaded = case.loaded();
    assert!(loaded.warnings.is_empty());
    assert_eq!(
        shown(&loaded, "database.url"),
        (
            "\"postgres://j:***@db/x\"".to_owned(),
            "environment DATABASE_URL".to_owned()
        )
    );
    assert!(!format!("{loaded:?}").contains("s3cret"));
}

#[test]
fn a_variable_replaces_a_reference_whole() {
    let case = case("{ env = \"NOT_SET\" }")
        .file("secret", "from file\n")
        .var("JETON_PROFILES__A__CLIENT_SECRET__FILE", "secret");
    assert_eq!(resolved(&case), ok("from file"));
}

#[test]
fn variables_of_the_process_and_of_dotenv() {
    let case = case("{ env = \"S\" }");
    assert_eq!(resolved(&case), err("the environment has no S"));
    assert_eq!(
        shown(&case.loaded(), "profiles.a.client_secret").0,
        "{ env = \"S\" }"
    );
    let case = case.file(".env", "export S='from dotenv'\n");
    assert_eq!(resolved(&case), ok("from dotenv"));
    let case = case.var("S", "from process");
    assert_eq!(resolved(&case), ok("from process"));
}

#[test]
fn files() {
    let case = case("{ file = \"s\" }");
    assert_eq!(resolved(&case), err("ROOT/s does not exist"));
    let case = case.file("s", "two words \r\n");
    assert_eq!(resolved(&case), ok("two words "));
    let case = case.file("s", "\n");
    assert_eq!(resolved(&case), err("{ file = \"ROOT/s\" } is empty"));
    std::fs::write(case.root().join("s"), b"\xff\xfe").unwrap();
    assert_eq!(
        resolved(&case),
        err("{ file = \"ROOT/s\" } is not UTF-8 text")
    );
    let case = case.file("s", &"x".repeat(70_000));
    assert_eq!(
        resolved(&case),
        err("cannot read ROOT/s: larger than 65536 bytes")
    );
}

#[cfg(unix)]
#[test]
fn commands() {
    let run = |words: &str| resolved(&case(&format!("{{ command = {words} }}")));
    assert_eq!(run("[\"printf\", \" a;b $HOME \\n\"]"), ok("a;b $HOME"));
    assert_eq!(
        run("[\"sh\", \"-c\", \"echo s3cret; echo s3cret >&2; exit 3\"]"),
        err("the command `sh` failed: exit status: 3")
    );
    assert_eq!(run("[\"true\"]"), err("{ command = [\"true\"] } is empty"));
    assert_eq!(
        run("[\"jeton-test-no-such-program\"]"),
        err("cannot run the command `jeton-test-no-such-program`: \
             No such file or directory")
    );
}

#[test]
fn the_keyring_answers_or_is_named() {
    let answer = resolved(&case("{ keyring = \"jeton-test-no-such-entry\" }"));
    let message = answer.unwrap_err();
    assert!(
        message.contains("\"jeton-test-no-such-entry\""),
        "{message}"
    );
}
