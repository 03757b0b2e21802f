//! `GET …/v2/orders`: packages page by page, ten thousand of them at most. What is further is a 429, as is what comes
//! too often.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::package;
use super::{DAY, LARGEST, bad, number, shop, size, window, word};
use crate::sandbox::Shared;
use crate::sandbox::json;
use crate::sandbox::orders::{Asked, Row, Shop};

/// How far pages reach.
const DEEPEST: usize = 10_000;
/// The most packages that can be asked for by their ids.
const MOST: usize = 50;
/// What is told where no window is asked for, and how far back any reaches.
const TIMES: (i64, i64) = (7 * DAY, 31 * DAY);

pub(super) async fn page(
    State(sandbox): State<Shared>,
    Path(seller): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let shop = shop(&sandbox, &seller);
    let read = || Ok::<_, String>((size(&asked, LARGEST)?, asked.number("page")?.unwrap_or(0)));
    let (size, page): (usize, usize) = match read() {
        Ok(read) => read,
        Err(says) => return bad(&says),
    };
    if page.saturating_add(1).saturating_mul(size) > DEEPEST {
        let says = format!("page * size reaches {DEEPEST}");
        let body = json!({"error": "too.many.requests", "message": says});
        return (StatusCode::TOO_MANY_REQUESTS, Json(body)).into_response();
    }
    let rows = match wanted(&shop, &asked) {
        Ok(rows) => rows,
        Err(says) => return bad(&says),
    };
    json::document(|json| {
        json.raw("totalElements", rows.len() as u64)
            .raw("totalPages", rows.len().div_ceil(size) as u64)
            .raw("page", page as u64)
            .raw("size", size as u64);
        json.array("content", |json| {
            for row in rows.iter().skip(page * size).take(size) {
                let record = shop.record(*row);
                json.item(|json| {
                    package::write(json, &record, number(&seller), "shipmentPackageId")
                });
            }
        });
    })
}

/// The packages that are asked for, in the order that is: the latest first, if none is.
fn wanted(shop: &Shop, asked: &Asked) -> Result<Vec<Row>, String> {
    let by_creation = match asked.get("orderByField") {
        None | Some("PackageLastModifiedDate") => false,
        Some("CreatedDate") => true,
        Some(other) => return Err(format!("orderByField {other} is unknown")),
    };
    let ascending = match asked.get("orderByDirection") {
        None | Some("DESC") => false,
        Some("ASC") => true,
        Some(other) => return Err(format!("orderByDirection {other} is unknown")),
    };
    let ids = asked.list("shipmentPackageIds");
    if ids.len() > MOST {
        return Err(format!("at most {MOST} shipmentPackageIds"));
    }
    // Who names what he wants is told all that is within reach.
    let named = !ids.is_empty() || asked.get("orderNumber").is_some();
    let usual = if named { (TIMES.1, TIMES.1) } else { TIMES };
    let times = (asked.get("startDate"), asked.get("endDate"));
    let (from, to) = match (named, times) {
        (true, (None, None)) => (shop.now - TIMES.1, shop.now),
        _ => window(asked, ("startDate", "endDate"), shop.now, usual)?,
    };
    let time = |row: &Row| match by_creation {
        true => shop.created(*row),
        false => row.modified,
    };
    let matches = |row: &Row| {
        let status = asked.get("status");
        let named_so = asked.get("orderNumber");
        status.is_none_or(|status| status == word(row.stage))
            && (!named || {
                let record = shop.record(*row);
                let id = package::id(&record).to_string();
                named_so.is_none_or(|number| number == package::order_number(&record))
                    && (ids.is_empty() || ids.contains(&&*id))
            })
    };
    let rows = shop.rows().iter().copied();
    let mut rows: Vec<Row> = rows
        .filter(|row| (from..=to).contains(&time(row)) && matches(row))
        .collect();
    rows.sort_by_key(|row| (time(row), row.place()));
    if !ascending {
        rows.reverse();
    }
    Ok(rows)
}
