//! One run of `sync referrals`, from the opened database to the report.

use tracing::{info, warn};

use super::figures::Figures;
use super::report::{Report, human};
use super::{IfRunning, SyncOptions};
use crate::app::{App, Stop};
use crate::clock;
use crate::commands::metrics;
use crate::coordination::{HostBreaker, Turnstile};
use crate::db::{Database, Running, StoppedBy};
use crate::failure::{Exit, Failure, Kind};
use crate::sync::{self, Ending, Options, Policy, Summary, Sync, referrals};
use crate::token::Manager;
use crate::ui::{SyncProgress, Ui};
use crate::upstream::partner_center;

/// The source's name in the configuration.
pub(in crate::commands) const SOURCE: &str = "partner-center";

/// Runs it once, reports it, and leaves its figures in the metrics file.
pub(super) async fn referrals(
    app: &App,
    ui: &Ui,
    options: &SyncOptions,
    stop: &Stop,
) -> Result<Exit, Failure> {
    let profile = app.settings().sources.partner_center.profile.as_deref();
    let manager = app.source(profile, SOURCE)?.until(stop.halt());
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
        Ok(Ran::InTheWay(running)) => {
            let skipped = Report::skipped(referrals::NAME, running, location);
            let (line, exit) = match stop.signal() {
                Some(signal) => ("stopped while another run is at it", Exit::Stopped(signal)),
                None => ("another run is at it, skipped", Exit::Done),
            };
            ui.report(&format!("{}: {line}", referrals::NAME), &skipped)?;
            return Ok(exit);
        }
        Ok(Ran::Ended(ending)) => {
            let report = Report::new(referrals::NAME, ending, summary.clone(), took, location);
            ui.report(&human(summary, ending, took), &report)?;
            Ok(exit(ending, summary, stop))
        }
        Err(failure) => Err(failure.doing("cannot sync referrals").of_profile(&name)),
    };
    let code = done
        .as_ref()
        .map_or_else(|failed| failed.kind.code(), |exit| exit.code());
    // The figures of the run in the way are not written over.
    if let Some(path) = &options.metrics_file
        && code != Kind::Busy.code()
    {
        let host = app.settings().sources.partner_center.base_url.authority();
        let breaker = HostBreaker::new(&app.settings().state_dir, app.access()?, host);
        let mut metrics = figures.metrics(referrals::NAME, took, code);
        metrics::add_profile(&mut metrics, &manager);
        metrics::add_breaker(&mut metrics, host, &breaker.read().unwrap_or_default());
        if let Err(error) = metrics::publish(path, &metrics).await {
            warn!(%error, "the metrics file could not be written");
        }
    }
    done
}

/// How it went that did not fail.
enum Ran {
    /// It ran.
    Ended(Ending),
    /// Another was at it, and that was to be no failure.
    InTheWay(Option<Running>),
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
    async fn connected(&self, figures: &mut Figures) -> Result<Ran, Failure> {
        let (app, options) = (self.app, self.options);
        let identity = identity(app, self.manager)?;
        let page_size = app.settings().sources.partner_center.page_size;
        let api = api(app, self.manager, page_size)?;
        let database = Database::open(&app.database()?).await?;
        database.location().clone_into(&mut figures.location);
        let ran = self.run(api, &identity, &database, figures).await;
        if options.metrics_file.is_some() {
            figures.last_success = database.last_success(referrals::NAME).await.ok().flatten();
        }
        database.close().await;
        match ran {
            Err(sync::Error::Running { running, .. })
                if options.if_running == IfRunning::Skip || self.stop.signal().is_some() =>
            {
                Ok(Ran::InTheWay(running))
            }
            ran => Ok(Ran::Ended(ran?)),
        }
    }

    async fn run(
        &self,
        api: partner_center::Referrals<'_, Manager>,
        identity: &str,
        database: &Database,
        figures: &mut Figures,
    ) -> Result<Ending, sync::Error> {
        let (app, options, halt) = (self.app, self.options, self.stop.halt());
        let mut progress = SyncProgress::new(self.ui, referrals::NAME);
        let sync = what(app, identity);
        let engine = engine_options(app, options);
        let source = referrals::Referrals(api);
        let ended = sync::run(database, sync, engine, &source, &halt, |news| {
            progress.update(news)
        });
        let (summary, ended) = ended.await;
        figures.summary = summary;
        let ended = ended?;
        // The line that people already grep for.
        info!(
            count = figures.summary.fetched,
            "partner_center_referrals_fetched"
        );
        Ok(ended)
    }
}

/// The list of referrals, kept to its limits.
pub(in crate::commands) fn api<'a>(
    app: &'a App,
    manager: &'a Manager,
    page_size: Option<u32>,
) -> Result<partner_center::Referrals<'a, Manager>, Failure> {
    let settings = &app.settings().sources.partner_center;
    let place = (app.settings().state_dir.as_path(), app.access()?);
    let turnstile = Turnstile::new(
        place,
        settings.base_url.authority(),
        None,
        settings.limits.clone(),
    );
    Ok(partner_center::Referrals::new(
        app.http(),
        manager,
        &settings.base_url,
        page_size,
        turnstile,
    ))
}

/// What is synced.
pub(super) fn what<'a>(app: &App, identity: &'a str) -> Sync<'a> {
    let settings = &app.settings().sources.partner_center;
    Sync {
        name: referrals::NAME,
        identity,
        table: &referrals::TABLE,
        policy: Policy {
            overlap: settings.overlap,
            full_every: settings.full_every,
        },
    }
}

/// How the run is to be.
pub(super) fn engine_options(app: &App, options: &SyncOptions) -> Options {
    Options {
        wish: options.wish(),
        limit: options.limit,
        deadline: Some(options.deadline.unwrap_or(app.settings().sync.deadline)),
        wait: options.if_running == IfRunning::Wait,
    }
}

/// Whose view of which upstream a run is: a role can hide records, so another account is another view.
/// Ids, not names (`tid` and `oid` at Entra).
pub(super) fn identity(app: &App, manager: &Manager) -> Result<String, Failure> {
    let cached = manager.cached()?;
    let account = cached.and_then(|login| login.account);
    let who = account.and_then(|account| {
        let id = account.object_id.or(account.subject)?;
        Some(match account.tenant_id {
            Some(tenant) => format!("{tenant}/{id}"),
            None => id,
        })
    });
    let who = who.unwrap_or_else(|| manager.profile().client_id.clone());
    Ok(format!(
        "{} {who}",
        app.settings().sources.partner_center.base_url
    ))
}

/// The exit code of a run that ended so.
pub(super) fn exit(ending: Ending, summary: &Summary, stop: &Stop) -> Exit {
    match (ending, stop.signal()) {
        (Ending::Stopped(StoppedBy::Signal), Some(signal)) => Exit::Stopped(signal),
        (Ending::Stopped(StoppedBy::Deadline), _) => Exit::Unfinished,
        _ if summary.written.rejected > 0 => Exit::Partial,
        _ => Exit::Done,
    }
}
