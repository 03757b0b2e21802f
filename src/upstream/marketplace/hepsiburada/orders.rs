//! Hepsiburada's orders: lists of lines and packages, each of which has what is at one stage. What is on them says which
//! orders something happened to; those are read whole, by their numbers. The lists reach back a month; two of them take
//! dates, in Turkish time and to the minute.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use reqwest::Request;
use serde_json::Value;

use super::{Hepsiburada, ME};
use crate::http::Reply;
use crate::upstream::marketplace::orders::{Behind, Feed, OrderFeed, Orders, Place, Reach};
use crate::upstream::marketplace::{Error, words};

/// A day at once, with what is asked for around it.
const WINDOW: Duration = Duration::from_secs(30 * 3_600);
const SLACK: Duration = Duration::from_secs(3 * 3_600);

/// One of the lists.
struct List {
    /// Before and behind the merchant's id.
    path: (&'static str, &'static [&'static str]),
    /// What its offset is called.
    offset: &'static str,
    /// Rows at once, and those of them that are asked for once more: what goes on to another list meanwhile moves the rest.
    limit: usize,
    again: usize,
    /// Whether it takes dates; the others are read where a round ends.
    is_dated: bool,
}

const fn list(
    path: (&'static str, &'static [&'static str]),
    offset: &'static str,
    (limit, again): (usize, usize),
    is_dated: bool,
) -> List {
    List {
        path,
        offset,
        limit,
        again,
        is_dated,
    }
}

/// In the order in which a line goes through them: one that leaves a list is on a later one. What waits for its payment
/// comes last all the same: what has been paid meanwhile is new to the next run.
const LISTS: [List; 8] = [
    list(("orders", &[]), "offset", (100, 10), true),
    list(("packages", &[]), "Offset", (10, 2), true),
    list(
        ("packages", &["status", "unpacked"]),
        "Offset",
        (50, 5),
        false,
    ),
    list(("packages", &["shipped"]), "offset", (50, 5), false),
    list(("packages", &["undelivered"]), "offset", (50, 5), false),
    list(("packages", &["delivered"]), "offset", (50, 5), false),
    list(("orders", &["cancelled"]), "offset", (50, 5), false),
    list(("orders", &["paymentawaiting"]), "offset", (50, 5), false),
];

/// When something happened to a row, in Turkish time.
const DATES: [&str; 4] = [
    "ShippedDate",
    "DeliveredDate",
    "UndeliveredDate",
    "cancelDate",
];

/// The number of a list, and the offset in it.
fn at(place: &Place) -> (usize, usize) {
    let parts = place.at.as_deref().and_then(|at| at.split_once(':'));
    let parts = parts.and_then(|(list, offset)| Some((list.parse().ok()?, offset.parse().ok()?)));
    parts
        .filter(|(list, _)| *list < LISTS.len())
        .unwrap_or((0, 0))
}

impl OrderFeed for Hepsiburada<'_> {
    fn feed(&self) -> Feed {
        Feed::Pages
    }

    fn reach(&self, _feed: Feed, now: Timestamp) -> Reach {
        Reach::days(30, now, WINDOW, SLACK)
    }

    fn ask(&self, place: &Place) -> Result<Request, Error> {
        let (number, offset) = at(place);
        let list = &LISTS[number];
        let (from, to) = place.bounds(SLACK);
        let (offset, limit) = (offset.to_string(), list.limit.to_string());
        let (from, to) = (minute(from), minute(to + 60_000));
        let mut query = vec![(list.offset, offset.as_str()), ("limit", &limit)];
        if list.is_dated {
            query.extend([("begindate", from.as_str()), ("enddate", &to)]);
        }
        let path = [&[list.path.0, "merchantid", self.id()?], list.path.1].concat();
        self.signed(super::get(&self.settings.orders_url, &path, &query))
    }

    fn read(&self, place: &Place, reply: &Reply, text: &str) -> Result<Orders, Error> {
        if !reply.status.is_success() {
            return Err(words::refused(ME, reply));
        }
        let answer: Value = serde_json::from_str(text).map_err(|_| Error::Unreadable(ME))?;
        let rows = answer.as_array().or_else(|| answer["items"].as_array());
        let rows = rows.ok_or(Error::Unreadable(ME))?;
        let (number, offset) = at(place);
        let list = &LISTS[number];
        // Those without dates are gone through once a round.
        let since = place.since(SLACK);
        let news = rows
            .iter()
            .filter(|row| list.is_dated || happened(row).is_none_or(|at| at >= since));
        let named: BTreeSet<String> = news.flat_map(numbers).collect();
        let is_last = match answer["totalCount"].as_u64() {
            Some(all) => offset as u64 + rows.len() as u64 >= all,
            None => rows.len() < list.limit,
        };
        let is_round_end = place.to >= place.until;
        let next_list =
            (number + 1..LISTS.len()).find(|next| LISTS[*next].is_dated || is_round_end);
        let behind = match (is_last || rows.is_empty(), next_list) {
            (false, _) => {
                let next = (offset + rows.len())
                    .saturating_sub(list.again)
                    .max(offset + 1);
                Behind::Page(format!("{number}:{next}"))
            }
            (true, Some(next)) => Behind::Page(format!("{next}:0")),
            (true, None) => Behind::Window,
        };
        Ok(Orders {
            records: Vec::new(),
            named: named.into_iter().collect(),
            behind,
        })
    }

    fn whole(&self, number: &str) -> Option<Result<Request, Error>> {
        let asked = self.id().and_then(|id| {
            let path = ["orders", "merchantid", id, "ordernumber", number];
            self.signed(super::get(&self.settings.orders_url, &path, &[]))
        });
        Some(asked)
    }
}

/// The orders that a row speaks of: of its own, or of what is in it.
fn numbers(row: &Value) -> Vec<String> {
    let own = ["orderNumber", "OrderNumber"].map(|name| &row[name]);
    let listed = row["OrderNumbers"].as_array().into_iter().flatten();
    let inner = row["items"].as_array().into_iter().flatten();
    let inner = inner.map(|item| &item["orderNumber"]);
    let texts = own
        .into_iter()
        .chain(listed)
        .chain(inner)
        .filter_map(Value::as_str);
    texts
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
        .collect()
}

/// When, in milliseconds of the epoch; none where it does not say.
fn happened(row: &Value) -> Option<i64> {
    let date = DATES.iter().find_map(|name| row[*name].as_str())?;
    let date: DateTime = date.parse().ok()?;
    let at = date.to_zoned(turkey()).ok()?;
    Some(at.timestamp().as_millisecond())
}

/// As the lists take dates.
fn minute(ms: i64) -> String {
    let at = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::MAX);
    at.to_zoned(turkey()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// Three hours before UTC, all year since 2016.
fn turkey() -> TimeZone {
    Offset::constant(3).to_time_zone()
}
