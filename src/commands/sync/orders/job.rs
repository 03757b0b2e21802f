//! One shop's orders: the way to it, the run, and what is noted of it.

use std::time::Duration;

use tracing::info;

use super::errand::Errand;
use super::{OrderSource, OrdersOptions};
use crate::app::{App, Stop};
use crate::clock;
use crate::commands::integration::way::{client, credentials, missing_keys};
use crate::commands::sync::figures::Figures;
use crate::commands::sync::{IfRunning, source};
use crate::db::{self, Database, Running};
use crate::failure::{Exit, Failure, Kind};
use crate::sync::orders::{MarketplaceOrders, Shop, TABLE};
use crate::sync::{self, Ending, Options, Policy, Progress, Sync};
use crate::token::Vault;
use crate::upstream::marketplace::Client;

/// A first run goes over everything; from then on what changes is enough, for it is what the sources tell.
const FULL_EVERY: Duration = Duration::from_secs(100 * 365 * 24 * 3_600);
/// How far before what was seen last a run begins: changes can show late.
const OVERLAP: Duration = Duration::from_secs(600);

/// What the jobs of a command have in common.
pub(super) struct Jobs<'a> {
    pub(super) app: &'a App,
    pub(super) options: &'a OrdersOptions,
    pub(super) database: &'a Database,
    pub(super) vault: &'a Vault,
    pub(super) stop: &'a Stop,
}

/// How a job ended.
pub(super) struct Ended {
    pub(super) errand: Errand,
    pub(super) name: String,
    pub(super) figures: Figures,
    pub(super) took: Duration,
    pub(super) how: Result<Done, Failure>,
}

/// How one ended that did not fail.
pub(super) enum Done {
    Ran(Ending),
    /// Another was at it, and that was to be no failure.
    Skipped(Option<Running>),
}

impl Ended {
    /// Whether somebody has to look at it.
    pub(super) fn is_bad(&self) -> bool {
        self.how.is_err() || self.figures.summary.written.rejected > 0
    }

    pub(super) fn outcome(&self) -> &'static str {
        match &self.how {
            Err(_) => "failed",
            Ok(Done::Skipped(_)) => "skipped",
            Ok(Done::Ran(ending)) => {
                let rejected = self.figures.summary.written.rejected;
                ending.outcome(rejected).as_str()
            }
        }
    }

    /// The exit code by itself.
    pub(super) fn exit(&self, stop: &Stop) -> Result<Exit, Kind> {
        match (&self.how, stop.signal()) {
            (Err(failure), _) => Err(failure.kind),
            (Ok(Done::Skipped(_)), Some(signal)) => Ok(Exit::Stopped(signal)),
            (Ok(Done::Skipped(_)), None) => Ok(Exit::Done),
            (Ok(Done::Ran(ending)), _) => Ok(source::exit(*ending, &self.figures.summary, stop)),
        }
    }
}

/// What is synced under this name.
pub(super) fn what<'a>(name: &'a str, identity: &'a str) -> Sync<'a> {
    Sync {
        name,
        identity,
        table: &TABLE,
        policy: Policy {
            overlap: OVERLAP,
            full_every: FULL_EVERY,
        },
        // Of several shops, and of more than a source still shows.
        sees_all: false,
    }
}

/// How the run is to be.
pub(super) fn engine_options(app: &App, options: &OrdersOptions) -> Options {
    source::engine_options(app, &options.run)
}

/// Whose view of which upstream it is.
pub(super) fn identity(errand: &Errand) -> String {
    let integration = &errand.integration;
    let seller = integration.seller_id.as_deref();
    let seller = seller.unwrap_or(&integration.tenant_id);
    format!("{} {seller}", errand.source.as_str())
}

impl Errand {
    /// Whose orders they are.
    pub(super) fn shop(&self) -> Shop<'_> {
        Shop {
            source: self.source.as_str(),
            tenant_id: Some(&self.integration.tenant_id),
        }
    }

    /// The way to it.
    pub(super) fn client<'a>(
        &'a self,
        app: &'a App,
        keys: &'a crate::upstream::marketplace::Credentials,
    ) -> Result<Client<'a>, Failure> {
        let OrderSource::Marketplace(marketplace) = self.source;
        client(app, marketplace, &self.integration, keys)
    }
}

impl Jobs<'_> {
    pub(super) async fn run(&self, errand: Errand, progress: &mut dyn FnMut(Progress)) -> Ended {
        let began = clock::monotonic();
        let name = errand.name();
        let mut figures = Figures::default();
        let how = self.fetched(&errand, &name, &mut figures, progress).await;
        if self.options.run.metrics_file.is_some() {
            figures.last_success = self.database.last_success(&name).await.ok().flatten();
        }
        let ended = Ended {
            errand,
            name,
            figures,
            took: began.elapsed(),
            how,
        };
        let summary = &ended.figures.summary;
        info!(
            source = ended.errand.source.as_str(),
            tenant = ended.errand.integration.tenant,
            count = summary.fetched,
            rejected = summary.written.rejected,
            outcome = ended.outcome(),
            run = summary.run,
            "orders_fetched"
        );
        ended
    }

    async fn fetched(
        &self,
        errand: &Errand,
        name: &str,
        figures: &mut Figures,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Done, Failure> {
        let keys = credentials(self.vault, &errand.integration)?;
        let keys = keys.ok_or_else(|| missing_keys(&errand.integration))?;
        let client = errand.client(self.app, &keys)?;
        let orders = MarketplaceOrders {
            client: &client,
            shop: errand.shop(),
        };
        let identity = identity(errand);
        let options = engine_options(self.app, self.options);
        let (sync, halt) = (what(name, &identity), self.stop.halt());
        let ran = sync::run(self.database, sync, options, &orders, &halt, progress);
        let (summary, ended) = ran.await;
        figures.summary = summary;
        figures.in_the_way = matches!(
            ended,
            Err(sync::Error::Running { .. } | sync::Error::Database(db::Error::Superseded { .. }))
        );
        match ended {
            Ok(ending) => Ok(Done::Ran(ending)),
            Err(sync::Error::Running { running, .. })
                if self.options.run.if_running == IfRunning::Skip
                    || self.stop.signal().is_some() =>
            {
                Ok(Done::Skipped(running))
            }
            Err(error) => Err(error.into()),
        }
    }
}
