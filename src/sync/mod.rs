//! What to move, from which upstream into which table. The engine walks pages; each sync maps records.

mod engine;
mod error;
mod json;
pub mod referrals;
mod round;

pub use engine::{Ending, Endless, Options, Progress, Record, Source, Summary, Sync, run};
pub use error::Error;
pub use round::{Policy, Wish};

use crate::db::Table;

/// Every table that a sync fills.
pub const TABLES: &[&Table] = &[&referrals::TABLE];
