//! `token login`: a new login, with somebody to show the code.

use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;
use tracing::warn;

use crate::app::{App, Stop};
use crate::clock;
use crate::failure::{Exit, Failure};
use crate::token::{Error, Login, Manager, Outcome, Pace, Prompt, is_out_of_reach};
use crate::ui::{self, CodePrompt, Ui};

/// What `token login` was asked for.
#[derive(Clone, Debug, Default)]
pub struct LoginOptions {
    /// The first one when left out.
    pub profile: Option<String>,
    /// Sign in again although a valid login is there.
    pub force: bool,
    /// Go on with the login that is pending.
    pub resume: bool,
    /// When to poll; by the profile's quota when left out.
    pub poll: Option<Poll>,
    /// Draw the page's address as a QR code.
    pub qr: bool,
    /// Open no browser.
    pub no_browser: bool,
}

/// Who decides when a device login is polled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Poll {
    /// The issuer's interval.
    Auto,
    /// The person.
    Confirm,
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

#[derive(Serialize)]
struct Stopped<'a> {
    profile: &'a str,
    outcome: &'static str,
    /// The command that goes on with it; nothing where no login is pending.
    resume: Option<String>,
}

/// Gets a token by the profile's grant and caches it.
pub fn login(app: &App, ui: &Ui, options: &LoginOptions) -> Result<Exit, Failure> {
    let mut prompt = CodePrompt::new(ui);
    if options.qr {
        prompt = prompt.with_qr();
    }
    // Of a login that goes on, the page may be open already.
    if !options.no_browser && !options.resume {
        prompt = prompt.with_browser(&app.loaded().environment);
    }
    login_with(app, ui, options, prompt)
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
    let pace = pace(options, manager.polls_cost(), ui.can_ask());
    let outcome = match options.resume {
        true => app.block_on(manager.resume(pace, &mut prompt))?,
        false => app.block_on(manager.login(options.force, pace, &mut prompt))?,
    };
    // Takes its spinner with it.
    drop(prompt);
    if let (Err(Error::Stopped), Some(signal)) = (&outcome, stop.signal()) {
        let pending = manager.resumable().ok().flatten();
        ui.say(&match pending {
            Some(left) => still_pending("stopped; ", manager.name(), left),
            None => "stopped; what was cached before is as it was".to_owned(),
        });
        let report = Stopped {
            profile: manager.name(),
            outcome: "stopped",
            resume: pending.map(|_| resume(manager.name())),
        };
        ui.report("", &report)?;
        return Ok(Exit::Stopped(signal));
    }
    if outcome.as_ref().is_err_and(leaves_it_unsaid)
        && let Ok(Some(left)) = manager.resumable()
    {
        ui.say(&still_pending("", manager.name(), left));
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
    if let Some(lifetime) = login.lifetime()
        && is_out_of_reach(manager.policy(), lifetime)
    {
        warn!(
            "the quota is too small for tokens that live {lifetime:#}: there will be times with no good one"
        );
    }
    Ok(Exit::Done)
}

/// How the polls are paced. Where each one costs and nobody can be asked, a login leaves them to `--resume`,
/// which sends one.
fn pace(options: &LoginOptions, polls_cost: bool, can_ask: bool) -> Pace {
    let confirm = match options.poll {
        Some(poll) => poll == Poll::Confirm,
        None => polls_cost,
    };
    match (confirm, can_ask, options.resume) {
        (false, _, _) => Pace::Steady,
        (true, true, _) => Pace::OnEnter,
        (true, false, true) => Pace::Once,
        (true, false, false) => Pace::Never,
    }
}

/// Whether an error can leave a login pending and does not say so itself.
fn leaves_it_unsaid(error: &Error) -> bool {
    !matches!(
        error,
        Error::NotApproved { .. } | Error::PendingOther { .. } | Error::BusyPolling { .. }
    )
}

fn still_pending(before: &str, profile: &str, left: Duration) -> String {
    let left = ui::duration(Duration::from_secs(left.as_secs()));
    format!(
        "{before}the login stays pending for {left}: go on with {}",
        resume(profile)
    )
}

fn resume(profile: &str) -> String {
    format!("jeton token login --resume {profile}")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polls_that_cost_are_not_sent_unasked() {
        use Poll::{Auto, Confirm};
        for (poll, polls_cost, can_ask, resume, expected) in [
            (None, false, true, false, Pace::Steady),
            (None, false, false, true, Pace::Steady),
            (None, true, true, false, Pace::OnEnter),
            (None, true, true, true, Pace::OnEnter),
            (None, true, false, false, Pace::Never),
            (None, true, false, true, Pace::Once),
            (Some(Auto), true, false, false, Pace::Steady),
            (Some(Confirm), false, true, false, Pace::OnEnter),
            (Some(Confirm), false, false, false, Pace::Never),
            (Some(Confirm), false, false, true, Pace::Once),
        ] {
            let options = LoginOptions {
                poll,
                resume,
                ..LoginOptions::default()
            };
            assert_eq!(pace(&options, polls_cost, can_ask), expected);
        }
    }
}
