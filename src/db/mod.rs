//! The database: one pool over Postgres or SQLite, its migrations, the one bulk upsert and the ledger of runs.
//! It knows tables as data ([`Table`]) and no upstream; what a row means is decided in `sync`.

/// Expands one body for both engines, with `$pool` bound to the pool of the one in use.
macro_rules! on_pool {
    ($database:expr, $pool:ident => $body:expr) => {
        match &$database.pool {
            $crate::db::open::Pool::Postgres($pool) => $body,
            $crate::db::open::Pool::Sqlite($pool) => $body,
        }
    };
}

/// As [`on_pool!`], with the place in its error, and given up when the database is silent.
macro_rules! asked {
    ($database:expr, $pool:ident => $body:expr) => {
        $crate::db::batch::within_limit($database.location(), async {
            on_pool!($database, $pool => $body).at($database.location())
        })
        .await
    };
}

/// Expands one body for both engines inside a transaction that commits when the body ends, and rolls back when it
/// leaves early. `$dialect` names the module with the statements that differ. SQLite takes its write lock at once:
/// a transaction that reads first and then writes can fail where waiting would have helped.
macro_rules! in_transaction {
    ($database:expr, |$tx:ident, $dialect:ident| $body:block) => {
        match &$database.pool {
            $crate::db::open::Pool::Postgres(pool) => {
                #[allow(unused_imports, reason = "not every body needs the dialect")]
                use $crate::db::upsert_postgres as $dialect;
                let mut $tx = pool.begin().await.at($database.location())?;
                let value = $body;
                $tx.commit().await.at($database.location())?;
                value
            }
            $crate::db::open::Pool::Sqlite(pool) => {
                #[allow(unused_imports, reason = "not every body needs the dialect")]
                use $crate::db::upsert_sqlite as $dialect;
                let mut $tx = pool
                    .begin_with("BEGIN IMMEDIATE")
                    .await
                    .at($database.location())?;
                let value = $body;
                $tx.commit().await.at($database.location())?;
                value
            }
        }
    };
}

mod batch;
mod copy_postgres;
mod count;
mod decimal;
mod error;
mod forget;
mod history;
mod integrations;
mod listings;
mod lock;
mod migrations;
mod missing;
mod moment;
mod open;
mod page;
mod postgres_url;
mod preview;
mod products;
mod pushes;
mod raw_json;
mod rejects;
mod runs;
mod settled;
mod standing;
mod table;
mod tenants;
mod upsert_postgres;
mod upsert_sqlite;

pub use batch::{Batch, Held, Resume, Still};
pub use error::{Cause, Error};
pub use forget::KnownOrder;
pub use history::{Kept, Past, Wanted};
pub use integrations::{Integration, Settled};
pub use listings::{Candidate, Chosen, Product, Shelf};
pub use lock::{Lock, Locking};
pub use migrations::{Applied, Migration, Schema};
pub use moment::{plain_time_text, time_text};
pub use open::{Database, Engine, Target};
pub use page::{Reject, Row, Written, content_hash};
pub use preview::{Change, Compared, Difference, Field};
pub use products::KnownProduct;
pub use pushes::OpenBatch;
pub use runs::{Committed, Outcome, Run, Running, StoppedBy};
pub use settled::{Accepted, NotAccepted, Settlement};
pub use standing::{Checkpoint, Mark, Mode, Round, Standing};
pub use table::{Column, Followed, KEY_LIMIT, Kind, Table, Turn, is_number};
pub use tenants::Tenant;
