//! What one marketplace alone wants to know of a product, collected from an object and from columns such as
//! `n11.preparingDay` into the JSON of one column.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::error::Refusal;
use super::fields::Field;
use super::values::{Given, Unfit};
use crate::upstream::marketplace::Marketplace;

/// Longer runs of digits are codes, and lose digits where they are read as numbers.
const MOST_DIGITS: usize = 15;

type Parts = BTreeMap<String, Box<RawValue>>;

/// By marketplace and name; each value is JSON.
#[derive(Default)]
pub(super) struct Collected(BTreeMap<&'static str, Parts>);

impl Collected {
    /// A column of its own goes before the same name in an object.
    pub(super) fn put(&mut self, of: Marketplace, name: &str, given: Given<'_>) {
        let value = match given {
            Given::Json(json) => RawValue::from_string(json.to_owned()).ok(),
            Given::Text(text) => json_of(text.trim()),
        };
        if let Some(value) = value {
            let parts = self.0.entry(of.as_str()).or_default();
            parts.insert(name.to_owned(), value);
        }
    }

    /// An object by marketplace.
    pub(super) fn put_all(&mut self, given: Given<'_>) -> Result<(), Refusal> {
        let own = Field::Marketplaces.name();
        let unfit = |field: &str, unfit| Refusal::Field {
            field: field.to_owned(),
            unfit,
        };
        let json = match given {
            Given::Text(text) => text,
            Given::Json(json) => json,
        };
        let all: BTreeMap<String, Box<RawValue>> =
            serde_json::from_str(json).map_err(|_| unfit(own, Unfit::NoObject))?;
        for (name, parts) in all {
            let field = format!("{own}.{name}");
            let Ok(of) = name.parse::<Marketplace>() else {
                return Err(unfit(&field, Unfit::NoMarketplace));
            };
            let parts: Parts =
                serde_json::from_str(parts.get()).map_err(|_| unfit(&field, Unfit::NoObject))?;
            let held = self.0.entry(of.as_str()).or_default();
            for (name, value) in parts {
                held.entry(name).or_insert(value);
            }
        }
        Ok(())
    }

    /// The column's JSON; none where there is nothing.
    pub(super) fn text(&self) -> Option<String> {
        match self.0.values().all(BTreeMap::is_empty) {
            true => None,
            false => serde_json::to_string(&self.0).ok(),
        }
    }
}

/// Numbers, booleans and JSON as such, everything else as text: `0012` is no number of JSON.
fn json_of(text: &str) -> Option<Box<RawValue>> {
    let is_json = match text.as_bytes().first() {
        Some(b'{' | b'[' | b'"') => true,
        Some(b'-' | b'0'..=b'9') => {
            let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
            text.chars().all(plain)
                && text.bytes().filter(u8::is_ascii_digit).count() <= MOST_DIGITS
        }
        _ => matches!(text, "true" | "false"),
    };
    let as_such = is_json.then(|| serde_json::from_str(text).ok()).flatten();
    as_such.or_else(|| serde_json::value::to_raw_value(text).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_become_what_they_look_like() {
        for (text, json) in [
            ("12", "12"),
            ("-1.50", "-1.50"),
            ("true", "true"),
            ("0012", r#""0012""#),
            ("1E5", r#""1E5""#),
            ("8690000000011234", r#""8690000000011234""#),
            ("HBV0001", r#""HBV0001""#),
            (r#"{"a":[1]}"#, r#"{"a":[1]}"#),
            ("[1", r#""[1""#),
            ("null", r#""null""#),
            ("Ağ \"x\"", r#""Ağ \"x\"""#),
        ] {
            let value = json_of(text).map(|value| value.get().to_owned());
            assert_eq!(value.as_deref(), Some(json), "{text}");
        }
    }

    #[test]
    fn columns_go_before_the_object() {
        let mut collected = Collected::default();
        collected.put(Marketplace::N11, "preparingDay", Given::Text("3"));
        let object = r#"{"N11": {"preparingDay": 1, "x": "y"}, "trendyol": {"brandId": 7}}"#;
        assert_eq!(collected.put_all(Given::Json(object)), Ok(()));
        assert_eq!(
            collected.text().as_deref(),
            Some(r#"{"n11":{"preparingDay":3,"x":"y"},"trendyol":{"brandId":7}}"#)
        );
        for (object, reason) in [
            ("[]", "marketplaces is no JSON object"),
            (r#"{"n11": 1}"#, "marketplaces.n11 is no JSON object"),
            (
                r#"{"ebay": {}}"#,
                "marketplaces.ebay is no marketplace that is known",
            ),
        ] {
            let refused = Collected::default().put_all(Given::Text(object));
            assert_eq!(
                refused.map_err(|refused| refused.to_string()),
                Err(reason.to_owned())
            );
        }
    }
}
