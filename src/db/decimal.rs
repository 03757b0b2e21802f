//! Decimal numbers as text: one number has many forms, and a database gives it back in another than it came.

/// Whether two texts are one number.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one == other || parts(one).is_some_and(|one| Some(one) == parts(other))
}

/// Sign, digits without zeros around them, and the power of ten of the last one.
fn parts(text: &str) -> Option<(bool, String, i64)> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent: i64 = exponent
        .strip_prefix('+')
        .unwrap_or(exponent)
        .parse()
        .ok()?;
    let negative = mantissa.starts_with('-');
    let mantissa = mantissa.trim_start_matches('-');
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    let kept = digits.trim_end_matches('0');
    let power = exponent - fraction.len() as i64 + (digits.len() - kept.len()) as i64;
    match kept.is_empty() {
        true => Some((false, String::new(), 0)),
        false => Some((negative, kept.to_owned(), power)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_same_in_every_form() {
        for (one, other, same) in [
            ("1000", "1e3", true),
            ("10.50", "10.5", true),
            ("0.00", "-0", true),
            ("1.5", "15E-1", true),
            ("007", "7", true),
            ("1", "-1", false),
            ("10", "1", false),
            ("1e99999999999999999999", "2e99999999999999999999", false),
            ("12345678901234567890.1", "12345678901234567890.2", false),
        ] {
            assert_eq!(is_same(one, other), same, "{one} {other}");
        }
    }
}
