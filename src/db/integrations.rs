//! What tenants have at marketplaces. Credentials are sealed text here; what is in them, and what a marketplace is, is
//! known elsewhere.

use jiff::Timestamp;

use super::error::At;
use super::moment::Moment;
use super::{Database, Error};

/// What a tenant has at a marketplace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Integration {
    /// The tenant's name.
    pub tenant: String,
    pub tenant_id: String,
    /// Whether the tenant is active.
    pub tenant_is_active: bool,
    pub marketplace: String,
    pub seller_id: Option<String>,
    /// Sealed.
    pub credentials: Option<String>,
    pub is_active: bool,
    pub updated_at: Timestamp,
    pub last_sync_at: Option<Timestamp>,
    pub last_sync_status: Option<String>,
}

/// What is to be kept of an integration; what is `None` stays as it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settled<'a> {
    pub seller_id: Option<&'a str>,
    /// Sealed.
    pub credentials: Option<&'a str>,
}

const INTEGRATION: &str = "SELECT t.name, t.id, t.is_active, i.marketplace, i.seller_id, i.credentials, i.is_active, i.updated_at,
        i.last_sync_at, i.last_sync_status
     FROM marketplace_integrations AS i JOIN tenants AS t ON t.id = i.tenant_id";

type IntegrationRow = (
    String,
    String,
    bool,
    String,
    Option<String>,
    Option<String>,
    bool,
    Moment,
    Option<Moment>,
    Option<String>,
);

impl From<IntegrationRow> for Integration {
    fn from(row: IntegrationRow) -> Self {
        Self {
            tenant: row.0,
            tenant_id: row.1,
            tenant_is_active: row.2,
            marketplace: row.3,
            seller_id: row.4,
            credentials: row.5,
            is_active: row.6,
            updated_at: row.7.0,
            last_sync_at: row.8.map(|Moment(at)| at),
            last_sync_status: row.9,
        }
    }
}

impl Database {
    /// The integrations of a tenant, or of all, by tenant and marketplace.
    pub async fn integrations(&self, tenant_id: Option<&str>) -> Result<Vec<Integration>, Error> {
        let sql = sqlx::AssertSqlSafe(format!(
            "{INTEGRATION} WHERE t.id = COALESCE($1, t.id) ORDER BY t.name, i.marketplace"
        ));
        asked!(self, pool => sqlx::query_as::<_, IntegrationRow>(sql)
            .bind(tenant_id)
            .fetch_all(pool)
            .await)
        .map(|rows| rows.into_iter().map(Integration::from).collect())
    }

    /// What a tenant has at a marketplace.
    pub async fn integration(
        &self,
        tenant_id: &str,
        marketplace: &str,
    ) -> Result<Option<Integration>, Error> {
        let sql = sqlx::AssertSqlSafe(format!(
            "{INTEGRATION} WHERE t.id = $1 AND i.marketplace = $2"
        ));
        asked!(self, pool => sqlx::query_as::<_, IntegrationRow>(sql)
            .bind(tenant_id)
            .bind(marketplace)
            .fetch_optional(pool)
            .await)
        .map(|row| row.map(Integration::from))
    }

    /// Makes or changes an integration, and makes it active.
    pub async fn set_integration(
        &self,
        tenant_id: &str,
        marketplace: &str,
        settled: Settled<'_>,
    ) -> Result<(), Error> {
        asked!(self, pool => sqlx::query(
            "INSERT INTO marketplace_integrations AS held
                (tenant_id, marketplace, seller_id, credentials, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $5)
             ON CONFLICT (tenant_id, marketplace) DO UPDATE SET
                seller_id = COALESCE(excluded.seller_id, held.seller_id),
                credentials = COALESCE(excluded.credentials, held.credentials),
                is_active = $6, updated_at = excluded.updated_at",
        )
        .bind(tenant_id)
        .bind(marketplace)
        .bind(settled.seller_id)
        .bind(settled.credentials)
        .bind(Moment::now())
        .bind(true)
        .execute(pool)
        .await
        .map(drop))
    }

    /// Lets an integration's syncs run or not, where there is one.
    pub async fn set_integration_active(
        &self,
        tenant_id: &str,
        marketplace: &str,
        is_active: bool,
    ) -> Result<(), Error> {
        asked!(self, pool => sqlx::query(
            "UPDATE marketplace_integrations SET is_active = $3, updated_at = $4
             WHERE tenant_id = $1 AND marketplace = $2",
        )
        .bind(tenant_id)
        .bind(marketplace)
        .bind(is_active)
        .bind(Moment::now())
        .execute(pool)
        .await
        .map(drop))
    }

    /// Removes an integration and its credentials, where there is one.
    pub async fn remove_integration(
        &self,
        tenant_id: &str,
        marketplace: &str,
    ) -> Result<(), Error> {
        asked!(self, pool => sqlx::query(
                "DELETE FROM marketplace_integrations WHERE tenant_id = $1 AND marketplace = $2",
            )
            .bind(tenant_id)
            .bind(marketplace)
            .execute(pool)
            .await
            .map(drop))
    }

    /// Puts `to` in the place of the sealed credentials `from`; where they were changed in between, they stay.
    pub async fn reseal_integration(
        &self,
        of: &Integration,
        from: &str,
        to: &str,
    ) -> Result<(), Error> {
        asked!(self, pool => sqlx::query(
            "UPDATE marketplace_integrations SET credentials = $4
             WHERE tenant_id = $1 AND marketplace = $2 AND credentials = $3",
        )
        .bind(&of.tenant_id)
        .bind(&of.marketplace)
        .bind(from)
        .bind(to)
        .execute(pool)
        .await
        .map(drop))
    }
}
