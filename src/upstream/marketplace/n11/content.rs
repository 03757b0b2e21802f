//! A product as N11 creates it, and what of it can be changed afterwards.

use serde::Serialize;

use super::{ME, currency};
use crate::db::Product;
use crate::upstream::marketplace::content::{Fields, images, text, vat_rate};
use crate::upstream::marketplace::driver::{Refusal, Told};

/// What a product may not say otherwise for N11 alone.
const OURS: [&str; 5] = [
    "stockCode",
    "quantity",
    "salePrice",
    "listPrice",
    "currencyType",
];
const MOST_IMAGES: usize = 8;
/// Fewest characters of a title.
const SHORTEST_TITLE: usize = 15;
/// What an update takes. Of the other fields a change is not told.
const UPDATED: [&str; 10] = [
    "status",
    "preparingDay",
    "shipmentTemplate",
    "productMainId",
    "deleteProductMainId",
    "maxPurchaseQuantity",
    "deleteMaxPurchaseQuantity",
    "description",
    "vatRate",
    "stockCode",
];

#[derive(Serialize)]
struct Image {
    url: String,
    order: usize,
}

pub(super) fn create(product: &Product) -> Result<Told, Refusal> {
    let prices = product.prices()?;
    let mut fields = common(product)?;
    let title = text("title", product.title.as_deref(), 255)?;
    if let Some(title) = title.filter(|title| title.chars().count() < SHORTEST_TITLE) {
        let length = title.chars().count();
        let reason = format!("has {length} characters, fewer than {SHORTEST_TITLE}");
        return Err(Refusal::new("title", reason));
    }
    fields.maybe("title", title.as_ref());
    fields.add("productMainId", &product.sku);
    fields.maybe("barcode", product.barcode.as_ref());
    fields.add("currencyType", &currency(product)?);
    fields.maybe("quantity", product.quantity(None)?.as_ref());
    fields.maybe("salePrice", prices.map(|prices| prices.sale).as_ref());
    fields.maybe("listPrice", prices.map(|prices| prices.list).as_ref());
    let images = images(product, MOST_IMAGES)?.into_iter().enumerate();
    let images: Vec<Image> = images.map(|(order, url)| Image { url, order }).collect();
    fields.maybe("images", Some(&images).filter(|images| !images.is_empty()));
    fields.need(&[
        ("title", "title"),
        ("description", "description"),
        ("categoryId", "n11.categoryId"),
        ("preparingDay", "n11.preparingDay"),
        ("shipmentTemplate", "n11.shipmentTemplate"),
        ("quantity", "stock"),
        ("salePrice", "price"),
        ("vatRate", "vat_rate"),
        ("images", "images"),
        ("attributes", "n11.attributes"),
    ])?;
    let mut told = fields.told(&product.sku, &[])?;
    // Of what can be told afterwards: a change of anything else is not.
    told.seen = update(product)?.seen;
    Ok(told)
}

/// Without its flags N11 passes over some changes in silence: they are set where the field is.
pub(super) fn update(product: &Product) -> Result<Told, Refusal> {
    let mut fields = common(product)?;
    fields.keep(&UPDATED);
    for (field, flag) in [
        ("productMainId", "deleteProductMainId"),
        ("maxPurchaseQuantity", "deleteMaxPurchaseQuantity"),
    ] {
        if fields.has(field) {
            fields.add(flag, &true);
        }
    }
    fields.told(&product.sku, &[])
}

fn common(product: &Product) -> Result<Fields, Refusal> {
    let mut fields = Fields::of(product, ME, &OURS);
    fields.add("stockCode", &product.sku);
    fields.maybe("description", product.description.as_ref());
    fields.maybe("vatRate", vat_rate(product)?.as_ref());
    Ok(fields)
}
