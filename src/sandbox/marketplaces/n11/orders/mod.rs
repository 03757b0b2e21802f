//! N11's orders: packages page by page. Windows and pages that are too long are cut without a word, and a word for a
//! state that it does not know finds nothing.

mod package;

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::rest::failed;
use super::seller;
use crate::sandbox::Shared;
use crate::sandbox::json;
use crate::sandbox::orders::{Asked, Kind, Record, Row, Shop, Stage, Told};

/// The largest page, and the usual one.
const LARGEST: usize = 100;
/// The longest window, in milliseconds.
const WINDOW: i64 = 15 * 24 * 3_600_000;

/// What tests are told of a package.
pub(in crate::sandbox) fn told(record: &Record) -> Told {
    let lines = record.lines().iter();
    let lines = lines.map(|line| package::line_id(record, line).to_string());
    let number = package::order_number(record);
    let lines: Vec<String> = lines.collect();
    Told {
        id: package::id(record).unwrap_or_else(|| format!("{number}:{}", lines.join(","))),
        number,
        word: word(record.stage()).to_owned(),
        total: record.total(),
        lines: lines.len(),
    }
}

pub(super) async fn packages(
    State(sandbox): State<Shared>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let since = sandbox.marketplaces.since();
    let shop = sandbox.orders.shop(Kind::N11, &seller(&headers), since);
    let read = || {
        let size = asked.number("size")?.unwrap_or(LARGEST).clamp(1, LARGEST);
        let page: usize = asked.number("page")?.unwrap_or(0);
        Ok::<_, String>((size, page, wanted(&shop, &asked)?))
    };
    let (size, page, rows) = match read() {
        Ok(read) => read,
        Err(says) => return failed("SELLER_API.invalidInput", &says),
    };
    let content: Vec<&Row> = rows
        .iter()
        .skip(page.saturating_mul(size))
        .take(size)
        .collect();
    json::document(|json| {
        // The number of rows here, whatever it is called.
        json.raw("pageCount", content.len() as u64)
            .raw("totalPages", rows.len().div_ceil(size) as u64)
            .raw("page", page as u64)
            .raw("size", size as u64);
        json.array("content", |json| {
            for row in content {
                json.item(|json| package::write(json, &shop.record(*row)));
            }
        });
    })
}

/// The packages that are asked for, the one that was changed last first if nothing else is.
fn wanted(shop: &Shop, asked: &Asked) -> Result<Vec<Row>, String> {
    let ids = asked.list("packageIds");
    let number = asked.get("orderNumber");
    let named = !ids.is_empty() || number.is_some();
    let (start, end) = (
        asked.number::<i64>("startDate")?,
        asked.number::<i64>("endDate")?,
    );
    let (from, to) = match (start, end) {
        (None, None) if named => (i64::MIN, shop.now),
        (None, end) => {
            let end = end.unwrap_or(shop.now);
            (end.saturating_sub(WINDOW), end)
        }
        (Some(start), end) => {
            let latest = start.saturating_add(WINDOW);
            (start, end.map_or(latest, |end| end.min(latest)))
        }
    };
    let status = asked.get("status");
    let matches = |row: &&Row| {
        status.is_none_or(|status| status == word(row.stage))
            && (!named || {
                let record = shop.record(**row);
                let id = package::id(&record);
                number.is_none_or(|number| number == package::order_number(&record))
                    && (ids.is_empty() || id.is_some_and(|id| ids.contains(&&*id)))
            })
    };
    let rows = shop.changed(from, to).iter().filter(matches);
    let mut rows: Vec<Row> = rows.copied().collect();
    if asked.get("orderByDirection") != Some("ASC") {
        rows.reverse();
    }
    Ok(rows)
}

fn word(stage: Stage) -> &'static str {
    match stage {
        Stage::Created => "Created",
        Stage::Picking => "Picking",
        Stage::Shipped => "Shipped",
        // What came back is told apart from its state.
        Stage::Delivered | Stage::Returned => "Delivered",
        Stage::Cancelled => "Cancelled",
        Stage::UnDelivered => "UnSupplied",
        Stage::UnPacked => "Unpacked",
        Stage::Unheard => "OnHold",
    }
}
