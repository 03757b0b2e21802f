//! The pages in hand: fetched, and not committed yet. Bounded in rows and bytes, and by what this run has
//! committed already, so that a run that is killed again and again never fetches more in vain than it keeps.
//!
//! One task fetches and writes by turns; nothing here is for threads.

use std::cell::RefCell;
use std::collections::VecDeque;

use tokio::sync::Notify;

/// Pages that may always be in hand: one is written while another is fetched.
const FIRST_PAGES: u64 = 2;
/// Most rows in hand.
const ROWS: usize = 10_000;
/// Most bytes of pages in hand: twice what one transaction takes.
const BYTES: usize = 2 * BATCH_BYTES;
/// Most rows of one transaction.
const BATCH_ROWS: usize = 5_000;
/// Most bytes of one transaction.
const BATCH_BYTES: usize = 3 << 20;

/// What a page weighs.
pub(super) trait Weigh {
    /// In records.
    fn rows(&self) -> usize;
    /// In bytes, about.
    fn bytes(&self) -> usize;
}

/// The queue between the fetching and the writing of one run.
pub(super) struct Hand<P> {
    state: RefCell<State<P>>,
    /// Something was put in, or nothing will be any more.
    filled: Notify,
    /// Something was committed.
    emptied: Notify,
}

struct State<P> {
    waiting: VecDeque<P>,
    /// Of what waits and what is being written.
    held: Weight,
    committed: u64,
    closed: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Weight {
    pages: u64,
    rows: usize,
    bytes: usize,
}

impl Weight {
    fn of<P: Weigh>(pages: &[P]) -> Self {
        Self {
            pages: pages.len() as u64,
            rows: pages.iter().map(Weigh::rows).sum(),
            bytes: pages.iter().map(Weigh::bytes).sum(),
        }
    }

    /// Whether another page may be fetched.
    fn has_room(self, committed: u64) -> bool {
        self.pages < FIRST_PAGES
            || (self.pages < committed && self.rows < ROWS && self.bytes < BYTES)
    }
}

impl<P: Weigh> Hand<P> {
    pub(super) fn new() -> Self {
        Self {
            state: RefCell::new(State {
                waiting: VecDeque::new(),
                held: Weight::default(),
                committed: 0,
                closed: false,
            }),
            filled: Notify::new(),
            emptied: Notify::new(),
        }
    }

    /// Waits until another page may be fetched.
    pub(super) async fn room(&self) {
        loop {
            {
                let state = self.state.borrow();
                if state.held.has_room(state.committed) {
                    return;
                }
            }
            self.emptied.notified().await;
        }
    }

    /// Takes in a page that was fetched.
    pub(super) fn put(&self, page: P) {
        let mut state = self.state.borrow_mut();
        let weight = Weight::of(std::slice::from_ref(&page));
        state.held.pages += weight.pages;
        state.held.rows += weight.rows;
        state.held.bytes += weight.bytes;
        state.waiting.push_back(page);
        self.filled.notify_one();
    }

    /// No page will come any more.
    pub(super) fn close(&self) {
        self.state.borrow_mut().closed = true;
        self.filled.notify_one();
    }

    /// Waits for pages and gives all that fit one transaction; none at the end.
    pub(super) async fn take(&self) -> Vec<P> {
        loop {
            {
                let mut state = self.state.borrow_mut();
                if !state.waiting.is_empty() || state.closed {
                    let fit = fitting(&state.waiting);
                    return state.waiting.drain(..fit).collect();
                }
            }
            self.filled.notified().await;
        }
    }

    /// Lets go of pages that were committed.
    pub(super) fn committed(&self, pages: &[P]) {
        let mut state = self.state.borrow_mut();
        let weight = Weight::of(pages);
        state.held.pages -= weight.pages;
        state.held.rows -= weight.rows;
        state.held.bytes -= weight.bytes;
        state.committed += weight.pages;
        self.emptied.notify_one();
    }
}

/// How many of the first pages fit one transaction: at least one.
fn fitting<P: Weigh>(waiting: &VecDeque<P>) -> usize {
    let (mut rows, mut bytes) = (0, 0);
    let fit = waiting.iter().take_while(|page| {
        rows += page.rows();
        bytes += page.bytes();
        rows <= BATCH_ROWS && bytes <= BATCH_BYTES
    });
    fit.count().max(1).min(waiting.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    impl Weigh for (usize, usize) {
        fn rows(&self) -> usize {
            self.0
        }

        fn bytes(&self) -> usize {
            self.1
        }
    }

    fn held(hand: &Hand<(usize, usize)>) -> Weight {
        hand.state.borrow().held
    }

    proptest! {
        /// A run that is killed has fetched at most twice what it keeps, and two pages; and it never holds more than
        /// its bounds and the page that was on its way.
        #[test]
        fn no_more_is_in_hand_than_allowed(
            steps in prop::collection::vec((any::<bool>(), 0usize..3_000, 0usize..2 << 20), 1..400),
        ) {
            let hand = Hand::new();
            let mut fetched = 0;
            for (write, rows, bytes) in steps {
                let room = { let state = hand.state.borrow(); state.held.has_room(state.committed) };
                if write && !hand.state.borrow().waiting.is_empty() {
                    let batch = futures(hand.take());
                    prop_assert!(!batch.is_empty());
                    hand.committed(&batch);
                } else if room {
                    hand.put((rows, bytes));
                    fetched += 1;
                }
                let (weight, committed) = (held(&hand), hand.state.borrow().committed);
                prop_assert!(fetched <= 2 * committed + FIRST_PAGES);
                prop_assert!(weight.rows < ROWS + 3_000 && weight.bytes < BYTES + (2 << 20));
            }
            while !hand.state.borrow().waiting.is_empty() {
                hand.committed(&futures(hand.take()));
            }
            prop_assert_eq!(held(&hand), Weight::default());
        }
    }

    /// The value of a future that does not wait.
    fn futures<T>(future: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        match runtime {
            Ok(runtime) => runtime.block_on(future),
            Err(error) => unreachable!("{error}"),
        }
    }

    #[test]
    fn a_transaction_takes_what_fits_and_at_least_one() {
        for (pages, fit) in [
            (vec![(100, 1)], 1),
            (vec![(100, 1); 60], 50),
            (vec![(9_000, 1), (1, 1)], 1),
            (vec![(1, BATCH_BYTES / 2); 3], 2),
            (vec![(1, BATCH_BYTES * 2); 3], 1),
        ] {
            assert_eq!(fitting(&pages.iter().copied().collect()), fit);
        }
    }
}
