//! A new key for credentials that are kept in the database: `key rotate` does not drop the old one before.

use crate::db::{Database, Error, Target};
use crate::failure::Failure;
use crate::token::{Key, resealed};

/// One integration's credentials.
pub(in crate::commands) struct Resealed {
    /// Such as `trendyol of acme`.
    pub(in crate::commands) name: String,
    pub(in crate::commands) outcome: Result<(), Failure>,
}

/// Seals for the newest identity of `key` what it does not open yet; says what there was to do. A database that is not
/// there, or has no integrations yet, has nothing.
pub(in crate::commands) async fn reseal(
    target: &Target,
    key: &Key,
) -> Result<Vec<Resealed>, Failure> {
    let database = match Database::open_existing(target).await {
        Err(Error::NoFile { .. }) => return Ok(Vec::new()),
        opened => opened?,
    };
    let done = all(&database, key).await;
    database.close().await;
    done
}

async fn all(database: &Database, key: &Key) -> Result<Vec<Resealed>, Failure> {
    let integrations = match database.integrations(None).await {
        Err(Error::NoSuchTable { .. }) => return Ok(Vec::new()),
        integrations => integrations?,
    };
    let mut done = Vec::new();
    for integration in &integrations {
        let Some(sealed) = &integration.credentials else {
            continue;
        };
        let name = format!("{} of {}", integration.marketplace, integration.tenant);
        let outcome = match resealed(&name, sealed, key) {
            Ok(None) => continue,
            // Changed in between, they were sealed for the key as it is now.
            Ok(Some(text)) => {
                let kept = database
                    .reseal_integration(integration, sealed, &text)
                    .await;
                kept.map(drop).map_err(Failure::from)
            }
            Err(error) => Err(error.into()),
        };
        done.push(Resealed { name, outcome });
    }
    Ok(done)
}
