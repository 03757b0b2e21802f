//! The books of all marketplaces: their sellers, who may not enter, and the counts that tests ask for.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::super::options::Options;
use super::super::windows::{Window, Windows};
use super::seller::Seller;
use crate::clock;

/// Who is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Marketplace {
    Trendyol,
    Hepsiburada,
    N11,
    Gateway,
}

impl Marketplace {
    pub(in super::super) const ALL: [Marketplace; 4] = [
        Marketplace::Trendyol,
        Marketplace::Hepsiburada,
        Marketplace::N11,
        Marketplace::Gateway,
    ];

    pub(in super::super) fn name(self) -> &'static str {
        match self {
            Marketplace::Trendyol => "trendyol",
            Marketplace::Hepsiburada => "hepsiburada",
            Marketplace::N11 => "n11",
            Marketplace::Gateway => "gateway",
        }
    }
}

/// The counts of one marketplace.
#[derive(Clone, Copy, Default)]
pub(in super::super) struct Tally {
    pub(in super::super) violations: u64,
    pub(in super::super) pushes: u64,
    pub(in super::super) items: u64,
}

/// All that is kept, behind one lock.
pub(in crate::sandbox) struct Marketplaces {
    begun: Instant,
    books: Mutex<Books>,
}

/// What is behind the lock.
pub(in super::super) struct Books {
    pub(in super::super) options: Options,
    /// The time of the batches: since the start, and what it was moved ahead.
    pub(in super::super) now: Duration,
    pub(in super::super) ahead: Duration,
    pub(in super::super) revoked: HashSet<String>,
    pub(in super::super) down: HashSet<String>,
    /// The tenants that the gateway is busy for.
    pub(in super::super) busy: HashSet<String>,
    /// Where all come from one address, whoever the seller is.
    address: Windows,
    pub(in super::super) tallies: BTreeMap<Marketplace, Tally>,
    pub(in super::super) duplicates: u64,
    pub(in super::super) resent: u64,
    pub(super) seed: u64,
    sellers: BTreeMap<(Marketplace, String), Seller>,
    /// The number of the last batch.
    pub(super) number: u64,
}

impl Marketplaces {
    pub(in crate::sandbox) fn new(seed: u64, options: Options) -> Marketplaces {
        let books = Books {
            options,
            now: Duration::ZERO,
            ahead: Duration::ZERO,
            revoked: HashSet::new(),
            down: HashSet::new(),
            busy: HashSet::new(),
            address: Windows::default(),
            tallies: BTreeMap::new(),
            duplicates: 0,
            resent: 0,
            seed,
            sellers: BTreeMap::new(),
            number: 0,
        };
        Marketplaces {
            begun: clock::monotonic(),
            books: Mutex::new(books),
        }
    }

    /// How long after the start it is, with what it was moved ahead.
    pub(in crate::sandbox) fn since(&self) -> Duration {
        self.books().now
    }

    /// How far time was moved ahead.
    pub(in crate::sandbox) fn ahead(&self) -> Duration {
        self.books().ahead
    }

    /// The books, at this moment.
    pub(in super::super) fn books(&self) -> MutexGuard<'_, Books> {
        let mut books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        books.now = clock::monotonic().duration_since(self.begun) + books.ahead;
        books
    }
}

impl Books {
    /// A seller as it is now, made where nobody has asked for it yet.
    pub(in super::super) fn seller(&mut self, at: Marketplace, id: &str) -> &mut Seller {
        let retention = match at {
            Marketplace::Trendyol => self.options.retention,
            _ => self.options.retention * 6,
        };
        let place = self.sellers.entry((at, id.to_owned()));
        let seller = place.or_insert_with(|| Seller::new(at == Marketplace::Hepsiburada));
        seller.settle(self.now, retention, self.seed, &self.options);
        seller
    }

    pub(in super::super) fn tally(&mut self, at: Marketplace) -> &mut Tally {
        self.tallies.entry(at).or_default()
    }

    /// Counts a request in these windows of the seller; beyond one it is a violation.
    pub(in super::super) fn admit(
        &mut self,
        at: Marketplace,
        id: &str,
        windows: &[Window],
    ) -> Result<(), (Window, Duration)> {
        if !self.options.windows {
            return Ok(());
        }
        let now = self.now;
        let admitted = self.seller(at, id).windows.admit(now, windows);
        if admitted.is_err() {
            self.tally(at).violations += 1;
        }
        admitted
    }

    /// Counts a request in the window of Hepsiburada's catalogue; false where it is beyond, which is a violation.
    pub(in super::super) fn admit_address(&mut self) -> bool {
        let window = Window::new("catalogue", 100, 1);
        let within = !self.options.windows || self.address.admit(self.now, &[window]).is_ok();
        if !within {
            self.tally(Marketplace::Hepsiburada).violations += 1;
        }
        within
    }
}
