//! Products to try things with: a file as `db import products` reads it, the same from the same seed.

use super::dice::Dice;

const NAMES: [&str; 6] = [
    "Pamuklu Tişört",
    "Çelik Tencere",
    "Ahşap Kaşık",
    "Işıklı Gözlük",
    "Örgü Şal",
    "Kırmızı Bavul",
];

/// `count` products as CSV; the first `dearer` of them cost a lira more.
pub fn csv(count: u64, dearer: u64) -> String {
    let mut text = "sku,barcode,title,brand,price,list_price,vat_rate,stock\n".to_owned();
    for number in 1..=count {
        let mut dice = Dice::new(1, number);
        let (name, kurus) = (dice.pick(NAMES), 1_000 + dice.below(90_000));
        let price = kurus + if number <= dearer { 100 } else { 0 };
        let (list, stock) = (price + dice.below(20_000), dice.below(200));
        // Barcodes begin with a zero, which is no reason to lose it.
        text.push_str(&format!(
            "DEMO-{number:05},0869{number:09},{name} {number},Örnek,{}.{:02},{}.{:02},20,{stock}\n",
            price / 100,
            price % 100,
            list / 100,
            list % 100,
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_prices_of_some_differ() {
        let (before, after) = (csv(10, 0), csv(10, 3));
        let lines = before.lines().zip(after.lines());
        assert_eq!(lines.filter(|(one, other)| one != other).count(), 3);
        assert!(before.contains("\nDEMO-00001,0869000000001,"));
        assert_eq!(before.lines().count(), 11);
    }
}
