//! Keeps what became of products, once, and counts it.

use super::{MOST_ERRORS, Work};
use crate::db::Settlement;
use crate::sync::error::Error;
use crate::upstream::marketplace::Call;

impl Work<'_> {
    /// Of a batch, or of products that were in none.
    pub(super) async fn settle(
        &self,
        batch: Option<i64>,
        call: Call,
        settlement: Settlement,
    ) -> Result<(), Error> {
        let (database, shelf) = (self.push.database, self.shelf(call));
        let traffic = self.push.client.traffic();
        let settling = async || {
            database
                .settle_push(self.run, shelf, batch, &settlement, traffic)
                .await
        };
        let kept = self.kept(settling).await?;
        let Settlement { accepted, refused } = settlement;
        if accepted.is_empty() && refused.is_empty() {
            return Ok(());
        }
        self.settled.set(true);
        // By a commit whose answer was lost: the database counts it.
        if !kept {
            return Ok(());
        }
        self.count(|summary| {
            summary.synced += accepted.len() as u64;
            summary.failed += refused.len() as u64;
            let room = MOST_ERRORS.saturating_sub(summary.errors.len());
            let reasons = refused.iter().take(room);
            let lines = reasons.map(|one| format!("{}: {}", one.sku, one.reason));
            summary.errors.extend(lines);
        });
        Ok(())
    }
}
