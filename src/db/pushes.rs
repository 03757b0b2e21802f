//! Batches on their way to a marketplace: written down before they leave, named once they were taken, and ended. What
//! is in one is text that its writer reads back.

use jiff::Timestamp;
use serde_json::json;
use sqlx::AssertSqlSafe;

use super::batch::within_limit;
use super::error::At;
use super::moment::Moment;
use super::{Database, Error, Run, Shelf};

/// How long ended batches are kept.
const KEPT: jiff::SignedDuration = jiff::SignedDuration::from_hours(30 * 24);

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
    pub created_at: Timestamp,
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
            "SELECT id, call, tracking_id, size, created_at FROM push_batches
             WHERE tenant_id = $1 AND marketplace = $2 AND ended_at IS NULL ORDER BY id",
        )
        .bind(tenant_id)
        .bind(marketplace)
        .fetch_all(pool)
        .await)?;
        let open = |(id, call, tracking_id, size, Moment(created_at)): OpenRow| OpenBatch {
            id,
            call,
            tracking_id,
            size: size.unsigned_abs(),
            created_at,
        };
        Ok(rows.into_iter().map(open).collect())
    }

    /// Writes down what is about to be sent: `items` for whoever settles it, and that these products are under way.
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
             ON CONFLICT (product_id, marketplace, part) DO UPDATE SET state = 'sent', batch_id = excluded.batch_id",
            self.listed(5)
        );
        let size = i64::try_from(products.len()).unwrap_or(i64::MAX);
        let beginning = async {
            Ok(in_transaction!(self, |tx, dialect| {
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
                sqlx::query(AssertSqlSafe(under_way))
                    .bind(shelf.tenant_id)
                    .bind(shelf.marketplace)
                    .bind(shelf.part)
                    .bind(id)
                    .bind(json!(products).to_string())
                    .execute(&mut *tx)
                    .await
                    .at(self.location())?;
                id
            }))
        };
        let id = within_limit(self.location(), beginning).await?;
        Ok(OpenBatch {
            id,
            call: call.to_owned(),
            tracking_id: None,
            size: size.unsigned_abs(),
            created_at: now.0,
        })
    }

    /// It leaves only now: it had to wait since it was written down.
    pub async fn push_leaves(&self, batch: i64, now: Timestamp) -> Result<(), Error> {
        asked!(self, pool => sqlx::query("UPDATE push_batches SET created_at = $2 WHERE id = $1 AND ended_at IS NULL")
            .bind(batch)
            .bind(Moment(now))
            .execute(pool)
            .await
            .map(drop))
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
            "UPDATE push_batches SET state = $2, tracking_id = $3, sent_at = $4 WHERE id = $1 AND ended_at IS NULL",
        )
        .bind(batch)
        .bind(state)
        .bind(tracking)
        .bind(Moment::now())
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
