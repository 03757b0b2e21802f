//! What to move, from which upstream into which table. The engine walks pages; each sync maps records.

mod engine;
mod error;
mod json;
pub mod orders;
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

/// The name of every sync, and how the names of those begin of which there are many.
pub const NAMES: [&str; 4] = [
    referrals::NAME,
    products::PUSH,
    products::IMPORT,
    orders::NAME,
];

/// Those whose rejects can be read again.
pub const RETRIED: [&str; 2] = [referrals::NAME, orders::NAME];

/// Every table that a sync or an import fills.
pub const TABLES: &[&Table] = &[
    &referrals::TABLE,
    &products::TABLE,
    &orders::TABLE,
    &orders::LINES,
];
