//! One run of `sync products`, from the opened database to the report.

use std::cell::RefCell;

use futures_util::StreamExt;
use tracing::warn;

use super::job::{Ended, Jobs};
use super::report::{one, several};
use super::tenants::{Errand, errands};
use super::{ProductsOptions, Via};
use crate::app::{App, Stop};
use crate::commands::metrics;
use crate::db::Database;
use crate::failure::{Exit, Failure};
use crate::observability::metrics::RunMetrics;
use crate::ui::{ErrandProgress, PushBar, Ui};
use crate::{clock, db};

pub(super) async fn products(
    app: &App,
    ui: &Ui,
    options: &ProductsOptions,
    stop: &Stop,
) -> Result<Exit, Failure> {
    let vault = app.vault()?;
    // One that is not there has no products.
    let database = Database::open_existing(&app.database()?).await?;
    let done = async {
        database.make_ready().await?;
        // Whoever uses the keys of a database has its rotations go over it.
        vault.note(database.location())?;
        let errands = errands(&database, options).await?;
        let jobs = Jobs {
            app,
            options,
            database: &database,
            vault: &vault,
            stop,
        };
        Ok::<_, Failure>(match <[Errand; 1]>::try_from(errands) {
            Ok([errand]) => {
                let mut bar = PushBar::new(ui, errand.marketplace.name(), &errand.tenant.name);
                vec![jobs.run(errand, &mut |news| bar.update(news)).await]
            }
            Err(errands) => at_once(&jobs, ui, errands).await,
        })
    };
    let done = done.await;
    let location = database.location().to_owned();
    let ended = match done {
        Ok(mut ended) => {
            let order = |one: &Ended| {
                (
                    one.errand.tenant.name.clone(),
                    one.errand.marketplace.as_str(),
                )
            };
            ended.sort_by_key(order);
            publish(&database, options, &ended, stop).await;
            Ok(ended)
        }
        Err(failure) => Err(failure),
    };
    database.close().await;
    let mut ended = ended?;
    match (ended.pop(), ended.is_empty()) {
        (Some(only), true) => one(ui, only, &location, stop),
        (last, _) => {
            ended.extend(last);
            several(ui, &ended, &location, stop)
        }
    }
}

/// Runs them, some at once; none is begun once a stop is asked for.
async fn at_once(jobs: &Jobs<'_>, ui: &Ui, errands: Vec<Errand>) -> Vec<Ended> {
    let bar = RefCell::new(ErrandProgress::new(ui, "products", errands.len() as u64));
    let groups = futures_util::stream::iter(grouped(errands, jobs.options.via));
    let run = groups.map(|group| async {
        let mut ended = Vec::new();
        for errand in group {
            if jobs.stop.halt().is_asked() {
                break;
            }
            let one = jobs.run(errand, &mut |_| {}).await;
            let badly = one.how.is_err() || one.summary.failed > 0;
            bar.borrow_mut().ended(badly);
            ended.push(one);
        }
        ended
    });
    let mut running = std::pin::pin!(run.buffer_unordered(jobs.options.at_once.max(1)));
    let mut all = Vec::new();
    while let Some(ended) = running.next().await {
        all.extend(ended);
    }
    all
}

/// Those that have to follow each other: a gateway has one sync of a tenant at a time.
fn grouped(errands: Vec<Errand>, via: Via) -> Vec<Vec<Errand>> {
    let mut groups: Vec<Vec<Errand>> = Vec::new();
    for errand in errands {
        match groups.last_mut() {
            Some(group) if via == Via::Gateway && group[0].tenant.id == errand.tenant.id => {
                group.push(errand);
            }
            _ => groups.push(vec![errand]),
        }
    }
    groups
}

/// Leaves the figures of each in the metrics file.
async fn publish(database: &Database, options: &ProductsOptions, ended: &[Ended], stop: &Stop) {
    let Some(path) = &options.metrics_file else {
        return;
    };
    for one in ended {
        let last_success: Result<_, db::Error> = database.last_success(&one.name).await;
        let code = one.exit(stop).map_or_else(|kind| kind.code(), Exit::code);
        let summary = &one.summary;
        let metrics = RunMetrics {
            sync: one.name.clone(),
            updated: summary.synced,
            unchanged: summary.unchanged,
            rejected: summary.failed,
            pages: summary.batches,
            response_bytes: summary.traffic.bytes,
            requests: summary.traffic.requests,
            duration: one.took,
            ended_at: clock::now(),
            exit_code: code,
            last_success: last_success.ok().flatten(),
            ..RunMetrics::default()
        };
        if let Err(error) = metrics::publish(path, &metrics).await {
            warn!(%error, "the metrics file could not be written");
            return;
        }
    }
}
