//! An order that changed is updated; every status that it had is kept, and told of.

use super::rig::{agrees, counts, fetch, stage, told_once};
use crate::push::stage::{At, everywhere};
use crate::sync::store::Store;

everywhere!(changed_orders_are_updated, an_event_says_what_an_order_is);

fn changed_orders_are_updated(at: At, store: &Store) {
    // Steps of 2, 48 and 144 minutes.
    let options = [
        "--orders",
        "200",
        "--orders-span",
        "6h",
        "--status-time",
        "2m",
    ];
    let stage = stage(store, &options);
    fetch(&stage, at, &[], 0);
    agrees(&stage, at);
    let mut updated = 0;
    for _ in 0..4 {
        stage.sandbox.order("market/wait?time=40m");
        let report = fetch(&stage, at, &[], 0);
        updated += counts(&report)[2];
        agrees(&stage, at);
        told_once(&stage);
    }
    assert!(updated > 20);
    let turned = "SELECT count(*) FROM outbox_events WHERE type = 'order.status_changed'";
    assert!(store.number(turned) > 20);
}

fn an_event_says_what_an_order_is(at: At, store: &Store) {
    let stage = stage(store, &["--orders", "20"]);
    fetch(&stage, at, &[], 0);
    let lines = store.lines("SELECT CAST(payload AS TEXT) FROM outbox_events ORDER BY id LIMIT 1");
    let event: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
    for field in [
        "order_id",
        "source",
        "tenant_id",
        "external_id",
        "user_id",
        "total_amount",
    ] {
        assert!(event[field].is_string(), "{field}: {event}");
    }
    let item = &event["items"][0];
    for field in ["product_name", "quantity", "unit_price", "total_amount"] {
        assert!(item[field].is_string(), "{field}: {event}");
    }
    // Nobody's name or address is on its way to whoever listens.
    assert!(
        !lines[0].contains("example.test") && !lines[0].contains("Mah."),
        "{event}"
    );
}
