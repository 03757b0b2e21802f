//! What processes need to agree on: who goes first. One lock on a file today; limits and breakers
//! belong here too.

mod file;

pub use file::{Error, FileLock};
