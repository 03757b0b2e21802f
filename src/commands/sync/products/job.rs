//! One tenant's products to one marketplace: what it takes, the push, and what is noted of it.

use std::time::Duration;

use serde_json::Value;
use tracing::{info, warn};

use super::tenants::Errand;
use super::{ProductsOptions, Via, answer};
use crate::app::{App, Stop};
use crate::clock;
use crate::commands::integration::way::{client, credentials, missing_keys};
use crate::commands::shell::quoted;
use crate::commands::sync::IfRunning;
use crate::commands::sync::done::Done;
use crate::db::{self, Database, Integration, StoppedBy};
use crate::failure::{Exit, Failure, Kind};
use crate::sync;
use crate::sync::products::push::{
    Push, PushEnding, PushOptions, PushProgress, PushSummary, Wish, push,
};
use crate::token::Vault;

/// What the jobs of a command have in common.
pub(super) struct Jobs<'a> {
    pub(super) app: &'a App,
    pub(super) options: &'a ProductsOptions,
    pub(super) database: &'a Database,
    pub(super) vault: &'a Vault,
    pub(super) stop: &'a Stop,
}

/// How a job ended.
pub(super) struct Ended {
    pub(super) errand: Errand,
    pub(super) name: String,
    pub(super) summary: PushSummary,
    pub(super) took: Duration,
    pub(super) how: Result<Done<PushEnding>, Failure>,
}

impl Ended {
    /// As it is kept at the integration, and shown.
    pub(super) fn outcome(&self) -> &'static str {
        match &self.how {
            Err(_) => "failed",
            Ok(Done::Skipped(_)) => "skipped",
            Ok(Done::Ran(PushEnding::Pending)) => "pending",
            Ok(Done::Ran(ending)) => ending.outcome(self.summary.failed).as_str(),
        }
    }

    /// Whether it says anything of the integration: not where another was at it, or the command line was wrong.
    fn is_news(&self) -> bool {
        match &self.how {
            Ok(Done::Ran(_)) => true,
            Ok(Done::Skipped(_)) => false,
            Err(failure) => !matches!(failure.kind, Kind::Busy | Kind::Usage),
        }
    }

    /// The exit code by itself.
    pub(super) fn exit(&self, stop: &Stop) -> Result<Exit, Kind> {
        match (&self.how, stop.signal()) {
            (Err(failure), _) => Err(failure.kind),
            (
                Ok(Done::Ran(PushEnding::Stopped(StoppedBy::Signal)) | Done::Skipped(_)),
                Some(signal),
            ) => Ok(Exit::Stopped(signal)),
            // Somebody has to look at these; what is on its way the next run sees to.
            _ if self.summary.failed > 0 => Ok(Exit::Partial),
            (Ok(Done::Ran(PushEnding::Stopped(StoppedBy::Deadline) | PushEnding::Pending)), _) => {
                Ok(Exit::Unfinished)
            }
            _ => Ok(Exit::Done),
        }
    }
}

/// In the contract's words, of a failure that has none of its own.
fn answer_of(failure: &Failure) -> Value {
    let wait = failure
        .retry_at
        .map(|at| at.duration_since(clock::now()).as_secs());
    match failure.kind {
        Kind::RateLimited => answer::too_many(wait.unwrap_or(60).max(1)),
        Kind::LoginNeeded => answer::unauthorized(),
        _ => answer::internal(),
    }
}

/// The name of a push in the ledger and in locks.
pub(super) fn name(errand: &Errand, via: Via) -> String {
    let (marketplace, tenant) = (errand.marketplace, &errand.tenant.name);
    let push = sync::products::PUSH;
    match via {
        Via::Direct => format!("{push}/{marketplace}/{tenant}"),
        Via::Gateway => format!("{push}/gateway/{marketplace}/{tenant}"),
    }
}

impl Jobs<'_> {
    /// Runs one, and notes at the integration how it ended.
    pub(super) async fn run(
        &self,
        errand: Errand,
        progress: &mut dyn FnMut(PushProgress),
    ) -> Ended {
        let began = clock::monotonic();
        let name = name(&errand, self.options.via);
        let mut summary = PushSummary::default();
        let how = self.pushed(&errand, &name, &mut summary, progress).await;
        let ended = Ended {
            errand,
            name,
            summary,
            took: began.elapsed(),
            how,
        };
        let (marketplace, tenant) = (ended.errand.marketplace.as_str(), &ended.errand.tenant.name);
        info!(
            marketplace,
            tenant,
            count = ended.summary.synced,
            failed = ended.summary.failed,
            outcome = ended.outcome(),
            run = ended.summary.run,
            "products_synced"
        );
        if ended.is_news() {
            let (id, marketplace) = (&ended.errand.tenant.id, ended.errand.marketplace);
            let noted = self
                .database
                .note_sync(id, marketplace.as_str(), ended.outcome());
            if let Err(error) = noted.await {
                warn!(%error, "how the sync ended could not be noted at the integration");
            }
        }
        ended
    }

    async fn pushed(
        &self,
        errand: &Errand,
        name: &str,
        summary: &mut PushSummary,
        progress: &mut dyn FnMut(PushProgress),
    ) -> Result<Done<PushEnding>, Failure> {
        if self.options.via == Via::Gateway {
            return self.through_gateway(errand, name, summary).await;
        }
        let (marketplace, tenant) = (errand.marketplace, &errand.tenant);
        let integration = self.integration(errand).await?;
        let keys = credentials(self.vault, &integration)?;
        let keys =
            keys.ok_or_else(|| missing_keys(&integration).answered(answer::no_key(marketplace)))?;
        let client = client(self.app, marketplace, &integration, &keys)?;
        self.check_ids(&tenant.id).await?;
        let push_of = Push {
            database: self.database,
            client: &client,
            name,
            tenant_id: &tenant.id,
        };
        let options = self.push_options();
        let halt = self.stop.halt();
        let (counts, ended) = push(push_of, &options, &halt, progress).await;
        *summary = counts;
        self.done(ended)
    }

    /// Another run at it is no failure where that was wanted.
    pub(super) fn done(
        &self,
        ended: Result<PushEnding, sync::Error>,
    ) -> Result<Done<PushEnding>, Failure> {
        Done::of(ended, self.options.if_running, self.stop).map_err(|error| {
            let failure = Failure::from(error);
            let answer = answer_of(&failure);
            failure.answered_else(answer)
        })
    }

    /// The integration, where its syncs run.
    pub(super) async fn integration(&self, errand: &Errand) -> Result<Integration, Failure> {
        let (marketplace, tenant) = (errand.marketplace, &errand.tenant);
        let found = self
            .database
            .integration(&tenant.id, marketplace.as_str())
            .await?;
        let name = &*quoted(&tenant.name);
        let (why, next) = match found {
            Some(found) if found.is_active && found.tenant_is_active => return Ok(found),
            Some(found) if found.tenant_is_active => (
                "the integration is disabled",
                format!("jeton integration enable {marketplace} --tenant {name}"),
            ),
            Some(_) => (
                "the tenant is disabled",
                format!("jeton tenant enable {name}"),
            ),
            None => (
                "there is no integration",
                format!("jeton integration set {marketplace} --tenant {name}"),
            ),
        };
        let failure = Failure::new(Kind::Config, why).hinted(next);
        Err(failure.answered(answer::no_integration(marketplace)))
    }

    pub(super) async fn check_ids(&self, tenant_id: &str) -> Result<(), Failure> {
        for ids in self.options.product_ids.chunks(1_000) {
            let unknown = match self.database.unknown_product(tenant_id, ids).await {
                Err(db::Error::NoSuchTable { .. }) => ids.first().cloned(),
                found => found?,
            };
            if let Some(id) = unknown {
                let failure = Failure::new(Kind::Usage, format!("there is no product {id}"));
                return Err(failure
                    .hinted("import it first: jeton db import products FILE")
                    .answered(answer::no_product(&id)));
            }
        }
        Ok(())
    }

    pub(super) fn push_options(&self) -> PushOptions {
        let (options, settings) = (self.options, self.app.settings());
        PushOptions {
            wish: Wish {
                full: options.full,
                refused_too: options.retry_refused,
                retry_refused: settings.marketplaces.retry_refused,
            },
            product_ids: (!options.product_ids.is_empty()).then(|| options.product_ids.clone()),
            limit: options.limit,
            reconcile: options.reconcile,
            content: options.content,
            no_wait: options.no_wait,
            deadline: Some(options.deadline.unwrap_or(settings.sync.deadline)),
            wait: options.if_running == IfRunning::Wait,
        }
    }
}
