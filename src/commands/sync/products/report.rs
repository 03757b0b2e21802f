//! What `sync products` reports: a line for one push, a table for several; for machines the contract's fields, and more.

use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::job::Ended;
use crate::app::Stop;
use crate::clock;
use crate::commands::sync::done::Done;
use crate::commands::sync::together::{log_failures, together};
use crate::db::{Mode, Running, StoppedBy};
use crate::failure::{Exit, Failure};
use crate::sync::products::push::{MOST_ERRORS, PushEnding, PushSummary};
use crate::ui::{self, Ui};

/// Reasons that are shown below the line; all of them are in the history.
const FIRST: usize = 3;
/// Most characters of a reason in a table.
const LONGEST: usize = 100;

/// The document of one push.
#[derive(Serialize)]
struct Told<'a> {
    sync: &'a str,
    tenant: &'a str,
    tenant_id: &'a str,
    marketplace: &'static str,
    /// `succeeded`, `partial`, `pending`, `stopped`, `skipped` or `failed`.
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<i64>,
    #[serde(rename = "syncedCount")]
    synced: u64,
    #[serde(rename = "failedCount")]
    failed: u64,
    /// The first hundred.
    errors: &'a [String],
    mode: Mode,
    products: u64,
    unchanged: u64,
    refused_before: u64,
    pending: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    held_until: Option<Timestamp>,
    batches: u64,
    requests: u64,
    bytes: u64,
    waited_seconds: f64,
    seconds: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    running: Option<&'a Running>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a Failure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<&'a Value>,
}

impl<'a> Told<'a> {
    fn of(ended: &'a Ended) -> Self {
        let Ended {
            errand, summary, ..
        } = ended;
        let failure = ended.how.as_ref().err();
        Self {
            sync: &ended.name,
            tenant: &errand.tenant.name,
            tenant_id: &errand.tenant.id,
            marketplace: errand.marketplace.name(),
            outcome: ended.outcome(),
            run: (summary.run > 0).then_some(summary.run),
            synced: summary.synced,
            failed: summary.failed,
            errors: &summary.errors,
            mode: summary.mode,
            products: summary.products,
            unchanged: summary.unchanged,
            refused_before: summary.refused_before,
            pending: summary.pending,
            held_until: summary.held_until,
            batches: summary.batches,
            requests: summary.traffic.requests,
            bytes: summary.traffic.bytes,
            waited_seconds: ui::seconds(Duration::from_millis(summary.traffic.waited_ms)),
            seconds: ui::seconds(ended.took),
            running: match &ended.how {
                Ok(Done::Skipped(running)) => running.as_ref(),
                _ => None,
            },
            error: failure,
            answer: failure.and_then(Failure::answer),
        }
    }
}

#[derive(Serialize)]
struct Only<'a> {
    #[serde(flatten)]
    push: Told<'a>,
    database: &'a str,
}

#[derive(Serialize)]
struct Several<'a> {
    #[serde(rename = "syncedCount")]
    synced: u64,
    #[serde(rename = "failedCount")]
    failed: u64,
    errors: Vec<&'a str>,
    syncs: Vec<Told<'a>>,
    database: &'a str,
}

/// Of one push.
pub(super) fn one(ui: &Ui, ended: Ended, database: &str, stop: &Stop) -> Result<Exit, Failure> {
    let exit = match ended.how {
        Err(failure) => {
            let (marketplace, tenant) = (ended.errand.marketplace, &ended.errand.tenant.name);
            let doing = format!("cannot sync the products of {tenant} to {marketplace}");
            return Err(failure.doing(doing));
        }
        Ok(_) => ended.exit(stop),
    };
    let report = Only {
        push: Told::of(&ended),
        database,
    };
    ui.report(&line(&ended), &report)?;
    Ok(exit.unwrap_or_else(Exit::Found))
}

/// Of several, a row each.
pub(super) fn several(
    ui: &Ui,
    ended: &[Ended],
    database: &str,
    stop: &Stop,
) -> Result<Exit, Failure> {
    let failed = ended
        .iter()
        .filter_map(|one| Some((one.name.as_str(), one.how.as_ref().err()?)));
    log_failures(ui, failed);
    let errors = ended.iter().flat_map(|one| &one.summary.errors);
    let report = Several {
        synced: ended.iter().map(|one| one.summary.synced).sum(),
        failed: ended.iter().map(|one| one.summary.failed).sum(),
        errors: errors.take(MOST_ERRORS).map(String::as_str).collect(),
        syncs: ended.iter().map(Told::of).collect(),
        database,
    };
    let rows = ended.iter().map(row).collect();
    let headings = [
        "tenant",
        "marketplace",
        "outcome",
        "accepted",
        "refused",
        "unchanged",
        "pending",
        "took",
        "why",
    ];
    ui.report(&ui::table(&headings, rows), &report)?;
    let exits: Vec<_> = ended.iter().map(|one| one.exit(stop)).collect();
    Ok(together(&exits, stop))
}

fn row(ended: &Ended) -> Vec<String> {
    let summary = &ended.summary;
    let why = match &ended.how {
        Err(failure) => failure.message.clone(),
        Ok(Done::Skipped(_)) => "another run is at it".to_owned(),
        Ok(Done::Ran(_)) => match summary.errors.first() {
            Some(first) => format!("{first} (jeton sync history show {})", summary.run),
            None => String::new(),
        },
    };
    let why: String = why.chars().take(LONGEST).collect();
    vec![
        ended.errand.tenant.name.clone(),
        ended.errand.marketplace.as_str().to_owned(),
        ended.outcome().to_owned(),
        ui::count(summary.synced),
        match summary.refused_before {
            0 => ui::count(summary.failed),
            before => format!(
                "{} (+{} before)",
                ui::count(summary.failed),
                ui::count(before)
            ),
        },
        ui::count(summary.unchanged),
        ui::count(summary.pending),
        ui::duration(ended.took),
        why,
    ]
}

fn line(ended: &Ended) -> String {
    let Ended {
        errand, summary, ..
    } = ended;
    let who = format!("{} of {}", errand.marketplace, errand.tenant.name);
    let ending = match &ended.how {
        Ok(Done::Ran(ending)) => *ending,
        _ => return format!("{who}: another run is at it, skipped"),
    };
    let mut line = format!(
        "{who}: {} accepted, {} unchanged",
        ui::count(summary.synced),
        ui::count(summary.unchanged)
    );
    let mut add = |count: u64, what: &str| {
        if count > 0 {
            line.push_str(&format!(", {} {what}", ui::count(count)));
        }
    };
    add(summary.failed, "refused");
    add(summary.refused_before, "refused before and not sent again");
    add(summary.pending, "on their way");
    let took = ui::duration(ended.took);
    line.push_str(&format!(" in {took} (run {})", summary.run));
    if let Some(until) = summary.held_until {
        let until = ui::moment(until, clock::now());
        line.push_str(&format!(
            "; the answer for some was lost, they are sent again if they do not show {until}"
        ));
        return with_reasons(line, summary);
    }
    line.push_str(match ending {
        PushEnding::Complete if summary.pending > 0 => "; the next run asks what became of those",
        PushEnding::Complete => "",
        PushEnding::Pending => "; their results are not there yet, the next run asks again",
        PushEnding::Stopped(StoppedBy::Signal) => "; stopped, the next run goes on from here",
        PushEnding::Stopped(StoppedBy::Deadline) => {
            "; stopped at the deadline, the next run goes on from here"
        }
        PushEnding::Stopped(StoppedBy::Limit) => {
            "; stopped at the limit, the next run goes on from here"
        }
    });
    with_reasons(line, summary)
}

fn with_reasons(mut line: String, summary: &PushSummary) -> String {
    for reason in summary.errors.iter().take(FIRST) {
        line.push_str(&format!("\n  {reason}"));
    }
    let shown = summary.errors.len().min(FIRST) as u64;
    if summary.failed > shown {
        let more = ui::count(summary.failed - shown);
        let all = format!("jeton sync history show {} --all", summary.run);
        line.push_str(&format!("\n  and {more} more: {all}"));
    }
    line
}
