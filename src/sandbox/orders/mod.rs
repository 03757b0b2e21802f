//! The orders that the stand-ins have: which there are, how they go on, and what is in them. How they are told is each
//! upstream's own matter; here stands only the order API that is nobody's.

mod asked;
mod control;
mod course;
mod environment;
mod external;
mod options;
mod order;
mod people;
mod rows;
mod source;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::Router;

use super::Shared;
use crate::clock;
pub(super) use asked::Asked;
pub(super) use control::Told;
pub(super) use course::{Fate, Stage};
pub use environment::environment;
pub use external::{CLIENT_ID, CLIENT_SECRET};
pub use options::{Options, Paging, Shape};
pub(super) use order::{Flaw, Line};
pub(super) use people::Person;
use rows::Rows;
pub(super) use rows::{Record, Row, Shop, found, hidden};
pub(super) use source::Kind;
use source::Source;

/// The orders of all sources.
pub(super) struct Orders {
    seed: u64,
    /// Milliseconds of the epoch.
    start: i64,
    options: Options,
    rows: Mutex<HashMap<(Kind, String), Rows>>,
    desk: external::Desk,
}

impl Orders {
    pub(super) fn new(seed: u64, access_ttl: Duration, options: Options) -> Orders {
        Orders {
            seed,
            start: clock::now().as_millisecond(),
            desk: external::Desk::new(access_ttl, options.quota),
            options,
            rows: Mutex::default(),
        }
    }

    /// The orders of a seller, so long after the start.
    pub(super) fn shop(&self, kind: Kind, seller: &str, since: Duration) -> Shop {
        let now = self.start + since.as_millis() as i64;
        // The order API has one account, whoever is named.
        let seller = if kind == Kind::External { "" } else { seller };
        let source = Source::new(self.seed, (kind, seller), &self.options, self.start);
        let mut kept = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let rows = kept
            .entry((kind, seller.to_owned()))
            .or_insert_with(|| Rows::new(&source, now));
        if !rows.hold(now) {
            *rows = Rows::new(&source, now);
        }
        Shop::new(source, now, rows)
    }
}

pub(super) fn routes(sandbox: &Shared) -> Router<Shared> {
    external::routes(sandbox).merge(control::routes())
}
