//! A run as every JSON document tells it: the same words for a sync, a dry run, a retry and, in `db::Past`, the history.

use std::time::Duration;

use serde::Serialize;

use crate::db::{Mode, Outcome, Running, StoppedBy};
use crate::sync::{Ending, Summary};
use crate::ui;

/// A run that ended.
#[derive(Serialize)]
pub(in crate::commands) struct Told {
    pub(super) sync: String,
    /// `succeeded`, `partial` or `stopped`; of one of several also `skipped` or `failed`.
    pub(super) outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stopped_by: Option<StoppedBy>,
    /// Its number; a dry run has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) run: Option<i64>,
    mode: Mode,
    since: Option<String>,
    pages: u64,
    pub(super) fetched: u64,
    pub(super) inserted: u64,
    pub(super) updated: u64,
    pub(super) unchanged: u64,
    pub(super) rejected: u64,
    /// Null where nothing was looked for.
    missing: Option<u64>,
    requests: u64,
    bytes: u64,
    waited_seconds: f64,
    seconds: f64,
}

impl Told {
    /// Of a run with these counts.
    pub(in crate::commands) fn new(
        sync: &str,
        ending: Ending,
        summary: &Summary,
        took: Duration,
    ) -> Self {
        let (written, traffic) = (summary.written, summary.traffic);
        let outcome = ending.outcome(written.rejected);
        Self {
            sync: sync.to_owned(),
            outcome: outcome.as_str(),
            stopped_by: match outcome {
                Outcome::Stopped(by) => Some(by),
                _ => None,
            },
            run: (summary.run > 0).then_some(summary.run),
            mode: summary.mode,
            since: summary.since.clone(),
            pages: summary.pages,
            fetched: summary.fetched,
            inserted: written.inserted,
            updated: written.updated,
            unchanged: written.unchanged,
            rejected: written.rejected,
            missing: summary.missing,
            requests: traffic.requests,
            bytes: traffic.bytes,
            waited_seconds: ui::seconds(Duration::from_millis(traffic.waited_ms)),
            seconds: ui::seconds(took),
        }
    }

    /// That did not end by itself.
    pub(super) fn with_outcome(mut self, outcome: &'static str) -> Self {
        self.outcome = outcome;
        self
    }
}

/// A run that did not begin, because another was in the way.
#[derive(Serialize)]
pub(super) struct Skipped<'a> {
    sync: &'a str,
    /// `skipped`.
    outcome: &'static str,
    /// The other one.
    #[serde(skip_serializing_if = "Option::is_none")]
    running: Option<Running>,
    database: &'a str,
}

impl<'a> Skipped<'a> {
    /// Of this sync.
    pub(super) fn new(sync: &'a str, running: Option<Running>, database: &'a str) -> Self {
        Self {
            sync,
            outcome: "skipped",
            running,
            database,
        }
    }
}
