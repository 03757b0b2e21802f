//! What the orders of all stand-ins are asked to be, and what the order API of one's own looks like.

use std::time::Duration;

use crate::config::Rate;

/// How many orders there are, how they move, and the ways of the order API.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many orders were there before the start, of each source and seller.
    pub count: u64,
    /// The time before the start that they are spread over.
    pub span: Duration,
    /// How many more come in a minute.
    pub per_minute: f64,
    /// How long an order is new; what follows takes 24 and 72 times as long.
    pub status_time: Duration,
    /// One record in so many can be no order; 0 is none.
    pub malformed: u64,
    /// How often a token may be asked for.
    pub quota: Rate,
    /// What is around the order API's list.
    pub shape: Shape,
    /// How the order API leads on.
    pub paging: Paging,
}

/// Where in a page of the order API its orders stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The page is the list.
    Array,
    /// In `orders`.
    Orders,
    /// In `items`.
    Items,
    /// In `data`.
    Data,
    /// In `results`.
    Results,
}

/// How one gets from a page of the order API to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// There is one page.
    None,
    /// By its number, which begins with 1.
    Page,
    /// By how many come before it.
    Offset,
    /// By what the page says: `next_cursor`.
    Cursor,
    /// By the `Link` header (RFC 8288).
    Link,
    /// By the URL that the page says: `next`.
    Next,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            count: 60,
            span: Duration::from_secs(30 * 24 * 3600),
            per_minute: 0.0,
            status_time: Duration::from_secs(3600),
            malformed: 0,
            quota: Rate {
                count: 5,
                per: Duration::from_secs(3600),
            },
            shape: Shape::Orders,
            paging: Paging::Page,
        }
    }
}
