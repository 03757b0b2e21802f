//! `jeton token`: one file per verb.

mod exec;
mod export;
mod glance;
mod handed;
mod import;
mod issuer_state;
mod login;
mod print;
mod refresh;
mod reset;
mod status;

use std::path::Path;

use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::token::{LoginReason, Manager};

pub use exec::{ExecOptions, exec};
pub use export::{ExportOptions, export};
pub(super) use glance::Glance;
pub use import::{ImportOptions, import};
pub use login::{LoginOptions, Poll, login, login_with};
pub use print::{PrintFormat, PrintOptions, print};
pub use refresh::{RefreshOptions, refresh};
pub use reset::{ResetOptions, reset};
pub use status::{StatusOptions, status};

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
        LoginReason::NoRefreshToken => "no_refresh_token",
        LoginReason::Refused(_) => "refused",
        LoginReason::OtherClient => "other_client",
        LoginReason::OtherScopes => "other_scopes",
    }
}

/// Whether a file is stdin or stdout.
fn is_dash(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// What a file is called in a message.
fn file_name(file: &Path) -> String {
    match is_dash(file) {
        true => "the cache".to_owned(),
        false => file.display().to_string(),
    }
}

/// The failure of a profile's token: a login that waits for its approval is gone on with, not begun again.
pub(super) fn failed(manager: &Manager, failure: Failure) -> Failure {
    let name = manager.name();
    let pending = manager.pending_until().ok().flatten();
    match failure.kind == Kind::LoginNeeded && pending.is_some() {
        true => failure.hinted(format!(
            "a login is pending; approve it, then run: jeton token login --resume {name}"
        )),
        false => failure.of_profile(name),
    }
}
