//! What fields and columns are called: letter case, `-`, `_` and blanks do not matter.

use std::collections::HashMap;

use tracing::warn;

use super::super::TABLE;
use crate::config::nearest;
use crate::upstream::marketplace::Marketplace;

/// Names that are remembered; a file with more of them has said enough.
const MOST_NAMES: usize = 200;

/// A column of the table that a file can fill; its number is the column's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Id = 0,
    Sku = 2,
    Barcode,
    Title,
    Description,
    Brand,
    Category,
    Price,
    ListPrice,
    Currency,
    VatRate,
    Stock,
    IsActive,
    Attributes,
    Images,
    Marketplaces,
    UpdatedAt,
}

/// Every name of every field, the column's own first.
const NAMES: [(&str, Field); 22] = [
    ("id", Field::Id),
    ("sku", Field::Sku),
    ("stock_code", Field::Sku),
    ("merchant_sku", Field::Sku),
    ("barcode", Field::Barcode),
    ("title", Field::Title),
    ("description", Field::Description),
    ("brand", Field::Brand),
    ("category", Field::Category),
    ("price", Field::Price),
    ("sale_price", Field::Price),
    ("list_price", Field::ListPrice),
    ("currency", Field::Currency),
    ("vat_rate", Field::VatRate),
    ("stock", Field::Stock),
    ("quantity", Field::Stock),
    ("is_active", Field::IsActive),
    ("active", Field::IsActive),
    ("attributes", Field::Attributes),
    ("images", Field::Images),
    ("marketplaces", Field::Marketplaces),
    ("updated_at", Field::UpdatedAt),
];

impl Field {
    /// The column's name.
    pub(super) fn name(self) -> &'static str {
        TABLE.columns[self as usize].name
    }
}

/// What a field of the file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Field(Field),
    /// `n11.preparingDay`: what one marketplace alone wants to know.
    Of(Marketplace, String),
    /// Kept in `raw` alone.
    Unknown,
}

impl Name {
    pub(super) fn of(text: &str) -> Self {
        let text = text.trim();
        if let Some((of, name)) = text.split_once('.')
            && let Ok(marketplace) = of.trim().parse()
        {
            return Self::Of(marketplace, name.trim().to_owned());
        }
        let plain = plain(text);
        let mut known = NAMES.iter();
        match known.find(|(name, _)| without_underscores(name).eq(plain.chars())) {
            Some((_, field)) => Self::Field(*field),
            None => Self::Unknown,
        }
    }
}

fn plain(text: &str) -> String {
    let letters = text.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
    letters.flat_map(char::to_lowercase).collect()
}

fn without_underscores(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| *c != '_')
}

/// The names of a file: each is looked up once, and one that is not known is said once.
#[derive(Default)]
pub(super) struct Names(HashMap<String, Name>);

impl Names {
    pub(super) fn name(&mut self, text: &str) -> Name {
        if let Some(name) = self.0.get(text) {
            return name.clone();
        }
        let name = Name::of(text);
        if self.0.len() < MOST_NAMES {
            self.0.insert(text.to_owned(), name.clone());
            if name == Name::Unknown {
                warn_of(text);
            }
        }
        name
    }
}

fn warn_of(text: &str) {
    let known = NAMES.iter().map(|(known, _)| *known);
    let hint = match nearest(&text.trim().replace(['-', ' '], "_"), known) {
        Some(near) => format!("; did you mean {near}?"),
        None => String::new(),
    };
    warn!("the field {text:?} is not known and is kept in raw alone{hint}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_however_they_are_written() {
        for (text, name) in [
            ("sku", Name::Field(Field::Sku)),
            (" SKU ", Name::Field(Field::Sku)),
            ("Stock Code", Name::Field(Field::Sku)),
            ("merchantSku", Name::Field(Field::Sku)),
            ("list-price", Name::Field(Field::ListPrice)),
            ("listPrice", Name::Field(Field::ListPrice)),
            ("LIST_PRICE", Name::Field(Field::ListPrice)),
            ("isActive", Name::Field(Field::IsActive)),
            (
                "trendyol.brandId",
                Name::Of(Marketplace::Trendyol, "brandId".to_owned()),
            ),
            (
                "N11.preparingDay",
                Name::Of(Marketplace::N11, "preparingDay".to_owned()),
            ),
            ("ebay.id", Name::Unknown),
            ("prise", Name::Unknown),
            ("", Name::Unknown),
        ] {
            assert_eq!(Name::of(text), name, "{text}");
        }
    }

    #[test]
    fn a_field_is_the_column_of_its_name() {
        for (name, field) in NAMES {
            let own = NAMES.iter().find(|(_, first)| *first == field);
            assert_eq!(own.map(|(own, _)| *own), Some(field.name()), "{name}");
        }
        assert_eq!(Field::UpdatedAt as usize, TABLE.columns.len() - 1);
    }
}
