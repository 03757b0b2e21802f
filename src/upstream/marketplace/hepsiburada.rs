//! Hepsiburada's listing and catalogue APIs (developers.hepsiburada.com): Basic, and the integrator's registered name,
//! bare, as the User-Agent; with any other it answers as if the keys were wrong. Prices and stock are told apart.

mod answers;
mod content;
mod orders;

use std::borrow::Cow;
use std::time::Duration;

use reqwest::Request;
use serde::Serialize;

use super::content::json;
use super::driver::{Call, Driver, Group, Listed, Offer, Polled, Pushed, Refusal, Told};
use super::orders::OrderFeed;
use super::request::{array, get, host, post, signed};
use super::{Error, Marketplace, Price, Seller, words};
use crate::config::{self, Rates};
use crate::db::Product;
use crate::http::Reply;

const ME: Marketplace = Marketplace::Hepsiburada;
/// SKUs of one upload, and products of one file.
const MOST: usize = 4_000;
const MOST_PRODUCTS: usize = 99;
/// Uploads that wait or are worked on; the next one is refused.
const IN_FLIGHT: usize = 5;
/// Listings on a page, and SKUs of one filter.
const PAGE: u32 = 100;
const SKUS: usize = 50;
/// One merchant at Hepsiburada.
pub(super) struct Hepsiburada<'a> {
    pub(super) settings: &'a config::Hepsiburada,
    pub(super) seller: Seller<'a>,
}

/// An element of `price-uploads` or `stock-uploads`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Listing<'a> {
    merchant_sku: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<Price>,
    #[serde(skip_serializing_if = "Option::is_none")]
    available_stock: Option<i64>,
}

impl Hepsiburada<'_> {
    fn id(&self) -> Result<&str, Error> {
        self.seller.id.ok_or(Error::NoSeller(ME))
    }

    fn signed(&self, request: Request) -> Result<Request, Error> {
        let agent = self.settings.user_agent.as_deref();
        let agent = agent.ok_or(Error::NotConfigured {
            marketplace: ME,
            setting: "hepsiburada.user_agent",
        })?;
        signed(request, ME, agent, self.seller.credentials)
    }

    /// A GET below the merchant's listings. `merchantid` is in lower case: in any other it answers 400.
    fn ask(&self, path: &[&str], query: &[(&str, &str)]) -> Result<Request, Error> {
        let path = [&["listings", "merchantid", self.id()?], path].concat();
        self.signed(get(&self.settings.listing_url, &path, query))
    }

    fn offer(&self, call: Call, product: &Product) -> Result<Option<Told>, Refusal> {
        let mut listing = Listing {
            merchant_sku: &product.sku,
            price: None,
            available_stock: None,
        };
        let mut shown = Offer::default();
        if call == Call::Price {
            product.in_lira(ME)?;
            listing.price = product.prices()?.map(|prices| prices.sale);
            shown.price = listing.price;
        } else {
            listing.available_stock = product.quantity(None)?;
            shown.stock = listing.available_stock;
        }
        let Some(seen) = seen(call, &shown) else {
            return Ok(None);
        };
        Ok(Some(Told {
            key: self.folded(&product.sku).into_owned(),
            seen,
            body: json(&listing)?,
        }))
    }
}

fn seen(call: Call, offer: &Offer) -> Option<String> {
    match call {
        Call::Price => offer.price.map(|price| price.to_string()),
        Call::Stock => offer.stock.map(|stock| stock.to_string()),
        _ => None,
    }
}

/// The last part of an upload's path.
fn uploads(call: Call) -> &'static str {
    match call {
        Call::Price => "price-uploads",
        _ => "stock-uploads",
    }
}

impl Driver for Hepsiburada<'_> {
    fn marketplace(&self) -> Marketplace {
        ME
    }

    fn offers(&self) -> &'static [Call] {
        &[Call::Price, Call::Stock]
    }

    fn most(&self, call: Call) -> usize {
        match call.has_content() {
            true => MOST_PRODUCTS,
            false => MOST,
        }
    }

    fn in_flight(&self) -> usize {
        IN_FLIGHT
    }

    fn host(&self, group: Group) -> &str {
        host(match group {
            Group::Catalog => &self.settings.catalog_url,
            Group::Offers | Group::Reads => &self.settings.listing_url,
            Group::Orders => &self.settings.orders_url,
        })
    }

    fn limited_as(&self, group: Group) -> &'static str {
        match group {
            Group::Catalog | Group::Orders => group.as_str(),
            Group::Offers | Group::Reads => "listings",
        }
    }

    /// The catalogue blocks an address, whoever asks from there.
    fn is_limited_by_address(&self, group: Group) -> bool {
        group == Group::Catalog
    }

    fn rates(&self, group: Group) -> Rates {
        match group {
            Group::Catalog => self.settings.catalog_limits.clone(),
            Group::Offers | Group::Reads => self.settings.limits.clone(),
            Group::Orders => self.settings.order_limits.clone(),
        }
    }

    fn poll_every(&self) -> Duration {
        self.settings.poll_every
    }

    fn resend_after(&self) -> Duration {
        self.settings.resend_after
    }

    fn tell(&self, call: Call, product: &Product) -> Result<Option<Told>, Refusal> {
        match call {
            Call::Create => content::tell(product, self.seller.id.unwrap_or_default()).map(Some),
            // What updates want is not documented well enough.
            Call::Update => Ok(None),
            _ => self.offer(call, product),
        }
    }

    fn push(&self, call: Call, bodies: &[&str]) -> Result<Request, Error> {
        if call.has_content() {
            return self.signed(content::import(&self.settings.catalog_url, bodies));
        }
        let path = ["listings", "merchantid", self.id()?, uploads(call)];
        self.signed(post(&self.settings.listing_url, &path, array(bodies)))
    }

    fn pushed(&self, call: Call, reply: &Reply) -> Result<Pushed, Error> {
        match call.has_content() {
            true => content::imported(reply),
            false => answers::pushed(reply),
        }
    }

    fn poll(&self, call: Call, tracking_id: &str, page: u32) -> Result<Request, Error> {
        if call.has_content() {
            return self.signed(content::status(
                &self.settings.catalog_url,
                tracking_id,
                page,
            ));
        }
        self.ask(&[uploads(call), "id", tracking_id], &[])
    }

    fn polled(&self, call: Call, reply: &Reply) -> Result<Polled, Error> {
        match call.has_content() {
            true => content::polled(reply),
            false => answers::polled(reply),
        }
    }

    fn list(&self, cursor: Option<&str>, size: u32) -> Result<Request, Error> {
        let limit = size.min(PAGE).to_string();
        let query = [("offset", cursor.unwrap_or("0")), ("limit", &limit)];
        self.ask(&[], &query)
    }

    fn listed(&self, cursor: Option<&str>, reply: &Reply) -> Result<Listed, Error> {
        answers::listed(cursor, words::read(ME, reply)?)
    }

    fn lookup_most(&self) -> usize {
        SKUS
    }

    fn lookup(&self, keys: &[&str]) -> Option<Result<Request, Error>> {
        let (skus, limit) = (keys.join(","), PAGE.to_string());
        let page = [("offset", "0"), ("limit", limit.as_str())];
        let query = [&page[..], &[("merchantSkuList", &skus)]].concat();
        Some(self.ask(&[], &query))
    }

    fn orders(&self) -> Option<&dyn OrderFeed> {
        Some(self)
    }

    fn seen(&self, call: Call, offer: &Offer) -> Option<String> {
        seen(call, offer)
    }

    /// It keeps merchant SKUs in upper case and without blanks.
    fn folded<'k>(&self, key: &'k str) -> Cow<'k, str> {
        let as_kept = |letter: char| !letter.is_whitespace() && !letter.is_lowercase();
        match key.chars().all(as_kept) {
            true => key.into(),
            false => {
                let kept = key.chars().filter(|letter| !letter.is_whitespace());
                kept.flat_map(char::to_uppercase).collect::<String>().into()
            }
        }
    }
}
