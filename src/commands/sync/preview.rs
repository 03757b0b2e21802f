//! `sync … --dry-run`: what a run would do, with the first changes field by field. Nothing is written, and nothing is
//! made: no run, no checkpoint, no lock, no migration, no database file.

use std::time::Duration;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::SyncOptions;
use super::source::{self, engine_options, exit, identity, what};
use crate::app::{App, Stop};
use crate::clock;
use crate::db::{self, Change, Database, Difference, Engine, Mode, Standing, StoppedBy, Target};
use crate::failure::{Exit, Failure};
use crate::sync::{self, Against, Ending, Preview, referrals};
use crate::ui::{self, Look, SyncProgress, Ui};

/// Most characters of a value that is shown.
const LONGEST: usize = 40;
/// Most columns of a new row that are shown; the JSON document has them all.
const FIRST_COLUMNS: usize = 4;
/// Columns by which a new row is introduced, where its table has them.
const INTRODUCING: [&str; 3] = ["name", "status", "updated_at"];

#[derive(Serialize)]
struct Report<'a> {
    dry_run: bool,
    sync: &'static str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    stopped_by: Option<StoppedBy>,
    mode: Mode,
    since: Option<&'a str>,
    pages: u64,
    fetched: u64,
    inserted: u64,
    updated: u64,
    unchanged: u64,
    rejected: u64,
    /// Null where not all records came.
    missing: Option<u64>,
    seconds: f64,
    database: &'a str,
    changes: Vec<Value>,
    rejects: Vec<Value>,
}

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
    let identity = identity(app, &manager).map_err(doing)?;
    let target = app.database()?;
    let started = clock::monotonic();
    let found = Found::look(&target, referrals::NAME, &identity)
        .await
        .map_err(|error| doing(error.into()))?;
    let manager = manager.until(stop.halt());
    let api = source::api(app, &manager, None)?;
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
    let text = human(&preview, ending, took, ui.look());
    ui.report(&text, &document(&preview, ending, took, &found.location))?;
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

fn outcome(preview: &Preview, ending: Ending) -> (&'static str, Option<StoppedBy>) {
    match ending {
        Ending::Stopped(by) => ("stopped", Some(by)),
        Ending::Complete if preview.summary.written.rejected > 0 => ("partial", None),
        Ending::Complete => ("succeeded", None),
    }
}

fn document<'a>(
    preview: &'a Preview,
    ending: Ending,
    took: Duration,
    database: &'a str,
) -> Report<'a> {
    let (summary, written) = (&preview.summary, preview.summary.written);
    let (outcome, stopped_by) = outcome(preview, ending);
    let change = |difference: &Difference| {
        let fields = difference.fields.iter().map(|field| {
            let values = json!({ "from": field.from, "to": field.to });
            (field.column.to_owned(), values)
        });
        json!({
            "id": difference.id,
            "change": difference.change,
            "fields": fields.collect::<Map<String, Value>>(),
        })
    };
    let rejects = preview.rejects.iter();
    Report {
        dry_run: true,
        sync: referrals::NAME,
        outcome,
        stopped_by,
        mode: summary.mode,
        since: summary.since.as_deref(),
        pages: summary.pages,
        fetched: summary.fetched,
        inserted: written.inserted,
        updated: written.updated,
        unchanged: written.unchanged,
        rejected: written.rejected,
        missing: summary.missing.filter(|_| preview.all_seen),
        seconds: (took.as_secs_f64() * 1000.0).round() / 1000.0,
        database,
        changes: preview.differences.iter().map(change).collect(),
        rejects: rejects
            .map(|reject| json!({ "id": reject.external_id, "reason": reject.reason }))
            .collect(),
    }
}

fn human(preview: &Preview, ending: Ending, took: Duration, look: Look) -> String {
    let (summary, written) = (&preview.summary, preview.summary.written);
    let mut counts = format!(
        "referrals: {} fetched; would insert {}, update {}, leave {} unchanged",
        ui::count(summary.fetched),
        ui::count(written.inserted),
        ui::count(written.updated),
        ui::count(written.unchanged),
    );
    if written.rejected > 0 {
        counts.push_str(&format!(", reject {}", ui::count(written.rejected)));
    }
    if let Some(missing) = summary.missing.filter(|missing| *missing > 0) {
        counts.push_str(&format!(", note {} as missing", ui::count(missing)));
    }
    counts.push_str(&format!(" in {}", ui::duration(took)));
    let mut lines = vec![counts];
    let most = look.width.unwrap_or(usize::MAX - 1);
    for difference in &preview.differences {
        lines.push(look.cut(&changed(difference, look), most));
    }
    let changes = written.inserted + written.updated;
    lines.extend(more(changes, preview.differences.len(), "changes"));
    for reject in &preview.rejects {
        let id = reject.external_id.as_deref().unwrap_or("(no id)");
        let (id, reason) = (look.value(id, LONGEST), look.value(&reject.reason, most));
        lines.push(look.cut(&format!("! {id}: {reason}"), most));
    }
    lines.extend(more(written.rejected, preview.rejects.len(), "rejects"));
    lines.push(
        match ending {
            Ending::Complete => "nothing was written (dry run)",
            Ending::Stopped(StoppedBy::Signal) => "nothing was written (dry run); stopped",
            Ending::Stopped(StoppedBy::Deadline) => {
                "nothing was written (dry run); stopped at the deadline"
            }
            Ending::Stopped(StoppedBy::Limit) => {
                "nothing was written (dry run); stopped at the limit"
            }
        }
        .to_owned(),
    );
    lines.join("\n")
}

fn more(all: u64, shown: usize, what: &str) -> Option<String> {
    let rest = all.saturating_sub(shown as u64);
    (rest > 0 && shown > 0).then(|| format!("  and {} more {what}", ui::count(rest)))
}

/// `+ id: name "…", …` or `~ id: status "New" → "Active", …`.
fn changed(difference: &Difference, look: Look) -> String {
    let id = look.value(&difference.id, LONGEST);
    let value = |value: &Option<String>| match value {
        Some(value) => format!("\"{}\"", look.value(value, LONGEST)),
        None => "none".to_owned(),
    };
    if difference.change == Change::Insert {
        let (first, rest): (Vec<_>, Vec<_>) = difference
            .fields
            .iter()
            .partition(|field| INTRODUCING.contains(&field.column));
        let fields = first.into_iter().chain(rest);
        let filled = fields.filter(|field| field.to.as_ref().is_some_and(|to| !to.is_empty()));
        let shown = filled.map(|field| format!("{} {}", field.column, value(&field.to)));
        let shown: Vec<String> = shown.take(FIRST_COLUMNS).collect();
        return format!("+ {id}: {}", shown.join(", "));
    }
    let shown = difference.fields.iter().map(|field| {
        let (from, to) = (value(&field.from), value(&field.to));
        format!("{} {from} {} {to}", field.column, look.arrow())
    });
    match difference.fields.is_empty() {
        true => format!("~ {id}: only fields without a column"),
        false => format!("~ {id}: {}", shown.collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Field;

    const LOOK: Look = Look {
        width: None,
        ascii: false,
    };

    fn difference(change: Change, fields: &[(&'static str, Option<&str>, Option<&str>)]) -> String {
        let field = |(column, from, to): &(&'static str, Option<&str>, Option<&str>)| Field {
            column,
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
        };
        let difference = Difference {
            id: "a\x1b[2J".to_owned(),
            change,
            fields: fields.iter().map(field).collect(),
        };
        changed(&difference, LOOK)
    }

    #[test]
    fn changes_are_a_line_each() {
        let long = "x".repeat(60);
        for (shown, line) in [
            (
                difference(
                    Change::Update,
                    &[
                        ("status", Some("New"), Some("Active")),
                        ("closed_at", None, Some("2030")),
                    ],
                ),
                r#"~ a\u{1b}[2J: status "New" → "Active", closed_at none → "2030""#.to_owned(),
            ),
            (
                difference(Change::Update, &[]),
                r"~ a\u{1b}[2J: only fields without a column".to_owned(),
            ),
            (
                difference(
                    Change::Insert,
                    &[("city", None, Some("Ankara")), ("name", None, Some(&long))],
                ),
                format!(
                    r#"+ a\u{{1b}}[2J: name "{}…", city "Ankara""#,
                    "x".repeat(39)
                ),
            ),
        ] {
            assert_eq!(shown, line);
        }
    }
}
