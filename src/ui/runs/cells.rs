//! What stands in the cells of a run that are no plain number, and below it.

use std::time::Duration;

use jiff::Timestamp;

use super::{Layout, Reading, length};
use crate::db::Past;
use crate::ui::look::Look;
use crate::ui::time;

/// Why it failed; when one that seems to run was heard of last.
pub(super) fn below(run: &Past, reading: &Reading, look: Look) -> Option<String> {
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

pub(super) fn when(at: Timestamp, reading: &Reading, layout: Layout) -> String {
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

pub(super) fn mode(run: &Past, reading: &Reading, layout: Layout) -> String {
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
pub(super) fn bar(
    run: &Past,
    now: Timestamp,
    longest: Option<Duration>,
    look: Look,
    cells: usize,
) -> String {
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
