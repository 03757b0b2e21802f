//! Rejects that are read again: handed out a few megabytes at a time, and what became of them kept in one transaction.
//! A reject goes when its own content could be read. Others of the same record stay: they may be newer.

use serde_json::json;

use super::{Batch, Tx, within_limit};
use crate::db::error::At;
use crate::db::page::{content_hash, incoming};
use crate::db::rejects::Refused;
use crate::db::{Database, Error, Reject, Row, Written, upsert_postgres, upsert_sqlite};

/// Rejects handed out at once.
const ROWS: i64 = 1_000;
/// Their bytes, about.
const BYTES: i64 = 4 << 20;

/// A record as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Which content it is.
    pub hash: String,
    pub raw: String,
}

impl Held {
    /// Whether it is what came: U+0000 cannot be kept, and is U+FFFD in what is. Such a record is not to be read again.
    pub fn is_whole(&self) -> bool {
        content_hash(&self.raw) == self.hash
    }
}

/// A reject that stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Still<'h> {
    pub hash: &'h str,
    /// Why now; none where nothing new is known.
    pub reject: Option<Reject>,
}

impl Database {
    /// The names of the syncs that have rejects.
    pub async fn rejecting(&self) -> Result<Vec<String>, Error> {
        on_pool!(self, pool => sqlx::query_scalar("SELECT DISTINCT sync FROM sync_rejects ORDER BY sync")
            .fetch_all(pool)
            .await)
        .at(self.location())
    }

    /// The next rejects of `sync` behind the one with the hash `after`, in the order of their hashes; none at the end.
    pub async fn held_after(&self, sync: &str, after: &str) -> Result<Vec<Held>, Error> {
        let sizes: Vec<(String, i64)> = on_pool!(self, pool => sqlx::query_as(
            "SELECT raw_hash, CAST(octet_length(raw) AS bigint) FROM sync_rejects
             WHERE sync = $1 AND raw_hash > $2 ORDER BY raw_hash LIMIT $3",
        )
        .bind(sync)
        .bind(after)
        .bind(ROWS)
        .fetch_all(pool)
        .await)
        .at(self.location())?;
        let mut bytes = 0;
        let fits = sizes.iter().take_while(|(_, size)| {
            let first = bytes == 0;
            bytes += size.max(&1);
            first || bytes <= BYTES
        });
        let Some((last, _)) = fits.last() else {
            return Ok(Vec::new());
        };
        let held: Vec<(String, String)> = on_pool!(self, pool => sqlx::query_as(
            "SELECT raw_hash, raw FROM sync_rejects
             WHERE sync = $1 AND raw_hash > $2 AND raw_hash <= $3 ORDER BY raw_hash",
        )
        .bind(sync)
        .bind(after)
        .bind(last)
        .fetch_all(pool)
        .await)
        .at(self.location())?;
        let held = held.into_iter();
        Ok(held.map(|(hash, raw)| Held { hash, raw }).collect())
    }
}

impl Batch<'_> {
    /// Writes `rows`, which the rejects with the hashes `mended` turned out to be, and forgets those; `still` keep
    /// their newest reasons.
    pub async fn mend(
        &mut self,
        rows: &[Row<'_>],
        mended: &[&str],
        still: &[Still<'_>],
    ) -> Result<(), Error> {
        let location = self.database.location();
        let kept = incoming(self.table, rows)?;
        let (database, table, now, run) = (self.database, self.table, self.now, self.run);
        let listed = database.listed(2);
        let forget = format!("DELETE FROM sync_rejects WHERE sync = $1 AND raw_hash IN ({listed})");
        let mending = async {
            on_tx!(&mut self.tx, |connection, dialect| {
                let (written, touched) =
                    dialect::upsert(connection, table, &kept, false, now, location).await?;
                follow!(connection, dialect, touched, (database, table, run, now));
                sqlx::query(sqlx::AssertSqlSafe(forget))
                    .bind(&run.sync)
                    .bind(json!(mended).to_string())
                    .execute(&mut *connection)
                    .await
                    .at(location)?;
                for still in still {
                    let refused = still.reject.as_ref().map(Refused::from);
                    sqlx::query(
                        "UPDATE sync_rejects SET reason = COALESCE($3, reason), external_id = COALESCE($4, external_id),
                            last_run_id = $5, last_rejected_at = $6
                         WHERE sync = $1 AND raw_hash = $2",
                    )
                    .bind(&run.sync)
                    .bind(still.hash)
                    .bind(refused.as_ref().map(|refused| refused.reason.as_str()))
                    .bind(refused.as_ref().and_then(|refused| refused.external_id.as_deref()))
                    .bind(run.id)
                    .bind(now)
                    .execute(&mut *connection)
                    .await
                    .at(location)?;
                }
                Ok(written)
            })
        };
        let written: Written = within_limit(location, mending).await?;
        self.tally(written, rows.len(), still.len());
        Ok(())
    }
}
