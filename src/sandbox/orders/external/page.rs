//! Which orders are on a page, and what leads to the next one. A cursor is a place in the list: what has changed
//! meanwhile has moved behind it. Numbers and offsets count anew each time.

use crate::sandbox::orders::{Asked, Paging, Row, found, hidden};

/// The largest page, and the usual one. More is not refused, and not given.
const LARGEST: usize = 200;
const USUAL: usize = 50;

/// A page of the rows that are asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page<'a> {
    pub(super) rows: &'a [Row],
    pub(super) total: usize,
    /// The number of this page, or what comes before it.
    pub(super) place: usize,
    pub(super) size: usize,
    /// What the next page is asked for by, where one follows.
    pub(super) next: Option<String>,
}

/// Cuts the page out; an error is what is wrong with the query.
pub(super) fn cut<'a>(rows: &'a [Row], paging: Paging, asked: &Asked) -> Result<Page<'a>, String> {
    let named = match paging {
        Paging::Offset => "limit",
        _ => "page_size",
    };
    let size = asked.number(named)?.unwrap_or(USUAL).min(LARGEST);
    if size == 0 {
        return Err(format!("{named} is 1 at least"));
    }
    let (place, start) = match paging {
        Paging::None => (0, 0),
        Paging::Page => {
            let page: usize = asked.number("page")?.unwrap_or(1);
            let before = page.checked_sub(1).ok_or("page is 1 at least")?;
            (page, before.saturating_mul(size))
        }
        Paging::Offset => {
            let offset = asked.number("offset")?.unwrap_or(0);
            (offset, offset)
        }
        Paging::Cursor | Paging::Link | Paging::Next => {
            let after = asked
                .get("cursor")
                .map(|cursor| found(cursor).ok_or("cursor is none of ours"));
            let after = after.transpose()?;
            (
                0,
                after.map_or(0, |after| rows.partition_point(|row| row.place() <= after)),
            )
        }
    };
    let size = if paging == Paging::None {
        rows.len()
    } else {
        size
    };
    let start = start.min(rows.len());
    let end = start.saturating_add(size).min(rows.len());
    let last = rows[start..end].last().filter(|_| end < rows.len());
    Ok(Page {
        rows: &rows[start..end],
        total: rows.len(),
        place,
        size,
        next: last.map(|row| hidden(row.place())),
    })
}
