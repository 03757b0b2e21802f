//! `key show`: where the key comes from, who it lets in, and what it opens. Takes no lock, changes nothing.

use std::path::PathBuf;

use serde::Serialize;

use super::named;
use crate::app::App;
use crate::failure::{Exit, Failure};
use crate::token::{Cache, CacheError, Key, Login};
use crate::ui::{self, Ui};

#[derive(Serialize)]
struct Shown {
    source: &'static str,
    path: Option<PathBuf>,
    key: String,
    recipient: String,
    older_recipients: Vec<String>,
    rotating: bool,
    configured_recipients: Vec<String>,
    logins: Vec<ShownLogin>,
}

#[derive(Serialize)]
struct ShownLogin {
    profile: String,
    cache: String,
    opens: bool,
    /// Whether it takes an older identity.
    older: bool,
    recipients: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// Shows the key in force and whether every cached login opens with it.
pub fn show(app: &App, ui: &Ui) -> Result<Exit, Failure> {
    let cache = app.cache()?;
    let profiles = cache.logins()?;
    let key = cache.key().map_err(|error| named(&cache, error.into()))?;
    let logins = profiles.into_iter().map(|name| look(&cache, name, &key));
    let report = Shown {
        source: key.source.word(),
        path: key.source.path().map(PathBuf::from),
        key: key.source.to_string(),
        recipient: key.recipient(),
        older_recipients: key.older(),
        rotating: key.rotating,
        configured_recipients: key.configured(),
        logins: logins.collect(),
    };
    ui.report(&human(&report), &report)?;
    Ok(Exit::Done)
}

fn look(cache: &Cache, profile: String, key: &Key) -> ShownLogin {
    let newest = cache.read_with(&profile, &key.newest());
    let older = matches!(newest, Err(CacheError::WrongKey { .. }));
    let read = match older {
        true => cache.read_with(&profile, key),
        false => newest,
    };
    let opens = read.is_ok();
    let recipients = |login: &Option<Login>| match login {
        Some(login) => login.recipients.clone(),
        None => Vec::new(),
    };
    ShownLogin {
        cache: cache.path(&profile).display().to_string(),
        opens,
        older: older && opens,
        recipients: read.as_ref().map(recipients).unwrap_or_default(),
        reason: read.err().map(|error| Failure::from(error).message),
        profile,
    }
}

fn human(shown: &Shown) -> String {
    let list = |texts: &[String]| match texts.is_empty() {
        true => "-".to_owned(),
        false => texts.join(" "),
    };
    let rotation = match (shown.rotating, shown.older_recipients.is_empty()) {
        (true, _) => "begun and not ended: run jeton key rotate again",
        (false, false) => "older identities are there: jeton key rotate makes them needless",
        (false, true) => "-",
    };
    let mut text = ui::fields(vec![
        ("key", shown.key.clone()),
        ("recipient", shown.recipient.clone()),
        ("older", list(&shown.older_recipients)),
        ("rotation", rotation.to_owned()),
        ("key.recipients", list(&shown.configured_recipients)),
    ]);
    if !shown.logins.is_empty() {
        let rows = shown.logins.iter().map(|login| {
            let opens = match (login.opens, login.older, &login.reason) {
                (true, false, _) => "yes".to_owned(),
                (true, true, _) => "with an older identity".to_owned(),
                (false, _, Some(reason)) => format!("no: {reason}"),
                (false, _, None) => "no".to_owned(),
            };
            vec![login.profile.clone(), opens, list(&login.recipients)]
        });
        let headings = ["LOGIN", "OPENS", "FURTHER RECIPIENTS"];
        text.push_str("\n\n");
        text.push_str(&ui::table(&headings, rows.collect()));
    }
    text
}
