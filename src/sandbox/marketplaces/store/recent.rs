//! What a seller sent of late: bodies, to refuse them when they come again, and items, to tell who sends twice.

use std::collections::HashMap;
use std::time::Duration;

/// When things were sent, by a number that stands for them.
#[derive(Default)]
pub(super) struct Recent {
    seen: HashMap<u64, Duration>,
    swept: Duration,
}

impl Recent {
    /// Whether it was noted within `window` before `now`.
    pub(super) fn has(&self, print: u64, now: Duration, window: Duration) -> bool {
        self.seen.get(&print).is_some_and(|at| now < *at + window)
    }

    pub(super) fn note(&mut self, print: u64, now: Duration, window: Duration) {
        if now >= self.swept + window {
            self.seen.retain(|_, at| now < *at + window);
            self.swept = now;
        }
        self.seen.insert(print, now);
    }

    pub(super) fn forget(&mut self, print: u64) {
        self.seen.remove(&print);
    }
}
