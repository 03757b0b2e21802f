//! What can be typed after `jeton sync`.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use clap::{Args as ClapArgs, Subcommand, ValueEnum, ValueHint, value_parser};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::duration;
use super::orders::OrdersArgs;
use super::products::ProductsArgs;
use crate::commands::metrics::Destination;
use crate::commands::sync::{self, Since};
use crate::config::SHORTEST_PERIOD;
use crate::sync::{NAMES, RETRIED};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum SyncCommand {
    /// Partner Center referrals into the table partner_center_referrals
    ///
    /// The first run, and one a day, goes over all records; the others ask for what changed. Goes on where a
    /// run that was cut off stopped. One run at a time: a second one exits 75. Records that cannot be read are
    /// kept in sync_rejects and make the exit code 7.
    #[command(
        after_help = "Examples:\n  jeton sync referrals\n  jeton sync referrals --full --deadline 10m\n  jeton sync referrals --since 7d --dry-run --diff 20\n  jeton sync referrals --every 5m\n  DATABASE_URL=postgres://jeton@db/jeton jeton sync referrals -o json"
    )]
    Referrals(SyncArgs),
    /// A tenant's products to a marketplace: what it has not accepted yet, in as few requests as it takes
    ///
    /// Prices and stock of active products that changed since the marketplace accepted them last. What becomes of each
    /// is waited for; refused ones are kept with the marketplace's words, make the exit code 7, and are sent again when
    /// they have changed, or a day later. A run that was cut off is settled by the next one, and nothing is sent twice.
    #[command(
        after_help = "Examples:\n  jeton sync products --marketplace trendyol\n  jeton sync products --marketplace trendyol,n11 --all-tenants\n  jeton sync products --marketplace n11 --tenant acme --dry-run\n  jeton sync products --marketplace hepsiburada --tenant acme --product-ids-from ids.txt\n  jeton sync products --marketplace trendyol --tenant acme --reconcile"
    )]
    Products(Box<ProductsArgs>),
    /// Orders of the marketplaces and of an order API into the tables orders and order_lines
    ///
    /// The first run goes back as far as a marketplace shows; the others ask for what changed. An order that changed is
    /// updated, every status that it had is kept in order_status_history, and outbox_events tells of new orders and changed
    /// statuses. Goes on where a run that was cut off stopped. A row for each shop; one that fails spoils nothing for the
    /// others.
    #[command(
        after_help = "Examples:\n  jeton sync orders\n  jeton sync orders --source trendyol --tenant acme\n  jeton sync orders --since 7d --dry-run\n  jeton sync orders --every 5m\n  jeton db count orders order_lines outbox_events"
    )]
    Orders(Box<OrdersArgs>),
    /// Show the runs, newest first: when, how long, what came, how it ended
    ///
    /// A bar is as long as its run took beside the longest one shown. It is made of x where the run failed or was
    /// interrupted, and is paler (+ in ASCII) where it stopped or was done in part, (>) while it goes on. Exits 0
    /// also when runs failed. In a terminal without room, counts are rounded and columns of zeros left out.
    #[command(
        args_conflicts_with_subcommands = true,
        after_help = "Examples:\n  jeton sync history\n  jeton sync history --failed --limit 5\n  jeton sync history show last\n  jeton sync history --json | jq '.runs[0].seconds'"
    )]
    History(HistoryArgs),
    /// Read rejected records again with today's mapping; needs no login and no network
    ///
    /// Those that can be read now go into their table, unless it has a newer version; the others stay with their
    /// newest reason and make the exit code 7. Makes a run of its own, which moves no mark.
    #[command(
        after_help = "Examples:\n  jeton sync retry-rejects\n  jeton sync retry-rejects orders --json"
    )]
    RetryRejects {
        /// Of this sync alone [default: of every sync that has rejects]
        #[arg(value_parser = PossibleValuesParser::new(RETRIED))]
        sync: Option<String>,
    },
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct HistoryArgs {
    #[command(flatten)]
    list: ListArgs,
    #[command(subcommand)]
    command: Option<HistoryCommand>,
}

#[derive(Debug, ClapArgs)]
struct ListArgs {
    /// Runs of this sync alone
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(NAMES))]
    sync: Option<String>,
    /// At most N runs
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = value_parser!(u32).range(1..=10_000))]
    limit: u32,
    /// Runs that did not do all of their work: failed, interrupted, partial
    #[arg(long)]
    failed: bool,
}

#[derive(Debug, Subcommand)]
enum HistoryCommand {
    /// Show all that is known of a run, and the records that it rejected
    #[command(
        after_help = "Examples:\n  jeton sync history show last\n  jeton sync history show 12 --all\n  jeton sync history show 12 -o json | jq -r '.rejects[].external_id'"
    )]
    Show {
        /// Its number, or last
        #[arg(value_parser = which)]
        run: Which,
        /// Every reject, not the first 20
        #[arg(long)]
        all: bool,
    },
}

#[derive(Clone, Copy, Debug)]
enum Which {
    Last,
    Number(i64),
}

fn which(text: &str) -> Result<Which, String> {
    match (text, text.parse::<i64>()) {
        ("last", _) => Ok(Which::Last),
        (_, Ok(number)) if number > 0 => Ok(Which::Number(number)),
        _ => Err("write the number of a run, or last".to_owned()),
    }
}

impl From<HistoryArgs> for sync::History {
    fn from(args: HistoryArgs) -> Self {
        match args.command {
            None => Self::List(sync::HistoryOptions {
                sync: args.list.sync,
                limit: args.list.limit,
                failed: args.list.failed,
            }),
            Some(HistoryCommand::Show { run, all }) => Self::Show(sync::ShowOptions {
                run: match run {
                    Which::Last => None,
                    Which::Number(number) => Some(number),
                },
                all,
            }),
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct SyncArgs {
    /// Go over all records, and note rows that are not seen any more in missing_since
    #[arg(long)]
    full: bool,
    /// Only what changed since a time (2030-01-31, 2030-01-31T10:00:00Z, in UTC), a day (today, yesterday), or so
    /// long ago (12h, 7d, 2w)
    #[arg(long, value_name = "WHEN", value_parser = since, conflicts_with = "full")]
    since: Option<Since>,
    /// Take at most N records; the next run goes on with the page that they end in. With --dry-run: the first N of
    /// the round
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..))]
    limit: Option<u64>,
    /// Stop after this time with the work saved, exit 75; the next run goes on [default: sync.deadline]
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    deadline: Option<Duration>,
    /// Stay, and run again this long after each start, give or take a tenth; until SIGINT or SIGTERM
    ///
    /// The other options mean each run. Failures are reported and survived, with longer pauses; wrong usage or
    /// configuration at the start is not. Another run of the same sync is no failure here. With -o json each run is
    /// one line. A changed configuration is not read: start it again. cron or a systemd timer do the same.
    #[arg(long, value_name = "DURATION", value_parser = period)]
    every: Option<Duration>,
    /// Where the same sync is running: exit 75, exit 0, or run after it
    #[arg(long, value_name = "WHAT", default_value = "fail")]
    if_running: IfRunning,
    /// Write the run's figures there as Prometheus text, for node_exporter's textfile collector
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    metrics_file: Option<PathBuf>,
    /// Write nothing, and show what would be inserted, updated and rejected
    #[arg(long, conflicts_with_all = ["every", "metrics_file"])]
    dry_run: bool,
    /// Changes, and rejects, that a dry run shows field by field
    #[arg(long, value_name = "N", default_value_t = 5, requires = "dry_run", value_parser = value_parser!(u16).range(..=1_000))]
    diff: u16,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum IfRunning {
    Fail,
    Skip,
    Wait,
}

impl From<SyncArgs> for sync::SyncOptions {
    fn from(args: SyncArgs) -> Self {
        Self {
            full: args.full,
            since: args.since,
            limit: args.limit,
            deadline: args.deadline,
            every: args.every,
            metrics: args.metrics_file.map(Destination::File),
            if_running: args.if_running.into(),
            dry_run: args.dry_run,
            diff: usize::from(args.diff),
        }
    }
}

impl From<IfRunning> for sync::IfRunning {
    fn from(typed: IfRunning) -> Self {
        match typed {
            IfRunning::Fail => sync::IfRunning::Fail,
            IfRunning::Skip => sync::IfRunning::Skip,
            IfRunning::Wait => sync::IfRunning::Wait,
        }
    }
}

/// A length of at least [`SHORTEST_PERIOD`].
pub(super) fn period(text: &str) -> Result<Duration, String> {
    let period = duration(text)?;
    match period < SHORTEST_PERIOD {
        true => Err("must be a second or longer".to_owned()),
        false => Ok(period),
    }
}

/// A time, a day in UTC, or a length.
fn since(text: &str) -> Result<Since, String> {
    if let Ok(time) = text.parse::<Timestamp>() {
        return Ok(Since::At(time));
    }
    let civil = text.parse::<DateTime>();
    if let Ok(at) = civil.and_then(|civil| civil.to_zoned(TimeZone::UTC)) {
        return Ok(Since::At(at.timestamp()));
    }
    match text {
        "today" => return Ok(Since::Midnight { days_ago: 0 }),
        "yesterday" => return Ok(Since::Midnight { days_ago: 1 }),
        _ => {}
    }
    let number = |unit| text.strip_suffix(unit)?.trim().parse::<i64>().ok();
    let weeks = number('w').and_then(|weeks| weeks.checked_mul(7));
    if let Some(days) = number('d')
        .or(weeks)
        .filter(|days| (1..=36_500).contains(days))
    {
        return Ok(Since::Ago(SignedDuration::from_hours(days * 24)));
    }
    match duration(text).map(SignedDuration::try_from) {
        Ok(Ok(length)) => Ok(Since::Ago(length)),
        _ => Err(
            "write it as 2030-01-31, 2030-01-31T10:00:00Z, today, yesterday, 12h, 7d or 2w"
                .to_owned(),
        ),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn times_and_lengths() {
        for (text, expected) in [
            ("2030-01-31", Some("2030-01-31T00:00:00Z")),
            ("2030-01-31T10:00", Some("2030-01-31T10:00:00Z")),
            ("2030-01-31T10:00:00+03:00", Some("2030-01-31T07:00:00Z")),
            ("7d", None),
            ("2w", None),
            ("1h 30m", None),
        ] {
            let time = match since(text).unwrap() {
                Since::At(time) => Some(time.to_string()),
                Since::Midnight { days_ago } => Some(days_ago.to_string()),
                Since::Ago(length) => {
                    assert!(length.is_positive());
                    None
                }
            };
            assert_eq!(time.as_deref(), expected, "{text}");
        }
        assert!(matches!(
            since("yesterday"),
            Ok(Since::Midnight { days_ago: 1 })
        ));
        for text in [
            "",
            "tomorrow",
            "2026-02-30",
            "0d",
            "-3d",
            "31.01.2030",
            "99999999d",
        ] {
            assert!(since(text).is_err(), "{text}");
        }
    }
}
