//! What can be typed after `jeton sync`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args as ClapArgs, Subcommand, ValueEnum, ValueHint, value_parser};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::duration;
use crate::commands::sync::{self, Since};

/// Of `--every`.
const SHORTEST_PERIOD: Duration = Duration::from_secs(1);

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum SyncCommand {
    /// Partner Center referrals into the table partner_center_referrals
    ///
    /// The first run, and one a day, goes over all records; the others ask for what changed. Goes on where a
    /// run that was cut off stopped. One run at a time: a second one exits 75. Records that cannot be read are
    /// kept in sync_rejects and make the exit code 7.
    #[command(
        after_help = "Examples:\n  jeton sync referrals\n  jeton sync referrals --full --deadline 10m\n  jeton sync referrals --every 5m\n  DATABASE_URL=postgres://jeton@db/jeton jeton sync referrals -o json"
    )]
    Referrals(SyncArgs),
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct SyncArgs {
    /// Go over all records, and note rows that are not seen any more in missing_since
    #[arg(long)]
    full: bool,
    /// Only what changed since a time (2030-01-31, 2030-01-31T10:00:00Z, in UTC) or so long ago (7d, 12h)
    #[arg(long, value_name = "WHEN", value_parser = since, conflicts_with = "full")]
    since: Option<Since>,
    /// Take at most N records; the next run goes on behind them
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
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum IfRunning {
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
            metrics_file: args.metrics_file,
            if_running: match args.if_running {
                IfRunning::Fail => sync::IfRunning::Fail,
                IfRunning::Skip => sync::IfRunning::Skip,
                IfRunning::Wait => sync::IfRunning::Wait,
            },
        }
    }
}

/// A length that leaves an upstream some peace.
fn period(text: &str) -> Result<Duration, String> {
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
    let days = text
        .strip_suffix('d')
        .and_then(|days| days.trim().parse::<i64>().ok());
    if let Some(days) = days.filter(|days| (1..=36_500).contains(days)) {
        return Ok(Since::Ago(SignedDuration::from_hours(days * 24)));
    }
    match duration(text).map(SignedDuration::try_from) {
        Ok(Ok(length)) => Ok(Since::Ago(length)),
        _ => Err("write it as 2030-01-31, 2030-01-31T10:00:00Z, 7d or 12h".to_owned()),
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
            ("1h 30m", None),
        ] {
            let time = match since(text).unwrap() {
                Since::At(time) => Some(time.to_string()),
                Since::Ago(length) => {
                    assert!(length.is_positive());
                    None
                }
            };
            assert_eq!(time.as_deref(), expected, "{text}");
        }
        for text in ["", "yesterday", "0d", "-3d", "31.01.2030", "99999999d"] {
            assert!(since(text).is_err(), "{text}");
        }
    }
}
