//! Batches on their way to a marketplace: written down before they leave, named once they were taken, and ended. What
//! is in one is text that its writer reads back.

use jiff::Timestamp;
use serde_json::json;
use sqlx::AssertSqlSafe;

use super::batch::{signed, within_limit};
use super::error::At;
use super::moment::Moment;
use super::{Database, Error, Run, Shelf};

/// How long ended batches are kept.
const KEPT: jiff::SignedDuration = jiff::SignedDuration::from_hours(30 * 24);

/// Of a row of `marketplace_listings`: no batch with it is under way.
const IDLE: &str = "marketplace_listings.batch_id IS NULL OR NOT EXISTS
    (SELECT 1 FROM push_batches AS b WHERE b.id = marketplace_listings.batch_id AND b.ended_at IS NULL)";

/// A batch that has not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenBatch {
    pub id: i64,
    /// What was asked for.
    pub call: String,
    /// By this its result is asked for; none where its answer is not known.
    pub tracking_id: Option<String>,
    /// Products in it.
    pub size: u64,
    /// When it left, or its answer came; when it was written down, where it never left.
    pub left_at: Timestamp,
}

type OpenRow = (i64, String, Option<String>, i64, Moment);

impl Database {
    /// The batches of a tenant at a marketplace that have not ended, the oldest first.
    pub async fn open_batches(
        &self,
        tenant_id: &str,
        marketplace: &str,
    ) -> Result<Vec<OpenBatch>, Error> {
        let rows: Vec<OpenRow> = asked!(self, pool => sqlx::query_as(
            "SELECT id, call, tracking_id, size, COALESCE(sent_at, created_at) FROM push_batches
             WHERE tenant_id = $1 AND marketplace = $2 AND ended_at IS NULL ORDER BY id",
        )
        .bind(tenant_id)
        .bind(marketplace)
        .fetch_all(pool)
        .await)?;
        let open = |(id, call, tracking_id, size, Moment(left_at)): OpenRow| OpenBatch {
            id,
            call,
            tracking_id,
            size: size.unsigned_abs(),
            left_at,
        };
        Ok(rows.into_iter().map(open).collect())
    }

    /// Writes down what is about to be sent: `items` for whoever settles it, and that these products are under way. A run
    /// that a later one has taken over sends nothing more.
    pub async fn begin_push(
        &self,
        run: &Run,
        shelf: Shelf<'_>,
        call: &str,
        items: &str,
        products: &[&str],
    ) -> Result<OpenBatch, Error> {
        let now = Moment::now();
        let under_way = format!(
            "INSERT INTO marketplace_listings (tenant_id, marketplace, product_id, part, state, batch_id)
             SELECT $1, $2, e.value, $3, 'sent', $4 FROM ({}) AS e WHERE true
             ON CONFLICT (product_id, marketplace, part) DO UPDATE SET state = 'sent', batch_id = excluded.batch_id
             WHERE {IDLE}",
            self.listed(5),
        );
        let size = i64::try_from(products.len()).unwrap_or(i64::MAX);
        let beginning = async {
            Ok(in_transaction!(self, |tx, dialect| {
                // By a commit whose answer was lost.
                let before: Option<i64> = sqlx::query_scalar(
                    "SELECT id FROM push_batches WHERE tenant_id = $1 AND marketplace = $2 AND ended_at IS NULL
                        AND run_id = $3 AND state = 'sending' AND sent_at IS NULL AND items = $4",
                )
                .bind(shelf.tenant_id)
                .bind(shelf.marketplace)
                .bind(run.id)
                .bind(items)
                .fetch_optional(&mut *tx)
                .await
                .at(self.location())?;
                if let Some(id) = before {
                    return Ok(id);
                }
                let id: i64 = sqlx::query_scalar(
                    "INSERT INTO push_batches (tenant_id, marketplace, call, state, items, size, run_id, created_at)
                     VALUES ($1, $2, $3, 'sending', $4, $5, $6, $7) RETURNING id",
                )
                .bind(shelf.tenant_id)
                .bind(shelf.marketplace)
                .bind(call)
                .bind(items)
                .bind(size)
                .bind(run.id)
                .bind(now)
                .fetch_one(&mut *tx)
                .await
                .at(self.location())?;
                let noted = sqlx::query(AssertSqlSafe(under_way))
                    .bind(shelf.tenant_id)
                    .bind(shelf.marketplace)
                    .bind(shelf.part)
                    .bind(id)
                    .bind(json!(products).to_string())
                    .execute(&mut *tx)
                    .await
                    .at(self.location())?;
                let alive = sqlx::query(
                    "UPDATE sync_runs SET heartbeat_at = $2 WHERE id = $1 AND outcome = 'running'",
                )
                .bind(run.id)
                .bind(now)
                .execute(&mut *tx)
                .await
                .at(self.location())?;
                if noted.rows_affected() < size.unsigned_abs() || alive.rows_affected() == 0 {
                    return Err(Error::Superseded { run: run.id });
                }
                id
            }))
        };
        let id = within_limit(self.location(), beginning).await?;
        Ok(OpenBatch {
            id,
            call: call.to_owned(),
            tracking_id: None,
            size: size.unsigned_abs(),
            left_at: now.0,
        })
    }

    /// It leaves now, for the first time or again; not once a later run has taken over, or settled it. When that is.
    pub async fn push_leaves(&self, run: &Run, batch: i64) -> Result<Timestamp, Error> {
        let now = Moment::now();
        let left: u64 = asked!(self, pool => sqlx::query(
            "UPDATE push_batches SET sent_at = $2 WHERE id = $1 AND ended_at IS NULL
                AND EXISTS (SELECT 1 FROM sync_runs WHERE id = $3 AND outcome = 'running')",
        )
        .bind(batch)
        .bind(now)
        .bind(run.id)
        .execute(pool)
        .await
        .map(|done| done.rows_affected()))?;
        match left {
            0 => Err(Error::Superseded { run: run.id }),
            _ => Ok(now.0),
        }
    }

    /// How many products are under way, by the calls that are known.
    pub async fn pending_products(
        &self,
        tenant_id: &str,
        marketplace: &str,
        calls: &[&str],
    ) -> Result<u64, Error> {
        let sql = format!(
            "SELECT count(DISTINCT l.product_id) FROM push_batches AS b
             JOIN marketplace_listings AS l ON l.batch_id = b.id
             WHERE b.tenant_id = $1 AND b.marketplace = $2 AND b.ended_at IS NULL AND b.call IN ({})",
            self.listed(3)
        );
        asked!(self, pool => sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(tenant_id)
            .bind(marketplace)
            .bind(json!(calls).to_string())
            .fetch_one(pool)
            .await)
        .map(i64::unsigned_abs)
    }

    /// It was taken; by `tracking_id` its result is asked for.
    pub async fn push_taken(&self, batch: i64, tracking_id: &str) -> Result<(), Error> {
        self.push_is(batch, "sent", Some(tracking_id)).await
    }

    /// It left, and no answer came, or its result is kept no more.
    pub async fn push_lost(&self, batch: i64) -> Result<(), Error> {
        self.push_is(batch, "lost", None).await
    }

    async fn push_is(&self, batch: i64, state: &str, tracking: Option<&str>) -> Result<(), Error> {
        asked!(self, pool => sqlx::query(
            "UPDATE push_batches SET state = $2, tracking_id = $3 WHERE id = $1 AND ended_at IS NULL",
        )
        .bind(batch)
        .bind(state)
        .bind(tracking)
        .execute(pool)
        .await
        .map(drop))
    }

    /// Only these products of a lost batch are still to be settled.
    pub async fn shrink_push(&self, batch: i64, items: &str, size: u64) -> Result<(), Error> {
        asked!(self, pool => sqlx::query(
            "UPDATE push_batches SET items = $2, size = $3 WHERE id = $1 AND ended_at IS NULL",
        )
        .bind(batch)
        .bind(items)
        .bind(signed(size))
        .execute(pool)
        .await
        .map(drop))
    }

    /// What is in a batch, as its writer wrote it; none once it has ended.
    pub async fn push_items(&self, batch: i64) -> Result<Option<String>, Error> {
        let items: Option<Option<String>> = asked!(self, pool => sqlx::query_scalar(
            "SELECT items FROM push_batches WHERE id = $1 AND ended_at IS NULL",
        )
        .bind(batch)
        .fetch_optional(pool)
        .await)?;
        Ok(items.flatten())
    }

    /// Forgets batches that ended long ago.
    pub async fn forget_batches(&self, tenant_id: &str, marketplace: &str) -> Result<(), Error> {
        let now = Moment::now().0;
        let before = now.saturating_sub(KEPT).unwrap_or(Timestamp::MIN);
        asked!(self, pool => sqlx::query(
            "DELETE FROM push_batches WHERE tenant_id = $1 AND marketplace = $2 AND ended_at < $3",
        )
        .bind(tenant_id)
        .bind(marketplace)
        .bind(Moment(before))
        .execute(pool)
        .await
        .map(drop))
    }
}
