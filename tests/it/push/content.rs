//! `--content`: products are created where they are not on sale, with all that a marketplace wants to know.

use serde_json::{Value, json};

use super::stage::{At, Stage, counts, everywhere};
use crate::sync::store::Store;

everywhere!(
    products_are_created_and_then_priced,
    what_is_missing_is_named_and_nothing_is_sent,
);

/// A product with all that every marketplace needs.
pub fn whole(number: u64) -> Value {
    json!({
        "sku": format!("WHOLE-{number}"), "barcode": format!("869555{number:04}"),
        "title": format!("Pamuklu yazlık elbise {number}"), "description": "Yazlık, pamuklu.", "brand": "Marka",
        "price": "199.90", "list_price": "249.90", "stock": 12, "vat_rate": 20,
        "images": ["https://cdn.example/1.jpg"],
        "marketplaces": {
            "trendyol": {"brandId": 1, "categoryId": 2, "dimensionalWeight": 1, "origin": "TR",
                         "attributes": [{"attributeId": 338, "attributeValueId": 6821}]},
            "hepsiburada": {"categoryId": 18021982, "renk_variant_property": "Mavi"},
            "n11": {"categoryId": 1000717, "preparingDay": 3, "shipmentTemplate": "standart",
                    "attributes": [{"id": 1, "valueId": 2, "customValue": null}]},
        },
    })
}

/// As JSON lines.
pub fn lines(products: &[Value]) -> String {
    products
        .iter()
        .map(|product| format!("{product}\n"))
        .collect()
}

const LATER: [&str; 4] = ["--strict", "--approve", "--batch-time", "300ms"];

fn products_are_created_and_then_priced(at: At, store: &Store) {
    let stage = Stage::new(store, &LATER);
    let products: Vec<Value> = (0..5).map(whole).collect();
    stage.import(&lines(&products));
    let report = stage.report(at, &["--content"], 0);
    assert_eq!(counts(&report)[..2], [5, 0], "{report}");
    stage.agrees(at, 5);
    let pushes = stage.pushes(at);
    let again = stage.report(at, &["--content"], 0);
    assert_eq!(counts(&again), [0, 0, 5, 0, 0], "{again}");
    assert_eq!(stage.pushes(at), pushes);
    // A price is told by itself, whether or not the content is asked for.
    let mut dearer = whole(3);
    dearer["price"] = "209.90".into();
    stage.import(&lines(&[dearer]));
    let report = stage.report(at, &["--content"], 0);
    assert_eq!(counts(&report)[..2], [1, 0], "{report}");
    assert_eq!(stage.pushes(at), pushes + 1);
    stage.agrees(at, 5);
    stage.all_settled();
    stage.is_polite();
}

fn what_is_missing_is_named_and_nothing_is_sent(at: At, store: &Store) {
    let stage = Stage::new(store, &LATER);
    let without = |number: u64, marketplace: &str, field: &str| {
        let mut product = whole(number);
        let fields = &mut product["marketplaces"][marketplace];
        fields.as_object_mut().unwrap().remove(field);
        product
    };
    let mut long = whole(1);
    // A hundred are Trendyol's most, and fifteen are N11's fewest; Hepsiburada takes what the import lets in.
    let (title, told_of_it) = match at {
        At::Trendyol => ("ş".repeat(101), "title has 101 characters"),
        At::Hepsiburada => (String::new(), "title is missing"),
        At::N11 => ("kısa".to_owned(), "title has 4 characters"),
    };
    long["title"] = title.into();
    let (bad, field) = match at {
        At::Trendyol => (without(0, "trendyol", "brandId"), "trendyol.brandId"),
        At::Hepsiburada => (
            without(0, "hepsiburada", "categoryId"),
            "hepsiburada.categoryId",
        ),
        At::N11 => (
            without(0, "n11", "shipmentTemplate"),
            "n11.shipmentTemplate",
        ),
    };
    stage.import(&lines(&[bad, long]));
    let report = stage.report(at, &["--content", "--dry-run"], 7);
    let told = report["syncs"][0]["errors"].to_string();
    assert!(
        told.contains(&format!("WHOLE-0: {field} is missing")),
        "{report}"
    );
    assert!(told.contains(&format!("WHOLE-1: {told_of_it}")), "{report}");
    let report = stage.report(at, &["--content"], 7);
    assert_eq!(report["failedCount"], 2, "{report}");
    let told = report["errors"].to_string();
    assert!(
        told.contains(&format!("WHOLE-0: {field} is missing")),
        "{report}"
    );
    assert!(told.contains(&format!("WHOLE-1: {told_of_it}")), "{report}");
    let created = [
        "/trendyol/v2/products",
        "/hepsiburada/products/import",
        "/n11/product-create",
    ];
    assert_eq!(created.map(|path| stage.sandbox.count(path)), [0; 3]);
}
