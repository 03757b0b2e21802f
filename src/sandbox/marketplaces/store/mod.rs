//! What the marketplaces keep: sellers, each with listings, batches and the memory of what was sent of late.
//! Batches are finished by time, when the next request looks.

mod batch;
mod books;
mod ids;
mod intake;
mod recent;
mod seller;
mod shelf;

pub(super) use batch::{Batch, Outcome, Refusal, Row, Work};
pub(super) use books::Marketplace;
pub(in crate::sandbox) use books::Marketplaces;
pub(super) use ids::{number_in, uuid};
pub(super) use shelf::{Listing, Shelf, Standing, numbered};
