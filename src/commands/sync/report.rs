//! What a run reports: a line for people, a document for machines.

use std::time::Duration;

use serde::Serialize;

use super::document::Told;
use crate::db::StoppedBy;
use crate::sync::{Ending, Summary};
use crate::ui;

/// The document of one run.
#[derive(Serialize)]
pub(super) struct Report<'a> {
    #[serde(flatten)]
    pub(super) run: Told,
    pub(super) database: &'a str,
}

/// The run in one line.
pub(super) fn human(summary: &Summary, ending: Ending, took: Duration) -> String {
    let mut line = format!(
        "referrals: {} fetched, {}",
        ui::count(summary.fetched),
        written(summary)
    );
    if let Some(missing) = summary.missing.filter(|missing| *missing > 0) {
        line.push_str(&format!(", {} missing", ui::count(missing)));
    }
    line.push_str(&format!(" in {} (run {})", ui::duration(took), summary.run));
    if let Some(stopped) = stopped(ending) {
        line.push_str(&format!("; {stopped}, the next run goes on from here"));
    }
    line
}

/// What became of the records, and where the reasons of rejects are.
pub(in crate::commands) fn written(summary: &Summary) -> String {
    let written = &summary.written;
    let mut line = format!(
        "{} inserted, {} updated, {} unchanged",
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
    line
}

/// Why it ended before its end.
pub(super) fn stopped(ending: Ending) -> Option<&'static str> {
    match ending {
        Ending::Complete => None,
        Ending::Stopped(StoppedBy::Signal) => Some("stopped"),
        Ending::Stopped(StoppedBy::Deadline) => Some("stopped at the deadline"),
        Ending::Stopped(StoppedBy::Limit) => Some("stopped at the limit"),
    }
}
