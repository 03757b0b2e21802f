//! One product for which a whole batch is refused: it is found by halves, and the others are accepted.

use serde_json::Value;

use super::content::{lines, whole};
use super::stage::{At, Stage};
use crate::sync::store::{Store, on_both};

on_both!(one_bad_product_does_not_spoil_a_batch);

fn one_bad_product_does_not_spoil_a_batch(store: &Store) {
    for (at, field, value, words) in [
        (
            At::N11,
            "maxPurchaseQuantity",
            Value::from(0),
            "Maksimum satın alma adedi 1'den küçük olamaz.",
        ),
        (
            At::Trendyol,
            "categoryId",
            Value::from("many"),
            "invalid type",
        ),
    ] {
        let stage = Stage::new(store, &["--batch-time", "0s", "--approve"]);
        let mut products: Vec<Value> = (0..40).map(whole).collect();
        // What is given for one marketplace is not judged here.
        products[17]["marketplaces"][at.name()][field] = value;
        stage.import(&lines(&products));
        let report = stage.report(at, &["--content"], 7);
        assert_eq!(
            (&report["syncedCount"], &report["failedCount"]),
            (&39.into(), &1.into()),
            "{report}"
        );
        let errors = report["errors"].as_array().unwrap();
        assert_eq!(errors.len(), 1, "{report}");
        let error = errors[0].as_str().unwrap();
        assert!(
            error.starts_with("WHOLE-17: ") && error.contains(words),
            "{report}"
        );
        stage.all_settled();
        stage.is_polite();
        store.lines("DELETE FROM marketplace_listings RETURNING product_id");
    }
}
