//! Sums and products of decimals, exact: digits and where the point is, never a float.

use std::borrow::Cow;

/// More digits than any amount has; beyond them nothing is reckoned.
const MOST_DIGITS: usize = 30;

/// A decimal as a whole number of its smallest part.
#[derive(Clone, Copy)]
struct Decimal {
    digits: i128,
    /// Digits behind the point.
    scale: u32,
}

impl Decimal {
    /// Of plain digits with or without a point and a sign; none of a number in another form, or too long a one.
    fn read(text: &str) -> Option<Self> {
        let (sign, plain) = match text.strip_prefix('-') {
            Some(plain) => (-1, plain),
            None => (1, text),
        };
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
        let digits = format!("{whole}{fraction}");
        let is_plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !is_plain || digits.len() > MOST_DIGITS {
            return None;
        }
        Some(Self {
            digits: sign * digits.parse::<i128>().ok()?,
            scale: u32::try_from(fraction.len()).ok()?,
        })
    }

    fn at(self, scale: u32) -> Option<i128> {
        let power = 10_i128.checked_pow(scale.checked_sub(self.scale)?)?;
        self.digits.checked_mul(power)
    }

    /// With two digits behind the point at least.
    fn text(self) -> String {
        let sign = if self.digits < 0 { "-" } else { "" };
        let scale = self.scale as usize;
        let digits = format!("{:0>width$}", self.digits.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        let kept = fraction
            .trim_end_matches('0')
            .len()
            .max(fraction.len().min(2));
        format!("{sign}{whole}.{:0<2}", &fraction[..kept])
    }
}

/// `price` times `quantity`; none where one of them is missing, or in a form that is not reckoned with.
pub(super) fn times(price: Option<&str>, quantity: Option<&str>) -> Option<Cow<'static, str>> {
    let (price, quantity) = (Decimal::read(price?)?, Decimal::read(quantity?)?);
    let product = Decimal {
        digits: price.digits.checked_mul(quantity.digits)?,
        scale: price.scale + quantity.scale,
    };
    Some(product.text().into())
}

/// All together; none where there are none, or one of them is missing.
pub(super) fn sum<'t>(
    amounts: impl IntoIterator<Item = Option<&'t str>>,
) -> Option<Cow<'static, str>> {
    let mut total: Option<Decimal> = None;
    for amount in amounts {
        let amount = Decimal::read(amount?)?;
        let before = total.unwrap_or(Decimal {
            digits: 0,
            scale: 0,
        });
        let scale = before.scale.max(amount.scale);
        let digits = before.at(scale)?.checked_add(amount.at(scale)?)?;
        total = Some(Decimal { digits, scale });
    }
    total.map(|total| total.text().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_is_kept() {
        for (price, quantity, product) in [
            ("199.90", "2", Some("399.80")),
            ("0.1", "3", Some("0.30")),
            ("1.005", "3", Some("3.015")),
            ("10", "1", Some("10.00")),
            ("-5.5", "2", Some("-11.00")),
            (
                "12345678901234567890.12",
                "2",
                Some("24691357802469135780.24"),
            ),
            ("1e3", "2", None),
            ("", "2", None),
            ("9999999999999999999999999999999", "2", None),
        ] {
            assert_eq!(
                times(Some(price), Some(quantity)).as_deref(),
                product,
                "{price}"
            );
        }
        assert_eq!(times(None, Some("1")), None);
        assert_eq!(sum([Some("0.10"), Some("0.2")]).as_deref(), Some("0.30"));
        assert_eq!(sum([Some("0.105"), Some("1")]).as_deref(), Some("1.105"));
        assert_eq!(sum([Some("1"), None]), None);
        assert_eq!(sum([]), None);
    }
}
