//! `integration test`: one call that changes nothing, with the keys as they are kept.

use serde::Serialize;

use super::found;
use crate::app::App;
use crate::commands::db::with_database;
use crate::commands::shell::quoted;
use crate::failure::{Exit, Failure, Kind};
use crate::ui::{self, Ui};
use crate::upstream::marketplace::{Client, Credentials, Marketplace, Seller};

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
    let again = format!(
        "set them anew: jeton integration set {marketplace} --tenant {}",
        *quoted(&integration.tenant)
    );
    let missing = || {
        let failure = Failure::new(Kind::Config, format!("{name} has no keys that can be read"));
        failure.hinted(again.clone())
    };
    let sealed = integration.credentials.as_deref().ok_or_else(missing)?;
    let opened = vault.open(&name, sealed);
    let opened = opened.map_err(|error| Failure::from(error).hinted(again.clone()))?;
    let credentials = Credentials::read(&opened).ok_or_else(missing)?;
    let client = Client {
        http: app.http(),
        settings: &app.settings().marketplaces,
        marketplace,
        seller: Seller {
            id: integration.seller_id.as_deref(),
            credentials: &credentials,
        },
    };
    let products = app
        .block_on(client.products())?
        .map_err(|error| Failure::from(error).doing(format!("{name} does not work")))?;
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
