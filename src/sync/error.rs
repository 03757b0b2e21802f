//! Why a sync did not reach its end. Pages committed before stay committed.

use crate::{db, upstream};

/// A sync that failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The same sync is running elsewhere.
    #[error("another {sync} sync is running")]
    Running {
        /// Which one.
        sync: &'static str,
    },
    /// The upstream's paging goes round in a circle.
    #[error("page {page} leads back to page {first}, the upstream's paging does not end")]
    Circle {
        /// The page with the link, counted from 1.
        page: u64,
        /// The page that it leads to.
        first: u64,
    },
    /// The upstream sends empty pages and no end.
    #[error("page {page} is the {empty}th empty one in a row, the upstream's paging does not end")]
    Endless {
        /// The page, counted from 1.
        page: u64,
        /// Empty pages in a row.
        empty: u64,
    },
    /// The upstream.
    #[error(transparent)]
    PartnerCenter(#[from] upstream::partner_center::Error),
    /// The database.
    #[error(transparent)]
    Database(#[from] db::Error),
}
