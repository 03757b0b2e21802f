//! `sync orders`: of an order API and of every shop at every marketplace into `orders` and `order_lines`, some at once.

mod errand;
mod job;
mod preview;
mod report;
mod sample;

use super::together::at_once;
use super::{SyncOptions, every};
use crate::app::{App, Stop};
use crate::commands::metrics;
use crate::db::Database;
use crate::failure::{Exit, Failure, Kind};
use crate::token::Manager;
use crate::ui::{ErrandProgress, SyncProgress, Ui};
use crate::upstream::marketplace::Marketplace;
use errand::{Errand, endpoint, errands};
use job::{Ended, Jobs, manager};

pub(super) use job::places;

/// How a run is to be.
#[derive(Clone, Debug, Default)]
pub struct OrdersOptions {
    pub run: SyncOptions,
    /// Where orders come from; without any, from everywhere.
    pub sources: Vec<OrderSource>,
    /// What is wrong with a name that is none of one.
    pub unknown_source: Option<String>,
    /// By name or id; without any, every active one.
    pub tenants: Vec<String>,
    /// Syncs at once.
    pub at_once: usize,
    /// Show how the order API's first page is understood, and nothing else.
    pub sample: bool,
}

/// Where orders come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderSource {
    /// The configured order API.
    External,
    Marketplace(Marketplace),
}

impl OrderSource {
    /// As it is typed, and kept in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::External => "external",
            Self::Marketplace(marketplace) => marketplace.as_str(),
        }
    }
}

/// Fetches the orders that are new or have changed.
pub fn orders(app: &App, ui: &Ui, options: &OrdersOptions) -> Result<Exit, Failure> {
    options.run.check()?;
    if let Some(unknown) = &options.unknown_source {
        let failure = Failure::new(Kind::Usage, unknown.clone());
        return Err(failure.hinted("known are external, trendyol, hepsiburada and n11"));
    }
    let mut options = options.clone();
    app.block_on(async {
        let stop = Stop::listen()?;
        match options.run.every {
            _ if options.sample => sample::sample(app, ui, &options, &stop).await,
            _ if options.run.dry_run => preview::orders(app, ui, &options, &stop).await,
            Some(period) => {
                options.run.if_running = options.run.if_running.patient();
                let run = async |ui: &Ui| once(app, ui, &options, &stop).await;
                every::repeat(ui, period, &stop, run).await
            }
            None => once(app, ui, &options, &stop).await,
        }
    })?
}

/// Once, within the runtime.
pub(in crate::commands) async fn once(
    app: &App,
    ui: &Ui,
    options: &OrdersOptions,
    stop: &Stop,
) -> Result<Exit, Failure> {
    let vault = app.vault()?;
    let database = Database::open(&app.database()?).await?;
    let done = async {
        database.make_ready().await?;
        // Whoever uses the keys of a database has its rotations go over it.
        vault.note(database.location())?;
        let errands = errands(app, &database, options).await?;
        let jobs = Jobs {
            app,
            options,
            database: &database,
            vault: &vault,
            stop,
        };
        Ok::<_, Failure>(match <[Errand; 1]>::try_from(errands) {
            Ok([errand]) => {
                let mut bar = SyncProgress::new(ui, "orders");
                vec![jobs.run(errand, &mut |news| bar.update(news)).await]
            }
            Err(errands) => {
                let bar = ErrandProgress::new(ui, "orders", errands.len() as u64);
                let groups = errands.into_iter().map(|errand| vec![errand]).collect();
                let run = async |errand| jobs.run(errand, &mut |_| {}).await;
                at_once(groups, options.at_once, (bar, stop), run, Ended::is_bad).await
            }
        })
    };
    let done = done.await;
    let location = database.location().to_owned();
    database.close().await;
    let mut ended = done?;
    ended.sort_by(|one, other| one.name.cmp(&other.name));
    publish(options, &ended, stop).await;
    match <[Ended; 1]>::try_from(ended) {
        Ok([only]) => report::one(ui, only, &location, stop),
        Err(ended) => report::several(ui, &ended, &location, stop),
    }
}

/// The tokens for the order API, where there is one.
pub(in crate::commands) fn manager_if_set_up(app: &App) -> Option<Manager> {
    endpoint(app).ok()?;
    manager(app).ok()
}

/// Publishes the figures of each.
async fn publish(options: &OrdersOptions, ended: &[Ended], stop: &Stop) {
    let Some(destination) = &options.run.metrics else {
        return;
    };
    let news = ended.iter().filter(|one| !one.figures.in_the_way);
    let metrics = news.map(|one| {
        let code = one.exit(stop).map_or_else(|kind| kind.code(), Exit::code);
        one.figures.metrics(&one.name, one.took, code)
    });
    metrics::leave(destination, &metrics.collect::<Vec<_>>()).await;
}
