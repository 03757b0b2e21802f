//! Integration tests: the real binary, real servers. One program, so that it is linked once; a file per part of the product.
//! Run them with `tests/run`, which starts what they talk to.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that panics has failed"
)]

mod support;

mod db;
mod db_commands;
mod demo;
mod exit_codes;
mod generated;
mod import;
mod layers;
mod mistakes;
mod observability;
mod orders;
mod peers;
mod push;
mod sandbox;
mod sellers;
mod serve;
mod sync;
mod token;
