//! One file per upstream: its wire format and its quirks, nothing else.

pub mod partner_center;
