//! Every order there is comes once, with its lines, and is told of once.

use super::rig::{agrees, counts, fetch, many, stage, told_once};
use crate::push::stage::{At, everywhere};
use crate::sync::store::Store;

everywhere!(
    every_order_comes_once,
    a_dry_run_writes_nothing,
    new_orders_come_with_the_next_run,
);

fn every_order_comes_once(at: At, store: &Store) {
    let stage = stage(store, &many(at, "700"));
    let report = fetch(&stage, at, &[], 0);
    let all = agrees(&stage, at) as u64;
    assert!(all >= 250);
    assert_eq!(counts(&report)[1..], [all, 0, 0], "{report}");
    told_once(&stage);
    // What came a moment before is looked at again, and nothing of it is written.
    let again = fetch(&stage, at, &[], 0);
    assert_eq!(counts(&again)[1..], [0, 0, 0], "{again}");
    assert!(counts(&again)[0] < all / 2, "{again}");
    let whole = fetch(&stage, at, &["--full"], 0);
    assert_eq!(counts(&whole)[1..], [0, 0, 0], "{whole}");
    assert!(counts(&whole)[0] >= all, "{whole}");
    assert_eq!(agrees(&stage, at) as u64, all);
    told_once(&stage);
    let vanished = "SELECT count(*) FROM orders WHERE missing_since IS NOT NULL";
    assert_eq!(store.number(vanished), 0);
}

fn a_dry_run_writes_nothing(at: At, store: &Store) {
    let stage = stage(store, &["--orders", "50"]);
    let report = fetch(&stage, at, &["--dry-run"], 0);
    assert_eq!(report["dry_run"], true, "{report}");
    assert!(counts(&report)[1] >= 50, "{report}");
    for table in ["orders", "order_lines", "outbox_events", "sync_runs"] {
        assert_eq!(store.number(&format!("SELECT count(*) FROM {table}")), 0);
    }
}

fn new_orders_come_with_the_next_run(at: At, store: &Store) {
    let options = ["--orders", "30", "--orders-per-minute", "1"];
    let stage = stage(store, &options);
    fetch(&stage, at, &[], 0);
    let before = agrees(&stage, at);
    let waited = stage.sandbox.order("market/wait?time=20m");
    assert_eq!(waited.status, 204);
    fetch(&stage, at, &[], 0);
    assert!(agrees(&stage, at) >= before + 15);
    told_once(&stage);
}
