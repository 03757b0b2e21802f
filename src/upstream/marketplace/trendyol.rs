//! Trendyol's seller API (developers.trendyol.com): Basic, and a User-Agent without which it answers 403. Products are
//! known by their barcodes.

mod answers;
mod approved;
mod content;
mod orders;

use std::time::Duration;

use reqwest::Request;
use serde::Serialize;
use url::Url;

use super::content::json;
use super::driver::{
    Approval, Call, Driver, Group, Listed, Offer, Polled, Pushed, Refusal, Review, Told, fields,
};
use super::orders::OrderFeed;
use super::request::{array, get, host, post, signed};
use super::{Error, Marketplace, Price, Seller, words};
use crate::config::{self, ListingQuota, Rate, Rates};
use crate::db::Product;
use crate::http::Reply;

const ME: Marketplace = Marketplace::Trendyol;
/// Items of one request.
const MOST: usize = 1_000;
/// Of a product's stock.
const MOST_STOCK: i64 = 20_000;
/// Contents on a page of a list, and products that wait for their approval; `barcodes` of one request.
const PAGE: u32 = 100;
const BARCODES: usize = 50;
/// Up to here pages have numbers, and behind it tokens.
const NUMBERED: u64 = 10_000;
const TOKEN: &str = "token:";
/// Results are gone after four hours: no more batches wait than can be asked for in time.
const IN_FLIGHT: usize = 200;

/// One seller at Trendyol.
pub(super) struct Trendyol<'a> {
    pub(super) settings: &'a config::Trendyol,
    pub(super) seller: Seller<'a>,
}

/// An item of `price-and-inventory`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    barcode: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sale_price: Option<Price>,
    #[serde(skip_serializing_if = "Option::is_none")]
    list_price: Option<Price>,
}

impl Trendyol<'_> {
    fn id(&self) -> Result<&str, Error> {
        self.seller.id.ok_or(Error::NoSeller(ME))
    }

    fn base(&self) -> &Url {
        &self.settings.base_url
    }

    fn signed(&self, request: Request) -> Result<Request, Error> {
        let agent = format!("{} - {}", self.id()?, self.settings.integrator);
        signed(request, ME, &agent, self.seller.credentials)
    }

    /// A GET below the seller's products.
    fn ask(&self, path: &[&str], query: &[(&str, &str)]) -> Result<Request, Error> {
        let path = [&["product", "sellers", self.id()?, "products"], path].concat();
        self.signed(get(self.base(), &path, query))
    }

    /// A page of a list. The cursor is its number, or its token behind [`TOKEN`].
    fn page(&self, path: &[&str], cursor: Option<&str>, size: u32) -> Result<Request, Error> {
        let (cursor, size) = (cursor.unwrap_or("0"), size.to_string());
        let place = match cursor.strip_prefix(TOKEN) {
            Some(token) => ("nextPageToken", token),
            None => ("page", cursor),
        };
        self.ask(path, &[place, ("size", &size)])
    }

    /// What a list has under these barcodes.
    fn find(&self, path: &[&str], barcodes: &[&str]) -> Result<Request, Error> {
        let (barcodes, size) = (barcodes.join(","), PAGE.to_string());
        let query = [
            ("barcodes", barcodes.as_str()),
            ("page", "0"),
            ("size", &size),
        ];
        self.ask(path, &query)
    }

    fn offer(&self, product: &Product) -> Result<Option<Told>, Refusal> {
        let barcode = barcode(product)?;
        product.in_lira(ME)?;
        let (prices, quantity) = (product.prices()?, product.quantity(Some(MOST_STOCK))?);
        if prices.is_none() && quantity.is_none() {
            return Ok(None);
        }
        let item = Item {
            barcode,
            quantity,
            sale_price: prices.map(|prices| prices.sale),
            list_price: prices.map(|prices| prices.list),
        };
        let shown = Offer {
            price: item.sale_price,
            list_price: item.list_price,
            stock: quantity,
            ..Offer::default()
        };
        Ok(Some(Told {
            key: barcode.to_owned(),
            seen: seen(&shown),
            body: json(&item)?,
        }))
    }
}

/// A barcode as Trendyol takes it, and nobody else's.
fn barcode(product: &Product) -> Result<&str, Refusal> {
    let barcode = product.barcode.as_deref().filter(|text| !text.is_empty());
    let barcode = barcode.ok_or_else(|| Refusal::new("barcode", "is missing"))?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    if barcode.len() > 40 || !barcode.bytes().all(fits) {
        let reason = "is not of at most 40 letters, digits, dots, hyphens and underscores";
        return Err(Refusal::new("barcode", reason));
    }
    match &product.twin {
        Some(twin) => Err(Refusal::new(
            "barcode",
            format!("is that of SKU {twin}, too"),
        )),
        None => Ok(barcode),
    }
}

/// What is not there is not told, and not compared.
fn seen(offer: &Offer) -> String {
    let price = |price: Option<Price>| price.map(|price| price.to_string());
    fields([
        price(offer.price),
        price(offer.list_price),
        offer.stock.map(|stock| stock.to_string()),
    ])
}

/// Requests a minute, by what the seller may list (servis limitleri, 2026-08-25).
fn per_minute(group: Group, quota: ListingQuota) -> u32 {
    let by_quota = match group {
        Group::Offers => [350, 500, 1_000, 1_500, 2_000],
        Group::Reads => [1_000, 1_250, 1_500, 1_750, 2_000],
        Group::Catalog => [200, 300, 400, 500, 600],
        // Of the stream another source says 1,000: the lower one holds.
        Group::Orders => [30, 40, 50, 100, 100],
    };
    by_quota[quota as usize]
}

impl Driver for Trendyol<'_> {
    fn marketplace(&self) -> Marketplace {
        ME
    }

    fn offers(&self) -> &'static [Call] {
        &[Call::PriceStock]
    }

    fn most(&self, _call: Call) -> usize {
        MOST
    }

    fn in_flight(&self) -> usize {
        IN_FLIGHT
    }

    fn host(&self, _group: Group) -> &str {
        host(self.base())
    }

    fn rates(&self, group: Group) -> Rates {
        let minute = Rate {
            count: per_minute(group, self.settings.listing_quota),
            per: Duration::from_secs(60),
        };
        self.settings.limits.iter().chain([minute]).collect()
    }

    fn poll_every(&self) -> Duration {
        self.settings.poll_every
    }

    fn results_kept(&self) -> Duration {
        Duration::from_secs(4 * 3600)
    }

    fn resend_after(&self) -> Duration {
        self.settings.resend_after
    }

    fn tell(&self, call: Call, product: &Product) -> Result<Option<Told>, Refusal> {
        match call.has_content() {
            true => content::tell(call, product, self.settings.attribute_values),
            false => self.offer(product),
        }
    }

    fn push(&self, call: Call, bodies: &[&str]) -> Result<Request, Error> {
        let body = format!("{{\"items\":{}}}", array(bodies));
        let id = self.id()?;
        let (service, path) = match call {
            Call::Create => ("product", ["v2", "products"]),
            Call::Update | Call::Fixed => ("product", ["products", "unapproved-bulk-update"]),
            Call::Content => ("product", ["products", "content-bulk-update"]),
            Call::Variant => ("product", ["products", "variant-bulk-update"]),
            Call::Delivery => ("product", ["products", "delivery-info-bulk-update"]),
            _ => ("inventory", ["products", "price-and-inventory"]),
        };
        let path = [&[service, "sellers", id], &path[..]].concat();
        self.signed(post(self.base(), &path, body))
    }

    fn pushed(&self, _call: Call, reply: &Reply) -> Result<Pushed, Error> {
        answers::pushed(reply)
    }

    fn poll(&self, _call: Call, tracking_id: &str, _page: u32) -> Result<Request, Error> {
        self.ask(&["batch-requests", tracking_id], &[])
    }

    fn polled(&self, _call: Call, reply: &Reply) -> Result<Polled, Error> {
        answers::polled(reply)
    }

    fn list(&self, cursor: Option<&str>, size: u32) -> Result<Request, Error> {
        self.page(&["approved", "inventory-and-price"], cursor, size.min(PAGE))
    }

    fn listed(&self, cursor: Option<&str>, reply: &Reply) -> Result<Listed, Error> {
        Ok(answers::listed(cursor, words::read(ME, reply)?))
    }

    fn orders(&self) -> Option<&dyn OrderFeed> {
        Some(self)
    }

    fn approval(&self) -> Option<&dyn Approval> {
        Some(self)
    }

    fn lookup_most(&self) -> usize {
        BARCODES
    }

    fn lookup(&self, keys: &[&str]) -> Option<Result<Request, Error>> {
        Some(self.find(&["approved", "inventory-and-price"], keys))
    }

    fn keys_are_barcodes(&self) -> bool {
        true
    }

    fn seen(&self, call: Call, offer: &Offer) -> Option<String> {
        (call == Call::PriceStock).then(|| seen(offer))
    }
}

impl Approval for Trendyol<'_> {
    fn details(&self) -> &'static [Call] {
        &[Call::Variant, Call::Delivery, Call::Fixed]
    }

    fn review_most(&self) -> usize {
        BARCODES
    }

    fn review(&self, keys: &[&str]) -> Result<Request, Error> {
        self.find(&["approved"], keys)
    }

    fn reviewed(&self, reply: &Reply, products: &[(&str, &str)]) -> Result<Vec<Review>, Error> {
        Ok(approved::reviewed(words::read(ME, reply)?, products))
    }

    fn waiting(&self, cursor: Option<&str>) -> Result<Request, Error> {
        self.page(&["unapproved"], cursor, PAGE)
    }

    fn waited(&self, cursor: Option<&str>, reply: &Reply) -> Result<Listed, Error> {
        Ok(answers::waited(cursor, words::read(ME, reply)?))
    }
}
