//! What a run would send and refuse. Asks the marketplace nothing, and writes nothing.

use std::cell::Cell;

use super::select::{Selector, Tour};
use super::{Push, PushOptions};
use crate::sync::error::Error;

/// What a run would do, of [`preview`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    pub products: u64,
    pub unchanged: u64,
    pub refused_before: u64,
    /// On their way since an earlier run.
    pub under_way: u64,
    /// Products that would be sent.
    pub sent: u64,
    /// Requests that this would take, where each update takes one.
    pub requests: u64,
    pub refused: u64,
    /// The first ones that would be sent, each as it would be.
    pub examples: Vec<(String, String)>,
    /// The first reasons, each behind the SKU.
    pub errors: Vec<String>,
}

/// What a run would send and refuse, with the first `most` examples of each.
pub async fn preview(push: Push<'_>, options: &PushOptions, most: usize) -> Result<Preview, Error> {
    let mut preview = Preview::default();
    let left = Cell::new(options.limit);
    for (place, tour) in Tour::of(options).iter().enumerate() {
        let mut under_way = 0;
        let mut selector = Selector::new(push, options, *tour, &left);
        while !selector.is_through() {
            let (draft, found) = selector.next().await?;
            if place == 0 {
                preview.products += found.products;
                preview.unchanged += found.unchanged;
                preview.refused_before += found.refused_before;
            }
            preview.sent += found.sent.saturating_sub(found.refused.len() as u64);
            under_way += found.under_way;
            preview.refused += found.refused.len() as u64;
            for (_, refused) in found.refused {
                if preview.errors.len() < most {
                    let line = format!("{}: {}", refused.sku, refused.reason);
                    preview.errors.push(line);
                }
            }
            preview.requests += u64::from(draft.is_some());
            for item in draft.into_iter().flat_map(|draft| draft.items) {
                if preview.examples.len() < most {
                    preview.examples.push((item.2, item.4));
                }
            }
        }
        // What is being created is under way in both.
        preview.under_way = preview.under_way.max(under_way);
    }
    Ok(preview)
}
