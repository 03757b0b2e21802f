//! One order: its lines and what they cost. Made when it is asked for, from the dice of its source.

use super::course::Fate;
use super::people::Person;
use crate::sandbox::dice::Dice;
use crate::sandbox::kurus::Kurus;

const NAMES: [&str; 8] = [
    "Örnek Pamuklu Tişört",
    "Çelik Tencere 24 cm",
    "Ahşap Kaşık",
    "Işıklı Gözlük",
    "Örgü Şal",
    "Kırmızı Bavul",
    "İpek Eşarp",
    "Gümüş Kolye",
];
/// How many products are sold.
const PRODUCTS: u64 = 2_000;
/// The salts of the dice for an order's size and for what is in it.
const SIZE: u64 = 0x51;
const CONTENTS: u64 = 0xc0;

/// What is wrong with a record that can be no order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sandbox) enum Flaw {
    /// It has no id and no number.
    Id,
    /// Its dates are none.
    Date,
    /// It has no currency.
    Currency,
}

/// An order as it was placed.
pub(in crate::sandbox) struct Order {
    /// Its place among the orders of its source, from 0.
    pub(in crate::sandbox) index: u64,
    /// What its ids and numbers are made of: ten digits, another ten at each seller.
    pub(in crate::sandbox) number: u64,
    /// Milliseconds of the epoch.
    pub(in crate::sandbox) created: i64,
    pub(in crate::sandbox) fate: Fate,
    pub(in crate::sandbox) flaw: Option<Flaw>,
    pub(in crate::sandbox) customer: Person,
    pub(in crate::sandbox) lines: Vec<Line>,
    /// For oddities that are a source's own: one order in so many has one.
    pub(in crate::sandbox) odds: u64,
}

/// What was ordered of one product.
pub(in crate::sandbox) struct Line {
    /// Its place in the order, from 0.
    pub(in crate::sandbox) place: u64,
    pub(in crate::sandbox) product: u64,
    pub(in crate::sandbox) name: &'static str,
    pub(in crate::sandbox) quantity: u64,
    /// The price of one before all discounts.
    pub(in crate::sandbox) gross: Kurus,
    /// What the seller takes off each.
    pub(in crate::sandbox) by_seller: Kurus,
    /// What the marketplace takes off each.
    pub(in crate::sandbox) by_marketplace: Kurus,
    has_sku: bool,
}

/// How many lines an order has: 1 to 4, and 2 at least where its fate takes them.
fn size(seed: u64, index: u64, fate: Fate) -> u64 {
    let size = 1 + Dice::new(seed ^ SIZE, index).below(4);
    size.max(if fate.takes_lines() { 2 } else { 1 })
}

impl Order {
    pub(super) fn new(
        seed: u64,
        (index, number): (u64, u64),
        created: i64,
        fate: Fate,
        flaw: Option<Flaw>,
    ) -> Order {
        let mut dice = Dice::new(seed ^ CONTENTS, index);
        Order {
            index,
            number,
            created,
            fate,
            flaw,
            odds: dice.next(),
            customer: Person::new(&mut dice),
            lines: (0..size(seed, index, fate))
                .map(|place| Line::new(place, &mut dice))
                .collect(),
        }
    }

    /// Whether this is one of the orders of which one in `many` is odd in the way that `salt` stands for.
    pub(in crate::sandbox) fn is_odd(&self, salt: u64, many: u64) -> bool {
        Dice::new(self.odds, salt).below(many) == 0
    }
}

impl Line {
    fn new(place: u64, dice: &mut Dice) -> Line {
        let product = 1 + dice.below(PRODUCTS);
        let gross = 1_000 + dice.below(90_000) as i64;
        let reduced = dice.chance(33);
        let mut off = |most: i64| match reduced {
            true => Kurus(dice.below(most.unsigned_abs()) as i64),
            false => Kurus(0),
        };
        let (by_seller, by_marketplace) = (off(gross / 10), off(gross / 20));
        Line {
            place,
            product,
            name: dice.pick(NAMES),
            quantity: 1 + dice.below(3),
            gross: Kurus(gross),
            by_seller,
            by_marketplace,
            has_sku: !dice.chance(3),
        }
    }

    /// What the customer pays for one.
    pub(in crate::sandbox) fn price(&self) -> Kurus {
        Kurus(self.gross.0 - self.by_seller.0 - self.by_marketplace.0)
    }

    /// What the customer pays for all.
    pub(in crate::sandbox) fn total(&self) -> Kurus {
        self.times(self.price())
    }

    /// What is taken off each.
    pub(in crate::sandbox) fn discount(&self) -> Kurus {
        Kurus(self.by_seller.0 + self.by_marketplace.0)
    }

    /// What the seller bills for one: what the marketplace takes off, it pays.
    pub(in crate::sandbox) fn invoiced(&self) -> Kurus {
        Kurus(self.gross.0 - self.by_seller.0)
    }

    /// So much for each of them.
    pub(in crate::sandbox) fn times(&self, each: Kurus) -> Kurus {
        Kurus(each.0 * self.quantity as i64)
    }

    /// The seller's code, which not every product has.
    pub(in crate::sandbox) fn sku(&self) -> Option<String> {
        self.has_sku.then(|| format!("SKU-{:06}", self.product))
    }

    /// Thirteen digits, of which one product in five has a zero for the first.
    pub(in crate::sandbox) fn barcode(&self) -> String {
        match self.product.is_multiple_of(5) {
            true => format!("0869{:09}", self.product),
            false => format!("869{:010}", self.product),
        }
    }
}
