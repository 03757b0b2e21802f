//! Repeatable randomness: the same seed and stream give the same numbers, in every build.
//! Not for secrets: tokens and codes come from elsewhere.

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// SplitMix64's finaliser over a seed and a position in its stream.
pub(super) fn mix(seed: u64, position: u64) -> u64 {
    let mut z = seed
        .wrapping_add(position.wrapping_mul(GOLDEN))
        .wrapping_add(GOLDEN);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A number for a text: the same in every build.
pub(super) fn of(text: &[u8]) -> u64 {
    let length = text.len() as u64;
    text.iter()
        .fold(length, |sum, byte| mix(sum, u64::from(*byte)))
}

/// A small generator for the fields of one record.
pub(super) struct Dice {
    seed: u64,
    rolled: u64,
}

impl Dice {
    pub(super) fn new(seed: u64, stream: u64) -> Dice {
        Dice {
            seed: mix(seed, stream),
            rolled: 0,
        }
    }

    pub(super) fn next(&mut self) -> u64 {
        self.rolled += 1;
        mix(self.seed, self.rolled)
    }

    /// A number from 0 to `limit` - 1; 0 where `limit` is 0.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub(super) fn pick<T: Copy, const N: usize>(&mut self, from: [T; N]) -> T {
        from[self.below(N as u64) as usize]
    }
}
