//! `db forget`: blanks who ordered, where to and how it was sent.

use serde::Serialize;

use super::with_database;
use crate::app::App;
use crate::db::KnownOrder;
use crate::failure::{Exit, Failure, Kind};
use crate::sync::orders::PERSONAL;
use crate::ui::{self, Ui};

/// What `db forget` was asked for.
#[derive(Clone, Debug, Default)]
pub struct ForgetOptions {
    /// By id, number or id at the source.
    pub orders: Vec<String>,
    /// All orders of these customers.
    pub customers: Vec<String>,
    /// Do not ask.
    pub yes: bool,
}

#[derive(Serialize)]
struct Forgotten<'a> {
    forgotten: usize,
    /// Those that were forgotten before.
    before: usize,
    orders: Vec<&'a str>,
}

/// Forgets them, after asking.
pub fn forget(app: &App, ui: &Ui, options: &ForgetOptions) -> Result<Exit, Failure> {
    with_database(app, false, async |database| {
        database.make_ready().await?;
        let found = database.orders_named(&options.orders, &options.customers).await?;
        if found.is_empty() {
            let nothing = Failure::new(Kind::Usage, "there is no such order");
            return Err(nothing.hinted(
                "an order is named by its id, its number or its id at the source, a customer by --customer and the column customer_id",
            ));
        }
        let (before, new): (Vec<&KnownOrder>, Vec<&KnownOrder>) =
            found.iter().partition(|order| order.is_forgotten);
        if !new.is_empty() && !options.yes {
            let question = format!("Forget who made {}? It cannot be undone", of(&new));
            let need = "it has to be confirmed that orders are forgotten";
            let sure = ui
                .confirm(need, &question)
                .map_err(|e| Failure::from(e).hinted("say --yes to forget without being asked"))?;
            if !sure {
                ui.say("nothing was forgotten");
                return Ok(Exit::Done);
            }
        }
        let ids: Vec<&str> = new.iter().map(|order| order.id.as_str()).collect();
        for some in ids.chunks(1_000) {
            database.forget_orders(some, PERSONAL).await?;
        }
        let line = match new.is_empty() {
            true => "all of them were forgotten before".to_owned(),
            false => format!("forgotten: who made {}", of(&new)),
        };
        let report = Forgotten {
            forgotten: ids.len(),
            before: before.len(),
            orders: ids,
        };
        ui.report(&line, &report)?;
        Ok(Exit::Done)
    })
    .map_err(|failure| failure.doing("cannot forget orders"))
}

/// One by its number, several by how many they are.
fn of(orders: &[&KnownOrder]) -> String {
    match orders {
        [one] => {
            let number = one.order_number.as_deref().unwrap_or(&one.id);
            format!("order {number} of {}", one.source)
        }
        several => format!("{} orders", ui::count(several.len() as u64)),
    }
}
