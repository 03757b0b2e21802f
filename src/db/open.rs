//! Opening a database: reaching it once, so that a failure has its reason, and setting up the pool.
//! It creates a SQLite file where there is none, and no table anywhere.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, PgConnection, PgPool, SqlitePool};

use super::error::{At, timed_out};
use super::{Error, postgres_url};
use crate::{clock, fsio};

/// Connections of a sync: one writes, one reads, and a little room.
const POSTGRES_CONNECTIONS: u32 = 4;
/// SQLite has one writer, and each connection has a page cache of its own.
const SQLITE_CONNECTIONS: u32 = 1;
/// How long a writer waits for another one.
const SQLITE_BUSY: Duration = Duration::from_secs(5);

/// Where the database is.
#[derive(Debug, Clone)]
pub enum Target {
    /// A URL, `postgres://user:password@host:port/database?sslmode=…`.
    Postgres(SecretString),
    /// A file, made when it is not there.
    Sqlite(PathBuf),
}

impl Target {
    /// Whether it is a file that is not there.
    pub fn is_missing(&self) -> bool {
        matches!(self, Target::Sqlite(path) if !path.exists())
    }

    /// Whether it can be understood; connects to nothing.
    pub fn check(&self) -> Result<(), Error> {
        match self {
            Target::Postgres(url) => postgres_url::parse(url).map(drop),
            Target::Sqlite(_) => Ok(()),
        }
    }

    /// Reads `postgres://…`, `postgresql://…` or `sqlite:FILE`; any other scheme is given back.
    pub fn parse(url: SecretString) -> Result<Target, String> {
        let text = url.expose_secret();
        let scheme = text.split(':').next().unwrap_or_default();
        match scheme {
            "postgres" | "postgresql" => Ok(Target::Postgres(url)),
            "sqlite" => {
                let rest = text.split_once(':').map_or("", |(_, rest)| rest);
                let path = rest.strip_prefix("//").unwrap_or(rest);
                match path.is_empty() || path == ":memory:" || path.contains('?') {
                    true => Err("sqlite without a plain file".to_owned()),
                    false => Ok(Target::Sqlite(PathBuf::from(path))),
                }
            }
            // Without a scheme it may be anything, a password included.
            _ if text.contains("://") => Err(scheme.to_owned()),
            _ => Err(String::new()),
        }
    }
}

/// The two engines that are spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    Postgres,
    Sqlite,
}

/// An open database; clones share its connections.
#[derive(Clone)]
pub struct Database {
    pub(super) pool: Pool,
    location: String,
    /// Time allowed for a new connection.
    timeout: Duration,
    /// The connection that showed that the server is there, for whoever needs a session of its own first.
    first: Arc<Mutex<Option<PgConnection>>>,
}

#[derive(Clone)]
pub(super) enum Pool {
    Postgres(PgPool),
    Sqlite(SqlitePool),
}

impl Database {
    /// Connects once, and fails with the reason when that does not work.
    pub async fn open(target: &Target) -> Result<Database, Error> {
        match target {
            Target::Postgres(url) => open_postgres(url).await,
            Target::Sqlite(path) => open_sqlite(path).await,
        }
    }

    /// As [`open`](Self::open), for who only looks: a SQLite file that is not there is not made.
    pub async fn open_existing(target: &Target) -> Result<Database, Error> {
        match target {
            Target::Sqlite(path) if !path.exists() => Err(Error::NoFile {
                location: path.display().to_string(),
            }),
            target => Database::open(target).await,
        }
    }

    /// Which engine it is.
    pub fn engine(&self) -> Engine {
        match self.pool {
            Pool::Postgres(_) => Engine::Postgres,
            Pool::Sqlite(_) => Engine::Sqlite,
        }
    }

    /// `postgres://user@host:port/database`, or the path of the file.
    pub fn location(&self) -> &str {
        &self.location
    }

    /// What was committed is on the disk: a SQLite journal is otherwise written out when it suits.
    pub async fn settle(&self) -> Result<(), Error> {
        match &self.pool {
            Pool::Postgres(_) => Ok(()),
            Pool::Sqlite(pool) => sqlx::query("PRAGMA wal_checkpoint(FULL)")
                .execute(pool)
                .await
                .map(drop)
                .at(self.location()),
        }
    }

    /// A subquery of one column, `value`: the texts of the JSON array that is parameter `n`.
    pub(super) fn listed(&self, n: u8) -> String {
        match self.pool {
            Pool::Postgres(_) => format!("SELECT json_array_elements_text(${n}::json) AS value"),
            Pool::Sqlite(_) => format!("SELECT value FROM json_each(${n})"),
        }
    }

    /// A table of one column, `e.value`: the elements of the JSON array that is parameter `n`.
    pub(super) fn elements(&self, n: u8) -> String {
        match self.pool {
            Pool::Postgres(_) => format!("json_array_elements(${n}::json) AS e (value)"),
            Pool::Sqlite(_) => format!("json_each(${n}) AS e"),
        }
    }

    /// Closes all connections; a SQLite database folds its journal into the file.
    pub async fn close(self) {
        if let Some(first) = self.take_first() {
            let _ = first.close().await;
        }
        on_pool!(self, pool => pool.close().await);
    }

    /// A Postgres connection outside the pool: what a session holds ends with it.
    pub(super) async fn dedicated(&self, pool: &PgPool) -> Result<PgConnection, Error> {
        match self.take_first() {
            Some(first) => Ok(first),
            None => connect(&pool.connect_options(), self.timeout, &self.location).await,
        }
    }

    fn take_first(&self) -> Option<PgConnection> {
        let mut first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
        first.take()
    }
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Database")
            .field("location", &self.location)
            .finish_non_exhaustive()
    }
}

async fn open_postgres(url: &SecretString) -> Result<Database, Error> {
    let postgres_url::Server {
        options,
        timeout,
        location,
    } = postgres_url::parse(url)?;
    // The pool keeps trying a server that refuses connections, and then says only that time is up. This says why.
    let first = connect(&options, timeout, &location).await?;
    let pool = PgPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(timeout)
        .after_connect(|connection, _| {
            Box::pin(async move {
                // A cached generic plan makes the probe of a page several times slower. Not a start-up option:
                // PgBouncer refuses those; and servers before 12 have no such setting.
                sqlx::query(
                    "SELECT set_config(name, 'force_custom_plan', false) FROM pg_settings WHERE name = 'plan_cache_mode'",
                )
                .execute(connection)
                .await
                .map(drop)
            })
        })
        .connect_lazy_with(options);
    Ok(Database {
        pool: Pool::Postgres(pool),
        location,
        timeout,
        first: Arc::new(Mutex::new(Some(first))),
    })
}

async fn connect(
    options: &PgConnectOptions,
    timeout: Duration,
    location: &str,
) -> Result<PgConnection, Error> {
    match tokio::time::timeout(timeout, options.connect()).await {
        Ok(connection) => connection.at(location),
        Err(_) => Err(timed_out(location)),
    }
}

async fn open_sqlite(path: &Path) -> Result<Database, Error> {
    let location = path.display().to_string();
    create_private(path)?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        // A record and its columns are about 2 KiB: in the default of 4 KiB a load takes half as long again.
        .page_size(16_384)
        .busy_timeout(SQLITE_BUSY)
        // in KiB when negative
        .pragma("cache_size", "-4096")
        // In pages. A load changes the same pages of an index again and again: folded in less often, they are written less often.
        .pragma("wal_autocheckpoint", "4000")
        // In bytes: what a load made of the journal does not stay.
        .pragma("journal_size_limit", "8388608")
        .disable_statement_logging();
    let pool = SqlitePoolOptions::new()
        .max_connections(SQLITE_CONNECTIONS)
        .idle_timeout(None);
    // The step into WAL mode does not wait for others, so two that open a new file at once can collide.
    let deadline = clock::monotonic() + SQLITE_BUSY;
    loop {
        match pool
            .clone()
            .connect_with(options.clone())
            .await
            .at(&location)
        {
            Ok(pool) => {
                return Ok(Database {
                    pool: Pool::Sqlite(pool),
                    location,
                    timeout: SQLITE_BUSY,
                    first: Arc::default(),
                });
            }
            Err(Error::Busy { .. }) if clock::monotonic() < deadline => {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Err(error) => return Err(error),
        }
    }
}

/// Makes the folder (0700) and the file (0600) where there are none; what is there keeps its mode. SQLite gives
/// its journal files the mode of the database.
fn create_private(path: &Path) -> Result<(), Error> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        fsio::private_dir(folder)?;
    }
    if path.exists() {
        return Ok(());
    }
    match fsio::create_new(path, b"", 0o600) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error.into()),
        _ => Ok(()),
    }
}
