//! Rejects that are needless now, of a sync whose rejects are known by another name than the key of its rows.

use serde_json::json;
use sqlx::AssertSqlSafe;

use super::{Batch, Tx, within_limit};
use crate::db::error::At;
use crate::db::{Error, upsert_postgres, upsert_sqlite};

impl Batch<'_> {
    /// Forgets the rejects with these external ids that runs of the same identity met last.
    pub async fn forget(&mut self, external_ids: &[&str]) -> Result<(), Error> {
        if !self.rejects || external_ids.is_empty() {
            return Ok(());
        }
        let location = self.database.location();
        let sql = format!(
            "DELETE FROM sync_rejects WHERE sync = $1 AND external_id IN ({})
                AND last_run_id IN (SELECT id FROM sync_runs WHERE sync = $1 AND identity = $2)",
            self.database.listed(3)
        );
        let ids = json!(external_ids).to_string();
        let run = self.run;
        let forgetting = async {
            on_tx!(&mut self.tx, |connection, dialect| sqlx::query(
                AssertSqlSafe(sql)
            )
            .bind(&run.sync)
            .bind(&run.identity)
            .bind(ids)
            .execute(connection)
            .await
            .map(drop))
            .at(location)
        };
        within_limit(location, forgetting).await
    }
}
