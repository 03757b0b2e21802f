#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that panics has failed"
)]
//! Integration tests: the library and the binary from outside, one file per subject.

mod db;
