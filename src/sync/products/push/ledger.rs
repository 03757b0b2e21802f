//! The database's side of a run: asked again where it was gone for a moment, and told how the run ended.

use super::{PushEnding, PushSummary, Work};
use crate::db::{self, Outcome};
use crate::sync::engine::{Patience, recorded};
use crate::sync::error::Error;

impl Work<'_> {
    /// What `work` gives, again where the database was gone for a moment, and the lock with it: what came of a request must
    /// not be lost to that.
    pub(super) async fn kept<T>(
        &self,
        mut work: impl AsyncFnMut() -> Result<T, db::Error>,
    ) -> Result<T, Error> {
        let mut patience = Patience::new();
        loop {
            match work().await {
                Err(error) if error.is_transient() => {
                    let mut lock = self.lock.lock().await;
                    let (database, run) = (self.push.database, self.run);
                    let waited = patience.wait(error, database, run, &mut lock, self.halt);
                    waited.await?;
                }
                done => return Ok(done?),
            }
        }
    }

    /// Writes the run's end; what was counted, in products.
    pub(super) async fn close(&self, ended: &Result<PushEnding, Error>) -> PushSummary {
        let mut summary = self.summary.borrow().clone();
        summary.traffic = self.push.client.traffic();
        let recording = async {
            if self.settled.get() {
                let (synced, failed) = self.push.database.settled_products(self.run).await?;
                (summary.synced, summary.failed) = (synced, failed);
                // Of one part unchanged, and of another settled.
                let others = summary.products.saturating_sub(synced + failed);
                summary.refused_before = summary.refused_before.min(others);
                let others = others - summary.refused_before;
                summary.unchanged = summary.unchanged.min(others);
            }
            let counts = (
                summary.products,
                summary.synced,
                summary.failed,
                summary.unchanged,
            );
            self.push.database.count_products(self.run, counts).await?;
            let (outcome, error) = match ended {
                Ok(ending) => (ending.outcome(summary.failed), None),
                Err(error) => (Outcome::Failed, Some(error.in_full())),
            };
            let (run, traffic) = (self.run, summary.traffic);
            let database = self.push.database;
            database
                .end_run(run, outcome, traffic, error.as_deref())
                .await
        };
        recorded(recording).await;
        summary
    }
}
