//! What is taken in: whether it came before, and the batch that it becomes.

use super::batch::{Batch, Outcome, Row, Work};
use super::books::{Books, Marketplace};
use crate::clock;

impl Books {
    /// Whether the seller sent this body there within the duplicate window; notes it where not.
    pub(in super::super) fn is_repeated(&mut self, at: Marketplace, id: &str, body: u64) -> bool {
        let (now, window) = (self.now, self.options.duplicate_window);
        let seller = self.seller(at, id);
        let repeated = seller.bodies.has(body, now, window);
        match repeated {
            true => self.duplicates += 1,
            false => seller.bodies.note(body, now, window),
        }
        repeated
    }

    /// Takes an upload in; it is done when its time has come. `name` makes its id from its number.
    pub(in super::super) fn accept(
        &mut self,
        (at, id): (Marketplace, &str),
        (kind, work): (&'static str, Work),
        rows: Vec<Row>,
        name: impl FnOnce(u64) -> String,
    ) -> String {
        self.number += 1;
        let (now, seed, options) = (self.now, self.seed, self.options);
        let tally = self.tally(at);
        tally.pushes += 1;
        tally.items += rows.len() as u64;
        let number = self.number;
        let seller = self.seller(at, id);
        let window = options.duplicate_window;
        let again = |row: &&Row| seller.items.has(row.print(kind), now, window);
        let resent = rows.iter().filter(again).count();
        for row in &rows {
            let judged = row.judged(work, &seller.shelf, seed, &options);
            if !matches!(judged, Outcome::Refused(_)) {
                seller.items.note(row.print(kind), now, window);
            }
        }
        let name = name(number);
        let batch = Batch {
            id: name.clone(),
            kind,
            work,
            came: now,
            at: clock::now(),
            finished: None,
            rows,
            rejected: None,
        };
        seller.batches.insert(number, batch);
        self.resent += resent as u64;
        name
    }

    /// Keeps an upload that is refused as a whole.
    pub(in super::super) fn reject(
        &mut self,
        (at, id): (Marketplace, &str),
        kind: &'static str,
        reason: &'static str,
    ) -> u64 {
        self.number += 1;
        let number = self.number;
        let batch = Batch {
            id: number.to_string(),
            kind,
            work: Work::Change,
            came: self.now,
            at: clock::now(),
            finished: None,
            rows: Vec::new(),
            rejected: Some(reason),
        };
        self.seller(at, id).batches.insert(number, batch);
        number
    }
}
