//! From the inputs to the settings: find the file, lay the layers over each other, check.
//!
//! Opens only the config file and the `.env` beside it; secrets stay references.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use secrecy::ExposeSecret;

use super::check::check;
use super::env::Environment;
use super::error::Error;
use super::external_orders::PROFILE as EXTERNAL_ORDERS;
use super::node::{Anchors, Item, Node, Origin};
use super::secret::Secret;
use super::settings::Settings;
use super::{de, dotenv, file, overlay, show};
use crate::fsio;

/// A config of every profile anybody has fits in a hundredth of it.
const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// Keys whose text is a path.
const PATHS: [&[&str]; 5] = [
    &["state_dir"],
    &["key", "file"],
    &["http", "ca_file"],
    &["database", "url", "file"],
    &["profiles", "*", "client_secret", "file"],
];

/// What the command line and the environment say.
#[derive(Debug)]
pub struct Inputs {
    /// `--config`.
    pub config: Option<PathBuf>,
    /// Path of a value (`state_dir`), flag as typed (`--state-dir`), text.
    pub flags: Vec<(&'static str, &'static str, String)>,
    pub env: Environment,
}

/// Settings, and how they came to be.
#[derive(Debug)]
pub struct Loaded {
    pub settings: Settings,
    /// The config file used.
    pub path: Option<PathBuf>,
    /// Every value in force, for `config show`.
    pub origins: Vec<Value>,
    /// What works and should be changed all the same.
    pub warnings: Vec<String>,
    /// The environment with `.env` added: secrets are resolved in this one.
    pub environment: Environment,
}

/// A value in force as it may be shown: secrets are masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    pub path: String,
    pub shown: String,
    pub origin: Origin,
}

/// Reads all layers. A file that was named must exist; none at all is fine.
pub fn load(inputs: &Inputs) -> Result<Loaded, Error> {
    if let Some(name) = inputs
        .env
        .unreadable()
        .iter()
        .find(|n| n.starts_with("JETON_"))
    {
        return Err(Error::VariableNotText { name: name.clone() });
    }
    let mut warnings = Vec::new();
    let (path, mut tree) = read_config(inputs, &mut warnings)?;
    let cwd = &inputs.env.folders().cwd;
    let folder = path.as_deref().and_then(Path::parent).unwrap_or(cwd);
    let environment = with_dotenv(&inputs.env, folder, &mut warnings)?;
    overlay::apply(&mut tree, &environment, &mut warnings);
    for (path, flag, text) in &inputs.flags {
        let keys: Vec<String> = path.split('.').map(str::to_owned).collect();
        let name = (*flag).to_owned();
        tree.set(
            &keys,
            Node::new(Item::Raw(text.clone()), Origin::Flag { name }),
        );
    }
    anchor_paths(&mut tree, folder, &environment);
    default_state_dir(&mut tree, &environment)?;
    let mut settings: Settings = de::from_tree(&tree)?;
    settings.data_dir = environment.folders().data.clone();
    warnings.extend(literal_secrets(&settings, &tree));
    let origins = show::values(&settings, &tree);
    if let Some(profile) = settings.sources.external_orders.as_profile() {
        settings.profiles.add(EXTERNAL_ORDERS, profile);
    }
    check(&settings, &tree)?;
    Ok(Loaded {
        origins,
        settings,
        path,
        warnings,
        environment,
    })
}

/// Where a config file is looked for, the first one found being used.
pub fn search_path(env: &Environment) -> Vec<PathBuf> {
    let folders = env.folders();
    if let Some(named) = env.get("JETON_CONFIG") {
        return vec![folders.cwd.join(named)];
    }
    let config = folders.config.as_deref();
    let places = [Some(folders.cwd.as_path()), config, Some(&folders.system)];
    let mut paths: Vec<PathBuf> = Vec::new();
    for path in places
        .into_iter()
        .flatten()
        .map(|folder| folder.join("jeton.toml"))
    {
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}

fn read_config(
    inputs: &Inputs,
    warnings: &mut Vec<String>,
) -> Result<(Option<PathBuf>, Node), Error> {
    let cwd = &inputs.env.folders().cwd;
    let (paths, named_by) = match &inputs.config {
        Some(path) => (vec![cwd.join(path)], Some("--config")),
        None => (
            search_path(&inputs.env),
            inputs.env.get("JETON_CONFIG").map(|_| "JETON_CONFIG"),
        ),
    };
    for path in &paths {
        let text = match named_by {
            Some(_) => read_text(path)?,
            None => read_if_allowed(path, warnings)?,
        };
        if let Some(text) = text {
            let tree = file::parse(&text, called(path, cwd))?;
            return Ok((Some(path.clone()), tree));
        }
    }
    match (named_by, paths.into_iter().next()) {
        (Some(by), Some(path)) => Err(Error::NotFound { path, by }),
        _ => Ok((None, Node::table(Origin::Default))),
    }
}

fn read_text(path: &Path) -> Result<Option<String>, Error> {
    let Some(bytes) = fsio::read(path, MAX_BYTES)? else {
        return Ok(None);
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(_) => Err(Error::NotText {
            path: path.to_path_buf(),
        }),
    }
}

/// As [`read_text`], for a file that nobody named: after `su` the current folder, or HOME, can be
/// one that is closed to us, and a folder called `.env` is a Python environment.
fn read_if_allowed(path: &Path, warnings: &mut Vec<String>) -> Result<Option<String>, Error> {
    match read_text(path) {
        Err(Error::File(error)) if error.kind() == ErrorKind::PermissionDenied => {
            warnings.push(format!("{error}; went on without it"));
            Ok(None)
        }
        Err(Error::File(error)) if error.kind() == ErrorKind::IsADirectory => Ok(None),
        text => text,
    }
}

/// Files in the current folder are called as people call them there.
fn called<'a>(path: &'a Path, cwd: &Path) -> &'a Path {
    path.strip_prefix(cwd).unwrap_or(path)
}

fn with_dotenv(
    env: &Environment,
    folder: &Path,
    warnings: &mut Vec<String>,
) -> Result<Environment, Error> {
    let mut environment = env.clone();
    let path = folder.join(".env");
    let text = read_if_allowed(&path, warnings)?;
    let called = called(&path, &env.folders().cwd);
    let found = dotenv::parse(&text.unwrap_or_default());
    for line in &found.unread {
        let place = called.display();
        warnings.push(format!("{place}:{line} is not KEY=value and was not read"));
    }
    environment.add(found, called);
    Ok(environment)
}

fn anchor_paths(tree: &mut Node, folder: &Path, environment: &Environment) {
    let folders = environment.folders();
    let anchors = Anchors {
        file: folder,
        cwd: &folders.cwd,
        home: folders.home.as_deref(),
    };
    for path in PATHS {
        tree.anchor(path, &anchors);
    }
}

fn default_state_dir(tree: &mut Node, environment: &Environment) -> Result<(), Error> {
    if tree.get(&["state_dir"]).is_some() {
        return Ok(());
    }
    let state = environment.folders().state.as_deref();
    let state = state.and_then(Path::to_str).ok_or(Error::NoFolder {
        what: "state",
        hint: "give --state-dir, JETON_STATE_DIR or state_dir",
    })?;
    let leaf = Node::new(Item::String(state.to_owned()), Origin::Default);
    tree.set(&["state_dir".to_owned()], leaf);
    Ok(())
}

/// Secrets written out in the config file; the environment is a fit place for them.
fn literal_secrets(settings: &Settings, tree: &Node) -> Vec<String> {
    let mut found = Vec::new();
    let url = settings.database.url.as_ref();
    if let Some(Secret::Literal(url)) = url
        && show::has_password(url.expose_secret())
    {
        found.push(vec!["database", "url"]);
    }
    let external = &settings.sources.external_orders;
    if matches!(external.client_secret, Some(Secret::Literal(_))) {
        found.push(vec!["sources", "external-orders", "client_secret"]);
    }
    for (name, profile) in settings.profiles.iter() {
        if matches!(profile.client_secret, Some(Secret::Literal(_))) {
            found.push(vec!["profiles", name, "client_secret"]);
        }
    }
    let from_config = |path: &Vec<&str>| matches!(tree.origin_of(path), Origin::File { .. });
    let warning = |path: Vec<&str>| {
        let key = path
            .iter()
            .fold(String::new(), |all, key| super::node::join(&all, key));
        let origin = tree.origin_of(&path);
        format!("{origin}: {key} is written out; use {{ env = \"…\" }} or {{ file = \"…\" }}")
    };
    found.into_iter().filter(from_config).map(warning).collect()
}
