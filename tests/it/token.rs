//! Tokens by the real binary: at the certified provider where a foreign server's word counts, at the sandbox for Entra.

pub mod at_rest;
mod canary;
mod device;
mod endings;
mod errno;
mod hosts;
mod keys;
mod kills;
mod login;
pub mod person;
mod renewal;
pub mod seal;
mod secrecy;
mod status;
mod together;
