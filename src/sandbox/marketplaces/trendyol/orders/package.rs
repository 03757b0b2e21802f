//! A package as Trendyol tells it. Times are true, save that of the order, which is three hours ahead.

use super::line;
use super::word;
use crate::sandbox::json::{Json, Piece};
use crate::sandbox::orders::{Flaw, Person, Record, Stage};

/// Turkish time, written as if it were UTC.
const AHEAD: i64 = 3 * 3_600_000;
const HOUR: i64 = 3_600_000;
/// Of which tracking numbers are made: more than a float holds.
const TRACKING: u64 = 72_800_000_000_000_000;
/// The salts of the oddities: who pays for the cargo is not told, and the package waits at a point.
const NOBODY_PAYS: u64 = 1;
const COLLECTED: u64 = 2;

pub(super) fn id(record: &Record) -> u64 {
    id_of(record, record.part)
}

fn id_of(record: &Record, part: u8) -> u64 {
    record.order.number * 4 + u64::from(part)
}

pub(super) fn order_number(record: &Record) -> String {
    format!("1{}", record.order.number)
}

/// Writes it; its id stands under `name`.
pub(super) fn write(json: &mut Json<'_>, record: &Record, seller: u64, name: &str) {
    let order = &record.order;
    if order.flaw != Some(Flaw::Id) {
        json.raw(name, id(record))
            .text("orderNumber", &*order_number(record));
    }
    json.raw("shipmentNumber", order.number % 1_000_000_000);
    match record.part {
        0 => json
            .raw("originPackageIds", "null")
            .text("createdBy", "order-creation"),
        _ => json
            .raw("originPackageIds", ("[", id_of(record, 0), "]"))
            .text("createdBy", "split"),
    };
    json.text("status", word(record.stage()))
        .text("shipmentPackageStatus", word(record.stage()))
        .raw("supplierId", seller)
        .raw("warehouseId", 1_000_001_u64)
        .raw("channelId", 1_u64);
    customer(json, &order.customer);
    dates(json, record);
    if order.flaw != Some(Flaw::Currency) {
        json.text("currencyCode", "TRY");
    }
    json.text("paymentMethod", "CREDIT_CARD")
        .text("orderCountryCode", "TR");
    amounts(json, record);
    json.object("shipmentAddress", |json| {
        address(json, order.number, &order.customer);
    });
    json.object("invoiceAddress", |json| {
        address(json, order.number + 1, &order.customer);
        json.text("latitude", "38.4").text("longitude", "27.1");
        if let Some(number) = order.customer.tax_number {
            json.text("taxOffice", "Örnek VD").text("taxNumber", number);
        }
    });
    cargo(json, record);
    json.array("lines", |json| {
        for one in record.lines() {
            json.item(|json| line::write(json, record, one, seller));
        }
    });
}

fn customer(json: &mut Json<'_>, person: &Person) {
    let company = person.tax_number.is_some();
    json.raw("customerId", person.id)
        .text("customerFirstName", person.first)
        .text("customerLastName", person.last)
        .text("customerEmail", &*person.email())
        .text("identityNumber", "11111111111")
        .maybe("taxNumber", person.tax_number)
        .raw("commercial", company)
        .raw("micro", false);
}

fn dates(json: &mut Json<'_>, record: &Record) {
    let created = record.order.created;
    match record.order.flaw {
        Some(Flaw::Date) => json
            .text("orderDate", "dün")
            .text("lastModifiedDate", "bugün"),
        _ => json
            .raw("orderDate", created + AHEAD)
            .raw("lastModifiedDate", record.modified),
    };
    json.raw("originShipmentDate", created)
        .raw("agreedDeliveryDate", created + 72 * HOUR)
        .raw("estimatedDeliveryStartDate", created + 48 * HOUR)
        .raw("estimatedDeliveryEndDate", created + 120 * HOUR);
    json.array("packageHistories", |json| {
        for (at, stage) in record.history() {
            json.item(|json| {
                match record.order.flaw {
                    Some(Flaw::Date) => json.raw("createdDate", "null"),
                    _ => json.raw("createdDate", *at),
                };
                json.text("status", word(*stage));
            });
        }
    });
}

fn amounts(json: &mut Json<'_>, record: &Record) {
    let by_seller = record.paid(|line| line.times(line.by_seller));
    let by_marketplace = record.paid(|line| line.times(line.by_marketplace));
    json.raw(
        "packageGrossAmount",
        record.paid(|line| line.times(line.gross)),
    )
    .raw("packageSellerDiscount", by_seller)
    .raw("packageTyDiscount", by_marketplace)
    .raw(
        "packageTotalDiscount",
        record.paid(|line| line.times(line.discount())),
    )
    .raw("packageTotalPrice", record.total());
    json.array("discountDisplays", |json| {
        if by_seller.0 > 0 {
            json.item(|json| {
                json.text("displayName", "Sepette indirim")
                    .raw("discountAmount", by_seller);
            });
        }
    });
}

fn address(json: &mut Json<'_>, id: u64, person: &Person) {
    let street = person.street();
    json.raw("id", id)
        .text("firstName", person.first)
        .text("lastName", person.last)
        .text("fullName", &*person.name())
        .text("company", "")
        .text("address1", &*street)
        .text("address2", "")
        .text(
            "fullAddress",
            ((&*street, " "), (person.district, " ", person.city)),
        )
        .object("addressLines", |json| {
            json.text("addressLine1", "").text("addressLine2", "");
        })
        .text("city", person.city)
        .raw("cityCode", person.city_code)
        .text("district", person.district)
        .raw("districtId", 100_u64)
        .raw("neighborhoodId", 2_000_u64)
        .text("neighborhood", "Örnek Mah.")
        .text("postalCode", person.postal_code)
        .text("countryCode", "TR")
        .maybe("phone", person.phone);
}

fn cargo(json: &mut Json<'_>, record: &Record) {
    let order = &record.order;
    let place = match order.is_odd(COLLECTED, 20) {
        true => "CollectionPoint",
        false => "Shipment",
    };
    json.text("deliveryAddressType", place)
        .text("deliveryType", "normal")
        .raw("timeSlotId", 0_u64)
        .raw("fastDelivery", false)
        .text("fastDeliveryType", "")
        .raw("deliveredByService", false)
        .raw("cargoTrackingNumber", TRACKING + id(record))
        .text(
            "cargoTrackingLink",
            ("https://tracking.example.test/", id(record)),
        )
        .text("cargoSenderNumber", order.number)
        .text("cargoProviderName", "Örnek Kargo Marketplace")
        .raw("cargoDeci", "1.0")
        .raw("sellerDeliveryMethod", "null");
    if !order.is_odd(NOBODY_PAYS, 4) {
        json.raw("whoPays", 1_u64);
    }
    let invoiced = record.stage() == Stage::Delivered;
    json.text("invoiceLink", "")
        .raw("invoiceNumber", "null")
        .text(
            "invoiceStatus",
            if invoiced { "Invoiced" } else { "NotInvoiced" },
        )
        .raw("invoiceRejectedReasonKeys", "[]");
    for name in [
        "giftBoxRequested",
        "3pByTrendyol",
        "containsDangerousProduct",
        "isCod",
    ] {
        json.raw(name, false);
    }
}

/// The currency of a line, which an order without one has not either.
pub(super) fn currency(record: &Record) -> Option<impl Piece> {
    (record.order.flaw != Some(Flaw::Currency)).then_some("TRY")
}
