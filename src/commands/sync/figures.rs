//! What is known of a run when it ended, however it did.

use std::time::Duration;

use jiff::Timestamp;

use crate::clock;
use crate::observability::metrics::RunMetrics;
use crate::sync::Summary;

/// Counts and circumstances of a run.
#[derive(Default)]
pub(super) struct Figures {
    pub(super) summary: Summary,
    /// The database's; empty where it was not reached.
    pub(super) location: String,
    /// When a run of this sync last ended whole, as the database knows.
    pub(super) last_success: Option<Timestamp>,
    /// Rows that have missing_since, where this run looked for such.
    pub(super) missing_rows: Option<u64>,
    /// Whether another run has the sync, or took it over: the metrics file is for its figures.
    pub(super) in_the_way: bool,
}

impl Figures {
    /// As the metrics file has them.
    pub(super) fn metrics(&self, sync: &str, took: Duration, exit_code: u8) -> RunMetrics {
        let (summary, written) = (&self.summary, self.summary.written);
        RunMetrics {
            sync: sync.to_owned(),
            inserted: written.inserted,
            updated: written.updated,
            unchanged: written.unchanged,
            rejected: written.rejected,
            pages: summary.pages,
            response_bytes: summary.traffic.bytes,
            requests: summary.traffic.requests,
            duration: took,
            ended_at: clock::now(),
            exit_code,
            last_success: self.last_success,
            missing_rows: self.missing_rows,
            ..RunMetrics::default()
        }
    }
}
