//! From an integration as it is kept to a client of its marketplace.

use crate::app::App;
use crate::commands::shell::quoted;
use crate::db::Integration;
use crate::failure::{Failure, Kind};
use crate::token::{CacheError, Vault};
use crate::upstream::marketplace::{Client, Credentials, Marketplace, Seller};

/// The keys of an integration, opened; none where it has none that are keys.
pub(in crate::commands) fn credentials(
    vault: &Vault,
    integration: &Integration,
) -> Result<Option<Credentials>, Failure> {
    let Some(sealed) = integration.credentials.as_deref() else {
        return Ok(None);
    };
    let name = format!("{} of {}", integration.marketplace, integration.tenant);
    let opened = vault.open(&name, sealed).map_err(|error| match error {
        CacheError::WrongKey { .. } => Failure::from(error).hinted(format!(
            "is this the key that they were sealed with (jeton key show)? else {}",
            set_anew(integration)
        )),
        // A key that is not there is no reason to set anything anew.
        error => error.into(),
    })?;
    Ok(Credentials::read(&opened))
}

/// What to do where there are no keys that can be read.
pub(in crate::commands) fn missing_keys(integration: &Integration) -> Failure {
    let name = format!("{} of {}", integration.marketplace, integration.tenant);
    let failure = Failure::new(Kind::Config, format!("{name} has no keys that can be read"));
    failure.hinted(set_anew(integration))
}

fn set_anew(integration: &Integration) -> String {
    format!(
        "set them anew: jeton integration set {} --tenant {}",
        integration.marketplace,
        *quoted(&integration.tenant)
    )
}

/// The way to the marketplace of an integration, with its keys.
pub(in crate::commands) fn client<'a>(
    app: &'a App,
    marketplace: Marketplace,
    integration: &'a Integration,
    credentials: &'a Credentials,
) -> Result<Client<'a>, Failure> {
    let settings = app.settings();
    let id = integration.seller_id.as_deref();
    let seller = Seller { id, credentials };
    // N11's keys say who it is, and a key is in no file's name.
    let who = id.unwrap_or(&integration.tenant_id);
    let place = (settings.state_dir.as_path(), app.access()?, who);
    Ok(Client::new(
        app.http(),
        &settings.marketplaces,
        marketplace,
        seller,
        place,
    ))
}
