//! A token handed on: `token print` in each of its forms, `token exec` to a command.

use std::time::Duration;

use serde_json::{Value, json};

use super::person::{home, log_in, printed, provider, staging};
use super::seal;
use crate::support::{Answer, Jeton, OidcServer, Run, Scripted, Stream, get_as};

/// A home with a login of an hour, its server and its token.
fn logged_in() -> (OidcServer, Jeton, String) {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    log_in(&jeton);
    let token = seal::secret(&seal::opened(&jeton, "staging"), "access_token");
    (server, jeton, token)
}

fn format(jeton: &Jeton, format: &str) -> Run {
    jeton
        .args(["token", "print", "--format", format])
        .run()
        .ok()
}

#[test]
fn a_token_is_printed_in_the_form_that_is_asked_for() {
    let (server, jeton, token) = logged_in();
    let asked = server.requests().len();
    let end = seal::secret(&seal::opened(&jeton, "staging"), "expires_at");
    assert_eq!(format(&jeton, "token").stdout, format!("{token}\n"));
    assert_eq!(
        format(&jeton, "header").stdout,
        format!("Authorization: Bearer {token}\n")
    );
    assert_eq!(
        format(&jeton, "env").stdout,
        format!(
            "export JETON_ACCESS_TOKEN='{token}'\nexport JETON_ACCESS_TOKEN_EXPIRES_AT='{end}'\n"
        )
    );
    let as_json = format(&jeton, "json").stdout;
    let document: Value = serde_json::from_str(&as_json).unwrap();
    assert_eq!(
        document,
        json!({"format": 1, "profile": "staging", "access_token": token, "token_type": "Bearer", "expires_at": end})
    );
    for words in [&["-o", "json"][..], &["-o", "json", "--format", "json"]] {
        let run = jeton.args([&["token", "print"], words].concat()).run().ok();
        assert_eq!(run.stdout, as_json);
    }
    let script = "eval \"$(\"$BIN\" token print --format env)\"\n\
                  printf '%s %s' \"$JETON_ACCESS_TOKEN\" \"$JETON_ACCESS_TOKEN_EXPIRES_AT\"";
    assert_eq!(
        jeton.shell(script).run().ok().stdout,
        format!("{token} {end}")
    );
    assert_eq!(server.requests().len(), asked, "nothing was asked");
    let two = jeton.args(["token", "print", "-o", "json", "--format", "env"]);
    let run = two.run().fails(2);
    assert!(run.stdout.contains("ask for two formats"), "{run}");
    assert!(!run.stdout.contains(&token));
}

/// kubectl asks again at the time that it is told: before the token ends, when a renewal is due.
#[test]
fn kubectl_is_told_to_come_back_in_time() {
    let (_server, jeton, token) = logged_in();
    let end: jiff::Timestamp = seal::secret(&seal::opened(&jeton, "staging"), "expires_at")
        .parse()
        .unwrap();
    let again = end - jiff::SignedDuration::from_mins(10);
    let credential = |version: &str| {
        json!({
            "apiVersion": format!("client.authentication.k8s.io/{version}"),
            "kind": "ExecCredential",
            "status": {"token": token, "expirationTimestamp": again.to_string()},
        })
    };
    for (asked, version) in [
        (None, "v1"),
        (Some("v1"), "v1"),
        (Some("v1beta1"), "v1beta1"),
    ] {
        let mut print = jeton.args(["token", "print", "--format", "exec-credential"]);
        if let Some(asked) = asked {
            let info = json!({
                "kind": "ExecCredential",
                "apiVersion": format!("client.authentication.k8s.io/{asked}"),
                "spec": {"interactive": false},
            });
            print = print.env("KUBERNETES_EXEC_INFO", info.to_string());
        }
        let run = print.run().ok();
        let document: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(document, credential(version), "{asked:?}");
    }
}

/// An issuer that grants what has ended already: no script may take it for a token.
#[test]
fn an_ended_token_is_never_printed() {
    let server = Scripted::start();
    let body = json!({"access_token": "ended-already", "token_type": "Bearer", "expires_in": 0});
    let grant = || Answer::new(200, body.to_string());
    let server = server.then(grant()).then(grant());
    let jeton = Jeton::new().env("SECRET", "a-secret");
    jeton.write_config(&format!(
        "[profiles.orders]\nprovider = \"oauth2\"\ngrant = \"client_credentials\"\nclient_id = \"x\"\n\
         client_secret = {{ env = \"SECRET\" }}\ntoken_endpoint = \"{}/token\"\n",
        server.url
    ));
    for words in [&["print"][..], &["exec", "--", "env"]] {
        let run = jeton.args([&["token"], words].concat()).run().fails(6);
        assert!(run.stderr.contains("has ended already"), "{run}");
        assert_eq!(run.stdout, "");
    }
    server.done();
}

#[test]
fn a_command_gets_the_token_in_its_environment() {
    let (server, jeton, token) = logged_in();
    let end = seal::secret(&seal::opened(&jeton, "staging"), "expires_at");
    let shown =
        "echo $JETON_ACCESS_TOKEN; echo $JETON_ACCESS_TOKEN_EXPIRES_AT; echo $OTHER; echo $1";
    let run = jeton
        .args(["token", "exec", "--", "sh", "-c", shown, "sh", "--flag"])
        .run()
        .ok();
    assert_eq!(run.stdout, format!("{token}\n{end}\n\n--flag\n"));
    let run = jeton
        .args([
            "token", "exec", "staging", "--env", "OTHER", "--", "sh", "-c", shown,
        ])
        .run()
        .ok();
    assert_eq!(run.stdout, format!("\n{end}\n{token}\n\n"));
    let me = "exec \"$BIN\" token exec -- sh -c 'printenv JETON_ACCESS_TOKEN'";
    let again = jeton.shell(me).run().ok().stdout;
    let me = get_as(&server.url("/me"), again.trim_end()).unwrap();
    assert_eq!(me.json()["sub"], "alice", "{me:?}");
}

/// The command takes jeton's place: its exit code, its signals, its stdin, and its number.
#[test]
fn the_command_takes_the_place_of_jeton() {
    let (_server, jeton, token) = logged_in();
    let code = |script: &str| {
        let exec = jeton.args(["token", "exec", "--", "sh", "-c", script]);
        exec.run().code
    };
    assert_eq!(code("exit 42"), 42);
    assert_eq!(code("kill -TERM $$"), 143);
    assert_eq!(code("yes | head -1 > /dev/null"), 0);
    let exec = jeton.args([
        "token",
        "exec",
        "--",
        "sh",
        "-c",
        "echo ready $$; cat; exec sleep 60",
    ]);
    let exec = exec.stdin("typed\n").spawn();
    let line = exec.wait_for_line(Stream::Out, "ready ", Duration::from_secs(10));
    exec.wait_for_line(Stream::Out, "typed", Duration::from_secs(10));
    assert_eq!(line, format!("ready {}", exec.id()));
    let arguments = std::fs::read(format!("/proc/{}/cmdline", exec.id())).unwrap();
    let arguments = String::from_utf8_lossy(&arguments).into_owned();
    assert!(!arguments.contains(&token));
    exec.signal("INT");
    assert_eq!(exec.wait(Duration::from_secs(5)).code, 130);
}

/// Also after a renewal, for which a runtime was built and signals were listened to.
#[test]
fn a_renewed_token_is_handed_on_too() {
    let (server, jeton, old) = logged_in();
    seal::expire(&jeton, "staging");
    let script = "echo $JETON_ACCESS_TOKEN; trap 'exit 7' TERM; kill -TERM $$; exit 1";
    let run = jeton
        .args(["token", "exec", "--", "sh", "-c", script])
        .run()
        .fails(7);
    assert_ne!(run.stdout.trim_end(), old);
    let me = get_as(&server.url("/me"), run.stdout.trim_end()).unwrap();
    assert_eq!(me.status, 200);
    // Nothing of jeton is left open in the command.
    seal::expire(&jeton, "staging");
    let open = jeton.args(["token", "exec", "--", "ls", "/proc/self/fd"]);
    let run = open.run().ok();
    let plain = jeton.shell("exec ls /proc/self/fd").run().ok();
    assert_eq!(run.stdout, plain.stdout);
}

#[test]
fn secrets_of_jeton_are_not_handed_on() {
    let (_server, jeton, _) = logged_in();
    let key = std::fs::read_to_string(seal::key(&jeton)).unwrap();
    std::fs::rename(seal::key(&jeton), jeton.home().join("elsewhere")).unwrap();
    let run = jeton
        .args(["token", "exec", "--", "env"])
        .env("JETON_KEY", key)
        .env("JETON_PROFILES__STAGING__CLIENT_SECRET", "not-needed")
        .env("JETON_DATABASE__URL", "postgres://j:ours@db.example/jeton")
        .env("DATABASE_URL", "postgres://theirs@db.example/reports")
        .env("KEPT", "kept")
        .run()
        .ok();
    assert!(run.stdout.contains("DATABASE_URL=postgres://theirs@"));
    assert!(run.stdout.contains("\nKEPT=kept\n"), "{}", run.stdout.len());
    for word in [
        "JETON_KEY",
        "AGE-SECRET",
        "ORDERS_SECRET",
        "orders-svc-secret",
        "CLIENT_SECRET",
        "JETON_DATABASE__URL",
    ] {
        assert!(!run.stdout.contains(word), "{word} was handed on");
    }
}

/// Named as jeton's own, it is.
#[test]
fn the_variable_of_the_database_is_not_handed_on() {
    let (_server, jeton, _) = logged_in();
    let config = std::fs::read_to_string(jeton.config_file()).unwrap();
    jeton.write_config(&format!(
        "{config}\n[database]\nurl = {{ env = \"REPORTS_URL\" }}\n"
    ));
    let run = jeton
        .args(["token", "exec", "--", "env"])
        .env("REPORTS_URL", "postgres://j:ours@db.example/jeton");
    assert!(!run.run().ok().stdout.contains("REPORTS_URL"));
}

#[test]
fn a_jeton_inside_does_not_wonder_at_the_variables() {
    let (_server, jeton, token) = logged_in();
    let run = jeton
        .shell("\"$BIN\" token exec -- \"$BIN\" token print")
        .run()
        .ok();
    assert_eq!(
        (run.stdout.trim_end(), run.stderr.as_str()),
        (token.as_str(), "")
    );
}

#[test]
fn a_command_that_cannot_be_run_ends_as_in_a_shell() {
    let (_server, jeton, token) = logged_in();
    let file = jeton.home().join("plain");
    std::fs::write(&file, "no program").unwrap();
    let path = file.display().to_string();
    for (program, code, reason) in [
        ("no-such-command", 127, "No such file or directory"),
        ("./nowhere/x", 127, "No such file or directory"),
        (path.as_str(), 126, "Permission denied"),
    ] {
        let run = jeton
            .args(["token", "exec", "--", program])
            .run()
            .fails(code);
        assert!(
            run.stderr
                .starts_with(&format!("error: cannot run {program}: {reason}\nhint: ")),
            "{run}"
        );
        assert!(!run.stderr.contains(&token) && run.stdout.is_empty());
    }
    let run = jeton
        .args(["token", "exec", "-o", "json", "--", "no-such-command"])
        .run()
        .fails(127);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(document["error"]["code"], "command_not_found");
}

#[test]
fn no_login_no_command() {
    let jeton = Jeton::new();
    jeton.write_config(&staging("http://127.0.0.1:1"));
    let run = jeton
        .args(["token", "exec", "--", "touch", "ran"])
        .run()
        .fails(4);
    assert!(run.stderr.contains("jeton token login staging"), "{run}");
    assert!(!jeton.home().join("ran").exists());
    for words in [&["exec"][..], &["exec", "env"], &["exec", "--"]] {
        jeton.args([&["token"], words].concat()).run().fails(2);
    }
    for name in ["1A", "", "A-B", "A=B", "A B"] {
        let words = ["token", "exec", "--env", name, "--", "env"];
        let run = jeton.args(words).run().fails(2);
        assert!(run.stderr.contains("a variable's name"), "{run}");
    }
}

/// The token of a service, by the way.
#[test]
fn a_service_needs_no_login_for_a_command() {
    let server = provider(&[]);
    let jeton = home(&server);
    let run = jeton
        .args([
            "token",
            "exec",
            "orders",
            "--",
            "printenv",
            "JETON_ACCESS_TOKEN",
        ])
        .run()
        .ok();
    assert_eq!(run.stdout.trim_end(), printed(&jeton, "orders"));
}
