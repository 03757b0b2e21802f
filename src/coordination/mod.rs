//! What processes, and parts of one, need to agree on: who goes first, what is left alone,
//! when to stop, and when to run again.

mod breaker;
mod breakers;
mod file;
mod halt;
pub mod probe;
mod repeat;

pub use breaker::{Breaker, Gate};
pub use breakers::{Admission, Error as BreakerError, HostBreaker};
pub use file::{Error, FileLock, Waited};
pub use halt::Halt;
pub use repeat::{Ended, Repeat};
