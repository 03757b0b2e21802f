//! Trendyol's seller API (developers.trendyol.com): Basic, and a User-Agent without which it answers 403.

use reqwest::Request;

use super::client::{get, signed};
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
    let request = get(&settings.base_url, &path, &[("page", "0"), ("size", "1")]);
    let agent = format!("{id} - {}", settings.integrator);
    signed(request, marketplace, &agent, seller.credentials)
}
