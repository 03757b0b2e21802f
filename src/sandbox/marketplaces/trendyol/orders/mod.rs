//! Trendyol's orders: packages, by pages as far as those reach, or as a stream. What they share: windows of time, the
//! sizes of pages, and the words for states.

mod line;
mod package;
mod page;
mod stream;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{any, get};

use super::{gone, problem};
use crate::sandbox::Shared;
use crate::sandbox::orders::{Asked, Kind, Record, Shop, Stage, Told};

/// The largest page.
const LARGEST: usize = 200;
const DAY: i64 = 24 * 3_600_000;
/// The longest window that can be asked for.
const WINDOW: i64 = 14 * DAY;

pub(super) fn routes() -> Router<Shared> {
    let order = "/trendyol/integration/order/sellers/{seller}";
    Router::new()
        .route(&format!("{order}/v2/orders"), get(page::page))
        .route(&format!("{order}/orders/stream"), get(stream::stream))
        .route(&format!("{order}/orders"), any(gone))
}

/// What tests are told of a package.
pub(in crate::sandbox) fn told(record: &Record) -> Told {
    Told {
        id: package::id(record).to_string(),
        number: package::order_number(record),
        word: word(record.stage()).to_owned(),
        total: record.total(),
        lines: record.lines().len(),
    }
}

/// The seller as a number; the guard has looked at it.
fn number(seller: &str) -> u64 {
    seller.parse().unwrap_or_default()
}

fn shop(sandbox: &Shared, seller: &str) -> Shop {
    let since = sandbox.marketplaces.since();
    sandbox.orders.shop(Kind::Trendyol, seller, since)
}

/// The window that is asked for by these names, `usual` where there is none; none reaches further back than `reach`.
fn window(
    asked: &Asked,
    (from, to): (&'static str, &'static str),
    now: i64,
    (usual, reach): (i64, i64),
) -> Result<(i64, i64), String> {
    let (start, end) = (asked.number::<i64>(from)?, asked.number::<i64>(to)?);
    let (start, end) = match (start, end) {
        (start, None) => (start.unwrap_or(now - usual), now),
        (start, Some(end)) => (start.unwrap_or(end.saturating_sub(usual)), end),
    };
    if end.saturating_sub(start) > WINDOW {
        return Err(format!("{from} and {to} are at most 14 days apart"));
    }
    Ok((start.max(now - reach), end))
}

fn size(asked: &Asked, usual: usize) -> Result<usize, String> {
    let size = asked.number("size")?.unwrap_or(usual);
    match (1..=LARGEST).contains(&size) {
        true => Ok(size),
        false => Err(format!("size is 1 to {LARGEST}")),
    }
}

fn bad(says: &str) -> Response {
    problem(StatusCode::BAD_REQUEST, "generic.exception", says)
}

fn word(stage: Stage) -> &'static str {
    match stage {
        Stage::Created => "Created",
        Stage::Picking => "Picking",
        Stage::Shipped => "Shipped",
        Stage::Delivered => "Delivered",
        Stage::Cancelled => "Cancelled",
        Stage::UnDelivered => "UnDelivered",
        Stage::Returned => "Returned",
        Stage::UnPacked => "UnPacked",
        Stage::Unheard => "OnHold",
    }
}
