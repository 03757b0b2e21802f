//! What a dry run reports: counts, and the first changes field by field.

use std::time::Duration;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::commands::sync::document::Told;
use crate::commands::sync::report::stopped;
use crate::db::{Change, Difference, Reject};
use crate::sync::{Ending, Preview};
use crate::ui::{self, Look};

/// Most characters of a value that is shown.
const LONGEST: usize = 40;
/// Most columns of a new row that are shown; the JSON document has them all.
const FIRST_COLUMNS: usize = 4;
/// Columns by which a new row is introduced, where its table has them.
const INTRODUCING: [&str; 6] = ["name", "title", "status", "price", "stock", "updated_at"];

/// What a dry run is of.
#[derive(Clone, Copy)]
pub(in crate::commands) struct Subject<'a> {
    /// The sync's name.
    pub(in crate::commands) sync: &'a str,
    /// Its records.
    pub(in crate::commands) records: &'static str,
    /// How they came: fetched, or read.
    pub(in crate::commands) came: &'static str,
}

/// The document of a dry run.
#[derive(Serialize)]
struct Report<'a> {
    dry_run: bool,
    #[serde(flatten)]
    run: Told,
    database: &'a str,
    changes: Vec<Value>,
    rejects: Vec<Value>,
}

/// For machines.
pub(in crate::commands) fn document(
    subject: Subject<'_>,
    preview: &Preview,
    ending: Ending,
    took: Duration,
    database: &str,
) -> impl Serialize {
    let change = |difference: &Difference| {
        let fields = difference.fields.iter().map(|field| {
            let values = json!({ "from": field.from, "to": field.to });
            (field.column.to_owned(), values)
        });
        json!({
            "external_id": difference.key,
            "change": difference.change,
            "fields": fields.collect::<Map<String, Value>>(),
        })
    };
    let reject =
        |reject: &Reject| json!({ "external_id": reject.external_id, "reason": reject.reason });
    Report {
        dry_run: true,
        run: Told::new(subject.sync, ending, &preview.summary, took),
        database,
        changes: preview.differences.iter().map(change).collect(),
        rejects: preview.rejects.iter().map(reject).collect(),
    }
}

/// For people.
pub(in crate::commands) fn human(
    subject: Subject<'_>,
    preview: &Preview,
    ending: Ending,
    took: Duration,
    look: Look,
) -> String {
    let (summary, written) = (&preview.summary, preview.summary.written);
    let mut counts = format!(
        "{}: {} {}; would insert {}, update {}, leave {} unchanged",
        subject.records,
        ui::count(summary.fetched),
        subject.came,
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
    let mut end = "nothing was written (dry run)".to_owned();
    if let Some(stopped) = stopped(ending) {
        end.push_str(&format!("; {stopped}"));
    }
    lines.push(end);
    lines.join("\n")
}

fn more(all: u64, shown: usize, what: &str) -> Option<String> {
    let rest = all.saturating_sub(shown as u64);
    (rest > 0 && shown > 0).then(|| format!("  and {} more {what}", ui::count(rest)))
}

/// `+ id: name "…", …` or `~ id: status "New" → "Active", …`.
fn changed(difference: &Difference, look: Look) -> String {
    let id = look.value(&difference.key, LONGEST);
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
            key: "a\x1b[2J".to_owned(),
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
