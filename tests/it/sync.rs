//! `sync referrals` by the real binary: against the sandbox, against an upstream that a test scripts, into both databases.

mod bearer;
mod compare;
mod crash;
mod dry_run;
mod exact;
mod history;
mod one_at_a_time;
mod output;
mod paging;
mod rejects;
mod retry_rejects;
pub mod stage;
pub mod store;
mod trouble;
mod waiting;
