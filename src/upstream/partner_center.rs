//! Microsoft Partner Center, the referrals list: pages, next links, errors.
//!
//! Facts: the API's pages `get-a-list-of-referrals`, `headers` and `error-codes`. What a record means
//! is `sync::referrals`'s business; records leave here as they came.

mod changes;
mod listed;
mod total;

use tracing::warn;
use url::Url;

use super::Page;
use super::reader::Reader;
use crate::coordination::{Halt, Turnstile};
use crate::http::{self, Bearer, Traffic};
use listed::Query;

pub use super::reader::Error;
pub use total::Total;

/// Records of a page where no other size is asked for.
pub const PAGE_SIZE: u32 = 100;

/// The list of referrals that the signed-in person may see.
pub struct Referrals<'a, B> {
    reader: Reader<'a, B>,
    list: Url,
    page_size: Option<u32>,
}

impl<'a, B: Bearer> Referrals<'a, B> {
    /// `base_url` ends before `/referrals`. `page_size` is a wish (`Prefer: odata.maxpagesize`), as
    /// `$top` would cap the total. Every request passes `turnstile`.
    pub fn new(
        http: &'a http::Client,
        bearer: &'a B,
        base_url: &Url,
        page_size: Option<u32>,
        turnstile: Turnstile,
    ) -> Self {
        let mut list = base_url.clone();
        if let Ok(mut path) = list.path_segments_mut() {
            path.pop_if_empty().push("referrals");
        }
        Self {
            reader: Reader::new(http, bearer, list.authority(), turnstile),
            list,
            page_size,
        }
    }

    /// What was sent, had and waited for since it was made.
    pub fn traffic(&self) -> Traffic {
        self.reader.traffic()
    }

    /// The page at `cursor`, the first one for `None`, of what changed at or after `since`; no page when a stop is
    /// asked for.
    pub async fn page(
        &self,
        since: Option<&str>,
        cursor: Option<&str>,
        halt: &Halt,
    ) -> Result<Option<Page>, Error> {
        match (since, cursor) {
            (None, _) => self.at(cursor, halt).await,
            (Some(since), None) => self.first_of_changes(since, halt).await,
            (Some(since), Some(cursor)) => match changes::newest_first(cursor) {
                Some(query) => {
                    let page = self.at(Some(query), halt).await?;
                    Ok(page.map(|page| changes::until(page, since)))
                }
                None => self.at(Some(cursor), halt).await,
            },
        }
    }

    /// By the filter; how a time is written in one is documented nowhere. Where it is refused newest first, and where
    /// that is refused too, all there is.
    async fn first_of_changes(&self, since: &str, halt: &Halt) -> Result<Option<Page>, Error> {
        match self.at(Some(&changes::filter(since)), halt).await {
            Err(Error::Refused { status: 400, .. }) => {
                warn!("the API refused to filter by time, asking for what changed last");
            }
            page => return page,
        }
        match self.at(Some(changes::NEWEST_FIRST), halt).await {
            Err(Error::Refused { status: 400, .. }) => {
                warn!("the API refused to sort by time too, going over all records");
                self.at(None, halt).await
            }
            page => Ok(page?.map(|page| changes::until(page, since))),
        }
    }

    /// The page of this query, the whole list's first one for `None`; no page when a stop is asked for.
    async fn at(&self, query: Option<&str>, halt: &Halt) -> Result<Option<Page>, Error> {
        let query = Query {
            list: &self.list,
            page_size: self.page_size,
            query,
        };
        self.reader.page(&query, halt).await
    }
}
