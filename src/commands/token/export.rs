//! `token export`: a cached login as a cache of MSAL's. No request, no lock, nothing spent.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Serialize;
use tracing::warn;

use super::{file_name, is_dash};
use crate::app::App;
use crate::failure::{Exit, Failure, Kind};
use crate::fsio;
use crate::token::msal::{self, Exported};
use crate::token::{Error, Login, LoginReason, Manager, Need};
use crate::ui::Ui;

/// What `token export` was asked for.
#[derive(Clone, Debug)]
pub struct ExportOptions {
    /// The file to make; `-` is stdout.
    pub file: PathBuf,
    /// The first one when left out.
    pub profile: Option<String>,
    /// Overwrite the file, or write secrets to a terminal.
    pub force: bool,
}

#[derive(Serialize)]
struct Report<'a> {
    profile: &'a str,
    account: &'a str,
    expires_at: Option<Timestamp>,
    refresh_token: bool,
    file: String,
}

/// Writes what MSAL reads, for its owner's eyes alone.
pub fn export(app: &App, ui: &Ui, options: &ExportOptions) -> Result<Exit, Failure> {
    let manager = app.manager(options.profile.as_deref())?;
    let doing = |failure: Failure| {
        let failure = failure.doing(format!("cannot export {}", manager.name()));
        failure.of_profile(manager.name())
    };
    let to_stdout = is_dash(&options.file);
    if to_stdout && ui.shows_results() && !options.force {
        return Err(doing(in_sight()));
    }
    msal::check(manager.profile()).map_err(|e| doing(e.into()))?;
    let login = login(&manager).map_err(|e| doing(e.into()))?;
    let exported = msal::export(manager.profile(), &login).map_err(|e| doing(e.into()))?;
    match to_stdout {
        true => ui.bytes(&exported.bytes)?,
        false => {
            write(&options.file, &exported, options.force).map_err(doing)?;
            let file = options.file.display().to_string();
            let human = format!(
                "exported {} of {} to {file}",
                exported.account,
                manager.name()
            );
            let report = Report {
                profile: manager.name(),
                account: &exported.account,
                expires_at: login.expires_at,
                refresh_token: login.usable_refresh_token().is_some(),
                file,
            };
            ui.report(&human, &report)?;
        }
    }
    if !exported.not_granted.is_empty() {
        warn!(
            "MSAL will ask for {} when it renews, which this login was not granted: add it to the profile's scopes and log in again if the issuer refuses",
            exported.not_granted.join(" ")
        );
    }
    ui.say(&format!(
        "{} is not encrypted: whoever reads it is {}. Where refresh tokens are for one use, renew in one place only",
        file_name(&options.file),
        exported.account
    ));
    Ok(Exit::Done)
}

/// The cached login, if it is of any use: its token is good, or can be renewed.
fn login(manager: &Manager) -> Result<Login, Error> {
    let cached = manager.cached()?;
    let needed = |reason| Error::LoginNeeded {
        profile: manager.name().to_owned(),
        reason,
    };
    match (manager.need(cached.as_ref()), cached) {
        (Need::Person(reason), _) => Err(needed(reason)),
        (_, None) => Err(needed(LoginReason::NoLogin)),
        (_, Some(login)) => Ok(login),
    }
}

fn write(file: &Path, exported: &Exported, force: bool) -> Result<(), Failure> {
    let written = match force {
        true => fsio::replace(file, &exported.bytes, 0o600),
        false => fsio::create_new(file, &exported.bytes, 0o600),
    };
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            let message = format!("{} is there already", file.display());
            Failure::new(Kind::Usage, message)
                .hinted("say --force to replace it, or name another file")
        }
        _ => error.into(),
    })
}

fn in_sight() -> Failure {
    let message = "the tokens would be shown on the terminal";
    Failure::new(Kind::Usage, message).hinted("name a file or a pipe, or say --force")
}
