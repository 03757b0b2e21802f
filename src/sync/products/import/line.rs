//! The fields of one line as a row of `products`, or why they are none.

use std::borrow::Cow;

use super::super::TABLE;
use super::error::Refusal;
use super::fields::{Field, Name};
use super::marketplaces::Collected;
use super::values::{Given, Unfit, value};
use crate::db::{Reject, Row};
use crate::upstream::marketplace::Price;

const TENANT: usize = 1;
const CURRENCY: &str = "TRY";
/// Bytes of a line that could not be split into fields which are kept to find it by.
const KEPT: usize = 2_000;

/// A line that can be a row once its id is settled.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) number: u64,
    /// As the file gives it.
    pub(super) id: Option<String>,
    pub(super) sku: String,
    /// Parallel to the table's columns; id and tenant are not among them yet.
    values: Vec<Option<String>>,
    raw: String,
}

impl Line {
    /// From what a line has; `raw` is the line as JSON.
    pub(super) fn new(
        number: u64,
        fields: &[(Name, Given<'_>)],
        raw: String,
    ) -> Result<Self, Reject> {
        match values(fields) {
            Ok(mut values) => Ok(Self {
                number,
                id: values[Field::Id as usize].take(),
                sku: values[Field::Sku as usize].clone().unwrap_or_default(),
                values,
                raw,
            }),
            Err(refusal) => Err(reject(number, &refusal, sku(fields), raw)),
        }
    }

    /// The row with this id, of this tenant.
    pub(super) fn row<'l>(&'l self, id: &'l str, tenant_id: &'l str) -> Row<'l> {
        let borrowed = |value: &'l Option<String>| value.as_deref().map(Cow::Borrowed);
        let mut values: Vec<_> = self.values.iter().map(borrowed).collect();
        values[Field::Id as usize] = Some(id.into());
        values[TENANT] = Some(tenant_id.into());
        Row::new(values, self.raw.as_str())
    }

    /// Refused after all.
    pub(super) fn reject(&self, refusal: &Refusal) -> Reject {
        reject(
            self.number,
            refusal,
            Some(self.sku.clone()),
            self.raw.clone(),
        )
    }
}

/// A line that is no row.
pub(super) fn reject(number: u64, refusal: &Refusal, sku: Option<String>, raw: String) -> Reject {
    Reject {
        external_id: sku,
        reason: format!("line {number}: {refusal}"),
        raw,
    }
}

/// The beginning of a line that is not understood at all, as text.
pub(super) fn beginning(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(KEPT)]).into_owned()
}

/// Of a line that is refused for something else, where it can be read.
pub(super) fn sku(fields: &[(Name, Given<'_>)]) -> Option<String> {
    let mut fields = fields.iter();
    let found = fields.find(|(name, given)| *name == Name::Field(Field::Sku) && !given.is_blank());
    value(Field::Sku, found?.1).ok().flatten()
}

fn values(fields: &[(Name, Given<'_>)]) -> Result<Vec<Option<String>>, Refusal> {
    let mut values: Vec<Option<String>> = vec![None; TABLE.columns.len()];
    let mut collected = Collected::default();
    for (name, given) in fields {
        let label = || match name {
            Name::Field(field) => field.name().to_owned(),
            Name::Of(marketplace, name) => format!("{}.{name}", marketplace.as_str()),
            Name::Unknown => "a field".to_owned(),
        };
        let unfit = |unfit| Refusal::Field {
            field: label(),
            unfit,
        };
        if given.has_nul() {
            return Err(unfit(Unfit::Nul));
        }
        if given.is_blank() {
            continue;
        }
        match name {
            Name::Unknown => {}
            Name::Of(marketplace, name) => collected.put(*marketplace, name, *given),
            Name::Field(Field::Marketplaces) => collected.put_all(*given)?,
            Name::Field(field) => {
                let place = &mut values[*field as usize];
                if place.is_some() {
                    return Err(Refusal::Twice(label()));
                }
                *place = value(*field, *given).map_err(unfit)?;
            }
        }
    }
    if values[Field::Sku as usize].is_none() {
        return Err(Refusal::NoSku);
    }
    let price = |field: Field| values[field as usize].as_ref()?.parse::<Price>().ok();
    if let (Some(price), Some(list_price)) = (price(Field::Price), price(Field::ListPrice))
        && price > list_price
    {
        return Err(Refusal::AboveList);
    }
    values[Field::Marketplaces as usize] = collected.text();
    values[Field::Currency as usize].get_or_insert_with(|| CURRENCY.to_owned());
    values[Field::IsActive as usize].get_or_insert_with(|| true.to_string());
    Ok(values)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests;
