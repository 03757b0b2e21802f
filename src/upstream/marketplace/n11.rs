//! N11's seller API (developer.n11.com): two headers say who it is. It has no test service.

use reqwest::Request;
use reqwest::header::HeaderName;
use secrecy::ExposeSecret;

use super::client::{get, secret};
use super::{Error, Marketplace, Seller};
use crate::config;

const APP_KEY: HeaderName = HeaderName::from_static("appkey");
const APP_SECRET: HeaderName = HeaderName::from_static("appsecret");

/// The seller's products.
pub(super) fn products(settings: &config::N11, seller: Seller<'_>) -> Result<Request, Error> {
    let path = ["ms", "product-query"];
    let mut request = get(&settings.base_url, &path, &[("page", "0"), ("size", "1")]);
    let (headers, credentials) = (request.headers_mut(), seller.credentials);
    let set = secret(headers, APP_KEY, credentials.key.expose_secret())
        && secret(headers, APP_SECRET, credentials.secret.expose_secret());
    match set {
        true => Ok(request),
        false => Err(Error::Unfit(Marketplace::N11)),
    }
}
