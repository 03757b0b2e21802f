//! One file per noun, one function per verb: options in, one domain call, the value to `ui`.

pub mod config;
pub mod db;
pub mod demo;
pub mod integration;
pub mod key;
pub mod metrics;
pub mod sandbox;
pub mod serve;
mod shell;
pub mod sync;
pub mod tenant;
pub mod token;
