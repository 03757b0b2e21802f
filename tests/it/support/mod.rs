//! What every integration test stands on: the binary in a home of its own, and real servers with their faults.
//! Nothing here knows what jeton does; a panic is a failed test and shows what the process under it printed.
#![allow(
    dead_code,
    unused_imports,
    reason = "shared by all tests; not every helper is used at all times"
)]

mod database;
mod jeton;
mod mount;
mod msal;
mod peer;
mod process;
mod sandbox;
mod scripted;
mod skip;
pub mod strace;
mod vendor;
mod wire;

pub use database::{PrivatePostgres, TestDatabase, in_a_thread, postgres_url};
pub use jeton::{Invocation, Jeton};
pub use mount::Mount;
pub use msal::{Certificates, Msal};
pub use peer::{FaultProxy, OidcServer, approve_browser, approve_http, approve_trusting};
pub use process::{Process, Run, Stream};
pub use sandbox::Sandbox;
pub use scripted::{Answer, Asked, Scripted};
pub use skip::skip;
pub use vendor::Vendor;
pub use wire::{Reply, get, get_as, post_form, post_form_as, post_json, post_text};
