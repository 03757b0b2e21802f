//! The orders of the marketplaces, compared with what the sandbox says of them.

mod hepsiburada;
mod n11;
mod trendyol;

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::sandbox::orders::Options as Orders;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// A sandbox with these orders, and no windows of requests.
async fn stand(orders: Orders) -> Visit {
    Visit::new(Options {
        orders,
        marketplaces: marketplaces::Options {
            windows: false,
            ..instant()
        },
        ..Options::default()
    })
    .await
}

fn span(millis: i64) -> Duration {
    Duration::from_millis(millis.unsigned_abs())
}

/// Milliseconds of the epoch.
fn now() -> i64 {
    crate::clock::now().as_millisecond()
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn rows(list: &Value) -> &Vec<Value> {
    list.as_array().unwrap()
}

/// What a number is with two decimals.
fn amount(value: &Value) -> String {
    format!("{:.2}", value.as_f64().unwrap())
}

impl Visit {
    /// What tests are told of a shop's orders: number, word, total and count of lines by id.
    async fn orders_of(&self, shop: &str) -> BTreeMap<String, [String; 4]> {
        let url = format!("{}/_sandbox/orders/{shop}", self.base);
        let (status, lines) = text(self.client.get(url)).await;
        assert_eq!(status, 200, "{shop}");
        let lines: Vec<&str> = lines.lines().collect();
        assert!(lines.is_sorted());
        let read = |line: &&str| {
            let mut fields = line.split('\t').map(str::to_owned);
            let id = fields.next().unwrap();
            (id, std::array::from_fn(|_| fields.next().unwrap()))
        };
        lines.iter().map(read).collect()
    }
}

#[tokio::test]
async fn faults_and_the_journal_know_the_orders() {
    let visit = stand(Orders::default()).await;
    let ask = async || {
        let mut statuses = Vec::new();
        for request in [
            visit.trendyol("order/…/v2/orders", None),
            visit.trendyol("order/…/orders/stream", None),
            visit.hepsiburada("orders/orders/merchantid/…?limit=1", None),
            visit.hepsiburada("orders/packages/merchantid/…", None),
            visit.hepsiburada("orders/orders/merchantid/…/cancelled", None),
            visit.n11("../rest/delivery/v1/shipmentPackages", None),
        ] {
            statuses.push(text(request).await.0);
        }
        statuses
    };
    assert_eq!(ask().await, [200; 6]);
    visit.control("faults", "market:500=100%").await;
    assert_eq!(ask().await, [500; 6]);
    let journal = visit.journal().await;
    let seen = rows(&journal["requests"]).iter();
    let seen: BTreeSet<String> = seen.map(|row| string(&row["path"])).collect();
    let expected = [
        "/hepsiburada/cancelled",
        "/hepsiburada/orders",
        "/hepsiburada/packages",
        "/n11/shipmentPackages",
        "/trendyol/orders/stream",
        "/trendyol/v2/orders",
    ];
    assert_eq!(seen.iter().collect::<Vec<_>>(), expected);
}
