//! One run of `sync referrals`, from the opened database to the report.

use tracing::info;

use super::report::{Report, human};
use super::{IfRunning, SyncOptions};
use crate::app::{App, Stop};
use crate::clock;
use crate::db::{Database, Engine, StoppedBy};
use crate::failure::{Exit, Failure};
use crate::sync::{self, Ending, Options, Policy, Summary, Sync, referrals};
use crate::token::Manager;
use crate::ui::{SyncProgress, Ui};
use crate::upstream::partner_center;

/// The source's name in the configuration.
pub(super) const SOURCE: &str = "partner-center";

/// Runs it once and reports it.
pub(super) async fn referrals(
    app: &App,
    ui: &Ui,
    options: &SyncOptions,
    stop: &Stop,
) -> Result<Exit, Failure> {
    let profile = app.settings().sources.partner_center.profile.as_deref();
    let manager = app.source(profile, SOURCE)?;
    let name = manager.name().to_owned();
    let doing = |failure: Failure| failure.doing("cannot sync referrals").of_profile(&name);
    let identity = identity(app, &manager).map_err(doing)?;
    let target = app.database()?;
    let started = clock::monotonic();
    let database = Database::open(&target)
        .await
        .map_err(|error| doing(error.into()))?;
    let manager = manager.until(stop.halt());
    let ended = run(app, ui, &manager, &identity, &database, options, stop).await;
    let location = database.location().to_owned();
    database.close().await;
    let (ending, summary) = match ended {
        Err(sync::Error::Running { running, .. }) if options.if_running == IfRunning::Skip => {
            let skipped = Report::skipped(referrals::NAME, running, &location);
            ui.report("referrals: another run is at it, skipped", &skipped)?;
            return Ok(Exit::Done);
        }
        ended => ended.map_err(|error| doing(error.into()))?,
    };
    let exit = exit(ending, &summary, stop);
    let took = started.elapsed();
    let line = human(&summary, ending, took);
    let report = Report::new(referrals::NAME, ending, summary, took, &location);
    ui.report(&line, &report)?;
    Ok(exit)
}

async fn run(
    app: &App,
    ui: &Ui,
    manager: &Manager,
    identity: &str,
    database: &Database,
    options: &SyncOptions,
    stop: &Stop,
) -> Result<(Ending, Summary), sync::Error> {
    // The embedded database is ours alone; a Postgres belongs to somebody who decides when.
    match database.engine() {
        Engine::Sqlite => drop(database.migrate().await?),
        Engine::Postgres => database.require_current().await?,
    }
    let settings = &app.settings().sources.partner_center;
    let api =
        partner_center::Referrals::new(app.http(), manager, &settings.base_url, settings.page_size);
    let mut progress = SyncProgress::new(ui, referrals::NAME);
    let source = referrals::Referrals(api);
    let ended = sync::run(
        database,
        what(app, identity),
        engine_options(app, options),
        &source,
        &stop.halt(),
        |news| progress.update(news),
    )
    .await?;
    // The line that people already grep for.
    info!(count = ended.1.fetched, "partner_center_referrals_fetched");
    Ok(ended)
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
