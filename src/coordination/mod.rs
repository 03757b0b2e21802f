//! What processes, and parts of one, need to agree on: who goes first, what is left alone,
//! when to stop, and when to run again.

mod breaker;
mod breakers;
mod file;
mod halt;
mod limiter;
mod meter;
mod pace;
pub mod probe;
mod repeat;
mod shared;
mod timeline;
mod traffic;
mod turnstile;
mod window;

pub use breaker::{Breaker, Gate};
pub use breakers::{Admission, HostBreaker};
pub use file::{Error, FileLock, Waited};
pub use halt::Halt;
pub use repeat::{Ended, Repeat};
pub use shared::Error as BreakerError;
pub use shared::{Content, Document, Error as SharedFileError, SharedFile};
pub use traffic::Hold;
pub use turnstile::{Passed, Refused, Turnstile};
