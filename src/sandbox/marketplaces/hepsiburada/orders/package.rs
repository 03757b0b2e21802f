//! A package as it is told while it waits to be sent: only the lines that are in it.

use super::super::super::store::uuid;
use super::{customer_id, date, line_id, money, named, order_number, package_number, sku, word};
use crate::sandbox::json::Json;
use crate::sandbox::kurus::Kurus;
use crate::sandbox::orders::{Line, Record};

const DAY: i64 = 24 * 3_600_000;

pub(super) fn write(json: &mut Json<'_>, merchant: &str, record: &Record) {
    let (order, person) = (&record.order, &record.order.customer);
    let number = package_number(record);
    named(json, "id", &uuid(order.number), record);
    json.text("status", word(record.stage()));
    named(json, "packageNumber", &number, record);
    json.text("barcode", (&*number, "000"))
        .text("customerId", &*customer_id(person))
        .text("customerName", &*person.name())
        .text("recipientName", &*person.name());
    date(json, "orderDate", order.created, record);
    date(json, "dueDate", order.created + 2 * DAY, record);
    date(
        json,
        "estimatedArrivalDate",
        order.created + 4 * DAY,
        record,
    );
    json.text("cargoCompany", "Örnek Kargo")
        .text("shippingAddressDetail", &*person.street())
        .text("shippingDistrict", "Örnek Mah.")
        .text("shippingTown", person.district)
        .text("shippingCity", person.city)
        .text("shippingCountryCode", "TR")
        .text("email", &*person.email())
        .maybe("phoneNumber", person.phone)
        .raw("companyName", "null")
        .text("billingAddress", &*person.street())
        .text("billingDistrict", "Örnek Mah.")
        .text("billingTown", person.district)
        .text("billingCity", person.city)
        .text("billingPostalCode", person.postal_code)
        .text("billingCountryCode", "TR")
        .maybe("taxOffice", person.tax_number.map(|_| "Örnek VD"))
        .maybe("taxNumber", person.tax_number)
        .text("identityNo", "11111111111");
    money(json, "shippingTotalPrice", Kurus(0), record);
    money(json, "customsTotalPrice", Kurus(0), record);
    money(json, "totalPrice", record.total(), record);
    json.raw("isCargoChangable", true).raw("totalDeci", "1.0");
    json.array("items", |json| {
        let lines = record.lines().iter();
        for one in lines.filter(|line| !record.is_cancelled(line)) {
            json.item(|json| item(json, merchant, record, one));
        }
    });
}

fn item(json: &mut Json<'_>, merchant: &str, record: &Record, line: &Line) {
    named(json, "lineItemId", &line_id(record, line), record);
    json.text("listingId", &*uuid(line.product))
        .text("merchantId", merchant)
        .text("hbSku", &*sku(line))
        .maybe("merchantSku", line.sku().as_deref())
        .text("productName", line.name)
        .text("productBarcode", &*line.barcode());
    named(json, "orderNumber", &order_number(record), record);
    date(json, "orderDate", record.order.created, record);
    json.raw("quantity", line.quantity);
    for (name, amount) in [
        ("price", line.price()),
        ("totalPrice", line.total()),
        ("merchantUnitPrice", line.price()),
        ("merchantTotalPrice", line.total()),
        ("commission", Kurus(line.total().0 * 15 / 100)),
        ("unitHBDiscount", Kurus(0)),
        ("totalHBDiscount", Kurus(0)),
        ("unitMerchantDiscount", Kurus(0)),
        ("totalMerchantDiscount", Kurus(0)),
    ] {
        money(json, name, amount, record);
    }
    json.raw("vat", Kurus(line.total().0 / 6))
        .raw("vatRate", "20.0")
        .raw("commissionRate", "15.0")
        .text("deliveryType", "StandardDelivery")
        .raw("properties", "[]")
        .raw("weight", 0_u64)
        .raw("deci", "1.0")
        // As it is spelled there.
        .raw("releatedLineIndexesWithCampaign", "[]")
        .raw("isMicroExport", false)
        .raw("parentItemIndex", "null");
}
