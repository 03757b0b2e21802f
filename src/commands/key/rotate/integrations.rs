//! The half of `key rotate` that is kept in databases: what is there is sealed anew before the old identity goes.

use crate::commands::shell::quoted;
use crate::db::{Database, Error, Target};
use crate::failure::{Failure, Kind};
use crate::token::{CacheError, Key, Vault, resealed};

/// One integration's credentials.
pub(super) struct Resealed {
    /// Such as `trendyol of acme`.
    pub(super) name: String,
    pub(super) outcome: Result<(), Failure>,
    /// Whether an older identity still opens it.
    pub(super) needs_older: bool,
}

/// The integrations of the configured database, and the databases that were noted and are not gone over.
pub(super) async fn gone_over(vault: &Vault, target: &Target, key: &Key) -> Vec<Resealed> {
    let recipient = key.recipient();
    let mut kept = Vec::new();
    let gone = match reseal(target, key).await {
        Ok(gone) => gone,
        Err(failure) => {
            kept.push(unsealed("integrations".to_owned(), failure));
            Gone::default()
        }
    };
    kept.extend(gone.done);
    let is_done = kept.iter().all(|one| !one.needs_older);
    let here = gone.over.as_deref();
    let noted = here.filter(|_| is_done).map(|place| match gone.has_any {
        true => vault.sealed_for(place, &recipient),
        false => vault.forget(place),
    });
    let notes = noted.unwrap_or(Ok(())).and_then(|()| vault.notes());
    match notes {
        Err(error) => kept.push(unsealed("integrations".to_owned(), error.into())),
        Ok(notes) => {
            let others = notes
                .into_iter()
                .filter(|note| note.recipient != recipient && Some(note.place.as_str()) != here);
            for note in others {
                let failure = Failure::new(Kind::Config, "its integrations were not gone over");
                let hint = "run it with that database, too: DATABASE_URL=… jeton key rotate";
                kept.push(unsealed(note.place, failure.hinted(hint)));
            }
        }
    }
    kept
}

fn unsealed(name: String, failure: Failure) -> Resealed {
    Resealed {
        name,
        outcome: Err(failure),
        needs_older: true,
    }
}

/// What became of a database's.
#[derive(Default)]
struct Gone {
    /// Where it is; none where there is no such database.
    over: Option<String>,
    /// Whether it has any credentials.
    has_any: bool,
    /// What there was to do.
    done: Vec<Resealed>,
}

/// Seals for the newest identity of `key` what it does not open yet; says what there was to do. A database that is not
/// there, or has no integrations yet, has nothing.
async fn reseal(target: &Target, key: &Key) -> Result<Gone, Failure> {
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
                kept.map_err(Failure::from)
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
