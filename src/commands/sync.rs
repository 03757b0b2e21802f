//! `sync referrals`.

use std::time::Duration;

use serde::Serialize;
use tracing::info;

use crate::app::{App, Signal, Stop};
use crate::clock;
use crate::coordination::Turnstile;
use crate::db::{Database, Engine};
use crate::failure::{Exit, Failure, Kind};
use crate::sync::{self, Ending, Summary, Sync, referrals};
use crate::token::Manager;
use crate::ui::{self, SyncProgress, Ui};
use crate::upstream::partner_center;

/// The source's name in the configuration.
const SOURCE: &str = "partner-center";

#[derive(Serialize)]
struct Report<'a> {
    sync: &'static str,
    outcome: &'a str,
    #[serde(flatten)]
    summary: Summary,
    seconds: f64,
    database: &'a str,
}

/// Fetches every referral that the signed-in account may see into `partner_center_referrals`.
pub fn referrals(app: &App, ui: &Ui) -> Result<Exit, Failure> {
    let source = &app.settings().sources.partner_center;
    if !source.enabled {
        let off = Failure::new(Kind::Config, "the source partner-center is disabled");
        return Err(off.hinted("enable it with sources.partner-center.enabled = true"));
    }
    let manager = app.source(source.profile.as_deref(), SOURCE)?;
    let name = manager.name().to_owned();
    let doing = |failure: Failure| failure.doing("cannot sync referrals").of_profile(&name);
    let identity = identity(app, &manager).map_err(doing)?;
    let target = app.database()?;
    let started = clock::monotonic();
    let done = app.block_on(async {
        let stop = Stop::listen()?;
        let database = Database::open(&target).await?;
        let manager = manager.until(stop.halt());
        let ended = one_run(app, ui, &manager, &identity, &database, &stop).await;
        let location = database.location().to_owned();
        database.close().await;
        ended.map(|(ending, summary)| (ending, summary, location, stop))
    })?;
    let (ending, summary, location, stop) = done.map_err(doing)?;

    let exit = exit(ending, &summary, &stop);
    let outcome = match exit {
        Exit::Stopped(_) => "stopped",
        Exit::Partial => "partial",
        _ => "succeeded",
    };
    let report = Report {
        sync: referrals::NAME,
        outcome,
        summary,
        seconds: (started.elapsed().as_secs_f64() * 1000.0).round() / 1000.0,
        database: &location,
    };
    ui.report(&human(&summary, exit, started.elapsed()), &report)?;
    Ok(exit)
}

async fn one_run(
    app: &App,
    ui: &Ui,
    manager: &Manager,
    identity: &str,
    database: &Database,
    stop: &Stop,
) -> Result<(Ending, Summary), Failure> {
    // The embedded database is ours alone; a Postgres belongs to somebody who decides when.
    match database.engine() {
        Engine::Sqlite => drop(database.migrate().await?),
        Engine::Postgres => database.require_current().await?,
    }
    let settings = &app.settings().sources.partner_center;
    let place = (app.settings().state_dir.as_path(), app.access()?);
    let host = settings.base_url.authority();
    let turnstile = Turnstile::new(place, host, None, settings.limits.clone());
    let (base_url, page_size) = (&settings.base_url, settings.page_size);
    let api = partner_center::Referrals::new(app.http(), manager, base_url, page_size, turnstile);
    let mut progress = SyncProgress::new(ui, referrals::NAME);
    let sync = Sync {
        name: referrals::NAME,
        identity,
        table: &referrals::TABLE,
    };
    let source = referrals::Referrals(api);
    let ended = sync::run(database, sync, &source, &stop.halt(), |news| {
        progress.update(news)
    })
    .await?;
    // The line that people already grep for.
    info!(count = ended.1.fetched, "partner_center_referrals_fetched");
    Ok(ended)
}

/// Whose view of which upstream a run is: a role can hide records, so another account is another view.
/// Ids, not names (`tid` and `oid` at Entra).
fn identity(app: &App, manager: &Manager) -> Result<String, Failure> {
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

fn exit(ending: Ending, summary: &Summary, stop: &Stop) -> Exit {
    match (ending, stop.signal()) {
        (Ending::Stopped, signal) => Exit::Stopped(signal.unwrap_or(Signal::Interrupt)),
        _ if summary.rejected > 0 => Exit::Partial,
        _ => Exit::Done,
    }
}

fn human(summary: &Summary, exit: Exit, took: Duration) -> String {
    let mut line = format!(
        "referrals: {} fetched, {} inserted, {} updated, {} unchanged",
        ui::count(summary.fetched),
        ui::count(summary.inserted),
        ui::count(summary.updated),
        ui::count(summary.unchanged),
    );
    if summary.rejected > 0 {
        line.push_str(&format!(
            ", {} rejected (kept with their reasons in sync_rejects)",
            ui::count(summary.rejected)
        ));
    }
    line.push_str(&format!(" in {} (run {})", ui::duration(took), summary.run));
    if let Exit::Stopped(_) = exit {
        line.push_str("; stopped, the next run goes on from here");
    }
    line
}
