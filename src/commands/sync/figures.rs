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
}

impl Figures {
    /// As the metrics file has them.
    pub(super) fn metrics(&self, sync: &str, took: Duration, exit_code: u8) -> RunMetrics {
        let (summary, written) = (&self.summary, self.summary.written);
        let whole = matches!(exit_code, 0 | 7);
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
            missing_rows: summary.missing.filter(|_| whole),
            ..RunMetrics::default()
        }
    }
}
