//! What is to be told of products that Trendyol has approved: it keeps them by contents that variants share, takes the
//! content's fields one by one but its attributes all at once, and some fields it changes no more.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::content::part;
use super::words;
use crate::upstream::marketplace::content::Fields;
use crate::upstream::marketplace::driver::{Call, Refusal, Review, Told};

/// Told by `content-bulk-update`, with `contentId`.
const CONTENT: [&str; 4] = ["title", "description", "images", "attributes"];

/// A page of `products/approved`.
#[derive(Deserialize)]
pub(super) struct List {
    #[serde(default, deserialize_with = "words::or_empty")]
    content: Vec<Content>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Content {
    content_id: u64,
    product_main_id: Option<String>,
    brand: Option<Numbered>,
    category: Option<Numbered>,
    title: Option<String>,
    description: Option<String>,
    #[serde(default, deserialize_with = "words::or_empty")]
    images: Vec<Image>,
    #[serde(default, deserialize_with = "words::or_empty")]
    attributes: Vec<Attribute>,
    #[serde(default, deserialize_with = "words::or_empty")]
    variants: Vec<Variant>,
}

#[derive(Deserialize)]
struct Numbered {
    id: Option<u64>,
}

#[derive(Deserialize, PartialEq, Eq)]
struct Image {
    url: String,
}

#[derive(Deserialize)]
struct Variant {
    barcode: Option<String>,
    #[serde(default, deserialize_with = "words::or_empty")]
    attributes: Vec<Attribute>,
}

/// As it is listed, and in both forms in which it is told.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attribute {
    attribute_id: u64,
    attribute_value_id: Option<u64>,
    #[serde(default, deserialize_with = "words::or_empty")]
    attribute_value_ids: Vec<u64>,
    #[serde(alias = "customAttributeValue")]
    attribute_value: Option<String>,
}

/// How each of these is to be updated: barcodes, and bodies with all fields.
pub(super) fn reviewed(list: &List, products: &[(&str, &str)]) -> Vec<Review> {
    let mut there = HashMap::new();
    for content in &list.content {
        for variant in &content.variants {
            if let Some(barcode) = &variant.barcode {
                there.insert(barcode.as_str(), (content, variant));
            }
        }
    }
    let review = |(barcode, body): &(&str, &str)| match there.get(barcode) {
        Some((content, variant)) => Review::Parts(vec![
            (Call::Content, of_content(content, variant, body)),
            (Call::Variant, of_part(Call::Variant, barcode, body)),
            (Call::Delivery, of_part(Call::Delivery, barcode, body)),
        ]),
        None => Review::Whole,
    };
    products.iter().map(review).collect()
}

fn of_part(call: Call, barcode: &str, body: &str) -> Result<Option<Told>, Refusal> {
    part(call, barcode, Fields::read(body)?)
}

/// What of the content differs; none where nothing does.
fn of_content(there: &Content, variant: &Variant, body: &str) -> Result<Option<Told>, Refusal> {
    let mut fields = Fields::read(body)?;
    is_changeable(there, &fields)?;
    fields.keep(&CONTENT);
    let said = |name| fields.get::<String>(name);
    let same_images = fields
        .get::<Vec<Image>>("images")
        .is_none_or(|images| images == there.images);
    let same = [
        ("title", said("title") == there.title),
        ("description", said("description") == there.description),
        ("images", same_images),
    ];
    for (name, same) in same {
        if same {
            fields.take(name);
        }
    }
    if let Some(attributes) = fields.take("attributes")
        && let Some(attributes) = differing(&there.attributes, &variant.attributes, &attributes)?
    {
        fields.add("attributes", &attributes);
    }
    if CONTENT.iter().all(|name| !fields.has(name)) {
        return Ok(None);
    }
    fields.add("contentId", &there.content_id);
    fields.told(&there.content_id.to_string(), &[]).map(Some)
}

/// Refuses what Trendyol would pass over without a word.
fn is_changeable(there: &Content, fields: &Fields) -> Result<(), Refusal> {
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

/// The attributes to tell where one of them is another there, without those of the variant alone: all or none are taken.
fn differing(
    there: &[Attribute],
    of_variant: &[Attribute],
    ours: &RawValue,
) -> Result<Option<Vec<Box<RawValue>>>, Refusal> {
    let wrong = || Refusal::new("trendyol.attributes", "is no list of {attributeId, …}");
    let raw: Vec<Box<RawValue>> = serde_json::from_str(ours.get()).map_err(|_| wrong())?;
    let of_variant: HashSet<u64> = of_variant.iter().map(|one| one.attribute_id).collect();
    let (mut told, mut differs) = (Vec::new(), false);
    for raw in raw {
        let attribute: Attribute = serde_json::from_str(raw.get()).map_err(|_| wrong())?;
        if !of_variant.contains(&attribute.attribute_id) {
            differs |= !there.iter().any(|one| one.shows(&attribute));
            told.push(raw);
        }
    }
    Ok(Some(told).filter(|_| differs))
}

impl Attribute {
    fn shows(&self, told: &Attribute) -> bool {
        let told_ids = told
            .attribute_value_id
            .iter()
            .chain(&told.attribute_value_ids);
        let by_id = self
            .attribute_value_id
            .is_some_and(|id| told_ids.clone().any(|told| *told == id));
        let by_text =
            told.attribute_value.is_some() && told.attribute_value == self.attribute_value;
        self.attribute_id == told.attribute_id && (by_id || by_text)
    }
}
