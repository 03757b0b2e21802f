//! The orders of one place: the way to it, the run, and what is noted of it.

use std::time::Duration;

use tracing::info;
use url::Url;

use super::OrdersOptions;
use super::errand::{Errand, endpoint};
use crate::app::{App, Stop};
use crate::clock;
use crate::commands::integration::way::{client, credentials, missing_keys};
use crate::commands::sync::done::{Done, is_in_the_way};
use crate::commands::sync::figures::Figures;
use crate::commands::sync::source;
use crate::config::EXTERNAL_ORDERS;
use crate::coordination::Turnstile;
use crate::db::Database;
use crate::failure::{Exit, Failure, Kind};
use crate::sync::orders::{ExternalOrders, MarketplaceOrders, Places, TABLE};
use crate::sync::{self, Ending, Policy, Progress, Source, Sync};
use crate::token::{Manager, Vault};
use crate::upstream::external_orders;

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
    pub(super) how: Result<Done<Ending>, Failure>,
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

fn what<'a>(name: &'a str, identity: &'a str, policy: Policy) -> Sync<'a> {
    Sync {
        name,
        identity,
        table: &TABLE,
        policy,
        // Of several shops, and of more than a source still shows.
        sees_all: false,
    }
}

/// The tokens for the order API: nobody else's are sent to it.
pub(super) fn manager(app: &App) -> Result<Manager, Failure> {
    let settings = &app.settings().sources.external_orders;
    let made = settings.token_endpoint.as_ref().map(|_| EXTERNAL_ORDERS);
    match settings.profile.as_deref().or(made) {
        Some(name) => Ok(app.manager(Some(name))?),
        None => {
            let wrong = "sources.external-orders does not say whose token is sent";
            let failure = Failure::new(Kind::Config, wrong);
            Err(failure.hinted("set token_endpoint, client_id and client_secret there, or profile"))
        }
    }
}

/// The order API at this address.
pub(super) fn external<'a>(
    app: &'a App,
    manager: &'a Manager,
    list: &'a Url,
) -> Result<ExternalOrders<'a, Manager>, Failure> {
    let settings = &app.settings().sources.external_orders;
    let place = (app.settings().state_dir.as_path(), app.access()?);
    let turnstile = Turnstile::new(place, list.authority(), None, settings.limits.clone());
    Ok(ExternalOrders {
        api: external_orders::Orders::new(app.http(), manager, settings, list, turnstile),
        shop: Errand::External.shop(),
        places: places(app),
    })
}

/// Where the order API's records have what it is told of.
pub(in crate::commands::sync) fn places(app: &App) -> Places<'_> {
    let settings = &app.settings().sources.external_orders;
    Places {
        id: settings.id.as_deref(),
        updated_at: settings.updated_at.as_deref(),
    }
}

/// What does something with the source of an errand, whichever it is.
pub(super) trait Visit {
    type Done;

    /// `source` is to be synced so.
    async fn visit<S: Source>(&mut self, source: &S, sync: Sync<'_>)
    -> Result<Self::Done, Failure>;
}

/// Makes the source of an errand, and visits it.
pub(super) async fn at<V: Visit>(
    (app, vault, stop): (&App, &Vault, &Stop),
    errand: &Errand,
    visit: &mut V,
) -> Result<V::Done, Failure> {
    let name = errand.name();
    match errand {
        Errand::External => {
            let settings = &app.settings().sources.external_orders;
            let manager = manager(app)?.until(stop.halt());
            let profile = manager.name().to_owned();
            let list = endpoint(app)?;
            let orders = external(app, &manager, list)?;
            let identity = format!("{list} {}", manager.profile().client_id);
            let policy = Policy {
                overlap: settings.overlap,
                full_every: match settings.since_param {
                    Some(_) => settings.full_every,
                    // It can be asked for nothing else.
                    None => Duration::ZERO,
                },
                by_time: false,
            };
            let sync = what(&name, &identity, policy);
            let visited = visit.visit(&orders, sync).await;
            visited.map_err(|failure| failure.of_profile(&profile))
        }
        Errand::Shop {
            marketplace,
            integration,
        } => {
            let keys = credentials(vault, integration)?;
            let keys = keys.ok_or_else(|| missing_keys(integration))?;
            let client = client(app, *marketplace, integration, &keys)?;
            let orders = MarketplaceOrders {
                client: &client,
                shop: errand.shop(),
            };
            let seller = integration.seller_id.as_deref();
            let (host, seller) = (
                client.orders_host(),
                seller.unwrap_or(&integration.tenant_id),
            );
            let identity = format!("{marketplace} {host} {seller}");
            let policy = Policy {
                overlap: OVERLAP,
                full_every: FULL_EVERY,
                by_time: true,
            };
            visit.visit(&orders, what(&name, &identity, policy)).await
        }
    }
}

impl Jobs<'_> {
    pub(super) async fn run(&self, errand: Errand, progress: &mut dyn FnMut(Progress)) -> Ended {
        let began = clock::monotonic();
        let name = errand.name();
        let mut figures = Figures::default();
        let how = self.fetched(&errand, &mut figures, progress).await;
        if self.options.run.metrics.is_some() {
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
            source = ended.errand.source().as_str(),
            tenant = ended.errand.tenant(),
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
        figures: &mut Figures,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Done<Ending>, Failure> {
        let parts = (self.app, self.vault, self.stop);
        let mut run = Run {
            jobs: self,
            figures,
            progress,
        };
        at(parts, errand, &mut run).await
    }
}

/// A run of one source.
struct Run<'a> {
    jobs: &'a Jobs<'a>,
    figures: &'a mut Figures,
    progress: &'a mut dyn FnMut(Progress),
}

impl Visit for Run<'_> {
    type Done = Done<Ending>;

    async fn visit<S: Source>(
        &mut self,
        source: &S,
        sync: Sync<'_>,
    ) -> Result<Done<Ending>, Failure> {
        let Jobs {
            app,
            options,
            database,
            stop,
            ..
        } = self.jobs;
        let engine_options = source::engine_options(app, &options.run);
        let halt = stop.halt();
        let ran = sync::run(
            database,
            sync,
            engine_options,
            source,
            &halt,
            &mut *self.progress,
        );
        let (summary, ended) = ran.await;
        self.figures.summary = summary;
        self.figures.in_the_way = is_in_the_way(&ended);
        Ok(Done::of(ended, options.run.if_running, stop)?)
    }
}
