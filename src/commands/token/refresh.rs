//! `token refresh`: another token now, inside the quota.

use jiff::Timestamp;
use serde::Serialize;

use crate::app::{App, Stop};
use crate::clock;
use crate::failure::{Exit, Failure};
use crate::ui::{self, Ui};

/// What `token refresh` was asked for.
#[derive(Clone, Debug, Default)]
pub struct RefreshOptions {
    /// The first one when left out.
    pub profile: Option<String>,
    /// Ask an issuer that is left alone because it failed.
    pub force_probe: bool,
}

#[derive(Serialize)]
struct Refreshed<'a> {
    profile: &'a str,
    generation: u64,
    fingerprint: String,
    expires_at: Option<Timestamp>,
    refresh_token: bool,
}

/// Renews the token whatever its end. Of several who ask at once, one renews and all have its token.
pub fn refresh(app: &App, ui: &Ui, options: &RefreshOptions) -> Result<Exit, Failure> {
    let stop = app.block_on(async { Stop::listen() })??;
    let manager = app.manager(options.profile.as_deref())?;
    let manager = manager.until(stop.halt()).probing(options.force_probe);
    let name = manager.name();
    let refreshed = app.block_on(manager.refresh())?;
    if let Some(signal) = stop.signal() {
        return Ok(Exit::Stopped(signal));
    }
    let login = refreshed.map_err(|error| {
        let failure = Failure::from(error).doing(format!("the token of {name} is not renewed"));
        super::failed(&manager, failure)
    })?;
    let report = Refreshed {
        profile: name,
        generation: login.generation,
        fingerprint: login.fingerprint(),
        expires_at: login.expires_at,
        refresh_token: login.refresh_token.is_some(),
    };
    let ends = match login.expires_at {
        Some(at) => format!("it ends {}", ui::moment(at, clock::now())),
        None => "the issuer names no end of it".to_owned(),
    };
    ui.report(&format!("{name} has a new token; {ends}"), &report)?;
    Ok(Exit::Done)
}
