//! What a run would send and refuse. Asks the marketplace nothing, and writes nothing.

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
    /// Requests that this would take.
    pub requests: u64,
    pub refused: u64,
    /// The first ones that would be sent, each as it would be.
    pub examples: Vec<(String, String)>,
    /// The first reasons, each behind the SKU.
    pub errors: Vec<String>,
}

/// What a run would send and refuse, with the first `most` examples of each; asks the marketplace nothing.
pub async fn preview(push: Push<'_>, options: &PushOptions, most: usize) -> Result<Preview, Error> {
    let mut preview = Preview::default();
    for tour in Tour::of(options) {
        of_round(push, options, *tour, most, &mut preview).await?;
    }
    Ok(preview)
}

async fn of_round(
    push: Push<'_>,
    options: &PushOptions,
    tour: Tour,
    most: usize,
    preview: &mut Preview,
) -> Result<(), Error> {
    let mut selector = Selector::new(push, options, tour);
    let counts = Tour::of(options).first() == Some(&tour);
    loop {
        let (draft, found) = selector.next().await?;
        if counts {
            preview.products += found.products;
            preview.unchanged += found.unchanged;
            preview.refused_before += found.refused_before;
        }
        preview.refused += found.refused.len() as u64;
        for (_, refused) in found.refused {
            if preview.errors.len() < most {
                let line = format!("{}: {}", refused.sku, refused.reason);
                preview.errors.push(line);
            }
        }
        let Some(draft) = draft else {
            if selector.is_through() {
                preview.under_way += selector.under_way;
                return Ok(());
            }
            continue;
        };
        preview.requests += 1;
        preview.sent += draft.items.len() as u64;
        for item in draft.items {
            if preview.examples.len() < most {
                preview.examples.push((item.2, item.4));
            }
        }
    }
}
