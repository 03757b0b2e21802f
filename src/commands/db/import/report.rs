//! What an import reports: a line for people, a document for machines.

use std::time::Duration;

use serde::Serialize;

use crate::commands::sync::report::written;
use crate::sync::{Ending, Summary};
use crate::ui;

/// The document of an import, or of its dry run.
#[derive(Serialize)]
pub(super) struct Imported<'a, R> {
    #[serde(flatten)]
    pub(super) run: R,
    /// Where `run` does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) database: Option<&'a str>,
    pub(super) tenant: &'a str,
    pub(super) file: String,
}

/// The import in one line.
pub(super) fn line(summary: &Summary, ending: Ending, took: Duration) -> String {
    let mut line = format!(
        "products: {} read, {}",
        ui::count(summary.fetched),
        written(summary)
    );
    line.push_str(&format!(" in {} (run {})", ui::duration(took), summary.run));
    match ending {
        Ending::Stopped(_) => line.push_str("; stopped, importing it again goes on"),
        Ending::Complete if summary.fetched == 0 => {
            line.push_str("; the file has a header and nothing below it");
        }
        Ending::Complete => {}
    }
    line
}
