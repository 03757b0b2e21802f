//! What `sync orders` reports: a line for one shop, a table for several.

use serde::Serialize;

use super::job::Ended;
use crate::app::Stop;
use crate::commands::sync::document::{Skipped, Told};
use crate::commands::sync::done::Done;
use crate::commands::sync::report::{stopped, written};
use crate::commands::sync::together::{log_failures, together};
use crate::failure::{Exit, Failure};
use crate::sync::{Ending, Summary};
use crate::ui::{self, Ui};

/// Most characters of a reason in a table.
const LONGEST: usize = 100;

#[derive(Serialize)]
struct Only<'a> {
    #[serde(flatten)]
    run: Told,
    source: &'static str,
    /// None of the order API's.
    tenant: Option<&'a str>,
    database: &'a str,
}

#[derive(Serialize)]
struct Several<'a> {
    syncs: Vec<One<'a>>,
    database: &'a str,
}

#[derive(Serialize)]
struct One<'a> {
    #[serde(flatten)]
    run: Told,
    source: &'static str,
    tenant: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a Failure>,
}

impl Ended {
    fn told(&self) -> Told {
        let ending = match &self.how {
            Ok(Done::Ran(ending)) => *ending,
            _ => Ending::Complete,
        };
        let told = Told::new(&self.name, ending, &self.figures.summary, self.took);
        told.with_outcome(self.outcome())
    }
}

/// Of one shop.
pub(super) fn one(ui: &Ui, ended: Ended, database: &str, stop: &Stop) -> Result<Exit, Failure> {
    let exit = ended.exit(stop);
    let done = match ended.how {
        Err(failure) => {
            let doing = format!("cannot sync the orders from {}", ended.errand.called());
            return Err(failure.doing(doing));
        }
        Ok(ref done) => done,
    };
    match done {
        Done::Skipped(running) => {
            let skipped = Skipped::new(&ended.name, running.clone(), database);
            ui.report(
                &format!("{}: another run is at it, skipped", ended.name),
                &skipped,
            )?;
        }
        Done::Ran(ending) => {
            let report = Only {
                run: ended.told(),
                source: ended.errand.source().as_str(),
                tenant: ended.errand.tenant(),
                database,
            };
            ui.report(&line(&ended, *ending), &report)?;
        }
    }
    Ok(exit.unwrap_or_else(Exit::Found))
}

/// Of several, a row each.
pub(super) fn several(
    ui: &Ui,
    ended: &[Ended],
    database: &str,
    stop: &Stop,
) -> Result<Exit, Failure> {
    let failed = ended
        .iter()
        .filter_map(|one| Some((one.name.as_str(), one.how.as_ref().err()?)));
    log_failures(ui, failed);
    let syncs = ended.iter().map(|one| One {
        run: one.told(),
        source: one.errand.source().as_str(),
        tenant: one.errand.tenant(),
        error: one.how.as_ref().err(),
    });
    let report = Several {
        syncs: syncs.collect(),
        database,
    };
    let headings = [
        "tenant", "source", "outcome", "fetched", "new", "changed", "rejected", "took", "why",
    ];
    let rows = ended.iter().map(row).collect();
    ui.report(&ui::table(&headings, rows), &report)?;
    let exits: Vec<_> = ended.iter().map(|one| one.exit(stop)).collect();
    Ok(together(&exits, stop))
}

fn row(ended: &Ended) -> Vec<String> {
    let summary = &ended.figures.summary;
    let why = match &ended.how {
        Err(failure) => failure.message.clone(),
        Ok(Done::Skipped(_)) => "another run is at it".to_owned(),
        Ok(Done::Ran(ending)) => why(*ending, summary),
    };
    vec![
        ended.errand.tenant().unwrap_or("-").to_owned(),
        ended.errand.source().as_str().to_owned(),
        ended.outcome().to_owned(),
        ui::count(summary.fetched),
        ui::count(summary.written.inserted),
        ui::count(summary.written.updated),
        ui::count(summary.written.rejected),
        ui::duration(ended.took),
        why.chars().take(LONGEST).collect(),
    ]
}

fn why(ending: Ending, summary: &Summary) -> String {
    match (stopped(ending), summary.written.rejected) {
        (Some(stopped), _) => stopped.to_owned(),
        (None, 0) => String::new(),
        (None, _) => format!("jeton sync history show {}", summary.run),
    }
}

fn line(ended: &Ended, ending: Ending) -> String {
    let summary = &ended.figures.summary;
    let mut line = format!(
        "{}: {} orders fetched, {} in {} (run {})",
        ended.errand.called(),
        ui::count(summary.fetched),
        written(summary),
        ui::duration(ended.took),
        summary.run
    );
    if let Some(stopped) = stopped(ending) {
        line.push_str(&format!("; {stopped}, the next run goes on from here"));
    }
    line
}
