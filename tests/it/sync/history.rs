//! `sync history`: the runs as a table and as JSON, one run with its rejects, also while a sync runs.

use std::time::Duration;

use serde_json::Value;

use super::stage::Stage;
use super::store::{Store, on_both};
use crate::support::{Invocation, Jeton};

on_both!(
    runs_are_shown_newest_first,
    a_run_is_shown_with_its_rejects,
    a_run_in_progress_is_seen,
);

fn history(home: &Jeton, store: &Store, words: &[&str]) -> Invocation {
    store.on(home.args(["sync", "history"].iter().chain(words)))
}

#[track_caller]
fn json(run: Invocation) -> Value {
    let run = run.run().ok();
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{run}"))
}

fn runs_are_shown_newest_first(store: &Store) {
    let stage = Stage::new(&["--referrals", "250"]);
    let none = history(&stage.home, store, &[]).run();
    if let Store::Sqlite { .. } = store {
        // No file yet, and none is made.
        assert_eq!(none.code, 0, "{none}");
        assert_eq!(
            json(history(&stage.home, store, &["--json"]))["runs"],
            Value::Array(vec![])
        );
    }
    assert!(
        none.stdout.contains("the first one: jeton sync referrals"),
        "{none}"
    );

    stage.sync(store, &[]).run().ok();
    // Nobody listens there, and the breaker of the sandbox stays as it is.
    stage.sync_from("http://127.0.0.1:9", store).run().fails(6);
    stage.sync(store, &["--limit", "7", "--full"]).run().ok();

    let shown = history(&stage.home, store, &[]).run().ok();
    let lines: Vec<&str> = shown.stdout.lines().collect();
    assert_eq!(lines.len(), 5, "{shown}");
    assert!(lines[0].trim_start().starts_with("RUN "), "{shown}");
    assert!(lines[1].contains("stopped by limit"), "{shown}");
    assert!(
        lines[2].contains("failed") && lines[2].contains('x'),
        "{shown}"
    );
    assert!(lines[3].contains("no page after 5 requests: "), "{shown}");
    assert!(
        lines[4].contains("succeeded") && lines[4].contains('█'),
        "{shown}"
    );

    let plain = history(&stage.home, store, &[]).env("LANG", "C").run().ok();
    assert!(
        plain.stdout.is_ascii() && plain.stdout.contains('#'),
        "{plain}"
    );
    let dumb = history(&stage.home, store, &[])
        .env("TERM", "dumb")
        .run()
        .ok();
    assert!(dumb.stdout.is_ascii(), "{dumb}");

    let all = json(history(&stage.home, store, &["-o", "json"]));
    let [limited, failed, first] = &all["runs"].as_array().unwrap()[..] else {
        panic!("{all}");
    };
    assert_eq!(
        (&limited["outcome"], &limited["stopped_by"]),
        (&"stopped".into(), &"limit".into())
    );
    assert_eq!(
        (&first["fetched"], &first["inserted"]),
        (&250.into(), &250.into())
    );
    assert_eq!(first["mode"], "full");
    assert!(first["seconds"].as_f64().unwrap() > 0.0, "{first}");
    assert!(
        first["started_at"].as_str().unwrap().ends_with('Z'),
        "{first}"
    );
    assert!(
        failed["error"]
            .as_str()
            .unwrap()
            .contains("no page after 5 requests: "),
        "{failed}"
    );
    assert!(limited["run"].as_i64() > failed["run"].as_i64());

    for (words, ids) in [
        (&["--failed", "--json"][..], vec![failed]),
        (&["--limit", "1", "--json"], vec![limited]),
        (
            &["--sync", "referrals", "--limit", "2", "--json"],
            vec![limited, failed],
        ),
    ] {
        let some = json(history(&stage.home, store, words));
        let wanted: Vec<&Value> = ids.iter().map(|run| &run["run"]).collect();
        let got: Vec<&Value> = some["runs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|run| &run["run"])
            .collect();
        assert_eq!(got, wanted, "{words:?}");
    }
    let unknown = history(&stage.home, store, &["--sync", "referals"])
        .run()
        .fails(2);
    assert!(unknown.stderr.contains("'referrals'"), "{unknown}");
}

fn a_run_is_shown_with_its_rejects(store: &Store) {
    let stage = Stage::new(&["--referrals", "3000", "--malformed", "100"]);
    stage.sync(store, &[]).run().fails(7);

    let shown = history(&stage.home, store, &["show", "last"]).run().ok();
    assert!(shown.stdout.contains("outcome        partial"), "{shown}");
    assert!(
        shown.stdout.contains("updatedDateTime is not a time"),
        "{shown}"
    );
    let rejects = |text: &str| {
        text.lines()
            .filter(|line| line.starts_with("  ") && line.contains(" ago ("))
            .count()
    };
    assert_eq!(rejects(&shown.stdout), 20, "{shown}");
    assert!(shown.stdout.contains("--all"), "{shown}");
    let kept = store.number("SELECT count(*) FROM sync_rejects");
    let all = history(&stage.home, store, &["show", "last", "--all"])
        .run()
        .ok();
    assert_eq!(rejects(&all.stdout) as u64, kept, "{all}");

    let id = store.number("SELECT max(id) FROM sync_runs").to_string();
    let told = json(history(
        &stage.home,
        store,
        &["show", &id, "--all", "--json"],
    ));
    assert_eq!(told["run"].to_string(), id);
    assert_eq!(told["rejects"].as_array().unwrap().len() as u64, kept);
    let reasons = told["reasons"].as_array().unwrap().iter();
    assert_eq!(
        reasons
            .map(|reason| reason["count"].as_u64().unwrap())
            .sum::<u64>(),
        kept
    );
    let few = json(history(&stage.home, store, &["show", &id, "--json"]));
    assert_eq!(few["rejects"].as_array().unwrap().len(), 20);
    assert!(few["requests"].as_u64().unwrap() >= 30, "{few}");

    // Rejects belong to the run that met them last.
    stage.sync(store, &["--full"]).run().fails(7);
    let earlier = history(&stage.home, store, &["show", &id]).run().ok();
    assert!(earlier.stdout.contains("rejects kept: none"), "{earlier}");
    let newest = json(history(
        &stage.home,
        store,
        &["show", "last", "--all", "--json"],
    ));
    assert_eq!(newest["rejects"].as_array().unwrap().len() as u64, kept);
    let id = newest["run"].to_string();

    let unknown = history(&stage.home, store, &["show", "4711"])
        .run()
        .fails(2);
    assert!(unknown.stderr.contains("there is no run 4711"), "{unknown}");
    assert!(
        unknown.stderr.contains(&format!("the newest one is {id}")),
        "{unknown}"
    );
    history(&stage.home, store, &["show", "first"])
        .run()
        .fails(2);
}

fn a_run_in_progress_is_seen(store: &Store) {
    let stage = Stage::new(&["--referrals", "2000", "--latency", "200ms"]);
    let process = stage.sync(store, &[]).spawn();
    stage.wait_for_pages(4);
    let shown = history(&stage.home, store, &[]).run().ok();
    assert!(shown.stdout.contains("running"), "{shown}");
    assert!(shown.stdout.contains("last sign of life"), "{shown}");
    process.wait(Duration::from_secs(60)).ok();
}
