//! The reading half of a run: page after page into the hand, as long as it has room.

use std::time::Duration;

use tracing::warn;

use super::Source;
use super::guard::Guard;
use super::hand::{Hand, Weigh};
use crate::coordination::Halt;
use crate::db::Round;
use crate::sync::Error;
use crate::upstream::Page;

/// How often a page is asked for again whose link cannot be right: a cache between may have given a stale one.
const ASKED_AGAIN: u32 = 3;
/// The first pause before that; it doubles.
const PAUSE: Duration = Duration::from_millis(200);

/// How fetching ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fetch {
    /// With the last page.
    Complete,
    /// With as many records as were wanted.
    Limited,
    /// A stop was asked for.
    Halted,
}

/// A page, or the part of it that is wanted.
pub(super) struct Fetched {
    pub(super) page: Page,
    /// Records that are taken.
    pub(super) taken: usize,
}

impl Fetched {
    /// Whether all of it is taken.
    pub(super) fn is_whole(&self) -> bool {
        self.taken == self.page.records().len()
    }

    /// The records that are taken.
    pub(super) fn records(&self) -> impl Iterator<Item = &str> {
        self.page.records().take(self.taken)
    }
}

impl Weigh for Fetched {
    fn rows(&self) -> usize {
        self.taken
    }

    fn bytes(&self) -> usize {
        self.page.bytes()
    }
}

/// Fetches the pages of one run.
pub(super) struct Fetcher<'a, S> {
    source: &'a S,
    since: Option<String>,
    /// Records that may still come.
    left: Option<u64>,
    halt: &'a Halt,
}

impl<'a, S: Source> Fetcher<'a, S> {
    pub(super) fn new(source: &'a S, round: &Round, limit: Option<u64>, halt: &'a Halt) -> Self {
        Self {
            source,
            since: round.since.clone(),
            left: limit,
            halt,
        }
    }

    /// From `first`, the page at `cursor`, to the end; then nothing more comes into the hand.
    pub(super) async fn all(
        &mut self,
        first: Page,
        cursor: Option<String>,
        hand: &Hand<Fetched>,
    ) -> Result<Fetch, Error> {
        let ended = self.walk(first, cursor, hand).await;
        hand.close();
        ended
    }

    async fn walk(
        &mut self,
        mut page: Page,
        mut cursor: Option<String>,
        hand: &Hand<Fetched>,
    ) -> Result<Fetch, Error> {
        let mut guard = Guard::new(cursor.as_deref());
        loop {
            let Some(admitted) = self.admit(&mut guard, page, cursor.as_deref()).await? else {
                return Ok(Fetch::Halted);
            };
            let next = admitted.next.clone();
            let fetched = self.cut(admitted);
            let whole = fetched.is_whole();
            hand.put(fetched);
            cursor = match next {
                None if whole => return Ok(Fetch::Complete),
                next if whole && self.left != Some(0) => next,
                _ => return Ok(Fetch::Limited),
            };
            if self.halt.unless_asked(hand.room()).await.is_none() {
                return Ok(Fetch::Halted);
            }
            page = match self.ask(cursor.as_deref()).await? {
                Some(page) => page,
                None => return Ok(Fetch::Halted),
            };
        }
    }

    async fn ask(&self, cursor: Option<&str>) -> Result<Option<Page>, Error> {
        self.source
            .page(self.since.as_deref(), cursor, self.halt)
            .await
    }

    /// The page, or what came when it was asked for again because it cannot be one of a list that ends.
    async fn admit(
        &self,
        guard: &mut Guard,
        mut page: Page,
        cursor: Option<&str>,
    ) -> Result<Option<Page>, Error> {
        let mut asked = 0;
        loop {
            let Err(endless) = guard.admit(page.next.as_deref(), page.records()) else {
                return Ok(Some(page));
            };
            if asked == ASKED_AGAIN {
                return Err(Error::Endless(endless));
            }
            warn!(%endless, "asking for the page again");
            let pause = tokio::time::sleep(PAUSE * (1 << asked));
            asked += 1;
            if self.halt.unless_asked(pause).await.is_none() {
                return Ok(None);
            }
            page = match self.ask(cursor).await? {
                Some(page) => page,
                None => return Ok(None),
            };
        }
    }

    /// As much of the page as is wanted.
    fn cut(&mut self, page: Page) -> Fetched {
        let records = page.records().len();
        let taken = match self.left {
            Some(left) => records.min(usize::try_from(left).unwrap_or(usize::MAX)),
            None => records,
        };
        self.left = self.left.map(|left| left - taken as u64);
        Fetched { page, taken }
    }
}
