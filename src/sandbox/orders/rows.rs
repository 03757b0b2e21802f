//! Which packages there are at a moment, by the time of their last change. Kept until the next one changes, for a
//! list is read page by page.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::course::{Course, Fate, Stage};
use super::order::{Line, Order};
use super::source::Source;
use crate::sandbox::kurus::Kurus;

/// A package: as much of it as a list needs to choose it and to put it in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sandbox) struct Row {
    /// Milliseconds of the epoch.
    pub(in crate::sandbox) modified: i64,
    pub(in crate::sandbox) index: u32,
    /// 0 is the whole order; 1 and 2 are what it was split into.
    pub(in crate::sandbox) part: u8,
    pub(in crate::sandbox) stage: Stage,
}

/// Where a row stands in a list: no two are in one place.
pub(in crate::sandbox) type Place = (i64, u32, u8);

impl Row {
    pub(in crate::sandbox) fn place(self) -> Place {
        (self.modified, self.index, self.part)
    }
}

/// A place as a text that says nothing to others.
pub(in crate::sandbox) fn hidden((modified, index, part): Place) -> String {
    URL_SAFE_NO_PAD.encode(format!("{modified}.{index}.{part}"))
}

/// The place that such a text hides, if it is one.
pub(in crate::sandbox) fn found(text: &str) -> Option<Place> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    let mut parts = text.split('.');
    Some((
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
    ))
}

/// The rows of a source, and the time that they hold for.
#[derive(Clone)]
pub(super) struct Rows {
    from: i64,
    until: i64,
    rows: Arc<[Row]>,
}

impl Rows {
    pub(super) fn new(source: &Source, now: i64) -> Rows {
        let mut until = source.next(now);
        let orders = source.len(now);
        let mut rows = Vec::with_capacity(orders as usize);
        for index in 0..orders {
            let parts = match source.fate(index) {
                Fate::Split => 3,
                _ => 1,
            };
            for part in 0..parts {
                let course = source.course(index, part);
                until = until.min(course.moves(now));
                if let Some((modified, stage)) = course.until(now).last() {
                    rows.push(Row {
                        modified: *modified,
                        index: index as u32,
                        part,
                        stage: *stage,
                    });
                }
            }
        }
        rows.sort_unstable_by_key(|row| row.place());
        Rows {
            from: now,
            until,
            rows: rows.into(),
        }
    }

    pub(super) fn hold(&self, now: i64) -> bool {
        (self.from..self.until).contains(&now)
    }
}

/// The orders of a seller at a moment.
pub(in crate::sandbox) struct Shop {
    pub(in crate::sandbox) source: Source,
    /// Milliseconds of the epoch.
    pub(in crate::sandbox) now: i64,
    rows: Arc<[Row]>,
}

impl Shop {
    pub(super) fn new(source: Source, now: i64, rows: &Rows) -> Shop {
        Shop {
            source,
            now,
            rows: Arc::clone(&rows.rows),
        }
    }

    /// All packages, the one that was changed first first.
    pub(in crate::sandbox) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Those that were changed from `from` on and not after `to`.
    pub(in crate::sandbox) fn changed(&self, from: i64, to: i64) -> &[Row] {
        let start = self.rows.partition_point(|row| row.modified < from);
        let end = self.rows.partition_point(|row| row.modified <= to);
        &self.rows[start.min(end)..end]
    }

    pub(in crate::sandbox) fn created(&self, row: Row) -> i64 {
        self.source.created(row.index.into())
    }

    pub(in crate::sandbox) fn record(&self, row: Row) -> Record {
        Record {
            order: self.source.order(row.index.into()),
            part: row.part,
            modified: row.modified,
            now: self.now,
            course: self.source.course(row.index.into(), row.part),
        }
    }

    /// The order with this number, as a whole.
    pub(in crate::sandbox) fn numbered(&self, number: u64) -> Option<Record> {
        let place = self.source.place(number)?;
        let whole = |row: &&Row| row.part == 0 && u64::from(row.index) == place;
        Some(self.record(*self.rows.iter().find(whole)?))
    }
}

/// All that can be told of a package.
pub(in crate::sandbox) struct Record {
    pub(in crate::sandbox) order: Order,
    pub(in crate::sandbox) part: u8,
    pub(in crate::sandbox) modified: i64,
    pub(in crate::sandbox) course: Course,
    now: i64,
}

impl Record {
    /// The steps behind it.
    pub(in crate::sandbox) fn history(&self) -> &[(i64, Stage)] {
        self.course.until(self.now)
    }

    pub(in crate::sandbox) fn stage(&self) -> Stage {
        self.history()
            .last()
            .map_or(Stage::Created, |(_, stage)| *stage)
    }

    /// Whether it has been on its way.
    pub(in crate::sandbox) fn is_sent(&self) -> bool {
        self.history()
            .iter()
            .any(|(_, stage)| *stage == Stage::Shipped)
    }

    pub(in crate::sandbox) fn lines(&self) -> &[Line] {
        let lines = &self.order.lines;
        match (self.part, lines.len() / 2) {
            (1, half) => &lines[..half],
            (2, half) => &lines[half..],
            _ => lines,
        }
    }

    /// Whether a line is cancelled, with its order or by itself.
    pub(in crate::sandbox) fn is_cancelled(&self, line: &Line) -> bool {
        let last = line.place + 1 == self.order.lines.len() as u64;
        let alone = self.order.fate == Fate::LineCancelled && self.history().len() > 1;
        self.stage() == Stage::Cancelled || (alone && last)
    }

    /// Where a line is: with its package, unless it is cancelled.
    pub(in crate::sandbox) fn stage_of(&self, line: &Line) -> Stage {
        match self.is_cancelled(line) {
            true => Stage::Cancelled,
            false => self.stage(),
        }
    }

    /// What the customer pays for it: for what is not cancelled, or for all where all of it is.
    pub(in crate::sandbox) fn paid(&self, of: impl Fn(&Line) -> Kurus) -> Kurus {
        let whole = self.stage() == Stage::Cancelled;
        let lines = self.lines().iter();
        let paid = lines.filter(|line| whole || !self.is_cancelled(line));
        Kurus(paid.map(|line| of(line).0).sum())
    }

    pub(in crate::sandbox) fn total(&self) -> Kurus {
        self.paid(Line::total)
    }
}
