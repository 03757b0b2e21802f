//! A record of an order API of any vendor as an order. What a field means is told by its name, whatever the vendor's way of
//! writing names: `order_id`, `orderId` and `OrderID` are one.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::Reason;
use super::order::{Address, Cargo, Customer, Line, Order, Text, joined};
use super::package::unfit;
use super::status::plain;
use crate::sync::json::{Fields, Json};

/// Names of a column's field, the likeliest first, in lower case and with nothing between their parts.
type Names = &'static [&'static str];

const ID: Names = &[
    "id",
    "orderid",
    "externalid",
    "uuid",
    "guid",
    "ordernumber",
    "orderno",
];
const NUMBER: Names = &[
    "ordernumber",
    "orderno",
    "number",
    "no",
    "reference",
    "code",
];
const STATUS: Names = &["status", "orderstatus", "state", "statusname"];
const ORDERED: Names = &[
    "createdat",
    "orderedat",
    "orderdate",
    "created",
    "createddate",
    "createdon",
    "date",
    "placedat",
    "datecreated",
];
const UPDATED: Names = &[
    "updatedat",
    "modifiedat",
    "lastmodifiedat",
    "lastmodified",
    "lastmodifieddate",
    "updated",
    "updateddate",
    "modified",
    "datemodified",
    "changedat",
];
const TOTAL: Names = &[
    "totalamount",
    "total",
    "totalprice",
    "grandtotal",
    "amount",
    "orderamount",
    "sum",
];
const DISCOUNT: Names = &[
    "discountamount",
    "totaldiscount",
    "discount",
    "discounttotal",
];
const CURRENCY: Names = &["currency", "currencycode", "currencyiso"];
const CUSTOMER: Names = &["customer", "buyer", "user", "client", "billingcustomer"];
const CUSTOMER_ID: Names = &["customerid", "userid", "buyerid", "clientid"];
const SHIPPING: Names = &[
    "shippingaddress",
    "deliveryaddress",
    "shipmentaddress",
    "shipto",
    "shipping",
    "address",
];
const BILLING: Names = &[
    "billingaddress",
    "invoiceaddress",
    "billto",
    "billing",
    "invoice",
];
const CARGO: Names = &["cargo", "shipment", "delivery", "carrier"];
const LINES: Names = &[
    "items",
    "lines",
    "orderitems",
    "orderlines",
    "lineitems",
    "products",
    "details",
];

/// Where a record's id and time of change are, where that is told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Places<'a> {
    pub id: Option<&'a str>,
    pub updated_at: Option<&'a str>,
}

/// The columns that a record fills by itself, and the names of the fields that they are from.
pub fn understood(raw: &str) -> Vec<(&'static str, String)> {
    let names: HashMap<String, String> = Fields::of(raw)
        .unwrap_or_default()
        .names()
        .map(|name| (plain(name), name.to_owned()))
        .collect();
    let columns: [(&str, Names); 13] = [
        ("external_id", ID),
        ("order_number", NUMBER),
        ("status", STATUS),
        ("ordered_at", ORDERED),
        ("updated_at", UPDATED),
        ("total_amount", TOTAL),
        ("discount_amount", DISCOUNT),
        ("currency", CURRENCY),
        ("customer_id", CUSTOMER_ID),
        ("customer", CUSTOMER),
        ("shipping", SHIPPING),
        ("billing", BILLING),
        ("lines", LINES),
    ];
    let named = columns.iter().filter_map(|(column, candidates)| {
        let name = candidates.iter().find_map(|name| names.get(*name))?;
        Some((*column, name.clone()))
    });
    named.collect()
}

pub(super) fn order<'p>(raw: &'p str, places: Places<'_>) -> Result<Order<'p>, Reason> {
    let record = fields(raw).ok_or("it is no object")?;
    let get = |names: Names| record.get(names);
    let told = |pointer: Option<&str>, names: Names| match pointer {
        Some(pointer) => at(raw, pointer),
        None => get(names),
    };
    let id = told(places.id, ID);
    let updated = told(places.updated_at, UPDATED);
    let ordered = get(ORDERED);
    let (ordered_at, one) = time(&ordered, "the order's time")?;
    let (updated_at, other) = time(&updated, "the time of change")?;
    let customer = object(get(CUSTOMER));
    let cargo = object(get(CARGO));
    let billing = object(get(BILLING));
    let currency = get(CURRENCY).text();
    Ok(Order {
        external_id: id.text(),
        order_number: get(NUMBER).text(),
        package_id: get(&["packageid", "shipmentid"]).text(),
        split_from: None,
        status: status(get(STATUS)),
        stands: None,
        ordered_at,
        updated_at,
        time_assumed: one.or(other),
        total: amount(get(TOTAL), "the total")?,
        discount: amount(get(DISCOUNT), "the discount")?,
        currency: currency.or_else(|| object(get(TOTAL)).get(CURRENCY).text()),
        customer: Customer {
            id: get(CUSTOMER_ID).text().or_else(|| customer.get(ID).text()),
            name: person(&customer).or_else(|| get(&["customername", "fullname"]).text()),
            email: either(
                &customer,
                &record,
                &["email", "customeremail", "emailaddress"],
            ),
            phone: either(
                &customer,
                &record,
                &["phone", "customerphone", "phonenumber", "gsm", "mobile"],
            ),
            tax_id: either(
                &customer,
                &record,
                &["taxid", "taxnumber", "vatnumber", "identitynumber"],
            ),
        },
        shipping: address(&object(get(SHIPPING))),
        billing: address(&billing),
        tax_office: billing.get(&["taxoffice"]).text(),
        cargo: Cargo {
            provider: either(
                &cargo,
                &record,
                &[
                    "provider",
                    "carrier",
                    "cargocompany",
                    "cargoprovider",
                    "company",
                ],
            ),
            tracking_number: either(
                &cargo,
                &record,
                &["trackingnumber", "trackingno", "cargotrackingnumber"],
            ),
            tracking_url: either(&cargo, &record, &["trackingurl", "trackinglink"]),
        },
        lines: lines(&record)
            .into_iter()
            .map(line)
            .collect::<Result<_, _>>()?,
    })
}

/// The first of the fields for lines that is a list: another may be how many they are.
fn lines<'p>(record: &Fields<'p>) -> Vec<&'p RawValue> {
    let mut lists = LINES.iter().map(|name| record.get(&[name]).list());
    lists.find(|list| !list.is_empty()).unwrap_or_default()
}

fn line(raw: &RawValue) -> Result<Line<'_>, Reason> {
    let line = fields(raw.get()).unwrap_or_default();
    let text = |names: Names| line.get(names).text();
    let product = object(line.get(&["product"]));
    let of_product = |names: Names| text(names).or_else(|| product.get(names).text());
    let quantity = line.get(&["quantity", "qty", "count", "amount", "piece"]);
    Ok(Line {
        id: text(&["id", "lineid", "itemid", "lineitemid", "orderitemid"]),
        sku: of_product(&["sku", "stockcode", "merchantsku", "productcode", "code"]),
        barcode: of_product(&["barcode", "ean", "gtin", "upc"]),
        product_id: text(&["productid"]).or_else(|| product.get(&["id"]).text()),
        product_name: of_product(&["name", "title", "productname", "description"]),
        quantity: quantity.decimal("a quantity").map_err(unfit)?,
        unit_price: amount(line.get(&["unitprice", "price", "saleprice"]), "a price")?,
        total: amount(
            line.get(&["total", "totalprice", "totalamount", "linetotal"]),
            "a line's total",
        )?,
        discount: amount(line.get(DISCOUNT), "a line's discount")?,
        currency: text(CURRENCY),
        vat_rate: line
            .get(&["vatrate", "taxrate", "vat"])
            .decimal("a rate")
            .map_err(unfit)?,
        status: status(line.get(STATUS)),
        raw: raw.get(),
    })
}

/// An amount, also one that stands with its currency in an object.
fn amount<'p>(json: Json<'p>, field: &'static str) -> Result<Text<'p>, Reason> {
    let inner = object(json).get(&["amount", "value"]);
    let amount = match inner.text() {
        Some(_) => inner,
        None => json,
    };
    amount.decimal(field).map_err(unfit)
}

/// A word, or the name of one.
fn status(json: Json<'_>) -> Text<'_> {
    json.text()
        .or_else(|| object(json).get(&["name", "code", "value"]).text())
}

/// A time, and what had to be assumed of it.
fn time<'p>(
    json: &Json<'p>,
    field: &'static str,
) -> Result<(Text<'p>, Option<&'static str>), Reason> {
    let text = json.text().unwrap_or_default();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits(&text) {
        let time = match text.len() {
            9..=11 => json.seconds(field),
            12.. => json.epoch(field, 0),
            // A date of digits alone, or none.
            _ => json.time(field),
        };
        return Ok((time.map_err(unfit)?, None));
    }
    let clock = text.split_once(['T', ' ']).map_or("", |(_, clock)| clock);
    let has_offset = clock.ends_with(['Z', 'z']) || clock.contains(['+', '-']);
    let assumed = (!text.is_empty() && !has_offset).then_some("times without an offset are UTC");
    Ok((json.time(field).map_err(unfit)?, assumed))
}

fn person<'p>(fields: &Fields<'p>) -> Text<'p> {
    let names = [&["firstname"], &["lastname"]].map(|name| fields.get(name).text());
    fields
        .get(&["name", "fullname"])
        .text()
        .or_else(|| joined(names))
}

fn address<'p>(address: &Fields<'p>) -> Address<'p> {
    let text = |names: Names| address.get(names).text();
    let lines = [
        text(&["line1", "address1", "street", "addressline1"]),
        text(&["line2", "address2", "addressline2"]),
    ];
    Address {
        name: person(address),
        text: text(&["fulladdress", "address", "text"]).or_else(|| joined(lines)),
        district: text(&["district", "town", "county"]),
        city: text(&["city", "province"]),
        postal_code: text(&["postalcode", "zip", "zipcode", "postcode"]),
        country: text(&["country", "countrycode"]),
    }
}

fn either<'p>(one: &Fields<'p>, other: &Fields<'p>, names: Names) -> Text<'p> {
    one.get(names).text().or_else(|| other.get(names).text())
}

fn object(json: Json<'_>) -> Fields<'_> {
    json.fields().renamed(plain)
}

fn fields(raw: &str) -> Option<Fields<'_>> {
    Some(Fields::of(raw)?.renamed(plain))
}

/// The value at a JSON pointer (RFC 6901), of objects alone.
fn at<'p>(raw: &'p str, pointer: &str) -> Json<'p> {
    let mut parts = pointer.split('/').skip(1);
    let first = parts.next().unwrap_or_default();
    let value = Fields::of(raw)
        .unwrap_or_default()
        .get(&[&unescaped(first)]);
    parts.fold(value, |value, part| value.fields().get(&[&unescaped(part)]))
}

fn unescaped(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::Shop;
    use super::super::table::{LINES as LINE_TABLE, TABLE, value};
    use super::*;

    const SHOP: Shop<'_> = Shop {
        source: "external",
        tenant_id: None,
    };

    fn shows(raw: &str, places: Places<'_>, columns: &[&str]) -> Vec<Option<String>> {
        let row = order(raw, places).unwrap().record(SHOP, raw).unwrap().row;
        let shown = columns
            .iter()
            .map(|column| value(&TABLE, &row, column).map(str::to_owned));
        shown.collect()
    }

    #[test]
    fn names_mean_the_same_however_they_are_written() {
        let columns = [
            "external_id",
            "status",
            "ordered_at",
            "total_amount",
            "currency",
            "customer_id",
            "shipping_city",
        ];
        let expected = [
            "7",
            "shipped",
            "2030-01-01T10:00:00.000000Z",
            "10.50",
            "TRY",
            "c1",
            "İzmir",
        ];
        let expected = expected.map(|text| Some(text.to_owned())).to_vec();
        for raw in [
            r#"{"id":7,"status":"shipped","created_at":"2030-01-01T10:00:00Z","total_amount":"10.50","currency":"TRY",
                "customer":{"id":"c1"},"shipping_address":{"city":"İzmir"}}"#,
            r#"{"OrderID":"7","OrderStatus":"In Transit","OrderDate":1893492000000,"Total":10.50,"CurrencyCode":"TRY",
                "UserId":"c1","DeliveryAddress":{"City":"İzmir"}}"#,
            r#"{"orderId":"7","state":{"name":"Shipped"},"created":1893492000,"total":{"value":"10.50","currency":"TRY"},
                "buyer":{"id":"c1"},"shipTo":{"city":"İzmir"}}"#,
        ] {
            assert_eq!(shows(raw, Places::default(), &columns), expected, "{raw}");
        }
    }

    #[test]
    fn what_is_told_goes_before_what_is_guessed() {
        let raw = r#"{"id":1,"meta":{"key/ref":"K-1","changed":"2030-01-01 12:00:00"},"items":[{"qty":2,"price":1.25},{"qty":1,"price":"0.5"}]}"#;
        let places = Places {
            id: Some("/meta/key~1ref"),
            updated_at: Some("/meta/changed"),
        };
        let columns = [
            "external_id",
            "updated_at",
            "time_assumed",
            "total_amount",
            "currency",
        ];
        let shown = shows(raw, places, &columns);
        let expected = [
            Some("K-1"),
            Some("2030-01-01T12:00:00.000000Z"),
            Some("times without an offset are UTC"),
            Some("3.00"),
            None,
        ];
        assert_eq!(shown, expected.map(|text| text.map(str::to_owned)));
        let row = order(raw, places).unwrap().record(SHOP, raw).unwrap().row;
        let totals = row
            .lines()
            .iter()
            .map(|line| value(&LINE_TABLE, line, "total_amount").unwrap());
        assert_eq!(totals.collect::<Vec<_>>(), ["2.50", "0.50"]);
    }

    #[test]
    fn what_is_no_order_says_why() {
        for (raw, why) in [
            ("[]", "it is no object"),
            (r#"{"status":"new"}"#, "its id is missing"),
            (
                r#"{"id":1,"created_at":"dün"}"#,
                "the order's time is not a time",
            ),
            (r#"{"id":1,"total":"on"}"#, "the total is not a number"),
        ] {
            let record = order(raw, Places::default()).and_then(|order| order.record(SHOP, raw));
            assert_eq!(record.err().unwrap(), why, "{raw}");
        }
    }
}
