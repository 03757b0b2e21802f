//! What these tests start from: a shop at the sandbox, and what it and the database then say of its orders.

use serde_json::Value;

use crate::push::stage::{At, LIMIT, Stage, document};
use crate::support::{Run, get};
use crate::sync::store::Store;

/// The marketplaces that show more than a month.
pub const LONG: [At; 2] = [At::Trendyol, At::N11];

/// How many orders, over how long: Hepsiburada shows a month, and each order by itself.
pub fn many(at: At, orders: &str) -> [&str; 4] {
    match at {
        At::Hepsiburada => ["--orders", "250", "--orders-span", "25d"],
        _ => ["--orders", orders, "--orders-span", "80d"],
    }
}

/// A tenant with shops, and no limits on how often those are asked.
#[track_caller]
pub fn stage<'s>(store: &'s Store, options: &[&str]) -> Stage<'s> {
    Stage::new(store, &[&["--no-windows"], options].concat())
}

/// `sync orders` of one shop; it has to end so. Gives the JSON document.
#[track_caller]
pub fn fetch(stage: &Stage<'_>, at: At, words: &[&str], code: i32) -> Value {
    document(&run(stage, at, words).fails(code))
}

#[track_caller]
pub fn run(stage: &Stage<'_>, at: At, words: &[&str]) -> Run {
    let line = ["sync", "orders", "--source", at.name(), "-ojson"];
    let run = stage.jeton(&[&line[..], words].concat());
    unlimited(run).spawn().wait(LIMIT)
}

/// Asked as fast as it answers.
pub fn unlimited(run: crate::support::Invocation) -> crate::support::Invocation {
    let run = run.env("JETON_MARKETPLACES__TRENDYOL__LIMITS", "1000/s");
    run.env("JETON_MARKETPLACES__TRENDYOL__LISTING_QUOTA", "unlimited")
        .env("JETON_MARKETPLACES__N11__LIMITS", "1000/s")
        .env("JETON_MARKETPLACES__HEPSIBURADA__ORDER_LIMITS", "1000/s")
}

/// The orders that there are: external id, number, status, total and number of lines, sorted.
#[track_caller]
pub fn there(stage: &Stage<'_>, at: At) -> Vec<String> {
    listed(stage, at.name(), at.seller())
}

/// The same of the order API, which has one account.
#[track_caller]
pub fn external(stage: &Stage<'_>) -> Vec<String> {
    listed(stage, "external", "any")
}

/// Token requests at the order API, and those beyond its quota.
#[track_caller]
pub fn tokens(stage: &Stage<'_>) -> (u64, u64) {
    let url = format!("{}/_sandbox/orders", stage.sandbox.url);
    let report: Value = get(&url).unwrap().json();
    let number = |name: &str| report[name].as_u64().unwrap();
    (number("token_requests"), number("token_violations"))
}

#[track_caller]
fn listed(stage: &Stage<'_>, name: &str, seller: &str) -> Vec<String> {
    let url = &stage.sandbox.url;
    let reply = get(&format!("{url}/_sandbox/orders/{name}/{seller}")).unwrap();
    assert_eq!(reply.status, 200, "{reply:?}");
    let mut lines: Vec<String> = reply.body.lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

/// The same of the database.
#[track_caller]
pub fn here(stage: &Stage<'_>, at: At) -> Vec<String> {
    let sql = format!(
        "SELECT o.external_id, o.order_number, o.source_status, CAST(o.total_amount AS TEXT),
            CAST((SELECT count(*) FROM order_lines AS l WHERE l.order_id = o.id AND l.missing_since IS NULL) AS TEXT)
         FROM orders AS o WHERE o.source = '{}'",
        at.name()
    );
    let mut lines = stage.store.lines(&sql);
    lines.sort();
    lines
}

/// Both say the same, of so many orders; those that changed a moment ago come with another run.
#[track_caller]
pub fn agrees(stage: &Stage<'_>, at: At) -> usize {
    let mut runs = 0;
    let (there, here) = loop {
        let (there, here) = (there(stage, at), here(stage, at));
        if there == here || runs == 3 {
            break (there, here);
        }
        run(stage, at, &[]);
        runs += 1;
    };
    let differ: Vec<_> = there
        .iter()
        .zip(&here)
        .filter(|(a, b)| a != b)
        .take(3)
        .collect();
    assert!(
        there == here,
        "{} there, {} here, such as {differ:?}",
        there.len(),
        here.len()
    );
    there.len()
}

/// Every order was told of once, and every status that it turned to.
#[track_caller]
pub fn told_once(stage: &Stage<'_>) {
    let number = |sql: &str| stage.store.number(&format!("SELECT count(*) FROM {sql}"));
    let orders = number("orders");
    assert_eq!(number("outbox_events WHERE type = 'order.created'"), orders);
    let created =
        "(SELECT DISTINCT subject_id FROM outbox_events WHERE type = 'order.created') AS c";
    assert_eq!(number(created), orders);
    let turned = number("outbox_events WHERE type = 'order.status_changed'");
    assert_eq!(number("order_status_history"), orders + turned);
    let last = "orders AS o WHERE o.source_status IS DISTINCT FROM (SELECT h.source_status FROM order_status_history AS h
        WHERE h.order_id = o.id ORDER BY h.id DESC LIMIT 1)";
    assert_eq!(number(last), 0);
}

/// The counts of a report: fetched, inserted, updated, rejected.
#[track_caller]
pub fn counts(report: &Value) -> [u64; 4] {
    ["fetched", "inserted", "updated", "rejected"].map(|name| {
        report[name]
            .as_u64()
            .unwrap_or_else(|| panic!("no {name} in {report}"))
    })
}
