//! `token reset`: gives logins back and removes them.

use serde::Serialize;

use super::chosen;
use crate::app::App;
use crate::failure::{Exit, Failure};
use crate::token::{Manager, Reset, Revocation};
use crate::ui::Ui;

/// What `token reset` was asked for.
#[derive(Clone, Debug, Default)]
pub struct ResetOptions {
    /// The first one when left out.
    pub profiles: Vec<String>,
    /// Every configured profile.
    pub all: bool,
    /// Do not ask.
    pub yes: bool,
    /// Remove what cannot be read, too.
    pub force: bool,
}

#[derive(Serialize)]
struct ResetReport {
    reset: Vec<ResetProfile>,
}

#[derive(Serialize)]
struct ResetProfile {
    profile: String,
    removed: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pending_removed: bool,
    revocation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// Revokes at the issuer where it can be, and removes the cached login in every case.
pub fn reset(app: &App, ui: &Ui, options: &ResetOptions) -> Result<Exit, Failure> {
    let managers = chosen(app, &options.profiles, options.all)?;
    let names: Vec<&str> = managers.iter().map(Manager::name).collect();
    let question = format!("Revoke and remove the login of {}?", names.join(", "));
    if !options.yes {
        let agreed = ui
            .confirm("a reset has to be confirmed", &question)
            .map_err(|e| Failure::from(e).hinted("say --yes to reset without being asked"))?;
        if !agreed {
            ui.report("nothing was reset", &ResetReport { reset: Vec::new() })?;
            return Ok(Exit::Done);
        }
    }
    let (mut lines, mut report, mut exit) = (Vec::new(), Vec::new(), Exit::Done);
    for manager in &managers {
        let (line, profile) = match app.block_on(manager.reset(options.force))? {
            Ok(done) => {
                if matches!(done.revocation, Revocation::Failed(_)) {
                    exit = Exit::Partial;
                }
                reset_report(manager.name(), &done)
            }
            // The others are reset all the same.
            Err(error) => {
                let failure = Failure::from(error).of_profile(manager.name());
                exit = Exit::Found(failure.kind);
                ui.error(&failure.line(), failure.hint().as_deref());
                not_reset(manager.name(), failure.message)
            }
        };
        lines.push(line);
        report.push(profile);
    }
    ui.report(&lines.join("\n"), &ResetReport { reset: report })?;
    Ok(exit)
}

fn not_reset(name: &str, reason: String) -> (String, ResetProfile) {
    let line = format!("{name}: not reset, {reason}");
    let profile = ResetProfile {
        profile: name.to_owned(),
        removed: false,
        pending_removed: false,
        revocation: "not_tried",
        reason: Some(reason),
    };
    (line, profile)
}

fn reset_report(name: &str, done: &Reset) -> (String, ResetProfile) {
    let (state, text, reason) = revocation(&done.revocation);
    let line = match (done.removed, done.pending) {
        (true, false) => format!("{name}: removed; {text}"),
        (true, true) => format!("{name}: removed, with a pending one; {text}"),
        (false, true) => format!("{name}: there was no login but a pending one, which was removed"),
        (false, false) => format!("{name}: there was no login"),
    };
    let profile = ResetProfile {
        profile: name.to_owned(),
        removed: done.removed,
        pending_removed: done.pending,
        revocation: state,
        reason,
    };
    (line, profile)
}

fn revocation(outcome: &Revocation) -> (&'static str, String, Option<String>) {
    match outcome {
        Revocation::Nothing => ("nothing", "there was nothing to revoke".to_owned(), None),
        Revocation::Done => ("revoked", "revoked at the issuer".to_owned(), None),
        Revocation::NotOffered => (
            "not_offered",
            "the issuer offers no revocation, so the tokens stay good until they end".to_owned(),
            None,
        ),
        Revocation::Failed(error) => (
            "failed",
            format!("not revoked at the issuer ({error}), so the tokens stay good until they end"),
            Some(error.to_string()),
        ),
        Revocation::Unreadable(error) => (
            "unreadable",
            format!("not revoked, because it could not be read ({error})"),
            Some(error.to_string()),
        ),
    }
}
