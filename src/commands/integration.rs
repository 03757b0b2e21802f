//! `integration set`, `list`, `test`, `enable`, `disable`, `remove`: what a tenant has at a marketplace.

mod set;
mod test;
pub(super) mod way;

use jiff::Timestamp;
use serde::Serialize;

use super::db::with_database;
use super::shell::quoted;
use super::tenant::{known, state};
use crate::app::App;
use crate::clock;
use crate::db::{Database, Integration};
use crate::failure::{Exit, Failure, Kind};
use crate::ui::{self, Ui};
use crate::upstream::marketplace::Marketplace;

pub use set::{SetOptions, Where, set};
pub use test::test;

/// Without anything of the credentials.
#[derive(Serialize)]
struct Told {
    tenant: String,
    tenant_id: String,
    marketplace: String,
    seller_id: Option<String>,
    has_credentials: bool,
    is_active: bool,
    updated_at: Timestamp,
    last_sync_at: Option<Timestamp>,
    last_sync_status: Option<String>,
}

impl From<Integration> for Told {
    fn from(integration: Integration) -> Self {
        Self {
            tenant: integration.tenant,
            tenant_id: integration.tenant_id,
            marketplace: integration.marketplace,
            seller_id: integration.seller_id,
            has_credentials: integration.credentials.is_some(),
            is_active: integration.is_active,
            updated_at: integration.updated_at,
            last_sync_at: integration.last_sync_at,
            last_sync_status: integration.last_sync_status,
        }
    }
}

#[derive(Serialize)]
struct List {
    integrations: Vec<Told>,
}

/// Shows the integrations of a tenant, or of all.
pub fn list(app: &App, ui: &Ui, tenant: Option<&str>) -> Result<Exit, Failure> {
    let integrations = with_database(app, false, async |database| {
        let tenant = match tenant {
            Some(name) => Some(known(database, name).await?),
            None => None,
        };
        let id = tenant.as_ref().map(|tenant| tenant.id.as_str());
        Ok(database.integrations(id).await?)
    })
    .map_err(|f| f.doing("cannot list the integrations"))?;
    let text = match integrations.is_empty() {
        true => "there is no integration yet; make one with: jeton integration set MARKETPLACE --tenant NAME".to_owned(),
        false => described(&integrations),
    };
    let report = List {
        integrations: integrations.into_iter().map(Told::from).collect(),
    };
    ui.report(&text, &report)?;
    Ok(Exit::Done)
}

fn described(integrations: &[Integration]) -> String {
    let now = clock::now();
    let rows = integrations.iter().map(|integration| {
        let synced = integration.last_sync_at.map(|at| ui::moment(at, now));
        let status = integration.last_sync_status.as_deref().unwrap_or_default();
        vec![
            integration.tenant.clone(),
            integration.marketplace.clone(),
            integration
                .seller_id
                .clone()
                .unwrap_or_else(|| "-".to_owned()),
            match integration.credentials {
                Some(_) => "set",
                None => "missing",
            }
            .to_owned(),
            match integration.tenant_is_active {
                true => state(integration.is_active),
                false => "tenant disabled",
            }
            .to_owned(),
            synced.map_or_else(|| "never".to_owned(), |at| format!("{status} {at}")),
        ]
    });
    ui::table(
        &[
            "tenant",
            "marketplace",
            "seller id",
            "keys",
            "state",
            "last sync",
        ],
        rows.collect(),
    )
}

/// Lets the syncs of an integration run, or leaves them out. Its keys stay.
pub fn set_active(
    app: &App,
    ui: &Ui,
    marketplace: Marketplace,
    tenant: &str,
    is_active: bool,
) -> Result<Exit, Failure> {
    let integration = with_database(app, false, async |database| {
        let before = found(database, marketplace, tenant).await?;
        let id = &before.tenant_id;
        database
            .set_integration_active(id, marketplace.as_str(), is_active)
            .await?;
        found(database, marketplace, id).await
    })
    .map_err(|f| f.doing("cannot change the integration"))?;
    let line = format!(
        "{marketplace} of {} is {}",
        integration.tenant,
        state(is_active)
    );
    ui.report(&line, &Told::from(integration))?;
    Ok(Exit::Done)
}

/// Removes an integration with its keys.
pub fn remove(app: &App, ui: &Ui, marketplace: Marketplace, tenant: &str) -> Result<Exit, Failure> {
    let integration = with_database(app, false, async |database| {
        let integration = found(database, marketplace, tenant).await?;
        let (tenant_id, marketplace) = (&integration.tenant_id, marketplace.as_str());
        database.forget_listings(tenant_id, marketplace).await?;
        database.remove_integration(tenant_id, marketplace).await?;
        Ok(integration)
    })
    .map_err(|f| f.doing("cannot remove the integration"))?;
    let line = format!(
        "{marketplace} of {} is removed, with its keys",
        integration.tenant
    );
    ui.report(&line, &Told::from(integration))?;
    Ok(Exit::Done)
}

/// What the tenant of that name or id has there.
async fn found(
    database: &Database,
    marketplace: Marketplace,
    tenant: &str,
) -> Result<Integration, Failure> {
    let tenant = known(database, tenant).await?;
    let found = database
        .integration(&tenant.id, marketplace.as_str())
        .await?;
    found.ok_or_else(|| none(marketplace, &tenant.name))
}

fn none(marketplace: Marketplace, tenant: &str) -> Failure {
    let failure = Failure::new(
        Kind::Config,
        format!("{tenant} has no integration with {}", marketplace.name()),
    );
    failure.hinted(format!(
        "make one with: jeton integration set {marketplace} --tenant {}",
        *quoted(tenant)
    ))
}
