//! A package as N11 tells it: with no currency, no date of the order, and sometimes with no id.

use super::word;
use crate::sandbox::json::Json;
use crate::sandbox::orders::{Fate, Flaw, Line, Person, Record, Stage};

/// The salts of the oddities: a package without an id, and a history without times.
const NAMELESS: u64 = 1;
const TIMELESS: u64 = 2;
/// One in so many is odd.
const MANY: u64 = 30;

/// The id, which what is sent to a place of its own has not. What is split is told by its ids and has them.
pub(super) fn id(record: &Record) -> Option<String> {
    let order = &record.order;
    let nameless = order.is_odd(NAMELESS, MANY) && order.fate != Fate::Split;
    let id = order.number * 4 + u64::from(record.part);
    (!nameless && order.flaw != Some(Flaw::Id)).then(|| id.to_string())
}

pub(super) fn order_number(record: &Record) -> String {
    format!("2{}", record.order.number)
}

pub(super) fn line_id(record: &Record, line: &Line) -> u64 {
    record.order.number * 10 + line.place
}

pub(super) fn write(json: &mut Json<'_>, record: &Record) {
    let order = &record.order;
    let (id, sound) = (id(record), order.flaw != Some(Flaw::Id));
    let number = order_number(record);
    json.maybe("id", id.as_deref())
        .maybe("orderNumber", sound.then_some(&*number))
        .raw("sellerId", 10_001_u64);
    let person = &order.customer;
    json.raw("customerId", person.id)
        .text("customerEmail", &*person.email())
        .text("customerfullName", &*person.name())
        .text("tcIdentityNumber", "11111111111")
        .maybe("taxId", person.tax_number)
        .maybe("taxOffice", person.tax_number.map(|_| "Örnek VD"));
    json.object("billingAddress", |json| {
        address(json, person);
        let company = person.tax_number.is_some();
        json.maybe("taxId", person.tax_number)
            .maybe("taxHouse", person.tax_number.map(|_| "Örnek VD"))
            .raw("invoiceType", if company { 2_u64 } else { 1 });
    });
    json.object("shippingAddress", |json| address(json, person));
    json.text("cargoSenderNumber", order.number)
        .text("cargoTrackingNumber", ("7", order.number))
        .text(
            "cargoTrackingLink",
            ("https://tracking.example.test/", order.number),
        )
        .raw("shipmentCompanyId", 341_u64)
        .text("cargoProviderName", "Örnek Kargo")
        .raw("shipmentMethod", 1_u64)
        .raw("installmentChargeWithVATprice", "0.00");
    json.array("lines", |json| {
        for one in record.lines() {
            json.item(|json| line(json, record, one));
        }
    });
    json.raw("totalAmount", record.total()).raw(
        "totalDiscountAmount",
        record.paid(|line| line.times(line.discount())),
    );
    dates(json, record);
    json.text("shipmentPackageStatus", word(record.stage()))
        .raw("micro", false)
        .maybe(
            "deliveryAddressType",
            (sound && id.is_none()).then_some("PUP"),
        )
        .raw("isReturned", record.stage() == Stage::Returned);
    for name in [
        "invoiceLink",
        "invoiceDate",
        "etgbNo",
        "etgbDate",
        "hsCode",
        "productOrigin",
    ] {
        json.raw(name, "null");
    }
    json.text("countryCode", "TR");
}

fn address(json: &mut Json<'_>, person: &Person) {
    json.text("address", &*person.street())
        .text("city", person.city)
        .text("district", person.district)
        .text("neighborhood", "Örnek Mah.")
        .text("fullName", &*person.name())
        .maybe("gsm", person.phone)
        // It may be left empty, and mostly is.
        .text("tcId", "")
        .text("postalCode", person.postal_code)
        .text("countryCode", "TR");
}

fn dates(json: &mut Json<'_>, record: &Record) {
    match record.order.flaw {
        Some(Flaw::Date) => json.text("lastModifiedDate", "bugün"),
        _ => json.raw("lastModifiedDate", record.modified),
    };
    json.raw(
        "agreedDeliveryDate",
        record.order.created + 3 * 24 * 3_600_000,
    );
    let timeless = record.order.is_odd(TIMELESS, MANY) || record.order.flaw == Some(Flaw::Date);
    json.array("packageHistories", |json| {
        for (at, stage) in record.history() {
            json.item(|json| {
                if !timeless {
                    json.raw("createdDate", *at);
                }
                json.text("status", word(*stage));
            });
        }
    });
}

/// Amounts are those of all pieces, save the price; what N11 takes off, it pays itself.
fn line(json: &mut Json<'_>, record: &Record, line: &Line) {
    let by_seller = line.times(line.by_seller);
    json.raw("orderLineId", line_id(record, line))
        .raw("quantity", line.quantity)
        .raw("productId", 500_000_000 + line.product)
        .text("productName", line.name)
        .maybe("stockCode", line.sku().as_deref());
    // Few products have one here.
    let barcode = line.product.is_multiple_of(10).then(|| line.barcode());
    json.maybe("barcode", barcode.as_deref());
    json.array("variantAttributes", |json| {
        json.item(|json| {
            json.text("name", "Beden").text("value", "M");
        });
    })
    .raw("customTextOptionValues", "[]")
    .raw("price", line.gross)
    .raw("dueAmount", line.total())
    .raw("sellerDiscount", by_seller)
    .raw("sellerCouponDiscount", "0.00")
    .raw("mallDiscount", line.times(line.by_marketplace))
    .raw("sellerInvoiceAmount", line.times(line.invoiced()))
    .raw("totalSellerDiscountPrice", by_seller)
    .text("orderItemLineItemStatusName", word(record.stage_of(line)))
    .raw("vatRate", "20.0")
    .raw("commissionRate", "15.0")
    .raw("netMarketingFeeRate", "0.0")
    .raw("netMarketplaceFeeRate", "0.0")
    .raw("sellerCampaignCommissionRate", "null")
    .text("sender", "SELLER");
}
