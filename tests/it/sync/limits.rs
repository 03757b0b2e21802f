//! Limits that are configured: kept by all runs together, by the judgement of an upstream that is strict.

use std::fs;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::stage::Stage;
use super::store::Store;
use crate::support::Process;

const LIMITS: &str = "20/5s,40/20s";

#[test]
fn four_runs_at_once_stay_within_the_limits() {
    let stage = Stage::new(&[
        "--referrals",
        "1700",
        "--page-size",
        "100",
        "--limit",
        "20/5s",
        "--limit",
        "40/20s",
    ]);
    let stores: Vec<Store> = (0..4).map(|_| Store::sqlite()).collect();
    let runs: Vec<Process> = stores
        .iter()
        .map(|store| {
            let run = stage.sync(store, &[]);
            run.env("JETON_SOURCES__PARTNER_CENTER__LIMITS", LIMITS)
                .spawn()
        })
        .collect();
    for run in runs {
        run.wait(Duration::from_secs(120)).ok();
    }
    for store in &stores {
        assert_eq!(store.content().0, 1_700);
    }
    let asked = stage.pages();
    assert!(asked > 40, "the limits were never reached: {asked} pages");
    let report = stage.sandbox.requests();
    assert_eq!(report["violations"], 0, "{report}");
}

/// What the test above relies on.
#[test]
fn a_run_without_limits_is_told_by_the_upstream() {
    let stage = Stage::new(&[
        "--referrals",
        "600",
        "--page-size",
        "100",
        "--limit",
        "3/2s",
    ]);
    let store = Store::sqlite();
    stage.sync(&store, &[]).run().ok();
    let report = stage.sandbox.requests();
    assert!(report["violations"].as_u64() > Some(0), "{report}");
    assert_eq!(store.content().0, 600);
}

#[test]
fn a_limit_that_is_used_up_ends_the_run_and_the_next_one_too() {
    let stage = Stage::new(&["--referrals", "600", "--page-size", "100"]);
    let store = Store::sqlite();
    let limited = || {
        stage
            .sync(&store, &[])
            .env("JETON_SOURCES__PARTNER_CENTER__LIMITS", "2/h")
    };
    for _ in 0..2 {
        let run = limited().run().fails(5);
        let words = "error: cannot sync referrals: the limit of 2/h requests at 127.0.0.1:";
        assert!(run.stderr.contains(words), "{run}");
        assert!(run.stderr.contains("; try again "), "{run}");
        assert_eq!(stage.pages(), 2);
    }
    // The wall clock's word alone is not enough.
    limited().env("JETON_TEST_CLOCK", "9999 0").run().fails(5);
    assert_eq!(stage.pages(), 2);
    limited()
        .env("JETON_TEST_CLOCK", "3700 3700")
        .run()
        .fails(5);
    assert_eq!(stage.pages(), 4);
    // Without the limit there is none.
    stage.sync(&store, &[]).run().ok();
    assert_eq!(store.content().0, 600);
}

/// The file of the limits as a boot left it that is over, whose wall clock was five hours ahead of ours.
fn rebooted(stage: &Stage) {
    let limits = stage.home.home().join(".local/state/jeton/limits");
    let files = fs::read_dir(limits).unwrap().map(|entry| entry.unwrap());
    let file = files
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|end| end == "json"));
    let file = file.unwrap();
    let mut document: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    for mark in document["time"].as_array_mut().unwrap() {
        let at: Timestamp = mark["moment"]["at"].as_str().unwrap().parse().unwrap();
        let at = at + SignedDuration::from_hours(5);
        mark["moment"]["at"] = at.to_string().into();
        mark["moment"]["boot"] = "over/1".into();
    }
    fs::write(&file, document.to_string()).unwrap();
}

#[test]
fn a_reboot_with_a_clock_that_went_back_holds_for_one_window() {
    let stage = Stage::new(&["--referrals", "600", "--page-size", "100"]);
    let store = Store::sqlite();
    let limited = |clock| {
        stage
            .sync(&store, &[])
            .env("JETON_SOURCES__PARTNER_CENTER__LIMITS", "2/1200s")
            .env("JETON_TEST_CLOCK", clock)
            .run()
    };
    limited("0 0").fails(5);
    rebooted(&stage);
    // Nobody knows how long the machine was off.
    limited("0 0").fails(5);
    limited("900 900").fails(5);
    assert_eq!(stage.pages(), 2);
    limited("1300 1300").fails(5);
    assert_eq!(stage.pages(), 4);
}

#[test]
fn a_state_folder_that_cannot_be_written_matters_only_to_limits() {
    let stage = Stage::new(&["--referrals", "300"]);
    let store = Store::sqlite();
    let state = stage.home.home().join(".local/state/jeton");
    for name in ["limits", "breakers"] {
        let _ = std::fs::remove_dir_all(state.join(name));
        std::fs::write(state.join(name), "in the way").unwrap();
    }
    let limited = stage.sync(&store, &[]);
    let limited = limited.env("JETON_SOURCES__PARTNER_CENTER__LIMITS", "60/m");
    let run = limited.run().fails(3);
    assert!(
        run.stderr.contains("the state folder must be writable"),
        "{run}"
    );
    assert_eq!(stage.pages(), 0);
    let run = stage.sync(&store, &[]).run().ok();
    let warned = run.stderr.matches("is not shared with other runs").count();
    assert_eq!(warned, 1, "{run}");
    assert_eq!(store.content().0, 300);
}
