//! Orders by windows of time: how a span is cut for an API that shows so much at once, and where in it a request is. Pure.
//!
//! Windows follow each other from the oldest on, and end where the round began: what changes after that is the next
//! round's. The round is asked for with some slack at both ends, for what is not known of a marketplace's clock.
//!
//! Pages that have numbers are sorted by the time of change, oldest first, and gone through from the last to the first:
//! an order that changes meanwhile goes to the end or out of the window, and what stood behind it comes a second time.
//! The other way round it would be passed over.

use std::ops::Range;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::Request;
use serde::{Deserialize, Serialize};

use super::Error;
use crate::http::Reply;

/// How far orders can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Nothing before this is shown.
    pub from: Timestamp,
    /// The longest window.
    pub window: Duration,
    /// What a round is asked for before its begin and behind its end.
    pub slack: Duration,
}

/// A list of orders; a marketplace can have several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feed {
    /// What changed, one behind the other.
    #[default]
    Stream,
    /// What there is, by pages that have numbers.
    Pages,
}

/// Where in the orders a request is; as JSON it is a cursor. Times are milliseconds of the epoch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    #[serde(default)]
    pub feed: Feed,
    /// Where the first window begins.
    pub begin: i64,
    pub from: i64,
    pub to: i64,
    /// Where the last window ends.
    pub until: i64,
    /// The page in the window; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// What is behind a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Behind {
    Page(String),
    /// The next window, or nothing.
    Window,
    /// This window has more than can be gone through: half of it, from its first page.
    Half,
    /// It has so many pages, of which this was to be counted alone.
    Counted {
        pages: usize,
    },
}

impl Behind {
    /// Of a page with a number, from the last to the first.
    pub fn page(page: usize) -> Self {
        match page.checked_sub(1) {
            Some(before) => Self::Page(before.to_string()),
            None => Self::Window,
        }
    }
}

/// A page of orders: where they are in its text, and what is behind it.
#[derive(Debug)]
pub struct Orders {
    pub records: Vec<Range<usize>>,
    /// Numbers of orders that are to be read whole, where the list does not have them so.
    pub named: Vec<String>,
    pub behind: Behind,
}

/// A marketplace's orders.
pub trait OrderFeed {
    fn reach(&self, feed: Feed, now: Timestamp) -> Reach;

    /// The feed that is read where nothing speaks against it.
    fn feed(&self) -> Feed;

    /// The one that is read instead where the marketplace does not have that one.
    fn instead(&self, _feed: Feed, _error: &Error) -> Option<Feed> {
        None
    }

    /// Asks for the page of orders that is at this place.
    fn ask(&self, place: &Place) -> Result<Request, Error>;

    fn read(&self, place: &Place, reply: &Reply, text: &str) -> Result<Orders, Error>;

    /// Asks for an order by its number; none where the list has them whole.
    fn whole(&self, _number: &str) -> Option<Result<Request, Error>> {
        None
    }
}

impl Place {
    /// The beginning of a round over what changed since then, over everything for none.
    pub fn first(feed: Feed, since: Option<Timestamp>, now: Timestamp, reach: &Reach) -> Self {
        // With slack before it, it must not be earlier than what is shown.
        let earliest = reach.from.checked_add(reach.slack).unwrap_or(reach.from);
        let from = since.map_or(earliest, |since| since.max(earliest));
        let from = from.min(now);
        let (from, until) = (from.as_millisecond(), now.as_millisecond());
        let whole = Self {
            feed,
            begin: from,
            from,
            to: until,
            until,
            at: None,
        };
        whole.cut(reach)
    }

    /// From a cursor; none of another one.
    pub fn read(cursor: &str) -> Option<Self> {
        serde_json::from_str(cursor).ok()
    }

    /// As a cursor.
    pub fn text(&self) -> String {
        // Numbers and texts: there is nothing in it that JSON has no words for.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What comes behind a page; none at the end of the round.
    pub fn after(&self, behind: Behind, reach: &Reach) -> Option<Self> {
        match behind {
            Behind::Page(at) => Some(Self {
                at: Some(at),
                ..self.clone()
            }),
            Behind::Counted { pages } => self.after(Behind::page(pages), reach),
            Behind::Half if self.is_divisible() => Some(Self {
                to: self.from + (self.to - self.from) / 2,
                at: None,
                ..self.clone()
            }),
            Behind::Half | Behind::Window if self.to >= self.until => None,
            Behind::Half | Behind::Window => {
                let next = Self {
                    from: self.to,
                    to: self.until,
                    at: None,
                    ..self.clone()
                };
                Some(next.cut(reach))
            }
        }
    }

    /// The number of the page; none of the one by which they are counted.
    pub fn page(&self) -> Option<usize> {
        self.at.as_deref()?.parse().ok()
    }

    /// What is asked for: begin and end, in milliseconds of the epoch. The same for every page of a window: a stream's
    /// cursor is good for that alone.
    pub fn bounds(&self, slack: Duration) -> (i64, i64) {
        let slack = millis(slack);
        let before = if self.from == self.begin { slack } else { 0 };
        let behind = if self.to == self.until { slack } else { 0 };
        (self.from - before, self.to + behind)
    }

    /// Since when the round is asked for, in milliseconds of the epoch.
    pub fn since(&self, slack: Duration) -> i64 {
        self.begin - millis(slack)
    }

    /// Whether it can be halved.
    pub fn is_divisible(&self) -> bool {
        self.to - self.from > 1
    }

    fn cut(mut self, reach: &Reach) -> Self {
        let longest = millis(reach.window) - 2 * millis(reach.slack);
        self.to = self.to.min(self.from + longest.max(1));
        self
    }
}

impl Reach {
    /// The last so many days.
    pub fn days(days: i64, now: Timestamp, window: Duration, slack: Duration) -> Self {
        let history = SignedDuration::from_hours(24 * days);
        Self {
            from: now.saturating_sub(history).unwrap_or(Timestamp::MIN),
            window,
            slack,
        }
    }
}

fn millis(length: Duration) -> i64 {
    i64::try_from(length.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOUR: i64 = 3_600_000;

    fn reach(window_hours: u64, slack_hours: u64) -> Reach {
        Reach {
            from: Timestamp::from_millisecond(0).unwrap_or(Timestamp::MIN),
            window: Duration::from_secs(window_hours * 3_600),
            slack: Duration::from_secs(slack_hours * 3_600),
        }
    }

    proptest! {
        /// Whatever is halved on the way: every moment from the begin to the end is asked for, in windows that are not too long,
        /// and the last of them ends.
        #[test]
        fn windows_leave_no_gap_and_end(
            since in 3i64..4_000,
            hours in 1i64..3_000,
            window in 30u64..400,
            halves in prop::collection::vec(any::<bool>(), 0..40),
        ) {
            let reach = reach(window, 3);
            let (begin, end) = (since * HOUR, (since + hours) * HOUR);
            let time = |ms| Timestamp::from_millisecond(ms).unwrap_or(Timestamp::MAX);
            let mut place = Place::first(Feed::Pages, Some(time(begin)), time(end), &reach);
            let mut covered = begin;
            let mut halves = halves.into_iter();
            for _ in 0..20_000 {
                let (from, to) = place.bounds(reach.slack);
                prop_assert!(to - from <= millis(reach.window));
                prop_assert!(place.from == covered && from <= covered);
                let behind = match halves.next() {
                    Some(true) => Behind::Half,
                    _ => { covered = place.to; Behind::Window }
                };
                match place.after(behind, &reach) {
                    Some(next) => place = next,
                    None => break,
                }
            }
            prop_assert_eq!(covered, end);
        }
    }

    #[test]
    fn a_place_is_a_cursor() {
        let time = |ms| Timestamp::from_millisecond(ms).unwrap_or(Timestamp::MAX);
        let reach = reach(48, 3);
        let first = Place::first(Feed::Stream, None, time(100 * HOUR), &reach);
        assert_eq!((first.from, first.to), (3 * HOUR, 45 * HOUR));
        let page = first.after(Behind::Page("abc".to_owned()), &reach);
        let page = page.unwrap_or(first.clone());
        assert_eq!(Place::read(&page.text()), Some(page.clone()));
        assert_eq!(page.bounds(reach.slack), (0, 45 * HOUR));
        let next = page.after(Behind::Window, &reach).unwrap_or(first);
        assert_eq!((next.from, next.to, next.at), (45 * HOUR, 87 * HOUR, None));
        assert_eq!(Place::read("https://elsewhere"), None);
        // A mark in the future, of a clock that was ahead.
        let ahead = Place::first(
            Feed::Stream,
            Some(time(200 * HOUR)),
            time(100 * HOUR),
            &reach,
        );
        assert_eq!((ahead.from, ahead.to), (100 * HOUR, 100 * HOUR));
    }
}
