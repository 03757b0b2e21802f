//! Records that are no orders are kept with the reason, and the others come.

use super::rig::{counts, fetch, here, many, stage, there, told_once};
use crate::push::stage::{At, everywhere};
use crate::sync::store::Store;

everywhere!(
    what_is_no_order_is_kept_with_its_reason,
    trouble_on_the_way_costs_nothing
);

fn what_is_no_order_is_kept_with_its_reason(at: At, store: &Store) {
    let options = ["--orders", "120", "--orders-malformed", "10"];
    let stage = stage(store, &options);
    let report = fetch(&stage, at, &[], 7);
    let [fetched, inserted, _, rejected] = counts(&report);
    assert!(rejected > 0 && inserted > 90, "{report}");
    // What is on the border of windows comes twice.
    assert!(fetched >= inserted + rejected, "{report}");
    let there = there(&stage, at);
    let odd = here(&stage, at)
        .into_iter()
        .filter(|order| !there.contains(order));
    // An order without a currency is one all the same.
    let bare = "SELECT count(*) FROM orders WHERE currency IS NULL";
    assert_eq!(odd.count() as u64, store.number(bare));
    let reasons = store.lines("SELECT reason FROM sync_rejects");
    assert_eq!(reasons.len() as u64, rejected);
    told_once(&stage);
    // The next one refuses nothing that it has not looked at.
    let again = fetch(&stage, at, &["--full"], 7);
    assert_eq!(counts(&again)[3], rejected, "{again}");
    let reasons = store.lines("SELECT reason FROM sync_rejects");
    assert_eq!(reasons.len() as u64, rejected);
}

fn trouble_on_the_way_costs_nothing(at: At, store: &Store) {
    let faults = [
        "market:429=5%",
        "market:502=5%",
        "market:reset=5%",
        "market:truncate=3%",
        "market:html=3%",
    ];
    let mut options = many(at, "1500").to_vec();
    for fault in &faults {
        options.extend(["--fault", fault]);
    }
    let stage = stage(store, &options);
    for _ in 0..40 {
        let run = super::rig::run(&stage, at, &[]);
        if run.code == 0 {
            break;
        }
        assert!([6, 75].contains(&run.code), "{run}");
        std::thread::sleep(std::time::Duration::from_millis(500));
        stage
            .sandbox
            .faults(if run.code == 6 { &[] } else { &faults });
    }
    assert!(super::rig::agrees(&stage, at) >= 250);
    told_once(&stage);
}
