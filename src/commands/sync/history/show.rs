//! `sync history show`: all that is known of a run, and the records that it rejected.

use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

use super::{ShowOptions, Told, reading};
use crate::app::App;
use crate::clock;
use crate::db::{Database, Kept, Past, Wanted};
use crate::failure::{Exit, Failure, Kind};
use crate::sync::products;
use crate::ui::{self, Look, Ui};

/// Rejects read at once.
const AT_ONCE: u32 = 500;
/// Rejects that are shown where not all are wanted.
const FIRST: u32 = 20;
/// Most characters of an id or of a reason on a line.
const LONGEST: usize = 120;

#[derive(Serialize)]
struct Details<'a> {
    #[serde(flatten)]
    run: Told<'a>,
    resumed_by: Option<i64>,
    rows_per_second: f64,
    reasons: Vec<Reason<'a>>,
}

#[derive(Serialize)]
struct Reason<'a> {
    reason: &'a str,
    count: u64,
}

pub(super) fn show(app: &App, ui: &Ui, options: &ShowOptions) -> Result<Exit, Failure> {
    let shown = reading(app, async |database| shown(database, ui, options).await)?;
    shown.ok_or_else(|| no_run(options.run, None))?;
    Ok(Exit::Done)
}

async fn shown(database: &Database, ui: &Ui, options: &ShowOptions) -> Result<(), Failure> {
    let newest = database.runs(Wanted::default(), 1).await?.pop();
    let run = match options.run {
        None => newest.clone(),
        Some(id) => database.past(id).await?,
    };
    let newest = newest.map(|run| run.id);
    let run = run.ok_or_else(|| no_run(options.run, newest))?;
    let resumed_by = database.resumed_by(run.id).await?;
    let reasons = database.reasons(&run).await?;
    let now = clock::now();
    let rejects = Rejects {
        database,
        run: &run,
        most: (!options.all).then_some(FIRST),
    };
    if ui.is_json() {
        let details = Details {
            run: Told::of(&run, now),
            resumed_by,
            rows_per_second: speed(&run, now),
            reasons: reasons
                .iter()
                .map(|(reason, count)| Reason {
                    reason,
                    count: *count,
                })
                .collect(),
        };
        let mut list = ui.listing(&details, "rejects")?;
        rejects.each(|kept| Ok(list.item(&kept)?)).await?;
        list.end()?;
        return Ok(());
    }
    let look = ui.look();
    ui.line(&ui::fields(facts(&run, resumed_by, now, look)))?;
    if reasons.is_empty() {
        let gone = "\nrejects kept: none (they were read since, or a later run met them last)";
        return Ok(ui.line(if run.rejected > 0 { gone } else { "" })?);
    }
    let kept: u64 = reasons.iter().map(|(_, count)| count).sum();
    ui.line(&format!("\nrejects kept: {}", ui::count(kept)))?;
    for (reason, count) in &reasons {
        let reason = look.value(reason, LONGEST);
        ui.line(&format!("  {:>9} {reason}", ui::count(*count)))?;
    }
    ui.line("\n")?;
    rejects
        .each(|kept| Ok(ui.line(&told(&kept, look))?))
        .await?;
    if !options.all && kept > u64::from(FIRST) {
        let rest = ui::count(kept - u64::from(FIRST));
        let all = format!("jeton sync history show {} --all", run.id);
        ui.line(&format!("  and {rest} more, see all: {all}"))?;
    }
    Ok(())
}

/// The rejects of one run.
struct Rejects<'a> {
    database: &'a Database,
    run: &'a Past,
    /// None for all.
    most: Option<u32>,
}

impl Rejects<'_> {
    /// Hands out each, some at a time read.
    async fn each(&self, mut act: impl FnMut(Kept) -> Result<(), Failure>) -> Result<(), Failure> {
        let mut after = String::new();
        loop {
            let most = self.most.unwrap_or(AT_ONCE);
            let kept = self.database.rejects_of(self.run, &after, most).await?;
            let Some(last) = kept.last() else {
                return Ok(());
            };
            after.clone_from(&last.raw_hash);
            for kept in kept {
                act(kept)?;
            }
            if self.most.is_some() {
                return Ok(());
            }
        }
    }
}

fn told(kept: &Kept, look: Look) -> String {
    let id = kept.external_id.as_deref().unwrap_or("(no id)");
    let now = clock::now();
    let mut line = format!(
        "  {:36}  {}  {}",
        look.value(id, LONGEST),
        look.value(&kept.reason, LONGEST),
        ui::moment(kept.last_rejected_at, now),
    );
    if kept.first_rejected_at != kept.last_rejected_at {
        line.push_str(&format!(
            ", first {}",
            ui::moment(kept.first_rejected_at, now)
        ));
    }
    line
}

fn facts(
    run: &Past,
    resumed_by: Option<i64>,
    now: Timestamp,
    look: Look,
) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("run", format!("{} of {}", run.id, run.sync)),
        ("outcome", ui::outcome(run)),
        ("mode", run.mode.clone()),
        ("began", ui::moment(run.started_at, now)),
    ];
    let mut add = |name, value: Option<String>| facts.extend(value.map(|value| (name, value)));
    add(
        "since",
        run.since.as_ref().map(|since| look.value(since, LONGEST)),
    );
    add("ended", run.ended_at.map(|at| ui::moment(at, now)));
    let alive = run.ended_at.is_none();
    add(
        "last sign of life",
        alive.then(|| ui::moment(run.heartbeat_at, now)),
    );
    add("took", Some(ui::duration(ui::length(run, now))));
    add("speed", Some(format!("{:.0} rows/s", speed(run, now))));
    for (name, number) in counts(run) {
        add(name, number.map(ui::count));
    }
    add("received", Some(ui::size(run.bytes)));
    add(
        "waited",
        Some(ui::duration(Duration::from_millis(run.waited_ms))),
    );
    add(
        "went on from",
        run.resumed_from.map(|id| format!("run {id}")),
    );
    add("gone on with by", resumed_by.map(|id| format!("run {id}")));
    add(
        "mark moved to",
        run.mark.as_ref().map(|mark| look.value(mark, LONGEST)),
    );
    add(
        "seen by",
        Some(look.value(&run.identity, LONGEST)).filter(|who| !who.is_empty()),
    );
    add("jeton", Some(run.jeton_version.clone()));
    let lines = |error: &String| {
        let lines = error.lines().map(|line| look.value(line, usize::MAX - 1));
        lines.collect::<Vec<_>>().join(" / ")
    };
    add("error", run.error.as_ref().map(lines));
    facts
}

/// What was counted, by what it is: products go out, and records come in.
fn counts(run: &Past) -> Vec<(&'static str, Option<u64>)> {
    match run.sync.starts_with(products::PUSH) {
        true => vec![
            ("batches", Some(run.pages)),
            ("products", Some(run.fetched)),
            ("accepted", Some(run.updated)),
            ("unchanged", Some(run.unchanged)),
            ("refused", Some(run.rejected)),
            ("requests", Some(run.requests)),
        ],
        false => vec![
            ("pages", Some(run.pages)),
            ("fetched", Some(run.fetched)),
            ("inserted", Some(run.inserted)),
            ("updated", Some(run.updated)),
            ("unchanged", Some(run.unchanged)),
            ("rejected", Some(run.rejected)),
            ("missing", run.missing),
            ("requests", Some(run.requests)),
        ],
    }
}

fn speed(run: &Past, now: Timestamp) -> f64 {
    let seconds = ui::length(run, now).as_secs_f64();
    match seconds > 0.0 {
        true => (run.fetched as f64 / seconds).round(),
        false => 0.0,
    }
}

fn no_run(id: Option<i64>, newest: Option<i64>) -> Failure {
    let message = match id {
        Some(id) => format!("there is no run {id}"),
        None => "there is no run yet".to_owned(),
    };
    let failure = Failure::new(Kind::Usage, message);
    match newest {
        Some(newest) => failure.hinted(format!("the newest one is {newest}")),
        None => failure.hinted("the first one: jeton sync referrals"),
    }
}
