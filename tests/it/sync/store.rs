//! The database of one test, either engine, and a second pair of eyes on it that is not jeton's.

use std::path::PathBuf;

use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};
use tempfile::TempDir;

use crate::support::{Invocation, Jeton, TestDatabase, in_a_thread};

/// Either engine, migrated and empty.
pub enum Store {
    Sqlite { folder: TempDir },
    Postgres(TestDatabase),
}

impl Store {
    pub fn sqlite() -> Self {
        Store::Sqlite {
            folder: TempDir::new().unwrap(),
        }
    }

    #[track_caller]
    pub fn postgres() -> Self {
        let store = Store::Postgres(TestDatabase::create());
        store.on(Jeton::new().args(["db", "migrate"])).run().ok();
        store
    }

    /// The value of `DATABASE_URL`.
    pub fn url(&self) -> String {
        match self {
            Store::Sqlite { .. } => format!("sqlite://{}", self.file().display()),
            Store::Postgres(database) => database.url(),
        }
    }

    /// Points a run at it.
    pub fn on(&self, run: Invocation) -> Invocation {
        run.env("DATABASE_URL", self.url())
    }

    fn file(&self) -> PathBuf {
        match self {
            Store::Sqlite { folder } => folder.path().join("rows.db"),
            Store::Postgres(_) => unreachable!("it is no file"),
        }
    }

    /// One line per row of a query whose columns are all text, joined by a tab.
    #[track_caller]
    pub fn lines(&self, sql: &str) -> Vec<String> {
        let (url, sql) = (self.url(), sql.to_owned());
        let sqlite = matches!(self, Store::Sqlite { .. });
        let work = async move {
            match sqlite {
                true => {
                    let mut connection = SqliteConnection::connect(&url).await.unwrap();
                    let rows = sqlx::query(AssertSqlSafe(sql))
                        .fetch_all(&mut connection)
                        .await;
                    rows.unwrap().iter().map(joined).collect()
                }
                false => {
                    let mut connection = PgConnection::connect(&url).await.unwrap();
                    let rows = sqlx::query(AssertSqlSafe(sql))
                        .fetch_all(&mut connection)
                        .await;
                    rows.unwrap().iter().map(joined).collect()
                }
            }
        };
        in_a_thread(work)
    }

    /// The one value of a query, a number.
    #[track_caller]
    pub fn number(&self, expression: &str) -> u64 {
        let lines = self.lines(&format!("SELECT CAST(({expression}) AS TEXT)"));
        lines[0].parse().unwrap_or_else(|_| panic!("{lines:?}"))
    }

    /// How many rows there are, and a hash over id, name, deal value, time of change and the record as it came, by id.
    #[track_caller]
    pub fn content(&self) -> (usize, String) {
        let time = match self {
            Store::Sqlite { .. } => "updated_at",
            Store::Postgres(_) => {
                r#"to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"#
            }
        };
        let mut lines = self.lines(&format!(
            "SELECT id, name, CAST(deal_value AS TEXT), {time}, CAST(raw AS TEXT) FROM partner_center_referrals"
        ));
        // Here and not in SQL: the engines' collations differ.
        lines.sort();
        let digest = Sha256::digest(lines.join("\n"));
        (lines.len(), format!("{digest:x}"))
    }

    /// The ledger, oldest run first: outcome, pages, fetched, whether it went on from another run.
    #[track_caller]
    pub fn runs(&self) -> Vec<String> {
        self.lines(
            "SELECT outcome, CAST(pages AS TEXT), CAST(fetched AS TEXT),
                CASE WHEN resumed_from IS NULL THEN 'fresh' ELSE 'resumed' END
             FROM sync_runs ORDER BY id",
        )
    }

    /// The outcome of every run, oldest first.
    #[track_caller]
    pub fn outcomes(&self) -> Vec<String> {
        let runs = self.runs();
        let outcome = |run: &String| run.split('\t').next().unwrap().to_owned();
        runs.iter().map(outcome).collect()
    }
}

fn joined<R: Row>(row: &R) -> String
where
    usize: sqlx::ColumnIndex<R>,
    for<'r> Option<String>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
{
    let text = |at| {
        row.get::<Option<String>, usize>(at)
            .unwrap_or_else(|| "NULL".to_owned())
    };
    (0..row.len()).map(text).collect::<Vec<_>>().join("\t")
}

/// Both engines, to run one behaviour on each.
macro_rules! on_both {
    ($($behaviour:ident),+ $(,)?) => {
        mod sqlite {
            use super::*;
            $(#[test] fn $behaviour() { super::$behaviour(&Store::sqlite()); })+
        }
        mod postgres {
            use super::*;
            $(#[test] fn $behaviour() { super::$behaviour(&Store::postgres()); })+
        }
    };
}
pub(crate) use on_both;
