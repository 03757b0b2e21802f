//! `db import products`: a file into the table `products`, or what it would do there.

mod report;

use crate::app::{App, Stop};
use crate::clock;
use crate::commands::sync::document::Told;
use crate::commands::sync::preview::report::{Subject, document, human};
use crate::commands::sync::source::exit;
use crate::commands::tenant::known_or_only;
use crate::db::{self, Database, Tenant};
use crate::failure::{Exit, Failure, Kind};
use crate::sync::products::{self, Format, Input, Place};
use crate::ui::{ImportProgress, Ui};
use report::{Imported, line};

const PRODUCTS: Subject = Subject {
    sync: products::IMPORT,
    records: "products",
    came: "read",
};

/// What is imported, and for whom.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    pub place: Place,
    /// The only active one when left out.
    pub tenant: Option<String>,
    /// Found out when left out.
    pub format: Option<Format>,
    /// Write nothing, and show what would be.
    pub dry_run: bool,
    /// Changes, and rejects, that a dry run shows.
    pub diff: usize,
}

/// Imports a tenant's products. The file is opened and its header read before the database is.
pub fn import_products(app: &App, ui: &Ui, options: &ImportOptions) -> Result<Exit, Failure> {
    let doing = |failure: Failure| failure.doing("cannot import products");
    if options.place == Place::Stdin && ui.is_typed() {
        ui.say("reading products from this terminal; their end is Ctrl-D");
    }
    let input = Input::open(&options.place, options.format).map_err(|error| doing(error.into()))?;
    app.block_on(async {
        let stop = Stop::listen()?;
        let import = Import {
            ui,
            options,
            stop: &stop,
        };
        let opened = import.database(app).await.map_err(doing)?;
        let found = known_or_only(&opened, options.tenant.as_deref()).await;
        let done = match (found, options.dry_run) {
            (Ok(tenant), true) => import.preview(&opened, &tenant, input).await,
            (Ok(tenant), false) => import.run(&opened, &tenant, input).await,
            (Err(failure), _) => Err(failure),
        };
        opened.close().await;
        done.map_err(|failure| match options.dry_run {
            true => doing(failure).of_a_look(),
            false => doing(failure),
        })
    })?
}

/// What an import is made of.
struct Import<'a> {
    ui: &'a Ui,
    options: &'a ImportOptions,
    stop: &'a Stop,
}

impl Import<'_> {
    /// With its tables. A dry run makes neither a file nor a table.
    async fn database(&self, app: &App) -> Result<Database, Failure> {
        let target = app.database()?;
        let opened = match self.options.dry_run {
            true => Database::open_existing(&target).await,
            false => Database::open(&target).await,
        };
        let database = match opened {
            Err(db::Error::NoFile { .. }) => {
                let failure = Failure::new(Kind::Usage, "there is no tenant yet");
                return Err(failure.hinted("add one with: jeton tenant add NAME"));
            }
            opened => opened?,
        };
        let ready = match self.options.dry_run {
            true => database.require_current().await,
            false => database.make_ready().await,
        };
        match ready {
            Ok(()) => Ok(database),
            Err(error) => {
                database.close().await;
                Err(error.into())
            }
        }
    }

    async fn run(
        &self,
        database: &Database,
        tenant: &Tenant,
        input: Input,
    ) -> Result<Exit, Failure> {
        let started = clock::monotonic();
        let mut progress = ImportProgress::new(self.ui, PRODUCTS.records, input.size());
        let halt = self.stop.halt();
        let importing = products::import(database, tenant, input, &halt, |summary| {
            progress.update(summary);
        });
        let (summary, ended) = importing.await;
        drop(progress);
        let (ending, took) = (ended?, started.elapsed());
        let report = Imported {
            run: Told::new(products::IMPORT, ending, &summary, took),
            database: Some(database.location()),
            tenant: &tenant.name,
            file: self.options.place.name(),
        };
        self.ui.report(&line(&summary, ending, took), &report)?;
        Ok(exit(ending, &summary, self.stop))
    }

    async fn preview(
        &self,
        database: &Database,
        tenant: &Tenant,
        input: Input,
    ) -> Result<Exit, Failure> {
        let started = clock::monotonic();
        let mut progress = ImportProgress::new(self.ui, PRODUCTS.records, input.size());
        let halt = self.stop.halt();
        let most = self.options.diff;
        let looking = products::preview_import(database, tenant, input, most, &halt, |summary| {
            progress.update(summary);
        });
        let looked = looking.await;
        drop(progress);
        let ((ending, preview), took) = (looked?, started.elapsed());
        let text = human(PRODUCTS, &preview, ending, took, self.ui.look());
        let report = Imported {
            run: document(PRODUCTS, &preview, ending, took, database.location()),
            database: None,
            tenant: &tenant.name,
            file: self.options.place.name(),
        };
        self.ui.report(&text, &report)?;
        Ok(exit(ending, &preview.summary, self.stop))
    }
}
