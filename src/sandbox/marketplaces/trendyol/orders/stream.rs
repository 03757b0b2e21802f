//! `GET …/orders/stream`: packages by a cursor, the one that was changed last first. What changes meanwhile is before
//! the cursor, and not met again. Rows have their id under one of two names.

use axum::extract::{Path, Query, State};
use axum::response::Response;

use super::package;
use super::{DAY, WINDOW, bad, number, shop, size, window, word};
use crate::sandbox::orders::{Asked, Row, found, hidden};
use crate::sandbox::{Shared, dice, json};

/// The usual size of a page.
const USUAL: usize = 50;
/// What is told where no window is asked for, and how far back any reaches.
const TIMES: (i64, i64) = (WINDOW, 92 * DAY);
const FROM: &str = "lastModifiedStartDate";
const TO: &str = "lastModifiedEndDate";
const STATUSES: &str = "packageItemStatuses";

pub(super) async fn stream(
    State(sandbox): State<Shared>,
    Path(seller): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let shop = shop(&sandbox, &seller);
    let read = || {
        Ok::<_, String>((
            size(&asked, USUAL)?,
            window(&asked, (FROM, TO), shop.now, TIMES)?,
        ))
    };
    let (size, (from, to)) = match read() {
        Ok(read) => read,
        Err(says) => return bad(&says),
    };
    // A cursor belongs to what was asked for beside it.
    let print =
        dice::of(format!("{:?}", [FROM, TO, STATUSES].map(|name| asked.list(name))).as_bytes());
    let before = asked.get("nextCursor").map(|cursor| {
        let (own, place) = cursor.split_once('-')?;
        found(place).filter(|_| own == format!("{print:016x}"))
    });
    if let Some(None) = before {
        return bad("nextCursor does not belong to these filters");
    }
    let before = before.flatten();
    let statuses = asked.list(STATUSES);
    let matches = |row: &&Row| {
        before.is_none_or(|place| row.place() < place)
            && (statuses.is_empty() || statuses.contains(&word(row.stage)))
    };
    let mut rows = shop.changed(from, to).iter().rev().filter(matches);
    let content: Vec<Row> = rows.by_ref().take(size).copied().collect();
    let last = content.last().filter(|_| rows.next().is_some());
    let next = last.map(|row| format!("{print:016x}-{}", hidden(row.place())));
    json::document(|json| {
        json.raw("hasMore", next.is_some())
            .maybe("nextCursor", next.as_deref())
            .raw("size", size as u64);
        json.array("content", |json| {
            for row in content {
                let name = match row.index % 2 {
                    // The first order is an odd one.
                    0 => "id",
                    _ => "shipmentPackageId",
                };
                json.item(|json| package::write(json, &shop.record(row), number(&seller), name));
            }
        });
    })
}
