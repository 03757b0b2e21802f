//! What somebody else has changed at the marketplace is found by `--reconcile` alone.

use super::stage::{At, Stage, counts, everywhere, products};
use crate::sync::store::Store;

everywhere!(what_differs_there_is_found_and_sent);

fn what_differs_there_is_found_and_sent(at: At, store: &Store) {
    let stage = Stage::new(store, &["--batch-time", "0s"]);
    stage.import(&products(0..700, 0));
    stage.report(at, &[], 0);
    let listed = stage.listed(at);
    let mut fields: Vec<&str> = listed[400].split('\t').collect();
    fields[1] = "1.99";
    let (name, seller) = (at.name(), at.seller());
    let seed = format!("market/seed?marketplace={name}&seller={seller}");
    // And one that is none of ours.
    let text = format!("{}\nSTRANGER\t5.00\t5.00\t1\n", fields.join("\t"));
    assert_eq!(stage.sandbox.order_with(&seed, &text).status, 204);
    let (pushes, items) = (stage.pushes(at), stage.items(at));
    assert_eq!(counts(&stage.report(at, &[], 0)), [0, 0, 700, 0, 0]);
    assert_eq!(stage.pushes(at), pushes);
    let report = stage.report(at, &["--reconcile"], 0);
    assert_eq!(counts(&report), [1, 0, 699, 0, 0], "{report}");
    assert_eq!((stage.pushes(at), stage.items(at)), (pushes + 1, items + 1));
    let now: Vec<String> = stage
        .listed(at)
        .into_iter()
        .filter(|line| !line.starts_with("STRANGER"))
        .collect();
    assert_eq!(now, listed);
    // A database that knows nothing learns it instead of sending it.
    store.lines("DELETE FROM marketplace_listings RETURNING product_id");
    let report = stage.report(at, &["--reconcile"], 0);
    assert_eq!(counts(&report), [0, 0, 700, 0, 0], "{report}");
    assert_eq!(stage.pushes(at), pushes + 1);
}
