//! `db migrate`, `status`, `count`, `import`, `forget`.

mod compare;
mod forget;
mod import;

use std::ops::ControlFlow;

use serde::Serialize;

use crate::app::App;
use crate::clock;
use crate::db::{Database, Migration, Schema, Table};
use crate::failure::{Exit, Failure, Kind};
use crate::sync::TABLES;
use crate::ui::{self, Ui};
use compare::Compared;

pub use forget::{ForgetOptions, forget};
pub use import::{ImportOptions, import_products};

/// Tables beside the synced ones that can be counted.
const OTHERS: [&str; 9] = [
    "sync_runs",
    "sync_checkpoints",
    "sync_rejects",
    "tenants",
    "marketplace_integrations",
    "marketplace_listings",
    "push_batches",
    "order_status_history",
    "outbox_events",
];

#[derive(Serialize)]
struct Migrated<'a> {
    database: &'a str,
    applied: &'a [Migration],
}

/// Applies every pending migration.
pub fn migrate(app: &App, ui: &Ui) -> Result<Exit, Failure> {
    let (applied, location) = with_database(app, true, async |database| {
        Ok((database.migrate().await?, database.location().to_owned()))
    })
    .map_err(|f| f.doing("cannot migrate"))?;
    let mut lines: Vec<String> = applied
        .iter()
        .map(|migration| format!("applied {} {}", migration.version, migration.name))
        .collect();
    lines.push(match applied.len() {
        0 => format!("{location} was up to date"),
        _ => format!("{location} is up to date"),
    });
    let report = Migrated {
        database: &location,
        applied: &applied,
    };
    ui.report(&lines.join("\n"), &report)?;
    Ok(Exit::Done)
}

/// Shows which server it is, what is applied and what is pending. Exit 8 when something is.
pub fn status(app: &App, ui: &Ui) -> Result<Exit, Failure> {
    let schema = with_database(app, false, async |database| Ok(database.schema().await?))
        .map_err(|f| f.doing("cannot read the schema"))?;
    ui.report(&described(&schema), &schema)?;
    match schema.pending.is_empty() {
        true => Ok(Exit::Done),
        false => Ok(Exit::Found(Kind::Database)),
    }
}

fn described(schema: &Schema) -> String {
    let now = clock::now();
    let mut rows = vec![
        ("database", schema.location.clone()),
        ("server", schema.server.clone()),
    ];
    for applied in &schema.applied {
        let when = ui::moment(applied.applied_at, now);
        rows.push((
            "applied",
            format!("{} {}, {when}", applied.version, applied.name),
        ));
    }
    for pending in &schema.pending {
        let text = format!(
            "{} {}, apply it with: jeton db migrate",
            pending.version, pending.name
        );
        rows.push(("pending", text));
    }
    ui::fields(rows)
}

#[derive(Serialize)]
struct Counts {
    database: String,
    counts: Vec<Count>,
}

#[derive(Serialize)]
struct Count {
    table: String,
    rows: u64,
    #[serde(flatten)]
    compared: Option<Compared>,
}

/// Counts rows, of every synced table when none is named. `compare` asks the upstreams, too.
pub fn count(app: &App, ui: &Ui, names: &[String], compare: bool) -> Result<Exit, Failure> {
    let tables = names
        .iter()
        .map(|name| resolve(name))
        .collect::<Result<Vec<_>, _>>()?;
    let tables = match tables.is_empty() {
        true => TABLES.iter().map(|table| table.name).collect(),
        false => tables,
    };
    let mut report = with_database(app, false, async |database| {
        let mut counts = Vec::new();
        for table in &tables {
            counts.push(Count {
                table: (*table).to_owned(),
                rows: database.count(table).await?,
                compared: None,
            });
        }
        Ok(Counts {
            database: database.location().to_owned(),
            counts,
        })
    })
    .map_err(|f| f.doing("cannot count"))?;
    if compare {
        for count in &mut report.counts {
            match compare::compared(app, &count.table, count.rows)? {
                ControlFlow::Continue(compared) => count.compared = Some(compared),
                ControlFlow::Break(stopped) => return Ok(stopped),
            }
        }
    }
    let text = match compare {
        true => compare::described(&report.counts),
        false => {
            let rows = report.counts.iter();
            ui::fields(
                rows.map(|c| (c.table.as_str(), ui::count(c.rows)))
                    .collect(),
            )
        }
    };
    ui.report(&text, &report)?;
    Ok(Exit::Done)
}

/// A table by its name or by what people call it.
fn resolve(name: &str) -> Result<&'static str, Failure> {
    let known = |table: &&&Table| table.name == name || table.alias == name;
    let synced = TABLES.iter().find(known).map(|table| table.name);
    let found = synced.or_else(|| OTHERS.into_iter().find(|table| *table == name));
    found.ok_or_else(|| {
        let names: Vec<&str> = TABLES.iter().map(|t| t.alias).chain(OTHERS).collect();
        let failure = Failure::new(Kind::Usage, format!("there is no table {name:?}"));
        failure.hinted(format!("known are: {}", names.join(", ")))
    })
}

/// `make`: whether an embedded database that is not there yet is made.
pub(super) fn with_database<T>(
    app: &App,
    make: bool,
    act: impl AsyncFnOnce(&Database) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let target = app.database()?;
    app.block_on(async {
        let database = match make {
            true => Database::open(&target).await?,
            false => Database::open_existing(&target).await?,
        };
        let result = act(&database).await;
        database.close().await;
        result
    })?
}
