//! The progress of a sync: a bar on a terminal, a line now and then elsewhere.

use std::fmt::Write;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use super::{Ui, count};
use crate::clock;
use crate::sync::{Progress, Summary};

/// How often a log that nobody watches hears of a long run.
pub(super) const LINE_EVERY: Duration = Duration::from_secs(10);

const BAR: &str = "{prefix} {bar:28} {human_pos}/~{human_len} {msg}, {rate}, {eta} left";
const SPINNER: &str = "{spinner} {prefix} {human_pos} records {msg}, {rate}";

/// Draws one sync; the bar goes when this does.
pub struct SyncProgress<'a> {
    ui: &'a Ui,
    name: &'static str,
    bar: Option<ProgressBar>,
    resumed: u64,
    said: Instant,
}

impl<'a> SyncProgress<'a> {
    /// Draws nothing yet.
    pub fn new(ui: &'a Ui, name: &'static str) -> Self {
        Self {
            ui,
            name,
            bar: None,
            resumed: 0,
            said: clock::monotonic(),
        }
    }

    /// Takes in what happened.
    pub fn update(&mut self, progress: Progress) {
        match progress {
            Progress::Started {
                since,
                resumed,
                expected,
            } => self.start(since.as_deref(), resumed, expected),
            Progress::Pages(summary) => self.pages(&summary),
        }
    }

    fn start(&mut self, since: Option<&str>, resumed: u64, expected: Option<u64>) {
        self.resumed = resumed;
        if let Some(since) = since {
            self.ui
                .say(&format!("{}: what changed since {since}", self.name));
        }
        if resumed > 0 {
            let text = format!(
                "going on after {} records of a run that was cut off",
                count(resumed)
            );
            self.ui.say(&format!("{}: {text}", self.name));
        }
        if !self.ui.draws() {
            return;
        }
        let (bar, template) = match expected.filter(|total| *total > resumed) {
            Some(total) => (ProgressBar::new(total), BAR),
            None => (ProgressBar::new_spinner(), SPINNER),
        };
        let style = ProgressStyle::with_template(template);
        let bar = self.ui.bars.add(bar);
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(
            style.with_key("rate", |state: &ProgressState, text: &mut dyn Write| {
                let _ = write!(text, "{:.0}/s", state.per_sec());
            }),
        );
        bar.set_prefix(self.name);
        bar.set_position(resumed);
        bar.reset_eta();
        bar.enable_steady_tick(Duration::from_millis(120));
        self.bar = Some(bar);
    }

    fn pages(&mut self, summary: &Summary) {
        let position = self.resumed + summary.fetched;
        if let Some(bar) = &self.bar {
            // The total is the last run's: a guess that must not make the bar overflow.
            if bar.length().is_some_and(|length| length < position) {
                bar.set_length(position);
            }
            bar.set_position(position);
            bar.set_message(changes(summary));
        } else if self.ui.options.progress && self.said.elapsed() >= LINE_EVERY {
            self.said = clock::monotonic();
            let text = format!(
                "{}: {} records so far, {}",
                self.name,
                count(position),
                changes(summary)
            );
            self.ui.say(&text);
        }
    }
}

/// What became of the records.
pub(super) fn changes(summary: &Summary) -> String {
    let written = &summary.written;
    let (new, changed) = (count(written.inserted), count(written.updated));
    match written.rejected {
        0 => format!("{new} new, {changed} changed"),
        rejected => format!("{new} new, {changed} changed, {} rejected", count(rejected)),
    }
}

impl Drop for SyncProgress<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
