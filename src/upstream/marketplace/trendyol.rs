//! Trendyol's seller API (developers.trendyol.com): Basic, and a User-Agent without which it answers 403.

use reqwest::Request;
use reqwest::header::{HeaderValue, USER_AGENT};

use super::client::{basic, get};
use super::{Error, Marketplace, Seller};
use crate::config;

/// The light list of approved products, stock and price.
pub(super) fn products(settings: &config::Trendyol, seller: Seller<'_>) -> Result<Request, Error> {
    let marketplace = Marketplace::Trendyol;
    let id = seller.id.ok_or(Error::NoSeller(marketplace))?;
    let path = [
        "product",
        "sellers",
        id,
        "products",
        "approved",
        "inventory-and-price",
    ];
    let mut request = get(&settings.base_url, &path, &[("page", "0"), ("size", "1")]);
    let agent = HeaderValue::from_str(&format!("{id} - {}", settings.integrator));
    let agent = agent.map_err(|_| Error::Unfit(marketplace))?;
    request.headers_mut().insert(USER_AGENT, agent);
    match basic(request.headers_mut(), seller.credentials) {
        true => Ok(request),
        false => Err(Error::Unfit(marketplace)),
    }
}
