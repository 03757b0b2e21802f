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

const fn column(name: &'static str, kind: Kind) -> Column {
    Column { name, kind }
}

/// Where products are kept. Prices are exact decimals with at most two digits behind the point.
pub const TABLE: Table = Table {
    name: "products",
    alias: "products",
    key: "id",
    newest: "updated_at",
    columns: &[
        column("id", Kind::Text),
        column("tenant_id", Kind::Text),
        column("sku", Kind::Text),
        column("barcode", Kind::Text),
        column("title", Kind::Text),
        column("description", Kind::Text),
        column("brand", Kind::Text),
        column("category", Kind::Text),
        column("price", Kind::Numeric),
        column("list_price", Kind::Numeric),
        column("currency", Kind::Text),
        column("vat_rate", Kind::Numeric),
        column("stock", Kind::Numeric),
        column("is_active", Kind::Bool),
        column("attributes", Kind::Text),
        column("images", Kind::Text),
        column("marketplaces", Kind::Text),
        column("updated_at", Kind::Time),
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
