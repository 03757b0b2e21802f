//! What can go wrong with a database, told apart by what an operator does about it.
//! The driver's errors stop here: only their words and codes go on, never their details, which can hold row contents.

use std::error::Error as _;

use sqlx::error::DatabaseError;
use sqlx::migrate::MigrateError;

use super::Migration;
use crate::{coordination, fsio};

/// A failure of the database, each with the place it concerns (no password, no query).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The connection URL cannot be used; the URL itself is not repeated.
    #[error("the database url is not usable: {reason}")]
    Url { reason: String },
    /// A file or folder beside the SQLite database cannot be made or opened.
    #[error(transparent)]
    File(#[from] fsio::Error),
    /// The lock beside the SQLite database cannot be made.
    #[error(transparent)]
    Lock(#[from] coordination::Error),
    /// Not reached, or lost on the way: the next try may do.
    #[error("cannot reach the database {location}")]
    Unavailable { location: String, source: Cause },
    /// The server refused the user or the password.
    #[error("the database {location} refused the login")]
    Denied { location: String, source: Cause },
    /// The server has no database of that name.
    #[error("the database {location} does not exist")]
    NoDatabase { location: String, source: Cause },
    /// There is no such file yet.
    #[error("there is no database {location} yet")]
    NoFile { location: String },
    /// Migrations of this version were not applied yet.
    #[error("the schema of {location} is behind: {} to apply", pending.len())]
    Behind {
        location: String,
        pending: Vec<Migration>,
    },
    /// A newer version has migrated this database.
    #[error("the schema of {location} is newer than this version: it has migration {version}")]
    Ahead { location: String, version: i64 },
    /// No table of that name.
    #[error("there is no table {table:?} in {location}")]
    NoSuchTable { location: String, table: String },
    /// No space left where the database keeps its files.
    #[error("no space left for the database {location}")]
    Full { location: String, source: Cause },
    /// A standby, a read-only file or a read-only user.
    #[error("the database {location} is read-only")]
    ReadOnly { location: String, source: Cause },
    /// The user may not do that: somebody else's table, or a right that was never granted.
    #[error("the database {location} does not let this user do that")]
    Forbidden { location: String, source: Cause },
    /// The file cannot be opened: somebody else's, or a folder.
    #[error("cannot open the database {location}")]
    NotOpened { location: String, source: Cause },
    /// A column or constraint was added, changed or dropped by somebody else.
    #[error("a table in {location} is no longer as jeton made it")]
    Altered { location: String, source: Cause },
    /// The server ended a statement that took longer than it allows, or somebody cancelled it.
    #[error("the database {location} cancelled a statement")]
    Cancelled { location: String, source: Cause },
    /// Another writer held it longer than we wait.
    #[error("the database {location} is busy")]
    Busy { location: String, source: Cause },
    /// The run was closed by a later one of the same sync; nothing of the page was written.
    #[error("run {run} was superseded by a later run of the same sync")]
    Superseded { run: i64 },
    /// The run has committed something else than was thought; nothing of this was written.
    #[error("an earlier commit of run {run} came through after all")]
    Overtaken { run: i64 },
    /// A row holds what its column cannot; the value itself is not repeated.
    #[error("column {column} of {table} needs {expected} in record {key:?}")]
    BadValue {
        table: &'static str,
        column: &'static str,
        key: String,
        expected: &'static str,
    },
    /// Anything else.
    #[error("the database {location} failed")]
    Other { location: String, source: Cause },
}

impl Error {
    /// Whether the same may do in a moment: the server is restarting, or another writer is at it.
    pub fn is_transient(&self) -> bool {
        matches!(
            self,
            Error::Unavailable { .. } | Error::Busy { .. } | Error::Overtaken { .. }
        )
    }
}

/// What the server or the driver said: its message and code.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct Cause(pub(super) String);

/// Turns a driver's result into ours, with the place.
pub(super) trait At<T> {
    fn at(self, location: &str) -> Result<T, Error>;
}

impl<T> At<T> for Result<T, sqlx::Error> {
    fn at(self, location: &str) -> Result<T, Error> {
        self.map_err(|error| classify(location, error))
    }
}

impl<T> At<T> for Result<T, MigrateError> {
    fn at(self, location: &str) -> Result<T, Error> {
        self.map_err(|error| match error {
            MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _) => {
                classify(location, cause)
            }
            MigrateError::VersionMissing(version) => Error::Ahead {
                location: location.to_owned(),
                version,
            },
            other => Error::Other {
                location: location.to_owned(),
                source: Cause(other.to_string()),
            },
        })
    }
}

/// The connection was not made within its time.
pub(super) fn timed_out(location: &str) -> Error {
    Error::Unavailable {
        location: location.to_owned(),
        source: Cause("timed out while connecting".to_owned()),
    }
}

/// A session that the server believes in still holds the lock: its client vanished without a word.
pub(super) fn lock_held(location: &str) -> Error {
    Error::Unavailable {
        location: location.to_owned(),
        source: Cause("the lock is held by a session that has not ended yet".to_owned()),
    }
}

/// The server was reached and says nothing any more.
pub(super) fn silent(location: &str) -> Error {
    Error::Unavailable {
        location: location.to_owned(),
        source: Cause("no answer in time".to_owned()),
    }
}

fn classify(location: &str, error: sqlx::Error) -> Error {
    let location = location.to_owned();
    match error {
        sqlx::Error::Io(cause) => Error::Unavailable {
            location,
            source: Cause(cause.to_string()),
        },
        sqlx::Error::PoolTimedOut => timed_out(&location),
        sqlx::Error::Tls(cause) => Error::Other {
            location,
            source: Cause(format!("no TLS connection: {cause}")),
        },
        sqlx::Error::Database(cause) => classify_answer(location, &*cause),
        other => Error::Other {
            location,
            source: Cause(with_sources(&other)),
        },
    }
}

fn classify_answer(location: String, answer: &dyn DatabaseError) -> Error {
    let code = answer.code().unwrap_or_default().into_owned();
    let source = Cause(format!(
        "{} ({code})",
        without_value(&code, answer.message())
    ));
    if let Some(table) = missing_table(&code, answer.message()) {
        return Error::NoSuchTable { location, table };
    }
    match condition(&code, answer.table(), answer.message()) {
        Condition::Unavailable => Error::Unavailable { location, source },
        Condition::Denied => Error::Denied { location, source },
        Condition::NoDatabase => Error::NoDatabase { location, source },
        Condition::Full => Error::Full { location, source },
        Condition::ReadOnly => Error::ReadOnly { location, source },
        Condition::Forbidden => Error::Forbidden { location, source },
        Condition::NotOpened => Error::NotOpened { location, source },
        Condition::Altered => Error::Altered { location, source },
        Condition::Cancelled => Error::Cancelled { location, source },
        Condition::Busy => Error::Busy { location, source },
        Condition::Other => Error::Other { location, source },
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Condition {
    Unavailable,
    Denied,
    NoDatabase,
    Full,
    ReadOnly,
    Forbidden,
    NotOpened,
    Altered,
    Cancelled,
    Busy,
    Other,
}

/// SQLSTATE has five characters (PostgreSQL appendix A), a SQLite result code is a number whose low byte is the
/// primary code (sqlite.org/rescode.html), and the two never look alike.
fn condition(code: &str, table: Option<&str>, message: &str) -> Condition {
    match code {
        "28P01" | "28000" => Condition::Denied,
        "3D000" => Condition::NoDatabase,
        "53100" => Condition::Full,
        "25006" => Condition::ReadOnly,
        "42501" => Condition::Forbidden,
        // statement timeout or cancelled by hand; transaction timeout
        "57014" | "25P04" => Condition::Cancelled,
        // serialization failure, deadlock, lock timeout
        "40001" | "40P01" | "55P03" => Condition::Busy,
        "23505" if is_bookkeeping(table.unwrap_or_default()) => Condition::Busy,
        // too many connections; shutting down, crashed, starting up; sessions that idled too long
        "53300" | "57P01" | "57P02" | "57P03" | "57P05" | "25P03" => Condition::Unavailable,
        // no such column, other type, no such operator, no cast, generated, no unique key; text too long for its column
        "42703" | "42804" | "42883" | "42846" | "428C9" | "42P10" | "22001" => Condition::Altered,
        _ if code.len() == 5 && code.starts_with("08") => Condition::Unavailable,
        _ if code.len() == 5 && code.starts_with("23") => Condition::Altered,
        _ if code.len() == 5 => Condition::Other,
        _ => sqlite_condition(code, message),
    }
}

fn sqlite_condition(code: &str, message: &str) -> Condition {
    let Ok(code) = code.parse::<u32>() else {
        return Condition::Other;
    };
    match (code, code & 0xff) {
        (2067, _) if message.split(": ").nth(1).is_some_and(is_bookkeeping) => Condition::Busy,
        (_, 5 | 6) => Condition::Busy,
        (_, 8) => Condition::ReadOnly,
        (_, 13) => Condition::Full,
        (_, 3 | 23) => Condition::Forbidden,
        (_, 14) => Condition::NotOpened,
        // a constraint, or a value of another type
        (_, 19 | 20) => Condition::Altered,
        (1, _) if message.contains("column") || message.starts_with("ON CONFLICT") => {
            Condition::Altered
        }
        _ => Condition::Other,
    }
}

/// Two that begin a run or migrate at once collide in these tables; in others a broken unique index is somebody's own.
fn is_bookkeeping(table: &str) -> bool {
    ["sync_", "_sqlx_", "pg_"]
        .iter()
        .any(|prefix| table.starts_with(prefix))
}

/// The table that is not there: `relation "x" does not exist`, `no such table: x`.
fn missing_table(code: &str, message: &str) -> Option<String> {
    match code {
        "42P01" => message.split('"').nth(1).map(str::to_owned),
        "1" => message.strip_prefix("no such table: ").map(str::to_owned),
        _ => None,
    }
}

/// Postgres quotes the offending value after a colon in its data exceptions (class 22).
fn without_value<'m>(code: &str, message: &'m str) -> &'m str {
    if code.len() == 5 && code.starts_with("22") {
        message.split(": ").next().unwrap_or(message)
    } else {
        message
    }
}

fn with_sources(error: &sqlx::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let words = cause.to_string();
        if !text.contains(&words) {
            text = format!("{text}: {words}");
        }
        source = cause.source();
    }
    text
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_engines_mean_the_same_conditions() {
        for (code, message, expected) in [
            ("28P01", "", Condition::Denied),
            ("3D000", "", Condition::NoDatabase),
            ("53100", "", Condition::Full),
            ("13", "", Condition::Full),
            ("25006", "", Condition::ReadOnly),
            ("8", "", Condition::ReadOnly),
            ("1032", "", Condition::ReadOnly),
            ("40P01", "", Condition::Busy),
            ("5", "", Condition::Busy),
            ("517", "", Condition::Busy),
            (
                "2067",
                "UNIQUE constraint failed: sync_runs.sync",
                Condition::Busy,
            ),
            (
                "2067",
                "UNIQUE constraint failed: referrals.name",
                Condition::Altered,
            ),
            (
                "1299",
                "NOT NULL constraint failed: referrals.owner",
                Condition::Altered,
            ),
            ("23502", "", Condition::Altered),
            ("42703", "", Condition::Altered),
            (
                "1",
                "table referrals has no column named owner",
                Condition::Altered,
            ),
            ("1", "no such column: t.owner", Condition::Altered),
            ("1", "near \"SELEC\": syntax error", Condition::Other),
            ("42501", "", Condition::Forbidden),
            ("14", "unable to open database file", Condition::NotOpened),
            ("57014", "", Condition::Cancelled),
            ("08006", "", Condition::Unavailable),
            ("57P01", "", Condition::Unavailable),
            ("25P03", "", Condition::Unavailable),
            ("22012", "", Condition::Other),
            ("26", "", Condition::Other),
            ("", "", Condition::Other),
        ] {
            assert_eq!(condition(code, None, message), expected, "{code} {message}");
        }
    }

    #[test]
    fn a_broken_unique_index_of_ours_is_somebody_who_was_faster() {
        for (table, expected) in [
            (Some("sync_runs"), Condition::Busy),
            (Some("pg_type"), Condition::Busy),
            (Some("partner_center_referrals"), Condition::Altered),
            (None, Condition::Altered),
        ] {
            assert_eq!(condition("23505", table, ""), expected, "{table:?}");
        }
    }

    #[test]
    fn a_missing_table_is_named() {
        assert_eq!(
            missing_table("42P01", "relation \"a b\" does not exist").unwrap(),
            "a b"
        );
        assert_eq!(missing_table("1", "no such table: a").unwrap(), "a");
        assert_eq!(missing_table("1", "near \"x\": syntax error"), None);
    }

    #[test]
    fn data_exceptions_lose_their_value() {
        assert_eq!(
            without_value("22P02", "invalid input syntax for type numeric: \"secret\""),
            "invalid input syntax for type numeric"
        );
        assert_eq!(
            without_value("42501", "permission denied: x"),
            "permission denied: x"
        );
    }
}
