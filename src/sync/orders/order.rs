//! An order between a source's record and its rows: what every source can say, in one form.

use std::borrow::Cow;
use std::collections::HashMap;

use super::status::Status;
use super::table::{LINES, value};
use super::{Reason, Shop, money};
use crate::db::{KEY_LIMIT, Row};
use crate::sync::engine::Record;
use crate::sync::json;

/// Borrowed from the record where it can be.
pub(super) type Text<'a> = Option<Cow<'a, str>>;

/// An order, or one of its packages where the source tells those.
#[derive(Default)]
pub(super) struct Order<'a> {
    pub(super) external_id: Text<'a>,
    pub(super) order_number: Text<'a>,
    pub(super) package_id: Text<'a>,
    /// The packages that it came of, with commas between.
    pub(super) split_from: Text<'a>,
    /// The source's word.
    pub(super) status: Text<'a>,
    /// Where it stands, where its word alone does not say.
    pub(super) stands: Option<Status>,
    pub(super) ordered_at: Text<'a>,
    pub(super) updated_at: Text<'a>,
    /// What had to be assumed to make these times UTC.
    pub(super) time_assumed: Option<&'static str>,
    pub(super) total: Text<'a>,
    pub(super) discount: Text<'a>,
    pub(super) currency: Text<'a>,
    pub(super) customer: Customer<'a>,
    pub(super) shipping: Address<'a>,
    pub(super) billing: Address<'a>,
    pub(super) tax_office: Text<'a>,
    pub(super) cargo: Cargo<'a>,
    pub(super) lines: Vec<Line<'a>>,
}

#[derive(Default)]
pub(super) struct Customer<'a> {
    pub(super) id: Text<'a>,
    pub(super) name: Text<'a>,
    pub(super) email: Text<'a>,
    pub(super) phone: Text<'a>,
    pub(super) tax_id: Text<'a>,
}

#[derive(Default)]
pub(super) struct Address<'a> {
    pub(super) name: Text<'a>,
    pub(super) text: Text<'a>,
    pub(super) district: Text<'a>,
    pub(super) city: Text<'a>,
    pub(super) postal_code: Text<'a>,
    pub(super) country: Text<'a>,
}

#[derive(Default)]
pub(super) struct Cargo<'a> {
    pub(super) provider: Text<'a>,
    pub(super) tracking_number: Text<'a>,
    pub(super) tracking_url: Text<'a>,
}

/// What was ordered; amounts are those of the customer.
#[derive(Default)]
pub(super) struct Line<'a> {
    /// Its place in the order stands in for one that is missing.
    pub(super) id: Text<'a>,
    pub(super) sku: Text<'a>,
    pub(super) barcode: Text<'a>,
    pub(super) product_id: Text<'a>,
    pub(super) product_name: Text<'a>,
    pub(super) quantity: Text<'a>,
    pub(super) unit_price: Text<'a>,
    /// Price times quantity where the source says none.
    pub(super) total: Text<'a>,
    pub(super) discount: Text<'a>,
    pub(super) currency: Text<'a>,
    pub(super) vat_rate: Text<'a>,
    /// The order's where it has none.
    pub(super) status: Text<'a>,
    /// Its part of the record.
    pub(super) raw: &'a str,
}

impl<'a> Order<'a> {
    /// As rows of both tables, or why it is none.
    pub(super) fn record(mut self, shop: Shop<'_>, raw: &'a str) -> Result<Record<'a>, Reason> {
        let external_id = filled(self.external_id.take()).ok_or("its id is missing")?;
        if external_id.chars().count() > KEY_LIMIT - 40 {
            return Err("its id is longer than any id".into());
        }
        if json::has_nul(raw) {
            return Err("it holds a NUL character".into());
        }
        let id = shop.id_of(&external_id);
        let mut lines = std::mem::take(&mut self.lines);
        name(&mut lines)?;
        let status = self
            .stands
            .unwrap_or_else(|| Status::of(self.status.as_deref()));
        let lines = lines.into_iter().map(|line| line.row(&id, &self));
        let lines: Vec<Row<'a>> = lines.collect();
        let total = self.total.take();
        let total = total.or_else(|| {
            let totals = lines.iter().map(|line| value(&LINES, line, "total_amount"));
            money::sum(totals)
        });
        let changed = self.updated_at.clone();
        let (customer, shipping, billing) = (self.customer, self.shipping, self.billing);
        let row = Row::new(
            vec![
                Some(id.into()),
                Some(shop.source.to_owned().into()),
                shop.tenant_id.map(|id| id.to_owned().into()),
                Some(external_id),
                filled(self.order_number),
                filled(self.package_id),
                Some(status.as_str().into()),
                filled(self.status),
                self.ordered_at,
                self.updated_at,
                self.time_assumed.map(Cow::Borrowed),
                total,
                self.discount,
                filled(self.currency),
                filled(customer.id),
                filled(customer.name),
                filled(customer.email),
                filled(customer.phone),
                filled(customer.tax_id),
                filled(shipping.name),
                filled(shipping.text),
                filled(shipping.district),
                filled(shipping.city),
                filled(shipping.postal_code),
                filled(shipping.country),
                filled(billing.name),
                filled(billing.text),
                filled(billing.city),
                filled(self.tax_office),
                filled(self.cargo.provider),
                filled(self.cargo.tracking_number),
                filled(self.cargo.tracking_url),
                filled(self.split_from),
            ],
            raw,
        );
        let row = row.with_lines(lines);
        Ok(Record { row, changed })
    }
}

/// Gives each line an id of its own: its place where it has none, and a number behind one that came before.
fn name(lines: &mut [Line<'_>]) -> Result<(), Reason> {
    let mut seen: HashMap<String, usize> = HashMap::with_capacity(lines.len());
    for (place, line) in (1..).zip(lines) {
        let id = filled(line.id.take()).unwrap_or_else(|| format!("#{place}").into());
        if id.chars().count() > KEY_LIMIT - 60 {
            return Err("the id of a line is longer than any id".into());
        }
        let times = seen.entry(id.clone().into_owned()).or_default();
        *times += 1;
        line.id = Some(match times {
            1 => id,
            times => format!("{id}#{times}").into(),
        });
    }
    Ok(())
}

impl<'a> Line<'a> {
    fn row(self, order_id: &str, order: &Order<'a>) -> Row<'a> {
        let line_id = self.id.unwrap_or_default();
        let total = self.total;
        let total =
            total.or_else(|| money::times(self.unit_price.as_deref(), self.quantity.as_deref()));
        let source_status = filled(self.status).or_else(|| filled(order.status.clone()));
        let status = Status::of(source_status.as_deref());
        Row::new(
            vec![
                Some(format!("{order_id}/{line_id}").into()),
                Some(order_id.to_owned().into()),
                Some(line_id),
                filled(self.sku),
                filled(self.barcode),
                filled(self.product_id),
                filled(self.product_name),
                self.quantity,
                self.unit_price,
                total,
                self.discount,
                filled(self.currency).or_else(|| filled(order.currency.clone())),
                self.vat_rate,
                Some(status.as_str().into()),
                source_status,
                order.updated_at.clone(),
            ],
            self.raw,
        )
    }
}

/// A text with something in it.
pub(super) fn filled(text: Text<'_>) -> Text<'_> {
    text.filter(|text| !text.trim().is_empty())
}

/// Texts with a blank between them.
pub(super) fn joined<'a>(parts: [Text<'a>; 2]) -> Text<'a> {
    match parts.map(filled) {
        [Some(one), Some(other)] => Some(format!("{one} {other}").into()),
        [one, other] => one.or(other),
    }
}
