//! A database that is gone for a moment is waited for, and so is the lock that went with it.

use std::time::{Duration, Instant};

use tracing::warn;

use crate::clock;
use crate::coordination::Halt;
use crate::db::{Committed, Database, Error, Lock, Run};

/// How long a database that has gone is waited for.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often it is tried.
const TRY_AGAIN: Duration = Duration::from_millis(250);

/// How long one failure is waited out.
pub(in crate::sync) struct Patience {
    until: Instant,
    /// Whether it was said.
    told: bool,
}

impl Patience {
    pub(in crate::sync) fn new() -> Self {
        Self {
            until: clock::monotonic() + PATIENCE,
            told: false,
        }
    }

    /// After a failure: waits for the database and for the lock, and says what is committed, which may be more than
    /// is known. Nobody waits when a stop is asked for.
    pub(in crate::sync) async fn wait(
        &mut self,
        mut error: Error,
        database: &Database,
        run: &Run,
        lock: &mut Lock,
        halt: &Halt,
    ) -> Result<Committed, Error> {
        loop {
            if !self.told {
                warn!(%error, "waiting for the database");
                self.told = true;
            }
            let pause = halt.unless_asked(tokio::time::sleep(TRY_AGAIN));
            if clock::monotonic() >= self.until || pause.await.is_none() {
                return Err(error);
            }
            match recover(database, run, lock).await {
                Err(again) if again.is_transient() => error = again,
                recovered => return recovered,
            }
        }
    }
}

async fn recover(database: &Database, run: &Run, lock: &mut Lock) -> Result<Committed, Error> {
    lock.ensure(database, run).await?;
    database.committed(run).await
}
