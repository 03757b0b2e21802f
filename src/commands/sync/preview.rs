//! `sync … --dry-run`: what a run would do, with the first changes field by field. Nothing is written, and nothing is
//! made: no run, no checkpoint, no lock, no migration, no database file.

pub(in crate::commands) mod report;

use super::SyncOptions;
use super::source::{self, engine_options, exit, identity, what};
use crate::app::{App, Stop};
use crate::clock;
use crate::db::{self, Database, Engine, Standing, Target};
use crate::failure::{Exit, Failure};
use crate::sync::{self, Against, referrals};
use crate::ui::{SyncProgress, Ui};
use report::{Subject, document, human};

const REFERRALS: Subject<'_> = Subject {
    sync: referrals::NAME,
    records: "referrals",
    came: "fetched",
};

/// Goes over what a run would go over, and shows what it would do.
pub(super) async fn referrals(
    app: &App,
    ui: &Ui,
    options: &SyncOptions,
    stop: &Stop,
) -> Result<Exit, Failure> {
    let manager = source::manager(app)?;
    let name = manager.name().to_owned();
    let doing = |failure: Failure| {
        let failure = failure.doing("cannot try the sync of referrals");
        failure.of_profile(&name).of_a_look()
    };
    let login = manager.cached().map_err(|error| doing(error.into()))?;
    let identity = identity(app, &manager, login.as_ref());
    let target = app.database()?;
    let started = clock::monotonic();
    let found = Found::look(&target, referrals::NAME, &identity)
        .await
        .map_err(|error| doing(error.into()))?;
    let manager = manager.until(stop.halt());
    let api = source::api(app, &manager, options.limit)?;
    let mut progress = SyncProgress::new(ui, referrals::NAME);
    let against = Against {
        database: found.database.as_ref().filter(|_| found.has_tables),
        standing: &found.standing,
        most: options.diff,
    };
    let ended = sync::preview(
        against,
        what(app, &identity),
        engine_options(app, options),
        &referrals::Referrals(api),
        &stop.halt(),
        |news| progress.update(news),
    )
    .await;
    drop(progress);
    if let Some(database) = found.database {
        database.close().await;
    }
    let (ending, preview) = ended.map_err(|error| doing(error.into()))?;
    let took = started.elapsed();
    let text = human(REFERRALS, &preview, ending, took, ui.look());
    ui.report(
        &text,
        &document(REFERRALS, &preview, ending, took, &found.location),
    )?;
    Ok(exit(ending, &preview.summary, stop))
}

/// The database as it is.
struct Found {
    database: Option<Database>,
    location: String,
    has_tables: bool,
    standing: Standing,
}

impl Found {
    /// A run migrates an embedded database; until it did, what is not there counts as empty.
    async fn look(target: &Target, sync: &str, identity: &str) -> Result<Self, db::Error> {
        let database = match Database::open_existing(target).await {
            Err(db::Error::NoFile { location }) => {
                return Ok(Self {
                    database: None,
                    location,
                    has_tables: false,
                    standing: Standing::default(),
                });
            }
            opened => opened?,
        };
        if database.engine() == Engine::Postgres {
            database.require_current().await?;
        }
        let schema = database.schema().await?;
        let standing = match schema.pending.is_empty() {
            true => database.standing(sync, identity).await?,
            false => Standing::default(),
        };
        Ok(Self {
            location: database.location().to_owned(),
            database: Some(database),
            has_tables: !schema.applied.is_empty(),
            standing,
        })
    }
}
