//! Why a file cannot be imported at all, and why a line of it cannot.

use std::io;

use super::values::Unfit;
use crate::fsio;

/// A file that is not read, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("there is no file {place}")]
    Missing { place: String },
    #[error("{place} is a folder")]
    Folder { place: String },
    #[error("cannot read {place}: {}", fsio::reason(.source))]
    Read {
        place: String,
        #[source]
        source: io::Error,
    },
    #[error("{place} is empty")]
    Empty { place: String },
    /// Known by its first bytes.
    #[error("{place} is {kind}, neither CSV nor JSON lines")]
    Other { place: String, kind: &'static str },
    #[error("{place} is a JSON array, and not JSON lines")]
    Array { place: String },
    /// Neither its name nor its first byte says it.
    #[error("what is in {place}, CSV or JSON lines?")]
    Unclear { place: String },
    #[error("the header of {place} {reason}")]
    Header { place: String, reason: String },
    /// After it nothing is where it seems to be.
    #[error("line {line} of {place} does not end within {} MiB", super::input::LONGEST_LINE >> 20)]
    Endless { place: String, line: u64 },
}

impl FileError {
    pub(super) fn header(place: &str, reason: impl Into<String>) -> Self {
        Self::Header {
            place: place.to_owned(),
            reason: reason.into(),
        }
    }
}

/// Why a line is no product.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error("{field} {unfit}")]
    Field { field: String, unfit: Unfit },
    #[error("{0} is given twice")]
    Twice(String),
    #[error("sku is missing")]
    NoSku,
    #[error("price is above list_price")]
    AboveList,
    #[error("has {has} fields, and the header has {wanted}")]
    Fields { has: usize, wanted: usize },
    #[error("{0} is not UTF-8; save it as UTF-8 (it is probably Windows-1254)")]
    NotUtf8(String),
    #[error("a quote is opened and never closed: is the file cut?")]
    OpenQuote,
    #[error("broken JSON: {0}")]
    Json(String),
    #[error("is no JSON object")]
    NoObject,
    #[error("is longer than {} MiB", super::input::LONGEST_LINE >> 20)]
    TooLong,
    #[error("id belongs to the tenant {0}")]
    OtherTenant(String),
    #[error("sku belongs to the product {0}")]
    OtherId(String),
    #[error("the id made of its sku belongs to the sku {0}; give it an id")]
    MadeId(String),
}
