//! A product as Trendyol's V2 creates it, and updates it as a whole until it is approved, and in parts from then on.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{ME, MOST_STOCK, barcode};
use crate::config::AttributeValues;
use crate::db::Product;
use crate::upstream::marketplace::content::{Fields, images, text, vat_rate};
use crate::upstream::marketplace::driver::{Call, Refusal, Told};

/// Told by `content-bulk-update` once it is approved, with `contentId`.
pub(super) const CONTENT: [&str; 4] = ["title", "description", "images", "attributes"];
/// Told by `variant-bulk-update` then, all of them at once: whether some alone may be told is not certain.
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
/// Told by `delivery-info-bulk-update` then, which has it in the plural.
const DELIVERY: &str = "deliveryOption";
/// Told by no call then.
const FIXED: [&str; 3] = ["brandId", "categoryId", "productMainId"];
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

/// The whole, or a part of it where that is asked for. A change is known by the part that it is in; what is in none is
/// told with the whole alone.
pub(super) fn tell(
    call: Call,
    product: &Product,
    form: AttributeValues,
) -> Result<Option<Told>, Refusal> {
    let barcode = barcode(product)?;
    let fields = fields(barcode, product, form)?;
    match call {
        Call::Create | Call::Update => fields.known_by(barcode, &CONTENT).map(Some),
        _ => part(call, barcode, fields),
    }
}

/// A part of it that has a call of its own; none where there is nothing of it.
pub(super) fn part(call: Call, barcode: &str, mut whole: Fields) -> Result<Option<Told>, Refusal> {
    let mut fields = match call {
        Call::Variant => {
            whole.keep(&VARIANT);
            whole
        }
        Call::Fixed => {
            whole.keep(&FIXED);
            whole
        }
        _ => {
            let Some(option) = whole.take(DELIVERY) else {
                return Ok(None);
            };
            let mut fields = Fields::default();
            fields.add("deliveryOptions", &option);
            fields
        }
    };
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
