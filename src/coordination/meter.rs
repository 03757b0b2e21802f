//! How fast this process asks a host, measured by itself: what the host's "too fast" is about where no limits
//! are counted. It lasts no longer than the process.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::window::Window;
use crate::clock;

/// Seconds that it looks back on.
const MEASURED: u64 = 2;

/// The requests of the last seconds.
pub(super) struct Meter {
    window: Mutex<Window>,
    since: Instant,
}

impl Meter {
    pub(super) fn new() -> Self {
        Self {
            window: Mutex::new(Window::new(MEASURED)),
            since: clock::monotonic(),
        }
    }

    /// A request is sent.
    pub(super) fn count(&self) {
        let (mut window, now) = self.tidied();
        window.count(now, 1);
    }

    /// Requests a second.
    pub(super) fn rate(&self) -> f64 {
        let (window, now) = self.tidied();
        window.rate(now)
    }

    fn tidied(&self) -> (MutexGuard<'_, Window>, u64) {
        let now = u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX);
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        window.tidy(now);
        (window, now)
    }
}
