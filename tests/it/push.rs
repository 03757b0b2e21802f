//! `sync products` by the real binary: a tenant's products to the sandbox's marketplaces, from both databases.

mod difference;
mod hundred_thousand;
mod kills;
mod later;
mod lost;
mod pace;
mod stage;
