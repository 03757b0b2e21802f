//! What processes, and parts of one, need to agree on: who goes first, and when to stop.

mod file;
mod halt;

pub use file::{Error, FileLock};
pub use halt::Halt;
