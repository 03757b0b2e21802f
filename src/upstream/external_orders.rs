//! An order API of any vendor: a list behind a bearer, in whatever shape. Where the list is in an answer, and how it goes
//! on, is told by the configuration or found by looking; what a record means is `sync::orders`'s business.

mod paging;
mod shape;

use std::cell::RefCell;

use reqwest::{Method, Request};
use tracing::warn;
use url::Url;

use super::reader::{Ask, Reader, Verdict};
use super::{Page, page};
use crate::config::{ExternalOrders, Paging};
use crate::coordination::{Halt, Turnstile};
use crate::http::{self, Bearer, Reply, Traffic};

use shape::Unread;

pub use super::reader::Error;

/// A list of so many that says nothing of more is likely to be one page of several.
const ROUND: usize = 10;

/// The list of orders.
pub struct Orders<'a, B> {
    reader: Reader<'a, B>,
    settings: &'a ExternalOrders,
    list: &'a Url,
    found: RefCell<Option<Found>>,
}

/// What the last answer looked like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where its records are: a JSON pointer.
    pub items: String,
    /// How it goes on; [`Paging::None`] where it says nothing of more.
    pub paging: Paging,
}

impl<'a, B: Bearer> Orders<'a, B> {
    /// `list` is the orders endpoint. Every request passes `turnstile`.
    pub fn new(
        http: &'a http::Client,
        bearer: &'a B,
        settings: &'a ExternalOrders,
        list: &'a Url,
        turnstile: Turnstile,
    ) -> Self {
        Self {
            reader: Reader::new(http, bearer, list.authority(), turnstile),
            settings,
            list,
            found: RefCell::default(),
        }
    }

    /// What was sent, had and waited for since it was made.
    pub fn traffic(&self) -> Traffic {
        self.reader.traffic()
    }

    /// What the last answer looked like.
    pub fn found(&self) -> Option<Found> {
        self.found.borrow().clone()
    }

    /// The page at `cursor`, which is a query; the first one for `None`, of what changed at or after `since` where the API
    /// can be asked so. No page when a stop is asked for.
    pub async fn page(
        &self,
        since: Option<&str>,
        cursor: Option<&str>,
        halt: &Halt,
    ) -> Result<Option<Page>, Error> {
        let query = match cursor {
            Some(cursor) => cursor.to_owned(),
            None => paging::first(self.list.query(), self.settings, since),
        };
        let asked = Asked {
            orders: self,
            query: &query,
        };
        self.reader.page(&asked, halt).await
    }
}

/// A query of the list.
struct Asked<'a, 'o, B> {
    orders: &'a Orders<'o, B>,
    query: &'a str,
}

impl<B: Bearer> Ask for Asked<'_, '_, B> {
    fn request(&self, _id: &str) -> Request {
        let mut url = self.orders.list.clone();
        url.set_query(Some(self.query).filter(|query| !query.is_empty()));
        Request::new(Method::GET, url)
    }

    async fn read(&self, reply: &mut Reply) -> Result<Page, Verdict> {
        let Orders {
            settings,
            list,
            reader,
            ..
        } = self.orders;
        let (link, request_id) = (reply.header("link").map(str::to_owned), reply.request_id());
        let unreadable = |what: &str| Error::Unreadable {
            host: reader.host(),
            what: what.to_owned(),
            request_id: request_id.clone(),
        };
        let text = String::from_utf8(std::mem::take(&mut reply.body));
        let text = text.map_err(|_| Verdict::Again(unreadable("no JSON")))?;
        let shape = shape::read(&text, settings.items.as_deref());
        let shape = shape.map_err(|unread| match unread {
            Unread::Broken(what) => Verdict::Again(unreadable(what)),
            Unread::NoList(what) => Verdict::Final(unreadable(&what)),
        })?;
        let next = paging::next(settings, self.query, &shape, link.as_deref(), list);
        let (paging, next) = next.map_err(Verdict::Final)?;
        let records = page::places(&text, &shape.records);
        if paging == Paging::None
            && settings.paging == Paging::Auto
            && !records.is_empty()
            && records.len().is_multiple_of(ROUND)
        {
            warn!(
                records = records.len(),
                "the order API says nothing of more orders; if there are, set sources.external-orders.paging"
            );
        }
        let items = shape.pointer.clone();
        self.orders.found.replace(Some(Found { items, paging }));
        Ok(Page::new(text, records, next))
    }
}
