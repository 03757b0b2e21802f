//! What tenants sell: the table that imports fill and pushes read.

pub mod gateway;
mod import;
pub mod push;

use uuid::Uuid;

use crate::db::{Column, Kind, Table};

pub use import::{
    FileError, Format, Input, NAME as IMPORT, Place, preview as preview_import, run as import,
};

/// How the names of pushes begin; the marketplace and the tenant are behind it.
pub const PUSH: &str = "products";

/// Where products are kept. Prices are exact decimals with at most two digits behind the point.
pub const TABLE: Table = Table {
    name: "products",
    alias: "products",
    key: "id",
    newest: "updated_at",
    followed: None,
    columns: &[
        Column::new("id", Kind::Text),
        Column::new("tenant_id", Kind::Text),
        Column::new("sku", Kind::Text),
        Column::new("barcode", Kind::Text),
        Column::new("title", Kind::Text),
        Column::new("description", Kind::Text),
        Column::new("brand", Kind::Text),
        Column::new("category", Kind::Text),
        Column::new("price", Kind::Numeric),
        Column::new("list_price", Kind::Numeric),
        Column::new("currency", Kind::Text),
        Column::new("vat_rate", Kind::Numeric),
        Column::new("stock", Kind::Numeric),
        Column::new("is_active", Kind::Bool),
        Column::new("attributes", Kind::Text),
        Column::new("images", Kind::Text),
        Column::new("marketplaces", Kind::Text),
        Column::new("updated_at", Kind::Time),
    ],
};

/// The id of a product that was imported without one: the same for the same tenant and SKU, on every host (RFC 9562,
/// version 8).
pub fn id_of(tenant_id: &str, sku: &str) -> String {
    let digest = crate::db::content_hash(&format!("{tenant_id}\n{sku}"));
    let number = u128::from_str_radix(&digest, 16).unwrap_or_default();
    Uuid::new_v8(number.to_be_bytes()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_follows_from_tenant_and_sku() {
        let id = id_of("t", "0012");
        assert_eq!(id, id_of("t", "0012"));
        assert_ne!(id, id_of("t", "12"));
        assert_ne!(id, id_of("u", "0012"));
        let version = Uuid::parse_str(&id).map(|id| id.get_version_num());
        assert_eq!(version, Ok(8));
    }
}
