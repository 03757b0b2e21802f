//! What a driver of a marketplace is: requests made of values, answers read into values. It sends nothing, waits for
//! nothing and knows no database; a difference between marketplaces lives in its driver and nowhere else.

use std::time::Duration;

use reqwest::Request;

use super::orders::OrderFeed;
use super::{Error, Marketplace, Price};
use crate::config::Rates;
use crate::db::Product;
use crate::http::Reply;

/// A kind of request that tells a marketplace of products.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Call {
    /// Prices and stock at once.
    PriceStock,
    Price,
    Stock,
    /// A product that is not on sale there yet.
    Create,
    /// Everything of one but its prices and stock.
    Update,
    /// What all variants of one have together, once it is approved.
    Content,
    /// What an approved one has for itself.
    Variant,
    /// When an approved one is sent off.
    Delivery,
    /// What is not changed any more once it is approved.
    Fixed,
}

impl Call {
    /// Every call.
    pub const ALL: [Self; 9] = [
        Self::PriceStock,
        Self::Price,
        Self::Stock,
        Self::Create,
        Self::Update,
        Self::Content,
        Self::Variant,
        Self::Delivery,
        Self::Fixed,
    ];

    /// As it is kept in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PriceStock => "price_stock",
            Self::Price => "price",
            Self::Stock => "stock",
            Self::Create => "create",
            Self::Update => "update",
            Self::Content => "content",
            Self::Variant => "variant",
            Self::Delivery => "delivery",
            Self::Fixed => "fixed",
        }
    }

    /// The one of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|call| call.as_str() == word)
    }

    /// What of a product it tells; a creation and an update tell the same.
    pub fn part(self) -> &'static str {
        match self {
            Self::Create | Self::Update => Self::Content.as_str(),
            part => part.as_str(),
        }
    }

    /// Whether it tells of something else than prices and stock.
    pub fn has_content(self) -> bool {
        !matches!(self, Self::PriceStock | Self::Price | Self::Stock)
    }
}

/// Endpoints that have their limits together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Prices and stock.
    Offers,
    /// Results and lists.
    Reads,
    /// Products as such.
    Catalog,
    Orders,
}

impl Group {
    /// Every group, in the order of its number.
    pub const ALL: [Self; 4] = [Self::Offers, Self::Reads, Self::Catalog, Self::Orders];

    /// Its part of a file's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Offers => "offers",
            Self::Reads => "reads",
            Self::Catalog => "catalog",
            Self::Orders => "orders",
        }
    }
}

/// How a product is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// By what the marketplace names it in its answers.
    pub key: String,
    /// What the marketplace will see, in a form that is the same for what [`Driver::seen`] reads back.
    pub seen: String,
    /// Its part of the request, JSON.
    pub body: String,
}

/// Why a product cannot be told: the field and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field} {reason}")]
pub struct Refusal {
    pub field: &'static str,
    pub reason: String,
}

impl Refusal {
    pub(super) fn new(field: &'static str, reason: impl Into<String>) -> Self {
        Self {
            field,
            reason: reason.into(),
        }
    }
}

/// How a product is to be updated, by how it stands at the marketplace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Review {
    /// By [`Call::Update`].
    Whole,
    /// By calls of their own, each for a part of it; of a part that there is nothing of, nothing is told.
    Parts(Vec<(Call, Result<Option<Told>, Refusal>)>),
    /// It is shown in a form that nobody understands.
    Unread,
}

/// What came of a request with products in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pushed {
    /// It will be worked on; by this its result is asked for.
    Taken { tracking_id: String },
    /// Nothing of it was taken, in the marketplace's words.
    Refused { reason: String },
    /// The same request came in before, and it is not known under which id.
    Repeated,
    /// Too many are waiting there; nothing of it was taken.
    Full,
}

/// What is known of a request that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Polled {
    /// It is being worked on.
    Pending,
    /// Nothing of it was taken after all, in the marketplace's words.
    Rejected { reason: String },
    /// Nothing is known of it any more.
    Gone,
    /// What became of each product.
    Done(Results),
}

/// The results of a request, or of a page of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    pub rows: Vec<ResultRow>,
    /// Whether products that are not named were accepted: where only failures are.
    pub names_failures_only: bool,
    /// Whether there is another page.
    pub more: bool,
}

/// The result of one product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultRow {
    pub key: Option<String>,
    /// Its place in the request, from 0.
    pub position: Option<usize>,
    /// Why it was refused, in the marketplace's words.
    pub refused: Option<String>,
    /// What the marketplace calls the product by itself.
    pub remote_id: Option<String>,
}

/// What is told, field by field, with `-` for what is not: as [`shows`] reads it.
pub(super) fn fields<const N: usize>(fields: [Option<String>; N]) -> String {
    fields
        .map(|field| field.unwrap_or_else(|| "-".to_owned()))
        .join(" ")
}

/// Whether what is on sale ([`Driver::seen`]) shows what was told ([`Told::seen`]): field by field, and what was not told is
/// not compared.
pub fn shows(there: &str, told: &str) -> bool {
    let (mut there, mut told) = (there.split(' '), told.split(' '));
    loop {
        match (there.next(), told.next()) {
            (None, None) => return true,
            (Some(_), Some("-")) => {}
            (one, other) if one == other => {}
            _ => return false,
        }
    }
}

/// What is on sale.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// As [`Told::key`].
    pub key: String,
    pub remote_id: Option<String>,
    pub price: Option<Price>,
    pub list_price: Option<Price>,
    pub stock: Option<i64>,
    pub currency: Option<String>,
}

/// A page of what is on sale.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    pub offers: Vec<Offer>,
    /// Where the next page is; none on the last one.
    pub next: Option<String>,
    /// As the marketplace counts them.
    pub total: Option<u64>,
}

/// A marketplace, on behalf of one seller.
pub trait Driver {
    fn marketplace(&self) -> Marketplace;

    /// The calls that tell prices and stock, in their order.
    fn offers(&self) -> &'static [Call];

    /// Most products of one request.
    fn most(&self, call: Call) -> usize;

    /// Most requests whose results are not there yet.
    fn in_flight(&self) -> usize;

    /// Host and port that a group of endpoints is at.
    fn host(&self, group: Group) -> &str;

    /// Groups of one name have their limits together.
    fn limited_as(&self, group: Group) -> &'static str {
        group.as_str()
    }

    /// Whether the limits of a group are those of all sellers together.
    fn is_limited_by_address(&self, _group: Group) -> bool {
        false
    }

    /// What may be sent to a group of endpoints.
    fn rates(&self, group: Group) -> Rates;

    /// How long a result is waited for before it is asked for.
    fn poll_every(&self) -> Duration;

    /// How long results are kept: what is not there by then never comes.
    fn results_kept(&self) -> Duration {
        Duration::from_secs(24 * 3600)
    }

    /// After how long it is certain that a lost request can be made again.
    fn resend_after(&self) -> Duration;

    /// `product` as the call tells it; none where there is nothing to tell.
    fn tell(&self, call: Call, product: &Product) -> Result<Option<Told>, Refusal>;

    /// A request with these products in it, each as [`Told::body`].
    fn push(&self, call: Call, bodies: &[&str]) -> Result<Request, Error>;

    fn pushed(&self, call: Call, reply: &Reply) -> Result<Pushed, Error>;

    /// Asks for a page of the results, from 0.
    fn poll(&self, call: Call, tracking_id: &str, page: u32) -> Result<Request, Error>;

    fn polled(&self, call: Call, reply: &Reply) -> Result<Polled, Error>;

    /// Asks for a page of what is on sale, the first one for none, with about so many on it.
    fn list(&self, cursor: Option<&str>, size: u32) -> Result<Request, Error>;

    fn listed(&self, cursor: Option<&str>, reply: &Reply) -> Result<Listed, Error>;

    /// Most keys that [`lookup`](Self::lookup) takes; 0 where there is no such request.
    fn lookup_most(&self) -> usize {
        0
    }

    /// Asks for what is on sale under these keys.
    fn lookup(&self, _keys: &[&str]) -> Option<Result<Request, Error>> {
        None
    }

    /// Its orders, where they are read.
    fn orders(&self) -> Option<&dyn OrderFeed> {
        None
    }

    /// Where products have to be approved before they are on sale.
    fn approval(&self) -> Option<&dyn Approval> {
        None
    }

    /// What an offer shows of a call, as [`Told::seen`]; none where it shows too little.
    fn seen(&self, call: Call, offer: &Offer) -> Option<String>;

    /// Whether a product is named by its barcode, and not by the SKU.
    fn keys_are_barcodes(&self) -> bool {
        false
    }

    /// A key as the marketplace keeps it.
    fn folded<'k>(&self, key: &'k str) -> std::borrow::Cow<'k, str> {
        key.into()
    }
}

/// What a marketplace does to products before they are on sale, and how they are changed before and after that.
pub trait Approval {
    /// The parts of a product, beside [`Call::Content`], that are told by themselves once it is approved.
    fn details(&self) -> &'static [Call];

    /// Most keys that [`review`](Self::review) takes.
    fn review_most(&self) -> usize;

    /// Asks how products stand there that are to be updated.
    fn review(&self, keys: &[&str]) -> Result<Request, Error>;

    /// How each of these is to be updated: products by their keys and bodies, as [`Call::Update`] tells them.
    fn reviewed(&self, reply: &Reply, products: &[(&str, &str)]) -> Result<Vec<Review>, Error>;

    /// Asks for a page of what waits for its approval, as [`Driver::list`] does.
    fn waiting(&self, cursor: Option<&str>) -> Result<Request, Error>;

    fn waited(&self, cursor: Option<&str>, reply: &Reply) -> Result<Listed, Error>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_told_is_not_compared() {
        for (there, told, same) in [
            ("10.00 12.00 9", "10.00 12.00 9", true),
            ("10.00 12.00 9", "- - 9", true),
            ("10.00 12.00 9", "- - 8", false),
            ("10.00 12.00 9", "10.00 12.00 -", true),
            ("- - 9", "10.00 12.00 9", false),
            ("9", "9 9", false),
            ("9 9", "9", false),
        ] {
            assert_eq!(shows(there, told), same, "{there} {told}");
        }
    }
}
