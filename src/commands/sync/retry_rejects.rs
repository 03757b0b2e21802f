//! `sync retry-rejects`: records that were refused, read again with today's mapping. Needs no login and no network.

use std::time::Duration;

use serde::Serialize;

use super::document::Told;
use crate::app::{App, Stop};
use crate::clock;
use crate::db::{self, Database};
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
    #[serde(flatten)]
    run: Told,
    /// Those that could be read now.
    mended: u64,
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
            Some(signal)
                if report
                    .syncs
                    .iter()
                    .any(|sync| sync.run.stopped_by.is_some()) =>
            {
                Exit::Stopped(signal)
            }
            _ if report.syncs.iter().any(|sync| sync.run.rejected > 0) => Exit::Partial,
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
    database.make_ready().await?;
    let wanted = |mapping: &&Mapping| named.is_none_or(|named| named == mapping.name);
    for mapping in MAPPINGS.iter().filter(wanted) {
        let began = clock::monotonic();
        let retried = sync::retry(database, mapping, &stop.halt()).await?;
        let took = began.elapsed();
        done.extend(
            retried.map(|(ending, summary)| Retried::new(mapping.name, ending, &summary, took)),
        );
        if stop.halt().is_asked() {
            break;
        }
    }
    Ok(())
}

impl Retried {
    fn new(sync: &'static str, ending: Ending, summary: &Summary, took: Duration) -> Self {
        let written = summary.written;
        Self {
            run: Told::new(sync, ending, summary, took),
            mended: written.inserted + written.updated + written.unchanged,
        }
    }

    fn line(&self) -> String {
        let mut line = format!("{}: {} retried", self.run.sync, ui::count(self.run.fetched));
        if self.mended > 0 {
            line.push_str(&format!(
                ", {} mended ({} inserted, {} updated, {} unchanged)",
                ui::count(self.mended),
                ui::count(self.run.inserted),
                ui::count(self.run.updated),
                ui::count(self.run.unchanged),
            ));
        } else {
            line.push_str(", none mended");
        }
        if self.run.rejected > 0 {
            line.push_str(&format!(
                ", {} still rejected (why: jeton sync history show {})",
                ui::count(self.run.rejected),
                self.run.run.unwrap_or_default()
            ));
        }
        if self.run.stopped_by.is_some() {
            line.push_str("; stopped, the next time begins with what is left");
        }
        line
    }
}
