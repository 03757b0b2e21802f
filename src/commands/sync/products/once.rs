//! One run of `sync products`, from the opened database to the report.

use super::job::{Ended, Jobs};
use super::report::{one, several};
use super::tenants::{Errand, errands};
use super::{ProductsOptions, Via};
use crate::app::{App, Stop};
use crate::commands::metrics;
use crate::commands::sync::together::at_once;
use crate::db::Database;
use crate::failure::{Exit, Failure};
use crate::observability::metrics::RunMetrics;
use crate::ui::{ErrandProgress, PushBar, Ui};
use crate::{clock, db};

/// Once, within the runtime.
pub(in crate::commands) async fn products(
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
            Err(errands) => {
                let bar = ErrandProgress::new(ui, "products", errands.len() as u64);
                let groups = grouped(errands, options.via);
                let run = async |errand| jobs.run(errand, &mut |_| {}).await;
                let is_bad = |one: &Ended| one.how.is_err() || one.summary.failed > 0;
                at_once(groups, options.at_once, (bar, stop), run, is_bad).await
            }
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

/// Publishes the figures of each.
async fn publish(database: &Database, options: &ProductsOptions, ended: &[Ended], stop: &Stop) {
    let Some(destination) = &options.metrics else {
        return;
    };
    let mut metrics = Vec::with_capacity(ended.len());
    for one in ended {
        let last_success: Result<_, db::Error> = database.last_success(&one.name).await;
        let code = one.exit(stop).map_or_else(|kind| kind.code(), Exit::code);
        let summary = &one.summary;
        metrics.push(RunMetrics {
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
        });
    }
    metrics::leave(destination, &metrics).await;
}
