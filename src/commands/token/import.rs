//! `token import`: a login out of a cache of MSAL's into the encrypted one.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use secrecy::zeroize::Zeroizing;
use serde::Serialize;
use tracing::warn;

use super::{file_name, is_dash};
use crate::app::{App, Stop};
use crate::commands::shell::quoted;
use crate::failure::{Exit, Failure, Kind};
use crate::token::msal::{self, Note};
use crate::token::{Error, Login, Manager, Outcome};
use crate::ui::{self, Ui};
use crate::{clock, fsio};

/// Far above any cache, far below what would hurt to read.
const LARGEST: u64 = 16 << 20;

/// What `token import` was asked for.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The cache to read; `-` is stdin.
    pub file: PathBuf,
    /// The first one when left out.
    pub profile: Option<String>,
    /// Which account, where several fit.
    pub account: Option<String>,
    /// Replace a login that is still good.
    pub force: bool,
}

#[derive(Serialize)]
struct Imported<'a> {
    profile: &'a str,
    account: &'a str,
    scope: Option<&'a str>,
    expires_at: Option<Timestamp>,
    refresh_token: bool,
    cache: String,
    key: String,
}

/// Takes the login that fits the profile. The file stays as it is.
pub fn import(app: &App, ui: &Ui, options: &ImportOptions) -> Result<Exit, Failure> {
    let stop = app.block_on(async { Stop::listen() })??;
    let manager = app.manager(options.profile.as_deref())?.until(stop.halt());
    let name = file_name(&options.file);
    let doing = |failure: Failure| {
        let failure = failure.doing(format!("cannot import {name} into {}", manager.name()));
        failure.of_profile(manager.name())
    };
    let bytes = content(&options.file).map_err(doing)?;
    warn_of_readers(&options.file);
    let document = msal::parse(&bytes).map_err(|e| doing(e.into()))?;
    drop(bytes);
    let account = options.account.as_deref();
    let found = msal::find(&document, manager.profile(), account, clock::now());
    let found = found.map_err(|e| doing(e.into()))?;
    drop(document);

    let (account, notes) = (found.account.clone(), found.notes.clone());
    let outcome = app.block_on(manager.adopt(found, options.force))?;
    if let (Err(Error::Stopped), Some(signal)) = (&outcome, stop.signal()) {
        ui.say("stopped; what was cached before is as it was");
        return Ok(Exit::Stopped(signal));
    }
    let login = match outcome.map_err(|e| doing(e.into()))? {
        Outcome::New(login) => login,
        Outcome::Kept(login) => return Err(doing(already(&login))),
    };
    for note in &notes {
        warn!("{note}");
    }
    let key = manager.key().map_err(|e| doing(e.into()))?;
    let report = Imported {
        profile: manager.name(),
        account: &account,
        scope: login.scope.as_deref(),
        expires_at: login.expires_at,
        refresh_token: login.refresh_token.is_some(),
        cache: manager.cache().path(manager.name()).display().to_string(),
        key: key.source.to_string(),
    };
    ui.report(&imported(&manager, &login, &account, &notes), &report)?;
    if !is_dash(&options.file) {
        ui.say(&format!(
            "{name} still has the tokens in the clear; once nothing else uses it, remove it: shred -u {}",
            operand(&options.file)
        ));
    }
    Ok(Exit::Done)
}

fn content(file: &Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
    if is_dash(file) {
        return Ok(Zeroizing::new(fsio::read_stdin(LARGEST)?));
    }
    let bytes = fsio::read(file, LARGEST)?.ok_or_else(|| {
        Failure::new(Kind::Config, "there is no such file")
            .hinted("a cache that was made by the usual recipe is called .token_cache")
    });
    bytes.map(Zeroizing::new)
}

fn warn_of_readers(file: &Path) {
    if let Some(mode) = fsio::mode(file).filter(|mode| mode & 0o077 != 0 && !is_dash(file)) {
        warn!(
            "{} can be read by others (mode {mode:04o}): if somebody may have, revoke the account's sessions and log in again",
            file.display()
        );
    }
}

fn already(login: &Login) -> Failure {
    let who = login
        .account
        .as_ref()
        .map(|account| format!(" of {}", account.username));
    let message = format!("a login{} is there already", who.unwrap_or_default());
    Failure::new(Kind::Usage, message).hinted("say --force to replace it")
}

fn imported(manager: &Manager, login: &Login, account: &str, notes: &[Note]) -> String {
    let name = manager.name();
    let ends = match login.expires_at {
        _ if notes.contains(&Note::NoAccessToken) => {
            "the token is renewed at its first use".to_owned()
        }
        Some(at) if login.refresh_token.is_some() => format!(
            "the token ends {}, and is renewed by itself",
            ui::moment(at, clock::now())
        ),
        Some(at) => format!(
            "the token ends {}, and cannot be renewed",
            ui::moment(at, clock::now())
        ),
        None => "the token has no known end".to_owned(),
    };
    format!("imported {account} into {name}; {ends}")
}

/// A file for a shell's command, bare where that is safe.
fn operand(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+=:,@".contains(c);
    match text.chars().all(is_plain) && !text.starts_with('-') {
        true => text,
        false => format!("-- {}", *quoted(&text)),
    }
}
