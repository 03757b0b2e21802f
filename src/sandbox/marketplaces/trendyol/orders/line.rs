//! A line of a package: its amounts are those of one piece, and each piece has its discounts.

use super::package::currency;
use super::word;
use crate::sandbox::json::Json;
use crate::sandbox::orders::{Line, Record};

const SIZES: [&str; 3] = [" M", "L", "Tek Ebat"];

pub(super) fn write(json: &mut Json<'_>, record: &Record, line: &Line, seller: u64) {
    let cancelled = record.is_cancelled(line);
    let size = SIZES[line.product as usize % SIZES.len()];
    json.raw("lineId", record.order.number * 10 + line.place)
        .raw("quantity", line.quantity)
        .text("barcode", &*line.barcode())
        .maybe("stockCode", line.sku().as_deref())
        .text("productName", (line.name, ", ", size.trim()))
        .raw("contentId", 555_000_000 + line.product)
        .text("productSize", size)
        .text("productColor", "Siyah")
        .text("productOrigin", "TR")
        .raw("productCategoryId", 604_u64)
        .raw("sellerId", seller)
        .raw("salesCampaignId", 88_u64);
    if let Some(currency) = currency(record) {
        json.text("currencyCode", currency);
    }
    json.raw("lineGrossAmount", line.gross)
        .raw("lineUnitPrice", line.price())
        .raw("lineTotalDiscount", line.discount())
        .raw("lineSellerDiscount", line.by_seller)
        .raw("lineTyDiscount", line.by_marketplace);
    json.array("discountDetails", |json| {
        for piece in 1..=line.quantity {
            json.item(|json| {
                json.raw("lineItemId", piece)
                    .raw("lineItemPrice", line.price())
                    .raw("lineItemSellerDiscount", line.by_seller)
                    .raw("lineItemTyDiscount", line.by_marketplace);
            });
        }
    });
    json.raw("vatRate", 20_u64)
        .raw("commission", 20_u64)
        .text("orderLineItemStatusName", word(record.stage_of(line)))
        .raw("fastDeliveryOptions", "[]")
        .text("businessUnit", "Giyim")
        .maybe("cancelledBy", cancelled.then_some("Customer"))
        .maybe("cancelReason", cancelled.then_some("Müşteri iptali"))
        .raw("cancelReasonCode", if cancelled { "1" } else { "null" });
}
