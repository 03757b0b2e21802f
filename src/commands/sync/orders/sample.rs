//! `sync orders --source external --sample`: one page of an order API, and how it is understood, so that a person can write
//! down what is understood wrongly. Names of fields are shown, and never what is in them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::errand::endpoint;
use super::job::{external, manager};
use super::{OrderSource, OrdersOptions};
use crate::app::{App, Stop};
use crate::failure::{Exit, Failure, Kind};
use crate::sync::{self, orders};
use crate::ui::{self, Ui};
use crate::upstream::external_orders::Found;

#[derive(Serialize)]
struct Sample<'a> {
    /// Where its records are: a JSON pointer.
    items: &'a str,
    paging: &'static str,
    records: usize,
    /// Whether there is more than this page.
    more: bool,
    /// By column, the name of the field that it is from, as the first record has it.
    columns: &'a BTreeMap<&'static str, String>,
}

/// Asks for the first page, and shows what is understood of it.
pub(super) async fn sample(
    app: &App,
    ui: &Ui,
    options: &OrdersOptions,
    stop: &Stop,
) -> Result<Exit, Failure> {
    let others = options
        .sources
        .iter()
        .any(|one| *one != OrderSource::External);
    if others {
        let wrong = "--sample is of the order API: --source external";
        return Err(Failure::new(Kind::Usage, wrong));
    }
    let list = endpoint(app)?;
    let manager = manager(app)?.until(stop.halt());
    let profile = manager.name().to_owned();
    let source = external(app, &manager, list)?;
    let since = options.run.wish().since.map(|since| since.to_string());
    let page = source.api.page(since.as_deref(), None, &stop.halt()).await;
    let doing = "cannot get a sample of the orders";
    let page = page.map_err(|error| {
        let failure = Failure::from(sync::Error::ExternalOrders(error));
        failure.doing(doing).of_profile(&profile).of_a_look()
    })?;
    let Some((page, Found { items, paging })) = page.zip(source.api.found()) else {
        return Ok(stop.signal().map_or(Exit::Done, Exit::Stopped));
    };
    let first = page.records().next();
    let columns: BTreeMap<_, _> = first
        .map(orders::understood)
        .into_iter()
        .flatten()
        .collect();
    let sample = Sample {
        items: &items,
        paging: paging.as_str(),
        records: page.records().len(),
        more: page.next.is_some(),
        columns: &columns,
    };
    ui.report(&text(&sample), &sample)?;
    Ok(Exit::Done)
}

/// As it can be copied into the configuration.
fn text(sample: &Sample<'_>) -> String {
    let more = match sample.more {
        true => "and there is more",
        false => "and nothing says that there is more",
    };
    let mut text = format!(
        "{} records on the first page, {more}\n\n[sources.external-orders]\nitems = {:?}\npaging = {:?}\n",
        ui::count(sample.records as u64),
        sample.items,
        sample.paging
    );
    for (column, pointer) in [("external_id", "id"), ("updated_at", "updated_at")] {
        match sample.columns.get(column) {
            Some(name) => text.push_str(&format!("{pointer} = \"/{name}\"\n")),
            None => text.push_str(&format!("# {pointer} = \"/…\" was not found\n")),
        }
    }
    let rows = sample.columns.iter();
    let rows = rows.map(|(column, name)| vec![(*column).to_owned(), name.clone()]);
    text.push('\n');
    text.push_str(&ui::table(&["column", "field"], rows.collect()));
    text
}
