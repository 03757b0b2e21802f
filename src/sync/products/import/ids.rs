//! Which product a line is: by the id that it gives, else by its SKU. A line that would take another product's place, or
//! another tenant's product, is refused and names the other.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::super::id_of;
use super::error::Refusal;
use super::line::Line;
use crate::db::{Database, Error, KnownProduct, Reject, Row, Tenant};

/// Lines of a chunk as what is written.
#[derive(Default)]
pub(super) struct Settled<'l> {
    pub(super) ids: Vec<(&'l Line, String)>,
    pub(super) rejects: Vec<Reject>,
}

impl<'l> Settled<'l> {
    pub(super) fn rows<'s>(&'s self, tenant: &'s Tenant) -> Vec<Row<'s>> {
        let ids = self.ids.iter();
        ids.map(|(line, id)| line.row(id, &tenant.id)).collect()
    }

    /// The SKUs of all that are no rejects.
    pub(super) fn skus(&self) -> Vec<&'l str> {
        self.ids.iter().map(|(line, _)| line.sku.as_str()).collect()
    }
}

/// Looks up what there is, and settles each line.
pub(super) async fn settle<'l>(
    database: &Database,
    tenant: &Tenant,
    lines: &'l [Line],
) -> Result<Settled<'l>, Error> {
    let made: Vec<String> = lines
        .iter()
        .map(|line| id_of(&tenant.id, &line.sku))
        .collect();
    let skus: Vec<&str> = lines.iter().map(|line| line.sku.as_str()).collect();
    let given = lines.iter().filter_map(|line| line.id.as_deref());
    let ids: Vec<&str> = made.iter().map(String::as_str).chain(given).collect();
    let known = database.known_products(&tenant.id, &skus, &ids).await?;
    Ok(settled(lines, &made, known, tenant))
}

/// `made` are the ids that follow from the SKUs of `lines`.
fn settled<'l>(
    lines: &'l [Line],
    made: &[String],
    known: Vec<KnownProduct>,
    tenant: &Tenant,
) -> Settled<'l> {
    // A SKU stays its product's until the chunk is written, also where a line gives that product another one.
    let mut by_sku: HashMap<String, String> = HashMap::new();
    let mut by_id: HashMap<String, KnownProduct> = HashMap::new();
    for product in known {
        if product.tenant_id == tenant.id {
            by_sku.insert(product.sku.clone(), product.id.clone());
        }
        by_id.insert(product.id.clone(), product);
    }
    let mut settled = Settled::default();
    for (line, made) in lines.iter().zip(made) {
        let id = match which(line, made, &by_sku, &by_id, tenant) {
            Ok(id) => id.to_owned(),
            Err(refusal) => {
                settled.rejects.push(line.reject(&refusal));
                continue;
            }
        };
        by_sku.insert(line.sku.clone(), id.clone());
        if let Entry::Vacant(place) = by_id.entry(id.clone()) {
            place.insert(KnownProduct {
                id: id.clone(),
                tenant_id: tenant.id.clone(),
                tenant: tenant.name.clone(),
                sku: line.sku.clone(),
            });
        }
        settled.ids.push((line, id));
    }
    settled
}

fn which<'a>(
    line: &'a Line,
    made: &'a str,
    by_sku: &'a HashMap<String, String>,
    by_id: &HashMap<String, KnownProduct>,
    tenant: &Tenant,
) -> Result<&'a str, Refusal> {
    let of_sku = by_sku.get(&line.sku).map(String::as_str);
    let Some(given) = line.id.as_deref() else {
        return match (of_sku, by_id.get(made)) {
            (Some(id), _) => Ok(id),
            (None, Some(other)) if other.tenant_id != tenant.id => {
                Err(Refusal::OtherTenant(other.tenant.clone()))
            }
            (None, Some(other)) => Err(Refusal::MadeId(other.sku.clone())),
            (None, None) => Ok(made),
        };
    };
    if let Some(other) = by_id.get(given)
        && other.tenant_id != tenant.id
    {
        return Err(Refusal::OtherTenant(other.tenant.clone()));
    }
    match of_sku {
        Some(id) if id != given => Err(Refusal::OtherId(id.to_owned())),
        _ => Ok(given),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests;
