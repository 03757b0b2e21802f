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
    // A minute and a half of work for the one: the others end while it is at it.
    let stage = Stage::new(&["--referrals", "3000", "--latency", "3s"]);
    // So that the file is there, and its tables are.
    store.on(stage.home.args(["db", "migrate"])).run().ok();
    let begun = Instant::now();
    let mut crowd: Vec<Process> = (0..CROWD).map(|_| stage.sync(store, &[]).spawn()).collect();
    while crowd.len() > 1 {
        assert!(begun.elapsed() < LIMIT, "{} are still running", crowd.len());
        let (ended, running): (Vec<_>, Vec<_>) = crowd.into_iter().partition(Process::has_ended);
        for process in ended {
            let run = process.wait(LIMIT).fails(75);
            assert!(
                run.stderr.contains("another referrals sync is running"),
                "{run}"
            );
        }
        crowd = running;
        std::thread::sleep(Duration::from_millis(2));
    }
    let one = crowd.remove(0);
    stage.wait_for_pages(1);
    assert_eq!(store.outcomes(), ["running"], "the others left no trace");
    one.signal("TERM");
    one.wait(LIMIT).fails(143);
    assert_eq!(store.outcomes(), ["stopped"]);
}

fn who_skips_exits_0_and_who_waits_runs_afterwards(store: &Store) {
    let stage = Stage::new(&["--referrals", "2000", "--latency", "500ms"]);
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
    catches_signals(&waiting);
    waiting.signal("TERM");
    let called_off = waiting.wait(LIMIT).fails(143);
    let words = "referrals: stopped while another run is at it\n";
    assert_eq!(called_off.stdout, words, "{called_off}");
    let report = serde_json::from_str(&first.wait(LIMIT).ok().stdout).unwrap();
    assert_eq!(counts(&report), [2_000, 0, 0, 2_000, 0]);
}

/// Waits until SIGTERM is no sudden end for it any more.
#[track_caller]
fn catches_signals(process: &Process) {
    let deadline = Instant::now() + LIMIT;
    let caught = || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
        u64::from_str_radix(line.unwrap().trim(), 16).unwrap() >> 14 & 1 == 1
    };
    while !caught() {
        assert!(Instant::now() < deadline, "SIGTERM is not caught");
        std::thread::sleep(Duration::from_millis(2));
    }
}
