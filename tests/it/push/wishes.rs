//! More, or less, than what differs: `--dry-run`, `--full` and `--retry-refused`.

use super::stage::{At, Stage, counts, everywhere, products};
use crate::sync::store::Store;

everywhere!(a_dry_run_sends_nothing, what_is_wished_is_sent_again);

fn a_dry_run_sends_nothing(at: At, store: &Store) {
    let stage = Stage::new(store, &["--batch-time", "0s"]);
    stage.import(&products(0..1_100, 0));
    let runs = store.outcomes();
    let report = stage.report(at, &["--dry-run", "--diff", "2"], 0);
    let told = &report["syncs"][0];
    // A thousand at once; at Hepsiburada four thousand, prices and stock apart.
    let (requests, sent) = (2, 1_100);
    assert_eq!(report["dry_run"], true, "{report}");
    assert_eq!(told["products"], 1_100, "{report}");
    assert_eq!(
        (&told["requests"], &told["sent"]),
        (&requests.into(), &sent.into()),
        "{report}"
    );
    let changes = told["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 2, "{report}");
    assert!(changes[0]["product"].is_object(), "{report}");
    assert_eq!(stage.sandbox.requests()["total"], 0);
    assert_eq!(store.outcomes(), runs, "no run is written");
    let kept = ["marketplace_listings", "push_batches", "sync_rejects"];
    for table in kept {
        assert_eq!(
            store.number(&format!("SELECT count(*) FROM {table}")),
            0,
            "{table}"
        );
    }
    let then = stage.report(at, &[], 0);
    assert_eq!(then["batches"], requests, "{then}");
    let report = stage.report(at, &["--dry-run"], 0);
    assert_eq!(report["syncs"][0]["unchanged"], 1_100, "{report}");
    assert_eq!(report["syncs"][0]["sent"], 0, "{report}");
}

fn what_is_wished_is_sent_again(at: At, store: &Store) {
    let stage = Stage::new(
        store,
        &[
            "--batch-time",
            "0s",
            "--refuse",
            "20",
            "--duplicate-window",
            "0s",
        ],
    );
    stage.import(&products(0..400, 0));
    let first = stage.report(at, &[], 7);
    let [accepted, refused, ..] = counts(&first);
    assert!(refused > 5, "{first}");
    let parts = if at == At::Hepsiburada { 2 } else { 1 };
    assert_eq!(stage.items(at), 400 * parts);
    let again = stage.report(at, &["--retry-refused"], 7);
    assert_eq!(counts(&again), [0, refused, accepted, 0, 0], "{again}");
    assert_eq!(stage.items(at), (400 + refused) * parts);
    let full = stage.report(at, &["--full"], 7);
    assert_eq!(counts(&full), [accepted, refused, 0, 0, 0], "{full}");
    assert_eq!(full["mode"], "full");
    assert_eq!(stage.items(at), (800 + refused) * parts);
    // After a while it is tried again by itself.
    let patience = stage
        .sync(at, &[])
        .env("JETON_MARKETPLACES__RETRY_REFUSED", "1ms");
    patience.run().fails(7);
    assert_eq!(stage.items(at), (800 + 2 * refused) * parts);
}
