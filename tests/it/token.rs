//! Tokens by the real binary: at the certified provider where a foreign server's word counts, at the sandbox for Entra.

pub mod at_rest;
mod canary;
mod confirm;
mod device;
mod endings;
mod errno;
mod handing;
mod hosts;
pub mod key_commands;
mod key_places;
mod key_rotation;
mod keys;
mod kills;
mod login;
mod msal;
mod msal_peer;
pub mod person;
mod quota;
mod renewal;
mod resume;
mod screen;
pub mod seal;
mod secrecy;
mod status;
mod together;
mod trouble;
mod volume;
