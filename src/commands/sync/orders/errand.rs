//! Whose orders are fetched, and from where.

use url::Url;

use super::{OrderSource, OrdersOptions};
use crate::app::App;
use crate::commands::tenant::known;
use crate::db::{Database, Integration};
use crate::failure::{Failure, Kind};
use crate::sync::orders::{NAME, Shop};
use crate::upstream::marketplace::Marketplace;

/// One place that has orders.
#[derive(Clone, Debug)]
pub(super) enum Errand {
    /// The configured order API.
    External,
    /// A tenant's shop.
    Shop {
        marketplace: Marketplace,
        integration: Integration,
    },
}

impl Errand {
    pub(super) fn source(&self) -> OrderSource {
        match self {
            Self::External => OrderSource::External,
            Self::Shop { marketplace, .. } => OrderSource::Marketplace(*marketplace),
        }
    }

    /// The tenant's name; none of the order API's.
    pub(super) fn tenant(&self) -> Option<&str> {
        match self {
            Self::External => None,
            Self::Shop { integration, .. } => Some(&integration.tenant),
        }
    }

    /// Its name in the ledger and in locks.
    pub(super) fn name(&self) -> String {
        let source = self.source().as_str();
        match self.tenant() {
            Some(tenant) => format!("{NAME}/{source}/{tenant}"),
            None => format!("{NAME}/{source}"),
        }
    }

    /// As it is spoken of.
    pub(super) fn called(&self) -> String {
        let source = self.source().as_str();
        match self.tenant() {
            Some(tenant) => format!("{source} of {tenant}"),
            None => source.to_owned(),
        }
    }

    /// Whose orders they are.
    pub(super) fn shop(&self) -> Shop<'_> {
        Shop {
            source: self.source().as_str(),
            tenant_id: match self {
                Self::External => None,
                Self::Shop { integration, .. } => Some(&integration.tenant_id),
            },
        }
    }
}

/// Where the list of the order API is.
pub(super) fn endpoint(app: &App) -> Result<&Url, Failure> {
    let settings = &app.settings().sources.external_orders;
    let wrong = match (settings.enabled, &settings.orders_endpoint) {
        (true, Some(list)) => return Ok(list),
        (true, None) => "sources.external-orders has no orders_endpoint",
        (false, _) => "the source external-orders is disabled",
    };
    let failure = Failure::new(Kind::Config, wrong);
    Err(failure.hinted("what can be set is in: jeton config show --defaults"))
}

/// Every place that is meant; of those that are not asked for by name, the active ones.
pub(super) async fn errands(
    app: &App,
    database: &Database,
    options: &OrdersOptions,
) -> Result<Vec<Errand>, Failure> {
    let mut tenants = Vec::new();
    for name in &options.tenants {
        tenants.push(known(database, name).await?.id);
    }
    let is_named = |source| options.sources.contains(&source);
    let is_meant = |source| options.sources.is_empty() || is_named(source);
    let mut errands = Vec::new();
    if is_named(OrderSource::External) {
        endpoint(app)?;
        errands.push(Errand::External);
    } else if is_meant(OrderSource::External) && tenants.is_empty() && endpoint(app).is_ok() {
        errands.push(Errand::External);
    }
    let wanted = |integration: &Integration| {
        let is_asked_for = tenants.contains(&integration.tenant_id);
        match tenants.is_empty() {
            true => integration.is_active && integration.tenant_is_active,
            false => is_asked_for && integration.is_active,
        }
    };
    let integrations = database.integrations(None).await?.into_iter();
    errands.extend(integrations.filter(wanted).filter_map(|integration| {
        let marketplace: Marketplace = integration.marketplace.parse().ok()?;
        let source = OrderSource::Marketplace(marketplace);
        is_meant(source).then_some(Errand::Shop {
            marketplace,
            integration,
        })
    }));
    match errands.is_empty() {
        true => {
            let nobody = Failure::new(Kind::Config, "there is no shop to fetch orders of");
            Err(nobody.hinted(
                "see who sells where with: jeton integration list; an order API is set below [sources.external-orders]",
            ))
        }
        false => Ok(errands),
    }
}
