//! Several shops in one run: a row for each, and one that fails spoils nothing for the others.

use super::rig::{LONG, agrees, stage, told_once, unlimited};
use crate::push::stage::{At, LIMIT, document};
use crate::sync::store::{Store, on_both};

on_both!(
    one_shop_that_is_down_spoils_nothing,
    nobody_to_ask_is_said,
    a_second_run_is_sent_away
);

fn one_shop_that_is_down_spoils_nothing(store: &Store) {
    let stage = stage(store, &["--orders", "40"]);
    stage.jeton(&["tenant", "add", "zeta"]).run().ok();
    stage.integrate(At::Trendyol, "zeta", "777777");
    stage.sandbox.order("market/down?seller=777777");
    let words = ["sync", "orders", "--source", "trendyol,n11", "-ojson"];
    let look = unlimited(stage.jeton(&words)).arg("--dry-run");
    let look = document(&look.spawn().wait(LIMIT).fails(7));
    let looked = look["syncs"].as_array().unwrap();
    assert_eq!(looked.len(), 3, "{look}");
    let failed = looked.iter().filter(|sync| sync["outcome"] == "failed");
    let failed: Vec<_> = failed.map(|sync| &sync["sync"]).collect();
    assert_eq!(failed, ["orders/trendyol/zeta"], "{look}");
    assert_eq!(store.number("SELECT count(*) FROM orders"), 0);
    let report = document(&unlimited(stage.jeton(&words)).spawn().wait(LIMIT).fails(7));
    let syncs = report["syncs"].as_array().unwrap();
    let outcomes: Vec<String> = syncs
        .iter()
        .map(|sync| {
            format!(
                "{} {}",
                sync["sync"].as_str().unwrap(),
                sync["outcome"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        outcomes,
        [
            "orders/n11/acme succeeded",
            "orders/trendyol/acme succeeded",
            "orders/trendyol/zeta failed"
        ]
    );
    for at in LONG {
        agrees(&stage, at);
    }
    told_once(&stage);
    let text = unlimited(stage.jeton(&["sync", "orders", "--source", "TRENDYOL,n11"]));
    let text = text.spawn().wait(LIMIT).fails(7).stdout;
    assert!(text.contains("zeta") && text.contains("failed"), "{text}");
}

fn nobody_to_ask_is_said(store: &Store) {
    let stage = crate::push::stage::Stage::bare(store, &[]);
    let none = stage.jeton(&["sync", "orders"]);
    let none = none.env("JETON_SOURCES__EXTERNAL_ORDERS__ENABLED", "false");
    let run = none.run().fails(3);
    assert!(run.stderr.contains("jeton integration list"), "{run}");
    let run = stage
        .jeton(&["sync", "orders", "--source", "trendyo"])
        .run()
        .fails(2);
    assert!(run.stderr.contains("did you mean trendyol?"), "{run}");
}

fn a_second_run_is_sent_away(store: &Store) {
    let options = [
        "--orders",
        "3000",
        "--orders-span",
        "80d",
        "--latency",
        "200ms",
    ];
    let stage = stage(store, &options);
    let line = ["sync", "orders", "--source", "trendyol"];
    let first = unlimited(stage.jeton(&line)).spawn();
    while store.number("SELECT count(*) FROM sync_runs") == 0 {
        assert!(!first.has_ended());
    }
    let second = unlimited(stage.jeton(&line)).run().fails(75);
    assert!(
        second
            .stderr
            .contains("another orders/trendyol/acme sync is running"),
        "{second}"
    );
    let skipped = [&line[..], &["--if-running", "skip"]].concat();
    unlimited(stage.jeton(&skipped)).run().ok();
    first.wait(LIMIT).ok();
    agrees(&stage, At::Trendyol);
}
