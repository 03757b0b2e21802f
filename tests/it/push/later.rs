//! Results that are left to the next run, and results that are kept no more.

use super::stage::{At, Stage, counts, everywhere, products};
use crate::sync::store::Store;

everywhere!(
    what_is_not_waited_for_is_settled_by_the_next_run,
    results_that_are_gone_are_read_back,
);

fn what_is_not_waited_for_is_settled_by_the_next_run(at: At, store: &Store) {
    let stage = Stage::new(store, &["--batch-time", "5m", "--refuse", "40"]);
    stage.import(&products(0..1_500, 0));
    let first = stage.report(at, &["--no-wait"], 0);
    // Also at Hepsiburada, where it is pending with its price and with its stock.
    assert_eq!(counts(&first), [0, 0, 0, 0, 1_500], "{first}");
    assert_eq!(first["outcome"], "succeeded");
    let pushes = stage.pushes(at);
    // Too early: nothing is sent, and nothing is known.
    let early = stage.report(at, &["--no-wait"], 0);
    assert_eq!(counts(&early)[..2], [0, 0], "{early}");
    assert_eq!(early["pending"], 1_500, "{early}");
    // Nor is it there by the deadline.
    let late = stage.report(at, &["--deadline", "1s"], 75);
    assert_eq!(late["outcome"], "stopped", "{late}");

    stage.sandbox.order("market/wait?time=5m");
    let second = stage.report(at, &[], 7);
    let [accepted, refused, ..] = counts(&second);
    assert_eq!(accepted + refused, 1_500, "{second}");
    assert!(refused > 10, "{second}");
    assert_eq!(second["pending"], 0, "{second}");
    assert_eq!(stage.pushes(at), pushes, "it only asked");
    let there = stage.listed(at).len();
    stage.agrees(at, there);
    stage.all_settled();
    stage.is_polite();
}

fn results_that_are_gone_are_read_back(at: At, store: &Store) {
    let stage = Stage::new(store, &["--batch-time", "1s", "--retention", "10m"]);
    stage.import(&products(0..1_200, 0));
    stage.report(at, &["--no-wait"], 0);
    let pushes = stage.pushes(at);
    // Beyond the hour for which the others keep them, and within the time in which the same is sent twice.
    stage.sandbox.order("market/wait?time=2h");
    let second = stage.sync(at, &["-ojson"]).run().ok();
    let report = super::stage::document(&second);
    assert_eq!(counts(&report), [1_200, 0, 0, 0, 0], "{second}");
    assert!(second.stderr.contains("is kept no more"), "{second}");
    assert_eq!(stage.pushes(at), pushes, "it only looked");
    stage.agrees(at, 1_200);
    stage.all_settled();
}
