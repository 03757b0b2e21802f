//! A database for one test, gone after it, and a second pair of eyes on it that does not use the code under test.

use std::thread;

use jeton::db::{
    Checkpoint, Column, Database, Error, Kind, Lock, Locking, Mode, Outcome, Reject, Resume, Round,
    Row, Run, Table, Target, Written,
};
use jeton::http::Traffic;
use secrecy::SecretString;
use sqlx::postgres::PgPoolOptions;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, PgPool, SqlitePool};
use tempfile::TempDir;

/// The columns that these tests use of the table that the first migration makes.
pub const REFERRALS: Table = Table {
    name: "partner_center_referrals",
    alias: "referrals",
    key: "id",
    columns: &[
        Column {
            name: "id",
            kind: Kind::Text,
        },
        Column {
            name: "name",
            kind: Kind::Text,
        },
        Column {
            name: "deal_value",
            kind: Kind::Numeric,
        },
        Column {
            name: "updated_at",
            kind: Kind::Time,
        },
    ],
    newest: "updated_at",
    followed: None,
};

pub fn row(id: &str, name: &str, updated_at: &str) -> Row<'static> {
    let raw =
        serde_json::json!({ "id": id, "name": name, "updatedDateTime": updated_at }).to_string();
    Row::new(
        vec![
            Some(id.to_owned().into()),
            Some(name.to_owned().into()),
            None,
            Some(updated_at.to_owned().into()),
        ],
        raw,
    )
}

/// What one transaction of a run carries, as a page of an upstream has it.
pub struct Page {
    pub rows: Vec<Row<'static>>,
    pub rejects: Vec<Reject>,
    pub next: Option<String>,
}

pub fn page(rows: Vec<Row<'static>>, next: Option<&str>) -> Page {
    Page {
        rows,
        rejects: Vec::new(),
        next: next.map(str::to_owned),
    }
}

/// A round over everything.
pub fn full() -> Round {
    Round {
        mode: Mode::Full,
        since: None,
        began_at: Some("2030-01-07T09:00:00Z".parse().unwrap()),
    }
}

/// A run that has begun, and where it goes on.
pub struct Begun {
    pub run: Run,
    pub resume: Option<Checkpoint>,
}

/// Begins a run, where the last one left off if it did.
pub async fn begin(db: &Database, sync: &str) -> Result<Begun, Error> {
    let standing = db.standing(sync, "").await?;
    let resume = standing.checkpoint;
    let cut = resume.as_ref();
    let round = cut.map_or_else(full, |cut| cut.round.clone());
    let run = db
        .begin_run(sync, "", &round, cut.map(|cut| cut.run_id))
        .await?;
    Ok(Begun { run, resume })
}

pub async fn write_page(
    db: &Database,
    run: &Run,
    table: &Table,
    page: &Page,
) -> Result<Written, Error> {
    let before = db.committed(run).await?;
    let mut batch = db.batch(run, table, false).await?;
    batch.add(&page.rows, &page.rejects).await?;
    let resume = match page.next.as_deref() {
        Some(cursor) => Resume::At { cursor, mark: None },
        None => Resume::Complete { mark: None },
    };
    batch.commit(1, Traffic::default(), resume, before).await
}

pub async fn lock(db: &Database, name: &str) -> Option<Lock> {
    match db.lock(name).await.unwrap() {
        Locking::Had(lock) => Some(lock),
        Locking::Held(_) => None,
    }
}

pub async fn end(
    db: &Database,
    run: &Run,
    outcome: Outcome,
    error: Option<&str>,
) -> Result<(), Error> {
    db.end_run(run, outcome, Traffic::default(), error).await
}

pub struct Scratch {
    pub target: Target,
    pub peek: Peek,
    remains: Remains,
}

pub enum Peek {
    Postgres(PgPool),
    Sqlite(SqlitePool),
}

enum Remains {
    Folder(#[allow(dead_code, reason = "held to be removed")] TempDir),
    Database { server: String, name: String },
}

impl Scratch {
    /// Opened and migrated.
    pub async fn database(&self) -> Database {
        let database = Database::open(&self.target).await.unwrap();
        database.migrate().await.unwrap();
        database
    }
}

impl Peek {
    /// The value of an SQL expression as text.
    pub async fn value(&self, expression: &str) -> Option<String> {
        let sql = AssertSqlSafe(format!("SELECT CAST(({expression}) AS TEXT)"));
        match self {
            Peek::Postgres(pool) => sqlx::query_scalar(sql).fetch_one(pool).await.unwrap(),
            Peek::Sqlite(pool) => sqlx::query_scalar(sql).fetch_one(pool).await.unwrap(),
        }
    }

    /// The time that a column holds, in one form for both.
    pub async fn time(&self, expression: &str) -> Option<String> {
        match self {
            Peek::Postgres(_) => {
                let utc = format!(
                    r#"to_char(({expression}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"#
                );
                self.value(&utc).await
            }
            Peek::Sqlite(_) => self.value(expression).await,
        }
    }

    pub async fn run(&self, sql: &str) {
        let sql = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        match self {
            Peek::Postgres(pool) => pool.execute(sql).await.map(drop).unwrap(),
            Peek::Sqlite(pool) => pool.execute(sql).await.map(drop).unwrap(),
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Remains::Database { server, name } = &self.remains {
            let (server, name) = (server.clone(), name.clone());
            // A thread, because this may run inside the test's own runtime.
            let dropped = thread::spawn(move || {
                block_on(async {
                    let mut connection = PgConnection::connect(&server).await.unwrap();
                    let sql = format!("DROP DATABASE {name} WITH (FORCE)");
                    connection.execute(AssertSqlSafe(sql)).await.unwrap();
                });
            });
            dropped.join().unwrap();
        }
    }
}

pub fn on_sqlite(behaviour: impl AsyncFnOnce(&Scratch)) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data/jeton.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(&path)
        .busy_timeout(std::time::Duration::from_secs(5));
    block_on(async {
        let scratch = Scratch {
            peek: Peek::Sqlite(sqlx::sqlite::SqlitePoolOptions::new().connect_lazy_with(options)),
            target: Target::Sqlite(path),
            remains: Remains::Folder(folder),
        };
        behaviour(&scratch).await;
    });
}

pub fn on_postgres(behaviour: impl AsyncFnOnce(&Scratch)) {
    block_on(async {
        let server = server();
        let name = format!("jeton_test_{}", uuid::Uuid::new_v4().simple());
        let mut connection = PgConnection::connect(&server).await.unwrap();
        connection
            .execute(AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .await
            .unwrap();
        let mut url = url::Url::parse(&server).unwrap();
        url.set_path(&name);
        let scratch = Scratch {
            peek: Peek::Postgres(
                PgPoolOptions::new()
                    .max_connections(2)
                    .connect_lazy(url.as_str())
                    .unwrap(),
            ),
            target: Target::Postgres(SecretString::from(url.to_string())),
            remains: Remains::Database { server, name },
        };
        behaviour(&scratch).await;
    });
}

/// The server on which tests may make databases.
pub fn server() -> String {
    std::env::var("JETON_TEST_POSTGRES_URL").expect("set JETON_TEST_POSTGRES_URL or use tests/run")
}

pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}
