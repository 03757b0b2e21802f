//! Hepsiburada's listing API (developers.hepsiburada.com): Basic, and the integrator's registered name, bare, as the
//! User-Agent; with any other it answers as if the keys were wrong.

use reqwest::Request;

use super::client::{get, signed};
use super::{Error, Marketplace, Seller};
use crate::config;

/// The list of the merchant's listings. `merchantid` is in lower case: in any other it answers 400.
pub(super) fn products(
    settings: &config::Hepsiburada,
    seller: Seller<'_>,
) -> Result<Request, Error> {
    let marketplace = Marketplace::Hepsiburada;
    let id = seller.id.ok_or(Error::NoSeller(marketplace))?;
    let agent = settings.user_agent.as_deref().ok_or(Error::NotConfigured {
        marketplace,
        setting: "hepsiburada.user_agent",
    })?;
    let path = ["listings", "merchantid", id];
    let request = get(
        &settings.listing_url,
        &path,
        &[("offset", "0"), ("limit", "1")],
    );
    signed(request, marketplace, agent, seller.credentials)
}
