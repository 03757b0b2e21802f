//! One seller's way to one marketplace: each request when it is its turn, again where that does no harm, and its answer
//! read by the driver. What is not known of a request with products in it is said, and not guessed.

use std::cell::Cell;
use std::ops::Range;
use std::path::Path;

use jiff::Timestamp;
use tracing::warn;

use super::driver::{Approval, Call, Driver, Group, Listed, Offer, Polled, Pushed, Review};
use super::exchange::Again;
use super::orders::{Behind, Feed, OrderFeed, Orders, Place};
use super::{Credentials, Error, Marketplace, driver, words};
use crate::clock;
use crate::config::Marketplaces;
use crate::coordination::{Halt, Turnstile};
use crate::fsio::Access;
use crate::http::{self, Traffic, retry};
use crate::upstream::Page;

/// Who sells.
#[derive(Clone, Copy)]
pub struct Seller<'a> {
    /// None at N11, whose keys say who it is.
    pub id: Option<&'a str>,
    pub credentials: &'a Credentials,
}

/// A seller's way to a marketplace.
pub struct Client<'a> {
    pub(super) http: &'a http::Client,
    pub(super) driver: Box<dyn Driver + 'a>,
    /// By [`Group`].
    pub(super) gates: [Turnstile; Group::ALL.len()],
    pub(super) retry: retry::Policy,
    pub(super) traffic: Cell<Traffic>,
}

/// What came of a request with products in it.
#[derive(Debug)]
pub enum Sent {
    /// A stop was asked for before it left.
    Halted,
    /// It was answered.
    Answered(Pushed),
    /// It left, and what became of it is not known.
    Lost(Error),
}

impl<'a> Client<'a> {
    /// `who` names the seller in the files of the state folder. Touches nothing.
    pub fn new(
        http: &'a http::Client,
        settings: &'a Marketplaces,
        marketplace: Marketplace,
        seller: Seller<'a>,
        (state_dir, access, who): (&Path, Access, &str),
    ) -> Self {
        let driver = driver(settings, marketplace, seller);
        let gates = Group::ALL.map(|group| {
            let place = (state_dir, access);
            let host = driver.host(group);
            let name = match driver.is_limited_by_address(group) {
                true => driver.limited_as(group).to_owned(),
                false => format!("{}-{who}", driver.limited_as(group)),
            };
            // One seller whose every request fails is no reason to leave the others alone.
            Turnstile::new(place, host, Some(&name), driver.rates(group))
                .with_breaker(place, &format!("{host}-{who}"))
        });
        Self {
            http,
            gates,
            driver,
            retry: retry::Policy::default(),
            traffic: Cell::default(),
        }
    }

    /// The marketplace's rules.
    pub fn driver(&self) -> &dyn Driver {
        &*self.driver
    }

    /// What was sent, had and waited for so far.
    pub fn traffic(&self) -> Traffic {
        self.traffic.get()
    }

    /// Asks for one product of the seller's list, which changes nothing; how many it says there are.
    pub async fn products(&self, halt: &Halt) -> Result<Option<u64>, Error> {
        let ask = || self.driver.list(None, 1);
        let reply = self
            .exchange((Group::Reads, Again::Never), ask, at_once, halt)
            .await?;
        let listed = reply
            .map(|reply| self.driver.listed(None, &reply))
            .transpose()?;
        let marketplace = self.driver.marketplace();
        listed
            .map(|listed| listed.total.ok_or(Error::Unreadable(marketplace)))
            .transpose()
    }

    /// Sends products, each as [`Told::body`](super::Told::body), once. `leaves` is asked each time that the request is about to leave; where
    /// it says no, nothing does.
    pub async fn push(
        &self,
        call: Call,
        bodies: &[&str],
        halt: &Halt,
        leaves: impl AsyncFn() -> bool,
    ) -> Result<Sent, Error> {
        let group = match call.has_content() {
            true => Group::Catalog,
            false => Group::Offers,
        };
        let send = || self.driver.push(call, bodies);
        let reply = match self
            .exchange((group, Again::Unsent), send, leaves, halt)
            .await
        {
            Err(Error::Http {
                marketplace,
                source,
            }) if source.was_sent() => {
                return Ok(Sent::Lost(Error::Http {
                    marketplace,
                    source,
                }));
            }
            exchanged => exchanged?,
        };
        let Some(reply) = reply else {
            return Ok(Sent::Halted);
        };
        match self.driver.pushed(call, &reply) {
            Ok(pushed) => Ok(Sent::Answered(pushed)),
            Err(error @ (Error::Unavailable { .. } | Error::Unreadable(_))) => {
                Ok(Sent::Lost(error))
            }
            Err(error) => Err(error),
        }
    }

    /// Asks what became of a request, all pages of it; nothing when a stop is asked for.
    pub async fn poll(
        &self,
        call: Call,
        tracking_id: &str,
        halt: &Halt,
    ) -> Result<Option<Polled>, Error> {
        let group = match call.has_content() {
            true => Group::Catalog,
            false => Group::Reads,
        };
        let mut whole: Option<driver::Results> = None;
        for page in 0.. {
            let ask = || self.driver.poll(call, tracking_id, page);
            let Some(reply) = self
                .exchange((group, Again::Always), ask, at_once, halt)
                .await?
            else {
                return Ok(None);
            };
            let mut results = match self.driver.polled(call, &reply)? {
                Polled::Done(results) => results,
                other => return Ok(Some(other)),
            };
            let more = results.more && !results.rows.is_empty();
            match &mut whole {
                Some(whole) => whole.rows.append(&mut results.rows),
                None => whole = Some(results),
            }
            if !more {
                break;
            }
        }
        Ok(whole.map(Polled::Done))
    }

    /// A page of what is on sale, the first one for none; nothing when a stop is asked for.
    pub async fn list(&self, cursor: Option<&str>, halt: &Halt) -> Result<Option<Listed>, Error> {
        let ask = || self.driver.list(cursor, u32::MAX);
        let reply = self
            .exchange((Group::Reads, Again::Always), ask, at_once, halt)
            .await?;
        reply
            .map(|reply| self.driver.listed(cursor, &reply))
            .transpose()
    }

    /// A page of what waits for its approval, as [`list`](Self::list); nothing when a stop is asked for.
    pub async fn waiting(
        &self,
        approval: &dyn Approval,
        cursor: Option<&str>,
        halt: &Halt,
    ) -> Result<Option<Listed>, Error> {
        let ask = || approval.waiting(cursor);
        let reply = self
            .exchange((Group::Reads, Again::Always), ask, at_once, halt)
            .await?;
        reply
            .map(|reply| approval.waited(cursor, &reply))
            .transpose()
    }

    /// How products are to be updated, no more than [`Approval::review_most`], by their keys and bodies; nothing when a
    /// stop is asked for.
    pub async fn review(
        &self,
        approval: &dyn Approval,
        products: &[(&str, &str)],
        halt: &Halt,
    ) -> Result<Option<Vec<Review>>, Error> {
        let keys: Vec<&str> = products.iter().map(|(key, _)| *key).collect();
        let ask = || approval.review(&keys);
        let reply = self
            .exchange((Group::Reads, Again::Always), ask, at_once, halt)
            .await?;
        reply
            .map(|reply| approval.reviewed(&reply, products))
            .transpose()
    }

    /// What is on sale under these keys, no more than [`Driver::lookup_most`]; nothing when a stop is asked for.
    pub async fn lookup(&self, keys: &[&str], halt: &Halt) -> Result<Option<Vec<Offer>>, Error> {
        let none = || Err(Error::Unreadable(self.driver.marketplace()));
        let ask = || self.driver.lookup(keys).unwrap_or_else(none);
        let reply = self
            .exchange((Group::Reads, Again::Always), ask, at_once, halt)
            .await?;
        let listed = reply.map(|reply| self.driver.listed(None, &reply));
        Ok(listed.transpose()?.map(|listed| listed.offers))
    }
}

impl Client<'_> {
    /// Host and port that orders come from.
    pub fn orders_host(&self) -> &str {
        self.driver.host(Group::Orders)
    }

    /// A page of orders: at this cursor, or the first of what changed since then, of everything for none; nothing when a
    /// stop is asked for.
    pub async fn orders(
        &self,
        since: Option<&str>,
        cursor: Option<&str>,
        halt: &Halt,
    ) -> Result<Option<Page>, Error> {
        let marketplace = self.driver.marketplace();
        let feed = self.driver.orders().ok_or(Error::NoOrders(marketplace))?;
        let first = |which: Feed| {
            let now = clock::now();
            let since: Option<Timestamp> = since.and_then(|since| since.parse().ok());
            let reach = feed.reach(which, now);
            if since.is_some_and(|since| since < reach.from) {
                let (from, marketplace) = (reach.from, marketplace.as_str());
                warn!(%from, marketplace, "nothing older is shown: what changed before that and since the last run is missed");
            }
            Place::first(which, since, now, &reach)
        };
        let place = match cursor {
            Some(cursor) => Place::read(cursor).ok_or(Error::StaleCursor(marketplace))?,
            None => first(feed.feed()),
        };
        match self.orders_at(feed, &place, halt).await {
            Err(error) if cursor.is_none() => match feed.instead(place.feed, &error) {
                Some(other) => {
                    let error = error.to_string();
                    warn!(
                        error,
                        "the list of orders is not there, the other one is read"
                    );
                    self.orders_at(feed, &first(other), halt).await
                }
                None => Err(error),
            },
            page => page,
        }
    }

    /// Orders by their numbers: their texts, and where each is. One that is not there was told of too early.
    async fn whole(
        &self,
        feed: &dyn OrderFeed,
        numbers: &[String],
        halt: &Halt,
    ) -> Result<Option<(String, Vec<Range<usize>>)>, Error> {
        let marketplace = self.driver.marketplace();
        let (mut text, mut records) = (String::new(), Vec::with_capacity(numbers.len()));
        for number in numbers {
            let none = || Err(Error::NoOrders(marketplace));
            let ask = || feed.whole(number).unwrap_or_else(none);
            let reply = self
                .exchange((Group::Orders, Again::Always), ask, at_once, halt)
                .await?;
            let Some(reply) = reply else {
                return Ok(None);
            };
            if reply.status.as_u16() == 404 {
                continue;
            }
            if !reply.status.is_success() {
                return Err(words::refused(marketplace, &reply));
            }
            let begin = text.len();
            text.push_str(String::from_utf8_lossy(&reply.body).trim());
            records.push(begin..text.len());
            text.push('\n');
        }
        Ok(Some((text, records)))
    }

    async fn orders_at(
        &self,
        feed: &dyn OrderFeed,
        place: &Place,
        halt: &Halt,
    ) -> Result<Option<Page>, Error> {
        let ask = || feed.ask(place);
        let reply = self
            .exchange((Group::Orders, Again::Always), ask, at_once, halt)
            .await?;
        let Some(reply) = reply else {
            return Ok(None);
        };
        let text = String::from_utf8_lossy(&reply.body).into_owned();
        let Orders {
            records,
            named,
            behind,
        } = feed.read(place, &reply, &text)?;
        let (text, records) = match named.is_empty() {
            true => (text, records),
            false => match self.whole(feed, &named, halt).await? {
                Some(whole) => whole,
                None => return Ok(None),
            },
        };
        // Of these nothing was gone through: they come again.
        let records = match behind {
            Behind::Half | Behind::Counted { .. } => Vec::new(),
            _ => records,
        };
        let reach = feed.reach(place.feed, clock::now());
        let next = place.after(behind, &reach).map(|place| place.text());
        Ok(Some(Page::new(text, records, next)))
    }
}

/// Nothing is to be noted of what can be asked again.
async fn at_once() -> bool {
    true
}

/// The only place that knows which driver is whose.
fn driver<'a>(
    settings: &'a Marketplaces,
    marketplace: Marketplace,
    seller: Seller<'a>,
) -> Box<dyn Driver + 'a> {
    match marketplace {
        Marketplace::Trendyol => Box::new(super::trendyol::Trendyol {
            settings: &settings.trendyol,
            seller,
        }),
        Marketplace::Hepsiburada => Box::new(super::hepsiburada::Hepsiburada {
            settings: &settings.hepsiburada,
            seller,
        }),
        Marketplace::N11 => Box::new(super::n11::N11 {
            settings: &settings.n11,
            seller,
        }),
    }
}
