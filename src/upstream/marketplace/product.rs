//! The rules that every marketplace has for the numbers of a product, as it stands in the database.

use serde_json::value::RawValue;

use super::{Marketplace, Price, Refusal};
use crate::db::Product;

/// What is asked for, and what is shown as crossed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Prices {
    pub(super) sale: Price,
    pub(super) list: Price,
}

impl Product {
    /// Both prices, where there is one. A product without a price before its discount has none.
    pub(super) fn prices(&self) -> Result<Option<Prices>, Refusal> {
        let sale = self.price.as_deref().map(|text| price("price", text));
        let list = self.list_price.as_deref();
        let list = list.map(|text| price("list_price", text)).transpose()?;
        let (sale, list) = match (sale.transpose()?, list) {
            (None, None) => return Ok(None),
            (None, Some(_)) => return Err(Refusal::new("price", "is missing beside list_price")),
            (Some(sale), list) => (sale, list.unwrap_or(sale)),
        };
        match list < sale {
            true => {
                let reason = format!("{sale} is above list_price {list}");
                Err(Refusal::new("price", reason))
            }
            false => Ok(Some(Prices { sale, list })),
        }
    }

    /// What can be sold, where that is known.
    pub(super) fn quantity(&self, most: Option<i64>) -> Result<Option<i64>, Refusal> {
        match (self.stock, most) {
            (Some(stock), _) if stock < 0 => Err(Refusal::new("stock", "is negative")),
            (Some(stock), Some(most)) if stock > most => Err(Refusal::new(
                "stock",
                format!("{stock} is more than the {most} that it may be"),
            )),
            (stock, _) => Ok(stock),
        }
    }

    /// A marketplace that sells in lira alone.
    pub(super) fn in_lira(&self, marketplace: Marketplace) -> Result<(), Refusal> {
        match self.currency.as_deref() {
            None | Some("TRY" | "TL") => Ok(()),
            Some(other) => {
                let reason = format!("is {other}, and {} takes TRY alone", marketplace.name());
                Err(Refusal::new("currency", reason))
            }
        }
    }

    /// The fields that only this marketplace wants to know, as they were imported.
    pub(super) fn extra(&self, marketplace: Marketplace) -> Vec<(String, Box<RawValue>)> {
        type Object = std::collections::BTreeMap<String, Box<RawValue>>;
        let read = |text: &str| serde_json::from_str::<Object>(text).unwrap_or_default();
        let all = self.marketplaces.as_deref().map(read).unwrap_or_default();
        let own = all.get(marketplace.as_str()).map(|own| read(own.get()));
        own.unwrap_or_default().into_iter().collect()
    }
}

fn price(field: &'static str, text: &str) -> Result<Price, Refusal> {
    let price: Price = text
        .parse()
        .map_err(|unfit: super::Unfit| Refusal::new(field, unfit.to_string()))?;
    match price.is_zero() {
        true => Err(Refusal::new(field, "is 0")),
        false => Ok(price),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn prices_go_together_or_are_refused() {
        for (sale, list, said) in [
            (Some("10"), None, "10.00 10.00"),
            (Some("10"), Some("12.5"), "10.00 12.50"),
            (
                Some("10"),
                Some("9.99"),
                "price 10.00 is above list_price 9.99",
            ),
            (Some("0"), None, "price is 0"),
            (Some("1.005"), None, "price has a fraction of a kuruş"),
            (None, Some("1"), "price is missing beside list_price"),
            (None, None, ""),
        ] {
            let product = Product {
                price: sale.map(str::to_owned),
                list_price: list.map(str::to_owned),
                ..Product::default()
            };
            let got = match product.prices() {
                Ok(None) => String::new(),
                Ok(Some(Prices { sale, list })) => format!("{sale} {list}"),
                Err(refusal) => refusal.to_string(),
            };
            assert_eq!(got, said);
        }
    }

    #[test]
    fn what_one_marketplace_wants_is_kept_as_it_was() {
        let product = Product {
            marketplaces: Some(r#"{"n11":{"a":1.50},"trendyol":{}}"#.to_owned()),
            ..Product::default()
        };
        let extra = product.extra(Marketplace::N11);
        assert_eq!(extra[0].0, "a");
        assert_eq!(extra[0].1.get(), "1.50");
        assert!(product.extra(Marketplace::Hepsiburada).is_empty());
    }
}
