//! What a run, a dry run and a comparison of referrals are made of: the same source, table and rules.

use crate::app::{App, Stop};
use crate::coordination::Turnstile;
use crate::db::StoppedBy;
use crate::failure::{Exit, Failure};
use crate::sync::{Ending, Options, Policy, Summary, Sync, referrals};
use crate::token::{Login, Manager};
use crate::upstream::partner_center;

use super::{IfRunning, SyncOptions};

/// The source's name in the configuration.
const SOURCE: &str = "partner-center";

/// The tokens that are sent to it.
pub(in crate::commands) fn manager(app: &App) -> Result<Manager, Failure> {
    let profile = app.settings().sources.partner_center.profile.as_deref();
    Ok(app.source(profile, SOURCE)?)
}

/// The API, with its turnstile. Where fewer records are wanted than a page has, its pages are as small: a page that is
/// never taken whole would be asked for again by each run.
pub(in crate::commands) fn api<'a>(
    app: &'a App,
    manager: &'a Manager,
    wanted: Option<u64>,
) -> Result<partner_center::Referrals<'a, Manager>, Failure> {
    let settings = &app.settings().sources.partner_center;
    let place = (app.settings().state_dir.as_path(), app.access()?);
    let host = settings.base_url.authority();
    let turnstile = Turnstile::new(place, host, None, settings.limits.clone());
    let usual = settings.page_size.unwrap_or(partner_center::PAGE_SIZE);
    let small = wanted.and_then(|wanted| u32::try_from(wanted).ok());
    let page_size = small.filter(|small| *small < usual).or(settings.page_size);
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
            by_time: false,
        },
        sees_all: true,
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
pub(super) fn identity(app: &App, manager: &Manager, login: Option<&Login>) -> String {
    let account = login.and_then(|login| login.account.as_ref());
    let who = account.and_then(|account| {
        let id = account.object_id.as_ref().or(account.subject.as_ref())?;
        Some(match &account.tenant_id {
            Some(tenant) => format!("{tenant}/{id}"),
            None => id.clone(),
        })
    });
    let who = who.unwrap_or_else(|| manager.profile().client_id.clone());
    format!("{} {who}", app.settings().sources.partner_center.base_url)
}

/// The exit code of a run that ended so.
pub(in crate::commands) fn exit(ending: Ending, summary: &Summary, stop: &Stop) -> Exit {
    match (ending, stop.signal()) {
        (Ending::Stopped(StoppedBy::Signal), Some(signal)) => Exit::Stopped(signal),
        (Ending::Stopped(StoppedBy::Deadline), _) => Exit::Unfinished,
        _ if summary.written.rejected > 0 => Exit::Partial,
        _ => Exit::Done,
    }
}
