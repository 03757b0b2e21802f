//! What is written at once: a page's rows and rejects, and the cursor to go on from.
//! Of several rows with one key the newest is written, the last of equals; the others count as unchanged.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::table::Incoming;
use super::{Error, Table};

/// One record: its typed values and the record as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub(super) values: Vec<Option<String>>,
    pub(super) raw: String,
    pub(super) hash: String,
}

impl Row {
    /// The values, in the order of the table's columns.
    pub fn values(&self) -> &[Option<String>] {
        &self.values
    }

    /// `values` are parallel to the table's columns, the key included; `raw` is the record's JSON, byte for byte.
    pub fn new(values: Vec<Option<String>>, raw: String) -> Row {
        let hash = content_hash(&raw);
        Row { values, raw, hash }
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

/// A page on its way into the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRows {
    pub rows: Vec<Row>,
    pub rejects: Vec<Reject>,
    /// Where the next run goes on; none when the sync is complete.
    pub next: Option<String>,
    /// Records that the upstream sent: rows and rejects together.
    pub fetched: u64,
}

/// What a page did. The four add up to its rows and rejects: `unchanged` are all rows that caused no insert and no
/// update, because they are stored already, are older than what is stored, or have a newer version in the same page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Written {
    pub inserted: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub rejected: u64,
}

impl PageRows {
    /// The rows to compare with the table, one per key.
    pub(super) fn incoming(&self, table: &Table) -> Result<Vec<Incoming<'_>>, Error> {
        let mut kept: Vec<Incoming<'_>> = Vec::with_capacity(self.rows.len());
        let mut places: HashMap<&str, usize> = HashMap::with_capacity(self.rows.len());
        for row in &self.rows {
            let incoming = table.incoming(row)?;
            match places.entry(incoming.key) {
                Entry::Vacant(place) => {
                    place.insert(kept.len());
                    kept.push(incoming);
                }
                Entry::Occupied(place) => {
                    let held = &mut kept[*place.get()];
                    let older = matches!((&incoming.newest, &held.newest), (Some(new), Some(old)) if new < old);
                    if !older {
                        *held = incoming;
                    }
                }
            }
        }
        Ok(kept)
    }
}

/// The first 16 bytes of SHA-256 in hex: collisions are out of reach, and it is half as long.
pub(super) fn content_hash(raw: &str) -> String {
    Sha256::digest(raw.as_bytes()).iter().take(16).fold(
        String::with_capacity(32),
        |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        },
    )
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
                    .map(String::len)
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
    };

    fn row(id: &str, at: Option<&str>, raw: &str) -> Row {
        Row::new(
            vec![Some(id.to_owned()), at.map(str::to_owned)],
            raw.to_owned(),
        )
    }

    fn page(rows: Vec<Row>) -> PageRows {
        PageRows {
            fetched: rows.len() as u64,
            rows,
            rejects: Vec::new(),
            next: None,
        }
    }

    #[test]
    fn the_hash_is_half_a_sha256() {
        assert_eq!(content_hash(""), "e3b0c44298fc1c149afbf4c8996fb924");
    }

    #[test]
    fn of_one_key_the_newest_stays_and_the_last_of_equals() {
        let (old, new) = (Some("2030-01-01T00:00:00Z"), Some("2030-01-01T00:00:00.1Z"));
        for (rows, winner) in [
            (vec![row("a", old, "1"), row("a", new, "2")], "2"),
            (vec![row("a", new, "1"), row("a", old, "2")], "1"),
            (vec![row("a", new, "1"), row("a", new, "2")], "2"),
            (vec![row("a", new, "1"), row("a", None, "2")], "2"),
        ] {
            let page = page(rows);
            let kept = page.incoming(&TABLE).unwrap();
            assert_eq!(kept.len(), 1);
            assert_eq!(kept[0].row.raw, winner);
        }
    }

    #[test]
    fn a_row_without_key_or_with_a_bad_time_is_an_error() {
        assert!(page(vec![row("", None, "{}")]).incoming(&TABLE).is_err());
        assert!(
            page(vec![row("a", Some("yesterday"), "{}")])
                .incoming(&TABLE)
                .is_err()
        );
        assert!(
            page(vec![Row::new(vec![Some("a".to_owned())], "{}".to_owned())])
                .incoming(&TABLE)
                .is_err()
        );
    }

    #[test]
    fn chunks_keep_order_and_limits() {
        let rows: Vec<Row> = (0..7)
            .map(|n| row(&n.to_string(), None, "0123456789"))
            .collect();
        let page = page(rows);
        let all = page.incoming(&TABLE).unwrap();
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
