//! Secrets that a test made up, looked for in all that every command says at the highest verbosity, in argument lists and in
//! what a crash leaves. `secrecy.rs` has the real ones, and the files.

use std::path::PathBuf;
use std::time::Duration;

use base64::Engine as _;
use serde_json::json;

use super::at_rest::{everything, make_key};
use super::person::{Pending, home, printed, provider};
use super::seal;
use super::secrecy::absent;
use crate::support::{Answer, Jeton, Run, Sandbox, Scripted, TestDatabase, skip};

const CLIENT_SECRET: &str = "canary-client-secret-4d1f";
const DEVICE_CODE: &str = "canary-device-code-77aa";
const FILES: &str = "canary-of-a-secret-in-a-file-19c2";

fn tokens(number: usize) -> [String; 2] {
    ["access", "refresh"].map(|kind| format!("canary-{kind}-token-{number}-9b3e"))
}

fn granted(number: usize) -> Answer {
    let [access, refresh] = tokens(number);
    let grant = json!({"access_token": access, "refresh_token": refresh, "token_type": "Bearer", "expires_in": 3600});
    Answer::new(200, grant.to_string())
}

/// A profile at an issuer that gives out known secrets, beside the sandbox's own.
fn profile(url: &str, key: &str) -> String {
    format!(
        "[key]\nfile = \"{key}\"\n\n[profiles.canary]\nprovider = \"oauth2\"\nclient_id = \"jeton\"\n\
         client_secret = {{ env = \"CANARY_SECRET\" }}\nscopes = [\"orders\"]\n\
         token_endpoint = \"{url}/token\"\ndevice_authorization_endpoint = \"{url}/device\"\nrevocation_endpoint = \"{url}/revoke\"\n\n\
         [profiles.literal]\nprovider = \"oauth2\"\ngrant = \"client_credentials\"\nclient_id = \"jeton\"\n\
         client_secret = \"{FILES}\"\ntoken_endpoint = \"{url}/token\"\n"
    )
}

/// Login, renewals, failures and the end of a login, and every other command; each at -vvv and with the libraries' own words.
#[test]
fn no_command_shows_a_secret() {
    let sandbox = Sandbox::start(&["--interval", "1s", "--referrals", "40"]);
    let database = TestDatabase::create();
    let device = json!({"device_code": DEVICE_CODE, "user_code": "WDJB-MJHT", "verification_uri": "https://login.example/device", "interval": 1, "expires_in": 300});
    let issuer = Scripted::start()
        .then(Answer::new(200, device.to_string()))
        .then(Answer::new(400, r#"{"error":"authorization_pending"}"#))
        .then(granted(1))
        .then(granted(2))
        .then(Answer::new(500, tokens(2)[1].clone()))
        .then(Answer::new(
            400,
            json!({"error": "invalid_grant", "refresh_token": tokens(2)[1]}).to_string(),
        ));
    let jeton = sandbox.jeton();
    let key = make_key(&jeton.home().join("identity.txt"));
    let identity = std::fs::read_to_string(&key).unwrap();
    let identity = identity
        .lines()
        .find(|line| line.starts_with("AGE-SECRET-KEY-1"))
        .unwrap()
        .to_owned();
    jeton.write_config(&profile(&issuer.url, &key.display().to_string()));
    let jeton = jeton
        .env("JETON_LOG", "trace")
        .env("CANARY_SECRET", CLIENT_SECRET)
        .env("RUST_BACKTRACE", "full")
        .env("DATABASE_URL", database.url());
    let password = url::Url::parse(&database.url())
        .unwrap()
        .password()
        .map(str::to_owned);
    let mut known = vec![
        CLIENT_SECRET.to_owned(),
        FILES.to_owned(),
        DEVICE_CODE.to_owned(),
        identity,
        base64::engine::general_purpose::STANDARD.encode(format!("jeton:{CLIENT_SECRET}")),
    ];
    known.extend((1..=2).flat_map(tokens));
    known.extend(password.filter(|password| password.len() >= 8));

    let mut runs: Vec<(String, Run)> = Vec::new();
    let login = Pending::start(&jeton, &["canary", "-vvv"]);
    let line = std::fs::read(format!("/proc/{}/cmdline", login.process.id())).unwrap();
    absent("the argument list", &line, &known);
    runs.push(("login".to_owned(), login.wait().ok()));
    let login = Pending::start(&jeton, &["partner-center", "-vvv"]);
    sandbox.approve(&login.code);
    runs.push(("login".to_owned(), login.wait().ok()));
    let theirs = seal::opened_with(&key, &seal::file(&jeton, "partner-center")).unwrap();
    known.extend([
        seal::secret(&theirs, "access_token"),
        seal::secret(&theirs, "refresh_token"),
    ]);

    let print = jeton.args(["token", "print", "canary", "-vvv"]).run().ok();
    assert_eq!(print.stdout.trim_end(), tokens(1)[0], "the token alone");
    absent("stderr of print", print.stderr.as_bytes(), &known);
    for (args, code) in [
        ("token status", 0),
        ("token status -o json", 0),
        ("token refresh canary", 0),
        // The issuer fails, and then refuses; both answers repeat what they were sent.
        ("token refresh canary", 6),
        ("token refresh canary", 4),
        ("token status canary --check", 4),
        ("db migrate", 0),
        ("sync referrals", 0),
        ("sync referrals --log-format json", 0),
        ("db status", 0),
        ("db count", 0),
        ("config show", 0),
        ("config show -o json", 0),
        ("config show --defaults", 0),
        ("config check", 0),
        ("config path", 0),
        ("sandbox env", 0),
        ("completions bash", 0),
        ("man", 0),
        ("token reset partner-center --yes", 0),
    ] {
        let words = args.split(' ').chain(["-vvv"]);
        runs.push((args.to_owned(), jeton.args(words).run().fails(code)));
    }
    for (args, run) in &runs {
        absent(&format!("stderr of {args}"), run.stderr.as_bytes(), &known);
        absent(&format!("stdout of {args}"), run.stdout.as_bytes(), &known);
    }
    let talked = runs
        .iter()
        .filter(|(_, run)| run.stderr.contains("TRACE") || run.stderr.contains("DEBUG"));
    assert!(talked.count() >= 7, "little was logged");
    issuer.done();
    assert!(everything(&jeton.home()).iter().all(|path| !is_core(path)));
}

/// An issuer that puts what it was sent into the words that people and scripts are shown.
#[test]
fn what_an_issuer_repeats_is_struck() {
    let device = json!({"device_code": DEVICE_CODE, "user_code": "WDJB-MJHT", "verification_uri": "https://login.example/device", "interval": 1, "expires_in": 300});
    let repeats = |error: &str, secret: &str| {
        let basic =
            base64::engine::general_purpose::STANDARD.encode(format!("jeton:{CLIENT_SECRET}"));
        let words = format!(
            "{} {secret} of {CLIENT_SECRET} ({basic}) no",
            "x".repeat(280)
        );
        let more = format!("{secret} is {error}");
        Answer::typed(
            400,
            &format!("application/json;x={secret}"),
            json!({"error": error, "error_description": words, "correlation_id": more}).to_string(),
        )
    };
    let [_, refresh] = tokens(1);
    let issuer = Scripted::start()
        .then(Answer::new(200, device.to_string()))
        .then(repeats("invalid_client", DEVICE_CODE))
        .then(granted(1))
        .then(repeats("invalid_scope", &refresh))
        .then(Answer::typed(400, &format!("text/{refresh}"), "no").header("x-request-id", &refresh))
        .then(repeats(&format!("not {refresh}"), &refresh))
        .then(Answer::new(
            400,
            json!({"error": "invalid_grant", "error_description": refresh}).to_string(),
        ));
    let jeton = Jeton::new().env("CANARY_SECRET", CLIENT_SECRET);
    let key = make_key(&jeton.home().join("identity.txt"));
    jeton.write_config(&profile(&issuer.url, &key.display().to_string()));
    let known = [CLIENT_SECRET.to_owned(), DEVICE_CODE.to_owned(), refresh];
    let parts = known.iter().map(|secret| secret[..12].to_owned());
    let known: Vec<String> = parts.collect();
    for (args, code) in [
        ("token login canary", 3),
        ("token login canary --resume", 0),
        ("token refresh canary", 3),
        ("token refresh canary -o json", 6),
        ("token refresh canary -o json", 3),
        ("token refresh canary -o json", 4),
        ("token status canary", 0),
    ] {
        let run = jeton.args(args.split(' ')).run().fails(code);
        absent(&format!("stderr of {args}"), run.stderr.as_bytes(), &known);
        absent(&format!("stdout of {args}"), run.stdout.as_bytes(), &known);
        let is_struck = run.stderr.contains("***") || run.stdout.contains("***");
        assert_eq!(is_struck, args.contains("refresh") || code == 3, "{run}");
    }
    issuer.done();
}

fn is_core(path: &std::path::Path) -> bool {
    path.file_name()
        .unwrap()
        .to_string_lossy()
        .starts_with("core")
}

/// Files that a crash left in this home.
fn cores(jeton: &Jeton) -> Vec<PathBuf> {
    let mut found = everything(&jeton.home());
    found.retain(|path| is_core(path));
    found
}

/// A renewal has both tokens, the client's secret and the key in its memory when it crashes.
#[test]
fn a_crash_leaves_no_core() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    jeton
        .shell("ulimit -c unlimited && sh -c 'kill -ABRT $$'")
        .run();
    if cores(&jeton).is_empty() {
        skip("a crash leaves no core file in its folder here");
        return;
    }
    for core in cores(&jeton) {
        std::fs::remove_file(core).unwrap();
    }
    printed(&jeton, "orders");
    server.rule(&json!({"path": "/token", "delay_ms": 4000}));
    let renewing = jeton
        .shell("ulimit -c unlimited && exec \"$BIN\" token refresh orders")
        .spawn();
    std::thread::sleep(Duration::from_millis(1000));
    // A SEGV that is sent is no fault of an instruction: Rust's handler lets the program go on after it.
    renewing.signal("ABRT");
    renewing.wait(Duration::from_secs(20)).fails(128 + 6);
    assert_eq!(cores(&jeton), Vec::<PathBuf>::new());
}
