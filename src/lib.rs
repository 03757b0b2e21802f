//! jeton keeps OAuth tokens warm and encrypted, and moves records from upstream APIs into a database.

pub mod clock;
pub mod config;
pub mod coordination;
pub mod db;
pub mod fsio;
pub mod http;
pub mod observability;
pub mod sync;
pub mod token;
pub mod upstream;
pub mod sandbox;
pub mod app;
pub mod failure;
pub mod ui;
