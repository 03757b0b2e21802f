//! `token exec`: a command with the token in its environment. The command takes this process's place, so that
//! signals and the exit code are its own.

use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::os::unix::process::CommandExt;
use std::process::Command;

use secrecy::ExposeSecret;

use super::handed::{END_VARIABLE, TOKEN_VARIABLE, handed};
use crate::app::App;
use crate::config::{Loaded, Origin, Secret};
use crate::failure::{Exit, Failure, Kind};
use crate::fsio;

/// Secrets by their names, whether or not they are in force.
const OURS: [&str; 2] = ["JETON_KEY", "JETON_DATABASE__URL"];

/// What `token exec` was asked for.
#[derive(Clone, Debug)]
pub struct ExecOptions {
    /// The first one when left out.
    pub profile: Option<String>,
    /// The variable of the token, `JETON_ACCESS_TOKEN` when left out.
    pub variable: Option<String>,
    /// The command and its arguments.
    pub command: Vec<OsString>,
}

/// Becomes the command; returns only where that fails or a signal came first.
pub fn exec(app: &App, options: &ExecOptions) -> Result<Exit, Failure> {
    let Some((program, arguments)) = options.command.split_first() else {
        return Err(Failure::new(Kind::Usage, "no command to run"));
    };
    let handed = match handed(app, options.profile.as_deref())? {
        Ok(handed) => handed,
        Err(signal) => return Ok(Exit::Stopped(signal)),
    };
    let mut command = Command::new(program);
    command.args(arguments);
    for name in secrets(app.loaded()) {
        command.env_remove(name);
    }
    let variable = options.variable.as_deref().unwrap_or(TOKEN_VARIABLE);
    command.env(variable, handed.login.access_token.expose_secret());
    match handed.login.expires_at {
        Some(end) => command.env(END_VARIABLE, end.to_string()),
        None => command.env_remove(END_VARIABLE),
    };
    Err(not_run(program, &command.exec()))
}

/// The variables that are jeton's own secrets: the cache's key, what profiles authenticate with, and the
/// database's address, which may hold a password. `DATABASE_URL` is everybody's: it goes only where
/// `database.url` names it.
fn secrets(loaded: &Loaded) -> Vec<&str> {
    let profiles = loaded.settings.profiles.iter();
    let references = profiles
        .map(|(_, profile)| &profile.client_secret)
        .chain([&loaded.settings.database.url]);
    let named = references.filter_map(|secret| match secret {
        Some(Secret::Env(name)) => Some(name.as_str()),
        _ => None,
    });
    let set = loaded
        .origins
        .iter()
        .filter_map(|value| match &value.origin {
            Origin::Env { name } if value.path.ends_with(".client_secret") => Some(name.as_str()),
            _ => None,
        });
    OURS.into_iter().chain(named).chain(set).collect()
}

/// With a shell's exit codes for the same.
fn not_run(program: &OsString, error: &io::Error) -> Failure {
    let reason = fsio::reason(error);
    let message = format!("cannot run {}: {reason}", program.display());
    match error.kind() {
        ErrorKind::NotFound => Failure::new(Kind::CommandNotFound, message)
            .hinted("is the name right, and the command installed and in PATH?"),
        _ => Failure::new(Kind::CommandNotRunnable, message)
            .hinted("is it a program, and executable for this user?"),
    }
}
