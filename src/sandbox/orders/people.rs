//! Who orders, and where it is sent: all of them made up.

use crate::sandbox::dice::Dice;

const FIRST: [&str; 8] = [
    "Ayşe", "Çağrı", "İpek", "Gökçe", "Işıl", "Şükrü", "Ömer", "Buğra",
];
const LAST: [&str; 6] = ["Örnek", "Yıldız", "Öztürk", "Şahin", "Çınar", "Güneş"];
const PLACES: [Place; 5] = [
    Place("İzmir", "Bornova", "35000", 35),
    Place("İstanbul", "Üsküdar", "34000", 34),
    Place("Eskişehir", "Odunpazarı", "26000", 26),
    Place("Muğla", "Köyceğiz", "48000", 48),
    Place("Şanlıurfa", "Eyyübiye", "63000", 63),
];

#[derive(Clone, Copy)]
struct Place(&'static str, &'static str, &'static str, u64);

/// A customer with an address.
pub(in crate::sandbox) struct Person {
    pub(in crate::sandbox) id: u64,
    pub(in crate::sandbox) first: &'static str,
    pub(in crate::sandbox) last: &'static str,
    pub(in crate::sandbox) phone: Option<u64>,
    /// A company has a tax number, and no number of a person.
    pub(in crate::sandbox) tax_number: Option<u64>,
    pub(in crate::sandbox) city: &'static str,
    pub(in crate::sandbox) district: &'static str,
    pub(in crate::sandbox) postal_code: &'static str,
    pub(in crate::sandbox) city_code: u64,
    /// The number of the house.
    pub(in crate::sandbox) house: u64,
}

impl Person {
    pub(super) fn new(dice: &mut Dice) -> Person {
        let Place(city, district, postal_code, city_code) = dice.pick(PLACES);
        let phone = dice
            .chance(35)
            .then(|| 5_000_000_000 + dice.below(10_000_000));
        let tax_number = dice
            .chance(10)
            .then(|| 1_000_000_000 + dice.below(8_999_999_999));
        Person {
            id: 20_000_000 + dice.below(1_000_000),
            first: dice.pick(FIRST),
            last: dice.pick(LAST),
            phone,
            tax_number,
            city,
            district,
            postal_code,
            city_code,
            house: 1 + dice.below(90),
        }
    }

    pub(in crate::sandbox) fn name(&self) -> String {
        format!("{} {}", self.first, self.last)
    }

    pub(in crate::sandbox) fn street(&self) -> String {
        format!("Örnek Mah. {}. Sok. No {}", self.city_code, self.house)
    }

    pub(in crate::sandbox) fn email(&self) -> String {
        format!("musteri{}@example.test", self.id)
    }
}
