//! `sandbox run`, `sandbox env`.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::shell::quoted;
use crate::app::{self, Stop};
use crate::config::Environment;
use crate::failure::{Exit, Failure};
use crate::sandbox::{self, Options, Sandbox, marketplaces};
use crate::token::{KeyError, KeyPlaces, Keys};
use crate::ui::Ui;

#[derive(Serialize)]
struct Running {
    url: String,
    environment: serde_json::Map<String, serde_json::Value>,
}

/// Serves until it is stopped. The first thing on stdout is the environment that points jeton at it.
pub fn run(ui: &Ui, own: &Environment, options: Options) -> Result<Exit, Failure> {
    app::runtime()?.block_on(async {
        let stop = Stop::listen()?;
        let referrals = options.referrals;
        let sandbox = Sandbox::start(options).await?;
        environment(ui, own, &sandbox.url())?;
        ui.say(&format!(
            "sandbox at {} with {referrals} referrals; a person approves logins at {}/device; Ctrl-C stops it",
            sandbox.url(),
            sandbox.url(),
        ));
        ui.say(&format!(
            "sellers: {} at Trendyol, {} at Hepsiburada, or any other; key {} (at N11, what follows it is the seller), secret {}",
            marketplaces::SELLER,
            marketplaces::MERCHANT,
            marketplaces::KEY,
            marketplaces::SECRET,
        ));
        let mut asked = stop.receiver();
        // The sender lives as long as the process: the wait ends with a signal alone.
        let _ = asked.wait_for(|asked| *asked).await;
        sandbox.stop().await;
        Ok(Exit::Done)
    })
}

/// Prints the environment that points jeton at a sandbox on `port`, for `eval`.
pub fn env(ui: &Ui, own: &Environment, port: u16) -> Result<Exit, Failure> {
    environment(ui, own, &format!("http://127.0.0.1:{port}"))?;
    Ok(Exit::Done)
}

fn environment(ui: &Ui, own: &Environment, url: &str) -> Result<(), Failure> {
    let folder = own.cache_dir().join("sandbox");
    let key = folder.join("key.txt");
    // A folder that cannot be written is said by the first login, too.
    if let Err(failure) = make_key(own, &folder, &key) {
        tracing::warn!("the sandbox has no key for logins: {}", failure.line());
    }
    let mut pairs = sandbox::environment(url, &folder);
    pairs.push(("JETON_KEY_FILE", key.display().to_string()));
    let lines = pairs
        .iter()
        .map(|(name, value)| format!("export {name}={}", *quoted(value)));
    let human = lines.collect::<Vec<_>>().join("\n");
    let environment = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone().into()));
    let report = Running {
        url: url.to_owned(),
        environment: environment.collect(),
    };
    Ok(ui.report(&human, &report)?)
}

/// A key of its own: one that also protects real logins could be lost to a rotation of trial.
fn make_key(own: &Environment, folder: &Path, key: &Path) -> Result<(), Failure> {
    let keys = Keys::new(KeyPlaces {
        file: Some(key.to_owned()),
        command: None,
        environment: Arc::new(own.clone()),
        data_dir: Some(folder.to_owned()),
        state_dir: folder.join("state"),
        recipients: Vec::new(),
        allow_beside_cache: false,
    });
    match keys.create(key) {
        Ok(_) | Err(KeyError::Exists(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
