//! Answers that do not arrive: what became of the products is looked up, and none of them is sent twice.

use super::stage::{At, Stage, counts, everywhere, products};
use crate::sync::store::Store;

everywhere!(what_arrived_without_an_answer_is_not_sent_again);

fn what_arrived_without_an_answer_is_not_sent_again(at: At, store: &Store) {
    let lost = ["--fault", "market:lost=20%", "--fault", "market:reset=10%"];
    let slow = [
        "--fault",
        "market:429=5%",
        "--batch-time",
        "300ms",
        "--duplicate-window",
        "3s",
    ];
    let stage = Stage::new(store, &[&lost[..], &slow].concat());
    // Of so few requests the faults would spare all: some rounds of them.
    let mut open = 0;
    for time in 0..6 {
        stage.import(&products(0..3_000, time));
        let report = stage.report(at, &["--no-wait"], 0);
        open += report["pending"].as_u64().unwrap();
        let report = stage.report(at, &[], 0);
        assert_eq!(report["pending"], 0, "{report}");
        stage.agrees(at, 3_000);
    }
    assert!(open > 0);
    let faults = stage.sandbox.requests()["faults"].clone();
    assert!(faults.to_string().contains("lost"), "{faults}");
    stage.all_settled();
    stage.sent_once();
    assert_eq!(counts(&stage.report(at, &[], 0)), [0, 0, 3_000, 0, 0]);
}
