//! What a push counts, tells while it is at it, and ends as.

use jiff::Timestamp;

use crate::db::{Mode, Outcome, StoppedBy};
use crate::http::Traffic;

/// Counts of a run, in products.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PushSummary {
    /// Id of the row in `sync_runs`.
    pub run: i64,
    /// All, or what differs.
    pub mode: Mode,
    /// Looked at.
    pub products: u64,
    /// Accepted in this run.
    pub synced: u64,
    /// Refused in this run, by the marketplace or before they were sent.
    pub failed: u64,
    /// The marketplace has them as they are.
    pub unchanged: u64,
    /// Refused before as they are now, and not sent again yet.
    pub refused_before: u64,
    /// On their way: the next run asks what became of them.
    pub pending: u64,
    /// Of those, some may not have arrived; they are not sent again before.
    pub held_until: Option<Timestamp>,
    /// Requests with products in them that were taken.
    pub batches: u64,
    /// The first reasons, each behind the SKU.
    pub errors: Vec<String>,
    pub traffic: Traffic,
}

/// What happened, for whoever draws it.
#[derive(Clone, Debug)]
pub enum PushProgress {
    /// So many products are gone through.
    Started { products: u64 },
    /// The marketplace's list is read.
    Reading { seen: u64, total: Option<u64> },
    /// Some were looked at, sent or settled.
    Counts(PushSummary),
}

/// How a run ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PushEnding {
    /// Every product is settled, or is left to the next run because that was wanted.
    Complete,
    /// Results that were waited for are not there yet.
    Pending,
    Stopped(StoppedBy),
}

impl PushEnding {
    /// What the ledger calls it, of a run in which so many were refused.
    pub fn outcome(self, refused: u64) -> Outcome {
        match self {
            PushEnding::Pending => Outcome::Stopped(StoppedBy::Deadline),
            PushEnding::Stopped(by) => Outcome::Stopped(by),
            PushEnding::Complete if refused > 0 => Outcome::Partial,
            PushEnding::Complete => Outcome::Succeeded,
        }
    }
}
