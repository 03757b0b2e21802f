//! What can be typed about the sandbox's orders.

use std::time::Duration;

use clap::{Args as ClapArgs, ValueEnum, value_parser};

use super::super::{duration, duration_or_zero};
use crate::config::Rate;
use crate::sandbox::orders;

/// More a minute than this are not to be told apart in time.
const MOST_PER_MINUTE: f64 = 60_000.0;

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Orders")]
pub(super) struct OrderArgs {
    /// How many orders there are at the start, in the order API and of each seller at a marketplace
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = value_parser!(u64).range(..=5_000_000))]
    orders: u64,
    /// The time before the start that they are spread over, such as 90d
    #[arg(long, value_name = "DURATION", value_parser = span, default_value = "30d")]
    orders_span: Duration,
    /// How many new ones come in a minute, such as 0.5
    #[arg(long, value_name = "N", value_parser = per_minute, default_value = "0")]
    orders_per_minute: f64,
    /// How long an order is new; it is sent after 24 times as long, and there after 72 times
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "1h")]
    status_time: Duration,
    /// One record in N cannot be an order; 0 for none
    #[arg(long, value_name = "N", default_value_t = 0)]
    orders_malformed: u64,
    /// How often the order API gives a token. Beyond it the answer is 429
    #[arg(long, value_name = "RATE", default_value = "5/h")]
    orders_quota: Rate,
    /// What the order API's list stands in
    #[arg(long, value_enum, value_name = "SHAPE", default_value_t = Shape::Orders)]
    orders_shape: Shape,
    /// How the order API leads to the next page
    #[arg(long, value_enum, value_name = "WAY", default_value_t = Paging::Page)]
    orders_paging: Paging,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Shape {
    Array,
    Orders,
    Items,
    Data,
    Results,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Paging {
    None,
    Page,
    Offset,
    Cursor,
    Link,
    Next,
}

/// A duration that may be told in days.
fn span(text: &str) -> Result<Duration, String> {
    const DAY: Duration = Duration::from_secs(24 * 3600);
    let days = text
        .strip_suffix('d')
        .and_then(|days| days.parse::<u32>().ok());
    match days {
        Some(days @ 1..=3_650) => Ok(DAY * days),
        Some(_) => Err("must be 1 to 3650 days".to_owned()),
        None => duration_or_zero(text),
    }
}

fn per_minute(text: &str) -> Result<f64, String> {
    let number = text.parse().ok();
    let number = number.filter(|number| (0.0..=MOST_PER_MINUTE).contains(number));
    number.ok_or_else(|| format!("must be a number from 0 to {MOST_PER_MINUTE}"))
}

impl From<OrderArgs> for orders::Options {
    fn from(args: OrderArgs) -> Self {
        Self {
            count: args.orders,
            span: args.orders_span,
            per_minute: args.orders_per_minute,
            status_time: args.status_time,
            malformed: args.orders_malformed,
            quota: args.orders_quota,
            shape: args.orders_shape.into(),
            paging: args.orders_paging.into(),
        }
    }
}

impl From<Shape> for orders::Shape {
    fn from(shape: Shape) -> Self {
        match shape {
            Shape::Array => Self::Array,
            Shape::Orders => Self::Orders,
            Shape::Items => Self::Items,
            Shape::Data => Self::Data,
            Shape::Results => Self::Results,
        }
    }
}

impl From<Paging> for orders::Paging {
    fn from(paging: Paging) -> Self {
        match paging {
            Paging::None => Self::None,
            Paging::Page => Self::Page,
            Paging::Offset => Self::Offset,
            Paging::Cursor => Self::Cursor,
            Paging::Link => Self::Link,
            Paging::Next => Self::Next,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn spans_and_numbers_are_read_as_people_write_them() {
        assert_eq!(span("90d").unwrap(), Duration::from_secs(90 * 24 * 3600));
        assert_eq!(span("36h").unwrap(), Duration::from_secs(36 * 3600));
        for wrong in ["0d", "-1h", "3651d", "long"] {
            assert!(span(wrong).is_err(), "{wrong}");
        }
        assert_eq!(per_minute("0.5"), Ok(0.5));
        for wrong in ["-1", "nan", "inf", "60001", "many"] {
            assert!(per_minute(wrong).is_err(), "{wrong}");
        }
    }
}
