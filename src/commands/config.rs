//! `config init`, `show`, `check`, `path`.

mod init;

use std::path::PathBuf;

use serde::Serialize;

use crate::app::App;
use crate::config::{self, DEFAULT_TOML, Environment};
use crate::db;
use crate::failure::{Exit, Failure, Kind};
use crate::token::KeyError;
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
    let mut values = values;
    values.extend(unset(app, &values));
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

/// What stands behind two keys that nobody set.
fn unset(app: &App, values: &[ShownValue]) -> Vec<ShownValue> {
    let is_set = |key: &str| values.iter().any(|value| value.key.starts_with(key));
    let mut shown = Vec::new();
    if !is_set("database.url")
        && let Ok(db::Target::Sqlite(path)) = app.database()
    {
        shown.push(("database.url", format!("sqlite:{}", path.display())));
    }
    // Showing the configuration runs no command.
    if !is_set("key.file")
        && !is_set("key.command")
        && let Ok(key) = app.keys().find()
    {
        shown.push(("key", key.source.to_string()));
    }
    let shown = shown.into_iter().map(|(key, value)| ShownValue {
        key: key.to_owned(),
        value,
        origin: "default".to_owned(),
    });
    shown.collect()
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
    let wrong = unusable(app);
    if !wrong.is_empty() {
        return Err(Failure::new(Kind::Config, wrong.join("; "))
            .hinted("each value with its origin is shown by: jeton config show"));
    }
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

/// What reads well and cannot be used: a secret that is not there, a key that is none, a database that is
/// unknown. Nothing is connected to.
fn unusable(app: &App) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, profile) in app.settings().profiles.iter() {
        let secret = profile.client_secret.as_ref();
        if let Some(Err(error)) = secret.map(|secret| secret.resolve(&app.loaded().environment)) {
            wrong.push(format!("profiles.{name}.client_secret: {error}"));
        }
    }
    match app.keys().find() {
        Ok(_) | Err(KeyError::None | KeyError::NoHome) => {}
        Err(error) => wrong.push(error.to_string()),
    }
    let database = app.database().map_err(Failure::from);
    let checked = database.and_then(|target| Ok(target.check()?));
    if let Err(failure) = checked {
        wrong.push(failure.message);
    }
    wrong
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
