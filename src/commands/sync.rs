//! `sync referrals` and what syncs have in common: how their runs are asked for.

pub(in crate::commands) mod document;
mod done;
pub(in crate::commands) mod every;
mod figures;
mod history;
mod once;
pub mod orders;
pub(in crate::commands) mod preview;
pub mod products;
pub(super) mod report;
mod retry_rejects;
pub(in crate::commands) mod source;
mod together;

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::app::{App, Stop};
use crate::clock;
use crate::commands::metrics::Destination;
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
    /// Where the figures of the run go.
    pub metrics: Option<Destination>,
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
    /// At the beginning of a day, in UTC.
    Midnight {
        /// 0 is today.
        days_ago: i64,
    },
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

impl IfRunning {
    /// Of what repeats: another run at it is what the next round is for.
    fn patient(self) -> Self {
        match self {
            Self::Fail => Self::Skip,
            other => other,
        }
    }
}

impl Since {
    /// The time that is meant.
    fn at(self, now: Timestamp) -> Timestamp {
        let ago = |length: SignedDuration| now.saturating_sub(length).unwrap_or(Timestamp::MIN);
        match self {
            Since::At(time) => time,
            Since::Ago(length) => ago(length),
            Since::Midnight { days_ago } => {
                let day = SignedDuration::from_hours(24).as_secs();
                let passed = now.as_second().rem_euclid(day) + days_ago * day;
                ago(SignedDuration::from_secs(passed))
            }
        }
    }
}

impl SyncOptions {
    fn wish(&self) -> Wish {
        Wish {
            full: self.full,
            since: self.since.map(|since| since.at(clock::now())),
        }
    }

    /// What cannot be meant, and would pass for a run that found nothing.
    fn check(&self) -> Result<(), Failure> {
        let now = clock::now();
        match self.since.map(|since| since.at(now)) {
            Some(since) if since > now => {
                let wrong = format!("--since {since} is in the future");
                Err(Failure::new(Kind::Usage, wrong).hinted("nothing has changed since then"))
            }
            _ => Ok(()),
        }
    }
}

/// Fetches the referrals that the signed-in account may see into `partner_center_referrals`.
pub fn referrals(app: &App, ui: &Ui, options: &SyncOptions) -> Result<Exit, Failure> {
    options.check()?;
    enabled(app)?;
    app.block_on(async {
        let stop = Stop::listen()?;
        match options.every {
            _ if options.dry_run => preview::referrals(app, ui, options, &stop).await,
            Some(period) => {
                let options = &SyncOptions {
                    if_running: options.if_running.patient(),
                    ..options.clone()
                };
                let run = async |ui: &Ui| once::referrals(app, ui, options, &stop).await;
                every::repeat(ui, period, &stop, run).await
            }
            None => once::referrals(app, ui, options, &stop).await,
        }
    })?
}

/// The same once, within the runtime of a process that stays up.
pub(in crate::commands) async fn referrals_once(
    app: &App,
    ui: &Ui,
    options: &SyncOptions,
    stop: &Stop,
) -> Result<Exit, Failure> {
    enabled(app)?;
    once::referrals(app, ui, options, stop).await
}

fn enabled(app: &App) -> Result<(), Failure> {
    if app.settings().sources.partner_center.enabled {
        return Ok(());
    }
    let off = Failure::new(Kind::Config, "the source partner-center is disabled");
    Err(off.hinted("enable it with sources.partner-center.enabled = true"))
}
