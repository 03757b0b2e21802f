//! A line of an order, as the list of open lines and the order itself tell it.

use super::super::super::store::uuid;
use super::{customer_id, date, line_id, money, named, order_number, package_number, sku, word_of};
use crate::sandbox::json::Json;
use crate::sandbox::kurus::Kurus;
use crate::sandbox::orders::{Line, Person, Record, Stage};

const DAY: i64 = 24 * 3_600_000;
/// A rate of 20 % that is in the price: what comes out of the price is a sixth.
const VAT: i64 = 6;

pub(super) fn write(json: &mut Json<'_>, merchant: &str, record: &Record, line: &Line) {
    let (order, person) = (&record.order, &record.order.customer);
    named(json, "id", &line_id(record, line), record);
    named(json, "orderId", &uuid(order.number), record);
    named(json, "orderNumber", &order_number(record), record);
    json.text("merchantId", merchant);
    date(json, "orderDate", order.created, record);
    date(json, "lastStatusUpdateDate", record.modified, record);
    date(json, "dueDate", order.created + 2 * DAY, record);
    json.text("status", word_of(record, line))
        .text("sku", &*sku(line))
        .maybe("merchantSKU", line.sku().as_deref())
        .text("name", line.name)
        .text("productBarcode", &*line.barcode())
        .text(
            "productImageUrlFormat",
            "https://images.example.test/{size}/1.jpg",
        )
        .raw("quantity", line.quantity);
    amounts(json, record, line);
    json.text("customerId", &*customer_id(person))
        .text("customerName", &*person.name())
        .object("shippingAddress", |json| {
            address(json, order.number, person)
        })
        .object("invoice", |json| invoice(json, order.number, person))
        .text("cargoCompany", "Örnek Kargo")
        .object("cargoCompanyModel", |json| {
            json.raw("id", 1_u64)
                .text("name", "Örnek Kargo")
                .text("shortName", "OK")
                .text("trackingUrl", "https://tracking.example.test");
        });
    let packed = !matches!(
        record.stage(),
        Stage::Created | Stage::UnPacked | Stage::Cancelled
    );
    let number = (packed && !record.is_cancelled(line)).then(|| package_number(record));
    json.raw("barcode", "null")
        .maybe("packageNumber", number.as_deref())
        .text("deliveryType", "StandardDelivery")
        .raw("deliveryOptionId", 1_u64)
        .raw("dispatchTime", 2_u64)
        .raw("isCustomized", false)
        .raw("isCancellable", !packed)
        .raw("canCreatePackage", !packed)
        .raw("isMicroExport", false)
        .object("warehouse", |json| {
            json.text("shippingAddressLabel", "Depo")
                .text("shippingModel", "Standard");
        });
    json.array("properties", |json| {
        json.item(|json| {
            json.text("name", "Beden")
                .text("displayName", "Beden")
                .text("value", "M");
        });
    })
    .raw("paymentTermInDays", 30_u64)
    .raw("creationReason", "null")
    .raw("parentItemIndex", "null");
}

fn amounts(json: &mut Json<'_>, record: &Record, line: &Line) {
    money(json, "unitPrice", line.price(), record);
    money(json, "totalPrice", line.total(), record);
    json.raw("vat", Kurus(line.total().0 / VAT))
        .raw("vatRate", "20.0");
    money(json, "commission", Kurus(line.total().0 * 15 / 100), record);
    json.raw("commissionRate", "15.0")
        .raw("commissionType", 1_u64);
    for name in ["hbDiscount", "merchantDiscount"] {
        json.object(name, |json| {
            money(json, "unitPrice", Kurus(0), record);
            money(json, "totalPrice", Kurus(0), record);
        });
    }
    json.raw("discountInfo", "[]");
    money(json, "purchasePrice", Kurus(0), record);
}

pub(super) fn address(json: &mut Json<'_>, number: u64, person: &Person) {
    json.text("addressId", &*uuid(number))
        .text("name", &*person.name())
        .text("address", &*person.street())
        .text("district", "Örnek Mah.")
        .text("town", person.district)
        .text("city", person.city)
        .text("postalCode", person.postal_code)
        .text("countryCode", "TR")
        .maybe("phoneNumber", person.phone)
        .text("alternatePhoneNumber", "")
        .text("email", &*person.email())
        .text("directions", "");
}

pub(super) fn invoice(json: &mut Json<'_>, number: u64, person: &Person) {
    let alone = person.tax_number.is_none();
    json.maybe("turkishIdentityNumber", alone.then_some("11111111111"))
        .maybe("taxNumber", person.tax_number)
        .maybe("taxOffice", person.tax_number.map(|_| "Örnek VD"))
        .object("address", |json| address(json, number + 1, person));
}
