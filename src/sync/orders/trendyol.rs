//! A package of Trendyol's as an order. Field names are those since 2026-04-06, and those before it; times are
//! milliseconds of the epoch, of which `orderDate` alone is three hours late: Turkish wall-clock, written as if it were UTC.

use serde_json::value::RawValue;

use super::Reason;
use super::order::{Address, Cargo, Customer, Line, Order, joined};
use super::package::{earliest, unfit};
use crate::sync::json::{Fields, Json};

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
    let names = [&["customerFirstName"], &["customerLastName"]];
    let decimal = |names: &[&str], field| get(names).decimal(field).map_err(unfit);
    Ok(Order {
        external_id: get(&["shipmentPackageId", "id"]).text(),
        order_number: get(&["orderNumber"]).text(),
        package_id: get(&["shipmentPackageId", "id"]).text(),
        status: get(&["status", "shipmentPackageStatus"]).text(),
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
        shipping: address(get(&["shipmentAddress"])),
        billing: address(get(&["invoiceAddress"])),
        tax_office: get(&["invoiceAddress"]).fields().get(&["taxOffice"]).text(),
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

fn address<'a>(address: Json<'a>) -> Address<'a> {
    let address = address.fields();
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
    Ok(Line {
        id: text(&["lineId", "id"]),
        sku: text(&["stockCode", "merchantSku"]),
        barcode: text(&["barcode"]),
        product_id: text(&["contentId", "productCode"]),
        product_name: text(&["productName"]),
        quantity: decimal(&["quantity"], "quantity")?,
        unit_price: decimal(&["lineUnitPrice", "price"], "lineUnitPrice")?,
        total: None,
        discount: decimal(&["lineTotalDiscount"], "lineTotalDiscount")?,
        currency: text(&["currencyCode"]),
        // Before 2026-04-06 the rate was called so.
        vat_rate: decimal(&["vatRate", "vatBaseAmount"], "vatRate")?,
        status: text(&["orderLineItemStatusName"]),
        raw: raw.get(),
    })
}
