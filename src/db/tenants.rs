//! Who sells.

use jiff::Timestamp;

use super::error::At;
use super::moment::Moment;
use super::{Database, Error};

/// A seller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    /// A UUID.
    pub id: String,
    pub name: String,
    pub is_active: bool,
    pub created_at: Timestamp,
}

const TENANT: &str = "SELECT id, name, is_active, created_at FROM tenants";

type TenantRow = (String, String, bool, Moment);

impl From<TenantRow> for Tenant {
    fn from((id, name, is_active, Moment(created_at)): TenantRow) -> Self {
        Self {
            id,
            name,
            is_active,
            created_at,
        }
    }
}

impl Database {
    /// All tenants, by name.
    pub async fn tenants(&self) -> Result<Vec<Tenant>, Error> {
        let sql = sqlx::AssertSqlSafe(format!("{TENANT} ORDER BY name"));
        asked!(self, pool => sqlx::query_as::<_, TenantRow>(sql)
            .fetch_all(pool)
            .await)
        .map(|rows| rows.into_iter().map(Tenant::from).collect())
    }

    /// The tenant of that name or id.
    pub async fn tenant(&self, name: &str) -> Result<Option<Tenant>, Error> {
        let sql = sqlx::AssertSqlSafe(format!(
            "{TENANT} WHERE name = $1 OR id = $1 ORDER BY name = $1 DESC LIMIT 1"
        ));
        asked!(self, pool => sqlx::query_as::<_, TenantRow>(sql)
            .bind(name)
            .fetch_optional(pool)
            .await)
        .map(|row| row.map(Tenant::from))
    }

    /// Adds a tenant; false where its name or id is taken.
    pub async fn add_tenant(&self, id: &str, name: &str) -> Result<bool, Error> {
        let rows: u64 = asked!(self, pool => sqlx::query(
            "INSERT INTO tenants (id, name, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        )
        .bind(id)
        .bind(name)
        .bind(Moment::now())
        .execute(pool)
        .await
        .map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }

    /// Lets a tenant's syncs run or not.
    pub async fn set_tenant_active(&self, id: &str, is_active: bool) -> Result<(), Error> {
        asked!(self, pool => sqlx::query("UPDATE tenants SET is_active = $2 WHERE id = $1")
            .bind(id)
            .bind(is_active)
            .execute(pool)
            .await
            .map(drop))
    }
}
