//! Which keys a full run has seen, in memory that does not grow with them: a Bloom filter.
//!
//! A key that was seen is always known. One that was not is taken for seen now and then (1 in 500 with a million
//! keys, two in three with ten million); each run has other dice, so that a later one finds it.

use std::hash::{BuildHasher, RandomState};

/// 2 MiB, a power of two.
const BITS: u64 = 1 << 24;
/// Bits that a key sets.
const PROBES: u64 = 4;

/// Keys that were seen.
pub(super) struct Seen {
    bits: Vec<u64>,
    dice: RandomState,
}

impl Seen {
    pub(super) fn new() -> Self {
        Self {
            bits: vec![0; (BITS / 64) as usize],
            dice: RandomState::new(),
        }
    }

    pub(super) fn insert(&mut self, key: &str) {
        for place in places(self.dice.hash_one(key)) {
            self.bits[(place / 64) as usize] |= 1 << (place % 64);
        }
    }

    /// Whether it was probably seen; never false for one that was.
    pub(super) fn contains(&self, key: &str) -> bool {
        let mut places = places(self.dice.hash_one(key));
        places.all(|place| self.bits[(place / 64) as usize] & (1 << (place % 64)) != 0)
    }
}

/// Two halves of one hash make as many as are wanted (Kirsch and Mitzenmacher, 2006).
fn places(hash: u64) -> impl Iterator<Item = u64> {
    let (first, step) = (hash & 0xffff_ffff, (hash >> 32) | 1);
    (0..PROBES).map(move |probe| first.wrapping_add(probe.wrapping_mul(step)) % BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_is_known_and_little_else() {
        let mut seen = Seen::new();
        for key in 0..200_000 {
            seen.insert(&key.to_string());
        }
        assert!((0..200_000).all(|key| seen.contains(&key.to_string())));
        let taken = (200_000..300_000).filter(|key| seen.contains(&key.to_string()));
        assert!(taken.count() < 100);
    }
}
