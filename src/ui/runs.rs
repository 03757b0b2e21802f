//! Runs as a table with a bar for each: a slow and a failed one are seen at a glance, without colours too.
//!
//! The roomiest of a few layouts that fits is taken. The narrow ones round counts and drop columns that are zero in
//! every row or the same in all; no line is wrapped.

mod cells;

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use cells::{bar, below, mode, when};

use super::look::Look;
use super::{count, duration, time};
use crate::db::Past;

/// How much room is taken.
#[derive(Clone, Copy)]
struct Layout {
    /// Cells of the longest bar.
    bar: usize,
    gap: usize,
    /// Whole words.
    words: bool,
    /// All digits.
    digits: bool,
    /// Columns that say nothing too.
    all: bool,
}

const LAYOUTS: [Layout; 7] = [
    layout(24, 2, true, true, true),
    layout(10, 2, true, true, true),
    layout(10, 1, true, true, false),
    layout(10, 1, false, true, true),
    layout(8, 1, false, true, false),
    layout(8, 1, false, false, false),
    layout(4, 1, false, false, false),
];

const fn layout(bar: usize, gap: usize, words: bool, digits: bool, all: bool) -> Layout {
    Layout {
        bar,
        gap,
        words,
        digits,
        all,
    }
}

/// Now, and where its reader is.
struct Reading {
    now: Timestamp,
    zone: TimeZone,
}

/// A line for each run, in the order given, and one below it where there is more to say.
pub fn runs(runs: &[Past], now: Timestamp, look: Look) -> String {
    let zone = TimeZone::system();
    fitting(runs, &Reading { now, zone }, look)
}

fn fitting(runs: &[Past], reading: &Reading, look: Look) -> String {
    let mut text = String::new();
    for layout in LAYOUTS {
        text = drawn(runs, reading, look, layout);
        let widest = text.lines().map(|line| line.chars().count()).max();
        if widest <= look.width || look.width.is_none() {
            break;
        }
    }
    text
}

impl Reading {
    fn moment(&self, at: Timestamp) -> String {
        time::moment_in(self.zone.clone(), at, self.now)
    }
}

/// How long a run took, or has been at it.
pub fn length(run: &Past, now: Timestamp) -> Duration {
    let end = run.ended_at.unwrap_or(now);
    Duration::try_from(end.duration_since(run.started_at)).unwrap_or_default()
}

/// How a run ended, in words.
pub fn outcome(run: &Past) -> String {
    match &run.stopped_by {
        Some(by) => format!("{} by {by}", run.outcome),
        None => run.outcome.clone(),
    }
}

/// A heading and what stands under it.
struct Column {
    heading: &'static str,
    cells: Vec<String>,
    /// Numbers end where their heading ends.
    right: bool,
}

fn drawn(runs: &[Past], reading: &Reading, look: Look, layout: Layout) -> String {
    let now = reading.now;
    let longest = runs.iter().map(|run| length(run, now)).max();
    let text = |heading, cell: &dyn Fn(&Past) -> String| Column {
        heading,
        cells: runs.iter().map(cell).collect(),
        right: false,
    };
    let number = |long, short, value: fn(&Past) -> Option<u64>| {
        let any = runs.iter().any(|run| value(run) > Some(0));
        (layout.all || any).then(|| Column {
            heading: if layout.words { long } else { short },
            cells: runs
                .iter()
                .map(|run| match (value(run), layout.digits) {
                    (None, _) => "-".to_owned(),
                    (Some(value), true) => count(value),
                    (Some(value), false) => time::rounded(value),
                })
                .collect(),
            right: true,
        })
    };
    let several = runs.windows(2).any(|pair| pair[0].sync != pair[1].sync);
    let columns = [
        Some(Column {
            right: true,
            ..text("RUN", &|run| run.id.to_string())
        }),
        (layout.all || several).then(|| text("SYNC", &|run| run.sync.clone())),
        Some(text("WHEN", &|run| when(run.started_at, reading, layout))),
        Some(Column {
            right: true,
            ..text("TOOK", &|run| match layout.words {
                true => duration(length(run, now)),
                false => time::short(length(run, now)),
            })
        }),
        Some(text("", &|run| bar(run, now, longest, look, layout.bar))),
        Some(text("MODE", &|run| mode(run, reading, layout))),
        number("FETCHED", "GOT", |run| Some(run.fetched)),
        number("INSERTED", "NEW", |run| Some(run.inserted)),
        number("UPDATED", "UPD", |run| Some(run.updated)),
        number("UNCHANGED", "SAME", |run| Some(run.unchanged)),
        number("REJECTED", "REJ", |run| Some(run.rejected)),
        number("MISSING", "MISS", |run| run.missing),
        Some(text("OUTCOME", &|run| match layout.words {
            true => outcome(run),
            false => run.stopped_by.as_ref().map_or_else(
                || run.outcome.clone(),
                |by| match by.as_str() {
                    "signal" => "by signal".to_owned(),
                    other => format!("at {other}"),
                },
            ),
        })),
    ];
    let columns: Vec<Column> = columns.into_iter().flatten().collect();
    let mut lines = vec![line(
        &columns,
        |column| column.heading.to_owned(),
        layout.gap,
    )];
    for (at, run) in runs.iter().enumerate() {
        lines.push(line(
            &columns,
            |column| column.cells[at].clone(),
            layout.gap,
        ));
        lines.extend(below(run, reading, look));
    }
    lines.join("\n")
}

fn line(columns: &[Column], cell: impl Fn(&Column) -> String, gap: usize) -> String {
    let cells = columns.iter().map(|column| {
        let all = column.cells.iter().map(String::as_str);
        let width = all.chain([column.heading]).map(|text| text.chars().count());
        let width = width.max().unwrap_or_default();
        match column.right {
            true => format!("{:>width$}", cell(column)),
            false => format!("{:width$}", cell(column)),
        }
    });
    let joined = cells.collect::<Vec<_>>().join(&" ".repeat(gap));
    joined.trim_end().to_owned()
}

#[cfg(test)]
mod tests;
