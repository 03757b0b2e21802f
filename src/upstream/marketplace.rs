//! The marketplaces that products go to and orders come from: their names, and what their keys are called.

mod client;
mod content;
mod credentials;
mod driver;
mod error;
mod exchange;
mod hepsiburada;
mod n11;
mod orders;
mod price;
mod product;
mod request;
mod trendyol;
mod words;

use std::fmt;
use std::str::FromStr;

pub use client::{Client, Seller, Sent};
pub use credentials::Credentials;
pub use driver::shows;
pub use driver::{
    Approval, Call, Driver, Listed, Offer, Polled, Pushed, Refusal, ResultRow, Results, Review,
    Told,
};
pub use error::Error;
pub use price::{Price, Unfit};

/// A marketplace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Marketplace {
    Trendyol,
    Hepsiburada,
    N11,
}

/// No marketplace's name.
#[derive(Debug, thiserror::Error)]
#[error("there is no marketplace {word:?}{}", nearest.map(|name| format!(": did you mean {name}?")).unwrap_or_default())]
pub struct Unknown {
    word: String,
    nearest: Option<&'static str>,
}

impl Marketplace {
    pub const ALL: [Self; 3] = [Self::Trendyol, Self::Hepsiburada, Self::N11];

    /// As it is typed, and kept in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Trendyol => "trendyol",
            Self::Hepsiburada => "hepsiburada",
            Self::N11 => "n11",
        }
    }

    /// As it calls itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::Trendyol => "Trendyol",
            Self::Hepsiburada => "Hepsiburada",
            Self::N11 => "N11",
        }
    }

    /// What it calls the number or name of a seller; none where the keys alone say who it is.
    pub fn seller_id(self) -> Option<&'static str> {
        match self {
            Self::Trendyol => Some("sellerId"),
            Self::Hepsiburada => Some("merchantId"),
            Self::N11 => None,
        }
    }

    /// What it calls the first half of the credentials. Hepsiburada's is the merchantId, save for older sellers who
    /// have a user name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Trendyol => "API key",
            Self::Hepsiburada => "user name",
            Self::N11 => "appkey",
        }
    }

    /// What it calls the second half of the credentials.
    pub fn secret(self) -> &'static str {
        match self {
            Self::Trendyol => "API secret",
            Self::Hepsiburada => "service key",
            Self::N11 => "appsecret",
        }
    }

    /// What is wrong with a seller's id: it becomes part of a path.
    pub fn check_seller_id(self, id: &str) -> Result<(), String> {
        let (fits, form) = match self {
            Self::Trendyol => (
                id.len() <= 18 && id.bytes().all(|byte| byte.is_ascii_digit()),
                "a number",
            ),
            Self::N11 => return Err("N11's keys say who sells: it has no seller id".to_owned()),
            Self::Hepsiburada => (
                id.len() <= 64
                    && id
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
                "letters, digits and hyphens",
            ),
        };
        match fits && !id.is_empty() {
            true => Ok(()),
            false => Err(format!("{}'s seller id is {form}", self.name())),
        }
    }
}

impl fmt::Display for Marketplace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Marketplace {
    type Err = Unknown;

    /// In any letter case, a Turkish keyboard's included: there the capital of `i` is `İ`, and `I` is that of `ı`.
    fn from_str(word: &str) -> Result<Self, Unknown> {
        let folded = folded(word);
        let known = Self::ALL.into_iter().find(|known| known.as_str() == folded);
        known.ok_or_else(|| {
            let near = |known: &Self| strsim::osa_distance(&folded, known.as_str()) <= 2;
            Unknown {
                word: word.to_owned(),
                nearest: Self::ALL.into_iter().find(near).map(Self::as_str),
            }
        })
    }
}

fn folded(word: &str) -> String {
    // A dot of its own is what some make of the capital with one.
    let letters = word.trim().chars().filter(|letter| *letter != '\u{307}');
    let letters = letters.map(|letter| match letter {
        'İ' | 'ı' | 'I' => 'i',
        letter => letter.to_ascii_lowercase(),
    });
    letters.collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests;
