//! Ids that look like anybody's and tell their number again.

use crate::sandbox::dice;

/// The salt of the dice that make them look so.
const LOOKS: u64 = 0x1d;

/// A UUID that tells its number again.
pub(in super::super) fn uuid(number: u64) -> String {
    let looks = dice::mix(LOOKS, number);
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{number:012x}",
        looks >> 32,
        looks & 0xffff,
        (looks >> 16) & 0xfff,
        (looks >> 8) & 0xfff,
    )
}

/// The number in such a UUID, or in a text that begins with one; 0, which none has, where there is none.
pub(in super::super) fn number_in(id: &str) -> u64 {
    let digits = id.get(24..36).unwrap_or_default();
    u64::from_str_radix(digits, 16).unwrap_or(0)
}
