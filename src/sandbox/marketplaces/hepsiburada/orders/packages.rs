//! The packages that wait to be sent, ten at a time in a bare array, and those that were opened again.

use axum::extract::{Path, Query, State};
use axum::response::Response;

use super::dates::Dates;
use super::package::write;
use super::slice::Slice;
use super::{REACH, bad, in_states, shop};
use crate::sandbox::orders::{Asked, Row, Shop, Stage};
use crate::sandbox::{Shared, json};

/// The largest limit.
const LARGEST: usize = 10;
const LARGEST_UNPACKED: usize = 50;
/// Their offset has a capital; the other spelling is not heard.
const OFFSET: &str = "Offset";
const HOUR: i64 = 3_600_000;

pub(super) async fn list(
    State(sandbox): State<Shared>,
    Path((_, merchant)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let Some(slice) = Slice::read(&asked, OFFSET, LARGEST) else {
        return bad("WrongLimit");
    };
    let shop = shop(&sandbox, &merchant);
    match wanted(&shop, &asked, &[Stage::Picking, Stage::Unheard]) {
        Ok(rows) => json::list(|json| {
            for row in slice.of(&rows) {
                json.item(|json| write(json, &merchant, &shop.record(*row)));
            }
        }),
        Err(code) => bad(code),
    }
}

pub(super) async fn unpacked(
    State(sandbox): State<Shared>,
    Path((_, merchant)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let Some(slice) = Slice::read(&asked, OFFSET, LARGEST_UNPACKED) else {
        return bad("WrongLimit");
    };
    let shop = shop(&sandbox, &merchant);
    match wanted(&shop, &asked, &[Stage::UnPacked]) {
        Ok(rows) => slice.envelope(&rows, |json, row| {
            write(json, &merchant, &shop.record(*row));
        }),
        Err(code) => bad(code),
    }
}

/// What came there within the dates, or within the last `timespan` hours.
fn wanted(shop: &Shop, asked: &Asked, stages: &[Stage]) -> Result<Vec<Row>, &'static str> {
    let hours = asked
        .number::<i64>("timespan")
        .map_err(|_| "WrongTimespan")?;
    let from = hours.map_or(shop.now - REACH, |hours| {
        shop.now.saturating_sub(hours.saturating_mul(HOUR))
    });
    let dates = Dates::read(asked, (from, shop.now))?;
    let mut rows = in_states(shop, stages);
    rows.retain(|row| dates.hold(row.modified));
    Ok(rows)
}
