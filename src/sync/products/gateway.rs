//! Products by way of a gateway: it does the work, and this is one run of it, recorded as every run is. One sync of a
//! tenant is in flight there, whatever the marketplace.

use std::time::Duration;

use super::TABLE;
use super::push::{MOST_ERRORS, PushEnding, PushSummary};
use crate::clock;
use crate::coordination::Halt;
use crate::db::{Committed, Database, Mode, Outcome, Reject, Resume, Round, Run, StoppedBy};
use crate::http::{Bearer, Traffic};
use crate::sync::engine::{lock, recorded};
use crate::sync::error::Error;
use crate::upstream::gateway::{Gateway, Order, Synced};

/// Whose products go where.
#[derive(Clone, Copy)]
pub struct Relay<'a> {
    pub database: &'a Database,
    /// Its name in `sync_runs`.
    pub name: &'a str,
    /// The tenant's, at the gateway.
    pub lock: &'a str,
    /// As the gateway knows it.
    pub marketplace: &'a str,
    /// None for all that are active.
    pub product_ids: Option<&'a [String]>,
    pub deadline: Option<Duration>,
    /// Wait for another sync of the tenant instead of giving up.
    pub wait: bool,
}

/// Has the gateway do it. Says what was done, also where that ended in a failure.
pub async fn through<B: Bearer>(
    relay: Relay<'_>,
    gateway: &Gateway<'_, B>,
    halt: &Halt,
) -> (PushSummary, Result<PushEnding, Error>) {
    let deadline = relay.deadline.map(|after| clock::monotonic() + after);
    let until = halt.until(deadline);
    let mut summary = PushSummary::default();
    let lock = match lock(relay.database, relay.lock, relay.wait, &until).await {
        Ok(lock) => lock,
        Err(error) => return (summary, Err(error)),
    };
    let done = locked(relay, gateway, (halt, &until), &mut summary).await;
    lock.release().await;
    (summary, done)
}

async fn locked<B: Bearer>(
    relay: Relay<'_>,
    gateway: &Gateway<'_, B>,
    (asked, until): (&Halt, &Halt),
    summary: &mut PushSummary,
) -> Result<PushEnding, Error> {
    let Relay { database, .. } = relay;
    database.make_ready().await?;
    let round = Round {
        mode: Mode::Incremental,
        since: None,
        began_at: None,
    };
    let identity = format!("gateway {}", gateway.url);
    let run = database
        .begin_run(relay.name, &identity, &round, None)
        .await?;
    (summary.run, summary.mode) = (run.id, Mode::Incremental);
    let order = Order {
        marketplace: relay.marketplace,
        product_ids: relay.product_ids,
    };
    let ended = match gateway.sync(&order, until).await {
        Ok(Some(synced)) => {
            count(summary, &synced);
            keep(database, &run, &synced, summary)
                .await
                .map(|()| PushEnding::Complete)
        }
        Ok(None) => Ok(PushEnding::Stopped(match asked.is_asked() {
            true => StoppedBy::Signal,
            false => StoppedBy::Deadline,
        })),
        Err(error) => Err(error.into()),
    };
    record(database, &run, &ended, summary).await;
    ended
}

fn count(summary: &mut PushSummary, synced: &Synced) {
    summary.synced = synced.synced_count;
    summary.failed = synced.failed_count;
    summary.products = synced.synced_count + synced.failed_count;
    summary.batches = 1;
    summary.traffic = Traffic {
        requests: 1,
        ..Traffic::default()
    };
    let errors = synced.errors.iter().take(MOST_ERRORS);
    summary.errors = errors.cloned().collect();
}

/// The gateway's reasons, each as it came.
async fn keep(
    database: &Database,
    run: &Run,
    synced: &Synced,
    summary: &PushSummary,
) -> Result<(), Error> {
    let rejects: Vec<Reject> = synced
        .errors
        .iter()
        .map(|error| Reject {
            external_id: None,
            reason: error.clone(),
            raw: error.clone(),
        })
        .collect();
    let mut batch = database.batch(run, &TABLE, false).await?;
    batch.add(&[], &rejects).await?;
    let before = Committed::default();
    batch
        .commit(1, summary.traffic, Resume::Unmoved, before)
        .await?;
    let counts = (summary.products, summary.synced, summary.failed, 0);
    Ok(database.count_products(run, counts).await?)
}

async fn record(
    database: &Database,
    run: &Run,
    ended: &Result<PushEnding, Error>,
    summary: &PushSummary,
) {
    let (outcome, error) = match ended {
        Ok(ending) => (ending.outcome(summary.failed), None),
        Err(error) => (Outcome::Failed, Some(error.in_full())),
    };
    recorded(database.end_run(run, outcome, summary.traffic, error.as_deref())).await;
}
