//! One file per noun, one function per verb: options in, one domain call, the value to `ui`.

pub mod config;
pub mod db;
pub mod demo;
pub mod key;
pub mod metrics;
pub mod sandbox;
pub mod sync;
pub mod token;
