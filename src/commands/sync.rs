//! `sync referrals`: how its runs are asked for.

mod document;
mod every;
mod figures;
mod history;
mod once;
mod preview;
mod report;
mod retry_rejects;
pub(in crate::commands) mod source;

use std::path::PathBuf;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::app::{App, Stop};
use crate::clock;
use crate::failure::{Exit, Failure, Kind};
use crate::sync::Wish;
use crate::ui::Ui;

pub use history::{History, HistoryOptions, ShowOptions, history};
pub use retry_rejects::retry_rejects;

/// How a run is to be.
#[derive(Clone, Debug, Default)]
pub struct SyncOptions {
    /// Every record, whatever was seen before.
    pub full: bool,
    /// Only what changed since then.
    pub since: Option<Since>,
    /// At most so many records.
    pub limit: Option<u64>,
    /// Leave the rest to the next run after this time.
    pub deadline: Option<Duration>,
    /// What to do where the same sync is running.
    pub if_running: IfRunning,
    /// Stay, and run again this long after each start.
    pub every: Option<Duration>,
    /// Where the figures of the run go, as Prometheus text.
    pub metrics_file: Option<PathBuf>,
    /// Write nothing, and show what would be.
    pub dry_run: bool,
    /// Changes, and rejects, that a dry run shows.
    pub diff: usize,
}

/// Where an incremental run is to begin.
#[derive(Clone, Copy, Debug)]
pub enum Since {
    /// At a time.
    At(Timestamp),
    /// So long ago.
    Ago(SignedDuration),
}

/// What to do where the same sync is running.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IfRunning {
    /// Exit 75.
    #[default]
    Fail,
    /// Exit 0.
    Skip,
    /// Run after it.
    Wait,
}

impl SyncOptions {
    fn wish(&self) -> Wish {
        Wish {
            full: self.full,
            since: self.since.map(|since| match since {
                Since::At(time) => time,
                Since::Ago(length) => clock::now()
                    .saturating_sub(length)
                    .unwrap_or(Timestamp::MIN),
            }),
        }
    }
}

/// Fetches the referrals that the signed-in account may see into `partner_center_referrals`.
pub fn referrals(app: &App, ui: &Ui, options: &SyncOptions) -> Result<Exit, Failure> {
    if !app.settings().sources.partner_center.enabled {
        let off = Failure::new(Kind::Config, "the source partner-center is disabled");
        return Err(off.hinted("enable it with sources.partner-center.enabled = true"));
    }
    app.block_on(async {
        let stop = Stop::listen()?;
        match options.every {
            _ if options.dry_run => preview::referrals(app, ui, options, &stop).await,
            Some(every) => every::referrals(app, ui, options, every, &stop).await,
            None => once::referrals(app, ui, options, &stop).await,
        }
    })?
}
