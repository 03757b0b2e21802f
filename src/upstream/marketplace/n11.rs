//! N11's seller API (developer.n11.com): two headers say who it is. It has no test service, answers 200 to what it
//! rejects, and 500 to what it does not like. Products are known by their stock codes.

mod answers;
mod content;
mod orders;

use std::time::Duration;

use reqwest::Request;
use reqwest::header::HeaderName;
use secrecy::ExposeSecret;
use serde::Serialize;

use super::content::json;
use super::driver::{Call, Driver, Group, Listed, Offer, Polled, Pushed, Refusal, Told, fields};
use super::orders::OrderFeed;
use super::request::{array, get, host, post, secret};
use super::{Error, Marketplace, Price, Seller, words};
use crate::config::{self, Rates};
use crate::db::Product;
use crate::http::Reply;

const ME: Marketplace = Marketplace::N11;
const APP_KEY: HeaderName = HeaderName::from_static("appkey");
const APP_SECRET: HeaderName = HeaderName::from_static("appsecret");
/// SKUs of one task, and rows of one page of its result.
const MOST: usize = 1_000;
/// Products on a page of the list.
const PAGE: u32 = 250;
/// Nothing is documented: as many as at Trendyol.
const IN_FLIGHT: usize = 200;

/// One seller at N11.
pub(super) struct N11<'a> {
    pub(super) settings: &'a config::N11,
    pub(super) seller: Seller<'a>,
}

/// A SKU of `price-stock-update`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Sku<'a> {
    stock_code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    list_price: Option<Price>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sale_price: Option<Price>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency_type: Option<&'static str>,
}

impl N11<'_> {
    fn signed(&self, mut request: Request) -> Result<Request, Error> {
        let (headers, credentials) = (request.headers_mut(), self.seller.credentials);
        let set = secret(headers, APP_KEY, credentials.key.expose_secret())
            && secret(headers, APP_SECRET, credentials.secret.expose_secret());
        match set {
            true => Ok(request),
            false => Err(Error::Unfit(ME)),
        }
    }

    fn post(&self, path: &[&str], json: String) -> Result<Request, Error> {
        self.signed(post(&self.settings.base_url, path, json))
    }

    fn offer(&self, product: &Product) -> Result<Option<Told>, Refusal> {
        let (prices, quantity) = (product.prices()?, product.quantity(None)?);
        if prices.is_none() && quantity.is_none() {
            return Ok(None);
        }
        let currency = currency(product)?;
        let sku = Sku {
            stock_code: &product.sku,
            list_price: prices.map(|prices| prices.list),
            sale_price: prices.map(|prices| prices.sale),
            quantity,
            currency_type: prices.map(|_| currency),
        };
        let shown = Offer {
            price: sku.sale_price,
            list_price: sku.list_price,
            stock: quantity,
            currency: sku.currency_type.map(str::to_owned),
            ..Offer::default()
        };
        Ok(Some(Told {
            key: product.sku.clone(),
            seen: seen(&shown),
            body: json(&sku)?,
        }))
    }
}

/// What N11 calls a currency.
fn currency(product: &Product) -> Result<&'static str, Refusal> {
    match product.currency.as_deref() {
        None | Some("TRY" | "TL") => Ok("TL"),
        Some("USD") => Ok("USD"),
        Some("EUR") => Ok("EUR"),
        Some(other) => {
            let reason = format!("is {other}, and N11 takes TRY, USD and EUR");
            Err(Refusal::new("currency", reason))
        }
    }
}

fn seen(offer: &Offer) -> String {
    let price = |price: Option<Price>| price.map(|price| price.to_string());
    fields([
        price(offer.price),
        price(offer.list_price),
        offer.price.and(offer.currency.clone()),
        offer.stock.map(|stock| stock.to_string()),
    ])
}

impl Driver for N11<'_> {
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
        host(&self.settings.base_url)
    }

    fn limited_as(&self, group: Group) -> &'static str {
        match group {
            Group::Orders => group.as_str(),
            _ => "products",
        }
    }

    fn rates(&self, _group: Group) -> Rates {
        self.settings.limits.clone()
    }

    fn poll_every(&self) -> Duration {
        self.settings.poll_every
    }

    fn resend_after(&self) -> Duration {
        self.settings.resend_after
    }

    fn tell(&self, call: Call, product: &Product) -> Result<Option<Told>, Refusal> {
        match call {
            Call::Create => content::create(product).map(Some),
            Call::Update => content::update(product).map(Some),
            _ => self.offer(product),
        }
    }

    fn push(&self, call: Call, bodies: &[&str]) -> Result<Request, Error> {
        let integrator = serde_json::Value::from(self.settings.integrator.as_str());
        let payload = format!("{{\"integrator\":{integrator},\"skus\":{}}}", array(bodies));
        let task = match call {
            Call::Create => "product-create",
            Call::Update => "product-update",
            _ => "price-stock-update",
        };
        let path = ["ms", "product", "tasks", task];
        self.post(&path, format!("{{\"payload\":{payload}}}"))
    }

    fn pushed(&self, _call: Call, reply: &Reply) -> Result<Pushed, Error> {
        answers::pushed(reply)
    }

    fn poll(&self, _call: Call, tracking_id: &str, page: u32) -> Result<Request, Error> {
        let path = ["ms", "product", "task-details", "page-query"];
        // A number there; what is none asks for nothing that can be found.
        let id: u64 = tracking_id.parse().unwrap_or_default();
        let pageable = format!("{{\"page\":{page},\"size\":{MOST}}}");
        self.post(
            &path,
            format!("{{\"taskId\":{id},\"pageable\":{pageable}}}"),
        )
    }

    fn polled(&self, _call: Call, reply: &Reply) -> Result<Polled, Error> {
        answers::polled(reply)
    }

    fn list(&self, cursor: Option<&str>, size: u32) -> Result<Request, Error> {
        let size = size.min(PAGE).to_string();
        let query = [("page", cursor.unwrap_or("0")), ("size", &size)];
        let path = ["ms", "product-query"];
        self.signed(get(&self.settings.base_url, &path, &query))
    }

    fn listed(&self, cursor: Option<&str>, reply: &Reply) -> Result<Listed, Error> {
        answers::listed(cursor, words::read(ME, reply)?)
    }

    fn orders(&self) -> Option<&dyn OrderFeed> {
        Some(self)
    }

    fn seen(&self, call: Call, offer: &Offer) -> Option<String> {
        (call == Call::PriceStock).then(|| seen(offer))
    }
}
