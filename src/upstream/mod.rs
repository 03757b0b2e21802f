//! One file per upstream: its wire format and its quirks, nothing else.

pub mod gateway;
pub mod marketplace;
mod page;
pub mod partner_center;

pub use page::Page;
