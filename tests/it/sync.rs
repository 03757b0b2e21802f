//! `sync referrals` by the real binary: against the sandbox, against an upstream that a test scripts, into both databases.

mod bearer;
mod crash;
mod every;
mod exact;
mod one_at_a_time;
mod output;
mod paging;
mod rejects;
pub mod stage;
pub mod store;
mod trouble;
mod waiting;
