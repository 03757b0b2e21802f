//! Which products are there already: by SKU, and by id.

use serde_json::json;
use sqlx::AssertSqlSafe;

use super::error::At;
use super::{Database, Error};

/// A product that is there, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownProduct {
    pub id: String,
    pub tenant_id: String,
    /// The tenant's name.
    pub tenant: String,
    pub sku: String,
}

impl Database {
    /// The products of a tenant with these SKUs, and those with these ids, whoever's they are.
    pub async fn known_products(
        &self,
        tenant_id: &str,
        skus: &[&str],
        ids: &[&str],
    ) -> Result<Vec<KnownProduct>, Error> {
        const PRODUCT: &str = "SELECT p.id, p.tenant_id, t.name, p.sku FROM products AS p JOIN tenants AS t ON t.id = p.tenant_id";
        let sql = format!(
            "{PRODUCT} WHERE p.tenant_id = $1 AND p.sku IN ({}) UNION {PRODUCT} WHERE p.id IN ({})",
            self.listed(2),
            self.listed(3)
        );
        let rows: Vec<(String, String, String, String)> = asked!(self, pool => sqlx::query_as(AssertSqlSafe(sql))
            .bind(tenant_id)
            .bind(json!(skus).to_string())
            .bind(json!(ids).to_string())
            .fetch_all(pool)
            .await)?;
        let known = rows
            .into_iter()
            .map(|(id, tenant_id, tenant, sku)| KnownProduct {
                id,
                tenant_id,
                tenant,
                sku,
            });
        Ok(known.collect())
    }
}
