//! What is known of a sync before a run of it: where a round was cut off, and up to where everything was seen.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::batch::within_limit;
use super::error::At;
use super::moment::Moment;
use super::{Database, Error};

/// Upstreams forget where a paging was; an older checkpoint is of no use and can be in the way for ever.
const CHECKPOINT_LIFE: SignedDuration = SignedDuration::from_hours(24);

/// One pass over the source, by one run or by several that go on with each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    pub mode: Mode,
    /// Only what changed at or after this was asked for; the source's own text.
    pub since: Option<String>,
    /// When its first run began; unknown for one that an older version began, which then moves no mark.
    pub began_at: Option<Timestamp>,
}

impl Round {
    /// What a complete one is remembered by as the last full one.
    pub(super) fn full_at(&self) -> Option<Timestamp> {
        self.began_at.filter(|_| self.mode == Mode::Full)
    }
}

/// What a run goes over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Every record.
    #[default]
    Full,
    /// What changed since a time.
    Incremental,
    /// What was rejected before.
    Retry,
}

impl Mode {
    /// The word in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Mode::Full => "full",
            Mode::Incremental => "incremental",
            Mode::Retry => "retry",
        }
    }

    fn of(word: &str) -> Self {
        match word {
            "incremental" => Mode::Incremental,
            "retry" => Mode::Retry,
            _ => Mode::Full,
        }
    }
}

/// Where an earlier run left off, with what was done since the round began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    pub cursor: String,
    pub pages: u64,
    pub fetched: u64,
    /// The run that wrote it.
    pub run_id: i64,
    pub round: Round,
    /// The greatest change seen in the round.
    pub mark: Option<String>,
}

/// Up to where everything was seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark {
    /// The source's own text.
    pub text: Option<String>,
    /// When the last complete full round began.
    pub full_at: Option<Timestamp>,
}

/// What is known of a sync before a run of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// None of another identity, and none older than a day.
    pub checkpoint: Option<Checkpoint>,
    pub mark: Mark,
    /// Of the last run that something came to: one that failed before may not have known who it was.
    pub last_identity: Option<String>,
    /// Records of the last complete full run: a guess of how many there are.
    pub last_total: Option<u64>,
}

type CheckpointRow = (
    String,
    i64,
    i64,
    i64,
    String,
    Option<String>,
    Option<String>,
    Option<Moment>,
);

impl Database {
    /// What is known of `sync` for `identity`, which says whose view of which upstream it is.
    pub async fn standing(&self, sync: &str, identity: &str) -> Result<Standing, Error> {
        within_limit(self.location(), self.read_standing(sync, identity)).await
    }

    async fn read_standing(&self, sync: &str, identity: &str) -> Result<Standing, Error> {
        let now = Moment::now();
        let oldest = Moment(now.0.saturating_sub(CHECKPOINT_LIFE).unwrap_or(now.0));
        on_pool!(self, pool => {
            let checkpoint: Option<CheckpointRow> = sqlx::query_as(
                "SELECT cursor, pages, fetched, run_id, mode, since, mark, began_at FROM sync_checkpoints
                 WHERE sync = $1 AND identity = $2 AND updated_at >= $3",
            )
            .bind(sync)
            .bind(identity)
            .bind(oldest)
            .fetch_optional(pool)
            .await
            .at(self.location())?;
            let mark: Option<(Option<String>, Option<Moment>)> = sqlx::query_as(
                "SELECT mark, full_at FROM sync_marks WHERE sync = $1 AND identity = $2",
            )
            .bind(sync)
            .bind(identity)
            .fetch_optional(pool)
            .await
            .at(self.location())?;
            let last_identity: Option<String> = sqlx::query_scalar(
                "SELECT identity FROM sync_runs WHERE sync = $1 AND mode <> 'retry' AND fetched > 0
                 ORDER BY id DESC LIMIT 1",
            )
            .bind(sync)
            .fetch_optional(pool)
            .await
            .at(self.location())?;
            let last_total: Option<i64> = sqlx::query_scalar(
                "SELECT fetched FROM sync_runs
                 WHERE sync = $1 AND identity = $2 AND mode = 'full' AND outcome IN ('succeeded', 'partial')
                    AND resumed_from IS NULL
                 ORDER BY id DESC LIMIT 1",
            )
            .bind(sync)
            .bind(identity)
            .fetch_optional(pool)
            .await
            .at(self.location())?;
            Ok(Standing {
                checkpoint: checkpoint.map(Checkpoint::of),
                mark: mark.map_or_else(Mark::default, |(text, full_at)| Mark {
                    text,
                    full_at: full_at.map(|at| at.0),
                }),
                last_identity,
                last_total: last_total.map(i64::unsigned_abs),
            })
        })
    }
}

impl Checkpoint {
    fn of(row: CheckpointRow) -> Self {
        let (cursor, pages, fetched, run_id, mode, since, mark, began_at) = row;
        Self {
            cursor,
            pages: pages.unsigned_abs(),
            fetched: fetched.unsigned_abs(),
            run_id,
            round: Round {
                mode: Mode::of(&mode),
                since,
                began_at: began_at.map(|at| at.0),
            },
            mark,
        }
    }
}
