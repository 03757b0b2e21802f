//! What a process that stays up shows of itself: a small HTTP face, a board of its jobs, and signs of life for the
//! service manager. What the jobs do, and what health means, is told from above.

mod board;
mod face;
mod notify;
mod pulse;

pub use board::{Board, Ended};
pub use face::{Answer, Asked, Error, Face, Question};
pub use notify::Notify;
pub use pulse::Pulse;
