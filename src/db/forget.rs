//! Forgetting who ordered: what says it is blanked in an order, its lines, its events and its rejects, in one transaction,
//! and stays blank whatever the source says later (`batch::follow`).

use serde_json::json;
use sqlx::AssertSqlSafe;

use super::batch::within_limit;
use super::error::At;
use super::moment::Moment;
use super::open::Pool;
use super::{Database, Error};

/// An order that is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownOrder {
    pub id: String,
    pub source: String,
    pub order_number: Option<String>,
    /// Whether it was forgotten before.
    pub is_forgotten: bool,
}

impl Database {
    /// The orders that have one of these as their id, number or id at the source, and those of these customers.
    pub async fn orders_named(
        &self,
        names: &[String],
        customers: &[String],
    ) -> Result<Vec<KnownOrder>, Error> {
        let (names_in, customers_in) = (self.listed(1), self.listed(2));
        let sql = format!(
            "SELECT id, source, order_number, forgotten_at IS NOT NULL FROM orders WHERE id IN ({names_in})
                OR order_number IN ({names_in}) OR external_id IN ({names_in}) OR customer_id IN ({customers_in})
             ORDER BY id"
        );
        let rows: Vec<(String, String, Option<String>, bool)> = asked!(self, pool => sqlx::query_as(AssertSqlSafe(sql))
            .bind(json!(names).to_string())
            .bind(json!(customers).to_string())
            .fetch_all(pool)
            .await)?;
        let order = |(id, source, order_number, is_forgotten)| KnownOrder {
            id,
            source,
            order_number,
            is_forgotten,
        };
        Ok(rows.into_iter().map(order).collect())
    }

    /// Blanks what is personal in these orders; `columns` are those of `orders`.
    pub async fn forget_orders(&self, ids: &[&str], columns: &[&str]) -> Result<(), Error> {
        let these = self.listed(1);
        let blank: String = columns
            .iter()
            .map(|column| format!("{column} = NULL, "))
            .collect();
        let payload = match self.pool {
            Pool::Postgres(_) => "(payload::jsonb || '{\"user_id\":null}')::json",
            Pool::Sqlite(_) => "json_set(payload, '$.user_id', NULL)",
        };
        let statements = [
            format!("UPDATE order_lines SET raw = '{{}}' WHERE order_id IN ({these})"),
            format!(
                "UPDATE outbox_events SET payload = {payload} WHERE type = 'order.created' AND subject_id IN ({these})"
            ),
            format!("DELETE FROM sync_rejects WHERE external_id IN ({these})"),
        ];
        let (ids, now) = (json!(ids).to_string(), Moment::now());
        let forgetting = async {
            in_transaction!(self, |tx, dialect| {
                sqlx::query(AssertSqlSafe(format!(
                    "UPDATE orders SET {blank}raw = '{{}}', forgotten_at = $2 WHERE id IN ({these})"
                )))
                .bind(&ids)
                .bind(now)
                .execute(&mut *tx)
                .await
                .at(self.location())?;
                for sql in &statements {
                    sqlx::query(AssertSqlSafe(sql.as_str()))
                        .bind(&ids)
                        .execute(&mut *tx)
                        .await
                        .at(self.location())?;
                }
            });
            Ok(())
        };
        within_limit(self.location(), forgetting).await
    }
}
