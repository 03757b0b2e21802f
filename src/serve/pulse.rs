//! Whether the task that does the work still goes on, for threads that do not: it beats, and they feel.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::clock;

/// After so long without a beat it counts as stuck.
const STUCK: Duration = Duration::from_secs(60);

/// The last beat; one that has not beaten yet has just begun.
#[derive(Clone, Debug)]
pub struct Pulse(Arc<Mutex<Instant>>);

impl Default for Pulse {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(clock::monotonic())))
    }
}

impl Pulse {
    /// Work goes on.
    pub fn beat(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = clock::monotonic();
    }

    /// Whether it has gone on lately.
    pub fn is_felt(&self) -> bool {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.elapsed() < STUCK
    }
}
