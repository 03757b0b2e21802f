//! `key generate`: a new key file. Never in the place of one that is there.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::app::App;
use crate::failure::{Exit, Failure};
use crate::token::{Cache, CacheError, Keys};
use crate::ui::Ui;

/// What `key generate` was asked for.
#[derive(Clone, Debug, Default)]
pub struct GenerateOptions {
    /// The data folder's key file when left out.
    pub out: Option<PathBuf>,
}

#[derive(Serialize)]
struct Generated<'a> {
    path: &'a Path,
    recipient: &'a str,
    in_force: bool,
}

/// Makes a key file, and says when something keeps it from being the key in force.
pub fn generate(app: &App, ui: &Ui, options: &GenerateOptions) -> Result<Exit, Failure> {
    let keys = app.keys();
    let path = match &options.out {
        Some(path) => path.clone(),
        None => keys.default_file()?,
    };
    let recipient = keys.create(&path)?;
    if keys.is_beside_cache(&path) {
        tracing::warn!(
            "{} lies in the state folder that it would protect: whoever copies the one has the other; it is used only with --allow-key-beside-cache",
            path.display()
        );
    }
    let obstacle = obstacle(keys, &recipient);
    if let Some(obstacle) = &obstacle {
        tracing::warn!("this key is not in force: {obstacle}");
    } else {
        warn_of_logins(&app.cache()?);
    }
    let report = Generated {
        path: &path,
        recipient: &recipient,
        in_force: obstacle.is_none(),
    };
    ui.report(&format!("{}\n{recipient}", path.display()), &report)?;
    Ok(Exit::Done)
}

/// What goes before the new key, or stands in its way.
fn obstacle(keys: &Keys, recipient: &str) -> Option<String> {
    match keys.again() {
        Ok(key) if key.recipient() == recipient => None,
        Ok(key) => Some(format!(
            "the one from {} goes before it (to use this one, name it with --key-file, JETON_KEY_FILE or key.file)",
            key.source
        )),
        Err(error) => Some(Failure::from(error).message),
    }
}

/// A key made where another one was lost.
fn warn_of_logins(cache: &Cache) {
    for profile in cache.logins().unwrap_or_default() {
        if let Err(error @ CacheError::WrongKey { .. }) = cache.read(&profile) {
            tracing::warn!("{error}: it was made with another one");
        }
    }
}
