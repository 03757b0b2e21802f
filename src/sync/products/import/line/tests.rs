//! Whole lines: defaults, what is refused for two fields together, and what a reject is known by.

use super::*;

fn read(fields: &[(&str, &str)]) -> Result<Line, Reject> {
    let fields = fields
        .iter()
        .map(|(name, text)| (Name::of(name), Given::Text(text)));
    Line::new(17, &fields.collect::<Vec<_>>(), "{}".to_owned())
}

#[test]
fn what_is_left_out_has_a_default() {
    let line = read(&[
        ("Stock Code", "0012"),
        ("salePrice", "9.9"),
        ("title", " "),
        ("x", "y"),
    ]);
    let line = line.unwrap();
    assert_eq!((line.id.as_deref(), line.sku.as_str()), (None, "0012"));
    let row = line.row("i", "t");
    let named: Vec<(&str, &str)> = TABLE
        .columns
        .iter()
        .zip(row.values())
        .filter_map(|(column, value)| Some((column.name, value.as_deref()?)))
        .collect();
    assert_eq!(
        named,
        [
            ("id", "i"),
            ("tenant_id", "t"),
            ("sku", "0012"),
            ("price", "9.90"),
            ("currency", "TRY"),
            ("is_active", "true"),
        ]
    );
}

#[test]
fn a_refusal_names_line_field_and_sku() {
    let sku = ("sku", "12");
    for (fields, id, reason) in [
        (&[("title", "x")][..], None, "sku is missing"),
        (&[sku, ("stock", "-1")], Some("12"), "stock is negative"),
        (&[("stock", "-1"), sku], Some("12"), "stock is negative"),
        (
            &[sku, ("price", "2"), ("list_price", "1")],
            Some("12"),
            "price is above list_price",
        ),
        (
            &[sku, ("stockCode", "13")],
            Some("12"),
            "sku is given twice",
        ),
        (&[sku, ("title", "a\0b")], Some("12"), "title has a NUL"),
        (&[sku, ("more", "a\0b")], Some("12"), "a field has a NUL"),
        (&[sku, ("id", "12")], Some("12"), "id is no UUID"),
        (
            &[sku, ("marketplaces", "[]")],
            Some("12"),
            "marketplaces is no JSON object",
        ),
        (&[("sku", "a\u{7}")], None, "sku has control characters"),
    ] {
        let refused = read(fields).unwrap_err();
        assert_eq!(refused.reason, format!("line 17: {reason}"));
        assert_eq!(refused.external_id.as_deref(), id, "{reason}");
    }
}
