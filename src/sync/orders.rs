//! Orders: one model for every source. A record of a source is a row of `orders` with its lines, or a reject; which feed
//! it came by is the source's business.

mod external;
mod hepsiburada;
mod money;
mod n11;
mod order;
mod package;
mod status;
mod table;
mod trendyol;

use std::borrow::Cow;

use uuid::Uuid;

use super::engine::{Record, Source};
use super::error::Error;
use super::json::Fields;
use crate::coordination::Halt;
use crate::db::Reject;
use crate::http::{Bearer, Traffic};
use crate::upstream::marketplace::{Client, Marketplace};
use crate::upstream::{Page, external_orders};

pub use external::{Places, understood};
pub use status::Status;
pub use table::{LINES, PERSONAL, TABLE};

use order::Order;

/// How the names of syncs begin; the source and the tenant are behind it.
pub const NAME: &str = "orders";

/// Whose orders they are, and where they come from.
#[derive(Clone, Copy, Debug)]
pub struct Shop<'a> {
    /// `external`, or a marketplace.
    pub source: &'a str,
    /// None of the external order API's.
    pub tenant_id: Option<&'a str>,
}

impl Shop<'_> {
    /// The id of an order: the same for the same source, tenant and external id, on every host (RFC 9562, version 8).
    pub fn id_of(&self, external_id: &str) -> String {
        let tenant_id = self.tenant_id.unwrap_or_default();
        let text = format!("{}\n{tenant_id}\n{external_id}", self.source);
        let digest = crate::db::content_hash(&text);
        let number = u128::from_str_radix(&digest, 16).unwrap_or_default();
        Uuid::new_v8(number.to_be_bytes()).to_string()
    }
}

/// A seller's orders at a marketplace as a source of pages.
pub struct MarketplaceOrders<'a> {
    pub client: &'a Client<'a>,
    pub shop: Shop<'a>,
}

impl Source for MarketplaceOrders<'_> {
    async fn page(
        &self,
        since: Option<&str>,
        cursor: Option<&str>,
        halt: &Halt,
    ) -> Result<Option<Page>, Error> {
        Ok(self.client.orders(since, cursor, halt).await?)
    }

    fn is_stale_cursor(&self, error: &Error) -> bool {
        matches!(error, Error::Marketplace(error) if error.is_stale_cursor())
    }

    fn convert<'p>(&self, record: &'p str) -> Result<Record<'p>, Reject> {
        self.shop
            .convert(self.client.driver().marketplace(), record)
    }

    fn traffic(&self) -> Traffic {
        self.client.traffic()
    }
}

/// The orders of an API of any vendor as a source of pages.
pub struct ExternalOrders<'a, B> {
    pub api: external_orders::Orders<'a, B>,
    pub shop: Shop<'a>,
    pub places: Places<'a>,
}

impl<B: Bearer> Source for ExternalOrders<'_, B> {
    async fn page(
        &self,
        since: Option<&str>,
        cursor: Option<&str>,
        halt: &Halt,
    ) -> Result<Option<Page>, Error> {
        let page = self.api.page(since, cursor, halt).await;
        page.map_err(Error::ExternalOrders)
    }

    fn is_stale_cursor(&self, error: &Error) -> bool {
        matches!(error, Error::ExternalOrders(error) if error.is_stale_cursor())
    }

    fn convert<'p>(&self, record: &'p str) -> Result<Record<'p>, Reject> {
        self.shop.convert_external(self.places, record)
    }

    fn traffic(&self) -> Traffic {
        self.api.traffic()
    }
}

/// Why a record is no order.
type Reason = Cow<'static, str>;

impl Shop<'_> {
    /// A marketplace's record as rows.
    pub fn convert<'p>(
        &self,
        marketplace: Marketplace,
        record: &'p str,
    ) -> Result<Record<'p>, Reject> {
        let order = match marketplace {
            Marketplace::Trendyol => trendyol::order(record),
            Marketplace::N11 => n11::order(record),
            Marketplace::Hepsiburada => hepsiburada::order(record),
        };
        self.record(order, record, &["shipmentPackageId", "id", "orderNumber"])
    }

    /// The same of the order API.
    pub fn convert_external<'p>(
        &self,
        places: Places<'_>,
        record: &'p str,
    ) -> Result<Record<'p>, Reject> {
        let order = external::order(record, places);
        self.record(order, record, &["id", "order_id", "orderId"])
    }

    /// The rows of an order, or the record with the reason why it is none; under one of these names it may have an id.
    fn record<'p>(
        &self,
        order: Result<Order<'p>, Reason>,
        raw: &'p str,
        ids: &[&str],
    ) -> Result<Record<'p>, Reject> {
        order
            .and_then(|order| order.record(*self, raw))
            .map_err(|reason| {
                let fields = Fields::of(raw).unwrap_or_default();
                let id = fields.get(ids).text().filter(|id| !id.is_empty());
                Reject {
                    reason: match &id {
                        Some(id) => format!("{id}: {reason}"),
                        None => reason.into_owned(),
                    },
                    // What it would be kept under.
                    external_id: id.map(|id| self.id_of(&id)),
                    raw: raw.to_owned(),
                }
            })
    }
}
