//! `sync retry-rejects`: records that were refused, read again with today's mapping. Needs no login and no network.

use std::time::Duration;

use serde::Serialize;
use tracing::warn;

use super::document::Told;
use super::orders::places;
use crate::app::{App, Stop};
use crate::clock;
use crate::db::{self, Database, Tenant};
use crate::failure::{Exit, Failure, Kind};
use crate::sync::orders::{self, Shop};
use crate::sync::{self, Ending, Mapping, Summary, referrals};
use crate::ui::{self, Ui};
use crate::upstream::marketplace::Marketplace;

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
            let done = all(app, &database, named, &stop, &mut report.syncs).await;
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
            _ if report
                .syncs
                .iter()
                .any(|sync| sync.run.outcome == "skipped") =>
            {
                Exit::Found(Kind::Busy)
            }
            _ => Exit::Done,
        })
    })?
}

async fn all(
    app: &App,
    database: &Database,
    named: Option<&str>,
    stop: &Stop,
    done: &mut Vec<Retried>,
) -> Result<(), sync::Error> {
    database.make_ready().await?;
    let tenants = database.tenants().await?;
    let mut names = database.rejecting().await?;
    names.retain(|name| {
        let kind = name.split('/').next().unwrap_or_default();
        named.is_none_or(|named| named == kind)
    });
    for name in &names {
        let began = clock::monotonic();
        let halt = stop.halt();
        let retried = match shop(name, &tenants) {
            _ if name == referrals::NAME => sync::retry(database, &referrals::MAPPING, &halt).await,
            Some(shop) => {
                let marketplace: Option<Marketplace> = shop.source.parse().ok();
                let mapping = Mapping {
                    name,
                    table: &orders::TABLE,
                    convert: &|record| match marketplace {
                        Some(marketplace) => shop.convert(marketplace, record),
                        None => shop.convert_external(places(app), record),
                    },
                };
                sync::retry(database, &mapping, &halt).await
            }
            None => {
                warn!(sync = name, "nobody knows any more whose rejects these are");
                continue;
            }
        };
        match retried {
            // It is no reason to leave out the others.
            Err(sync::Error::Running { .. }) if names.len() > 1 => {
                done.push(Retried::skipped(name));
            }
            retried => done
                .extend(retried?.map(|(ending, summary)| {
                    Retried::new(name, ending, &summary, began.elapsed())
                })),
        }
        if halt.is_asked() {
            break;
        }
    }
    Ok(())
}

/// Whose orders the sync of this name fetches; of a tenant that is gone they are nobody's.
fn shop<'a>(name: &'a str, tenants: &'a [Tenant]) -> Option<Shop<'a>> {
    let rest = name.strip_prefix(orders::NAME)?.strip_prefix('/')?;
    let (source, tenant) = match rest.split_once('/') {
        Some((source, tenant)) => (source, Some(tenant)),
        None => (rest, None),
    };
    let tenant_id = match tenant {
        Some(tenant) => Some(
            tenants
                .iter()
                .find(|known| known.name == tenant)?
                .id
                .as_str(),
        ),
        None => None,
    };
    Some(Shop { source, tenant_id })
}

impl Retried {
    /// Another run is at it.
    fn skipped(sync: &str) -> Self {
        let run = Told::new(sync, Ending::Complete, &Summary::default(), Duration::ZERO);
        Self {
            run: run.with_outcome("skipped"),
            mended: 0,
        }
    }

    fn new(sync: &str, ending: Ending, summary: &Summary, took: Duration) -> Self {
        let written = summary.written;
        Self {
            run: Told::new(sync, ending, summary, took),
            mended: written.inserted + written.updated + written.unchanged,
        }
    }

    fn line(&self) -> String {
        if self.run.outcome == "skipped" {
            return format!("{}: another run is at it, skipped", self.run.sync);
        }
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
