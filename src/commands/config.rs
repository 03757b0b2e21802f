//! `config init`, `show`, `check`, `path`.

mod init;

use std::path::PathBuf;

use serde::Serialize;

use crate::app::App;
use crate::config::{self, DEFAULT_TOML, Environment};
use crate::failure::{Exit, Failure};
use crate::ui::{self, Ui};

pub use init::{InitOptions, init};

#[derive(Serialize)]
struct Shown {
    path: Option<PathBuf>,
    values: Vec<ShownValue>,
}

#[derive(Serialize)]
struct ShownValue {
    key: String,
    value: String,
    origin: String,
}

/// Shows every value in force and where it came from. Secrets are masked.
pub fn show(app: &App, ui: &Ui) -> Result<Exit, Failure> {
    let loaded = app.loaded();
    let values: Vec<ShownValue> = loaded
        .origins
        .iter()
        .map(|value| ShownValue {
            key: value.path.clone(),
            value: value.shown.clone(),
            origin: value.origin.to_string(),
        })
        .collect();
    let rows = values
        .iter()
        .map(|v| vec![v.key.clone(), v.value.clone(), v.origin.clone()]);
    let human = ui::table(&["KEY", "VALUE", "FROM"], rows.collect());
    let report = Shown {
        path: loaded.path.clone(),
        values,
    };
    ui.report(&human, &report)?;
    Ok(Exit::Done)
}

/// Prints every key with its default and its documentation.
pub fn defaults(ui: &Ui) -> Result<Exit, Failure> {
    ui.line(DEFAULT_TOML)?;
    Ok(Exit::Done)
}

#[derive(Serialize)]
struct Checked<'a> {
    path: Option<PathBuf>,
    profiles: Vec<&'a str>,
    warnings: &'a [String],
}

/// Says that the configuration is right, or (by failing earlier) what is wrong with it.
pub fn check(app: &App, ui: &Ui) -> Result<Exit, Failure> {
    let loaded = app.loaded();
    let profiles: Vec<&str> = loaded
        .settings
        .profiles
        .iter()
        .map(|(name, _)| name)
        .collect();
    let place = match &loaded.path {
        Some(path) => path.display().to_string(),
        None => "no file (environment and defaults only)".to_owned(),
    };
    let human = match profiles.is_empty() {
        true => format!("{place}: right, but it has no profile; make one with: jeton config init"),
        false => format!("{place}: right, profiles {}", profiles.join(", ")),
    };
    let report = Checked {
        path: loaded.path.clone(),
        profiles,
        warnings: &loaded.warnings,
    };
    ui.report(&human, &report)?;
    Ok(Exit::Done)
}

#[derive(Serialize)]
struct Paths {
    paths: Vec<SearchedPath>,
}

#[derive(Serialize)]
struct SearchedPath {
    path: PathBuf,
    exists: bool,
}

/// Shows where a configuration is looked for, in order. The first that exists is used.
pub fn path(ui: &Ui, environment: &Environment) -> Result<Exit, Failure> {
    let paths: Vec<SearchedPath> = config::search_path(environment)
        .into_iter()
        .map(|path| SearchedPath {
            exists: path.exists(),
            path,
        })
        .collect();
    let used = paths.iter().position(|searched| searched.exists);
    let lines = paths.iter().enumerate().map(|(at, searched)| {
        let mark = match (Some(at) == used, searched.exists) {
            (true, _) => "  (used)",
            (false, true) => "  (there, not used)",
            (false, false) => "",
        };
        format!("{}{mark}", searched.path.display())
    });
    let human = lines.collect::<Vec<_>>().join("\n");
    ui.report(&human, &Paths { paths })?;
    Ok(Exit::Done)
}
