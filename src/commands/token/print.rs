//! `token print`: the access token for scripts.

use std::sync::Arc;

use jiff::Timestamp;
use secrecy::ExposeSecret;
use serde::Serialize;

use crate::app::{App, Signal, Stop};
use crate::failure::{Exit, Failure};
use crate::token::{Error, Login, Manager, Need};
use crate::ui::Ui;

/// What `token print` was asked for.
#[derive(Clone, Debug, Default)]
pub struct PrintOptions {
    /// The first one when left out.
    pub profile: Option<String>,
}

#[derive(Serialize)]
struct Printed<'a> {
    profile: &'a str,
    access_token: &'a str,
    token_type: &'static str,
    expires_at: Option<Timestamp>,
}

/// Writes the access token to stdout, renewed if due. From a warm cache it builds no runtime and no
/// client, because scripts call it in loops.
pub fn print(app: &App, ui: &Ui, options: &PrintOptions) -> Result<Exit, Failure> {
    let manager = app.manager(options.profile.as_deref())?;
    let name = manager.name().to_owned();
    let doing = |error: Error| {
        let failure = Failure::from(error).doing(format!("no token for {name}"));
        failure.of_profile(&name)
    };
    let cached = manager.cached().map_err(doing)?;
    let login = match (manager.need(cached.as_ref()).map_err(doing)?, cached) {
        (Need::Nothing, Some(login)) => Arc::new(login),
        _ => {
            let (renewed, signal) = app.block_on(renewed(manager))??;
            match (renewed, signal) {
                (_, Some(signal)) => return Ok(Exit::Stopped(signal)),
                (renewed, None) => renewed.map_err(doing)?,
            }
        }
    };
    let token = login.access_token.expose_secret();
    let report = Printed {
        profile: &name,
        access_token: token,
        token_type: "Bearer",
        expires_at: login.expires_at,
    };
    ui.report(token, &report)?;
    Ok(Exit::Done)
}

/// Renews under a signal's eye: the request in hand is let end, and the token it brought is kept.
async fn renewed(manager: Manager) -> Result<(Result<Arc<Login>, Error>, Option<Signal>), Failure> {
    let stop = Stop::listen()?;
    let renewed = manager.until(stop.halt()).token().await;
    Ok((renewed, stop.signal()))
}
