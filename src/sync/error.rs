//! Why a sync did not reach its end. Pages committed before stay committed.

use super::engine::Endless;
use super::products::FileError;
use crate::{db, upstream};

/// A sync that failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The same sync is running elsewhere.
    #[error("another {sync} sync is running{}", come_to(running.as_ref()))]
    Running {
        /// Which one.
        sync: String,
        /// What it has come to.
        running: Option<db::Running>,
    },
    /// The upstream's paging does not end by itself.
    #[error("{0}, the upstream's paging does not end")]
    Endless(Endless),
    /// An upstream.
    #[error(transparent)]
    Gateway(#[from] upstream::gateway::Error),
    /// Another one.
    #[error(transparent)]
    Marketplace(#[from] upstream::marketplace::Error),
    /// Another one.
    #[error(transparent)]
    PartnerCenter(#[from] upstream::partner_center::Error),
    /// An order API of any vendor.
    #[error(transparent)]
    ExternalOrders(upstream::external_orders::Error),
    /// The file of an import.
    #[error(transparent)]
    File(#[from] FileError),
    /// The database.
    #[error(transparent)]
    Database(#[from] db::Error),
}

/// What is known of the run in the way.
fn come_to(running: Option<&db::Running>) -> String {
    match running {
        Some(db::Running { run, fetched, .. }) => format!(" (run {run}, {fetched} records so far)"),
        None => String::new(),
    }
}

impl Error {
    /// With its causes, for the ledger; one that repeats what stands before it is left out.
    pub(in crate::sync) fn in_full(&self) -> String {
        let mut text = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(inner) = cause {
            let said = inner.to_string();
            if !text.contains(&said) {
                text = format!("{text}: {said}");
            }
            cause = inner.source();
        }
        text
    }
}
