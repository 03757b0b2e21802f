//! A page of records as an upstream sent it: its text, kept once, and where in it the records are.

use std::ops::Range;

use serde_json::value::RawValue;

/// A page as it came.
#[derive(Debug)]
pub struct Page {
    text: String,
    records: Vec<Range<usize>>,
    /// Where the next page is, for whoever gave this one; `None` on the last one.
    pub next: Option<String>,
    /// The upstream's own count, of whatever it counts.
    pub count: Option<u64>,
}

impl Page {
    /// Records that were found in `text`; one that is not of it is left out.
    pub(super) fn new(text: String, records: Vec<Range<usize>>, next: Option<String>) -> Self {
        Self {
            text,
            records,
            next,
            count: None,
        }
    }

    /// The records' JSON, byte for byte.
    pub fn records(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator {
        self.records.iter().map(|place| &self.text[place.clone()])
    }

    /// What it weighs, in bytes.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }
}

/// Where these are in the text that they were borrowed from.
pub(super) fn places(text: &str, records: &[&RawValue]) -> Vec<Range<usize>> {
    let place = |record: &&RawValue| {
        let start = record.get().as_ptr().addr() - text.as_ptr().addr();
        start..start + record.get().len()
    };
    records.iter().map(place).collect()
}
