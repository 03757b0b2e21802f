//! One push at a time of one tenant to one marketplace; another tenant, or another marketplace, is not in its way.

use std::time::{Duration, Instant};

use super::stage::{At, LIMIT, Stage, document, products};
use crate::sync::store::{Store, on_both};

on_both!(a_second_push_leaves_the_first_one_alone);

fn a_second_push_leaves_the_first_one_alone(store: &Store) {
    let stage = Stage::new(store, &["--batch-time", "10m"]);
    stage.import(&products(0..10, 0));
    let first = stage.sync(At::Trendyol, &["-ojson"]).spawn();
    let begun = Instant::now();
    while stage.pushes(At::Trendyol) == 0 {
        assert!(begun.elapsed() < LIMIT);
        std::thread::sleep(Duration::from_millis(5));
    }
    let second = stage.sync(At::Trendyol, &[]).run().fails(75);
    assert!(second.stderr.contains("is running (run 2"), "{second}");
    let skipped = stage.report(At::Trendyol, &["--if-running", "skip"], 0);
    assert_eq!(skipped["outcome"], "skipped", "{skipped}");
    assert_eq!(skipped["running"]["run"], 2, "{skipped}");
    stage.report(At::N11, &["--no-wait"], 0);
    let waiting = stage.sync(At::Trendyol, &["--if-running", "wait", "-ojson"]);
    let waiting = waiting.spawn();
    assert!(!first.has_ended());
    stage.sandbox.order("market/wait?time=10m");
    let first = document(&first.wait(LIMIT).ok());
    assert_eq!(first["syncedCount"], 10, "{first}");
    let waited = document(&waiting.wait(LIMIT).ok());
    assert_eq!(waited["unchanged"], 10, "{waited}");
    assert_eq!(stage.pushes(At::Trendyol), 1);
}
