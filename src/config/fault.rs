//! What a type found wrong with a value, before and after the place is known.
//!
//! Values are named by their kind, not repeated: a secret may stand under the wrong key.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use super::error::Error;
use super::nearest::nearest;
use super::node::Origin;

/// A serde error that is given its place by the deserializer nearest to it.
#[derive(Debug)]
pub(super) struct Fault {
    place: Option<Box<(String, Origin)>>,
    problem: Problem,
}

#[derive(Debug)]
enum Problem {
    UnknownKey {
        key: String,
        known: &'static [&'static str],
    },
    MissingKey(&'static str),
    Wrong {
        reason: String,
        nearest: Option<String>,
    },
}

impl Fault {
    pub fn wrong(reason: String) -> Self {
        Problem::Wrong {
            reason,
            nearest: None,
        }
        .into()
    }

    /// Sets the place, unless a deeper one is known.
    pub fn at(mut self, path: &str, origin: &Origin) -> Self {
        self.place
            .get_or_insert_with(|| Box::new((path.to_owned(), origin.clone())));
        self
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self {
            place: None,
            problem,
        }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        let (path, origin) = fault
            .place
            .map_or((String::new(), Origin::Default), |place| *place);
        let origin = Box::new(origin);
        match fault.problem {
            Problem::UnknownKey { key, known } => Self::UnknownKey {
                nearest: nearest(&key, known.iter().copied())
                    .map(|near| as_typed(&origin, &key, near)),
                known,
                key: path,
                origin,
            },
            Problem::MissingKey(key) => Self::WrongValue {
                reason: format!("\"{key}\" is missing"),
                nearest: None,
                hint: None,
                key: path,
                origin,
            },
            Problem::Wrong { reason, nearest } => Self::WrongValue {
                reason,
                nearest,
                hint: None,
                key: path,
                origin,
            },
        }
    }
}

/// Who set a variable is told the variable, not the key.
fn as_typed(origin: &Origin, key: &str, near: &str) -> String {
    let in_variable = |key: &str| format!("__{}", key.to_uppercase().replace('-', "_"));
    match origin
        .variable()
        .and_then(|name| name.strip_prefix("JETON_"))
    {
        Some(name) => {
            let name = format!("__{name}").replacen(&in_variable(key), &in_variable(near), 1);
            format!("JETON_{}", name.trim_start_matches("__"))
        }
        None => near.to_owned(),
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            Problem::UnknownKey { key, .. } => write!(f, "unknown key {key:?}"),
            Problem::MissingKey(key) => write!(f, "{key:?} is missing"),
            Problem::Wrong { reason, .. } => f.write_str(reason),
        }
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(reason: T) -> Self {
        Self::wrong(reason.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Bool(_) => "true or false",
            Unexpected::Unsigned(_) | Unexpected::Signed(_) => "a number",
            Unexpected::Str(_) => "a string",
            Unexpected::Seq => "a list",
            Unexpected::Map => "a table",
            Unexpected::Other(what) => what,
            _ => "something else",
        };
        let expected = match expected.to_string().as_str() {
            "path string" => "a path".to_owned(),
            "a sequence" => "a list".to_owned(),
            "a boolean" => "true or false".to_owned(),
            named => named.to_owned(),
        };
        Self::wrong(format!("expected {expected}, found {found}"))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::wrong(format!("expected {expected}"))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Problem::Wrong {
            reason: format!("{variant:?} is not one of {}", expected.join(", ")),
            nearest: nearest(variant, expected.iter().copied()).map(str::to_owned),
        }
        .into()
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Problem::UnknownKey {
            key: field.to_owned(),
            known: expected,
        }
        .into()
    }

    fn missing_field(field: &'static str) -> Self {
        Problem::MissingKey(field).into()
    }
}
