//! What packages of several marketplaces have in common.

use super::Reason;
use super::order::Text;
use crate::sync::json::{Json, Unfit};

pub(super) fn unfit(unfit: Unfit) -> Reason {
    unfit.to_string().into()
}

/// When the first entry of a package's history was made; entries without a time are passed over.
pub(super) fn earliest<'a>(histories: &Json<'a>) -> Text<'a> {
    let entries = histories.list().into_iter();
    let created = entries.filter_map(|entry| {
        let entry = crate::sync::json::Fields::of(entry.get())?;
        entry.get(&["createdDate"]).epoch("createdDate", 0).ok()?
    });
    // As text they have the order of the times.
    created.min()
}
