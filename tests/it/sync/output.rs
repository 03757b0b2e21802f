//! What a run says, and where: the summary on stdout, events and talk on stderr, nothing drawn where nobody looks.

use std::time::Duration;

use serde_json::Value;

use super::stage::Stage;
use super::store::Store;
use crate::support::{Jeton, Run, Sandbox};

const EVENT: &str = "partner_center_referrals_fetched";

fn stage() -> Stage {
    Stage::new(&["--referrals", "250"])
}

#[track_caller]
fn nothing_drawn(run: &Run) {
    for text in [&run.stdout, &run.stderr] {
        assert!(
            !text.contains(['\u{1b}', '\r', '\u{2588}', '\u{2591}']),
            "{run}"
        );
    }
}

#[test]
fn the_summary_goes_to_stdout_and_the_event_to_stderr() {
    let stage = stage();
    let run = stage.sync(&Store::sqlite(), &[]).run().ok();
    let summary = "referrals: 250 fetched, 250 inserted, 0 updated, 0 unchanged in ";
    assert!(run.stdout.starts_with(summary), "{run}");
    assert!(
        run.stdout.ends_with(" s (run 1)\n") && run.stdout.lines().count() == 1,
        "{run}"
    );
    let events: Vec<&str> = run
        .stderr
        .lines()
        .filter(|line| line.contains(EVENT))
        .collect();
    assert_eq!(events.len(), 1, "{run}");
    assert!(
        events[0].contains(" INFO partner_center_referrals_fetched count=250 run="),
        "{run}"
    );
    nothing_drawn(&run);
}

#[test]
fn quiet_leaves_the_summary_alone() {
    let stage = stage();
    let run = stage.sync(&Store::sqlite(), &["-q"]).run().ok();
    assert!(run.stdout.starts_with("referrals: 250 fetched"), "{run}");
    assert_eq!(run.stderr, "");
}

#[test]
fn logs_can_be_json_lines() {
    let stage = stage();
    let run = stage
        .sync(&Store::sqlite(), &["--log-format", "json"])
        .run()
        .ok();
    let lines: Vec<Value> = run
        .stderr
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    let event = lines.iter().find(|line| line["message"] == EVENT);
    let event = event.unwrap_or_else(|| panic!("{run}"));
    assert_eq!(event["count"], 250);
    assert_eq!(event["level"], "INFO");
    assert!(event["timestamp"].as_str().unwrap().ends_with('Z'));
}

#[test]
fn verbose_names_every_page_and_no_token() {
    let stage = stage();
    let token = stage.token();
    let run = stage.sync(&Store::sqlite(), &["-vvv"]).run().ok();
    assert_eq!(run.stderr.matches("page asked for").count(), 3, "{run}");
    assert!(!run.stderr.contains(&token), "a token in the log");
}

#[test]
fn json_is_one_document_with_stable_fields() {
    let stage = stage();
    let store = Store::sqlite();
    let run = stage.sync(&store, &["-o", "json", "-q"]).run().ok();
    assert_eq!(run.stderr, "");
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let fields: Vec<&String> = report.as_object().unwrap().keys().collect();
    let mut expected = vec![
        "format",
        "sync",
        "outcome",
        "run",
        "mode",
        "since",
        "pages",
        "fetched",
        "inserted",
        "updated",
        "unchanged",
        "rejected",
        "missing",
        "requests",
        "bytes",
        "waited_seconds",
        "seconds",
        "database",
    ];
    expected.sort_unstable();
    assert_eq!(fields, expected);
    assert_eq!(report["format"], 1);
    assert_eq!(report["sync"], "referrals");
    assert_eq!(report["pages"], 3);
    assert_eq!(report["mode"], "full");
    assert!(report["seconds"].as_f64().unwrap() > 0.0);
    assert!(
        store.url().ends_with(report["database"].as_str().unwrap()),
        "{report}"
    );
}

/// A script that reads one of them reads them all.
#[test]
fn every_document_of_a_run_has_the_same_words() {
    const WORDS: [&str; 15] = [
        "sync",
        "outcome",
        "mode",
        "since",
        "pages",
        "fetched",
        "inserted",
        "updated",
        "unchanged",
        "rejected",
        "missing",
        "requests",
        "bytes",
        "waited_seconds",
        "seconds",
    ];
    let stage = Stage::new(&["--referrals", "1000", "--malformed", "100"]);
    let store = Store::sqlite();
    let said = |words: &[&str], code| -> Value {
        let run = store.on(stage.home.args(words.iter().chain(&["--json"])));
        serde_json::from_str(&run.run().fails(code).stdout).unwrap()
    };
    let dry = said(&["sync", "referrals", "--dry-run"], 7);
    let done = said(&["sync", "referrals"], 7);
    let retried = said(&["sync", "retry-rejects"], 7)["syncs"][0].clone();
    let listed = said(&["sync", "history"], 0)["runs"][0].clone();
    let shown = said(&["sync", "history", "show", "last"], 0);
    for (document, run) in [
        (&dry, Value::Null),
        (&done, 1.into()),
        (&retried, 2.into()),
        (&listed, 2.into()),
        (&shown, 2.into()),
    ] {
        let keys = document.as_object().unwrap();
        for word in WORDS {
            assert!(keys.contains_key(word), "{word} {document}");
        }
        assert_eq!(document["run"], run, "{document}");
        for word in ["id", "waited_ms", "retried"] {
            assert!(!keys.contains_key(word), "{word} {document}");
        }
    }
    assert_eq!(
        (&done["missing"], &retried["missing"]),
        (&0.into(), &Value::Null)
    );
    assert_eq!(listed["missing"], Value::Null);
    let kept = store.number("SELECT count(*) FROM sync_rejects");
    assert_eq!(
        (&retried["fetched"], &retried["mended"]),
        (&kept.into(), &0.into())
    );
    for entry in [&dry["changes"][0], &dry["rejects"][0], &shown["rejects"][0]] {
        // A reject may have had none.
        let keys = entry.as_object().unwrap();
        assert!(
            keys.contains_key("external_id") && !keys.contains_key("id"),
            "{entry}"
        );
    }
}

#[test]
fn a_bar_is_drawn_on_a_terminal_and_only_there() {
    let stage = Stage::new(&["--referrals", "600", "--latency", "60ms"]);
    let on_terminal = |options: &str| {
        let store = Store::sqlite();
        // Whatever the binary writes goes through the terminal of script(1).
        let script = format!("script -qec \"$BIN sync referrals {options}\" /dev/null < /dev/null");
        let run = store
            .on(stage.home.shell(&script))
            .env("TERM", "xterm")
            .run()
            .ok();
        assert!(run.stdout.contains("referrals: 600 fetched"), "{run}");
        run.stdout
    };
    assert!(on_terminal("").contains("records"), "a bar");
    let plain = on_terminal("--no-progress --color never");
    assert!(
        !plain.contains('\u{1b}') && !plain.contains("records"),
        "{plain:?}"
    );
}

#[test]
fn it_runs_in_the_bare_environment_of_cron() {
    let stage = stage();
    let home = stage.home.home().display().to_string();
    // cron gives no more than this; the sandbox's address stands in the configuration.
    let variable = |name: &str| {
        let found = stage
            .sandbox
            .env
            .iter()
            .filter(|(known, _)| !known.contains("EXTERNAL_ORDERS"))
            .find(|(known, _)| known.ends_with(&format!("__{name}")));
        found.unwrap().1.clone()
    };
    stage.home.write_config(&format!(
        "[profiles.partner-center]\nprovider = \"entra\"\nauthority = \"{}\"\ntenant = \"{}\"\nclient_id = \"{}\"\nscopes = [\"{}\"]\n\
         [sources.partner-center]\nprofile = \"partner-center\"\nbase_url = \"{}\"\n",
        variable("AUTHORITY"), variable("TENANT"), variable("CLIENT_ID"), variable("SCOPES"), variable("BASE_URL"),
    ));
    let script = format!("cd / && env -i HOME={home} PATH=/usr/bin:/bin \"$BIN\" sync referrals");
    let run = stage.home.shell(&script).run().ok();
    assert!(
        run.stdout
            .starts_with("referrals: 250 fetched, 250 inserted"),
        "{run}"
    );
    let script = format!("cd / && env -i HOME={home} PATH=/usr/bin:/bin \"$BIN\" db count");
    assert!(stage.home.shell(&script).run().ok().stdout.contains("250"));
}

#[test]
fn a_disabled_source_is_not_synced_but_its_login_works() {
    let stage = stage();
    for name in [
        "HUNTER_PARTNER_CENTER_ENABLED",
        "JETON_SOURCES__PARTNER_CENTER__ENABLED",
    ] {
        let run = stage
            .sync(&Store::sqlite(), &[])
            .env(name, "false")
            .run()
            .fails(3);
        assert_eq!(
            run.stderr,
            "error: the source partner-center is disabled\nhint: enable it with sources.partner-center.enabled = true\n"
        );
        let status = stage
            .home
            .args(["token", "status", "--check"])
            .env(name, "false");
        status.run().ok();
        let print = stage.home.args(["token", "print"]).env(name, "false");
        assert!(print.run().ok().stdout.len() > 10);
    }
    assert_eq!(stage.pages(), 0);
}

#[test]
fn without_a_login_it_says_how_to_log_in() {
    let sandbox = Sandbox::start(&[]);
    let home = sandbox.jeton();
    let run = home.args(["sync", "referrals"]).run().fails(4);
    assert!(run.stdout.is_empty(), "{run}");
    assert!(
        run.stderr.contains("error: cannot sync referrals: "),
        "{run}"
    );
    assert!(
        run.stderr
            .ends_with("hint: log in with: jeton token login partner-center\n"),
        "{run}"
    );
    assert_eq!(sandbox.count("/v1.0/engagements/referrals"), 0);
}

#[test]
fn with_json_logs_every_line_on_stderr_is_json() {
    let stage = Stage::new(&["--referrals", "1000", "--latency", "50ms"]);
    let store = Store::sqlite();
    let run = stage.sync(&store, &["--log-format", "json"]).spawn();
    stage.wait_for_pages(4);
    run.signal("TERM");
    let stopped = run.wait(Duration::from_secs(10)).fails(143);
    let resumed = stage.sync(&store, &["--log-format", "json"]).run().ok();
    let failed = Jeton::new()
        .args(["sync", "referrals", "--log-format", "json"])
        .run()
        .fails(3);
    for run in [&stopped, &resumed, &failed] {
        for line in run.stderr.lines() {
            serde_json::from_str::<Value>(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        }
    }
    assert!(
        resumed
            .stderr
            .contains("\"message\":\"referrals: going on after "),
        "{resumed}"
    );
    let error: Value = serde_json::from_str(failed.stderr.lines().last().unwrap()).unwrap();
    assert_eq!(error["level"], "ERROR");
    assert_eq!(error["message"], "no profile is configured");
    assert!(
        error["hint"]
            .as_str()
            .unwrap()
            .contains("jeton config init")
    );
}
