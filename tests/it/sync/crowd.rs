//! Many processes started at once: one syncs, the others say so and leave it alone.

use std::time::{Duration, Instant};

use super::stage::{Stage, counts};
use super::store::{Store, on_both};
use crate::support::Process;

const CROWD: usize = 20;
const LIMIT: Duration = Duration::from_secs(90);

on_both!(
    one_of_twenty_syncs_and_the_others_exit_75,
    who_skips_exits_0_and_who_waits_runs_afterwards,
);

fn one_of_twenty_syncs_and_the_others_exit_75(store: &Store) {
    let stage = Stage::new(&["--referrals", "3000", "--latency", "300ms"]);
    // So that the file is there, and its tables are.
    store.on(stage.home.args(["db", "migrate"])).run().ok();
    let begun = Instant::now();
    let mut crowd: Vec<Process> = (0..CROWD).map(|_| stage.sync(store, &[]).spawn()).collect();
    let mut took = Vec::new();
    while crowd.len() > 1 {
        assert!(begun.elapsed() < LIMIT, "{} are still running", crowd.len());
        let (ended, running): (Vec<_>, Vec<_>) = crowd.into_iter().partition(Process::has_ended);
        for process in ended {
            took.push(begun.elapsed());
            let run = process.wait(LIMIT).fails(75);
            assert!(
                run.stderr.contains("another referrals sync is running"),
                "{run}"
            );
        }
        crowd = running;
        std::thread::sleep(Duration::from_millis(2));
    }
    eprintln!(
        "{} of {CROWD} exited 75, the first after {:?}, the last after {:?}",
        took.len(),
        took[0],
        took[took.len() - 1]
    );
    assert!(
        took[took.len() - 1] < Duration::from_secs(9),
        "while the one is at it: {took:?}"
    );
    crowd.remove(0).wait(LIMIT).ok();
    assert_eq!(store.outcomes(), ["succeeded"], "the others left no trace");
    assert_eq!(store.content().0, 3_000);
}

fn who_skips_exits_0_and_who_waits_runs_afterwards(store: &Store) {
    let stage = Stage::new(&["--referrals", "2000", "--latency", "100ms"]);
    let first = stage.sync(store, &[]).spawn();
    stage.wait_for_pages(2);
    let waiting = stage.sync(store, &["--if-running", "wait"]).spawn();
    let skipped = stage.sync(store, &["--if-running", "skip"]).run().ok();
    assert_eq!(skipped.stdout, "referrals: another run is at it, skipped\n");
    let skipped = stage.report_of(store, &["--if-running", "skip"], 0);
    assert_eq!(skipped["outcome"], "skipped");
    assert_eq!(skipped["running"]["run"], 1);
    assert_eq!(store.outcomes(), ["running"], "neither left a trace");
    first.wait(LIMIT).ok();
    waiting.wait(LIMIT).ok();
    assert_eq!(store.outcomes(), ["succeeded", "succeeded"]);

    // Who waits can be called off.
    let first = stage.sync(store, &["--full", "-o", "json"]).spawn();
    stage.wait_for_pages(stage.pages() + 2);
    let waiting = stage.sync(store, &["--if-running", "wait"]).spawn();
    std::thread::sleep(Duration::from_millis(500));
    waiting.signal("TERM");
    waiting.wait(Duration::from_secs(20)).fails(143);
    let report = serde_json::from_str(&first.wait(LIMIT).ok().stdout).unwrap();
    assert_eq!(counts(&report), [2_000, 0, 0, 2_000, 0]);
}
