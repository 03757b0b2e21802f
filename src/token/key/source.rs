//! Where a key came from: as a line for people, as a word for scripts, and whether it can be looked at again.

use std::fmt;
use std::path::{Path, PathBuf};

/// Where a key came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// `--key-file`, `JETON_KEY_FILE` or `key.file`.
    File(PathBuf),
    /// The same, but a pipe: it can be read once.
    Pipe(PathBuf),
    /// `jeton-key` in `$CREDENTIALS_DIRECTORY`.
    Credential(PathBuf),
    /// The program of `key.command`.
    Command(String),
    /// The variable `JETON_KEY`.
    Environment,
    /// The OS keyring.
    Keyring,
    /// The file made on first use in the data folder.
    DataFolder(PathBuf),
}

impl KeySource {
    /// Its word in JSON.
    pub fn word(&self) -> &'static str {
        match self {
            KeySource::File(_) | KeySource::Pipe(_) => "file",
            KeySource::Credential(_) => "credentials_directory",
            KeySource::Command(_) => "command",
            KeySource::Environment => "environment",
            KeySource::Keyring => "keyring",
            KeySource::DataFolder(_) => "data_folder",
        }
    }

    /// The file, where it is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            KeySource::File(path)
            | KeySource::Pipe(path)
            | KeySource::Credential(path)
            | KeySource::DataFolder(path) => Some(path),
            KeySource::Command(_) | KeySource::Environment | KeySource::Keyring => None,
        }
    }

    /// Whether another look can find anything else.
    pub(in crate::token) fn can_change(&self) -> bool {
        !matches!(self, KeySource::Pipe(_) | KeySource::Environment)
    }
}

impl fmt::Display for KeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeySource::File(path) | KeySource::Pipe(path) | KeySource::Credential(path) => {
                write!(f, "{}", path.display())
            }
            KeySource::Command(program) => write!(f, "the command `{program}`"),
            KeySource::Environment => f.write_str("JETON_KEY"),
            KeySource::Keyring => f.write_str("the OS keyring"),
            KeySource::DataFolder(path) => write!(f, "{} (made on first use)", path.display()),
        }
    }
}
