//! A product as such: the fields of an object, filled from the columns that every marketplace knows and from what one
//! alone wants to know. What is in them is the marketplace's to judge; what must be there is checked here.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::Marketplace;
use super::driver::{Refusal, Told};
use crate::db::Product;

/// Fields by their names in the request.
#[derive(Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Fields(BTreeMap<String, Box<RawValue>>);

impl Fields {
    /// What one marketplace alone wants of the product, without what is `ours`: keys, prices and stock are checked, and
    /// have their columns.
    pub(super) fn of(product: &Product, marketplace: Marketplace, ours: &[&str]) -> Self {
        let mut fields: BTreeMap<_, _> = product.extra(marketplace).into_iter().collect();
        fields.retain(|name, _| !ours.contains(&name.as_str()));
        Self(fields)
    }

    /// Those of a body, as [`Told::body`].
    pub(super) fn read(body: &str) -> Result<Self, Refusal> {
        serde_json::from_str(body).map_err(|_| Refusal::new("product", "cannot be read again"))
    }

    /// A value, unless one was given for this marketplace.
    pub(super) fn add(&mut self, name: &str, value: &impl Serialize) {
        if !self.0.contains_key(name)
            && let Ok(value) = serde_json::value::to_raw_value(value)
        {
            self.0.insert(name.to_owned(), value);
        }
    }

    /// A value where there is one.
    pub(super) fn maybe(&mut self, name: &str, value: Option<&impl Serialize>) {
        if let Some(value) = value {
            self.add(name, value);
        }
    }

    /// Takes a value out.
    pub(super) fn take(&mut self, name: &str) -> Option<Box<RawValue>> {
        self.0.remove(name)
    }

    /// A value, if it can be read so.
    pub(super) fn get<'f, T: Deserialize<'f>>(&'f self, name: &str) -> Option<T> {
        serde_json::from_str(self.0.get(name)?.get()).ok()
    }

    /// Leaves nothing but these.
    pub(super) fn keep(&mut self, names: &[&str]) {
        self.0.retain(|name, _| names.contains(&name.as_str()));
    }

    /// Whether there is a value.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Refuses a product that has nothing under one of these names. `names` are those of the request and of the product.
    pub(super) fn need(&self, names: &[(&str, &'static str)]) -> Result<(), Refusal> {
        for (name, field) in names {
            let value = self.0.get(*name).map(|value| value.get());
            if matches!(value, None | Some("null" | "\"\"")) {
                return Err(Refusal::new(field, "is missing"));
            }
        }
        Ok(())
    }

    /// Told under `key`; a change is known by the fields in `known` alone.
    pub(super) fn known_by(mut self, key: &str, known: &[&str]) -> Result<Told, Refusal> {
        let body = json(&self)?;
        self.keep(known);
        Ok(Told {
            key: key.to_owned(),
            seen: json(&self)?,
            body,
        })
    }

    /// Told under `key`; of the fields in `apart` a change is told by other calls.
    pub(super) fn told(mut self, key: &str, apart: &[&str]) -> Result<Told, Refusal> {
        let body = json(&self)?;
        for name in apart {
            self.0.remove(*name);
        }
        Ok(Told {
            key: key.to_owned(),
            seen: json(&self)?,
            body,
        })
    }
}

/// JSON of a value that has nothing that JSON has no words for.
pub(super) fn json(value: &impl Serialize) -> Result<String, Refusal> {
    serde_json::to_string(value)
        .map_err(|error| Refusal::new("product", format!("cannot be written: {error}")))
}

/// Text of at most so many characters.
pub(super) fn text<'p>(
    field: &'static str,
    text: Option<&'p str>,
    most: usize,
) -> Result<Option<&'p str>, Refusal> {
    match text.map(|text| text.chars().count()) {
        Some(length) if length > most => {
            let reason = format!("has {length} characters, more than the {most} that it may have");
            Err(Refusal::new(field, reason))
        }
        _ => Ok(text),
    }
}

/// A number that was imported as text, as JSON.
pub(super) fn number(text: Option<&str>) -> Option<Box<RawValue>> {
    let text = text?.trim_start_matches('0');
    let text = match text.starts_with('.') || text.is_empty() {
        true => format!("0{text}"),
        false => text.to_owned(),
    };
    RawValue::from_string(text).ok()
}

/// The rate of the value added tax, one of those that there are.
pub(super) fn vat_rate(product: &Product) -> Result<Option<Box<RawValue>>, Refusal> {
    let rate = number(product.vat_rate.as_deref());
    match rate.as_ref().map(|rate| rate.get().trim_end_matches(".0")) {
        None | Some("0" | "1" | "10" | "20") => Ok(rate),
        Some(other) => {
            let reason = format!("is {other}, and not 0, 1, 10 or 20");
            Err(Refusal::new("vat_rate", reason))
        }
    }
}

/// The addresses of the pictures, `most` at most; https alone, as the marketplaces fetch them.
pub(super) fn images(product: &Product, most: usize) -> Result<Vec<String>, Refusal> {
    let text = product.images.as_deref().unwrap_or("[]");
    let images: Vec<String> = serde_json::from_str(text)
        .map_err(|_| Refusal::new("images", "is no list of addresses"))?;
    if let Some(other) = images.iter().find(|image| !image.starts_with("https://")) {
        return Err(Refusal::new("images", format!("{other:?} is not https")));
    }
    match images.len() > most {
        true => {
            let reason = format!(
                "has {}, more than the {most} that it may have",
                images.len()
            );
            Err(Refusal::new("images", reason))
        }
        false => Ok(images),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_for_a_marketplace_goes_first() {
        let product = Product {
            marketplaces: Some(
                r#"{"n11":{"title":"theirs","preparingDay":2,"stockCode":"x"}}"#.to_owned(),
            ),
            ..Product::default()
        };
        let mut fields = Fields::of(&product, Marketplace::N11, &["stockCode"]);
        fields.add("title", &"ours");
        fields.add("salePrice", &1);
        fields.maybe("none", None::<&u8>);
        let told = fields.told("k", &["salePrice"]).unwrap();
        let body = r#"{"preparingDay":2,"salePrice":1,"title":"theirs"}"#;
        assert_eq!(told.body, body);
        assert_eq!(told.seen, r#"{"preparingDay":2,"title":"theirs"}"#);
    }

    #[test]
    fn what_is_missing_is_named() {
        let mut fields = Fields::default();
        fields.add("brandId", &1);
        fields.add("title", &"");
        let names = [("brandId", "trendyol.brandId"), ("title", "title")];
        let refusal = fields.need(&names).unwrap_err();
        assert_eq!(refusal.to_string(), "title is missing");
        let title = text("title", Some("şşş"), 2).unwrap_err();
        assert!(title.to_string().starts_with("title has 3 characters"));
        assert_eq!(number(Some("010.5")).unwrap().get(), "10.5");
        assert_eq!(number(Some("0")).unwrap().get(), "0");
    }
}
