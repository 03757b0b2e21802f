//! Tokens in places where they must not be: files, logs, argument lists, environments. Looked for byte by byte.

use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use serde_json::json;

use super::at_rest::everything;
use super::person::{Pending, home, log_in, provider};
use super::seal;
use crate::support::{Jeton, Run, Sandbox, Stream};

/// Where a secret was found; a panic that does not repeat it.
#[track_caller]
pub fn absent(place: &str, bytes: &[u8], secrets: &[String]) {
    for (number, secret) in secrets.iter().enumerate() {
        assert!(
            secret.len() >= 8,
            "secret {number} is too short to look for"
        );
        let found = bytes
            .windows(secret.len())
            .any(|part| part == secret.as_bytes());
        assert!(!found, "secret {number} stands in {place}");
    }
}

#[track_caller]
fn absent_in_files(folder: &Path, secrets: &[String]) {
    let mut looked_at = 0;
    for path in everything(folder).iter().filter(|path| path.is_file()) {
        absent(
            &path.display().to_string(),
            &std::fs::read(path).unwrap(),
            secrets,
        );
        looked_at += 1;
    }
    assert!(looked_at > 2, "nothing to look at in {}", folder.display());
}

/// Both tokens of a cached login, and its refresh token's halves would be found in them.
fn secrets(jeton: &Jeton, profile: &str) -> Vec<String> {
    let login = seal::opened(jeton, profile);
    ["access_token", "refresh_token"]
        .iter()
        .filter_map(|name| login[*name].as_str().map(str::to_owned))
        .collect()
}

#[test]
fn no_token_is_in_a_file_or_a_log() {
    let sandbox = Sandbox::start(&["--interval", "1s", "--referrals", "250"]);
    for verbosity in ["-vv", "-vvv"] {
        let jeton = sandbox.jeton().env("JETON_LOG", "trace");
        let profile = "partner-center";
        let login = Pending::start(&jeton, &[verbosity]);
        let pending = seal::opened(&jeton, &format!("{profile}.pending"));
        sandbox.approve(&login.code);
        let mut runs: Vec<Run> = vec![login.wait().ok()];
        let mut known = secrets(&jeton, profile);
        known.push(seal::secret(&pending, "device_code"));
        assert_eq!(known.len(), 3);
        seal::expire(&jeton, profile);
        let print = jeton.args(["token", "print", verbosity]).run().ok();
        known.extend(secrets(&jeton, profile));
        absent("stderr of print", print.stderr.as_bytes(), &known);
        assert_eq!(print.stdout.trim_end(), known[3], "the token alone");
        sandbox.faults(&["401=30%"]);
        for args in [
            ["token", "status"].as_slice(),
            &["token", "status", "-o", "json"],
            &["sync", "referrals"],
            &["sync", "referrals", "--log-format", "json"],
        ] {
            runs.push(jeton.args([args, &[verbosity]].concat()).run());
            known.extend(secrets(&jeton, profile));
        }
        sandbox.faults(&[]);
        absent_in_files(jeton.home().parent().unwrap(), &known);
        runs.push(
            jeton
                .args(["token", "reset", "--yes", verbosity])
                .run()
                .ok(),
        );
        absent_in_files(jeton.home().parent().unwrap(), &known);
        let logs = runs.iter().filter(|run| run.stderr.contains("TRACE"));
        // Status sends nothing, and a reset has nowhere to revoke at Entra: neither has anything to log.
        assert_eq!(logs.count(), 3, "{runs:?}");
        for (number, run) in runs.iter().enumerate() {
            absent(
                &format!("stderr of run {number}"),
                run.stderr.as_bytes(),
                &known,
            );
            absent(
                &format!("stdout of run {number}"),
                run.stdout.as_bytes(),
                &known,
            );
        }
    }
}

/// Of the provider the issuer's refusals are logged, too, and a secret goes over the wire.
#[test]
fn no_secret_of_a_client_is_in_a_log() {
    use base64::Engine as _;
    let server = provider(&[]);
    let jeton = home(&server).env("JETON_LOG", "trace");
    let basic = base64::engine::general_purpose::STANDARD.encode("orders-svc:orders-svc-secret");
    let print = jeton.args(["token", "print", "orders", "-vvv"]).run().ok();
    server.rule(&json!({"path": "/token/revocation", "status": 500}));
    let reset = jeton
        .args(["token", "reset", "orders", "--yes", "-vvv"])
        .run()
        .fails(7);
    let known = [
        "orders-svc-secret".to_owned(),
        basic,
        print.stdout.trim_end().to_owned(),
    ];
    for run in [&print, &reset] {
        assert!(run.stderr.contains("TRACE"), "{run}");
        absent("stderr", run.stderr.as_bytes(), &known);
    }
    absent("stdout of reset", reset.stdout.as_bytes(), &known);
    absent_in_files(jeton.home().parent().unwrap(), &known);
}

/// A process shows its arguments to everybody, and its environment to its user and to core dumps.
#[test]
fn no_token_is_in_a_running_process() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    log_in(&jeton);
    seal::expire(&jeton, "staging");
    let known = secrets(&jeton, "staging");
    server.rule(&json!({"path": "/token", "delay_ms": 1500}));
    let print = jeton.args(["token", "print", "-v"]).spawn();
    std::thread::sleep(Duration::from_millis(700));
    for file in ["cmdline", "environ"] {
        let bytes = match std::fs::read(format!("/proc/{}/{file}", print.id())) {
            // Other processes of its user may not look; root may.
            Err(error) if error.kind() == ErrorKind::PermissionDenied => continue,
            read => read.unwrap(),
        };
        assert!(!bytes.is_empty(), "{file}");
        absent(file, &bytes, &known);
    }
    // What it starts would inherit both; it starts nothing.
    let children = format!("/proc/{0}/task/{0}/children", print.id());
    assert_eq!(std::fs::read_to_string(children).unwrap_or_default(), "");
    let said = print.output(Stream::Err);
    let run = print.wait(Duration::from_secs(20)).ok();
    assert!(!run.stdout.is_empty(), "{said}");
}
