//! Products from a file into `products`: a chunk of lines is read while the one before is written, and is committed with
//! its rejects and the run's counts. Importing a file again writes nothing; that is also how a cut import goes on.

mod csv;
mod error;
mod fields;
mod ids;
mod input;
mod json_lines;
mod line;
mod lines;
mod marketplaces;
mod preview;
mod run;
mod values;

pub use error::FileError;
pub use input::{Format, Input, Place};
pub use preview::preview;
pub use run::run;

/// Its name in `sync_runs`, in locks and in `sync history`.
pub const NAME: &str = "import products";
