//! Where the records are in an answer, and what stands beside them. Pure.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

/// Names under which lists are kept.
const LISTS: [&str; 9] = [
    "orders", "items", "data", "results", "content", "value", "records", "list", "rows",
];

/// What is to be done where the list is somewhere else.
const WHERE: &str = "sources.external-orders.items says where they are";
/// How deep lists are looked for to name them, and how many are named.
const DEPTH: usize = 4;
const NAMED: usize = 5;
/// Of a field, in bytes.
const LONGEST_NAME: usize = 40;

/// An answer, taken apart.
#[derive(Debug)]
pub(super) struct Shape<'a> {
    /// Where the list is: a JSON pointer; empty for the answer itself.
    pub(super) pointer: String,
    pub(super) records: Vec<&'a RawValue>,
    /// What stands beside it.
    pub(super) beside: Fields<'a>,
}

/// Why an answer has no records.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// It is no JSON, or half of it: the next one may be whole.
    Broken(&'static str),
    /// It is whole, and has no list where one is looked for.
    NoList(String),
}

/// The fields of an object by their names.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Fields<'a>(#[serde(borrow)] HashMap<Cow<'a, str>, &'a RawValue>);

impl<'a> Fields<'a> {
    fn of(json: &'a str) -> Option<Self> {
        let is_object = json.trim_start().starts_with('{');
        is_object.then(|| serde_json::from_str(json).ok()).flatten()
    }

    fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.0.get(name).copied()
    }

    /// The value at a JSON pointer (RFC 6901), of objects alone.
    pub(super) fn at(&self, pointer: &str) -> Option<&'a RawValue> {
        let mut parts = pointer.strip_prefix('/')?.split('/').map(unescaped);
        let mut value = self.get(&parts.next()?)?;
        for part in parts {
            value = Fields::of(value.get())?.get(&part)?;
        }
        Some(value)
    }

    /// A text that is not empty, at the first of these pointers that has one.
    pub(super) fn text(&self, pointers: &[&str]) -> Option<String> {
        let texts = pointers.iter().filter_map(|pointer| {
            let value = self.at(pointer)?.get();
            serde_json::from_str::<String>(value).ok()
        });
        texts.into_iter().find(|text| !text.is_empty())
    }

    /// A text that is not empty, or a number, at the first of these pointers that has one.
    pub(super) fn word(&self, pointers: &[&str]) -> Option<String> {
        let number = |pointer: &str| {
            let value = self.at(pointer)?.get();
            let first = value.bytes().next()?;
            first.is_ascii_digit().then(|| value.to_owned())
        };
        let mut words = pointers
            .iter()
            .filter_map(|pointer| self.text(&[pointer]).or_else(|| number(pointer)));
        words.next()
    }

    /// A whole number, at the first of these pointers that has one.
    pub(super) fn number(&self, pointers: &[&str]) -> Option<u64> {
        let mut numbers = pointers.iter().filter_map(|pointer| {
            let value = self.at(pointer)?.get().trim_matches('"');
            value.parse().ok()
        });
        numbers.next()
    }
}

fn unescaped(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~")
}

/// Takes an answer apart: the list is at `pointer`, or at the first place where lists are kept.
pub(super) fn read<'a>(text: &'a str, pointer: Option<&str>) -> Result<Shape<'a>, Unread> {
    let text = match text.trim() {
        // Nothing to say is nothing.
        "" => "[]",
        text => text,
    };
    if text.starts_with('[') && pointer.is_none_or(str::is_empty) {
        return Ok(Shape {
            pointer: String::new(),
            records: list(text).ok_or(Unread::Broken("no JSON"))?,
            beside: Fields::default(),
        });
    }
    let beside = Fields::of(text).ok_or_else(|| no_object(text))?;
    let found = match pointer {
        Some(pointer) => beside.at(pointer).map(|found| (pointer.to_owned(), found)),
        None => guessed(&beside),
    };
    let no_list = || Unread::NoList(without_list(&beside, pointer));
    let (pointer, found) = found.ok_or_else(no_list)?;
    let records = list(found.get()).ok_or_else(no_list)?;
    let is_wrong = |name| beside.get(name).is_some_and(|error| error.get() != "null");
    if found.get() == "null" && ["error", "errors"].into_iter().any(is_wrong) {
        return Err(Unread::Broken("an error in the place of orders"));
    }
    Ok(Shape {
        pointer,
        records,
        beside,
    })
}

/// What is whole all the same is not asked for again.
fn no_object(text: &str) -> Unread {
    match serde_json::from_str::<IgnoredAny>(text) {
        Ok(_) => Unread::NoList(format!("JSON, but neither an object nor a list; {WHERE}")),
        Err(_) if text.starts_with('<') => Unread::Broken("HTML, and not JSON"),
        Err(_) => Unread::Broken("no JSON, or cut off"),
    }
}

/// Names the lists that there are, for a person to say which one it is.
fn without_list(fields: &Fields<'_>, pointer: Option<&str>) -> String {
    let mut places = Vec::new();
    lists(fields, "", DEPTH, &mut places);
    places.sort_unstable();
    places.truncate(NAMED);
    let wrong = match pointer {
        Some(pointer) => format!("no list at {pointer}"),
        None => "no list of orders under a name that is known".to_owned(),
    };
    let there = match places.is_empty() {
        true => "and none elsewhere".to_owned(),
        false => format!("but at {}", places.join(", ")),
    };
    format!("{wrong}, {there}; {WHERE}")
}

fn lists(fields: &Fields<'_>, above: &str, depth: usize, places: &mut Vec<String>) {
    for (name, value) in fields.0.iter().filter(|(name, _)| is_name(name)) {
        let place = format!("{above}/{name}");
        if value.get().starts_with('[') {
            places.push(place);
        } else if depth > 1
            && let Some(inner) = Fields::of(value.get())
        {
            lists(&inner, &place, depth - 1, places);
        }
    }
}

/// Whether it is a field's name: what else stands there may be data, such as somebody's address.
fn is_name(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    text.len() <= LONGEST_NAME && text.starts_with(char::is_alphabetic) && text.chars().all(fits)
}

/// The first list under one of the names, or one level below; one that is null is empty.
fn guessed<'a>(fields: &Fields<'a>) -> Option<(String, &'a RawValue)> {
    let is_list = |value: &RawValue| value.get().starts_with('[') || value.get() == "null";
    let there = |name: &str| Some((format!("/{name}"), fields.get(name)?));
    let lists = LISTS.iter().filter_map(|name| there(name));
    lists.clone().find(|(_, value)| is_list(value)).or_else(|| {
        lists
            .filter_map(|(outer, value)| {
                let inner = Fields::of(value.get())?;
                LISTS.iter().find_map(|name| {
                    let value = inner.get(name).filter(|value| is_list(value))?;
                    Some((format!("{outer}/{name}"), value))
                })
            })
            .next()
    })
}

fn list(text: &str) -> Option<Vec<&RawValue>> {
    let list: Option<Vec<&RawValue>> = serde_json::from_str(text).ok()?;
    Some(list.unwrap_or_default())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn lists_are_found_in_any_shape() {
        for (text, pointer, found) in [
            ("[1,2]", None, Ok(("", 2))),
            (r#"{"orders":[1]}"#, None, Ok(("/orders", 1))),
            (r#"{"total":9,"items":[]}"#, None, Ok(("/items", 0))),
            (
                r#"{"data":{"total":1,"orders":[1,2,3]}}"#,
                None,
                Ok(("/data/orders", 3)),
            ),
            (
                r#"{"response":{"my/list":[1]}}"#,
                Some("/response/my~1list"),
                Ok(("/response/my~1list", 1)),
            ),
            (r#"{"orders":[1],"x":[1,2]}"#, Some("/x"), Ok(("/x", 2))),
            (
                r#"{"x":[1]}"#,
                None,
                Err(
                    "no list of orders under a name that is known, but at /x; sources.external-orders.items says where they are",
                ),
            ),
            (
                r#"{"b":{"c":[],"e":1,"x@example.test":[]},"a":[1]}"#,
                None,
                Err(
                    "no list of orders under a name that is known, but at /a, /b/c; sources.external-orders.items says where they are",
                ),
            ),
            (
                r#"{"error":"x"}"#,
                None,
                Err(
                    "no list of orders under a name that is known, and none elsewhere; sources.external-orders.items says where they are",
                ),
            ),
            (
                r#"{"orders":{}}"#,
                Some("/orders"),
                Err(
                    "no list at /orders, and none elsewhere; sources.external-orders.items says where they are",
                ),
            ),
            ("<html>", None, Err("HTML, and not JSON")),
            (r#"{"orders":[{"id":1"#, None, Err("no JSON, or cut off")),
            (
                r#"{"error":"boom","orders":null}"#,
                None,
                Err("an error in the place of orders"),
            ),
            (r#"{"error":null,"orders":null}"#, None, Ok(("/orders", 0))),
            (
                "7",
                None,
                Err(
                    "JSON, but neither an object nor a list; sources.external-orders.items says where they are",
                ),
            ),
            ("[1,", None, Err("no JSON")),
        ] {
            let read = read(text, pointer);
            let read = read
                .as_ref()
                .map(|shape| (shape.pointer.as_str(), shape.records.len()));
            let read = read.map_err(|unread| match unread {
                Unread::Broken(what) => *what,
                Unread::NoList(what) => what,
            });
            assert_eq!(read, found, "{text}");
        }
    }
}
