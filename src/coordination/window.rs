//! How many requests went out lately, and whether one more may: sliding windows counted in buckets, which
//! are as exact as a list of requests to a sixtieth of the window, and never larger than sixty-odd numbers.
//! Pure. Times are milliseconds of a [`super::Timeline`], which does not go back.
//!
//! A bucket counts for as long as any moment of it can be within the window, and a bucket or two longer: a
//! request arrives later than it was counted, and the later one may arrive faster than the earlier one. One
//! that took longer than that counts from its answer on. (A token bucket or GCRA with such a burst lets nearly twice the limit through in a window.)

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::config::{Rate, Rates};

/// Buckets of a window.
const BUCKETS: u64 = 60;
/// Windows shorter than this have buckets that are shorter than a slow request's way.
const SHORT: u64 = 60;

/// The shortest time that a rate is measured over: one request says little.
const BLINK: Duration = Duration::from_millis(50);

/// Requests of one sliding window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Window {
    seconds: u64,
    /// Number of a bucket, and what was sent in it.
    #[serde(default)]
    counts: Vec<(u64, u32)>,
}

impl Window {
    pub(super) fn new(seconds: u64) -> Self {
        Self {
            seconds: seconds.max(1),
            counts: Vec::new(),
        }
    }

    fn bucket(&self, at: u64) -> u64 {
        at.saturating_mul(BUCKETS) / (self.seconds.max(1) * 1000)
    }

    /// The first millisecond of a bucket.
    fn begins(&self, bucket: u64) -> u64 {
        bucket
            .saturating_mul(self.seconds.max(1) * 1000)
            .div_ceil(BUCKETS)
    }

    /// How many buckets count besides the present one.
    fn kept(&self) -> u64 {
        match self.seconds < SHORT {
            true => BUCKETS + 2,
            false => BUCKETS + 1,
        }
    }

    /// Drops what is over. What seems to be of the future, in a file that somebody else made, is of now: it
    /// locks nobody out for longer than the window.
    pub(super) fn tidy(&mut self, now: u64) {
        let current = self.bucket(now);
        let first = current.saturating_sub(self.kept());
        self.counts
            .retain(|(bucket, count)| *bucket >= first && *count > 0);
        for (bucket, _) in &mut self.counts {
            *bucket = (*bucket).min(current);
        }
        self.counts.sort_unstable();
    }

    pub(super) fn count(&mut self, now: u64, requests: u32) {
        let current = self.bucket(now);
        match self.counts.last_mut() {
            Some((bucket, count)) if *bucket >= current => *count = count.saturating_add(requests),
            _ => self.counts.push((current, requests)),
        }
    }

    /// A request that was counted at `sent` has been answered now: whether it may have arrived so late that it has
    /// to count from now. It arrived in between, and its bucket counts for a bucket or two too long.
    fn move_on(&mut self, sent: u64, now: u64) -> bool {
        let (from, to) = (self.bucket(sent), self.bucket(now));
        if to.saturating_sub(from) <= self.kept() - BUCKETS {
            return false;
        }
        if let Some((_, count)) = self.counts.iter_mut().find(|(bucket, _)| *bucket == from) {
            *count = count.saturating_sub(1);
        }
        self.count(now, 1);
        true
    }

    fn used(&self) -> u64 {
        self.counts.iter().map(|(_, count)| u64::from(*count)).sum()
    }

    /// How long until one more request is within `limit`; nothing where it is. Tidied before.
    fn wait(&self, limit: u32, now: u64) -> Duration {
        let mut over = (self.used() + 1).saturating_sub(u64::from(limit));
        let mut free = now;
        for (bucket, count) in &self.counts {
            if over == 0 {
                break;
            }
            over = over.saturating_sub(u64::from(*count));
            free = self.begins(bucket + self.kept() + 1);
        }
        Duration::from_millis(free.saturating_sub(now))
    }

    /// Requests a second, since the first that counts.
    pub(super) fn rate(&self, now: u64) -> f64 {
        let Some((first, _)) = self.counts.first() else {
            return 0.0;
        };
        let passed = Duration::from_millis(now.saturating_sub(self.begins(*first)));
        let used = u32::try_from(self.used()).unwrap_or(u32::MAX);
        f64::from(used) / passed.max(BLINK).as_secs_f64()
    }
}

/// Several windows that hold at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Windows(Vec<Window>);

impl Windows {
    /// How long until one more request is within every one of `rates`. Counts nothing.
    pub(super) fn wait(&mut self, rates: &Rates, now: u64) -> Duration {
        self.prepare(rates, now);
        let waits = rates.iter().map(|rate| {
            self.of(rate)
                .map_or(Duration::ZERO, |window| window.wait(rate.count, now))
        });
        waits.max().unwrap_or_default()
    }

    /// Counts a request in every window, also in those that only another process's configuration has.
    pub(super) fn charge(&mut self, rates: &Rates, now: u64) {
        self.prepare(rates, now);
        for window in &mut self.0 {
            window.count(now, 1);
        }
    }

    /// See [`Window::move_on`]; whether anything changed.
    pub(super) fn move_on(&mut self, sent: u64, now: u64) -> bool {
        let moved: Vec<bool> = self
            .0
            .iter_mut()
            .map(|window| window.move_on(sent, now))
            .collect();
        moved.contains(&true)
    }

    /// As if every limit had just been used up: where nobody knows what was sent.
    pub(super) fn use_up(&mut self, rates: &Rates, now: u64) {
        self.prepare(rates, now);
        for rate in rates.iter() {
            let mut windows = self.0.iter_mut();
            if let Some(window) = windows.find(|window| window.seconds == rate.per.as_secs()) {
                window.count(now, rate.count);
            }
        }
    }

    /// Requests a second, in the shortest window.
    pub(super) fn rate(&self, now: u64) -> f64 {
        let shortest = self.0.iter().min_by_key(|window| window.seconds);
        shortest.map_or(0.0, |window| window.rate(now))
    }

    fn of(&self, rate: Rate) -> Option<&Window> {
        self.0
            .iter()
            .find(|window| window.seconds == rate.per.as_secs())
    }

    fn prepare(&mut self, rates: &Rates, now: u64) {
        for rate in rates.iter() {
            if self.of(rate).is_none() {
                self.0.push(Window::new(rate.per.as_secs()));
            }
        }
        for window in &mut self.0 {
            window.tidy(now);
        }
        let wanted = |window: &Window| {
            rates
                .iter()
                .any(|rate| rate.per.as_secs() == window.seconds)
        };
        self.0
            .retain(|window| wanted(window) || !window.counts.is_empty());
    }
}

#[cfg(test)]
#[path = "window/tests.rs"]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests;
