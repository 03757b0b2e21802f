//! `sync history`: the runs, newest first.

use serde::Serialize;

use super::{HistoryOptions, Told, reading};
use crate::app::App;
use crate::clock;
use crate::db::Wanted;
use crate::failure::{Exit, Failure};
use crate::ui::{self, Ui};

#[derive(Serialize)]
struct Runs<'a> {
    runs: Vec<Told<'a>>,
}

pub(super) fn list(app: &App, ui: &Ui, options: &HistoryOptions) -> Result<Exit, Failure> {
    let wanted = Wanted {
        sync: options.sync.as_deref(),
        failed: options.failed,
    };
    let runs = reading(app, async |database| {
        Ok(database.runs(wanted, options.limit).await?)
    })?;
    let runs = runs.unwrap_or_default();
    let now = clock::now();
    let text = match runs.is_empty() {
        true => nothing(options),
        false => ui::runs(&runs, now, ui.look()),
    };
    let told = runs.iter().map(|run| Told::of(run, now)).collect();
    ui.report(&text, &Runs { runs: told })?;
    Ok(Exit::Done)
}

fn nothing(options: &HistoryOptions) -> String {
    match options.failed {
        true => "no such run; all of them: jeton sync history".to_owned(),
        false => "no run yet; the first one: jeton sync referrals".to_owned(),
    }
}
