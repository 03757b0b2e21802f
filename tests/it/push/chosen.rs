//! Products that are named by their ids, and no others.

use super::stage::{At, Stage, document, products};
use crate::sync::store::{Store, on_both};

on_both!(
    those_that_are_named_are_sent,
    ids_are_read_from_a_file_or_from_stdin,
);

/// Ids in the order of the SKUs.
fn ids(store: &Store) -> Vec<String> {
    store.lines("SELECT id FROM products ORDER BY sku")
}

fn keys(stage: &Stage<'_>) -> Vec<String> {
    let lines = stage.listed(At::N11);
    lines
        .iter()
        .map(|line| line.split('\t').next().unwrap().to_owned())
        .collect()
}

fn those_that_are_named_are_sent(store: &Store) {
    let stage = Stage::new(store, &["--batch-time", "0s"]);
    stage.import(&products(0..20, 0));
    let ids = ids(store);
    // In capitals, and twice; that it is named makes no product active.
    store.lines(
        "UPDATE products SET is_active = NOT is_active WHERE sku = 'SKU-000007' RETURNING id",
    );
    let (upper, same) = (ids[5].to_uppercase(), ids[3].as_str());
    let words = [
        "--product-id",
        &upper,
        "--product-id",
        &ids[7],
        "--product-id",
        same,
        "--product-id",
        same,
    ];
    let report = stage.report(At::N11, &words, 0);
    assert_eq!(report["syncedCount"], 2, "{report}");
    assert_eq!(report["products"], 2, "{report}");
    assert_eq!(keys(&stage), ["SKU-000003", "SKU-000005"]);
    let report = stage.report(At::N11, &[], 0);
    assert_eq!(report["syncedCount"], 17, "{report}");
    assert_eq!(stage.items(At::N11), 19);
}

fn ids_are_read_from_a_file_or_from_stdin(store: &Store) {
    let stage = Stage::new(store, &["--batch-time", "0s"]);
    stage.import(&products(0..2_500, 0));
    let ids = ids(store);
    // More than are read at once, with blank lines and carriage returns.
    let text = format!("\r\n{}\r\n\r\n", ids[..1_200].join("\r\n"));
    std::fs::write(stage.home.home().join("ids"), text).unwrap();
    let words = ["--product-ids-from", "ids"];
    assert_eq!(stage.report(At::N11, &words, 0)["syncedCount"], 1_200);
    let words = ["--product-ids-from", "-", "-ojson"];
    let run = stage
        .sync(At::N11, &words)
        .stdin(format!("{}\n{}\n", ids[0], ids[1_300]));
    let report = document(&run.run().ok());
    assert_eq!(
        (&report["syncedCount"], &report["unchanged"]),
        (&1.into(), &1.into()),
        "{report}"
    );
    assert_eq!(keys(&stage).len(), 1_201);
    let pushes = stage.pushes(At::N11);
    let nothing = stage
        .sync(At::N11, &["--product-ids-from", "-"])
        .run()
        .fails(2);
    assert!(nothing.stderr.contains("it names no product"), "{nothing}");
    let nowhere = stage
        .sync(At::N11, &["--product-ids-from", "nowhere"])
        .run()
        .fails(2);
    assert!(
        nowhere.stderr.contains("there is no such file"),
        "{nowhere}"
    );
    assert_eq!(stage.pushes(At::N11), pushes);
}
