//! One run of `sync referrals`, from the opened database to the report.

use tracing::info;

use super::document::{Skipped, Told};
use super::done::{Done, is_in_the_way};
use super::figures::Figures;
use super::report::{Report, human};
use super::{SyncOptions, source};
use crate::app::{App, Stop};
use crate::clock;
use crate::commands::metrics;
use crate::coordination::HostBreaker;
use crate::db::Database;
use crate::failure::{Exit, Failure};
use crate::sync::{self, Ending, referrals};
use crate::token::Manager;
use crate::ui::{SyncProgress, Ui};
use crate::upstream::partner_center;

/// Runs it once, reports it, and leaves its figures in the metrics file.
pub(super) async fn referrals(
    app: &App,
    ui: &Ui,
    options: &SyncOptions,
    stop: &Stop,
) -> Result<Exit, Failure> {
    let manager = source::manager(app)?.until(stop.halt());
    let name = manager.name().to_owned();
    let started = clock::monotonic();
    let mut figures = Figures::default();
    let once = Once {
        app,
        ui,
        manager: &manager,
        options,
        stop,
    };
    let ended = once.connected(&mut figures).await;
    let took = started.elapsed();
    let (summary, location) = (&figures.summary, figures.location.as_str());
    let done = match ended {
        Ok(Done::Skipped(running)) => {
            let skipped = Skipped::new(referrals::NAME, running, location);
            let (line, exit) = match stop.signal() {
                Some(signal) => ("stopped while another run is at it", Exit::Stopped(signal)),
                None => ("another run is at it, skipped", Exit::Done),
            };
            ui.report(&format!("{}: {line}", referrals::NAME), &skipped)?;
            return Ok(exit);
        }
        Ok(Done::Ran(ending)) => {
            let report = Report {
                run: Told::new(referrals::NAME, ending, summary, took),
                database: location,
            };
            ui.report(&human(summary, ending, took), &report)?;
            Ok(source::exit(ending, summary, stop))
        }
        Err(failure) => Err(failure.doing("cannot sync referrals").of_profile(&name)),
    };
    let code = done
        .as_ref()
        .map_or_else(|failed| failed.kind.code(), |exit| exit.code());
    if let Some(destination) = &options.metrics
        && !figures.in_the_way
    {
        let host = app.settings().sources.partner_center.base_url.authority();
        let breaker = HostBreaker::new(&app.settings().state_dir, app.access()?, host);
        let mut metrics = figures.metrics(referrals::NAME, took, code);
        metrics::add_profile(&mut metrics, &manager);
        metrics::add_breaker(&mut metrics, host, &breaker.read().unwrap_or_default());
        metrics::leave(destination, &[metrics]).await;
    }
    done
}

/// What a run is made of.
struct Once<'a> {
    app: &'a App,
    ui: &'a Ui,
    manager: &'a Manager,
    options: &'a SyncOptions,
    stop: &'a Stop,
}

impl Once<'_> {
    async fn connected(&self, figures: &mut Figures) -> Result<Done<Ending>, Failure> {
        let (app, options) = (self.app, self.options);
        let login = self.manager.cached()?;
        let mut identity = source::identity(app, self.manager, login.as_ref());
        let api = source::api(app, self.manager, options.limit)?;
        let database = Database::open(&app.database()?).await?;
        database.location().clone_into(&mut figures.location);
        // While nobody is logged in nobody else is: the run says so, and what another one has begun stays as it is. A
        // database that is new knows of nobody.
        if login.is_none()
            && let Ok(standing) = database.standing(referrals::NAME, &identity).await
        {
            identity = standing.last_identity.unwrap_or(identity);
        }
        let ran = self.run(api, &identity, &database, figures).await;
        figures.in_the_way = is_in_the_way(&ran);
        if options.metrics.is_some() {
            figures.last_success = database.last_success(referrals::NAME).await.ok().flatten();
            if figures.summary.missing.is_some() {
                figures.missing_rows = database.missing(&referrals::TABLE).await.ok();
            }
        }
        database.close().await;
        Ok(Done::of(ran, options.if_running, self.stop)?)
    }

    async fn run(
        &self,
        api: partner_center::Referrals<'_, Manager>,
        identity: &str,
        database: &Database,
        figures: &mut Figures,
    ) -> Result<Ending, sync::Error> {
        let mut progress = SyncProgress::new(self.ui, referrals::NAME);
        let sync = source::what(self.app, identity);
        let options = source::engine_options(self.app, self.options);
        let (api, halt) = (referrals::Referrals(api), self.stop.halt());
        let ended = sync::run(database, sync, options, &api, &halt, |news| {
            progress.update(news)
        });
        let (summary, ended) = ended.await;
        figures.summary = summary;
        let ended = ended?;
        // The line that people already grep for.
        info!(
            count = figures.summary.fetched,
            run = figures.summary.run,
            "partner_center_referrals_fetched"
        );
        Ok(ended)
    }
}
