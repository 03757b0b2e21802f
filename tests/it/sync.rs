//! `sync referrals` by the real binary: against the sandbox, against an upstream that a test scripts, into both databases.

mod bearer;
mod compare;
mod crash;
mod crowd;
mod disk;
mod dry_run;
mod early;
mod every;
mod exact;
mod figures;
mod history;
mod kills;
mod limits;
mod lost;
mod marks;
mod memory;
mod one_at_a_time;
mod output;
mod paging;
mod rejects;
mod retry_rejects;
pub mod stage;
pub mod store;
mod trouble;
mod waiting;
