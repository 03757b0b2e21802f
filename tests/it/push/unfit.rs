//! What a marketplace would not take is refused before it is sent, with the field's name.

use super::stage::{At, Stage, products};
use crate::sync::store::{Store, on_both};

on_both!(nothing_unfit_leaves);

#[track_caller]
fn set(store: &Store, sku: &str, what: &str) {
    let sql = format!("UPDATE products SET {what} WHERE sku = '{sku}' RETURNING id");
    assert_eq!(store.lines(&sql).len(), 1, "{sql}");
}

fn nothing_unfit_leaves(store: &Store) {
    let stage = Stage::new(store, &["--batch-time", "0s"]);
    stage.import(&products(0..6, 0));
    // As the import does not let them in.
    let price = match store {
        Store::Sqlite { .. } => "list_price = '1.00'",
        Store::Postgres(_) => "list_price = 1.00",
    };
    for (number, what) in [
        "stock = -1",
        price,
        "barcode = NULL",
        "barcode = '869 000 001'",
        "currency = 'USD'",
        "stock = 20001",
    ]
    .into_iter()
    .enumerate()
    {
        set(store, &format!("SKU-{number:06}"), what);
    }
    let trendyol = stage.report(At::Trendyol, &[], 7);
    assert_eq!(
        errors(&trendyol),
        [
            "SKU-000000: stock is negative",
            "SKU-000001: price 11.01 is above list_price 1.00",
            "SKU-000002: barcode is missing",
            "SKU-000003: barcode is not of at most 40 letters, digits, dots, hyphens and underscores",
            "SKU-000004: currency is USD, and Trendyol takes TRY alone",
            "SKU-000005: stock 20001 is more than the 20000 that it may be",
        ]
    );
    assert_eq!(trendyol["failedCount"], 6, "{trendyol}");
    assert_eq!(trendyol["batches"], 0, "{trendyol}");
    assert_eq!(stage.sandbox.requests()["total"], 0);
    let kept = store.number("SELECT count(*) FROM sync_rejects");
    assert_eq!(kept, 6);
    // The same again tomorrow, unless it is mended.
    assert_eq!(stage.report(At::Trendyol, &[], 0)["refused_before"], 6);
    set(store, "SKU-000000", "stock = 1");
    let mended = stage.report(At::Trendyol, &[], 0);
    assert_eq!(mended["syncedCount"], 1, "{mended}");
    set(store, "SKU-000000", "stock = -1");

    // The others ask for less.
    let n11 = stage.report(At::N11, &[], 7);
    assert_eq!(
        errors(&n11),
        [
            "SKU-000000: stock is negative",
            "SKU-000001: price 11.01 is above list_price 1.00",
        ]
    );
    assert_eq!(
        (&n11["syncedCount"], &n11["failedCount"]),
        (&4.into(), &2.into()),
        "{n11}"
    );
    assert_eq!(stage.items(At::N11), 4);
    let hepsiburada = stage.report(At::Hepsiburada, &[], 7);
    assert_eq!(
        errors(&hepsiburada),
        [
            "SKU-000000: stock is negative",
            "SKU-000001: price 11.01 is above list_price 1.00",
            "SKU-000004: currency is USD, and Hepsiburada takes TRY alone",
        ]
    );
    assert_eq!(hepsiburada["failedCount"], 3, "{hepsiburada}");
    // Five of the prices and stocks: where one cannot be told, the other is.
    assert_eq!(stage.items(At::Hepsiburada), 4 + 5);
}

/// Sorted.
fn errors(report: &serde_json::Value) -> Vec<String> {
    let errors = report["errors"].as_array().unwrap().iter();
    let mut errors: Vec<String> = errors
        .map(|error| error.as_str().unwrap().to_owned())
        .collect();
    errors.sort();
    errors
}

#[test]
fn of_two_products_with_one_barcode_one_is_sent() {
    let store = Store::sqlite();
    let stage = Stage::new(&store, &["--batch-time", "0s"]);
    stage.import("sku,barcode,price,stock\nA,8690001,10,1\nB,8690001,20,2\nC,8690002,30,3\n");
    let report = stage.report(At::Trendyol, &[], 7);
    assert_eq!(
        (&report["syncedCount"], &report["failedCount"]),
        (&2.into(), &1.into()),
        "{report}"
    );
    // The one whose id comes first is sent.
    let first = store.lines("SELECT sku FROM products WHERE sku <> 'C' ORDER BY id");
    let expected = format!("{}: barcode is that of SKU {}, too", first[1], first[0]);
    assert_eq!(errors(&report), [expected]);
    assert_eq!(stage.items(At::Trendyol), 2);
    // The other marketplaces know products by their SKUs.
    stage.report(At::N11, &[], 0);
    assert_eq!(stage.items(At::N11), 3);
}
