//! The schema: which migrations exist, which are applied, and applying the rest.
//! A file added to `migrations/` is added to the lists below.

use std::collections::HashSet;
use std::sync::LazyLock;

use jiff::Timestamp;
use serde::Serialize;
use sqlx::migrate::{Migrate, MigrateError, MigrationType, Migrator};
use sqlx::{Connection, PgPool, SqlSafeStr, SqlitePool};

use super::batch::within_limit;
use super::error::At;
use super::moment::Moment;
use super::open::Pool;
use super::{Database, Engine, Error};

static POSTGRES: LazyLock<Migrator> = LazyLock::new(|| {
    migrator(&[
        (
            1,
            "referrals and runs",
            include_str!("migrations/postgres/0001_referrals_and_runs.sql"),
        ),
        (
            2,
            "marks",
            include_str!("migrations/postgres/0002_marks.sql"),
        ),
        (
            3,
            "tenants",
            include_str!("migrations/postgres/0003_tenants.sql"),
        ),
        (
            4,
            "products",
            include_str!("migrations/postgres/0004_products.sql"),
        ),
        (
            5,
            "orders",
            include_str!("migrations/postgres/0005_orders.sql"),
        ),
        (
            6,
            "split orders",
            include_str!("migrations/postgres/0006_split_orders.sql"),
        ),
    ])
});
static SQLITE: LazyLock<Migrator> = LazyLock::new(|| {
    migrator(&[
        (
            1,
            "referrals and runs",
            include_str!("migrations/sqlite/0001_referrals_and_runs.sql"),
        ),
        (2, "marks", include_str!("migrations/sqlite/0002_marks.sql")),
        (
            3,
            "tenants",
            include_str!("migrations/sqlite/0003_tenants.sql"),
        ),
        (
            4,
            "products",
            include_str!("migrations/sqlite/0004_products.sql"),
        ),
        (
            5,
            "orders",
            include_str!("migrations/sqlite/0005_orders.sql"),
        ),
        (
            6,
            "split orders",
            include_str!("migrations/sqlite/0006_split_orders.sql"),
        ),
    ])
});

/// Our own book of applied migrations: the driver's default name may be another program's in a shared database.
const BOOK: &str = "jeton_migrations";

/// Version, name and statements of each step. The driver's macro would do the same, and compile both drivers and
/// SQLite a second time for it.
fn migrator(steps: &[(i64, &'static str, &'static str)]) -> Migrator {
    let step = |(version, name, sql): &(i64, &'static str, &'static str)| {
        let sql = sql.into_sql_str();
        sqlx::migrate::Migration::new(*version, (*name).into(), MigrationType::Simple, sql, false)
    };
    Migrator::with_migrations(steps.iter().map(step).collect())
}

/// A step of the schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Migration {
    pub version: i64,
    pub name: String,
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Applied {
    pub version: i64,
    pub name: String,
    pub applied_at: Timestamp,
}

/// What a database is, and how far its schema has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Schema {
    pub engine: Engine,
    /// Name and version of the server, such as `PostgreSQL 15.18`.
    pub server: String,
    pub location: String,
    pub applied: Vec<Applied>,
    pub pending: Vec<Migration>,
}

impl Database {
    /// Applies what is pending and returns it; of two at once one waits and finds nothing left.
    pub async fn migrate(&self) -> Result<Vec<Migration>, Error> {
        // Looking first spares the lock, and lets a user without the right to create tables start.
        if self.schema().await?.pending.is_empty() {
            return Ok(Vec::new());
        }
        let applied = match &self.pool {
            Pool::Postgres(pool) => self.migrate_postgres(pool).await?,
            Pool::Sqlite(pool) => self.migrate_sqlite(pool).await?,
        };
        for migration in &applied {
            tracing::info!(
                version = migration.version,
                name = migration.name,
                "migration applied"
            );
        }
        Ok(applied)
    }

    /// The schema as it is; creates nothing.
    pub async fn schema(&self) -> Result<Schema, Error> {
        let server = match &self.pool {
            Pool::Postgres(_) => format!(
                "PostgreSQL {}",
                self.server_version("SHOW server_version").await?
            ),
            Pool::Sqlite(_) => format!(
                "SQLite {}",
                self.server_version("SELECT sqlite_version()").await?
            ),
        };
        let applied = self.applied().await?;
        let known: HashSet<i64> = self
            .migrator()
            .iter()
            .map(|migration| migration.version)
            .collect();
        if let Some(newer) = applied
            .iter()
            .find(|applied| !known.contains(&applied.version))
        {
            return Err(Error::Ahead {
                location: self.location().to_owned(),
                version: newer.version,
            });
        }
        let taken: HashSet<i64> = applied.iter().map(|applied| applied.version).collect();
        let pending = self
            .migrator()
            .iter()
            .filter(|step| !taken.contains(&step.version))
            .map(Migration::of)
            .collect();
        Ok(Schema {
            engine: self.engine(),
            server,
            location: self.location().to_owned(),
            applied,
            pending,
        })
    }

    /// Makes the schema current where it is ours alone: the embedded database. A Postgres belongs to somebody who
    /// decides when; there it is an error when it is not.
    pub async fn make_ready(&self) -> Result<(), Error> {
        match self.engine() {
            Engine::Sqlite => self.migrate().await.map(drop),
            Engine::Postgres => within_limit(self.location(), self.require_current()).await,
        }
    }

    /// An error unless all migrations of this version are applied.
    pub async fn require_current(&self) -> Result<(), Error> {
        let pending = self.schema().await?.pending;
        if pending.is_empty() {
            return Ok(());
        }
        Err(Error::Behind {
            location: self.location().to_owned(),
            pending,
        })
    }

    fn migrator(&self) -> &'static Migrator {
        match self.pool {
            Pool::Postgres(_) => &POSTGRES,
            Pool::Sqlite(_) => &SQLITE,
        }
    }

    /// The number alone: distributions write their own name behind it.
    async fn server_version(&self, query: &'static str) -> Result<String, Error> {
        let text: String = on_pool!(self, pool => sqlx::query_scalar(query).fetch_one(pool).await)
            .at(self.location())?;
        Ok(text
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned())
    }

    async fn applied(&self) -> Result<Vec<Applied>, Error> {
        let book = match &self.pool {
            Pool::Postgres(_) => "SELECT to_regclass('jeton_migrations') IS NOT NULL",
            Pool::Sqlite(_) => {
                "SELECT count(*) > 0 FROM sqlite_master WHERE type = 'table' AND name = 'jeton_migrations'"
            }
        };
        let kept: bool = on_pool!(self, pool => sqlx::query_scalar(book).fetch_one(pool).await)
            .at(self.location())?;
        if !kept {
            return Ok(Vec::new());
        }
        // SQLite's CURRENT_TIMESTAMP has no zone and is UTC.
        let query = match &self.pool {
            Pool::Postgres(_) => {
                "SELECT version, description, installed_on FROM jeton_migrations ORDER BY version"
            }
            Pool::Sqlite(_) => {
                "SELECT version, description, replace(installed_on, ' ', 'T') || 'Z' FROM jeton_migrations ORDER BY version"
            }
        };
        let rows: Vec<(i64, String, Moment)> =
            on_pool!(self, pool => sqlx::query_as(query).fetch_all(pool).await)
                .at(self.location())?;
        Ok(rows
            .into_iter()
            .map(|(version, name, at)| Applied {
                version,
                name,
                applied_at: at.0,
            })
            .collect())
    }

    /// On a connection of its own, because the lock stays with the session when a step fails.
    async fn migrate_postgres(&self, pool: &PgPool) -> Result<Vec<Migration>, Error> {
        let mut connection = self.dedicated(pool).await?;
        sqlx::query("SET lock_timeout = '60s'")
            .execute(&mut connection)
            .await
            .at(self.location())?;
        connection.lock().await.at(self.location())?;
        let applied = apply_pending(&mut connection, &POSTGRES)
            .await
            .at(self.location());
        let closed = connection.close().await.at(self.location());
        applied.and_then(|applied| closed.map(|()| applied))
    }

    /// In one transaction: it is the lock, and a step that fails leaves nothing of the others either.
    async fn migrate_sqlite(&self, pool: &SqlitePool) -> Result<Vec<Migration>, Error> {
        let mut transaction = pool
            .begin_with("BEGIN IMMEDIATE")
            .await
            .at(self.location())?;
        let applied = apply_pending(&mut *transaction, &SQLITE)
            .await
            .at(self.location())?;
        transaction.commit().await.at(self.location())?;
        Ok(applied)
    }
}

impl Migration {
    fn of(step: &sqlx::migrate::Migration) -> Migration {
        Migration {
            version: step.version,
            name: step.description.to_string(),
        }
    }
}

async fn apply_pending<C: Migrate>(
    connection: &mut C,
    migrator: &Migrator,
) -> Result<Vec<Migration>, MigrateError> {
    connection.ensure_migrations_table(BOOK).await?;
    let taken = connection.list_applied_migrations(BOOK).await?;
    if let Some(newer) = taken
        .iter()
        .find(|taken| !migrator.version_exists(taken.version))
    {
        return Err(MigrateError::VersionMissing(newer.version));
    }
    let mut applied = Vec::new();
    for step in migrator.iter() {
        match taken.iter().find(|taken| taken.version == step.version) {
            Some(taken) if taken.checksum != step.checksum => {
                return Err(MigrateError::VersionMismatch(step.version));
            }
            Some(_) => {}
            None => {
                connection.apply(BOOK, step).await?;
                applied.push(Migration::of(step));
            }
        }
    }
    Ok(applied)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_dialects_have_the_same_steps() {
        let steps = |migrator: &Migrator| migrator.iter().map(Migration::of).collect::<Vec<_>>();
        assert!(!steps(&POSTGRES).is_empty());
        assert_eq!(steps(&POSTGRES), steps(&SQLITE));
    }
}
