//! What to move, from which upstream into which table. The engine walks pages; each sync maps records.

mod engine;
mod error;
mod json;
pub mod products;
pub mod referrals;
mod round;

pub use engine::{
    Against, Ending, Endless, Mapping, Options, Preview, Progress, Record, Source, Summary, Sync,
    preview, retry, run,
};
pub use error::Error;
pub use round::{Policy, Wish};

use crate::db::Table;

/// The name of everything that has runs.
pub const RUN_NAMES: [&str; 2] = [referrals::NAME, products::IMPORT];

/// The name of every sync.
pub const NAMES: [&str; 1] = [referrals::NAME];

/// How the records of every sync become rows.
pub const MAPPINGS: &[Mapping] = &[referrals::MAPPING];

/// Every table that a sync or an import fills.
pub const TABLES: &[&Table] = &[&referrals::TABLE, &products::TABLE];
