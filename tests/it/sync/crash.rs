//! Runs that are cut off: killed, told to stop, or left by their database. The next one goes on from the last committed
//! page, and in the end the rows are what one calm run would have made.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::stage::{Stage, counts};
use super::store::{Store, on_both};
use crate::support::{PrivatePostgres, Run, TestDatabase};

/// 5,000 records on 50 pages, and 6 empty ones between them.
const MIDDLING: [&str; 6] = [
    "--referrals",
    "5000",
    "--page-size",
    "100",
    "--latency",
    "15ms",
];
const PAGES: u64 = 56;

on_both!(a_killed_run_is_gone_on_with, a_stopped_run_is_gone_on_with);

fn a_killed_run_is_gone_on_with(store: &Store) {
    let stage = Stage::new(&MIDDLING);
    let calm = Store::sqlite();
    stage.report(&calm, 0);

    let before = stage.pages();
    assert_eq!(before, PAGES);
    for (kill, pages) in [3, 14, 33].into_iter().enumerate() {
        let run = start_free(&stage, store);
        stage.wait_for_pages(before + pages);
        run.kill();
        let mut expected = vec!["interrupted"; kill];
        expected.push("running");
        assert_eq!(
            store.outcomes(),
            expected,
            "the killed run could not say so"
        );
    }
    let report: Value = serde_json::from_str(&finish(&stage, store).stdout).unwrap();
    assert_eq!(report["outcome"], "succeeded");
    assert_eq!(
        store.outcomes(),
        ["interrupted", "interrupted", "interrupted", "succeeded"]
    );
    let runs = store.runs();
    let resumed = runs.iter().skip(1).all(|run| run.ends_with("resumed"));
    assert!(runs[0].ends_with("fresh") && resumed, "{runs:?}");

    assert_eq!(store.content(), calm.content());
    // A page counts in the transaction that writes it: none was written twice, none was left out.
    assert_eq!(store.number("SELECT sum(fetched) FROM sync_runs"), 5_000);
    assert_eq!(store.number("SELECT sum(inserted) FROM sync_runs"), 5_000);
    assert_eq!(store.number("SELECT sum(pages) FROM sync_runs"), PAGES);
    assert_eq!(store.number("SELECT count(*) FROM sync_checkpoints"), 0);
    // A run has fetched at most twice what it committed, and two pages.
    let asked = stage.pages() - before;
    assert!(asked <= 2 * PAGES + 3 * 2, "{asked} pages asked for");
}

fn a_stopped_run_is_gone_on_with(store: &Store) {
    let stage = Stage::new(&MIDDLING);
    let calm = Store::sqlite();
    stage.report(&calm, 0);
    let before = stage.pages();
    for (signal, code, pages) in [("TERM", 143, 8), ("INT", 130, 25)] {
        let run = start_free(&stage, store);
        stage.wait_for_pages(before + pages);
        run.signal(signal);
        let run = run.wait(Duration::from_secs(60)).fails(code);
        let report: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(report["outcome"], "stopped", "{run}");
        assert_eq!(store.outcomes().last().unwrap(), "stopped");
        let kept = store.number("SELECT fetched FROM sync_checkpoints");
        assert_eq!(
            store.content().0 as u64,
            kept,
            "rows and checkpoint belong together"
        );
        assert!((1..5_000).contains(&kept), "{kept}");
    }
    let run = finish(&stage, store);
    assert!(run.stderr.contains("going on after "), "{run}");
    assert_eq!(store.outcomes(), ["stopped", "stopped", "succeeded"]);
    assert_eq!(store.content(), calm.content());
    assert_eq!(store.number("SELECT sum(inserted) FROM sync_runs"), 5_000);
    let asked = stage.pages() - before;
    assert!(asked <= PAGES + 2, "{asked} pages asked for");
}

/// Starts a run that will not meet the lock of the one before: a server needs a moment to notice that its client is gone.
fn start_free(stage: &Stage, store: &Store) -> crate::support::Process {
    let deadline = Instant::now() + Duration::from_secs(60);
    while let Store::Postgres(_) = store
        && store.number("SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE locktype = 'advisory' AND d.datname = current_database()") > 0
    {
        assert!(Instant::now() < deadline, "the lock of a dead run is still held");
    }
    stage.sync(store, &["-o", "json"]).spawn()
}

fn finish(stage: &Stage, store: &Store) -> Run {
    start_free(stage, store).wait(Duration::from_secs(60)).ok()
}

#[test]
fn a_database_that_crashes_in_the_middle_is_gone_on_with() {
    let stage = Stage::new(&MIDDLING);
    let calm = Store::sqlite();
    stage.report(&calm, 0);
    let server = PrivatePostgres::start();
    let store = Store::Postgres(TestDatabase::create_on(&server.url));
    store.on(stage.home.args(["db", "migrate"])).run().ok();

    let before = stage.pages();
    let run = stage.sync(&store, &[]).spawn();
    stage.wait_for_pages(before + 20);
    server.stop("immediate");
    // Half a minute for a server that restarts, and a little to record the end.
    let run = run.wait(Duration::from_secs(120)).fails(8);
    assert!(run.stderr.contains("waiting for the database"), "{run}");
    assert!(
        run.stderr
            .contains("cannot sync referrals: cannot reach the database postgres://"),
        "{run}"
    );
    assert!(run.stderr.contains("\nhint: "), "{run}");

    // Down: said at once.
    let down = stage.sync(&store, &[]).run().fails(8);
    assert!(!down.stderr.contains("waiting"), "{down}");

    server.restart();
    let report = stage.report(&store, 0);
    assert!(counts(&report)[0] < 5_000, "{report}");
    assert_eq!(store.outcomes(), ["interrupted", "succeeded"]);
    assert_eq!(store.content(), calm.content());
    assert_eq!(store.number("SELECT sum(inserted) FROM sync_runs"), 5_000);
}
