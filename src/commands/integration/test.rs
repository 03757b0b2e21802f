//! `integration test`: one call that changes nothing, with the keys as they are kept.

use serde::Serialize;

use super::found;
use super::way::{client, credentials, missing_keys};
use crate::app::{App, Stop};
use crate::commands::db::with_database;
use crate::failure::{Exit, Failure};
use crate::ui::{self, Ui};
use crate::upstream::marketplace::Marketplace;

#[derive(Serialize)]
struct Tested<'a> {
    tenant: &'a str,
    marketplace: &'a str,
    seller_id: Option<&'a str>,
    /// As the marketplace counts them.
    products: u64,
}

/// Asks the marketplace how many products the seller has there. Disabled ones can be tested, too.
pub fn test(app: &App, ui: &Ui, marketplace: Marketplace, tenant: &str) -> Result<Exit, Failure> {
    let vault = app.vault()?;
    let integration = with_database(app, false, async |database| {
        // Whoever uses the keys of a database has its rotations go over it.
        vault.note(database.location())?;
        found(database, marketplace, tenant).await
    })?;
    let name = format!("{marketplace} of {}", integration.tenant);
    let keys = credentials(&vault, &integration)?.ok_or_else(|| missing_keys(&integration))?;
    let client = client(app, marketplace, &integration, &keys)?;
    let asked = app.block_on(async {
        let stop = Stop::listen()?;
        let asked = client.products(&stop.halt()).await;
        let asked =
            asked.map_err(|error| Failure::from(error).doing(format!("{name} does not work")))?;
        Ok::<_, Failure>(match (asked, stop.signal()) {
            (Some(products), _) => Ok(products),
            (None, signal) => Err(signal.map_or(Exit::Done, Exit::Stopped)),
        })
    })??;
    let products = match asked {
        Ok(products) => products,
        Err(stopped) => return Ok(stopped),
    };
    let report = Tested {
        tenant: &integration.tenant,
        marketplace: marketplace.as_str(),
        seller_id: integration.seller_id.as_deref(),
        products,
    };
    let line = format!("{name} works: {} products there", ui::count(products));
    ui.report(&line, &report)?;
    Ok(Exit::Done)
}
