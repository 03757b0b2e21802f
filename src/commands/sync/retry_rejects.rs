//! `sync retry-rejects`: records that were refused, read again with today's mapping. Needs no login and no network.

use serde::Serialize;

use crate::app::{App, Stop};
use crate::clock;
use crate::db::{self, Database, Engine, StoppedBy};
use crate::failure::{Exit, Failure};
use crate::sync::{self, Ending, MAPPINGS, Mapping, Summary};
use crate::ui::{self, Ui};

#[derive(Serialize)]
struct Report {
    syncs: Vec<Retried>,
    #[serde(skip_serializing_if = "Option::is_none")]
    database: Option<String>,
}

/// What became of the rejects of one sync.
#[derive(Serialize)]
struct Retried {
    sync: &'static str,
    run: i64,
    /// `succeeded`, `partial` or `stopped`.
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    stopped_by: Option<StoppedBy>,
    retried: u64,
    mended: u64,
    inserted: u64,
    updated: u64,
    unchanged: u64,
    rejected: u64,
    seconds: f64,
}

/// Reads the rejects of this sync again, of every sync for `None`.
pub fn retry_rejects(app: &App, ui: &Ui, named: Option<&str>) -> Result<Exit, Failure> {
    let doing = |failure: Failure| failure.doing("cannot retry rejects");
    app.block_on(async {
        let stop = Stop::listen()?;
        let mut report = Report {
            syncs: Vec::new(),
            database: None,
        };
        let database = match Database::open_existing(&app.database()?).await {
            Err(db::Error::NoFile { .. }) => None,
            opened => Some(opened.map_err(|error| doing(error.into()))?),
        };
        if let Some(database) = database {
            report.database = Some(database.location().to_owned());
            let done = all(&database, named, &stop, &mut report.syncs).await;
            database.close().await;
            done.map_err(|error| doing(error.into()))?;
        }
        let lines: Vec<String> = report.syncs.iter().map(Retried::line).collect();
        let text = match lines.is_empty() {
            true => "there are no rejects to retry".to_owned(),
            false => lines.join("\n"),
        };
        ui.report(&text, &report)?;
        Ok(match stop.signal() {
            Some(signal) if report.syncs.iter().any(|sync| sync.stopped_by.is_some()) => {
                Exit::Stopped(signal)
            }
            _ if report.syncs.iter().any(|sync| sync.rejected > 0) => Exit::Partial,
            _ => Exit::Done,
        })
    })?
}

async fn all(
    database: &Database,
    named: Option<&str>,
    stop: &Stop,
    done: &mut Vec<Retried>,
) -> Result<(), sync::Error> {
    match database.engine() {
        Engine::Sqlite => drop(database.migrate().await?),
        Engine::Postgres => database.require_current().await?,
    }
    let wanted = |mapping: &&Mapping| named.is_none_or(|named| named == mapping.name);
    for mapping in MAPPINGS.iter().filter(wanted) {
        let began = clock::monotonic();
        let retried = sync::retry(database, mapping, &stop.halt()).await?;
        let seconds = (began.elapsed().as_secs_f64() * 1000.0).round() / 1000.0;
        let retried =
            retried.map(|(ending, summary)| Retried::new(mapping.name, ending, &summary, seconds));
        done.extend(retried);
        if stop.halt().is_asked() {
            break;
        }
    }
    Ok(())
}

impl Retried {
    fn new(sync: &'static str, ending: Ending, summary: &Summary, seconds: f64) -> Self {
        let written = summary.written;
        let (outcome, stopped_by) = match ending {
            Ending::Stopped(by) => ("stopped", Some(by)),
            Ending::Complete if written.rejected > 0 => ("partial", None),
            Ending::Complete => ("succeeded", None),
        };
        Self {
            sync,
            run: summary.run,
            outcome,
            stopped_by,
            retried: summary.fetched,
            mended: written.inserted + written.updated + written.unchanged,
            inserted: written.inserted,
            updated: written.updated,
            unchanged: written.unchanged,
            rejected: written.rejected,
            seconds,
        }
    }

    fn line(&self) -> String {
        let mut line = format!("{}: {} retried", self.sync, ui::count(self.retried));
        if self.mended > 0 {
            line.push_str(&format!(
                ", {} mended ({} inserted, {} updated, {} unchanged)",
                ui::count(self.mended),
                ui::count(self.inserted),
                ui::count(self.updated),
                ui::count(self.unchanged),
            ));
        } else {
            line.push_str(", none mended");
        }
        if self.rejected > 0 {
            line.push_str(&format!(
                ", {} still rejected (why: jeton sync history show {})",
                ui::count(self.rejected),
                self.run
            ));
        }
        if self.stopped_by.is_some() {
            line.push_str("; stopped, the next time begins with what is left");
        }
        line
    }
}
