//! What can go wrong with a marketplace, told apart by what an operator does about it.

use super::Marketplace;
use crate::coordination::Refused;
use crate::http;

/// A failure of a marketplace's API.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something that it must be told is not configured.
    #[error("{} needs marketplaces.{setting}", marketplace.name())]
    NotConfigured {
        marketplace: Marketplace,
        /// Below `marketplaces`.
        setting: &'static str,
    },
    /// It is not known who sells.
    #[error("{}'s {} is not set", .0.name(), .0.seller_id().unwrap_or("seller"))]
    NoSeller(Marketplace),
    /// A key, or the name of the integrator, has characters that no header takes.
    #[error("{}'s credentials or integrator name cannot be sent in a header", .0.name())]
    Unfit(Marketplace),
    /// The keys, the seller's id or the integrator's name are not what it knows.
    #[error("{} does not accept the credentials (HTTP {status}{})", marketplace.name(), said(message))]
    Denied {
        marketplace: Marketplace,
        status: u16,
        /// In its words, one line.
        message: String,
    },
    /// Too many requests.
    #[error("{} is asked too often (HTTP {status}{})", marketplace.name(), said(message))]
    Throttled {
        marketplace: Marketplace,
        status: u16,
        message: String,
    },
    /// The seller has sent as much as a day has room for.
    #[error("{} takes no more today (HTTP {status}{})", marketplace.name(), said(message))]
    UsedUp {
        marketplace: Marketplace,
        status: u16,
        message: String,
    },
    /// The next time may be another answer.
    #[error("{} is unavailable (HTTP {status}{})", marketplace.name(), said(message))]
    Unavailable {
        marketplace: Marketplace,
        status: u16,
        message: String,
    },
    /// It would not do what it was asked for.
    #[error("{} refused the request (HTTP {status}{})", marketplace.name(), said(message))]
    Refused {
        marketplace: Marketplace,
        status: u16,
        message: String,
    },
    /// A success without what belongs into one: a proxy's page, perhaps.
    #[error("{} answered with something else than its API does", .0.name())]
    Unreadable(Marketplace),
    /// Its orders are not read.
    #[error("orders of {} are not read", .0.name())]
    NoOrders(Marketplace),
    /// A stored place in its orders that another version wrote.
    #[error("the stored place in the orders of {} is none of this version's", .0.name())]
    StaleCursor(Marketplace),
    /// Nothing was sent: it may not be, now.
    #[error(transparent)]
    Held(#[from] Refused),
    /// It was not reached.
    #[error("cannot reach {}", marketplace.name())]
    Http {
        marketplace: Marketplace,
        source: http::Error,
    },
}

impl Error {
    /// Whether a stored place in a list may have gone stale.
    pub fn is_stale_cursor(&self) -> bool {
        matches!(
            self,
            Error::StaleCursor(_)
                | Error::Refused {
                    status: 400 | 404 | 410,
                    ..
                }
        )
    }
}

fn said(message: &str) -> String {
    match message {
        "" => String::new(),
        message => format!(": {message}"),
    }
}
