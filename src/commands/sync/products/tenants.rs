//! Whose products, which of them, and where they go.

use std::io::Read;

use uuid::Uuid;

use super::{ProductsOptions, Via, answer};
use crate::commands::tenant::known;
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
            true => {
                let mut text = String::new();
                let read = std::io::stdin().take(LARGEST).read_to_string(&mut text);
                read.map_err(|error| unreadable(fsio::reason(&error)))?;
                text
            }
            false => {
                let bytes =
                    fsio::read(path, LARGEST).map_err(|error| unreadable(error.to_string()))?;
                let bytes = bytes.ok_or_else(|| unreadable("there is no such file".to_owned()))?;
                String::from_utf8(bytes).map_err(|_| unreadable("it is no text".to_owned()))?
            }
        };
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
            true => Err(nobody(options, "no active tenant sells there")),
            false => Ok(errands),
        };
    }
    let mut tenants = Vec::new();
    for name in &options.tenants {
        tenants.push(known(database, name).await?);
    }
    if tenants.is_empty() {
        let mut active = database.tenants().await?;
        active.retain(|tenant| tenant.is_active);
        match active.len() {
            0 => return Err(nobody(options, "there is no active tenant")),
            1 => tenants = active,
            several => {
                let message = format!("there are {several} tenants, and none is named");
                let failure = nobody(options, &message);
                return Err(failure.hinted("name one with --tenant NAME, or take --all-tenants"));
            }
        }
    }
    let pairs = tenants.iter().flat_map(|tenant| {
        let marketplaces = options.marketplaces.iter();
        marketplaces.map(|marketplace| errand(tenant, *marketplace))
    });
    Ok(pairs.collect())
}

fn nobody(options: &ProductsOptions, message: &str) -> Failure {
    let failure = Failure::new(Kind::Config, message)
        .hinted("see them with: jeton integration list; make one with: jeton integration set MARKETPLACE --tenant NAME");
    match options.marketplaces.first() {
        Some(marketplace) => failure.answered(answer::no_integration(*marketplace)),
        None => failure,
    }
}
