//! What became of products that were told to a marketplace: kept with the batch that they were in and with the counts
//! of the run, in one transaction. Settled twice, a batch counts once.

use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

use super::batch::{signed, within_limit};
use super::error::At;
use super::moment::Moment;
use super::page::content_hash;
use super::rejects::without_nul;
use super::{Database, Error, Run, Shelf};
use crate::http::Traffic;

/// By what the refusal of a part of a product is kept: the newest one, until that part is accepted.
fn reject_key(shelf: Shelf<'_>, product_id: &str) -> String {
    content_hash(&format!("{} {product_id}", shelf.part))
}

/// A product that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub product_id: String,
    pub fingerprint: String,
    pub remote_id: Option<String>,
}

/// A product that was refused, by the marketplace or before it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAccepted {
    pub product_id: String,
    pub sku: String,
    pub fingerprint: String,
    pub reason: String,
    /// What was, or would have been, sent.
    pub raw: String,
}

/// What became of the products of a batch, or of some that were in none. Of a batch, those that are in neither list can
/// be sent again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settlement {
    pub accepted: Vec<Accepted>,
    pub refused: Vec<NotAccepted>,
}

impl Database {
    /// Keeps it, and ends `batch` where there is one; false where that had ended before, and nothing is kept.
    pub async fn settle_push(
        &self,
        run: &Run,
        shelf: Shelf<'_>,
        batch: Option<i64>,
        settlement: &Settlement,
        traffic: Traffic,
    ) -> Result<bool, Error> {
        let Settlement { accepted, refused } = settlement;
        let now = Moment::now();
        let rows = |values: Vec<Value>| Value::from(values).to_string();
        let taken = accepted.iter();
        let taken = rows(
            taken
                .map(|one| json!([one.product_id, one.fingerprint, one.remote_id]))
                .collect(),
        );
        let mended = accepted.iter();
        let mended: Vec<String> = mended
            .map(|one| reject_key(shelf, &one.product_id))
            .collect();
        let not_taken = refused.iter().map(|one| {
            let reason = without_nul(&one.reason);
            json!([
                one.product_id,
                one.fingerprint,
                reason,
                reject_key(shelf, &one.product_id),
                one.sku,
                one.raw
            ])
        });
        let not_taken = rows(not_taken.collect());
        let (some_taken, some_refused) = (!accepted.is_empty(), !refused.is_empty());
        let counts = (signed(accepted.len() as u64), signed(refused.len() as u64));
        let state = match some_taken || some_refused {
            true => "done",
            false => "void",
        };
        let settling = async {
            Ok(in_transaction!(self, |tx, dialect| {
                if let Some(batch) = batch {
                    let ended = sqlx::query(
                        "UPDATE push_batches SET state = $2, accepted = $3, refused = $4, ended_at = $5, items = NULL
                         WHERE id = $1 AND ended_at IS NULL",
                    )
                    .bind(batch)
                    .bind(state)
                    .bind(counts.0)
                    .bind(counts.1)
                    .bind(now)
                    .execute(&mut *tx)
                    .await
                    .at(self.location())?;
                    if ended.rows_affected() == 0 {
                        return Ok(false);
                    }
                }
                if some_taken {
                    sqlx::query(AssertSqlSafe(self.accept_sql()))
                        .bind(shelf.tenant_id)
                        .bind(shelf.marketplace)
                        .bind(shelf.part)
                        .bind(now)
                        .bind(run.id)
                        .bind(&taken)
                        .execute(&mut *tx)
                        .await
                        .at(self.location())?;
                    sqlx::query(AssertSqlSafe(format!(
                        "DELETE FROM sync_rejects WHERE sync = $1 AND raw_hash IN ({})",
                        self.listed(2)
                    )))
                    .bind(&run.sync)
                    .bind(json!(mended).to_string())
                    .execute(&mut *tx)
                    .await
                    .at(self.location())?;
                }
                if some_refused {
                    sqlx::query(AssertSqlSafe(self.refuse_sql()))
                        .bind(shelf.tenant_id)
                        .bind(shelf.marketplace)
                        .bind(shelf.part)
                        .bind(now)
                        .bind(run.id)
                        .bind(&not_taken)
                        .execute(&mut *tx)
                        .await
                        .at(self.location())?;
                    sqlx::query(AssertSqlSafe(self.reject_sql()))
                        .bind(&run.sync)
                        .bind(run.id)
                        .bind(now)
                        .bind(&not_taken)
                        .execute(&mut *tx)
                        .await
                        .at(self.location())?;
                }
                if let Some(batch) = batch {
                    sqlx::query(
                        "UPDATE marketplace_listings SET batch_id = NULL, state = CASE WHEN refused IS NOT NULL THEN 'refused'
                            WHEN fingerprint IS NOT NULL THEN 'accepted' ELSE 'new' END WHERE batch_id = $1",
                    )
                    .bind(batch)
                    .execute(&mut *tx)
                    .await
                    .at(self.location())?;
                }
                let open = sqlx::query(
                    "UPDATE sync_runs SET heartbeat_at = $2, pages = pages + $3, fetched = fetched + $4 + $5,
                        updated = updated + $4, rejected = rejected + $5, requests = $6, bytes = $7, waited_ms = $8
                     WHERE id = $1 AND outcome = 'running'",
                )
                .bind(run.id)
                .bind(now)
                .bind(i64::from(batch.is_some()))
                .bind(counts.0)
                .bind(counts.1)
                .bind(signed(traffic.requests))
                .bind(signed(traffic.bytes))
                .bind(signed(traffic.waited_ms))
                .execute(&mut *tx)
                .await
                .at(self.location())?;
                if open.rows_affected() == 0 {
                    return Err(Error::Superseded { run: run.id });
                }
                true
            }))
        };
        within_limit(self.location(), settling).await
    }

    /// Products that a run settled: those of which everything was accepted, and those of which something was refused.
    pub async fn settled_products(&self, run: &Run) -> Result<(u64, u64), Error> {
        let (all, refused): (i64, i64) = asked!(self, pool => sqlx::query_as(
            "SELECT count(DISTINCT product_id), count(DISTINCT CASE WHEN state = 'refused' THEN product_id END)
             FROM marketplace_listings WHERE run_id = $1",
        )
        .bind(run.id)
        .fetch_one(pool)
        .await)?;
        Ok(((all - refused).unsigned_abs(), refused.unsigned_abs()))
    }

    /// The counts of a run in products, in the place of those by part.
    pub async fn count_products(
        &self,
        run: &Run,
        (all, accepted, refused, unchanged): (u64, u64, u64, u64),
    ) -> Result<(), Error> {
        asked!(self, pool => sqlx::query(
            "UPDATE sync_runs SET fetched = $2, updated = $3, rejected = $4, unchanged = $5
             WHERE id = $1 AND outcome = 'running'",
        )
        .bind(run.id)
        .bind(signed(all))
        .bind(signed(accepted))
        .bind(signed(refused))
        .bind(signed(unchanged))
        .execute(pool)
        .await
        .map(drop))
    }

    fn accept_sql(&self) -> String {
        format!(
            "INSERT INTO marketplace_listings AS held
                (tenant_id, marketplace, product_id, part, state, fingerprint, accepted_at, remote_id, run_id)
             SELECT $1, $2, e.value ->> 0, $3, 'accepted', e.value ->> 1, $4, e.value ->> 2, $5
             FROM {elements} WHERE true
             ON CONFLICT (product_id, marketplace, part) DO UPDATE SET state = 'accepted',
                fingerprint = excluded.fingerprint, accepted_at = excluded.accepted_at, refused = NULL, refusal = NULL,
                refused_at = NULL, remote_id = COALESCE(excluded.remote_id, held.remote_id), batch_id = NULL,
                run_id = excluded.run_id",
            elements = self.elements(6)
        )
    }

    fn refuse_sql(&self) -> String {
        format!(
            "INSERT INTO marketplace_listings
                (tenant_id, marketplace, product_id, part, state, refused, refusal, refused_at, run_id)
             SELECT $1, $2, e.value ->> 0, $3, 'refused', e.value ->> 1, e.value ->> 2, $4, $5
             FROM {elements} WHERE true
             ON CONFLICT (product_id, marketplace, part) DO UPDATE SET state = 'refused', refused = excluded.refused,
                refusal = excluded.refusal, refused_at = excluded.refused_at, batch_id = NULL, run_id = excluded.run_id",
            elements = self.elements(6)
        )
    }

    /// As `rejects::KEEP`, of many at once.
    fn reject_sql(&self) -> String {
        format!(
            "INSERT INTO sync_rejects
                (sync, raw_hash, external_id, reason, raw, first_run_id, last_run_id, first_rejected_at, last_rejected_at)
             SELECT $1, e.value ->> 3, e.value ->> 4, e.value ->> 2, e.value ->> 5, $2, $2, $3, $3
             FROM {elements} WHERE true
             ON CONFLICT (sync, raw_hash) DO UPDATE SET reason = excluded.reason, external_id = excluded.external_id,
                raw = excluded.raw, last_run_id = excluded.last_run_id, last_rejected_at = excluded.last_rejected_at",
            elements = self.elements(4)
        )
    }
}
