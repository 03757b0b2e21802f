//! `key add-recipient`: further keys that open every cached login.

use serde::Serialize;

use super::exit_of;
use crate::app::App;
use crate::failure::{Exit, Failure, Kind};
use crate::token::{self, Added};
use crate::ui::Ui;

/// What `key add-recipient` was asked for.
#[derive(Clone, Debug, Default)]
pub struct AddRecipientOptions {
    /// Public halves, `age1…`.
    pub recipients: Vec<String>,
}

#[derive(Serialize)]
struct Report<'a> {
    recipients: &'a [String],
    logins: Vec<Login>,
}

#[derive(Serialize)]
struct Login {
    profile: String,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// Seals every cached login for the recipients, too, and lets each remember them.
pub fn add_recipient(app: &App, ui: &Ui, options: &AddRecipientOptions) -> Result<Exit, Failure> {
    let recipients = token::checked_recipients(&options.recipients).map_err(|error| {
        let mut failure = Failure::from(error);
        failure.kind = Kind::Usage;
        failure
    })?;
    let cache = app.cache()?;
    let added = app.block_on(token::add_recipients(&cache, &recipients))??;
    if added.is_empty() {
        return Err(Failure::new(
            Kind::Config,
            "there is no cached login to add a recipient to",
        )
        .hinted("for logins that are made later, set key.recipients in the configuration"));
    }
    let (mut lines, mut logins, mut failures) = (Vec::new(), Vec::new(), Vec::new());
    for added in added {
        let (line, login, failure) = described(added);
        if let Some(failure) = failure {
            ui.error(&failure.line(), failure.hint().as_deref());
            failures.push(failure);
        }
        lines.push(line);
        logins.push(login);
    }
    ui.say("logins of other profiles that are made later do not have them: key.recipients in the configuration is for those");
    let report = Report {
        recipients: &recipients,
        logins,
    };
    ui.report(&lines.join("\n"), &report)?;
    Ok(exit_of(&failures))
}

fn described((profile, added): Added) -> (String, Login, Option<Failure>) {
    let (state, line, failure) = match added {
        Ok(true) => ("added", format!("{profile}: opens with them, too"), None),
        Ok(false) => ("unchanged", format!("{profile}: had them already"), None),
        Err(error) => {
            let failure = Failure::from(error)
                .doing(format!("{profile} is as it was"))
                .of_profile(&profile);
            ("failed", format!("{profile}: not changed"), Some(failure))
        }
    };
    let login = Login {
        profile,
        state,
        reason: failure.as_ref().map(|failure| failure.message.clone()),
    };
    (line, login, failure)
}
