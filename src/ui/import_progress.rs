//! The progress of an import: a bar by bytes of the file on a terminal, a spinner where its size is not known, a line now
//! and then elsewhere.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::progress::{LINE_EVERY, changes};
use super::{Ui, count};
use crate::clock;
use crate::sync::Summary;

const BAR: &str = "{prefix} {bar:28} {bytes}/{total_bytes} {msg}, {eta} left";
const SPINNER: &str = "{spinner} {prefix} {msg}";

/// Draws one import; the bar goes when this does.
pub struct ImportProgress<'a> {
    ui: &'a Ui,
    name: &'static str,
    bar: Option<ProgressBar>,
    said: Instant,
}

impl<'a> ImportProgress<'a> {
    /// Of a file with so many bytes, where that is known.
    pub fn new(ui: &'a Ui, name: &'static str, size: Option<u64>) -> Self {
        let bar = ui.draws().then(|| {
            let (bar, template) = match size {
                Some(size) => (ProgressBar::new(size), BAR),
                None => (ProgressBar::new_spinner(), SPINNER),
            };
            let bar = ui.bars.add(bar);
            let style = ProgressStyle::with_template(template);
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.set_prefix(name);
            bar.set_message("reading");
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        Self {
            ui,
            name,
            bar,
            said: clock::monotonic(),
        }
    }

    /// Takes in what was done so far.
    pub fn update(&mut self, summary: &Summary) {
        let done = format!("{} read, {}", count(summary.fetched), changes(summary));
        if let Some(bar) = &self.bar {
            bar.set_position(summary.traffic.bytes);
            bar.set_message(done);
        } else if self.ui.options.progress && self.said.elapsed() >= LINE_EVERY {
            self.said = clock::monotonic();
            self.ui.say(&format!("{}: {done} so far", self.name));
        }
    }
}

impl Drop for ImportProgress<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
