//! A package of N11's as an order. It has no order date and no currency: the first entry of its history is the nearest
//! to the one, and the other is Turkish lira.

use serde_json::value::RawValue;

use super::Reason;
use super::order::{Address, Cargo, Customer, Line, Order, Text};
use super::package::{earliest, unfit};
use crate::sync::json::{Fields, Json};

const CURRENCY: &str = "TRY";

pub(super) fn order(raw: &str) -> Result<Order<'_>, Reason> {
    let package = Fields::of(raw).ok_or("it is no object")?;
    let get = |names: &[&str]| package.get(names);
    let lines = get(&["lines"]).list();
    let id = get(&["id"]).text().filter(|id| !id.is_empty());
    let decimal = |name: &'static str| get(&[name]).decimal(name).map_err(unfit);
    let ordered_at = earliest(&get(&["packageHistories"]));
    let modified = get(&["lastModifiedDate"]);
    let billing = get(&["billingAddress"]).fields();
    Ok(Order {
        external_id: id
            .clone()
            .or_else(|| by_lines(get(&["orderNumber"]), &lines)),
        order_number: get(&["orderNumber"]).text(),
        package_id: id,
        split_from: None,
        status: get(&["shipmentPackageStatus"]).text(),
        stands: None,
        time_assumed: ordered_at
            .is_some()
            .then_some("ordered when its history begins"),
        ordered_at,
        updated_at: modified.epoch("lastModifiedDate", 0).map_err(unfit)?,
        total: decimal("totalAmount")?,
        discount: decimal("totalDiscountAmount")?,
        currency: Some(CURRENCY.into()),
        customer: Customer {
            id: get(&["customerId"]).text(),
            name: get(&["customerfullName", "customerFullName"]).text(),
            email: get(&["customerEmail"]).text(),
            phone: billing.get(&["gsm"]).text(),
            tax_id: get(&["tcIdentityNumber", "taxId"]).text(),
        },
        shipping: address(&get(&["shippingAddress"]).fields()),
        billing: address(&billing),
        tax_office: get(&["taxOffice"]).text(),
        cargo: Cargo {
            provider: get(&["cargoProviderName"]).text(),
            tracking_number: get(&["cargoTrackingNumber"]).text(),
            tracking_url: get(&["cargoTrackingLink"]).text(),
        },
        lines: lines.into_iter().map(line).collect::<Result<_, _>>()?,
    })
}

/// Deliveries to special places have no id of their own.
fn by_lines<'a>(number: Json<'a>, lines: &[&'a RawValue]) -> Text<'a> {
    let ids = lines.iter().filter_map(|line| {
        let line = Fields::of(line.get())?;
        line.get(&["orderLineId"]).text()
    });
    let mut ids: Vec<_> = ids.collect();
    ids.sort_unstable();
    let number = number.text()?;
    (!ids.is_empty()).then(|| format!("{number}:{}", ids.join(",")).into())
}

fn address<'a>(address: &Fields<'a>) -> Address<'a> {
    let text = |name: &str| address.get(&[name]).text();
    Address {
        name: text("fullName"),
        text: text("address"),
        district: text("district"),
        city: text("city"),
        postal_code: text("postalCode"),
        country: text("countryCode"),
    }
}

fn line(raw: &RawValue) -> Result<Line<'_>, Reason> {
    let line = Fields::of(raw.get()).unwrap_or_default();
    let text = |names: &[&str]| line.get(names).text();
    let decimal = |name: &'static str| line.get(&[name]).decimal(name).map_err(unfit);
    Ok(Line {
        id: text(&["orderLineId"]),
        sku: text(&["stockCode"]),
        barcode: text(&["barcode"]),
        product_id: text(&["productId"]),
        product_name: text(&["productName"]),
        quantity: decimal("quantity")?,
        unit_price: decimal("price")?,
        total: decimal("dueAmount")?,
        discount: decimal("totalSellerDiscountPrice")?,
        currency: Some(CURRENCY.into()),
        vat_rate: decimal("vatRate")?,
        status: text(&["orderItemLineItemStatusName"]),
        raw: raw.get(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::Shop;
    use super::super::table::{LINES, TABLE, value};
    use super::*;

    #[test]
    fn a_package_is_an_order() {
        let raw = r#"{"id":"700000001","orderNumber":"200000000001","customerId":300001,"customerfullName":"Ayşe Örnek",
            "tcIdentityNumber":"11111111111","billingAddress":{"address":"Örnek Mah.","city":"İzmir","gsm":"5000000000"},
            "shippingAddress":{"fullName":"Ayşe Örnek","city":"İzmir"},"cargoTrackingNumber":7000000001,
            "lines":[{"orderLineId":800000001,"quantity":2,"stockCode":"TS-100","price":199.90,"dueAmount":399.80,
                "orderItemLineItemStatusName":"Created","vatRate":20.0}],
            "totalAmount":399.80,"totalDiscountAmount":0.0,"lastModifiedDate":1790000600000,
            "packageHistories":[{"status":"Created"},{"createdDate":1790000000000,"status":"Created"}],
            "shipmentPackageStatus":"Unpacked"}"#;
        let shop = Shop {
            source: "n11",
            tenant_id: Some("t"),
        };
        let row = order(raw).unwrap().record(shop, raw).unwrap().row;
        for (column, expected) in [
            ("external_id", "700000001"),
            ("package_id", "700000001"),
            ("status", "replaced"),
            ("currency", "TRY"),
            ("customer_phone", "5000000000"),
            ("ordered_at", "2026-09-21T14:13:20.000000Z"),
            ("time_assumed", "ordered when its history begins"),
        ] {
            assert_eq!(value(&TABLE, &row, column), Some(expected), "{column}");
        }
        let line = &row.lines()[0];
        assert_eq!(value(&LINES, line, "total_amount"), Some("399.80"));
        assert_eq!(value(&LINES, line, "currency"), Some("TRY"));
    }

    #[test]
    fn one_without_an_id_is_known_by_its_lines() {
        let raw = r#"{"id":null,"orderNumber":"2","lines":[{"orderLineId":9},{"orderLineId":8}]}"#;
        let order = order(raw).unwrap();
        assert_eq!(order.external_id.as_deref(), Some("2:8,9"));
        assert_eq!(order.package_id, None);
        assert!(
            super::order(r#"{"id":"","lines":[]}"#)
                .unwrap()
                .external_id
                .is_none()
        );
    }
}
