//! Tokens: how they are got (grants), kept (one age file per profile), renewed (one request for any
//! number of processes) and given back (revocation). Speaks OAuth; knows no upstream's API.

mod account;
mod cache;
mod device;
mod endpoints;
mod entra;
mod error;
mod exchange;
mod intent;
mod issuer;
mod key;
mod later;
mod ledger;
mod login;
mod manager;
mod mend;
pub mod msal;
mod pending;
mod plan;
mod recipients;
mod revoke;
mod rotate;
mod sent;
mod vault;
mod wire;

pub use account::Account;
pub use cache::{Cache, CacheError};
pub use device::{Look, Pace, Prompt, UserCode};
pub use endpoints::Endpoints;
pub use entra::hint as entra_hint;
pub use error::{Error, LoginReason};
pub use issuer::{Held, Issuer, IssuerFileError};
pub use key::{Key, KeyError, KeyPlaces, KeySource, Keys};
pub use ledger::{Ledger, Purpose, Used};
pub use login::{Login, Lost, Request, fingerprint};
pub use manager::{Manager, Outcome, Reset, Revocation};
pub use plan::{Hold, Need, Plan, Policy, is_out_of_reach, margin, need, plan, requests_an_hour};
pub use recipients::{Added, add_recipients, checked as checked_recipients};
pub use rotate::{Older, Rotated, Sealed, rotate};
pub use vault::{Note, Vault, resealed};
pub use wire::IssuerError;
