//! What a run reports: a line for people, a document for machines.

use std::time::Duration;

use serde::Serialize;

use crate::db::{Running, StoppedBy};
use crate::sync::{Ending, Summary};
use crate::ui;

/// The document of one run.
#[derive(Serialize)]
pub(super) struct Report<'a> {
    sync: &'static str,
    /// `succeeded`, `partial`, `stopped` or `skipped`.
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    stopped_by: Option<StoppedBy>,
    #[serde(flatten)]
    summary: Option<Summary>,
    /// The run that was in the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    running: Option<Running>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<f64>,
    database: &'a str,
}

impl<'a> Report<'a> {
    /// Of a run that ended.
    pub(super) fn new(
        sync: &'static str,
        ending: Ending,
        summary: Summary,
        took: Duration,
        database: &'a str,
    ) -> Self {
        let (outcome, stopped_by) = match ending {
            Ending::Stopped(by) => ("stopped", Some(by)),
            Ending::Complete if summary.written.rejected > 0 => ("partial", None),
            Ending::Complete => ("succeeded", None),
        };
        Self {
            sync,
            outcome,
            stopped_by,
            summary: Some(summary),
            running: None,
            seconds: Some((took.as_secs_f64() * 1000.0).round() / 1000.0),
            database,
        }
    }

    /// Of one that another was in the way of.
    pub(super) fn skipped(sync: &'static str, running: Option<Running>, database: &'a str) -> Self {
        Self {
            sync,
            outcome: "skipped",
            stopped_by: None,
            summary: None,
            running,
            seconds: None,
            database,
        }
    }
}

/// The run in one line.
pub(super) fn human(summary: &Summary, ending: Ending, took: Duration) -> String {
    let written = &summary.written;
    let mut line = format!(
        "referrals: {} fetched, {} inserted, {} updated, {} unchanged",
        ui::count(summary.fetched),
        ui::count(written.inserted),
        ui::count(written.updated),
        ui::count(written.unchanged),
    );
    if written.rejected > 0 {
        line.push_str(&format!(
            ", {} rejected (why: jeton sync history show {})",
            ui::count(written.rejected),
            summary.run
        ));
    }
    if let Some(missing) = summary.missing.filter(|missing| *missing > 0) {
        line.push_str(&format!(", {} missing", ui::count(missing)));
    }
    line.push_str(&format!(" in {} (run {})", ui::duration(took), summary.run));
    let stopped = match ending {
        Ending::Complete => return line,
        Ending::Stopped(StoppedBy::Signal) => "stopped",
        Ending::Stopped(StoppedBy::Deadline) => "stopped at the deadline",
        Ending::Stopped(StoppedBy::Limit) => "stopped at the limit",
    };
    line.push_str(&format!("; {stopped}, the next run goes on from here"));
    line
}
