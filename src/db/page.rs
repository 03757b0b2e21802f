//! Records on their way into a table: rows, rejects, and what became of them.
//! Of several rows with one key the newest is kept, the last of equals.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::{AddAssign, Sub};

use sha2::{Digest, Sha256};

use super::table::Incoming;
use super::{Error, Table};

/// One record: its typed values and the record as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'p> {
    pub(super) values: Vec<Option<Cow<'p, str>>>,
    pub(super) raw: Cow<'p, str>,
    pub(super) hash: String,
    pub(super) lines: Vec<Row<'p>>,
}

impl<'p> Row<'p> {
    /// `values` are parallel to the table's columns, the key included; `raw` is the record's JSON, byte for byte.
    pub fn new(values: Vec<Option<Cow<'p, str>>>, raw: impl Into<Cow<'p, str>>) -> Self {
        let raw = raw.into();
        let hash = content_hash(&raw);
        Self {
            values,
            raw,
            hash,
            lines: Vec::new(),
        }
    }

    /// With rows of the table that [`Followed`](super::Followed) names.
    pub fn with_lines(mut self, lines: Vec<Row<'p>>) -> Self {
        self.lines = lines;
        self
    }

    /// Those rows.
    pub fn lines(&self) -> &[Row<'p>] {
        &self.lines
    }

    /// The values, in the order of the table's columns.
    pub fn values(&self) -> &[Option<Cow<'p, str>>] {
        &self.values
    }
}

/// A record that could not be read, kept with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// Its key, where that much could be read.
    pub external_id: Option<String>,
    pub reason: String,
    pub raw: String,
}

/// What records did. The four add up to them: `unchanged` are all that caused no insert and no update, because
/// they are stored already, are older than what is stored, or have a newer version beside them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Written {
    pub inserted: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub rejected: u64,
}

impl Written {
    /// All records of it.
    pub fn fetched(&self) -> u64 {
        self.inserted + self.updated + self.unchanged + self.rejected
    }
}

impl AddAssign for Written {
    fn add_assign(&mut self, more: Self) {
        self.inserted += more.inserted;
        self.updated += more.updated;
        self.unchanged += more.unchanged;
        self.rejected += more.rejected;
    }
}

impl Sub for Written {
    type Output = Self;

    fn sub(self, less: Self) -> Self {
        Self {
            inserted: self.inserted - less.inserted,
            updated: self.updated - less.updated,
            unchanged: self.unchanged - less.unchanged,
            rejected: self.rejected - less.rejected,
        }
    }
}

/// The rows to compare with the table, one per key.
pub(super) fn incoming<'p>(
    table: &Table,
    rows: impl IntoIterator<Item = &'p Row<'p>>,
) -> Result<Vec<Incoming<'p>>, Error> {
    let rows = rows.into_iter();
    let mut kept: Vec<Incoming<'p>> = Vec::with_capacity(rows.size_hint().0);
    let mut places: HashMap<&str, usize> = HashMap::with_capacity(rows.size_hint().0);
    for row in rows {
        let incoming = table.incoming(row)?;
        match places.entry(incoming.key) {
            Entry::Vacant(place) => {
                place.insert(kept.len());
                kept.push(incoming);
            }
            Entry::Occupied(place) => {
                let held = &mut kept[*place.get()];
                let older =
                    matches!((&incoming.newest, &held.newest), (Some(new), Some(old)) if new < old);
                if !older {
                    *held = incoming;
                }
            }
        }
    }
    Ok(kept)
}

/// Rows that were written.
#[derive(Default)]
pub(super) struct Touched<'i, 'p> {
    pub(super) inserted: Vec<&'i Incoming<'p>>,
    pub(super) updated: Vec<&'i Incoming<'p>>,
}

/// What rows are to what a table has; those that are stored already, or are older than what is, are in none.
pub(super) struct Probed<'i, 'p> {
    /// Of a key that it has no row for.
    pub(super) absent: Vec<&'i Incoming<'p>>,
    /// To be written over what it has.
    pub(super) changed: Vec<&'i Incoming<'p>>,
    /// As they were, but noted as missing.
    pub(super) returned: Vec<&'i Incoming<'p>>,
}

impl<'i, 'p> Probed<'i, 'p> {
    /// Of a table that has nothing.
    pub(super) fn all_absent(rows: &'i [Incoming<'p>]) -> Self {
        Self {
            absent: rows.iter().collect(),
            changed: Vec::new(),
            returned: Vec::new(),
        }
    }

    /// From positions in `rows`, counted from 0.
    pub(super) fn at(rows: &'i [Incoming<'p>], [absent, changed, returned]: [Vec<i64>; 3]) -> Self {
        let named = |positions: Vec<i64>| {
            let places = positions.into_iter();
            places
                .filter_map(|position| rows.get(usize::try_from(position).ok()?))
                .collect()
        };
        Self {
            absent: named(absent),
            changed: named(changed),
            returned: named(returned),
        }
    }
}

/// The first 16 bytes of SHA-256 in hex: collisions are out of reach, and it is half as long.
pub fn content_hash(raw: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digest = Sha256::digest(raw.as_bytes());
    let digits = digest
        .iter()
        .take(16)
        .flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

/// Cuts rows into runs of at most `most` rows and about `bytes` bytes, and at least one row.
pub(super) fn chunks<'i, 'p>(
    mut rows: &'i [Incoming<'p>],
    most: usize,
    bytes: usize,
) -> Vec<&'i [Incoming<'p>]> {
    let mut cut = Vec::new();
    while !rows.is_empty() {
        let mut size = 0;
        let fits = rows.iter().take(most).take_while(|incoming| {
            size += incoming.row.raw.len()
                + incoming
                    .row
                    .values
                    .iter()
                    .flatten()
                    .map(|value| value.len())
                    .sum::<usize>();
            size <= bytes
        });
        let (chunk, rest) = rows.split_at(fits.count().max(1));
        cut.push(chunk);
        rows = rest;
    }
    cut
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::db::{Column, Kind};

    const TABLE: Table = Table {
        name: "things",
        alias: "things",
        key: "id",
        columns: &[
            Column {
                name: "id",
                kind: Kind::Text,
            },
            Column {
                name: "at",
                kind: Kind::Time,
            },
        ],
        newest: "at",
        followed: None,
    };

    fn row<'p>(id: &'p str, at: Option<&'p str>, raw: &'p str) -> Row<'p> {
        Row::new(vec![Some(id.into()), at.map(Cow::Borrowed)], raw)
    }

    #[test]
    fn the_hash_is_half_a_sha256() {
        assert_eq!(content_hash(""), "e3b0c44298fc1c149afbf4c8996fb924");
    }

    #[test]
    fn of_one_key_the_newest_stays_and_the_last_of_equals() {
        let (old, new) = (Some("2030-01-01T00:00:00Z"), Some("2030-01-01T00:00:00.1Z"));
        for (rows, winner) in [
            ([row("a", old, "1"), row("a", new, "2")], "2"),
            ([row("a", new, "1"), row("a", old, "2")], "1"),
            ([row("a", new, "1"), row("a", new, "2")], "2"),
            ([row("a", new, "1"), row("a", None, "2")], "2"),
        ] {
            let kept = incoming(&TABLE, &rows).unwrap();
            assert_eq!(kept.len(), 1);
            assert_eq!(kept[0].row.raw, winner);
        }
    }

    #[test]
    fn a_row_without_key_or_with_a_bad_time_is_an_error() {
        assert!(incoming(&TABLE, &[row("", None, "{}")]).is_err());
        assert!(incoming(&TABLE, &[row("a", Some("yesterday"), "{}")]).is_err());
        assert!(incoming(&TABLE, &[Row::new(vec![Some("a".into())], "{}")]).is_err());
    }

    #[test]
    fn chunks_keep_order_and_limits() {
        let rows: Vec<Row<'_>> = ["0", "1", "2", "3", "4", "5", "6"]
            .map(|id| row(id, None, "0123456789"))
            .into();
        let all = incoming(&TABLE, &rows).unwrap();
        let sizes = |most, bytes| {
            chunks(&all, most, bytes)
                .iter()
                .map(|chunk| chunk.len())
                .collect::<Vec<_>>()
        };
        assert_eq!(sizes(3, 1_000), [3, 3, 1]);
        assert_eq!(sizes(100, 22), [2, 2, 2, 1]);
        assert_eq!(sizes(100, 5), [1; 7]);
        assert!(chunks(&all[..0], 3, 1_000).is_empty());
    }
}
