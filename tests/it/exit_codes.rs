//! Each documented exit code, made by the real binary, with what it says to people and to scripts.

use std::time::Duration;

use serde_json::Value;

use crate::support::{Answer, Jeton, Run, Sandbox, Scripted};
use crate::sync::stage::Stage;

/// A failed command: the line of what failed and why, then the line of what to do, and nothing on stdout.
#[track_caller]
fn people(run: &Run, code: i32, error: &str, hint: &str) {
    assert_eq!(run.code, code, "{run}");
    assert_eq!(run.stdout, "", "{run}");
    let lines: Vec<&str> = run.stderr.lines().collect();
    let at = lines.iter().position(|line| line.starts_with("error: "));
    let at = at.unwrap_or_else(|| panic!("no error in\n{run}"));
    assert!(lines[at].contains(error), "{error:?} is not in\n{run}");
    assert!(
        lines[at + 1].starts_with("hint: ") && lines[at + 1].contains(hint),
        "{hint:?} is not in\n{run}"
    );
    assert_eq!(lines.len(), at + 2, "nothing after the hint\n{run}");
    assert!(!lines[at].ends_with('.'), "{run}");
}

/// The same as one JSON document on stdout.
#[track_caller]
fn scripts(run: &Run, code: i32, kind: &str) -> Value {
    assert_eq!(run.code, code, "{run}");
    let document: Value =
        serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}\n{run}"));
    let error = document["error"].clone();
    assert_eq!(error["code"], kind, "{run}");
    assert!(
        error["message"]
            .as_str()
            .is_some_and(|text| !text.is_empty()),
        "{run}"
    );
    assert!(
        error["hint"].as_str().is_some_and(|text| !text.is_empty()),
        "{run}"
    );
    assert!(!run.stderr.contains("error: "), "said once\n{run}");
    error
}

/// One command in both forms.
#[track_caller]
fn both(home: &Jeton, words: &[&str], code: i32, kind: &str, error: &str, hint: &str) {
    people(&home.args(words).run(), code, error, hint);
    scripts(
        &home.args(words.iter().chain(&["-o", "json"])).run(),
        code,
        kind,
    );
}

fn with_upstream(stage: Stage, upstream: &Scripted) -> Stage {
    let base = format!("{}/v1.0/engagements", upstream.url);
    Stage {
        home: stage
            .home
            .env("JETON_SOURCES__PARTNER_CENTER__BASE_URL", base),
        ..stage
    }
}

#[test]
fn code_0_done() {
    let home = Jeton::new();
    let run = home.args(["--version"]).run().ok();
    assert!(
        run.stdout.starts_with("jeton ") && run.stderr.is_empty(),
        "{run}"
    );
    assert!(
        home.args(["--help"])
            .run()
            .ok()
            .stdout
            .contains("Usage: jeton")
    );
    home.args(["db", "migrate"]).run().ok();
}

#[test]
fn code_1_unexpected() {
    let home = Jeton::new();
    home.args(["db", "migrate"]).run().ok();
    for words in ["db count", "config show", "completions bash", "man"] {
        let run = home
            .shell(&format!("\"$BIN\" {words} > /dev/full"))
            .run()
            .fails(1);
        assert!(
            run.stderr
                .starts_with("error: cannot write the result: No space left on device"),
            "{words}\n{run}"
        );
    }
    // What cannot be written to stdout is said on stderr.
    let run = home
        .shell("\"$BIN\" db count -o json > /dev/full")
        .run()
        .fails(1);
    assert!(
        run.stderr.contains("error: cannot write the result"),
        "{run}"
    );
}

#[test]
fn code_2_usage() {
    let home = Jeton::new();
    for words in [
        &["snyc"][..],
        &["sync"],
        &["sync", "referrals", "--nope"],
        &["-q", "-v", "demo"],
        &[],
    ] {
        let run = home.args(words).run().fails(2);
        assert!(
            run.stdout.is_empty() && run.stderr.contains("Usage: "),
            "{run}"
        );
    }
    let run = home.args(["snyc"]).run().fails(2);
    assert!(
        run.stderr
            .starts_with("error: unrecognized subcommand 'snyc'"),
        "{run}"
    );
    assert!(
        run.stderr.contains("a similar subcommand exists: 'sync'"),
        "{run}"
    );
    both(
        &home,
        &["db", "count", "x"],
        2,
        "usage",
        "there is no table \"x\"",
        "known are: referrals",
    );
}

#[test]
fn code_3_configuration() {
    let home = Jeton::new();
    both(
        &home,
        &["sync", "referrals"],
        3,
        "config",
        "no profile is configured",
        "jeton config init",
    );
    home.write_config("[zzz]\nurl = \"x\"\n");
    both(
        &home,
        &["db", "status"],
        3,
        "config",
        "unknown key \"zzz\"",
        "the keys here are ",
    );
}

#[test]
fn code_4_login_needed() {
    let sandbox = Sandbox::start(&[]);
    let home = sandbox.jeton();
    both(
        &home,
        &["sync", "referrals"],
        4,
        "login_needed",
        "cannot sync referrals: ",
        "log in with: jeton token login partner-center",
    );
}

#[test]
fn code_5_rate_limited() {
    let busy = || {
        Answer::new(429, "{}")
            .header("retry-after", "1800")
            .header("request-id", "r-5")
    };
    let upstream = Scripted::start().then(busy()).then(busy());
    let stage = with_upstream(Stage::new(&[]), &upstream);
    let run = stage.home.args(["sync", "referrals"]).run();
    people(
        &run,
        5,
        " asks to wait 1800 s (request id r-5)",
        "the next run goes on from there; try again in 30 min (",
    );
    // The pause is for the next run, too.
    let json = || stage.home.args(["sync", "referrals", "-o", "json"]);
    let error = scripts(&json().run(), 5, "rate_limited");
    assert!(error["retry_at"].is_string(), "{error}");
    let after = json().env("JETON_TEST_CLOCK", "1801 1801");
    let error = scripts(&after.run(), 5, "rate_limited");
    assert_eq!(error["upstream"]["request_id"], "r-5");
}

#[test]
fn code_6_upstream() {
    let no = || Answer::new(501, "<html>").header("request-id", "r-6");
    let upstream = Scripted::start().then(no()).then(no());
    let stage = with_upstream(Stage::new(&[]), &upstream);
    let run = stage.home.args(["sync", "referrals"]).run();
    people(
        &run,
        6,
        "refused the request with HTTP status 501 (request id r-6)",
        "the next run goes on from there",
    );
    let run = stage.home.args(["sync", "referrals", "-o", "json"]).run();
    let error = scripts(&run, 6, "upstream_unavailable");
    assert_eq!(
        error["upstream"],
        serde_json::json!({"code": "http_501", "status": 501, "request_id": "r-6"})
    );
}

#[test]
fn code_7_in_part() {
    let upstream = Scripted::start().then(Answer::new(200, r#"{"value":[{"id":"a"},7]}"#));
    let stage = with_upstream(Stage::new(&[]), &upstream);
    let run = stage.home.args(["sync", "referrals"]).run().fails(7);
    assert!(
        run.stdout
            .starts_with("referrals: 2 fetched, 1 inserted, 0 updated, 0 unchanged, 1 rejected"),
        "{run}"
    );
    assert!(!run.stderr.contains("error:"), "{run}");
}

#[test]
fn code_8_database() {
    let home = Jeton::new().env(
        "DATABASE_URL",
        "postgres://jeton:s3cretpw@127.0.0.1:9/jeton",
    );
    both(
        &home,
        &["db", "status"],
        8,
        "database",
        "cannot reach the database postgres://jeton@127.0.0.1:9/jeton",
        "is the server up",
    );
}

#[test]
fn code_75_busy() {
    let stage = Stage::new(&["--latency", "100ms"]);
    let first = stage.home.args(["sync", "referrals"]).spawn();
    stage.wait_for_pages(2);
    both(
        &stage.home,
        &["sync", "referrals"],
        75,
        "busy",
        "another referrals sync is running",
        "the next run tries again",
    );
    first.wait(Duration::from_secs(30)).ok();
}

#[test]
fn codes_130_143_and_129_stopped() {
    for (signal, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let stage = Stage::new(&["--latency", "100ms"]);
        let run = stage.home.args(["sync", "referrals"]).spawn();
        stage.wait_for_pages(4);
        run.signal(signal);
        let run = run.wait(Duration::from_secs(10)).fails(code);
        assert!(
            run.stdout
                .trim_end()
                .ends_with("; stopped, the next run goes on from here"),
            "{run}"
        );
        assert!(!run.stderr.contains("error:"), "{run}");
    }
}

#[test]
fn the_help_lists_them_all() {
    let help = Jeton::new().args(["--help"]).run().ok().stdout;
    for code in [
        "0 ", "1 ", "2 ", "3 ", "4 ", "5 ", "6 ", "7 ", "8 ", "75 ", "130 ",
    ] {
        let listed = help.lines().any(|line| line.trim_start().starts_with(code));
        assert!(listed, "{code} is not in\n{help}");
    }
    assert!(help.contains("143 by SIGTERM, 129 by SIGHUP"));
}
