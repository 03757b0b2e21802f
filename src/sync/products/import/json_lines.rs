//! JSON lines: an object a line, blank lines are passed over. What is in hand is one line.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::error::{FileError, Refusal};
use super::fields::{Name, Names};
use super::input::{LONGEST_LINE, Stream};
use super::line::{Line, beginning, reject};
use super::values::Given;
use crate::db::Reject;

pub(super) struct JsonLines {
    stream: Stream,
    names: Names,
    line: Vec<u8>,
    number: u64,
}

impl JsonLines {
    pub(super) fn new(stream: Stream) -> Self {
        Self {
            stream,
            names: Names::default(),
            line: Vec::new(),
            number: 0,
        }
    }

    pub(super) fn read(&self) -> u64 {
        self.stream.read
    }

    pub(super) fn next(&mut self) -> Result<Option<Result<Line, Reject>>, FileError> {
        loop {
            let Some(whole) = self.take_line()? else {
                return Ok(None);
            };
            if !whole {
                let raw = beginning(&self.line);
                return Ok(Some(Err(reject(self.number, &Refusal::TooLong, None, raw))));
            }
            if !self.line.iter().all(u8::is_ascii_whitespace) {
                return Ok(Some(self.object()));
            }
        }
    }

    /// The next line, without its end; false where it is too long and was passed over.
    fn take_line(&mut self) -> Result<Option<bool>, FileError> {
        self.line.clear();
        self.number += 1;
        let mut begun = false;
        let mut whole = true;
        loop {
            let input = self.stream.fill()?;
            if input.is_empty() {
                return Ok(begun.then_some(whole));
            }
            begun = true;
            let end = input.iter().position(|byte| *byte == b'\n');
            let piece = &input[..end.unwrap_or(input.len())];
            let taken = piece.len() + usize::from(end.is_some());
            whole &= self.line.len() + piece.len() <= LONGEST_LINE;
            if whole {
                self.line.extend_from_slice(piece);
            }
            self.stream.consume(taken);
            if end.is_some() {
                return Ok(Some(whole));
            }
        }
    }

    fn object(&mut self) -> Result<Line, Reject> {
        let number = self.number;
        let Ok(text) = std::str::from_utf8(&self.line) else {
            let refusal = Refusal::NotUtf8("the line".to_owned());
            return Err(reject(number, &refusal, None, beginning(&self.line)));
        };
        let text = text.trim();
        let refuse = |refusal| Err(reject(number, &refusal, None, text.to_owned()));
        if text.contains('\0') {
            return refuse(Refusal::Json("it has a NUL".to_owned()));
        }
        let members = match serde_json::from_str::<Members<'_>>(text) {
            Ok(members) => members.0,
            Err(_) if !text.starts_with('{') && serde_json::from_str::<&RawValue>(text).is_ok() => {
                return refuse(Refusal::NoObject);
            }
            Err(error) => return refuse(Refusal::Json(told(&error))),
        };
        let fields: Vec<(Name, Given<'_>)> = members
            .iter()
            .map(|(name, value)| (self.names.name(name), Given::Json(value.get())))
            .collect();
        Line::new(number, &fields, text.to_owned())
    }
}

/// The reader counts lines within the line: only the column says something.
fn told(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let reason = text.split(" at line ").next().unwrap_or_default();
    format!("{reason} at column {}", error.column())
}

/// The members of an object in their order, also those that come twice.
struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Object)
    }
}

struct Object;

impl<'de> Visitor<'de> for Object {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::with_capacity(16);
        while let Some(Key(name)) = map.next_key()? {
            members.push((name, map.next_value()?));
        }
        Ok(Members(members))
    }
}

/// Borrowed where it has no escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Key<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests;
