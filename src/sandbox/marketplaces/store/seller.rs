//! One seller at one marketplace. Finishes the batches whose time has come, and forgets old ones.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use super::super::options::Options;
use super::super::windows::Windows;
use super::batch::{Batch, Outcome};
use super::recent::Recent;
use super::shelf::Shelf;
use crate::clock;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// What is known of a seller.
pub(in super::super) struct Seller {
    pub(in super::super) shelf: Shelf,
    pub(in super::super) windows: Windows,
    pub(in super::super) batches: BTreeMap<u64, Batch>,
    /// How often it had too many uploads on their way; the refusals differ by turns.
    pub(in super::super) crowded: u64,
    /// The number of the first batch that is not finished.
    unfinished: u64,
    pub(super) bodies: Recent,
    pub(super) items: Recent,
    /// The sizes of a day's uploads.
    day: VecDeque<(Duration, usize)>,
}

impl Seller {
    pub(super) fn new(aliased: bool) -> Seller {
        Seller {
            shelf: Shelf::new(aliased),
            windows: Windows::default(),
            batches: BTreeMap::new(),
            crowded: 0,
            unfinished: 0,
            bodies: Recent::default(),
            items: Recent::default(),
            day: VecDeque::new(),
        }
    }

    /// Does what is due at `now`.
    pub(super) fn settle(
        &mut self,
        now: Duration,
        retention: Duration,
        seed: u64,
        rules: &Options,
    ) {
        let at = clock::now();
        for (number, batch) in self.batches.range_mut(self.unfinished..) {
            if now < batch.came + rules.batch_time {
                break;
            }
            for row in &mut batch.rows {
                row.outcome = row.judged(batch.work, &self.shelf, seed, rules);
                if let Outcome::Refused(_) = row.outcome {
                    self.items.forget(row.print(batch.kind));
                }
                row.apply(&mut self.shelf, at);
            }
            batch.finished = Some(at);
            self.unfinished = number + 1;
        }
        while let Some(oldest) = self.batches.first_entry()
            && oldest.get().is_finished()
            && oldest.get().came + retention <= now
        {
            oldest.remove();
        }
    }

    /// The batch of this number, if it is called so.
    pub(in super::super) fn batch(&self, number: u64, id: &str) -> Option<&Batch> {
        self.batches.get(&number).filter(|batch| batch.id == id)
    }

    /// The batches that are not finished.
    pub(in super::super) fn unfinished(&self) -> impl Iterator<Item = &Batch> {
        self.batches
            .range(self.unfinished..)
            .map(|(_, batch)| batch)
    }

    /// Counts so many items into the day before `now`; false, and not counted, where they are beyond `most`.
    pub(in super::super) fn within_day(
        &mut self,
        now: Duration,
        items: usize,
        most: usize,
    ) -> bool {
        while self.day.front().is_some_and(|(at, _)| *at + DAY <= now) {
            self.day.pop_front();
        }
        let sum: usize = self.day.iter().map(|(_, items)| items).sum();
        let within = sum + items <= most;
        if within {
            self.day.push_back((now, items));
        }
        within
    }
}
