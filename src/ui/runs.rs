//! Runs as a table with a bar for each: a slow and a failed one are seen at a glance, without colours too.
//!
//! The roomiest of a few layouts that fits is taken. The narrow ones round counts and drop columns that are zero in
//! every row or the same in all; no line is wrapped.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

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
    let number = |long, short, value: fn(&Past) -> u64| {
        let any = runs.iter().any(|run| value(run) > 0);
        (layout.all || any).then(|| Column {
            heading: if layout.words { long } else { short },
            cells: runs
                .iter()
                .map(|run| match layout.digits {
                    true => count(value(run)),
                    false => time::rounded(value(run)),
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
        number("FETCHED", "GOT", |run| run.fetched),
        number("INSERTED", "NEW", |run| run.inserted),
        number("UPDATED", "UPD", |run| run.updated),
        number("UNCHANGED", "SAME", |run| run.unchanged),
        number("REJECTED", "REJ", |run| run.rejected),
        number("MISSING", "MISS", |run| run.missing.unwrap_or(0)),
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

/// Why it failed; when one that seems to run was heard of last.
fn below(run: &Past, reading: &Reading, look: Look) -> Option<String> {
    let said = match (&run.error, run.outcome.as_str()) {
        (Some(error), _) => error.lines().next().unwrap_or_default().to_owned(),
        (None, "running") => {
            format!("last sign of life {}", reading.moment(run.heartbeat_at))
        }
        _ => return None,
    };
    let most = look
        .width
        .map_or(usize::MAX - 4, |width| width.saturating_sub(4));
    Some(format!("    {}", look.value(&said, most)))
}

fn when(at: Timestamp, reading: &Reading, layout: Layout) -> String {
    if layout.words {
        return reading.moment(at);
    }
    let (now, zone) = (reading.now, &reading.zone);
    let (there, here) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
    let clock = match there.date() == here.date() {
        true => there.strftime("%H:%M"),
        false => there.strftime("%m-%d %H:%M"),
    };
    format!("{clock} {}", time::age(now.duration_since(at)))
}

fn mode(run: &Past, reading: &Reading, layout: Layout) -> String {
    let Some(since) = &run.since else {
        return run.mode.clone();
    };
    let Ok(at) = since.parse::<Timestamp>() else {
        return "since".to_owned();
    };
    match layout.words {
        true => {
            let local = at.to_zoned(reading.zone.clone());
            format!("since {}", local.strftime("%Y-%m-%d %H:%M"))
        }
        false => format!("last {}", time::age(run.started_at.duration_since(at))),
    }
}

/// At least a cell, and as long as the run was beside the longest one. What it is made of says how the run ended.
fn bar(run: &Past, now: Timestamp, longest: Option<Duration>, look: Look, cells: usize) -> String {
    let share = match longest {
        Some(longest) if !longest.is_zero() => {
            length(run, now).as_secs_f64() / longest.as_secs_f64()
        }
        _ => 0.0,
    };
    let filled = ((share * cells as f64).round() as usize).clamp(1, cells.max(1));
    let (plain, drawn) = match run.outcome.as_str() {
        "succeeded" => ("#", "█"),
        "partial" | "stopped" => ("+", "▓"),
        "running" => (">", "░"),
        _ => ("x", "x"),
    };
    let piece = if look.ascii { plain } else { drawn };
    format!("{:cells$}", piece.repeat(filled))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn text(look: Look) -> String {
        let reading = Reading {
            now: at("2030-01-10T12:00:00Z"),
            zone: TimeZone::UTC,
        };
        fitting(&all(), &reading, look)
    }

    fn run(id: i64, outcome: &str, started: &str, seconds: i64) -> Past {
        let started_at = at(started);
        let ended = started_at + jiff::SignedDuration::from_secs(seconds);
        Past {
            id,
            sync: "referrals".to_owned(),
            identity: "someone".to_owned(),
            started_at,
            heartbeat_at: ended,
            ended_at: (outcome != "running").then_some(ended),
            outcome: outcome.to_owned(),
            stopped_by: None,
            mode: "full".to_owned(),
            since: None,
            mark: None,
            pages: 2_000,
            fetched: 200_000,
            inserted: 150_000,
            updated: 49_000,
            unchanged: 997,
            rejected: 3,
            missing: None,
            requests: 2_001,
            bytes: 1 << 28,
            waited_ms: 0,
            resumed_from: None,
            error: None,
            jeton_version: "0.1.0".to_owned(),
        }
    }

    /// Every kind of run at once, with numbers that take room.
    fn all() -> Vec<Past> {
        vec![
            run(1_204, "running", "2030-01-10T11:59:00Z", 55),
            Past {
                error: Some("api.example kept answering with HTTP status 503 (5 requests), and went on and on\nx".to_owned()),
                ..run(1_203, "failed", "2030-01-10T11:50:00Z", 10)
            },
            Past {
                stopped_by: Some("deadline".to_owned()),
                mode: "incremental".to_owned(),
                since: Some("2030-01-10T10:40:00.1234567Z".to_owned()),
                ..run(1_202, "stopped", "2030-01-10T11:40:00Z", 300)
            },
            Past {
                missing: Some(1_000_000),
                ..run(1_201, "partial", "2030-01-08T11:40:00Z", 245)
            },
            run(1_200, "interrupted", "2029-12-08T11:40:00Z", 7_300),
            Past {
                mode: "retry".to_owned(),
                ..run(1_199, "succeeded", "2029-11-08T11:40:00Z", 1)
            },
        ]
    }

    fn widest(text: &str) -> usize {
        text.lines().map(|line| line.chars().count()).max().unwrap()
    }

    #[test]
    fn it_fits_whatever_width_there_is() {
        for width in [80, 100, 120, 160, 200, 400] {
            for ascii in [false, true] {
                let look = Look {
                    width: Some(width),
                    ascii,
                };
                let text = text(look);
                assert!(widest(&text) <= width, "{width}:\n{text}");
                assert!(!ascii || text.is_ascii(), "{text}");
            }
        }
    }

    #[test]
    fn eighty_columns_keep_every_fact() {
        let look = Look {
            width: Some(80),
            ascii: true,
        };
        let text = text(look);
        let expected = include_str!("runs_80.txt");
        assert_eq!(text, expected.trim_end(), "\n{text}");
    }

    #[test]
    fn two_hundred_columns_say_it_in_full() {
        let look = Look {
            width: Some(200),
            ascii: false,
        };
        let text = text(look);
        let expected = include_str!("runs_200.txt");
        assert_eq!(text, expected.trim_end(), "\n{text}");
    }

    #[test]
    fn a_pipe_gets_every_digit_and_the_whole_error() {
        let look = Look {
            width: None,
            ascii: true,
        };
        let text = text(look);
        assert!(
            text.contains("200,000") && text.contains("1,000,000"),
            "{text}"
        );
        assert!(text.contains("went on and on\n"), "{text}");
    }
}
