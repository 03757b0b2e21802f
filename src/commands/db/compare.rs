//! `db count --compare`: what the upstreams say that they have, beside what is here. What an upstream counts is its own
//! affair: a difference is a question, not an error.

use std::ops::ControlFlow;

use serde::Serialize;

use super::Count;
use crate::app::{App, Stop};
use crate::commands::sync::{SOURCE, api};
use crate::failure::{Exit, Failure};
use crate::sync::referrals;
use crate::ui;
use crate::upstream::partner_center::Total;

/// What stands beside the rows of a table.
#[derive(Serialize)]
pub(super) struct Compared {
    /// The upstream's count; none where it says nothing, or nothing that can be a total.
    upstream: Option<u64>,
    /// How many more it has than are here.
    difference: Option<i64>,
    /// What to know about it.
    note: Option<&'static str>,
}

/// Asks the upstream of `table`, if it has one; breaks off when a signal asks for a stop.
pub(super) fn compared(
    app: &App,
    table: &str,
    rows: u64,
) -> Result<ControlFlow<Exit, Compared>, Failure> {
    let nothing = |note| Compared {
        upstream: None,
        difference: None,
        note,
    };
    if table != referrals::TABLE.name {
        return Ok(ControlFlow::Continue(nothing(None)));
    }
    let total = match app.block_on(total(app))?? {
        ControlFlow::Continue(total) => total,
        ControlFlow::Break(exit) => return Ok(ControlFlow::Break(exit)),
    };
    Ok(ControlFlow::Continue(match total {
        Total::Unsaid => nothing(Some("the upstream does not say")),
        Total::OfPage(_) => nothing(Some("the upstream counts its pages only")),
        Total::Said(upstream) => Compared {
            upstream: Some(upstream),
            difference: i64::try_from(i128::from(upstream) - i128::from(rows)).ok(),
            note: Some("@odata.count may be no total, and a role can hide records"),
        },
    }))
}

async fn total(app: &App) -> Result<ControlFlow<Exit, Total>, Failure> {
    let stop = Stop::listen()?;
    let settings = &app.settings().sources.partner_center;
    let manager = app.source(settings.profile.as_deref(), SOURCE)?;
    let name = manager.name().to_owned();
    let manager = manager.until(stop.halt());
    let api = api(app, &manager, Some(1))?;
    let total = api.total(&stop.halt()).await.map_err(|error| {
        let failure = Failure::from(error);
        let failure = failure.doing("cannot ask the upstream");
        failure.of_profile(&name).of_a_look()
    })?;
    Ok(match (total, stop.signal()) {
        (Some(total), _) => ControlFlow::Continue(total),
        (None, Some(signal)) => ControlFlow::Break(Exit::Stopped(signal)),
        (None, None) => ControlFlow::Continue(Total::Unsaid),
    })
}

/// The counts side by side, and what to know about them.
pub(super) fn described(counts: &[Count]) -> String {
    let number = |number: Option<u64>| number.map_or_else(|| "-".to_owned(), ui::count);
    let rows = counts.iter().map(|count| {
        let compared = count.compared.as_ref();
        let difference = compared.and_then(|compared| compared.difference);
        vec![
            count.table.clone(),
            ui::count(count.rows),
            number(compared.and_then(|compared| compared.upstream)),
            difference.map_or_else(
                || "-".to_owned(),
                |more| match more {
                    0 => "0".to_owned(),
                    1.. => format!("+{}", ui::count(more.unsigned_abs())),
                    _ => format!("-{}", ui::count(more.unsigned_abs())),
                },
            ),
        ]
    });
    let mut text = ui::table(&["TABLE", "ROWS", "UPSTREAM", "DIFFERENCE"], rows.collect());
    for count in counts {
        let note = count.compared.as_ref().and_then(|compared| compared.note);
        if let Some(note) = note {
            text.push_str(&format!("\n{}: {note}", count.table));
        }
    }
    text
}
