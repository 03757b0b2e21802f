//! Windows of requests that slide: at most so many in any length of time, under a name of their own each.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

/// At most `count` in any window of `per`, among the requests that are counted under `name`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) name: &'static str,
    pub(super) count: usize,
    pub(super) per: Duration,
}

impl Window {
    pub(super) fn new(name: &'static str, count: usize, seconds: u64) -> Window {
        let per = Duration::from_secs(seconds);
        Window { name, count, per }
    }
}

/// When requests were let through, the oldest first.
#[derive(Default)]
pub(super) struct Windows(HashMap<&'static str, VecDeque<Duration>>);

impl Windows {
    /// Counts a request in all of these windows, or in none: then it is told which is full, and for how long.
    pub(super) fn admit(
        &mut self,
        now: Duration,
        all: &[Window],
    ) -> Result<(), (Window, Duration)> {
        let full = all.iter().filter_map(|window| {
            let times = self.0.entry(window.name).or_default();
            while times
                .front()
                .is_some_and(|first| *first + window.per <= now)
            {
                times.pop_front();
            }
            let place = times.len().checked_sub(window.count)?;
            Some((*window, *times.get(place)? + window.per - now))
        });
        match full.max_by_key(|(_, wait)| *wait) {
            Some(full) => Err(full),
            None => {
                for window in all {
                    self.0.entry(window.name).or_default().push_back(now);
                }
                Ok(())
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn every_window_slides_and_a_refused_request_is_in_none() {
        let windows = [Window::new("short", 2, 1), Window::new("long", 3, 60)];
        let mut times = Windows::default();
        for (millis, wait) in [
            (0, 0),
            (900, 0),
            (999, 1),
            (1000, 0),
            (1001, 58_999),
            (60_000, 0),
            (60_001, 899),
        ] {
            let admitted = times.admit(Duration::from_millis(millis), &windows);
            let waits = admitted.err().map_or(0, |(_, wait)| wait.as_millis());
            assert_eq!(waits, wait, "{millis}");
        }
    }
}
