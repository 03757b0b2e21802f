//! Which product a line is, with other lines and other products around it.

use super::super::fields::Name;
use super::super::values::Given;
use super::*;

const X: &str = "aaaaaaaa-0000-4000-8000-000000000001";
const Y: &str = "aaaaaaaa-0000-4000-8000-000000000002";

fn known(id: &str, tenant: &str, sku: &str) -> KnownProduct {
    KnownProduct {
        id: id.to_owned(),
        tenant_id: tenant.to_owned(),
        tenant: format!("tenant {tenant}"),
        sku: sku.to_owned(),
    }
}

/// Lines of `(id, sku)`: the id of each that is taken, and the reason of each that is not, in this order.
fn settle(lines: &[(&str, &str)], there: &[KnownProduct]) -> Vec<String> {
    let tenant = Tenant {
        id: "t".to_owned(),
        name: "acme".to_owned(),
        is_active: true,
        created_at: crate::clock::now(),
    };
    let read = |(number, (id, sku)): (u64, &(&str, &str))| {
        let fields = [
            (Name::of("id"), Given::Text(id)),
            (Name::of("sku"), Given::Text(sku)),
        ];
        Line::new(number, &fields, "{}".to_owned()).unwrap()
    };
    let lines: Vec<Line> = (1..).zip(lines).map(read).collect();
    let made: Vec<String> = lines.iter().map(|line| id_of("t", &line.sku)).collect();
    let done = settled(&lines, &made, there.to_vec(), &tenant);
    let taken = done.ids.iter().map(|(_, id)| id.clone());
    taken
        .chain(done.rejects.iter().map(|reject| reject.reason.clone()))
        .collect()
}

#[test]
fn a_line_is_known_by_id_else_by_sku() {
    let a = id_of("t", "a");
    for (lines, there, expected) in [
        (&[("", "a")][..], vec![], vec![a.clone()]),
        (&[("", "a")], vec![known(X, "t", "a")], vec![X.to_owned()]),
        (&[(X, "b")], vec![known(X, "t", "a")], vec![X.to_owned()]),
        (&[("", "a"), ("", "a")], vec![], vec![a.clone(), a.clone()]),
        (
            &[(X, "a"), ("", "a")],
            vec![],
            vec![X.to_owned(), X.to_owned()],
        ),
        (
            &[(X, "a"), (Y, "a")],
            vec![],
            vec![
                X.to_owned(),
                format!("line 2: sku belongs to the product {X}"),
            ],
        ),
        (
            &[(Y, "a")],
            vec![known(X, "t", "a")],
            vec![format!("line 1: sku belongs to the product {X}")],
        ),
        (
            &[(X, "a")],
            vec![known(X, "u", "a")],
            vec!["line 1: id belongs to the tenant tenant u".to_owned()],
        ),
        (
            &[("", "a")],
            vec![known(&a, "t", "b")],
            vec!["line 1: the id made of its sku belongs to the sku b; give it an id".to_owned()],
        ),
        // A SKU that another product gives up is free in the next chunk, not before it is written.
        (
            &[(X, "b"), (Y, "a")],
            vec![known(X, "t", "a")],
            vec![
                X.to_owned(),
                format!("line 2: sku belongs to the product {X}"),
            ],
        ),
    ] {
        assert_eq!(settle(lines, &there), expected, "{lines:?} {there:?}");
    }
}
