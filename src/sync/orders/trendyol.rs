//! A package of Trendyol's as an order. Field names are those since 2026-04-06, and those before it; times are
//! milliseconds of the epoch, of which `orderDate` alone is three hours late: Turkish wall-clock, written as if it were UTC.

use serde_json::value::RawValue;

use super::Reason;
use super::money;
use super::order::{Address, Cargo, Customer, Line, Order, Text, joined};
use super::package::{earliest, unfit};
use crate::sync::json::Fields;

/// How late `orderDate` is.
const SHIFT_MS: i64 = 3 * 3_600_000;

pub(super) fn order(raw: &str) -> Result<Order<'_>, Reason> {
    let package = Fields::of(raw).ok_or("it is no object")?;
    let get = |names: &[&str]| package.get(names);
    let first = earliest(&get(&["packageHistories"]));
    let (ordered_at, time_assumed) = match first {
        Some(first) => (Some(first), None),
        None => {
            let date = get(&["orderDate"]);
            let shifted = date.epoch("orderDate", SHIFT_MS).map_err(unfit)?;
            let assumed = shifted.as_ref().map(|_| "orderDate is Turkish time");
            (shifted, assumed)
        }
    };
    let modified = get(&["lastModifiedDate"]);
    let invoice = get(&["invoiceAddress"]).fields();
    let names = [&["customerFirstName"], &["customerLastName"]];
    let decimal = |names: &[&str], field| get(names).decimal(field).map_err(unfit);
    Ok(Order {
        external_id: get(&["shipmentPackageId", "id"]).text(),
        order_number: get(&["orderNumber"]).text(),
        package_id: get(&["shipmentPackageId", "id"]).text(),
        split_from: origins(&get(&["originPackageIds"]).list()),
        status: get(&["status", "shipmentPackageStatus"]).text(),
        stands: None,
        ordered_at,
        updated_at: modified.epoch("lastModifiedDate", 0).map_err(unfit)?,
        time_assumed,
        total: decimal(&["packageTotalPrice", "totalPrice"], "packageTotalPrice")?,
        discount: decimal(
            &["packageTotalDiscount", "totalDiscount"],
            "packageTotalDiscount",
        )?,
        currency: get(&["currencyCode"]).text(),
        customer: Customer {
            id: get(&["customerId"]).text(),
            name: joined(names.map(|name| get(name).text())),
            email: get(&["customerEmail"]).text(),
            phone: None,
            tax_id: get(&["identityNumber", "taxNumber"]).text(),
        },
        shipping: address(&get(&["shipmentAddress"]).fields()),
        billing: address(&invoice),
        tax_office: invoice.get(&["taxOffice"]).text(),
        cargo: Cargo {
            provider: get(&["cargoProviderName"]).text(),
            tracking_number: get(&["cargoTrackingNumber"]).text(),
            tracking_url: get(&["cargoTrackingLink"]).text(),
        },
        lines: get(&["lines"])
            .list()
            .into_iter()
            .map(line)
            .collect::<Result<_, _>>()?,
    })
}

/// Ids of packages, as they are kept.
fn origins<'a>(ids: &[&'a RawValue]) -> Text<'a> {
    let ids: Vec<_> = ids.iter().map(|id| id.get().trim_matches('"')).collect();
    (!ids.is_empty()).then(|| ids.join(",").into())
}

fn address<'a>(address: &Fields<'a>) -> Address<'a> {
    let names = [&["firstName"], &["lastName"]].map(|name| address.get(name).text());
    Address {
        name: address.get(&["fullName"]).text().or_else(|| joined(names)),
        text: address.get(&["fullAddress", "address1"]).text(),
        district: address.get(&["district"]).text(),
        city: address.get(&["city"]).text(),
        postal_code: address.get(&["postalCode"]).text(),
        country: address.get(&["countryCode"]).text(),
    }
}

fn line(raw: &RawValue) -> Result<Line<'_>, Reason> {
    let line = Fields::of(raw.get()).unwrap_or_default();
    let text = |names: &[&str]| line.get(names).text();
    let decimal = |names: &[&str], field| line.get(names).decimal(field).map_err(unfit);
    let quantity = decimal(&["quantity"], "quantity")?;
    // Of one piece, as the price is.
    let discount = decimal(&["lineTotalDiscount"], "lineTotalDiscount")?;
    let discount = money::times(discount.as_deref(), quantity.as_deref());
    Ok(Line {
        id: text(&["lineId", "id"]),
        sku: text(&["stockCode", "merchantSku"]),
        barcode: text(&["barcode"]),
        product_id: text(&["contentId", "productCode"]),
        product_name: text(&["productName"]),
        quantity,
        unit_price: decimal(&["lineUnitPrice", "price"], "lineUnitPrice")?,
        total: None,
        discount,
        currency: text(&["currencyCode"]),
        // Before 2026-04-06 the rate was called so.
        vat_rate: decimal(&["vatRate", "vatBaseAmount"], "vatRate")?,
        status: text(&["orderLineItemStatusName"]),
        raw: raw.get(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::Shop;
    use super::super::table::{LINES, TABLE, value};
    use super::*;
    use crate::db::Row;

    const PACKAGE: &str = r#"{"shipmentPackageId":900000001,"orderNumber":"10000000001","status":"Created",
        "customerId":20000001,"customerFirstName":"Ayşe","customerLastName":"Örnek","customerEmail":"x@example.test",
        "identityNumber":"11111111111","orderDate":1790010800000,"lastModifiedDate":1790000600000,"currencyCode":"TRY",
        "packageTotalPrice":439.80,"packageTotalDiscount":60.00,
        "shipmentAddress":{"fullName":"Ayşe Örnek","fullAddress":"Örnek Mah. 1. Sok.","district":"Bornova","city":"İzmir",
            "postalCode":"35000","countryCode":"TR"},
        "invoiceAddress":{"firstName":"Ayşe","lastName":"Örnek","address1":"Başka yer","city":"İzmir","taxOffice":"Örnek VD"},
        "cargoProviderName":"Example Kargo","cargoTrackingNumber":7280000000000001,"cargoTrackingLink":"https://t.example.test/1",
        "packageHistories":[{"createdDate":1790000000000,"status":"Created"},{"createdDate":1789999990000,"status":"Awaiting"}],
        "lines":[{"lineId":4700000001,"quantity":2,"barcode":"0869000000001","stockCode":"TS-100","contentId":555000111,
            "productName":"Tişört","lineUnitPrice":219.90,"lineTotalDiscount":30.00,"currencyCode":"TRY","vatRate":20,
            "orderLineItemStatusName":"Created"}]}"#;

    fn row(raw: &str) -> Result<Row<'_>, Reason> {
        let shop = Shop {
            source: "trendyol",
            tenant_id: Some("t"),
        };
        order(raw)?.record(shop, raw).map(|record| record.row)
    }

    fn shows(raw: &str, column: &str) -> Option<String> {
        value(&TABLE, &row(raw).unwrap(), column).map(str::to_owned)
    }

    #[test]
    fn a_package_is_an_order() {
        let row = row(PACKAGE).unwrap();
        let is = |column: &str, expected: &str| {
            assert_eq!(value(&TABLE, &row, column), Some(expected), "{column}");
        };
        is("external_id", "900000001");
        is("order_number", "10000000001");
        is("status", "created");
        is("source_status", "Created");
        is("ordered_at", "2026-09-21T14:13:10.000000Z");
        is("updated_at", "2026-09-21T14:23:20.000000Z");
        assert_eq!(value(&TABLE, &row, "time_assumed"), None);
        is("total_amount", "439.80");
        is("discount_amount", "60.00");
        is("currency", "TRY");
        is("customer_name", "Ayşe Örnek");
        is("shipping_city", "İzmir");
        is("billing_name", "Ayşe Örnek");
        is("billing_address", "Başka yer");
        is("billing_tax_office", "Örnek VD");
        is("cargo_tracking_number", "7280000000000001");
        assert_eq!(value(&TABLE, &row, "split_from"), None);
        let line = &row.lines()[0];
        let is = |column: &str, expected: &str| {
            assert_eq!(value(&LINES, line, column), Some(expected), "{column}");
        };
        is("order_id", value(&TABLE, &row, "id").unwrap());
        is("line_id", "4700000001");
        is("barcode", "0869000000001");
        is("quantity", "2");
        is("unit_price", "219.90");
        is("total_amount", "439.80");
        is("discount_amount", "60.00");
        is("vat_rate", "20");
        is("updated_at", "2026-09-21T14:23:20.000000Z");
    }

    #[test]
    fn a_part_of_a_package_says_which_one_that_was() {
        let part = r#"{"shipmentPackageId":2,"originPackageIds":[1,"7"],"createdBy":"split"}"#;
        assert_eq!(shows(part, "split_from").as_deref(), Some("1,7"));
        let row = row(part).unwrap();
        let event = TABLE.followed.as_ref().unwrap().event;
        let (kind, said) = event(&row, None);
        assert_eq!(
            (kind, &said["split_from"]),
            ("order.created", &serde_json::json!(["1", "7"]))
        );
    }

    #[test]
    fn old_names_and_missing_ones_are_read() {
        let old = r#"{"id":"7","orderNumber":7,"shipmentPackageStatus":"Kargoda","orderDate":"1790010800000","totalPrice":"10.5",
            "lines":[{"id":1,"merchantSku":"A","quantity":3,"price":1.005,"vatBaseAmount":10},{"quantity":null},7]}"#;
        assert_eq!(shows(old, "external_id").as_deref(), Some("7"));
        assert_eq!(shows(old, "status").as_deref(), Some("unknown"));
        assert_eq!(shows(old, "source_status").as_deref(), Some("Kargoda"));
        // Three hours before what orderDate says.
        let ordered = shows(old, "ordered_at");
        assert_eq!(ordered.as_deref(), Some("2026-09-21T14:13:20.000000Z"));
        assert_eq!(
            shows(old, "time_assumed").as_deref(),
            Some("orderDate is Turkish time")
        );
        assert_eq!(shows(old, "currency"), None);
        let row = row(old).unwrap();
        let lines = row.lines();
        assert_eq!(value(&LINES, &lines[0], "total_amount"), Some("3.015"));
        assert_eq!(value(&LINES, &lines[0], "vat_rate"), Some("10"));
        let ids = lines
            .iter()
            .map(|line| value(&LINES, line, "line_id").unwrap());
        assert_eq!(ids.collect::<Vec<_>>(), ["1", "#2", "#3"]);
    }

    #[test]
    fn what_is_no_order_says_why() {
        for (raw, why) in [
            ("7", "it is no object"),
            ("{}", "its id is missing"),
            (r#"{"shipmentPackageId":""}"#, "its id is missing"),
            (
                r#"{"shipmentPackageId":1,"orderDate":"dün"}"#,
                "orderDate is not a time in milliseconds",
            ),
            (
                r#"{"shipmentPackageId":1,"packageTotalPrice":"on"}"#,
                "packageTotalPrice is not a number",
            ),
            (
                r#"{"shipmentPackageId":1,"x":"\u0000"}"#,
                "it holds a NUL character",
            ),
        ] {
            assert_eq!(row(raw).unwrap_err(), why, "{raw}");
        }
    }
}
