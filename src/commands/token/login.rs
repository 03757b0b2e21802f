//! `token login`: a new login, with somebody to show the code.

use jiff::Timestamp;
use serde::Serialize;

use crate::app::{App, Stop};
use crate::clock;
use crate::failure::{Exit, Failure};
use crate::token::{Error, Login, Manager, Outcome, Prompt};
use crate::ui::{self, CodePrompt, Ui};

/// What `token login` was asked for.
#[derive(Clone, Debug, Default)]
pub struct LoginOptions {
    /// The first one when left out.
    pub profile: Option<String>,
    /// Sign in again although a valid login is there.
    pub force: bool,
}

#[derive(Serialize)]
struct LoggedIn<'a> {
    profile: &'a str,
    new: bool,
    account: Option<&'a str>,
    scope: Option<&'a str>,
    expires_at: Option<Timestamp>,
    refresh_token: bool,
    cache: String,
    key: String,
}

/// Gets a token by the profile's grant and caches it.
pub fn login(app: &App, ui: &Ui, options: &LoginOptions) -> Result<Exit, Failure> {
    login_with(app, ui, options, CodePrompt::new(ui))
}

/// As [`login`], with somebody else showing the code.
pub fn login_with(
    app: &App,
    ui: &Ui,
    options: &LoginOptions,
    mut prompt: impl Prompt,
) -> Result<Exit, Failure> {
    let stop = app.block_on(async { Stop::listen() })??;
    let manager = app.manager(options.profile.as_deref())?.until(stop.halt());
    let doing = |failure: Failure| {
        let failure = failure.doing(format!("cannot log in to {}", manager.name()));
        failure.of_profile(manager.name())
    };
    let outcome = app.block_on(manager.login(options.force, &mut prompt))?;
    // Takes its spinner with it.
    drop(prompt);
    if let (Err(Error::Stopped), Some(signal)) = (&outcome, stop.signal()) {
        ui.say("stopped; what was cached before is as it was");
        return Ok(Exit::Stopped(signal));
    }
    let (login, new) = match outcome.map_err(|e| doing(e.into()))? {
        Outcome::Kept(login) => (login, false),
        Outcome::New(login) => (login, true),
    };
    let report = LoggedIn {
        profile: manager.name(),
        new,
        account: login
            .account
            .as_ref()
            .map(|account| account.username.as_str()),
        scope: login.scope.as_deref(),
        expires_at: login.expires_at,
        refresh_token: login.refresh_token.is_some(),
        cache: manager.cache().path(manager.name()).display().to_string(),
        key: manager
            .key()
            .map_err(|e| doing(e.into()))?
            .source
            .to_string(),
    };
    ui.report(&logged_in(&manager, &login, new), &report)?;
    Ok(Exit::Done)
}

fn logged_in(manager: &Manager, login: &Login, new: bool) -> String {
    let who = match &login.account {
        Some(account) => format!("{} as {}", manager.name(), account.username),
        None => manager.name().to_owned(),
    };
    let ends = match login.expires_at {
        Some(at) => format!("the token ends {}", ui::moment(at, clock::now())),
        None => "the issuer names no end of the token".to_owned(),
    };
    let renewal = match (login.refresh_token.is_some(), manager.policy().reacquire) {
        (true, _) | (_, true) => ", and is renewed by itself",
        (false, false) => {
            ", and cannot be renewed without another login (no refresh token: is the scope offline_access missing?)"
        }
    };
    match new {
        true => format!("logged in to {who}; {ends}{renewal}"),
        false => format!("already logged in to {who}; {ends} (--force logs in again)"),
    }
}
