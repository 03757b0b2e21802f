//! Records that are no orders are kept with the reason, and the others come.

use sha2::{Digest, Sha256};

use super::rig::{agrees, counts, fetch, here, many, stage, there, told_once};
use crate::push::stage::{At, document, everywhere};
use crate::sync::store::Store;

everywhere!(
    what_is_no_order_is_kept_with_its_reason,
    what_can_be_read_now_is_an_order,
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

/// As if an older version had refused it.
fn what_can_be_read_now_is_an_order(at: At, store: &Store) {
    let stage = stage(store, &["--orders", "20"]);
    fetch(&stage, at, &[], 0);
    let order = "SELECT id, CAST(raw AS TEXT) FROM orders ORDER BY id LIMIT 1";
    let order = store.lines(order).remove(0);
    let (id, raw) = order.split_once('\t').unwrap();
    let hash = format!("{:x}", Sha256::digest(raw))[..32].to_owned();
    let name = at.name();
    let raw = raw.replace('\'', "''");
    store.lines(&format!(
        "INSERT INTO sync_rejects (sync, raw_hash, reason, raw, first_run_id, last_run_id, first_rejected_at, last_rejected_at)
         VALUES ('orders/{name}/acme', '{hash}', 'an old reason', '{raw}', 1, 1, '2030-01-01T00:00:00.000000Z',
            '2030-01-01T00:00:00.000000Z')
         RETURNING sync"
    ));
    for (table, key) in [
        ("order_lines", "order_id"),
        ("order_status_history", "order_id"),
        ("outbox_events", "subject_id"),
        ("orders", "id"),
    ] {
        store.lines(&format!(
            "DELETE FROM {table} WHERE {key} = '{id}' RETURNING '1'"
        ));
    }
    let run = stage.jeton(&["sync", "retry-rejects", "orders", "-ojson"]);
    let report = document(&run.run().ok());
    let sync = &report["syncs"][0];
    assert_eq!(
        (&sync["sync"], &sync["mended"]),
        (&format!("orders/{name}/acme").into(), &1.into()),
        "{report}"
    );
    assert_eq!(store.number("SELECT count(*) FROM sync_rejects"), 0);
    assert!(agrees(&stage, at) >= 20);
    told_once(&stage);
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
