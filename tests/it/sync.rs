//! `sync referrals` by the real binary: against the sandbox, against an upstream that a test scripts, into both databases.

mod bearer;
mod crash;
mod crowd;
mod early;
mod every;
mod exact;
mod kills;
mod limits;
mod lost;
mod marks;
mod memory;
mod one_at_a_time;
mod output;
mod paging;
mod rejects;
pub mod stage;
pub mod store;
mod trouble;
mod waiting;
