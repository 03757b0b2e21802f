//! `token login`, `status`, `print`, `reset`.

mod status;

use jiff::Timestamp;
use secrecy::ExposeSecret;
use serde::Serialize;

use crate::app::{App, Signal, Stop};
use crate::clock;
use crate::failure::{Exit, Failure};
use crate::token::{Error, Login, LoginReason, Manager, Outcome, Plan, Prompt, Reset, Revocation};
use crate::ui::{self, CodePrompt, Ui};

pub use status::{StatusOptions, status};

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
    let login = match (manager.plan(cached.as_ref()), cached) {
        (Plan::Use, Some(login)) => login,
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
async fn renewed(manager: Manager) -> Result<(Result<Login, Error>, Option<Signal>), Failure> {
    let stop = Stop::listen()?;
    let renewed = manager.until(stop.halt()).token().await;
    Ok((renewed, stop.signal()))
}

/// What `token reset` was asked for.
#[derive(Clone, Debug, Default)]
pub struct ResetOptions {
    /// The first one when left out.
    pub profiles: Vec<String>,
    /// Every configured profile.
    pub all: bool,
    /// Do not ask.
    pub yes: bool,
    /// Remove what cannot be read, too.
    pub force: bool,
}

#[derive(Serialize)]
struct ResetReport {
    reset: Vec<ResetProfile>,
}

#[derive(Serialize)]
struct ResetProfile {
    profile: String,
    removed: bool,
    revocation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// Revokes at the issuer where it can be, and removes the cached login in every case.
pub fn reset(app: &App, ui: &Ui, options: &ResetOptions) -> Result<Exit, Failure> {
    let managers = chosen(app, &options.profiles, options.all)?;
    let names: Vec<&str> = managers.iter().map(Manager::name).collect();
    let question = format!("Revoke and remove the login of {}?", names.join(", "));
    if !options.yes {
        let agreed = ui
            .confirm("a reset has to be confirmed", &question)
            .map_err(|e| Failure::from(e).hinted("say --yes to reset without being asked"))?;
        if !agreed {
            ui.say("nothing was reset");
            return Ok(Exit::Done);
        }
    }
    let (mut lines, mut report, mut exit) = (Vec::new(), Vec::new(), Exit::Done);
    for manager in &managers {
        let (line, profile) = match app.block_on(manager.reset(options.force))? {
            Ok(done) => {
                if matches!(done.revocation, Revocation::Failed(_)) {
                    exit = Exit::Partial;
                }
                reset_report(manager.name(), &done)
            }
            // The others are reset all the same.
            Err(error) => {
                let failure = Failure::from(error).of_profile(manager.name());
                exit = Exit::Found(failure.kind);
                ui.error(&failure.line(), failure.hint.as_deref());
                not_reset(manager.name(), failure.message)
            }
        };
        lines.push(line);
        report.push(profile);
    }
    ui.report(&lines.join("\n"), &ResetReport { reset: report })?;
    Ok(exit)
}

fn not_reset(name: &str, reason: String) -> (String, ResetProfile) {
    let line = format!("{name}: not reset, {reason}");
    let profile = ResetProfile {
        profile: name.to_owned(),
        removed: false,
        revocation: "not_tried",
        reason: Some(reason),
    };
    (line, profile)
}

fn reset_report(name: &str, done: &Reset) -> (String, ResetProfile) {
    let (state, text, reason) = revocation(&done.revocation);
    let line = match done.removed {
        true => format!("{name}: removed; {text}"),
        false => format!("{name}: there was no login"),
    };
    let profile = ResetProfile {
        profile: name.to_owned(),
        removed: done.removed,
        revocation: state,
        reason,
    };
    (line, profile)
}

fn revocation(outcome: &Revocation) -> (&'static str, String, Option<String>) {
    match outcome {
        Revocation::Nothing => ("nothing", "there was nothing to revoke".to_owned(), None),
        Revocation::Done => ("revoked", "revoked at the issuer".to_owned(), None),
        Revocation::NotOffered => (
            "not_offered",
            "the issuer offers no revocation, so the tokens stay good until they end".to_owned(),
            None,
        ),
        Revocation::Failed(error) => (
            "failed",
            format!("not revoked at the issuer ({error}), so the tokens stay good until they end"),
            Some(error.to_string()),
        ),
        Revocation::Unreadable(error) => (
            "unreadable",
            format!("not revoked, because it could not be read ({error})"),
            Some(error.to_string()),
        ),
    }
}

/// The named profiles, all of them, or the first one.
fn chosen(app: &App, names: &[String], all: bool) -> Result<Vec<Manager>, Failure> {
    let names: Vec<Option<&str>> = match (all, names) {
        (true, _) => app
            .settings()
            .profiles
            .iter()
            .map(|(name, _)| Some(name))
            .collect(),
        (false, []) => vec![None],
        (false, names) => names.iter().map(|name| Some(name.as_str())).collect(),
    };
    if names.is_empty() {
        app.profile(None)?;
    }
    let managers = names.into_iter().map(|name| app.manager(name));
    Ok(managers.collect::<Result<_, _>>()?)
}

/// Why a person has to log in, as a word for scripts.
fn reason_word(reason: &LoginReason) -> &'static str {
    match reason {
        LoginReason::NoLogin => "no_login",
        LoginReason::Expired => "expired",
        LoginReason::Refused(_) => "refused",
        LoginReason::OtherClient => "other_client",
        LoginReason::OtherScopes => "other_scopes",
    }
}
