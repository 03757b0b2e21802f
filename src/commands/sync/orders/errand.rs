//! Whose orders are fetched, and from where.

use super::{OrderSource, OrdersOptions};
use crate::commands::tenant::known;
use crate::db::{Database, Integration};
use crate::failure::{Failure, Kind};
use crate::sync::orders::NAME;
use crate::upstream::marketplace::Marketplace;

/// One shop.
#[derive(Clone, Debug)]
pub(super) struct Errand {
    pub(super) source: OrderSource,
    pub(super) integration: Integration,
}

impl Errand {
    /// Its name in the ledger and in locks.
    pub(super) fn name(&self) -> String {
        format!(
            "{NAME}/{}/{}",
            self.source.as_str(),
            self.integration.tenant
        )
    }
}

/// Every shop that is meant; of those that are not asked for by name, the active ones.
pub(super) async fn errands(
    database: &Database,
    options: &OrdersOptions,
) -> Result<Vec<Errand>, Failure> {
    let mut tenants = Vec::new();
    for name in &options.tenants {
        tenants.push(known(database, name).await?.id);
    }
    let wanted = |integration: &Integration| {
        let is_asked_for = tenants.contains(&integration.tenant_id);
        match tenants.is_empty() {
            true => integration.is_active && integration.tenant_is_active,
            false => is_asked_for && integration.is_active,
        }
    };
    let integrations = database.integrations(None).await?.into_iter();
    let errands: Vec<Errand> = integrations
        .filter(wanted)
        .filter_map(|integration| {
            let marketplace: Marketplace = integration.marketplace.parse().ok()?;
            let source = OrderSource::Marketplace(marketplace);
            let is_meant = options.sources.is_empty() || options.sources.contains(&source);
            is_meant.then_some(Errand {
                source,
                integration,
            })
        })
        .collect();
    match errands.is_empty() {
        true => {
            let nobody = Failure::new(Kind::Config, "there is no shop to fetch orders of");
            Err(nobody.hinted("see who sells where with: jeton integration list"))
        }
        false => Ok(errands),
    }
}
