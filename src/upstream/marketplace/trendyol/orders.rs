//! Trendyol's orders: packages, by a stream of what changed (newest first, three months back) or by pages (one month back,
//! ten thousand of them in a window). Version 1 of the pages is closed, and never asked.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::Request;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{ME, Trendyol};
use crate::config::OrdersBy;
use crate::http::Reply;
use crate::upstream::marketplace::orders::{Behind, Feed, OrderFeed, Orders, Place, Reach};
use crate::upstream::marketplace::{Error, words};
use crate::upstream::page;

/// Packages on a page.
const PAGE: usize = 200;
/// How many of a window can be gone through by pages.
const NUMBERED: usize = 10_000;
/// Both lists show fourteen days at once.
const WINDOW: Duration = Duration::from_secs(14 * 24 * 3_600);
/// It is not certain that their times are UTC, and not Turkish.
const SLACK: Duration = Duration::from_secs(3 * 3_600);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed<'a> {
    #[serde(borrow, deserialize_with = "words::or_empty")]
    content: Vec<&'a RawValue>,
    has_more: Option<bool>,
    next_cursor: Option<String>,
    total_elements: Option<usize>,
}

impl OrderFeed for Trendyol<'_> {
    fn feed(&self) -> Feed {
        match self.settings.orders_by {
            OrdersBy::Stream => Feed::Stream,
            OrdersBy::Pages => Feed::Pages,
        }
    }

    fn reach(&self, feed: Feed, now: Timestamp) -> Reach {
        let days = match feed {
            Feed::Stream => 90,
            Feed::Pages => 30,
        };
        Reach::days(days, now, WINDOW, SLACK)
    }

    fn instead(&self, feed: Feed, error: &Error) -> Option<Feed> {
        let is_absent = matches!(
            error,
            Error::Refused {
                status: 404 | 405 | 410 | 426,
                ..
            } | Error::Unavailable { status: 501, .. }
        );
        (feed == Feed::Stream && is_absent).then_some(Feed::Pages)
    }

    fn ask(&self, place: &Place) -> Result<Request, Error> {
        let (from, to) = place.bounds(SLACK);
        let (from, to, size) = (from.to_string(), to.to_string(), PAGE.to_string());
        let seller = ["order", "sellers", self.id()?];
        let (path, mut query) = match place.feed {
            Feed::Stream => (
                &["orders", "stream"],
                vec![
                    ("lastModifiedStartDate", from.as_str()),
                    ("lastModifiedEndDate", &to),
                    ("size", &size),
                ],
            ),
            Feed::Pages => (
                &["v2", "orders"],
                vec![
                    ("startDate", from.as_str()),
                    ("endDate", &to),
                    ("orderByField", "PackageLastModifiedDate"),
                    ("orderByDirection", "ASC"),
                    ("size", &size),
                ],
            ),
        };
        match (place.feed, place.at.as_deref()) {
            (Feed::Stream, Some(cursor)) => query.push(("nextCursor", cursor)),
            (Feed::Stream, None) => {}
            (Feed::Pages, page) => query.push(("page", page.unwrap_or("0"))),
        }
        let path = [&seller[..], path].concat();
        self.signed(super::get(self.base(), &path, &query))
    }

    fn read(&self, place: &Place, reply: &Reply, text: &str) -> Result<Orders, Error> {
        if !reply.status.is_success() {
            return Err(words::refused(ME, reply));
        }
        let listed: Listed<'_> = serde_json::from_str(text).map_err(|_| Error::Unreadable(ME))?;
        let records = page::places(text, &listed.content);
        let all = match listed.total_elements {
            // It would pass for all that there is.
            None if place.feed == Feed::Pages && records.len() >= PAGE => {
                return Err(Error::Unreadable(ME));
            }
            all => all.unwrap_or(records.len()),
        };
        let behind = match place.feed {
            Feed::Stream => match listed.next_cursor.filter(|cursor| !cursor.is_empty()) {
                Some(cursor) if listed.has_more != Some(false) => Behind::Page(cursor),
                None if listed.has_more == Some(true) => return Err(Error::Unreadable(ME)),
                _ => Behind::Window,
            },
            Feed::Pages => match place.page() {
                Some(page) => Behind::page(page),
                // Beyond them it answers 429.
                None if all > NUMBERED && place.is_divisible() => Behind::Half,
                None if all > PAGE => Behind::Counted {
                    pages: all.min(NUMBERED).div_ceil(PAGE),
                },
                None => Behind::Window,
            },
        };
        Ok(Orders {
            records,
            named: Vec::new(),
            behind,
        })
    }
}
