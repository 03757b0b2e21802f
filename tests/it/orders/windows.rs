//! Spans longer than a marketplace shows at once, and windows with more in them than can be gone through.

use super::rig::{LONG, agrees, stage, told_once, unlimited};
use crate::push::stage::{At, LIMIT, document};
use crate::sync::store::{Store, on_both};

on_both!(
    pages_are_read_where_the_stream_is_not_wanted,
    a_window_that_is_too_full_is_halved,
    orders_on_the_borders_of_windows_come_once,
    a_quiet_shop_is_read_once,
);

#[track_caller]
fn by_pages(stage: &crate::push::stage::Stage<'_>, words: &[&str]) -> serde_json::Value {
    let line = ["sync", "orders", "--source", "trendyol", "-ojson"];
    let run = unlimited(stage.jeton(&[&line[..], words].concat()));
    let run = run.env("JETON_MARKETPLACES__TRENDYOL__ORDERS_BY", "pages");
    document(&run.spawn().wait(LIMIT).ok())
}

fn pages_are_read_where_the_stream_is_not_wanted(store: &Store) {
    let stage = stage(store, &["--orders", "300", "--orders-span", "25d"]);
    by_pages(&stage, &[]);
    assert!(agrees(&stage, At::Trendyol) >= 300);
    assert_eq!(stage.sandbox.count("/trendyol/orders/stream"), 0);
    told_once(&stage);
}

fn a_window_that_is_too_full_is_halved(store: &Store) {
    let stage = stage(store, &["--orders", "11000", "--orders-span", "6d"]);
    by_pages(&stage, &[]);
    assert!(agrees(&stage, At::Trendyol) >= 11_000);
    told_once(&stage);
}

/// One every twenty minutes, over all windows that there are.
fn orders_on_the_borders_of_windows_come_once(store: &Store) {
    let stage = stage(store, &["--orders", "6000", "--orders-span", "84d"]);
    for at in LONG {
        super::rig::fetch(&stage, at, &[], 0);
        assert!(agrees(&stage, at) >= 6_000);
    }
    told_once(&stage);
}

/// Windows without an order are windows all the same, and are not gone through again by every run.
fn a_quiet_shop_is_read_once(store: &Store) {
    let stage = stage(store, &["--orders", "2", "--orders-span", "80d"]);
    for at in LONG {
        let first = super::rig::fetch(&stage, at, &[], 0);
        agrees(&stage, at);
        assert!(first["pages"].as_u64() > Some(5), "{first}");
        let second = super::rig::fetch(&stage, at, &[], 0);
        assert_eq!(second["pages"], 1, "{second}");
        assert_eq!(second["mode"], "incremental", "{second}");
    }
}
