//! The orders of one seller at one source, as a function of the seed: nothing is kept of them.

use std::time::Duration;

use super::course::{Course, Fate};
use super::options::Options;
use super::order::{Flaw, Order};
use crate::sandbox::dice::{self, Dice, mix};

/// Who has orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::sandbox) enum Kind {
    External,
    Trendyol,
    Hepsiburada,
    N11,
}

impl Kind {
    pub(in crate::sandbox) const ALL: [Kind; 4] =
        [Kind::External, Kind::Trendyol, Kind::Hepsiburada, Kind::N11];

    pub(in crate::sandbox) fn name(self) -> &'static str {
        match self {
            Kind::External => "external",
            Kind::Trendyol => "trendyol",
            Kind::Hepsiburada => "hepsiburada",
            Kind::N11 => "n11",
        }
    }

    /// What splitting a package is here.
    fn split(self) -> Fate {
        match self {
            Kind::External => Fate::Plain,
            Kind::Trendyol | Kind::N11 => Fate::Split,
            Kind::Hepsiburada => Fate::Repacked,
        }
    }
}

/// The salts of the dice.
const TIMES: u64 = 0x71;
const FATES: u64 = 0xfa;
const PACES: u64 = 0x9a;
const AWAITED: u64 = 0xaa;

/// How many numbers a seller has, and how many sellers have numbers of their own.
const NUMBERS: u64 = 10_000_000;
const SELLERS: u64 = 900;

/// The orders of a seller.
#[derive(Clone, Copy, Debug)]
pub(in crate::sandbox) struct Source {
    kind: Kind,
    seed: u64,
    /// What its numbers begin with.
    numbers: u64,
    /// When the sandbox was started, in milliseconds of the epoch, like all times here.
    start: i64,
    span: i64,
    count: u64,
    /// The time between two new orders, where any come.
    every: Option<i64>,
    unit: i64,
    malformed: u64,
}

impl Source {
    /// The order API has one account, whoever is named.
    pub(super) fn new(
        seed: u64,
        (kind, seller): (Kind, &str),
        options: &Options,
        start: i64,
    ) -> Source {
        let who = dice::of(seller.as_bytes());
        let every = (60_000.0 / options.per_minute) as i64;
        Source {
            kind,
            seed: mix(seed ^ dice::of(kind.name().as_bytes()), who),
            numbers: (100 + who % SELLERS) * NUMBERS,
            start,
            span: millis(options.span),
            count: options.count,
            every: (options.per_minute > 0.0).then_some(every.max(1)),
            unit: millis(options.status_time).max(2),
            malformed: options.malformed,
        }
    }

    /// How many orders there are at `now`.
    pub(super) fn len(&self, now: i64) -> u64 {
        let since = (now - self.start).max(0);
        let come = self.every.map_or(0, |every| since / every);
        self.count + come.unsigned_abs()
    }

    /// When an order is placed; the order of the indices is the order of the times.
    pub(super) fn created(&self, index: u64) -> i64 {
        match index.checked_sub(self.count) {
            Some(later) => {
                let every = self.every.unwrap_or(i64::MAX / 2);
                self.start
                    .saturating_add(every.saturating_mul(later as i64 + 1))
            }
            None => {
                let place = i128::from(self.span) * i128::from(index) / i128::from(self.count);
                let step = self.span.unsigned_abs() / self.count;
                let jitter = Dice::new(self.seed ^ TIMES, index).below(step / 2) as i64;
                self.start - self.span + place as i64 + jitter
            }
        }
    }

    /// When the next order is placed; never is the end of time.
    pub(super) fn next(&self, now: i64) -> i64 {
        match self.every {
            Some(_) => self.created(self.len(now)),
            None => i64::MAX,
        }
    }

    pub(in crate::sandbox) fn fate(&self, index: u64) -> Fate {
        if self.flaw(index).is_some() {
            return Fate::Plain;
        }
        match Fate::of(mix(self.seed ^ FATES, index)) {
            Fate::Split => self.kind.split(),
            fate => fate,
        }
    }

    /// How a package goes on; some are a tenth faster or slower than others.
    pub(super) fn course(&self, index: u64, part: u8) -> Course {
        let pace = 900 + mix(self.seed ^ PACES, index) % 200;
        let unit = self.unit * pace as i64 / 1000;
        Course::new(self.fate(index), part, self.created(index), unit)
    }

    pub(in crate::sandbox) fn order(&self, index: u64) -> Order {
        let names = (index, self.numbers + index % NUMBERS);
        let (fate, flaw) = (self.fate(index), self.flaw(index));
        Order::new(self.seed, names, self.created(index), fate, flaw)
    }

    /// The place of the order with this number.
    pub(super) fn place(&self, number: u64) -> Option<u64> {
        number
            .checked_sub(self.numbers)
            .filter(|place| *place < NUMBERS)
    }

    /// How long the payment of an order is awaited, before there is one: nothing for nine in ten.
    pub(in crate::sandbox) fn awaits(&self, index: u64) -> i64 {
        match mix(self.seed ^ AWAITED, index).is_multiple_of(10) {
            true => self.unit / 4,
            false => 0,
        }
    }

    /// The orders that are not paid at `now` and will be.
    pub(in crate::sandbox) fn awaited(&self, now: i64) -> impl Iterator<Item = u64> {
        let source = *self;
        let coming = self.every.map(|_| self.len(now)..).into_iter().flatten();
        coming
            .take_while(move |index| source.created(*index) - source.unit / 4 <= now)
            .filter(move |index| source.created(*index) - source.awaits(*index) <= now)
    }

    pub(in crate::sandbox) fn flaw(&self, index: u64) -> Option<Flaw> {
        let kinds = match self.kind {
            // There is no currency that could be missing.
            Kind::N11 => &[Flaw::Id, Flaw::Date][..],
            _ => &[Flaw::Id, Flaw::Date, Flaw::Currency][..],
        };
        let turn = (index + 1).checked_div(self.malformed)?;
        let flawed = (index + 1).is_multiple_of(self.malformed);
        flawed.then(|| kinds[turn as usize % kinds.len()])
    }
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX / 1_000)
}
