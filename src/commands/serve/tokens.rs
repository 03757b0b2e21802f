//! Whose tokens are kept warm, and the job that does it.

use tracing::{error, info};

use crate::app::{App, Stop};
use crate::commands::{sync, token};
use crate::config::Job;
use crate::failure::{Exit, Failure};
use crate::token::Manager;

/// A profile whose token is kept warm.
pub(super) struct Kept {
    pub(super) manager: Manager,
    /// By a job of this process; another one is only logged in.
    pub(super) is_needed: bool,
}

/// Every profile that a job of this process needs, and every other one that is logged in.
pub(super) fn kept(app: &App, jobs: &[(&'static str, Job)]) -> Vec<Kept> {
    let is_job = |wanted: &[&str]| jobs.iter().any(|(name, _)| wanted.contains(name));
    let mut needed = Vec::new();
    if is_job(&["referrals"]) && app.settings().sources.partner_center.enabled {
        needed.extend(sync::source::manager(app).ok());
    }
    if is_job(&["orders", "orders/external"]) {
        needed.extend(sync::orders::manager_if_set_up(app));
    }
    let profiles = app.settings().profiles.iter();
    let managers = profiles.filter_map(|(name, _)| app.manager(Some(name)).ok());
    let kept = managers.map(|manager| Kept {
        is_needed: needed.iter().any(|needed| needed.name() == manager.name()),
        manager,
    });
    let is_cached = |kept: &Kept| {
        let cache = kept.manager.cache();
        cache.exists(kept.manager.name()).unwrap_or(true)
    };
    kept.filter(|kept| kept.is_needed || is_cached(kept))
        .collect()
}

/// Renews what is due. One that fails spoils nothing for the others; it is the failure of the run.
pub(super) async fn renew(
    app: &App,
    jobs: &[(&'static str, Job)],
    stop: &Stop,
) -> Result<Exit, Failure> {
    let mut failed = None;
    for kept in kept(app, jobs) {
        let manager = kept.manager.until(stop.halt());
        let profile = manager.name();
        let before = manager.cached().ok().flatten();
        let login = match manager.token().await {
            Ok(login) => login,
            Err(_) if stop.halt().is_asked() => break,
            Err(error) => {
                let doing = format!("the token of {profile} is not renewed");
                let failure = token::failed(&manager, Failure::from(error).doing(doing));
                if let Some(earlier) = failed.replace(failure) {
                    error!(hint = earlier.hint(), "{}", earlier.line());
                }
                continue;
            }
        };
        if before.is_none_or(|before| before.generation != login.generation) {
            info!(
                profile,
                generation = login.generation,
                expires_at = login.expires_at.map(|at| at.to_string()),
                "token_renewed"
            );
        }
    }
    match (failed, stop.signal()) {
        (Some(failure), _) => Err(failure),
        (None, Some(signal)) => Ok(Exit::Stopped(signal)),
        (None, None) => Ok(Exit::Done),
    }
}
