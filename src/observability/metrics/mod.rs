//! What the metrics file says of a sync's last run. Values in, text out; `commands::metrics` gathers the values
//! and writes the file.
//!
//! Every series has the label `sync`, so that several syncs can share a file, and their files a folder: node_exporter
//! refuses everything when two files have a series in common.

mod exposition;

use std::time::Duration;

use jiff::Timestamp;

use exposition::Document;

pub use exposition::{NotOurs, family};

/// The last run of one sync, and what was known when it ended.
#[derive(Clone, Debug, Default)]
pub struct RunMetrics {
    /// The sync's name.
    pub sync: String,
    /// Records that became rows.
    pub inserted: u64,
    /// Records that changed their row.
    pub updated: u64,
    /// Records whose row was the same already.
    pub unchanged: u64,
    /// Records kept in `sync_rejects`.
    pub rejected: u64,
    /// Pages committed.
    pub pages: u64,
    /// Bytes of all answers, decompressed.
    pub response_bytes: u64,
    /// Requests sent to the upstream, also those that failed.
    pub requests: u64,
    /// From start to end.
    pub duration: Duration,
    /// When it ended.
    pub ended_at: Timestamp,
    /// What the process ends with, or would if it did not repeat the sync.
    pub exit_code: u8,
    /// When a run last ended whole; of `None` the file that is there may know.
    pub last_success: Option<Timestamp>,
    /// Rows that the newest full runs did not see any more; of `None` the file that is there may know.
    pub missing_rows: Option<u64>,
    /// Hosts that were asked.
    pub breakers: Vec<HostState>,
    /// Windows of the token endpoint's quota.
    pub quotas: Vec<QuotaLeft>,
    /// When the access token of a profile ends.
    pub token_expiries: Vec<(String, Timestamp)>,
}

/// How a host is treated.
#[derive(Clone, Debug)]
pub struct HostState {
    /// Host and port.
    pub host: String,
    /// What may be sent to it.
    pub state: State,
}

/// Of a breaker; the numbers are what the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Everything may be sent.
    Closed = 0,
    /// One request, to see.
    HalfOpen = 1,
    /// Nothing.
    Open = 2,
}

/// One window of a profile's quota.
#[derive(Clone, Debug)]
pub struct QuotaLeft {
    /// The profile.
    pub profile: String,
    /// As the configuration writes it: `5/h`.
    pub window: String,
    /// Requests that may still be sent now.
    pub left: u32,
}

const LAST_SUCCESS: &str = "jeton_sync_last_success_timestamp_seconds";
const MISSING_ROWS: &str = "jeton_sync_missing_rows";

impl RunMetrics {
    /// The file's new text. `there` is the old one, whose series of other syncs stay. What only a whole run finds out
    /// is taken from it where this run does not know; a sync that never succeeded did so at 0, so that an alert on the
    /// time since then needs no second rule.
    pub fn render(&self, there: &str) -> Result<String, NotOurs> {
        let mut document = Document::parse(there)?;
        let sync = self.sync.as_str();
        let success = self.last_success.map(seconds);
        let success = success.or_else(|| document.value(LAST_SUCCESS, sync));
        let missing = self.missing_rows.map(|rows| rows as f64);
        let missing = missing.or_else(|| document.value(MISSING_ROWS, sync));
        document.forget(sync);

        let name = "jeton_sync_last_run_records";
        document.family(name, "Records of the last run, by what became of them.");
        for (outcome, count) in [
            ("inserted", self.inserted),
            ("updated", self.updated),
            ("unchanged", self.unchanged),
            ("rejected", self.rejected),
        ] {
            document.add(name, &[("sync", sync), ("outcome", outcome)], count as f64);
        }
        for (name, help, value) in [
            (
                "jeton_sync_last_run_pages",
                "Pages that the last run committed.",
                Some(self.pages as f64),
            ),
            (
                "jeton_sync_last_run_response_bytes",
                "Bytes of the upstream's answers to the last run, decompressed.",
                Some(self.response_bytes as f64),
            ),
            (
                "jeton_sync_last_run_requests",
                "Requests of the last run to the upstream, also those that failed.",
                Some(self.requests as f64),
            ),
            (
                "jeton_sync_last_run_duration_seconds",
                "How long the last run took.",
                Some(self.duration.as_secs_f64()),
            ),
            (
                "jeton_sync_last_run_end_timestamp_seconds",
                "When the last run ended, however it did.",
                Some(seconds(self.ended_at)),
            ),
            (
                "jeton_sync_last_run_exit_code",
                "Exit code of the last run: 0 done, 7 done in part, else see jeton help.",
                Some(f64::from(self.exit_code)),
            ),
            (
                LAST_SUCCESS,
                "When a run last reached its end, exit code 0 or 7; 0 where none is known.",
                Some(success.unwrap_or_default()),
            ),
            (
                MISSING_ROWS,
                "Rows that have missing_since: the upstream no longer lists them.",
                missing,
            ),
        ] {
            document.family(name, help);
            if let Some(value) = value {
                document.add(name, &[("sync", sync)], value);
            }
        }

        let name = "jeton_sync_breaker_state";
        document.family(
            name,
            "Breaker of a host: 0 closed, 1 half-open, 2 open: the host is left alone.",
        );
        for HostState { host, state } in &self.breakers {
            let state = f64::from(*state as u8);
            document.add(name, &[("sync", sync), ("host", host)], state);
        }
        let name = "jeton_sync_token_requests_left";
        document.family(
            name,
            "Token requests that a window of the quota leaves free.",
        );
        for quota in &self.quotas {
            let labels = [
                ("sync", sync),
                ("profile", &quota.profile),
                ("window", &quota.window),
            ];
            document.add(name, &labels, f64::from(quota.left));
        }
        let name = "jeton_sync_token_expiry_timestamp_seconds";
        document.family(name, "When the profile's access token ends.");
        for (profile, at) in &self.token_expiries {
            document.add(name, &[("sync", sync), ("profile", profile)], seconds(*at));
        }
        Ok(document.to_string())
    }
}

/// Since 1970, to the millisecond: more digits than a float has are noise.
fn seconds(at: Timestamp) -> f64 {
    at.as_millisecond() as f64 / 1000.0
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests;
