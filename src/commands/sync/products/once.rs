//! One run of `sync products`, from the opened database to the report.

use futures_util::StreamExt;
use tracing::warn;

use super::ProductsOptions;
use super::job::{Ended, Jobs};
use super::report::{one, several};
use super::tenants::errands;
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
    let database = Database::open(&app.database()?).await?;
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
        let mut errands = errands.into_iter();
        let ended = match (errands.next(), errands.len()) {
            (Some(errand), 0) => {
                let mut bar = PushBar::new(ui, errand.marketplace.name(), &errand.tenant.name);
                let ended = jobs.run(errand, &mut |news| bar.update(news)).await;
                vec![ended]
            }
            (first, more) => {
                let mut bar = ErrandProgress::new(ui, more as u64 + 1);
                let all = first.into_iter().chain(errands);
                let run = futures_util::stream::iter(all).map(|errand| async {
                    let mut silent = |_| {};
                    jobs.run(errand, &mut silent).await
                });
                let mut running = std::pin::pin!(run.buffer_unordered(options.at_once.max(1)));
                let mut ended = Vec::new();
                while let Some(one) = running.next().await {
                    bar.ended(one.how.is_err() || one.summary.failed > 0);
                    ended.push(one);
                }
                ended
            }
        };
        Ok::<_, Failure>(ended)
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
