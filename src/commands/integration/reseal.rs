//! A new key for credentials that are kept in the database: `key rotate` does not drop the old one before.

use crate::commands::shell::quoted;
use crate::db::{Database, Error, Target};
use crate::failure::Failure;
use crate::token::{CacheError, Key, resealed};

/// One integration's credentials.
pub(in crate::commands) struct Resealed {
    /// Such as `trendyol of acme`.
    pub(in crate::commands) name: String,
    pub(in crate::commands) outcome: Result<(), Failure>,
    /// Whether an older identity still opens it.
    pub(in crate::commands) needs_older: bool,
}

/// What became of a database's.
#[derive(Default)]
pub(in crate::commands) struct Gone {
    /// Where it is; none where there is no such database.
    pub(in crate::commands) over: Option<String>,
    /// Whether it has any credentials.
    pub(in crate::commands) has_any: bool,
    /// What there was to do.
    pub(in crate::commands) done: Vec<Resealed>,
}

/// Seals for the newest identity of `key` what it does not open yet; says what there was to do. A database that is not
/// there, or has no integrations yet, has nothing.
pub(in crate::commands) async fn reseal(target: &Target, key: &Key) -> Result<Gone, Failure> {
    let database = match Database::open_existing(target).await {
        Err(Error::NoFile { .. }) => return Ok(Gone::default()),
        opened => opened?,
    };
    let done = all(&database, key).await;
    database.close().await;
    done
}

async fn all(database: &Database, key: &Key) -> Result<Gone, Failure> {
    let mut gone = Gone {
        over: Some(database.location().to_owned()),
        ..Gone::default()
    };
    let integrations = match database.integrations(None).await {
        Err(Error::NoSuchTable { .. }) => return Ok(gone),
        integrations => integrations?,
    };
    for integration in &integrations {
        let Some(sealed) = &integration.credentials else {
            continue;
        };
        gone.has_any = true;
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
            Err(error) => {
                // What no identity opens is no reason to keep one.
                let needs_older = !matches!(error, CacheError::WrongKey { .. });
                let failure = Failure::from(error).hinted(format!(
                    "set its keys anew: jeton integration set {} --tenant {}",
                    integration.marketplace,
                    *quoted(&integration.tenant)
                ));
                gone.done.push(Resealed {
                    name,
                    outcome: Err(failure),
                    needs_older,
                });
                continue;
            }
        };
        gone.done.push(Resealed {
            name,
            needs_older: outcome.is_err(),
            outcome,
        });
    }
    database.settle().await?;
    Ok(gone)
}
