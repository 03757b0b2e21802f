//! `sync history`: the runs, newest first, or all that is known of one. It only looks, also while a sync runs.

mod list;
mod show;

use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

use crate::app::App;
use crate::db::{self, Database, Past};
use crate::failure::{Exit, Failure, Kind};
use crate::ui::{self, Ui};

use list::list;
use show::show;

/// What of the ledger is asked for.
#[derive(Clone, Debug)]
pub enum History {
    /// The runs.
    List(HistoryOptions),
    /// One of them.
    Show(ShowOptions),
}

/// Which runs to show.
#[derive(Clone, Debug)]
pub struct HistoryOptions {
    /// Of this sync alone.
    pub sync: Option<String>,
    /// At most so many.
    pub limit: u32,
    /// Those that did not do all of their work.
    pub failed: bool,
}

/// Which run to show, and how much of it.
#[derive(Clone, Copy, Debug)]
pub struct ShowOptions {
    /// Its number; the newest one for `None`.
    pub run: Option<i64>,
    /// Every reject.
    pub all: bool,
}

/// A run with what follows from its columns.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    run: &'a Past,
    seconds: f64,
    waited_seconds: f64,
}

/// Shows the runs, or one of them.
pub fn history(app: &App, ui: &Ui, asked: &History) -> Result<Exit, Failure> {
    match asked {
        History::List(options) => list(app, ui, options),
        History::Show(options) => show(app, ui, options),
    }
}

impl<'a> Told<'a> {
    fn of(run: &'a Past, now: Timestamp) -> Self {
        Self {
            run,
            seconds: ui::seconds(ui::length(run, now)),
            waited_seconds: ui::seconds(Duration::from_millis(run.waited_ms)),
        }
    }
}

/// What `act` reads from the database; nothing where there is no database yet.
fn reading<T>(
    app: &App,
    act: impl AsyncFnOnce(&Database) -> Result<T, Failure>,
) -> Result<Option<T>, Failure> {
    let target = app.database()?;
    let done = app.block_on(async {
        let database = match Database::open_existing(&target).await {
            Err(db::Error::NoFile { .. }) => return Ok(None),
            opened => opened?,
        };
        let current = database.require_current().await;
        let done = match current {
            Ok(()) => act(&database).await.map(Some),
            Err(error) => Err(error.into()),
        };
        database.close().await;
        done
    })?;
    done.map_err(|failure: Failure| match failure.kind {
        Kind::Usage => failure,
        _ => failure.doing("cannot read the history"),
    })
}
