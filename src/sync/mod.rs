//! What to move, from which upstream into which table. The engine walks pages; each sync maps records.

mod engine;
mod error;
mod json;
pub mod referrals;

pub use engine::{Ending, Page, Progress, Source, Summary, Sync, run};
pub use error::Error;

use crate::db::Table;

/// Every table that a sync fills.
pub const TABLES: &[&Table] = &[&referrals::TABLE];
