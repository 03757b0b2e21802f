//! Whose products, which of them, and where they go.

use uuid::Uuid;

use super::{ProductsOptions, Via, answer};
use crate::commands::tenant::{known, known_or_only};
use crate::db::{Database, Tenant};
use crate::failure::{Failure, Kind};
use crate::fsio;
use crate::upstream::marketplace::Marketplace;

/// More ids than any shop has products.
const LARGEST: u64 = 64 << 20;

/// A tenant's products to one marketplace.
#[derive(Clone, Debug)]
pub(super) struct Errand {
    pub(super) tenant: Tenant,
    pub(super) marketplace: Marketplace,
}

/// Adds the ids of the file to those of the command line, and puts all of them into one form.
pub(super) fn read_ids(options: &mut ProductsOptions) -> Result<(), Failure> {
    let mut ids = std::mem::take(&mut options.product_ids);
    if let Some(path) = &options.product_ids_from {
        let name = path.display();
        let unreadable = |reason: String| {
            Failure::new(
                Kind::Usage,
                format!("cannot read product ids from {name}: {reason}"),
            )
        };
        let text = match path.as_os_str() == "-" {
            true => fsio::read_stdin(LARGEST).map(Some),
            false => fsio::read(path, LARGEST),
        };
        let bytes = text.map_err(|error| unreadable(error.to_string()))?;
        let bytes = bytes.ok_or_else(|| unreadable("there is no such file".to_owned()))?;
        let text = String::from_utf8(bytes).map_err(|_| unreadable("it is no text".to_owned()))?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        ids.extend(lines.map(str::to_owned));
        if ids.is_empty() {
            return Err(unreadable("it names no product".to_owned()));
        }
    }
    for id in &mut ids {
        let Ok(uuid) = Uuid::parse_str(id.trim()) else {
            let failure = Failure::new(Kind::Usage, format!("{id:?} is no product id"));
            return Err(failure
                .hinted("an id is a UUID, as the column id of the table products has it")
                .answered(answer::invalid("productIds", "Geçersiz")));
        };
        *id = uuid.to_string();
    }
    ids.sort_unstable();
    ids.dedup();
    options.product_ids = ids;
    Ok(())
}

/// Who is meant, with each marketplace; of all tenants those that sell there.
pub(super) async fn errands(
    database: &Database,
    options: &ProductsOptions,
) -> Result<Vec<Errand>, Failure> {
    let errand = |tenant: &Tenant, marketplace: Marketplace| Errand {
        tenant: tenant.clone(),
        marketplace,
    };
    if options.all_tenants {
        let integrations = database.integrations(None).await?;
        let tenants = database.tenants().await?;
        let sells = |tenant: &Tenant, marketplace: Marketplace| {
            // Who sells where is the gateway's to know.
            options.via == Via::Gateway
                || integrations.iter().any(|integration| {
                    integration.tenant_id == tenant.id
                        && integration.marketplace == marketplace.as_str()
                        && integration.is_active
                })
        };
        let active = tenants.iter().filter(|tenant| tenant.is_active);
        let errands: Vec<Errand> = active
            .flat_map(|tenant| {
                let there = options.marketplaces.iter().copied();
                there
                    .filter(|marketplace| sells(tenant, *marketplace))
                    .map(|marketplace| errand(tenant, marketplace))
            })
            .collect();
        return match errands.is_empty() {
            true => {
                let nobody = Failure::new(Kind::Config, "no active tenant sells there");
                let nobody = nobody.hinted("see who does with: jeton integration list");
                Err(without_tenant(options, nobody))
            }
            false => Ok(errands),
        };
    }
    let mut tenants = Vec::new();
    for name in &options.tenants {
        let tenant = known(database, name).await?;
        if !tenants.contains(&tenant) {
            tenants.push(tenant);
        }
    }
    if tenants.is_empty() {
        let only = known_or_only(database, None).await;
        tenants.push(only.map_err(|failure| without_tenant(options, failure))?);
    }
    let pairs = tenants.iter().flat_map(|tenant| {
        let marketplaces = options.marketplaces.iter();
        marketplaces.map(|marketplace| errand(tenant, *marketplace))
    });
    Ok(pairs.collect())
}

/// To the contract no tenant is one without an integration.
fn without_tenant(options: &ProductsOptions, failure: Failure) -> Failure {
    match options.marketplaces.first() {
        Some(marketplace) => failure.answered(answer::no_integration(*marketplace)),
        None => failure,
    }
}
