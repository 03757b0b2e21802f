//! `sync products` by the real binary: a tenant's products to the sandbox's marketplaces, from both databases.

mod approved;
mod chosen;
mod content;
mod contract;
mod difference;
mod halves;
mod hundred_thousand;
mod kills;
mod later;
mod lost;
mod names;
mod pace;
mod reconcile;
pub mod stage;
mod tenants;
mod together;
mod unfit;
mod wishes;
