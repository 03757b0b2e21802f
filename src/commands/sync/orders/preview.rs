//! `sync orders --dry-run`: what each run would do, with the first changes field by field. Nothing is written.

use serde_json::{Value, json};

use super::OrdersOptions;
use super::errand::errands;
use super::job::{Visit, at};
use crate::app::{App, Stop};
use crate::clock;
use crate::commands::sync::preview::report::{Subject, document, human};
use crate::commands::sync::source::{engine_options, exit};
use crate::commands::sync::together::together;
use crate::db::Database;
use crate::failure::{Exit, Failure};
use crate::sync::{self, Against, Source, Sync};
use crate::ui::{SyncProgress, Ui};

pub(super) async fn orders(
    app: &App,
    ui: &Ui,
    options: &OrdersOptions,
    stop: &Stop,
) -> Result<Exit, Failure> {
    let vault = app.vault()?;
    // One that is not there knows no shop.
    let database = Database::open_existing(&app.database()?).await?;
    let looked = async {
        database.require_current().await?;
        let mut look = Look {
            app,
            ui,
            options,
            stop,
            database: &database,
        };
        let (mut lines, mut documents, mut exits) = (Vec::new(), Vec::new(), Vec::new());
        let errands = errands(app, &database, options).await?;
        for errand in &errands {
            let name = errand.name();
            match at((app, &vault, stop), errand, &mut look).await {
                Ok((line, document, exit)) => {
                    lines.push(line);
                    documents.push(document);
                    exits.push(Ok(exit));
                }
                // It spoils nothing for the others.
                Err(failure) if errands.len() > 1 => {
                    let failure = failure.of_a_look();
                    lines.push(format!("{name}: failed: {}", failure.line()));
                    documents.push(json!({ "sync": name, "outcome": "failed", "error": failure }));
                    exits.push(Err(failure.kind));
                }
                Err(failure) => {
                    let doing = format!("cannot try the sync {name}");
                    return Err(failure.doing(doing).of_a_look());
                }
            }
        }
        Ok::<_, Failure>((lines.join("\n"), documents, exits))
    };
    let looked = looked.await;
    database.close().await;
    let (text, mut documents, exits) = looked?;
    let document = match documents.len() {
        1 => documents.remove(0),
        _ => json!({ "dry_run": true, "syncs": documents }),
    };
    ui.report(&text, &document)?;
    Ok(together(&exits, stop))
}

struct Look<'a> {
    app: &'a App,
    ui: &'a Ui,
    options: &'a OrdersOptions,
    stop: &'a Stop,
    database: &'a Database,
}

impl Visit for Look<'_> {
    type Done = (String, Value, Exit);

    async fn visit<S: Source>(
        &mut self,
        source: &S,
        sync: Sync<'_>,
    ) -> Result<Self::Done, Failure> {
        let standing = self.database.standing(sync.name, sync.identity).await?;
        let against = Against {
            database: Some(self.database),
            standing: &standing,
            most: self.options.run.diff,
        };
        let mut progress = SyncProgress::new(self.ui, "orders");
        let (started, halt) = (clock::monotonic(), self.stop.halt());
        let options = engine_options(self.app, &self.options.run);
        let ended = sync::preview(against, sync, options, source, &halt, |news| {
            progress.update(news);
        });
        let (ending, preview) = ended.await?;
        drop(progress);
        let took = started.elapsed();
        let subject = Subject {
            sync: sync.name,
            records: "orders",
            came: "fetched",
        };
        let text = human(subject, &preview, ending, took, self.ui.look());
        let location = self.database.location();
        let document = document(subject, &preview, ending, took, location);
        let document = serde_json::to_value(document).unwrap_or_default();
        let text = format!("{}: {text}", sync.name);
        Ok((text, document, exit(ending, &preview.summary, self.stop)))
    }
}
