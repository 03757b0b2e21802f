//! What can be wrong with a configuration: where, why, and what was probably meant.
//!
//! No message repeats a secret or a URL that holds one.

use std::path::PathBuf;

use super::node::Origin;
use crate::fsio;

/// Why no settings could be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{by} names {}, which does not exist", .path.display())]
    NotFound { path: PathBuf, by: &'static str },
    #[error(transparent)]
    File(#[from] fsio::Error),
    #[error("{} is not UTF-8 text", .path.display())]
    NotText { path: PathBuf },
    #[error("{}:{line}:{column}: {reason}", .path.display())]
    Syntax {
        path: PathBuf,
        line: usize,
        column: usize,
        reason: String,
    },
    #[error("{}unknown key {}{}", place(.origin), quoted(.key), meant(.nearest))]
    UnknownKey {
        origin: Box<Origin>,
        key: String,
        nearest: Option<String>,
        known: &'static [&'static str],
    },
    #[error("{}{key}: {reason}{}", place(.origin), meant(.nearest))]
    WrongValue {
        origin: Box<Origin>,
        key: String,
        reason: String,
        nearest: Option<String>,
        hint: Option<String>,
    },
    #[error("environment {name} is not UTF-8 text")]
    VariableNotText { name: String },
    #[error("there is no home folder to keep the {what} in")]
    NoFolder {
        what: &'static str,
        hint: &'static str,
    },
}

impl Error {
    /// What to do next, where the message itself does not say it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NotFound { .. } => Some("`jeton config init` writes one".to_owned()),
            Self::WrongValue { hint, .. } => hint.clone(),
            Self::UnknownKey {
                nearest: None,
                known,
                ..
            } => Some(format!("the keys here are {}", known.join(", "))),
            Self::NoFolder { hint, .. } => Some((*hint).to_owned()),
            Self::File(_)
            | Self::NotText { .. }
            | Self::Syntax { .. }
            | Self::UnknownKey { .. }
            | Self::VariableNotText { .. } => None,
        }
    }
}

/// A key as it stands in a sentence; one with quotes in it needs none around it.
fn quoted(key: &str) -> String {
    match key.contains('"') {
        true => key.to_owned(),
        false => format!("\"{key}\""),
    }
}

/// "jeton.toml:12: ", or nothing for what stands nowhere.
fn place(origin: &Origin) -> String {
    match origin {
        Origin::Default => String::new(),
        _ => format!("{origin}: "),
    }
}

fn meant(nearest: &Option<String>) -> String {
    match nearest {
        Some(nearest) => format!("; did you mean \"{nearest}\"?"),
        None => String::new(),
    }
}
