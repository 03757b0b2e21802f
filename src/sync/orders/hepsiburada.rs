//! An order of Hepsiburada's, whole, by its number. Its times have no offset, and are Turkish; each line stands by itself,
//! and the order where the least of those stands that are not cancelled.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::order::{Address, Cargo, Customer, Line, Order, Text, filled};
use super::package::unfit;
use super::status::Status;
use super::{Reason, money};
use crate::sync::json::{Fields, Json};

/// How far Turkish time is ahead of UTC.
const AHEAD: &str = "+03:00";
const ASSUMED: &str = "times without an offset are Turkish";

pub(super) fn order(raw: &str) -> Result<Order<'_>, Reason> {
    let order = Fields::of(raw).ok_or("it is no object")?;
    let get = |names: &[&str]| order.get(names);
    let items = get(&["items"]).list();
    let rows: Vec<Fields<'_>> = items
        .iter()
        .map(|item| Fields::of(item.get()).unwrap_or_default())
        .collect();
    let first = |name: &str| rows.iter().find_map(|row| filled(row.get(&[name]).text()));
    let customer = get(&["customer"]).fields();
    let shipping = get(&["deliveryAddress"]).fields();
    let invoice = get(&["invoice"]).fields();
    let changed = rows
        .iter()
        .map(|row| time(&row.get(&["lastStatusUpdateDate"]), "lastStatusUpdateDate"));
    let changed = changed.collect::<Result<Vec<Text<'_>>, Reason>>()?;
    // As text they have the order of the times.
    let updated_at = changed.into_iter().flatten().max();
    let ordered_at = time(&get(&["orderDate", "createdDate"]), "orderDate")?;
    let has_time = ordered_at.is_some() || updated_at.is_some();
    let stands: Vec<(Text<'_>, Status)> = rows
        .iter()
        .map(|row| row.get(&["status"]).text())
        .map(|word| (word.clone(), Status::of(word.as_deref())))
        .collect();
    let lines = rows.iter().zip(items).map(|(row, item)| line(row, item));
    let lines: Vec<Line<'_>> = lines.collect::<Result<_, _>>()?;
    Ok(Order {
        external_id: get(&["orderNumber"]).text(),
        order_number: get(&["orderNumber"]).text(),
        package_id: first("packageNumber"),
        split_from: None,
        stands: least(&stands),
        status: words(&stands),
        ordered_at,
        updated_at,
        time_assumed: has_time.then_some(ASSUMED),
        total: paid(&lines, &stands),
        discount: None,
        currency: lines.iter().find_map(|line| line.currency.clone()),
        customer: Customer {
            id: customer
                .get(&["customerId"])
                .text()
                .or_else(|| first("customerId")),
            name: customer
                .get(&["name"])
                .text()
                .or_else(|| first("customerName")),
            email: shipping.get(&["email"]).text(),
            phone: shipping.get(&["phoneNumber"]).text(),
            tax_id: invoice.get(&["turkishIdentityNumber", "taxNumber"]).text(),
        },
        shipping: address(&shipping),
        billing: address(&invoice.get(&["address"]).fields()),
        tax_office: invoice.get(&["taxOffice"]).text(),
        cargo: Cargo {
            provider: first("cargoCompany"),
            tracking_number: None,
            tracking_url: None,
        },
        lines,
    })
}

/// A time without an offset, as Turkish time.
fn time<'p>(json: &Json<'p>, field: &'static str) -> Result<Text<'p>, Reason> {
    let Some(text) = filled(json.text()) else {
        return Ok(None);
    };
    let clock = text.split_once('T').map_or("", |(_, clock)| clock);
    let has_offset = clock.ends_with('Z') || clock.contains(['+', '-']);
    let whole = if has_offset {
        text.into_owned()
    } else {
        format!("{text}{AHEAD}")
    };
    let time: Result<jiff::Timestamp, _> = whole.parse();
    match time {
        Ok(time) => Ok(Some(crate::db::time_text(time).into())),
        Err(_) => Err(format!("{field} is not a time").into()),
    }
}

/// The words of the lines, without repeats, in their order.
fn words<'p>(stands: &[(Text<'p>, Status)]) -> Text<'p> {
    let mut words: Vec<&str> = Vec::new();
    for word in stands.iter().filter_map(|(word, _)| word.as_deref()) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    (!words.is_empty()).then(|| Cow::Owned(words.join(",")))
}

/// Where the least of the lines stands that are not cancelled.
fn least(stands: &[(Text<'_>, Status)]) -> Option<Status> {
    const ORDER: [Status; 10] = [
        Status::AwaitingPayment,
        Status::Created,
        Status::Replaced,
        Status::Preparing,
        Status::Shipped,
        Status::Undelivered,
        Status::Delivered,
        Status::Returned,
        Status::Unknown,
        Status::Cancelled,
    ];
    let is = |wanted: &&Status| stands.iter().any(|(_, status)| status == *wanted);
    ORDER.iter().find(is).copied()
}

/// What is paid: without what is cancelled, unless all is.
fn paid(lines: &[Line<'_>], stands: &[(Text<'_>, Status)]) -> Text<'static> {
    let is_open = |status: &Status| *status != Status::Cancelled;
    let any_open = stands.iter().any(|(_, status)| is_open(status));
    let counted = lines.iter().zip(stands);
    let counted = counted.filter(|(_, (_, status))| is_open(status) || !any_open);
    money::sum(counted.map(|(line, _)| line.total.as_deref()))
}

fn address<'a>(address: &Fields<'a>) -> Address<'a> {
    let text = |name: &str| address.get(&[name]).text();
    Address {
        name: text("name"),
        text: text("address"),
        district: text("town").or_else(|| text("district")),
        city: text("city"),
        postal_code: text("postalCode"),
        country: text("countryCode"),
    }
}

/// Of its fields, and of the text that they are in.
fn line<'p>(line: &Fields<'p>, raw: &'p RawValue) -> Result<Line<'p>, Reason> {
    let text = |names: &[&str]| line.get(names).text();
    let amount = |name: &str, field| {
        let amount = line.get(&[name]).fields();
        amount.get(&["amount"]).decimal(field).map_err(unfit)
    };
    Ok(Line {
        id: text(&["id", "lineItemId"]),
        sku: text(&["merchantSKU", "merchantSku"]),
        barcode: text(&["productBarcode"]),
        product_id: text(&["sku", "hbSku"]),
        product_name: text(&["name", "productName"]),
        quantity: line.get(&["quantity"]).decimal("quantity").map_err(unfit)?,
        unit_price: amount("unitPrice", "unitPrice")?,
        total: amount("totalPrice", "totalPrice")?,
        discount: None,
        currency: line.get(&["totalPrice"]).fields().get(&["currency"]).text(),
        vat_rate: line.get(&["vatRate"]).decimal("vatRate").map_err(unfit)?,
        status: text(&["status"]),
        raw: raw.get(),
    })
}
