//! N11's orders: packages by pages, of fifteen days at once; what is asked for beyond that it leaves out without a word.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::Request;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{ME, N11};
use crate::http::Reply;
use crate::upstream::marketplace::orders::{Behind, Feed, OrderFeed, Orders, Place, Reach};
use crate::upstream::marketplace::{Error, words};
use crate::upstream::page;

/// Packages on a page.
const PAGE: usize = 100;
/// It takes fifteen; a day less leaves room for what it calls a day.
const WINDOW: Duration = Duration::from_secs(14 * 24 * 3_600);
/// Its documents call the times GMT+3.
const SLACK: Duration = Duration::from_secs(3 * 3_600);
/// 2024-11-01: nothing older is shown.
const FIRST: Timestamp = Timestamp::constant(1_730_419_200, 0);
/// What a wrong key is called, with the status 400.
const DENIED: &str = "authenticationFailed";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed<'a> {
    #[serde(borrow, deserialize_with = "words::or_empty")]
    content: Vec<&'a RawValue>,
    /// `pageCount` counts the rows of this page, and there is no count of all.
    total_pages: Option<usize>,
}

impl OrderFeed for N11<'_> {
    fn feed(&self) -> Feed {
        Feed::Pages
    }

    fn reach(&self, _feed: Feed, _now: Timestamp) -> Reach {
        Reach {
            from: FIRST,
            window: WINDOW,
            slack: SLACK,
        }
    }

    fn ask(&self, place: &Place) -> Result<Request, Error> {
        let (from, to) = place.bounds(SLACK);
        let (from, to, size) = (from.to_string(), to.to_string(), PAGE.to_string());
        let query = [
            ("startDate", from.as_str()),
            ("endDate", &to),
            ("orderByDirection", "ASC"),
            ("page", place.at.as_deref().unwrap_or("0")),
            ("size", &size),
        ];
        let path = ["rest", "delivery", "v1", "shipmentPackages"];
        self.signed(super::get(&self.settings.base_url, &path, &query))
    }

    fn read(&self, place: &Place, reply: &Reply, text: &str) -> Result<Orders, Error> {
        if reply.status.as_u16() == 400 && text.contains(DENIED) {
            return Err(Error::Denied {
                marketplace: ME,
                status: 400,
                message: words::message(&reply.body),
            });
        }
        if !reply.status.is_success() {
            return Err(words::refused(ME, reply));
        }
        let listed: Listed<'_> = serde_json::from_str(text).map_err(|_| Error::Unreadable(ME))?;
        let records = page::places(text, &listed.content);
        let pages = match listed.total_pages {
            // It would pass for all that there is.
            None if records.len() >= PAGE => return Err(Error::Unreadable(ME)),
            pages => pages.unwrap_or(1),
        };
        let behind = match place.page() {
            Some(page) => Behind::page(page),
            None if pages > 1 => Behind::Counted { pages },
            None => Behind::Window,
        };
        Ok(Orders {
            records,
            named: Vec::new(),
            behind,
        })
    }
}
