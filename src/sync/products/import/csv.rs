//! Records of CSV (RFC 4180): a header, then a product a record, whatever separates them. What is in hand is one record.

use std::borrow::Cow;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use serde_json::Value;

use super::error::{FileError, Refusal};
use super::fields::{Field, Name, Names};
use super::input::{LONGEST_LINE, Stream};
use super::line::{Line, beginning, reject, sku};
use super::values::Given;
use crate::db::Reject;

/// What a file may have between its fields; the first one where none is in the header.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

pub(super) struct Csv {
    stream: Stream,
    reader: Reader,
    text: Vec<u8>,
    ends: Vec<usize>,
    header: Vec<(String, Name)>,
}

/// One record, in `text` and `ends`.
struct Record {
    line: u64,
    bytes: usize,
    fields: usize,
    /// Whether a quote in it was never closed.
    open: bool,
}

impl Csv {
    /// Reads the header of what begins with `head`.
    pub(super) fn new(stream: Stream, head: &[u8]) -> Result<Self, FileError> {
        let mut csv = Self {
            stream,
            reader: ReaderBuilder::new().delimiter(delimiter(head)).build(),
            text: vec![0; 8 << 10],
            ends: vec![0; 64],
            header: Vec::new(),
        };
        let Some(record) = csv.record()? else {
            return Err(FileError::Empty {
                place: csv.stream.place.clone(),
            });
        };
        let wrong = |reason: String| FileError::header(&csv.stream.place, reason);
        let cells = csv.cells(&record);
        if cells.iter().any(|cell| matches!(cell, Cow::Owned(_))) {
            let reason = "is not UTF-8; save the file as UTF-8 (it is probably Windows-1254)";
            return Err(wrong(reason.to_owned()));
        }
        let mut names = Names::default();
        let name = |text: &Cow<'_, str>| (text.trim().to_owned(), names.name(text.trim()));
        let header: Vec<(String, Name)> = cells.iter().map(name).collect();
        for (at, (text, name)) in header.iter().enumerate() {
            let twin = header[..at].iter().find(|(_, other)| other == name);
            if let Some((twin, _)) = twin.filter(|_| *name != Name::Unknown) {
                return Err(wrong(format!("has one field twice: {twin} and {text}")));
            }
        }
        if !header
            .iter()
            .any(|(_, name)| *name == Name::Field(Field::Sku))
        {
            return Err(wrong(
                "has no field sku (or stock_code, merchant_sku)".to_owned(),
            ));
        }
        csv.header = header;
        Ok(csv)
    }

    pub(super) fn read(&self) -> u64 {
        self.stream.read
    }

    pub(super) fn next(&mut self) -> Result<Option<Result<Line, Reject>>, FileError> {
        Ok(self.record()?.map(|record| self.line(&record)))
    }

    fn line(&self, record: &Record) -> Result<Line, Reject> {
        let number = record.line;
        if record.open {
            let raw = beginning(&self.text[..record.bytes]);
            return Err(reject(number, &Refusal::OpenQuote, None, raw));
        }
        let cells = self.cells(record);
        let raw = self.json(&cells);
        if cells.len() != self.header.len() {
            let refusal = Refusal::Fields {
                has: cells.len(),
                wanted: self.header.len(),
            };
            return Err(reject(number, &refusal, None, raw));
        }
        let fields: Vec<(Name, Given<'_>)> = self
            .header
            .iter()
            .zip(&cells)
            .map(|((_, name), cell)| (name.clone(), Given::Text(cell)))
            .collect();
        // What is no UTF-8 was read with losses.
        match cells.iter().position(|cell| matches!(cell, Cow::Owned(_))) {
            None => Line::new(number, &fields, raw),
            Some(at) => {
                let refusal = Refusal::NotUtf8(self.header[at].0.clone());
                Err(reject(number, &refusal, sku(&fields), raw))
            }
        }
    }

    /// The line as a JSON object by the names of the header; what has no name there is numbered.
    fn json(&self, cells: &[Cow<'_, str>]) -> String {
        let mut json = String::with_capacity(64 + 2 * self.text.len().min(4 << 10));
        json.push('{');
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                json.push(',');
            }
            let name = match self.header.get(at) {
                Some((text, _)) if !text.is_empty() => text.clone(),
                _ => format!("field {}", at + 1),
            };
            json.push_str(&format!("{}:{}", Value::from(name), Value::from(&**cell)));
        }
        json.push('}');
        json
    }

    /// Its fields as text; one that is not UTF-8 is owned.
    fn cells(&self, record: &Record) -> Vec<Cow<'_, str>> {
        let mut from = 0;
        let ends = self.ends[..record.fields].iter();
        ends.map(|end| {
            let cell = String::from_utf8_lossy(&self.text[from..*end]);
            from = *end;
            cell
        })
        .collect()
    }

    fn record(&mut self) -> Result<Option<Record>, FileError> {
        let (mut bytes, mut fields, mut last) = (0, 0, b'\n');
        let mut at_end = false;
        loop {
            let input = self.stream.fill()?;
            // Behind the last byte comes a line end: a record that it does not end has an open quote.
            let (input, from_file) = match (input.is_empty(), at_end) {
                (false, _) => (input, true),
                (true, false) => (&b"\n"[..], false),
                (true, true) => (&b""[..], false),
            };
            let (result, taken, written, ended) =
                self.reader
                    .read_record(input, &mut self.text[bytes..], &mut self.ends[fields..]);
            if taken > 0 {
                last = input[taken - 1];
            }
            let open = at_end && input.is_empty();
            at_end |= !from_file && taken > 0;
            if from_file {
                self.stream.consume(taken);
            }
            bytes += written;
            fields += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if bytes >= LONGEST_LINE => {
                    return Err(FileError::Endless {
                        place: self.stream.place.clone(),
                        line: self.begun(bytes, last == b'\n' && !open),
                    });
                }
                ReadRecordResult::OutputFull => self.text.resize(2 * self.text.len(), 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(2 * self.ends.len(), 0),
                ReadRecordResult::Record => {
                    return Ok(Some(Record {
                        line: self.begun(bytes, last == b'\n' && !open),
                        bytes,
                        fields,
                        open,
                    }));
                }
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    /// The line in which the record in hand begins; the line end that ended it is counted, save the second half of CRLF.
    fn begun(&self, bytes: usize, ended: bool) -> u64 {
        let inside = self.text[..bytes].iter().filter(|byte| **byte == b'\n');
        let passed = inside.count() as u64 + u64::from(ended);
        self.reader.line().saturating_sub(passed)
    }
}

/// The one that the first line has most of, outside of quotes.
fn delimiter(head: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [0_u32; DELIMITERS.len()];
    let blank = head
        .iter()
        .take_while(|byte| byte.is_ascii_whitespace() && **byte != b'\t');
    for byte in &head[blank.count()..] {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => {
                if let Some(at) = DELIMITERS.iter().position(|known| known == byte) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    let first = counts.iter().position(|count| *count == most);
    first.map_or(b',', |at| DELIMITERS[at])
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests;
