//! `key rotate`: a new key in the place of the old one.

mod integrations;

use serde::Serialize;

use super::{exit_of, named, place};
use crate::app::App;
use crate::failure::{Exit, Failure, Kind};
use crate::token::{self, Key, Older, Rotated};
use crate::ui::Ui;
use integrations::{Resealed, gone_over};

#[derive(Serialize)]
struct Report {
    source: &'static str,
    key: String,
    recipient: String,
    /// Whether this run made the identity, or went on with one that was there.
    made: bool,
    older: &'static str,
    files: Vec<Went>,
    integrations: Vec<Went>,
}

/// A cached login's file, an integration, or a database of integrations.
#[derive(Serialize)]
struct Went {
    name: String,
    sealed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// Seals every cached login and every integration's credentials for a new identity, then takes the old one away. Run
/// again after it was cut off, it goes on.
pub fn rotate(app: &App, ui: &Ui) -> Result<Exit, Failure> {
    let (cache, vault) = (app.cache()?, app.vault()?);
    let target = app.database()?;
    let mut kept = Vec::new();
    let elsewhere = async |key: &Key| {
        kept = gone_over(&vault, &target, key).await;
        kept.iter().all(|one| !one.needs_older)
    };
    let rotated = token::rotate(app.keys(), &cache, &vault, elsewhere);
    let rotated = app.block_on(rotated)?;
    let rotated = rotated.map_err(|error| named(&cache, error.into()))?;
    let word = if rotated.made {
        "new identity"
    } else {
        "identity"
    };
    let head = format!(
        "{word} in {}: {}",
        place(&rotated.source),
        rotated.recipient
    );
    let (mut lines, end) = (vec![head], ended(&rotated));
    let (mut files, mut integrations, mut failures) = (Vec::new(), Vec::new(), Vec::new());
    let mut went = |name: String, failure: Option<Failure>| {
        lines.push(match &failure {
            None => format!("{name}: sealed for it"),
            Some(_) => format!("{name}: as it was"),
        });
        if let Some(failure) = &failure {
            ui.error(&failure.line(), failure.hint().as_deref());
        }
        let went = Went {
            name,
            sealed: failure.is_none(),
            reason: failure.as_ref().map(|failure| failure.message.clone()),
        };
        failures.extend(failure);
        went
    };
    for token::Sealed {
        profile,
        file,
        outcome,
    } in rotated.files
    {
        let failure = outcome.err();
        let failure = failure.map(|error| failed(&file, Failure::from(error)).of_profile(&profile));
        files.push(went(file, failure));
    }
    for Resealed { name, outcome, .. } in kept {
        let failure = outcome.err().map(|failure| failed(&name, failure));
        integrations.push(went(name, failure));
    }
    lines.push(end);
    let report = Report {
        source: rotated.source.word(),
        key: rotated.source.to_string(),
        recipient: rotated.recipient,
        made: rotated.made,
        older: match rotated.older {
            Older::Removed => "removed",
            Older::CanGo => "can_go",
            Older::Needed => "needed",
        },
        files,
        integrations,
    };
    ui.report(&lines.join("\n"), &report)?;
    Ok(exit_of(&failures))
}

fn failed(name: &str, failure: Failure) -> Failure {
    let failure = failure.doing(format!("{name} is as it was"));
    let hint = failure.hint().filter(|_| failure.kind != Kind::Busy);
    let again = "run again: jeton key rotate";
    let hint = hint.map_or_else(|| again.to_owned(), |hint| format!("{hint}; then {again}"));
    failure.hinted(hint)
}

fn ended(rotated: &Rotated) -> String {
    match rotated.older {
        Older::Removed => "the old identity is gone: nothing needs it".to_owned(),
        Older::CanGo => format!(
            "nothing needs the identities after the first one in {}: take them out once nothing runs with the old key alone",
            place(&rotated.source)
        ),
        Older::Needed => format!(
            "the rotation has not ended: the old identity stays in {}",
            place(&rotated.source)
        ),
    }
}
