//! What a marketplace may be called.

use super::stage::{Stage, document, products};
use crate::sync::store::Store;

#[test]
fn a_marketplace_is_known_in_any_letter_case() {
    let store = Store::sqlite();
    let stage = Stage::new(&store, &["--batch-time", "0s"]);
    stage.import(&products(0..3, 0));
    for name in ["TRENDYOL", "HEPSİBURADA", "N11", "Trendyol", "hepsıburada"] {
        stage
            .jeton(&["sync", "products", "--marketplace", name])
            .run()
            .ok();
    }
    let all = [
        "sync",
        "products",
        "--marketplace",
        "n11,Trendyol,HEPSIBURADA",
        "-ojson",
    ];
    let report = document(&stage.jeton(&all).run().ok());
    assert_eq!(report["syncs"].as_array().unwrap().len(), 3, "{report}");
    for sync in report["syncs"].as_array().unwrap() {
        assert_eq!(sync["unchanged"], 3, "{report}");
    }
}

#[test]
fn another_is_told_which_one_is_near() {
    let store = Store::sqlite();
    let stage = Stage::new(&store, &[]);
    let run = stage
        .jeton(&["sync", "products", "--marketplace", "trendyoll"])
        .run()
        .fails(2);
    assert!(run.stderr.contains("trendyol"), "{run}");
    let run = stage
        .jeton(&["sync", "products", "--marketplace", "amazon"])
        .run()
        .fails(2);
    assert!(run.stderr.contains("amazon"), "{run}");
    let run = stage.jeton(&["sync", "products"]).run().fails(2);
    assert!(run.stderr.contains("--marketplace"), "{run}");
}
