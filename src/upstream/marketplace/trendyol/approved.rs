//! How products are updated that Trendyol has approved: it keeps them by contents that variants share, and some fields it
//! changes no more. What it shows is compared with nothing that can be told: an update goes on being checked for a while
//! after it was taken, and the list shows what was before it.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::content::{CONTENT, part};
use super::words;
use crate::upstream::marketplace::content::Fields;
use crate::upstream::marketplace::driver::{Call, Refusal, Review, Told};

/// A page of `products/approved`. One row that is odd is no reason to leave the others.
#[derive(Deserialize)]
pub(super) struct List {
    #[serde(default, deserialize_with = "words::or_empty")]
    content: Vec<Box<RawValue>>,
}

/// By which an odd row is known.
#[derive(Deserialize)]
struct Shown {
    #[serde(default)]
    variants: Vec<Barcode>,
}

#[derive(Deserialize)]
struct Barcode {
    barcode: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Content {
    content_id: u64,
    product_main_id: Option<String>,
    brand: Option<Numbered>,
    category: Option<Numbered>,
    #[serde(default, deserialize_with = "words::or_empty")]
    variants: Vec<Variant>,
}

#[derive(Deserialize)]
struct Numbered {
    id: Option<u64>,
}

#[derive(Deserialize)]
struct Variant {
    barcode: Option<String>,
    #[serde(default, deserialize_with = "words::or_empty")]
    attributes: Vec<Attribute>,
}

/// As it is listed, and in both forms in which it is told; an id may be text.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attribute {
    attribute_id: Box<RawValue>,
    attribute_value_id: Option<Box<RawValue>>,
    #[serde(default, deserialize_with = "words::or_empty")]
    attribute_value_ids: Vec<Box<RawValue>>,
    attribute_value: Option<Box<RawValue>>,
    custom_attribute_value: Option<Box<RawValue>>,
}

/// How each of these is to be updated: barcodes, and bodies with all fields.
pub(super) fn reviewed(list: List, products: &[(&str, &str)]) -> Vec<Review> {
    let (mut there, mut odd) = (HashMap::new(), Vec::new());
    for raw in &list.content {
        match serde_json::from_str::<Content>(raw.get()) {
            Ok(content) => {
                let content = std::rc::Rc::new(content);
                for (place, variant) in content.variants.iter().enumerate() {
                    let barcode = variant.barcode.clone().unwrap_or_default();
                    there.insert(barcode, (content.clone(), place));
                }
            }
            Err(_) => {
                let shown: Option<Shown> = serde_json::from_str(raw.get()).ok();
                let variants = shown.into_iter().flat_map(|shown| shown.variants);
                odd.extend(variants.map(|variant| variant.barcode));
            }
        }
    }
    let review = |(barcode, body): &(&str, &str)| match there.get(*barcode) {
        Some((content, place)) => {
            let variant = &content.variants[*place];
            Review::Parts(vec![
                (Call::Content, of_content(content, variant, body)),
                (Call::Variant, of_part(Call::Variant, barcode, body)),
                (Call::Delivery, of_part(Call::Delivery, barcode, body)),
                (Call::Fixed, is_fixed(content, body).map(|()| None)),
            ])
        }
        None if odd.iter().any(|odd| odd == barcode) => Review::Unread,
        None => Review::Whole,
    };
    products.iter().map(review).collect()
}

fn of_part(call: Call, barcode: &str, body: &str) -> Result<Option<Told>, Refusal> {
    part(call, barcode, Fields::read(body)?)
}

fn of_content(there: &Content, variant: &Variant, body: &str) -> Result<Option<Told>, Refusal> {
    let mut fields = Fields::read(body)?;
    fields.keep(&CONTENT);
    if let Some(attributes) = fields.take("attributes") {
        fields.add("attributes", &of_all_variants(&attributes, variant)?);
    }
    fields.add("contentId", &there.content_id);
    fields.told(&there.content_id.to_string(), &[]).map(Some)
}

/// Refuses what Trendyol would pass over without a word.
fn is_fixed(there: &Content, body: &str) -> Result<(), Refusal> {
    let fields = Fields::read(body)?;
    let id = |numbered: &Option<Numbered>| {
        let id = numbered.as_ref()?.id?;
        Some(id.to_string())
    };
    let number = |name| fields.get::<u64>(name).map(|id| id.to_string());
    for (field, ours, theirs) in [
        ("trendyol.brandId", number("brandId"), id(&there.brand)),
        (
            "trendyol.categoryId",
            number("categoryId"),
            id(&there.category),
        ),
        (
            "trendyol.productMainId",
            fields.get::<String>("productMainId"),
            there.product_main_id.clone(),
        ),
    ] {
        if let (Some(ours), Some(theirs)) = (ours, theirs)
            && ours != theirs
        {
            let reason = format!(
                "is {ours}, and {theirs} at Trendyol, which does not change it once a product is approved"
            );
            return Err(Refusal::new(field, reason));
        }
    }
    Ok(())
}

/// The attributes that the content has; those by which its variants differ stay as they are, and are refused where they
/// are to be others.
fn of_all_variants(ours: &RawValue, variant: &Variant) -> Result<Vec<Box<RawValue>>, Refusal> {
    let refused = |reason: String| Refusal::new("trendyol.attributes", reason);
    let wrong = |_| refused("is no list of {attributeId, …}".to_owned());
    let raw: Vec<Box<RawValue>> = serde_json::from_str(ours.get()).map_err(wrong)?;
    let mut told = Vec::new();
    for raw in raw {
        let attribute: Attribute = serde_json::from_str(raw.get()).map_err(wrong)?;
        let id = attribute.id();
        match variant.attributes.iter().find(|one| one.id() == id) {
            None => told.push(raw),
            Some(there) if there.shows(&attribute) => {}
            Some(_) => {
                return Err(refused(format!(
                    "has another value for {id}, which does not change once a product is approved"
                )));
            }
        }
    }
    Ok(told)
}

impl Attribute {
    fn id(&self) -> &str {
        plain(&self.attribute_id)
    }

    fn ids(&self) -> Vec<&str> {
        let ids = self.attribute_value_id.iter();
        ids.chain(&self.attribute_value_ids)
            .map(|id| plain(id))
            .collect()
    }

    fn text(&self) -> Option<&str> {
        let text = self.custom_attribute_value.as_ref();
        text.or(self.attribute_value.as_ref())
            .map(|text| plain(text))
    }

    /// By the value's id, or by its text.
    fn shows(&self, told: &Attribute) -> bool {
        let (there, told_ids) = (self.ids(), told.ids());
        let by_id = !told_ids.is_empty() && told_ids.iter().all(|id| there.contains(id));
        by_id || (told.text().is_some() && told.text() == self.text())
    }
}

/// Without the quotes of a text.
fn plain(json: &RawValue) -> &str {
    json.get().trim_matches('"')
}
