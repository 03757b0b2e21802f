//! Products beside what a marketplace has of them: what there is to tell, and what was read back from there. It knows
//! texts and hashes; what they mean is known elsewhere.

use jiff::Timestamp;
use serde_json::json;
use sqlx::{AssertSqlSafe, ColumnIndex, Decode, FromRow, Row, Type};

use super::batch::within_limit;
use super::error::At;
use super::moment::Moment;
use super::{Database, Error};

/// A part of the products of a tenant, as it is told to a marketplace.
#[derive(Debug, Clone, Copy)]
pub struct Shelf<'a> {
    pub tenant_id: &'a str,
    pub marketplace: &'a str,
    /// `price_stock`, `price`, `stock`, `content`, `variant` or `delivery`.
    pub part: &'a str,
}

/// A product as it stands in the table. Numbers are text, as exact as they were imported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Product {
    pub id: String,
    pub sku: String,
    pub barcode: Option<String>,
    pub title: Option<String>,
    pub description: Option<String>,
    pub brand: Option<String>,
    pub category: Option<String>,
    pub price: Option<String>,
    pub list_price: Option<String>,
    pub currency: Option<String>,
    pub vat_rate: Option<String>,
    pub stock: Option<i64>,
    /// JSON.
    pub attributes: Option<String>,
    /// A JSON array of addresses.
    pub images: Option<String>,
    /// JSON: by marketplace, what it alone wants to know.
    pub marketplaces: Option<String>,
    /// The SKU of another active product of the tenant that has the same barcode, and comes first, or is the only active one.
    pub twin: Option<String>,
    pub is_active: bool,
}

/// A product and what the marketplace has of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidate {
    pub product: Product,
    /// Of what was accepted last.
    pub fingerprint: Option<String>,
    /// Of what was refused last, and when.
    pub refused: Option<String>,
    pub refused_at: Option<Timestamp>,
    /// Whether a batch with it is under way, or one that creates the product.
    pub is_sent: bool,
    /// Whether the marketplace has ever taken a price or stock of it.
    pub is_on_sale: bool,
}

impl<'r, R: Row> FromRow<'r, R> for Candidate
where
    &'static str: ColumnIndex<R>,
    bool: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    Option<i64>: Decode<'r, R::Database> + Type<R::Database>,
    Option<String>: Decode<'r, R::Database> + Type<R::Database>,
    Option<Moment>: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, sqlx::Error> {
        let refused_at: Option<Moment> = row.try_get("refused_at")?;
        let product = Product {
            id: row.try_get("id")?,
            sku: row.try_get("sku")?,
            barcode: row.try_get("barcode")?,
            title: row.try_get("title")?,
            description: row.try_get("description")?,
            brand: row.try_get("brand")?,
            category: row.try_get("category")?,
            price: row.try_get("price")?,
            list_price: row.try_get("list_price")?,
            currency: row.try_get("currency")?,
            vat_rate: row.try_get("vat_rate")?,
            stock: row.try_get("stock")?,
            attributes: row.try_get("attributes")?,
            images: row.try_get("images")?,
            marketplaces: row.try_get("marketplaces")?,
            twin: row.try_get("twin")?,
            is_active: row.try_get("is_active")?,
        };
        Ok(Self {
            product,
            fingerprint: row.try_get("fingerprint")?,
            refused: row.try_get("refused")?,
            refused_at: refused_at.map(|Moment(at)| at),
            is_sent: row.try_get("is_sent")?,
            is_on_sale: row.try_get("is_on_sale")?,
        })
    }
}

/// The call that tells all parts at once.
const CREATION: &str = "'create'";
/// Parts that are on sale; the others are what is said of it.
const OFFERED: &str = "('price_stock', 'price', 'stock')";

/// Texts that are long, and wanted only where the whole product is told.
const CONTENT: [&str; 6] = [
    "title",
    "description",
    "brand",
    "category",
    "attributes",
    "images",
];

/// Which products are gone through.
#[derive(Debug, Clone, Copy)]
pub enum Chosen<'a> {
    /// Those behind this id that are active, or that the marketplace has, in the order of their ids, at most so many.
    After(&'a str, i64),
    /// These, active or not.
    Ids(&'a [String]),
}

impl Database {
    /// Products of a shelf; `content` with the long texts.
    pub async fn candidates(
        &self,
        shelf: Shelf<'_>,
        chosen: Chosen<'_>,
        content: bool,
    ) -> Result<Vec<Candidate>, Error> {
        let texts = CONTENT.map(|name| match content {
            true => format!("p.{name}"),
            false => format!("CAST(NULL AS text) AS {name}"),
        });
        let (which, after, most, ids) = match chosen {
            Chosen::After(after, most) => {
                let which = "p.id > $4 AND (p.is_active OR l.fingerprint IS NOT NULL)";
                (which.to_owned(), after, most, None)
            }
            Chosen::Ids(ids) => {
                let listed = self.listed(4);
                (
                    format!("p.id IN ({listed})"),
                    "",
                    ids.len() as i64,
                    Some(json!(ids).to_string()),
                )
            }
        };
        let sql = format!(
            "SELECT p.id, p.sku, p.barcode, {texts}, CAST(p.price AS text) AS price,
                CAST(p.list_price AS text) AS list_price, p.currency, CAST(p.vat_rate AS text) AS vat_rate, p.stock,
                p.marketplaces, p.is_active, l.fingerprint, l.refused, l.refused_at,
                EXISTS (SELECT 1 FROM marketplace_listings AS o JOIN push_batches AS b ON b.id = o.batch_id
                    WHERE o.product_id = p.id AND o.marketplace = $2 AND b.ended_at IS NULL
                    AND (o.part = $3 OR b.call = {CREATION})) AS is_sent,
                (SELECT o.sku FROM products AS o WHERE o.tenant_id = p.tenant_id AND o.barcode = p.barcode AND o.is_active
                    AND o.id <> p.id AND (o.id < p.id OR NOT p.is_active) LIMIT 1) AS twin,
                EXISTS (SELECT 1 FROM marketplace_listings AS o WHERE o.product_id = p.id AND o.marketplace = $2
                    AND o.part IN {OFFERED} AND o.fingerprint IS NOT NULL) AS is_on_sale
             FROM products AS p LEFT JOIN marketplace_listings AS l
                ON l.product_id = p.id AND l.marketplace = $2 AND l.part = $3
             WHERE p.tenant_id = $1 AND {which} ORDER BY p.id LIMIT $5",
            texts = texts.join(", "),
        );
        asked!(self, pool => sqlx::query_as(AssertSqlSafe(sql))
            .bind(shelf.tenant_id)
            .bind(shelf.marketplace)
            .bind(shelf.part)
            .bind(ids.as_deref().unwrap_or(after))
            .bind(most)
            .fetch_all(pool)
            .await)
    }

    /// How many active products a tenant has.
    pub async fn count_active_products(&self, tenant_id: &str) -> Result<u64, Error> {
        asked!(self, pool => sqlx::query_scalar(
            "SELECT count(*) FROM products WHERE tenant_id = $1 AND is_active",
        )
        .bind(tenant_id)
        .fetch_one(pool)
        .await)
        .map(i64::unsigned_abs)
    }

    /// The first of these ids that is of no product of the tenant.
    pub async fn unknown_product(
        &self,
        tenant_id: &str,
        ids: &[String],
    ) -> Result<Option<String>, Error> {
        let sql = format!(
            "SELECT asked.id FROM (SELECT e.value AS id FROM ({}) AS e) AS asked
             WHERE NOT EXISTS (SELECT 1 FROM products AS p WHERE p.tenant_id = $1 AND p.id = asked.id) LIMIT 1",
            self.listed(2)
        );
        asked!(self, pool => sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(tenant_id)
            .bind(json!(ids).to_string())
            .fetch_optional(pool)
            .await)
    }

    /// Ids and SKUs of a tenant's active products whose SKU a marketplace may keep in another form: without blanks, in upper
    /// case.
    pub async fn odd_skus(&self, tenant_id: &str) -> Result<Vec<(String, String)>, Error> {
        asked!(self, pool => sqlx::query_as(
            "SELECT id, sku FROM products WHERE tenant_id = $1 AND is_active AND (sku <> upper(sku) OR sku LIKE '% %')
             ORDER BY id DESC",
        )
        .bind(tenant_id)
        .fetch_all(pool)
        .await)
    }

    /// Ids of the tenant's active products whose `sku` (or, where `by_barcode`, barcode) is one of these, the first one last.
    pub async fn products_known_as(
        &self,
        tenant_id: &str,
        by_barcode: bool,
        keys: &[&str],
    ) -> Result<Vec<(String, String)>, Error> {
        let column = match by_barcode {
            true => "barcode",
            false => "sku",
        };
        let sql = format!(
            "SELECT id, {column} FROM products WHERE tenant_id = $1 AND is_active AND {column} IN ({}) ORDER BY id DESC",
            self.listed(2)
        );
        asked!(self, pool => sqlx::query_as(AssertSqlSafe(sql))
            .bind(tenant_id)
            .bind(json!(keys).to_string())
            .fetch_all(pool)
            .await)
    }

    /// Notes what a marketplace shows: rows of product id, fingerprint and remote id. What is under way stays as it is.
    pub async fn adopt(
        &self,
        shelf: Shelf<'_>,
        rows: &[(String, String, Option<String>)],
    ) -> Result<(), Error> {
        let sql = format!(
            "INSERT INTO marketplace_listings AS held
                (tenant_id, marketplace, product_id, part, state, fingerprint, accepted_at, remote_id, seen_at)
             SELECT $1, $2, e.value ->> 0, $3, 'accepted', e.value ->> 1, $4, e.value ->> 2, $4 FROM {elements} WHERE true
             ON CONFLICT (product_id, marketplace, part) DO UPDATE SET seen_at = excluded.seen_at,
                remote_id = COALESCE(excluded.remote_id, held.remote_id),
                state = CASE WHEN held.batch_id IS NULL THEN excluded.state ELSE held.state END,
                fingerprint = CASE WHEN held.batch_id IS NULL THEN excluded.fingerprint ELSE held.fingerprint END,
                accepted_at = CASE WHEN held.batch_id IS NULL THEN excluded.accepted_at ELSE held.accepted_at END",
            elements = self.elements(5)
        );
        asked!(self, pool => sqlx::query(AssertSqlSafe(sql))
            .bind(shelf.tenant_id)
            .bind(shelf.marketplace)
            .bind(shelf.part)
            .bind(Moment::now())
            .bind(json!(rows).to_string())
            .execute(pool)
            .await
            .map(drop))
    }

    /// What was not read back since then is on sale no more, whatever was accepted once; how many. What is under way stays
    /// as it is.
    pub async fn forget_unseen(&self, shelf: Shelf<'_>, since: Timestamp) -> Result<u64, Error> {
        asked!(self, pool => sqlx::query(
            "UPDATE marketplace_listings SET fingerprint = NULL,
                state = CASE WHEN refused IS NOT NULL THEN 'refused' ELSE 'new' END
             WHERE tenant_id = $1 AND marketplace = $2 AND part = $3 AND fingerprint IS NOT NULL AND batch_id IS NULL
                AND (seen_at IS NULL OR seen_at < $4)",
        )
        .bind(shelf.tenant_id)
        .bind(shelf.marketplace)
        .bind(shelf.part)
        .bind(Moment(since))
        .execute(pool)
        .await
        .map(|done| done.rows_affected()))
    }

    /// Forgets all that a tenant's listings at a marketplace are, and what is on its way there: they are another seller's.
    pub async fn forget_listings(&self, tenant_id: &str, marketplace: &str) -> Result<(), Error> {
        let forgetting = async {
            in_transaction!(self, |tx, dialect| {
                for sql in [
                    "DELETE FROM marketplace_listings WHERE tenant_id = $1 AND marketplace = $2",
                    "DELETE FROM push_batches WHERE tenant_id = $1 AND marketplace = $2",
                ] {
                    sqlx::query(sql)
                        .bind(tenant_id)
                        .bind(marketplace)
                        .execute(&mut *tx)
                        .await
                        .at(self.location())?;
                }
            });
            Ok(())
        };
        within_limit(self.location(), forgetting).await
    }

    /// When a sync of an integration ended, and how.
    pub async fn note_sync(
        &self,
        tenant_id: &str,
        marketplace: &str,
        status: &str,
    ) -> Result<(), Error> {
        let noting = async {
            on_pool!(self, pool => sqlx::query(
                "UPDATE marketplace_integrations SET last_sync_at = $3, last_sync_status = $4
                 WHERE tenant_id = $1 AND marketplace = $2",
            )
            .bind(tenant_id)
            .bind(marketplace)
            .bind(Moment::now())
            .bind(status)
            .execute(pool)
            .await
            .map(drop))
            .at(self.location())
        };
        within_limit(self.location(), noting).await
    }
}
