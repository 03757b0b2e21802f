//! Which referrals exist, in which order they are read, and which were changed by a touch.
//! Holds a counter instead of records: everything else follows from seed and index.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use jiff::Timestamp;
use jiff::tz::Offset;

use super::dice::{Dice, mix};
use super::json::{Hex, Padded, Piece};

/// 2021-01-01T00:00:00Z, when the first referral was made, in seconds.
const FIRST: i64 = 1_609_459_200;
/// 2025-07-01T00:00:00Z: touches are later than everything that was there before.
const FIRST_TOUCH: i64 = 1_751_328_000;
/// Seconds between two referrals; more than their jitter, so that index order is time order.
const STEP: i64 = 90;
const JITTER: u64 = 60;
/// A referral's first update comes this many seconds after it was made.
const SETTLED: i64 = 30 * 86_400;

/// An instant as the API prints it: seconds, and a fraction of 0, 6 or 7 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Instant {
    pub(super) seconds: i64,
    /// In units of 100 ns, .NET's tick.
    pub(super) ticks: u32,
    pub(super) digits: u8,
}

impl Instant {
    /// Ticks since the Unix epoch, for comparing.
    pub(super) fn total(self) -> i64 {
        self.seconds * 10_000_000 + i64::from(self.ticks)
    }
}

impl Piece for Instant {
    fn append(self, out: &mut String) {
        let at = Timestamp::from_second(self.seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        let at = Offset::UTC.to_datetime(at);
        let two = |number: i8| Padded::<2>(number.unsigned_abs().into());
        Padded::<4>(at.year().unsigned_abs().into()).append(out);
        ("-", two(at.month()), ("-", two(at.day()))).append(out);
        ("T", two(at.hour()), (":", two(at.minute()))).append(out);
        (":", two(at.second())).append(out);
        let ticks = u64::from(self.ticks);
        match self.digits {
            0 => "Z".append(out),
            6 => (".", Padded::<6>(ticks / 10), "Z").append(out),
            _ => (".", Padded::<7>(ticks), "Z").append(out),
        }
    }
}

/// All referrals of this sandbox.
pub(super) struct Catalogue {
    pub(super) seed: u64,
    pub(super) total: u64,
    /// One record in so many is unreadable; 0 is none.
    pub(super) malformed: u64,
    touched: AtomicU64,
}

impl Catalogue {
    pub(super) fn new(seed: u64, total: u64, malformed: u64) -> Catalogue {
        Catalogue {
            seed,
            total,
            malformed,
            touched: AtomicU64::new(0),
        }
    }

    /// Changes the `count` referrals after those changed last, round and round.
    pub(super) fn touch(&self, count: u64) -> u64 {
        let count = count.min(self.total);
        self.touched.fetch_add(count, Relaxed);
        count
    }

    /// How often a referral was touched.
    pub(super) fn version(&self, index: u64) -> u64 {
        let touched = self.touched.load(Relaxed);
        match self.total {
            0 => 0,
            total => touched / total + u64::from(index < touched % total),
        }
    }

    pub(super) fn created(&self, index: u64) -> Instant {
        let mut dice = Dice::new(self.seed ^ 1, index);
        let seconds = FIRST + index as i64 * STEP + dice.below(JITTER) as i64;
        fraction(&mut dice, seconds)
    }

    pub(super) fn updated(&self, index: u64) -> Instant {
        let mut dice = Dice::new(self.seed ^ 2, index);
        match self.version(index) {
            0 => {
                let jitter = dice.below(JITTER) as i64;
                fraction(&mut dice, FIRST + SETTLED + index as i64 * STEP + jitter)
            }
            version => {
                // A millisecond apart: the order of the touches is the order of the times.
                let place = ((version - 1) * self.total + index) as i64;
                let start = FIRST_TOUCH.max(FIRST + SETTLED + (self.total as i64 + 1) * STEP);
                Instant {
                    seconds: start + place / 1000,
                    ticks: (place % 1000) as u32 * 10_000 + dice.below(10_000) as u32,
                    digits: 7,
                }
            }
        }
    }

    /// A GUID that holds its index under a mask, so that reading one record needs no table.
    pub(super) fn id(&self, index: u64) -> String {
        guid(mix(self.seed ^ 3, index), index ^ self.mask())
    }

    /// The entity tag without the quotes that belong to it.
    pub(super) fn etag(&self, index: u64) -> impl Piece {
        let version = Hex::<12>(self.version(index));
        (Hex::<8>(index), "-0000-0100-0000-", version)
    }

    pub(super) fn find(&self, id: &str) -> Option<u64> {
        let tail = u64::from_str_radix(id.rsplit('-').next()?, 16).ok()?;
        let index = tail ^ self.mask();
        (index < self.total && self.id(index).eq_ignore_ascii_case(id)).then_some(index)
    }

    fn mask(&self) -> u64 {
        mix(self.seed, 4) >> 16
    }

    /// The referrals of a listing, in its order.
    pub(super) fn view(&self, order: Order, floor: Option<i64>) -> View {
        let turned = match order {
            Order::Created { .. } => 0,
            // Least recently touched first: by time, the indices are merely rotated.
            Order::Updated { .. } => self.touched.load(Relaxed) % self.total.max(1),
        };
        let mut view = View {
            total: self.total,
            turned,
            from: 0,
            descending: order.descending(),
        };
        if let Some(floor) = floor {
            let (mut low, mut high) = (0, self.total);
            while low < high {
                let middle = low + (high - low) / 2;
                let index = (middle + turned) % self.total;
                match self.updated(index).total() < floor {
                    true => low = middle + 1,
                    false => high = middle,
                }
            }
            view.from = low;
        }
        view
    }
}

/// What `$orderby` can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Created { descending: bool },
    Updated { descending: bool },
}

impl Order {
    pub(super) fn descending(self) -> bool {
        match self {
            Order::Created { descending } | Order::Updated { descending } => descending,
        }
    }
}

/// A listing: positions from 0 to `len` - 1, each an index of the catalogue.
pub(super) struct View {
    total: u64,
    turned: u64,
    from: u64,
    descending: bool,
}

impl View {
    pub(super) fn len(&self) -> u64 {
        self.total - self.from
    }

    pub(super) fn index(&self, position: u64) -> u64 {
        let place = match self.descending {
            true => self.total - 1 - position,
            false => self.from + position,
        };
        (place + self.turned) % self.total.max(1)
    }
}

/// A version 4 GUID of 60 random bits and a chosen last group of 48.
pub(super) fn guid(random: u64, tail: u64) -> String {
    let mut out = String::with_capacity(36);
    (Hex::<8>(random >> 32), "-").append(&mut out);
    (Hex::<4>(random >> 16 & 0xffff), "-4").append(&mut out);
    (Hex::<3>(random >> 4 & 0xfff), "-8").append(&mut out);
    (Hex::<3>(random & 0xfff), "-").append(&mut out);
    Hex::<12>(tail & 0xffff_ffff_ffff).append(&mut out);
    out
}

fn fraction(dice: &mut Dice, seconds: i64) -> Instant {
    let (ticks, digits) = match dice.below(20) {
        0..=2 => (0, 0),
        3..=5 => (dice.below(1_000_000) as u32 * 10, 6),
        _ => (dice.below(10_000_000) as u32, 7),
    };
    Instant {
        seconds,
        ticks,
        digits,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn listings_are_ordered_by_the_time_they_name_before_and_after_touches() {
        let catalogue = Catalogue::new(7, 500, 0);
        for touch in [0, 3, 499, 120] {
            catalogue.touch(touch);
            let order = Order::Updated { descending: false };
            let view = catalogue.view(order, None);
            let times: Vec<_> = (0..view.len())
                .map(|at| catalogue.updated(view.index(at)).total())
                .collect();
            assert!(times.is_sorted(), "after {touch}");
            let floor = times[200];
            assert_eq!(catalogue.view(order, Some(floor)).len(), 300);
            let down = catalogue.view(Order::Updated { descending: true }, Some(floor));
            assert_eq!(catalogue.updated(down.index(299)).total(), floor);
        }
    }

    #[test]
    fn a_touch_changes_as_many_as_it_says() {
        let catalogue = Catalogue::new(7, 100, 0);
        let before: Vec<_> = (0..100).map(|i| catalogue.updated(i)).collect();
        catalogue.touch(30);
        let changed = (0..100).filter(|&i| catalogue.updated(i) != before[i as usize]);
        assert_eq!(changed.count(), 30);
    }

    #[test]
    fn ids_lead_back_to_their_index() {
        let catalogue = Catalogue::new(99, 1_000, 0);
        assert_eq!(catalogue.find(&catalogue.id(999)), Some(999));
        assert_eq!(catalogue.find(&guid(1, 2)), None);
        assert_eq!(catalogue.find("nonsense"), None);
    }

    #[test]
    fn instants_print_like_dotnet() {
        let at = |ticks, digits| {
            let mut out = String::new();
            let at = Instant {
                seconds: FIRST,
                ticks,
                digits,
            };
            at.append(&mut out);
            out
        };
        assert_eq!(at(1_234_567, 7), "2021-01-01T00:00:00.1234567Z");
        assert_eq!(at(10, 6), "2021-01-01T00:00:00.000001Z");
        assert_eq!(at(0, 0), "2021-01-01T00:00:00Z");
    }
}
