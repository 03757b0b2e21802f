//! The progress of pushes: a bar of products for one, a bar of tenants for several; a line now and then elsewhere.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::{Ui, count};
use crate::clock;
use crate::sync::products::push::{PushProgress, PushSummary};

/// How often a log that nobody watches hears of a long run.
const LINE_EVERY: Duration = Duration::from_secs(10);

const BAR: &str = "{prefix} {bar:24} {human_pos}/{human_len} in {elapsed} {wide_msg}";
const READING: &str = "{spinner} {prefix} {human_pos} on sale read in {elapsed}";

/// Draws one push; the bar goes when this does.
pub struct PushBar<'a> {
    ui: &'a Ui,
    name: String,
    bar: Option<ProgressBar>,
    said: Instant,
}

impl<'a> PushBar<'a> {
    /// Draws nothing yet.
    pub fn new(ui: &'a Ui, marketplace: &str, tenant: &str) -> Self {
        Self {
            ui,
            name: format!("{marketplace} of {tenant}"),
            bar: None,
            said: clock::monotonic(),
        }
    }

    /// Takes in what happened.
    pub fn update(&mut self, progress: PushProgress) {
        match progress {
            PushProgress::Started { products } => self.start(products),
            PushProgress::Reading { seen, .. } => self.reading(seen),
            PushProgress::Counts(summary) => self.counts(&summary),
        }
    }

    fn start(&mut self, products: u64) {
        if !self.ui.draws() {
            return;
        }
        let bar = self.ui.bars.add(ProgressBar::new(products));
        bar.set_style(style(BAR));
        bar.set_prefix(self.name.clone());
        bar.enable_steady_tick(Duration::from_millis(120));
        self.bar = Some(bar);
    }

    fn reading(&mut self, seen: u64) {
        if let Some(bar) = &self.bar {
            bar.set_style(style(READING));
            bar.set_position(seen);
        }
    }

    fn counts(&mut self, summary: &PushSummary) {
        let settled = summary.unchanged + summary.refused_before + summary.synced + summary.failed;
        if let Some(bar) = &self.bar {
            bar.set_style(style(BAR));
            // Prices and stock can be told apart: then a product is settled twice.
            bar.set_position(settled.min(bar.length().unwrap_or(settled)));
            bar.set_message(told(summary));
        } else if self.ui.options.progress && self.said.elapsed() >= LINE_EVERY {
            self.said = clock::monotonic();
            let products = count(summary.products);
            let text = format!("{}: {products} products seen, {}", self.name, told(summary));
            self.ui.say(&text);
        }
    }
}

impl Drop for PushBar<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn told(summary: &PushSummary) -> String {
    let synced = count(summary.synced);
    match summary.failed {
        0 => format!("{synced} accepted"),
        failed => format!("{synced} accepted, {} refused", count(failed)),
    }
}

/// Draws several syncs at once, by how many have ended.
pub struct ErrandProgress<'a> {
    ui: &'a Ui,
    name: &'static str,
    bar: Option<ProgressBar>,
    all: u64,
    ended: u64,
    failed: u64,
    said: Instant,
}

impl<'a> ErrandProgress<'a> {
    pub fn new(ui: &'a Ui, name: &'static str, all: u64) -> Self {
        let bar = ui.draws().then(|| {
            let bar = ui.bars.add(ProgressBar::new(all));
            bar.set_style(style(BAR));
            bar.set_prefix(name);
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        Self {
            ui,
            name,
            bar,
            all,
            ended: 0,
            failed: 0,
            said: clock::monotonic(),
        }
    }

    /// One more has ended.
    pub fn ended(&mut self, badly: bool) {
        self.ended += 1;
        self.failed += u64::from(badly);
        let message = match self.failed {
            0 => "all well so far".to_owned(),
            failed => format!("{} not well", count(failed)),
        };
        if let Some(bar) = &self.bar {
            bar.set_position(self.ended);
            bar.set_message(message);
        } else if self.ui.options.progress && self.said.elapsed() >= LINE_EVERY {
            self.said = clock::monotonic();
            let (ended, all) = (count(self.ended), count(self.all));
            let name = self.name;
            self.ui
                .say(&format!("{name}: {ended} of {all} ended, {message}"));
        }
    }
}

impl Drop for ErrandProgress<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
