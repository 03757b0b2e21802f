//! The names that the journal and the windows have for the marketplaces' paths.

/// The gateway's only path.
pub(in crate::sandbox) const SYNC: &str = "/gateway/sync/products";

/// The route that a path belongs to, if it is one of a marketplace.
pub(in crate::sandbox) fn template(path: &str) -> Option<&'static str> {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match parts[..] {
        ["trendyol", "integration", _, "sellers", _, ref rest @ ..] => Some(trendyol(rest)),
        ["hepsiburada", "orders", "orders", _, _, ref rest @ ..] => Some(orders(rest)),
        ["hepsiburada", "orders", "packages", _, _, ref rest @ ..] => Some(packages(rest)),
        ["hepsiburada", "listing", "listings", _, _, ref rest @ ..] => Some(listing(rest)),
        [
            "hepsiburada",
            "catalog",
            "product",
            "api",
            "products",
            word,
            ..,
        ] => Some(match word {
            "import" => "/hepsiburada/products/import",
            "status" => "/hepsiburada/products/status/{id}",
            _ => "/hepsiburada/other",
        }),
        ["hepsiburada", ..] => Some("/hepsiburada/other"),
        ["trendyol", ..] => Some("/trendyol/other"),
        ["n11", "ms", "product", ref rest @ ..] => Some(n11(rest)),
        ["n11", "ms", "product-query"] => Some("/n11/product-query"),
        ["n11", "rest", "delivery", "v1", "shipmentPackages"] => Some("/n11/shipmentPackages"),
        ["n11", ..] => Some("/n11/other"),
        ["gateway", "api", "marketplace", "sync", "products"] => Some(SYNC),
        ["gateway", ..] => Some("/gateway/other"),
        _ => None,
    }
}

fn trendyol(rest: &[&str]) -> &'static str {
    match rest {
        ["products", "price-and-inventory"] => "/trendyol/price-and-inventory",
        ["products", "batch-requests", _] => "/trendyol/batch-requests",
        ["products", "approved", "inventory-and-price"] => "/trendyol/inventory-and-price",
        ["products", "approved"] => "/trendyol/approved",
        ["products", "unapproved"] => "/trendyol/unapproved",
        ["products", "unapproved-bulk-update"] => "/trendyol/unapproved-bulk-update",
        ["products", "variant-bulk-update"] => "/trendyol/variant-bulk-update",
        ["products", "content-bulk-update"] => "/trendyol/content-bulk-update",
        ["products", "delivery-info-bulk-update"] => "/trendyol/delivery-info-bulk-update",
        ["v2", "products"] => "/trendyol/v2/products",
        ["products"] => "/trendyol/v1/products",
        ["v2", "orders"] => "/trendyol/v2/orders",
        ["orders", "stream"] => "/trendyol/orders/stream",
        ["orders"] => "/trendyol/v1/orders",
        _ => "/trendyol/other",
    }
}

fn listing(rest: &[&str]) -> &'static str {
    match rest {
        [] => "/hepsiburada/listings",
        ["price-uploads"] => "/hepsiburada/price-uploads",
        ["stock-uploads"] => "/hepsiburada/stock-uploads",
        ["inventory-uploads"] => "/hepsiburada/inventory-uploads",
        ["price-uploads", "id", _] => "/hepsiburada/price-uploads/{id}",
        ["stock-uploads", "id", _] => "/hepsiburada/stock-uploads/{id}",
        ["inventory-uploads", "id", _] => "/hepsiburada/inventory-uploads/{id}",
        _ => "/hepsiburada/other",
    }
}

fn orders(rest: &[&str]) -> &'static str {
    match rest {
        [] => "/hepsiburada/orders",
        ["ordernumber", _] => "/hepsiburada/orders/ordernumber/{number}",
        ["paymentawaiting"] => "/hepsiburada/paymentawaiting",
        ["cancelled"] => "/hepsiburada/cancelled",
        _ => "/hepsiburada/other",
    }
}

fn packages(rest: &[&str]) -> &'static str {
    match rest {
        [] => "/hepsiburada/packages",
        ["shipped"] => "/hepsiburada/packages/shipped",
        ["delivered"] => "/hepsiburada/packages/delivered",
        ["undelivered"] => "/hepsiburada/packages/undelivered",
        ["status", "unpacked"] => "/hepsiburada/packages/unpacked",
        _ => "/hepsiburada/other",
    }
}

fn n11(rest: &[&str]) -> &'static str {
    match rest {
        ["tasks", "price-stock-update"] => "/n11/price-stock-update",
        ["tasks", "product-create"] => "/n11/product-create",
        ["tasks", "product-update"] => "/n11/product-update",
        ["task-details", "page-query"] => "/n11/page-query",
        _ => "/n11/other",
    }
}
