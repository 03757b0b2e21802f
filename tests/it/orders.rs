//! `sync orders` by the real binary: shops' orders from the sandbox into both databases.

mod crash;
mod external;
mod fetched;
mod fixtures;
mod forgotten;
pub mod rig;
mod shops;
mod statuses;
mod unfit;
mod windows;
