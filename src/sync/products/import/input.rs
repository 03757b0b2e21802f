//! A file, or stdin, that was opened and looked at: what it is, how large, and its bytes one piece after the other.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use super::csv::Csv;
use super::error::FileError;
use super::json_lines::JsonLines;
use super::line::Line;
use crate::db::Reject;
use crate::fsio;

/// In bytes; a record that is longer is a quote that nobody closed.
pub(super) const LONGEST_LINE: usize = 4 << 20;
/// What is looked at before it is read: enough for a header.
const HEAD: usize = 64 << 10;
const BUFFER: usize = 256 << 10;
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Where products are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Stdin,
    File(PathBuf),
}

/// How products are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    JsonLines,
}

/// Products that can be read.
pub struct Input {
    records: Records,
    size: Option<u64>,
}

enum Records {
    Csv(Box<Csv>),
    JsonLines(Box<JsonLines>),
}

/// The bytes, counted as they are taken.
pub(super) struct Stream {
    pub(super) place: String,
    pub(super) read: u64,
    bytes: BufReader<Box<dyn Read + Send>>,
}

impl Place {
    /// For people.
    pub fn name(&self) -> String {
        match self {
            Place::Stdin => "stdin".to_owned(),
            Place::File(path) => path.display().to_string(),
        }
    }

    fn opened(&self) -> Result<(Box<dyn Read + Send>, Option<u64>), FileError> {
        let Place::File(path) = self else {
            return Ok((Box::new(io::stdin()), None));
        };
        let place = self.name();
        let unread = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound => FileError::Missing { place: self.name() },
            _ => FileError::Read {
                place: self.name(),
                source,
            },
        };
        if matches!(fsio::kind(path), Ok(Some(fsio::Kind::Folder))) {
            return Err(FileError::Folder { place });
        }
        let file = File::open(path).map_err(unread)?;
        let about = file.metadata().map_err(unread)?;
        let size = about.is_file().then_some(about.len());
        Ok((Box::new(file), size))
    }
}

impl Input {
    /// Opens `place` and reads its header; `format` goes before what its name and its first byte say.
    pub fn open(place: &Place, format: Option<Format>) -> Result<Self, FileError> {
        let (mut source, size) = place.opened()?;
        let name = place.name();
        let head = head(&mut source).map_err(|source| FileError::Read {
            place: name.clone(),
            source,
        })?;
        if let Some(kind) = other(&head) {
            return Err(FileError::Other { place: name, kind });
        }
        let bom = if head.starts_with(BOM) { BOM.len() } else { 0 };
        let Some(first) = head[bom..].iter().find(|byte| !byte.is_ascii_whitespace()) else {
            return Err(FileError::Empty { place: name });
        };
        let by_name = match place {
            Place::File(path) => by_ending(path),
            Place::Stdin => None,
        };
        let by_first = match first {
            b'{' => Some(Format::JsonLines),
            _ if matches!(place, Place::Stdin) => Some(Format::Csv),
            _ => None,
        };
        let Some(format) = format.or(by_name).or(by_first) else {
            return Err(FileError::Unclear { place: name });
        };
        if *first == b'[' && (format == Format::JsonLines || by_name.is_none()) {
            return Err(FileError::Array { place: name });
        }
        let begin = head[bom..].to_vec();
        let bytes: Box<dyn Read + Send> = Box::new(Cursor::new(begin.clone()).chain(source));
        let stream = Stream::new(name, bom as u64, bytes);
        let records = match format {
            Format::Csv => Records::Csv(Box::new(Csv::new(stream, &begin)?)),
            Format::JsonLines => Records::JsonLines(Box::new(JsonLines::new(stream))),
        };
        Ok(Self { records, size })
    }

    /// In bytes; none of what is no regular file.
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    /// Bytes that were read.
    pub(super) fn read(&self) -> u64 {
        match &self.records {
            Records::Csv(csv) => csv.read(),
            Records::JsonLines(lines) => lines.read(),
        }
    }

    /// The next line that is not blank.
    pub(super) fn next(&mut self) -> Result<Option<Result<Line, Reject>>, FileError> {
        match &mut self.records {
            Records::Csv(csv) => csv.next(),
            Records::JsonLines(lines) => lines.next(),
        }
    }
}

impl Stream {
    /// `read` bytes of it are behind us.
    pub(super) fn new(place: String, read: u64, bytes: Box<dyn Read + Send>) -> Self {
        Self {
            place,
            read,
            bytes: BufReader::with_capacity(BUFFER, bytes),
        }
    }

    /// What comes next; nothing at the end.
    pub(super) fn fill(&mut self) -> Result<&[u8], FileError> {
        let place = &self.place;
        self.bytes.fill_buf().map_err(|source| FileError::Read {
            place: place.clone(),
            source,
        })
    }

    pub(super) fn consume(&mut self, bytes: usize) {
        self.read += bytes as u64;
        self.bytes.consume(bytes);
    }
}

/// The first line that is not blank at least, as far as it is within bounds.
fn head(source: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let has_line = |head: &[u8]| {
        let begin = head.iter().position(|byte| !byte.is_ascii_whitespace());
        begin.is_some_and(|begin| head[begin..].contains(&b'\n'))
    };
    while head.len() < HEAD && !has_line(&head) {
        let from = head.len();
        head.resize(HEAD, 0);
        let read = match source.read(&mut head[from..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(usize::MAX),
            read => read,
        }?;
        match read {
            usize::MAX => head.truncate(from),
            read => head.truncate(from + read),
        }
        if read == 0 {
            break;
        }
    }
    Ok(head)
}

fn by_ending(path: &Path) -> Option<Format> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    match ending.as_str() {
        "csv" | "tsv" => Some(Format::Csv),
        "jsonl" | "ndjson" | "json" => Some(Format::JsonLines),
        _ => None,
    }
}

/// What it is that is certainly neither.
fn other(head: &[u8]) -> Option<&'static str> {
    match head {
        [b'P', b'K', 3, 4, ..] => Some("a spreadsheet or a zip archive"),
        [0x1f, 0x8b, ..] => Some("compressed with gzip"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Some("an old spreadsheet"),
        _ => None,
    }
}
