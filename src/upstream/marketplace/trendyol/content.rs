//! A product as Trendyol's V2 creates it, and updates it as a whole until it is approved, and in parts from then on.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{ME, MOST_STOCK, barcode};
use crate::config::AttributeValues;
use crate::db::Product;
use crate::upstream::marketplace::content::{Fields, images, text, vat_rate};
use crate::upstream::marketplace::driver::{Call, Refusal, Told};

/// Told by `price-and-inventory` once it is on sale.
const OFFER: [&str; 3] = ["quantity", "salePrice", "listPrice"];
/// Told by `variant-bulk-update` once it is approved, all of them at once: whether some alone may be told is not certain.
const VARIANT: [&str; 8] = [
    "stockCode",
    "vatRate",
    "dimensionalWeight",
    "lotNumber",
    "shipmentAddressId",
    "returningAddressId",
    "locationBasedDelivery",
    "origin",
];
/// Told by `delivery-info-bulk-update`, which has it in the plural.
const DELIVERY: &str = "deliveryOption";
/// What a product may not say otherwise for Trendyol alone.
const OURS: [&str; 5] = ["barcode", "stockCode", "quantity", "salePrice", "listPrice"];
const MOST_IMAGES: usize = 8;

#[derive(Serialize)]
struct Image {
    url: String,
}

/// As the guide has it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attribute<'a> {
    #[serde(borrow)]
    attribute_id: &'a RawValue,
    #[serde(borrow, default)]
    attribute_value_id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    custom_attribute_value: Option<&'a RawValue>,
}

/// As the reference has it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ListAttribute<'a> {
    attribute_id: &'a RawValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    attribute_value_ids: Option<[&'a RawValue; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attribute_value: Option<&'a RawValue>,
}

/// The whole, or a part of it where that is asked for.
pub(super) fn tell(
    call: Call,
    product: &Product,
    form: AttributeValues,
) -> Result<Option<Told>, Refusal> {
    let barcode = barcode(product)?;
    let fields = fields(barcode, product, form)?;
    match call {
        Call::Variant | Call::Delivery => part(call, barcode, fields),
        _ => {
            let apart = [&OFFER[..], &VARIANT, &[DELIVERY]].concat();
            fields.told(barcode, &apart).map(Some)
        }
    }
}

/// A part of it that has a call of its own; none where there is nothing of it.
pub(super) fn part(call: Call, barcode: &str, mut whole: Fields) -> Result<Option<Told>, Refusal> {
    let mut fields = Fields::default();
    if call == Call::Delivery {
        match whole.take(DELIVERY) {
            Some(option) => fields.add("deliveryOptions", &option),
            None => return Ok(None),
        }
    } else {
        whole.keep(&VARIANT);
        fields = whole;
    }
    fields.add("barcode", &barcode);
    fields.told(barcode, &[]).map(Some)
}

fn fields(barcode: &str, product: &Product, form: AttributeValues) -> Result<Fields, Refusal> {
    product.in_lira(ME)?;
    let prices = product.prices()?;
    let mut fields = Fields::of(product, ME, &OURS);
    fields.add("barcode", &barcode);
    fields.maybe(
        "title",
        text("title", product.title.as_deref(), 100)?.as_ref(),
    );
    let description = text("description", product.description.as_deref(), 30_000)?;
    fields.maybe("description", description.as_ref());
    fields.add("productMainId", &product.sku);
    fields.maybe("stockCode", text("sku", Some(&product.sku), 100)?.as_ref());
    fields.maybe("quantity", product.quantity(Some(MOST_STOCK))?.as_ref());
    fields.maybe("salePrice", prices.map(|prices| prices.sale).as_ref());
    fields.maybe("listPrice", prices.map(|prices| prices.list).as_ref());
    fields.maybe("vatRate", vat_rate(product)?.as_ref());
    let images = images(product, MOST_IMAGES)?
        .into_iter()
        .map(|url| Image { url });
    let images: Vec<Image> = images.collect();
    fields.maybe("images", Some(&images).filter(|images| !images.is_empty()));
    if form == AttributeValues::List
        && let Some(attributes) = fields.take("attributes")
    {
        fields.add("attributes", &as_lists(&attributes)?);
    }
    fields.need(&[
        ("title", "title"),
        ("description", "description"),
        ("brandId", "trendyol.brandId"),
        ("categoryId", "trendyol.categoryId"),
        ("quantity", "stock"),
        ("salePrice", "price"),
        ("vatRate", "vat_rate"),
        ("images", "images"),
        ("attributes", "trendyol.attributes"),
        ("dimensionalWeight", "trendyol.dimensionalWeight"),
        ("origin", "trendyol.origin"),
    ])?;
    Ok(fields)
}

fn as_lists(attributes: &RawValue) -> Result<Vec<ListAttribute<'_>>, Refusal> {
    let wrong = |_| Refusal::new("trendyol.attributes", "is no list of {attributeId, …}");
    let read: Vec<Attribute<'_>> = serde_json::from_str(attributes.get()).map_err(wrong)?;
    let lists = read.into_iter().map(|attribute| ListAttribute {
        attribute_id: attribute.attribute_id,
        attribute_value_ids: attribute.attribute_value_id.map(|id| [id]),
        attribute_value: attribute.custom_attribute_value,
    });
    Ok(lists.collect())
}
