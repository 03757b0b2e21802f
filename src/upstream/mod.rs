//! One file per upstream: its wire format and its quirks, nothing else.

pub mod external_orders;
pub mod gateway;
pub mod marketplace;
mod next_link;
mod page;
pub mod partner_center;
mod reader;

pub use page::Page;
