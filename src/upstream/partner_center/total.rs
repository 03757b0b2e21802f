//! How many referrals the API says there are. Its count is no promise: the vendor's own examples have pages' counts.

use super::{Error, Referrals};
use crate::coordination::Halt;
use crate::http::Bearer;

/// What an upstream says of its own count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// A number that may be the total.
    Said(u64),
    /// A number that is a page's.
    OfPage(u64),
    /// Nothing.
    Unsaid,
}

impl<B: Bearer> Referrals<'_, B> {
    /// How many referrals the API says there are; none when a stop is asked for. To be asked with the smallest page.
    pub async fn total(&self, halt: &Halt) -> Result<Option<Total>, Error> {
        let page = match self.at(Some("$count=true"), halt).await {
            // An option that is documented in one place only.
            Err(Error::Refused { status: 400, .. }) => return Ok(Some(Total::Unsaid)),
            page => page?,
        };
        Ok(page.map(|page| match page.count {
            None => Total::Unsaid,
            // As in the vendor's own examples: more pages, and a count that is this one's.
            Some(count) if page.next.is_some() && count <= page.records().len() as u64 => {
                Total::OfPage(count)
            }
            Some(count) => Total::Said(count),
        }))
    }
}
