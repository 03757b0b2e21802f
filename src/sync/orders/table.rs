//! Where orders and their lines are kept, and what others are told of them.

use serde_json::{Map, Value, json};

use crate::db::{Column, Followed, Kind, Row, Table, Turn};

/// Columns of `orders` that say who somebody is; `db forget` blanks them.
pub const PERSONAL: &[&str] = &[
    "customer_id",
    "customer_name",
    "customer_email",
    "customer_phone",
    "customer_tax_id",
    "shipping_name",
    "shipping_address",
    "shipping_district",
    "shipping_city",
    "shipping_postal_code",
    "shipping_country",
    "billing_name",
    "billing_address",
    "billing_city",
    "billing_tax_office",
    "cargo_tracking_number",
    "cargo_tracking_url",
];

/// Orders. Amounts are exact decimals, times UTC to the microsecond.
pub const TABLE: Table = Table {
    name: "orders",
    alias: "orders",
    key: "id",
    newest: "updated_at",
    followed: Some(Followed {
        lines: &LINES,
        history: "order_status_history",
        parent: "order_id",
        personal: PERSONAL,
        event,
    }),
    columns: &[
        Column::new("id", Kind::Text),
        Column::new("source", Kind::Text),
        Column::new("tenant_id", Kind::Text),
        Column::new("external_id", Kind::Text),
        Column::new("order_number", Kind::Text),
        Column::new("package_id", Kind::Text),
        Column::new("status", Kind::Text),
        Column::new("source_status", Kind::Text),
        Column::new("ordered_at", Kind::Time),
        Column::new("updated_at", Kind::Time),
        Column::new("time_assumed", Kind::Text),
        Column::new("total_amount", Kind::Numeric),
        Column::new("discount_amount", Kind::Numeric),
        Column::new("currency", Kind::Text),
        Column::new("customer_id", Kind::Text),
        Column::new("customer_name", Kind::Text),
        Column::new("customer_email", Kind::Text),
        Column::new("customer_phone", Kind::Text),
        Column::new("customer_tax_id", Kind::Text),
        Column::new("shipping_name", Kind::Text),
        Column::new("shipping_address", Kind::Text),
        Column::new("shipping_district", Kind::Text),
        Column::new("shipping_city", Kind::Text),
        Column::new("shipping_postal_code", Kind::Text),
        Column::new("shipping_country", Kind::Text),
        Column::new("billing_name", Kind::Text),
        Column::new("billing_address", Kind::Text),
        Column::new("billing_city", Kind::Text),
        Column::new("billing_tax_office", Kind::Text),
        Column::new("cargo_provider", Kind::Text),
        Column::new("cargo_tracking_number", Kind::Text),
        Column::new("cargo_tracking_url", Kind::Text),
        Column::new("split_from", Kind::Text),
    ],
};

/// What is in them.
pub const LINES: Table = Table {
    name: "order_lines",
    alias: "order_lines",
    key: "id",
    newest: "updated_at",
    followed: None,
    columns: &[
        Column::new("id", Kind::Text),
        Column::new("order_id", Kind::Text),
        Column::new("line_id", Kind::Text),
        Column::new("sku", Kind::Text),
        Column::new("barcode", Kind::Text),
        Column::new("product_id", Kind::Text),
        Column::new("product_name", Kind::Text),
        Column::new("quantity", Kind::Numeric),
        Column::new("unit_price", Kind::Numeric),
        Column::new("total_amount", Kind::Numeric),
        Column::new("discount_amount", Kind::Numeric),
        Column::new("currency", Kind::Text),
        Column::new("vat_rate", Kind::Numeric),
        Column::new("status", Kind::Text),
        Column::new("source_status", Kind::Text),
        Column::new("updated_at", Kind::Time),
    ],
};

/// What is said of a new order, and of one whose status is another. Amounts are text, as exact as they came.
fn event(order: &Row<'_>, turn: Option<&Turn>) -> (&'static str, Value) {
    let mut said = Map::new();
    said.insert("order_id".to_owned(), json!(value(&TABLE, order, "id")));
    let about = ["source", "tenant_id", "external_id", "order_number"];
    add(&mut said, &TABLE, order, &about);
    match turn {
        None => {
            let customer = value(&TABLE, order, "customer_id");
            said.insert("user_id".to_owned(), json!(customer));
            let rest = ["status", "total_amount", "currency", "ordered_at"];
            add(&mut said, &TABLE, order, &rest);
            // What these were told of is told once more, in other packages; not every source says so.
            if let Some(origins) = value(&TABLE, order, "split_from") {
                said.insert("split_from".to_owned(), origins.split(',').collect());
            }
            let items = order.lines().iter().map(|line| {
                let mut item = Map::new();
                let fields = ["line_id", "sku", "barcode", "product_name", "quantity"];
                add(&mut item, &LINES, line, &fields);
                add(
                    &mut item,
                    &LINES,
                    line,
                    &["unit_price", "total_amount", "status"],
                );
                Value::Object(item)
            });
            said.insert("items".to_owned(), items.collect());
            ("order.created", Value::Object(said))
        }
        Some(turn) => {
            said.insert("status".to_owned(), json!(turn.to));
            said.insert("source_status".to_owned(), json!(turn.to_source));
            said.insert("previous_status".to_owned(), json!(turn.from));
            said.insert("previous_source_status".to_owned(), json!(turn.from_source));
            add(&mut said, &TABLE, order, &["updated_at"]);
            ("order.status_changed", Value::Object(said))
        }
    }
}

fn add(to: &mut Map<String, Value>, table: &Table, row: &Row<'_>, columns: &[&str]) {
    for column in columns {
        to.insert((*column).to_owned(), json!(value(table, row, column)));
    }
}

/// What a row has in a column.
pub(super) fn value<'r>(table: &Table, row: &'r Row<'_>, column: &str) -> Option<&'r str> {
    let mut columns = table.columns.iter();
    let place = columns.position(|known| known.name == column)?;
    row.values().get(place)?.as_deref()
}
