//! A named lock that dies with its holder: a session of Postgres, or a locked file beside a SQLite database.
//! It does not wait. Behind a pooler that shares sessions (PgBouncer in transaction mode) it does not hold.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sha2::{Digest, Sha256};
use sqlx::{Connection, PgConnection, PgPool};

use super::batch::within_limit;
use super::error::{At, lock_held};
use super::open::Pool;
use super::page::content_hash;
use super::runs::{RUNNING, Run, Running};
use super::{Database, Error};
use crate::coordination::FileLock;
use crate::fsio::Access;

/// How long a session that holds one has to show that it lives.
const PING: Duration = Duration::from_secs(5);

/// A held lock; dropping it, or the end of the process, gives it back.
#[derive(Debug)]
pub struct Lock(Held);

/// What came of trying.
#[derive(Debug)]
pub enum Locking {
    /// It is ours.
    Had(Lock),
    /// Another has it; its run, where it has begun one.
    Held(Option<Running>),
}

#[derive(Debug)]
enum Held {
    Postgres(Box<PgConnection>),
    Sqlite(FileLock),
}

impl Lock {
    /// Takes it again where it was lost: a session that the server ended, by a restart for one, has none any more.
    /// Superseded where another run has begun meanwhile; where it is only not free yet, the next try may do.
    pub async fn ensure(&mut self, database: &Database, run: &Run) -> Result<(), Error> {
        let Held::Postgres(connection) = &mut self.0 else {
            return Ok(());
        };
        if let Ok(Ok(())) = tokio::time::timeout(PING, connection.ping()).await {
            return Ok(());
        }
        match within_limit(database.location(), database.lock(&run.sync)).await? {
            Locking::Had(lock) => *self = lock,
            Locking::Held(_) => {
                database.committed(run).await?;
                return Err(lock_held(database.location()));
            }
        }
        Ok(())
    }

    /// Gives it back before returning; after a mere drop a Postgres server may need a moment to notice.
    pub async fn release(self) {
        match self.0 {
            Held::Postgres(connection) => {
                if let Err(error) = connection.close().await {
                    tracing::debug!(%error, "closing the connection of a lock failed");
                }
            }
            Held::Sqlite(lock) => drop(lock),
        }
    }
}

impl Database {
    /// Takes the lock of the sync `name`, unless another holds it. Needs no table.
    pub async fn lock(&self, name: &str) -> Result<Locking, Error> {
        match &self.pool {
            Pool::Postgres(pool) => self.lock_session(pool, name).await,
            Pool::Sqlite(_) => {
                let lock = FileLock::try_acquire(
                    &file_of(Path::new(self.location()), name),
                    Access::PRIVATE,
                )?;
                Ok(match lock {
                    Some(lock) => Locking::Had(Lock(Held::Sqlite(lock))),
                    None => Locking::Held(self.running(name).await?),
                })
            }
        }
    }

    async fn lock_session(&self, pool: &PgPool, name: &str) -> Result<Locking, Error> {
        let mut connection = self.dedicated(pool).await?;
        // The session idles for as long as the sync runs. It must not be ended for that, and a host that
        // vanished must be noticed in two minutes and not in two hours. Unknown settings are passed over.
        sqlx::query(
            "SELECT set_config(setting.name, wanted.value, false) FROM pg_settings AS setting JOIN (VALUES \
             ('idle_session_timeout', '0'), ('tcp_keepalives_idle', '60'), ('tcp_keepalives_interval', '10'), \
             ('tcp_keepalives_count', '6')) AS wanted (name, value) ON wanted.name = setting.name",
        )
        .execute(&mut connection)
        .await
        .at(self.location())?;
        let taken: bool = sqlx::query_scalar("SELECT pg_try_advisory_lock($1)")
            .bind(session_key(name))
            .fetch_one(&mut connection)
            .await
            .at(self.location())?;
        if taken {
            return Ok(Locking::Had(Lock(Held::Postgres(Box::new(connection)))));
        }
        // Through the same session: of many that start at once all but one end here, and soon.
        let running = sqlx::query_as(RUNNING).bind(name);
        let running = running.fetch_optional(&mut connection).await.ok().flatten();
        connection.close().await.at(self.location())?;
        Ok(Locking::Held(running.map(Running::of)))
    }
}

/// `<database>.<name>.lock`; a name that is no plain file name is made one, and keeps its hash to stay unique.
fn file_of(database: &Path, name: &str) -> PathBuf {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') {
                c
            } else {
                '-'
            }
        })
        .collect();
    let unique = if plain == name {
        String::new()
    } else {
        format!("-{}", &content_hash(name)[..8])
    };
    let mut path = database.as_os_str().to_owned();
    path.push(format!(".{plain}{unique}.lock"));
    PathBuf::from(path)
}

/// The advisory key of a name; other programs share the space of keys, hence the prefix.
fn session_key(name: &str) -> i64 {
    let digest = Sha256::new()
        .chain_update("jeton:")
        .chain_update(name)
        .finalize();
    digest
        .iter()
        .take(8)
        .fold(0_u64, |key, byte| (key << 8) | u64::from(*byte))
        .cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_files_that_differ_when_the_names_do() {
        let file = |name| file_of(Path::new("/data/jeton.db"), name);
        assert_eq!(
            file("referrals"),
            Path::new("/data/jeton.db.referrals.lock")
        );
        assert_ne!(file("products/a"), file("products-a"));
        assert_ne!(file("products/a"), file("products:a"));
        assert_eq!(file("../x").parent(), Some(Path::new("/data")));
    }

    #[test]
    fn keys_are_stable_and_differ() {
        assert_eq!(session_key("referrals"), session_key("referrals"));
        assert_ne!(session_key("referrals"), session_key("orders"));
    }
}
