//! `db forget`: nothing of a customer is left, and nothing comes back.

use super::rig::{agrees, fetch, stage};
use crate::push::stage::At;
use crate::sync::store::{Store, on_both};

on_both!(who_ordered_is_forgotten_for_good);

fn who_ordered_is_forgotten_for_good(store: &Store) {
    let options = [
        "--orders",
        "60",
        "--orders-span",
        "6h",
        "--status-time",
        "2m",
    ];
    let stage = stage(store, &options);
    fetch(&stage, At::Trendyol, &[], 0);
    let newest = "SELECT external_id, customer_id, customer_name FROM orders WHERE status = 'created' OR status = 'preparing'
        ORDER BY ordered_at DESC LIMIT 1";
    let line = store.lines(newest).remove(0);
    let fields: Vec<&str> = line.split('\t').collect();
    let [external_id, customer, name] = fields[..] else {
        panic!("{line}")
    };
    let asked = stage.jeton(&["db", "forget", external_id]).run().fails(2);
    assert!(asked.stderr.contains("say --yes"), "{asked}");
    let told = stage
        .jeton(&["db", "forget", external_id, "--yes"])
        .run()
        .ok();
    assert!(told.stdout.contains("forgotten: who made order"), "{told}");
    let forgotten = |column: &str| {
        let sql =
            format!("SELECT count(*) FROM orders WHERE external_id = '{external_id}' AND {column}");
        store.number(&sql) == 1
    };
    assert!(forgotten(
        "customer_id IS NULL AND customer_name IS NULL AND shipping_address IS NULL"
    ));
    // It changes, and comes again.
    stage.sandbox.order("market/wait?time=160m");
    fetch(&stage, At::Trendyol, &["--full"], 0);
    agrees(&stage, At::Trendyol);
    assert!(forgotten(
        "customer_id IS NULL AND customer_name IS NULL AND shipping_address IS NULL"
    ));
    assert!(forgotten("CAST(raw AS TEXT) = '{}'"));
    let event = format!(
        "SELECT count(*) FROM outbox_events WHERE CAST(payload AS TEXT) LIKE '%{external_id}%'
            AND CAST(payload AS TEXT) LIKE '%\"{customer}\"%'"
    );
    assert_eq!(store.number(&event), 0);
    let lines = "SELECT count(*) FROM order_lines AS l JOIN orders AS o ON o.id = l.order_id
        WHERE o.forgotten_at IS NOT NULL AND CAST(l.raw AS TEXT) <> '{}'";
    assert_eq!(store.number(lines), 0);
    assert!(!name.is_empty());
    let again = stage.jeton(&["db", "forget", external_id]).run().ok();
    assert!(again.stdout.contains("forgotten before"), "{again}");
    let nobody = stage
        .jeton(&["db", "forget", "--customer", "nobody", "--yes"])
        .run();
    nobody.fails(2);
}
