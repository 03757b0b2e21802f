//! Answers that do not arrive: what became of the products is looked up, and none of them is sent twice.

use std::time::{Duration, Instant};

use super::stage::{At, LIMIT, Stage, counts, document, everywhere, products};
use crate::sync::store::{Store, on_both};

const ALL: u64 = 150;

everywhere!(what_arrived_without_an_answer_is_not_sent_again);
on_both!(a_wait_for_its_turn_does_not_make_a_batch_old);

/// Requests with products in them that were taken, and whose answers were lost.
fn lost(stage: &Stage<'_>) -> u64 {
    let paths = [
        "/trendyol/price-and-inventory",
        "/hepsiburada/price-uploads",
        "/hepsiburada/stock-uploads",
        "/n11/price-stock-update",
    ];
    let report = stage.sandbox.requests();
    let rows = report["requests"].as_array().unwrap().iter();
    rows.filter(|row| row["status"] == 502 && paths.iter().any(|path| row["path"] == *path))
        .map(|row| row["count"].as_u64().unwrap())
        .sum()
}

fn what_arrived_without_an_answer_is_not_sent_again(at: At, store: &Store) {
    let faults = [
        "--fault",
        "market:lost=20%",
        "--fault",
        "market:reset=10%",
        "--fault",
        "market:429=5%",
    ];
    let times = ["--batch-time", "300ms"];
    let stage = Stage::new(store, &[&faults[..], &times].concat());
    // Of few requests the faults may spare all; Hepsiburada takes ten thousand items a day.
    for time in 0..30 {
        stage.import(&products(0..ALL, time));
        assert_eq!(accepted(&stage, at), ALL);
        stage.agrees(at, ALL as usize);
        if lost(&stage) >= 1 {
            break;
        }
    }
    assert!(lost(&stage) >= 1, "no answer was lost");
    stage.all_settled();
    stage.sent_once();
    stage.sandbox.faults(&[]);
    assert_eq!(counts(&stage.report(at, &[], 0)), [0, 0, ALL, 0, 0]);
}

/// Products that are accepted until a run ends well. Too many failures in a row end one: the next goes on from there.
#[track_caller]
fn accepted(stage: &Stage<'_>, at: At) -> u64 {
    let begun = Instant::now();
    loop {
        let run = stage.sync(at, &["-ojson"]).spawn().wait(LIMIT);
        if run.code == 6 {
            assert!(begun.elapsed() < LIMIT, "{run}");
            std::thread::sleep(Duration::from_millis(200));
            continue;
        }
        let run = run.ok();
        let report = document(&run);
        let [synced, refused, unchanged, ..] = counts(&report);
        assert_eq!((refused, &report["pending"]), (0, &0.into()), "{run}");
        // What an earlier one settled is unchanged to this one.
        return synced + unchanged;
    }
}

/// How long ago it was written down is not how long ago it left.
fn a_wait_for_its_turn_does_not_make_a_batch_old(store: &Store) {
    let stage = Stage::new(store, &["--batch-time", "8s"]);
    let slow = |run: crate::support::Invocation| {
        run.env("JETON_MARKETPLACES__TRENDYOL__LIMITS", r#"["1/8s"]"#)
            .env("JETON_MARKETPLACES__TRENDYOL__RESEND_AFTER", "6s")
    };
    stage.import(&products(0..1, 0));
    slow(stage.sync(At::Trendyol, &["--no-wait"])).run().ok();
    // Its result is there at the first question, and no later one stands before what is looked up.
    stage.sandbox.order("market/wait?time=8s");
    stage.import(&products(1..2, 0));
    let second = slow(stage.sync(At::Trendyol, &["-ojson"])).spawn();
    let written =
        "SELECT count(*) FROM push_batches WHERE ended_at IS NULL AND tracking_id IS NULL";
    while store.number(written) == 0 {
        assert!(!second.has_ended());
        std::thread::sleep(Duration::from_millis(5));
    }
    // It waits for its turn now, and its answer will be lost.
    stage.sandbox.faults(&["market:lost=100%"]);
    while lost(&stage) == 0 {
        assert!(!second.has_ended());
        std::thread::sleep(Duration::from_millis(5));
    }
    stage.sandbox.faults(&[]);
    second.wait(LIMIT).ok();
    stage.agrees(At::Trendyol, 2);
    stage.is_polite();
}
