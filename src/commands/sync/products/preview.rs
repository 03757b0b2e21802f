//! `sync products --dry-run`: what would be sent and refused. Asks no marketplace, and writes nothing.

use serde::Serialize;
use serde_json::value::RawValue;

use super::job::{Jobs, name};
use super::tenants::errands;
use super::{ProductsOptions, Via};
use crate::app::{App, Stop};
use crate::commands::integration::way::{client, credentials};
use crate::db::Database;
use crate::failure::{Exit, Failure};
use crate::sync::products::push::{Preview, Push, preview};
use crate::ui::{self, Ui};
use crate::upstream::marketplace::Credentials;

#[derive(Serialize)]
struct Report<'a> {
    dry_run: bool,
    syncs: Vec<Told>,
    database: &'a str,
}

#[derive(Serialize)]
struct Told {
    sync: String,
    tenant: String,
    marketplace: &'static str,
    products: u64,
    sent: u64,
    requests: u64,
    unchanged: u64,
    refused: u64,
    refused_before: u64,
    under_way: u64,
    errors: Vec<String>,
    changes: Vec<Change>,
}

#[derive(Serialize)]
struct Change {
    sku: String,
    /// As it would be sent, digit by digit.
    product: Option<Box<RawValue>>,
}

pub(super) async fn products(
    app: &App,
    ui: &Ui,
    options: &ProductsOptions,
) -> Result<Exit, Failure> {
    let database = Database::open_existing(&app.database()?).await?;
    let done = all(app, options, &database).await;
    let location = database.location().to_owned();
    database.close().await;
    let syncs = done.map_err(|failure| failure.doing("cannot look").of_a_look())?;
    let texts: Vec<String> = syncs.iter().map(described).collect();
    let report = Report {
        dry_run: true,
        syncs,
        database: &location,
    };
    let refuses = report.syncs.iter().any(|told| told.refused > 0);
    ui.report(&texts.join("\n"), &report)?;
    Ok(match refuses {
        true => Exit::Partial,
        false => Exit::Done,
    })
}

async fn all(
    app: &App,
    options: &ProductsOptions,
    database: &Database,
) -> Result<Vec<Told>, Failure> {
    database.require_current().await?;
    let (vault, stop) = (app.vault()?, Stop::listen()?);
    let jobs = Jobs {
        app,
        options,
        database,
        vault: &vault,
        stop: &stop,
    };
    let mut told = Vec::new();
    for errand in errands(database, options).await? {
        let integration = jobs.integration(&errand).await?;
        jobs.check_ids(&errand.tenant.id).await?;
        // Nothing is sent: keys that are missing are the run's affair.
        let keys = credentials(&vault, &integration)?.unwrap_or_else(|| Credentials {
            key: String::new().into(),
            secret: String::new().into(),
        });
        let client = client(app, errand.marketplace, &integration, &keys)?;
        let name = name(&errand, Via::Direct);
        let push = Push {
            database,
            client: &client,
            name: &name,
            tenant_id: &errand.tenant.id,
        };
        let found = preview(push, &jobs.push_options(), options.diff).await?;
        let (tenant, marketplace) = (errand.tenant.name, errand.marketplace.name());
        told.push(Told::new(name, tenant, marketplace, found));
    }
    Ok(told)
}

impl Told {
    fn new(sync: String, tenant: String, marketplace: &'static str, found: Preview) -> Self {
        let changes = found.examples.into_iter().map(|(sku, body)| Change {
            sku,
            product: RawValue::from_string(body).ok(),
        });
        Self {
            sync,
            tenant,
            marketplace,
            products: found.products,
            sent: found.sent,
            requests: found.requests,
            unchanged: found.unchanged,
            refused: found.refused,
            refused_before: found.refused_before,
            under_way: found.under_way,
            errors: found.errors,
            changes: changes.collect(),
        }
    }
}

fn described(told: &Told) -> String {
    let mut text = format!(
        "{} of {}: {} would be sent in {} requests, {} unchanged",
        told.marketplace.to_lowercase(),
        told.tenant,
        ui::count(told.sent),
        ui::count(told.requests),
        ui::count(told.unchanged)
    );
    for (count, what) in [
        (told.refused, "would be refused before they are sent"),
        (told.refused_before, "refused before and not sent again"),
        (told.under_way, "on their way"),
    ] {
        if count > 0 {
            text.push_str(&format!(", {} {what}", ui::count(count)));
        }
    }
    for change in &told.changes {
        let product = change.product.as_ref().map_or("", |product| product.get());
        text.push_str(&format!("\n  + {}  {product}", change.sku));
    }
    for error in &told.errors {
        text.push_str(&format!("\n  ! {error}"));
    }
    text
}
