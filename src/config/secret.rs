//! References to secrets, and how each is resolved.
//!
//! Resolving may read a file, ask a keyring or run a command: it blocks, for at most 10 seconds.
//! Errors name the reference, never the value.

use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};

use super::env::Environment;
use super::keyring::{KeyringError, keyring_read};
use crate::{clock, fsio};

/// No password or key is larger; a larger file is another file.
const MAX_BYTES: u64 = 64 * 1024;
/// Password managers ask an agent or a network: long enough for those, not for a hidden prompt.
const COMMAND_LIMIT: Duration = Duration::from_secs(10);

/// A secret, or where it is kept.
#[derive(Clone)]
pub enum Secret {
    Literal(SecretString),
    /// A variable of the environment or of `.env`.
    Env(String),
    File(PathBuf),
    /// An entry of the service "jeton".
    Keyring(String),
    /// A program and its arguments, run without a shell; its output is the secret.
    Command(Vec<String>),
}

/// Why a reference gave no secret.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    #[error("the environment has no {0}")]
    NotSet(String),
    #[error("{} does not exist", .0.display())]
    NoFile(PathBuf),
    #[error(transparent)]
    File(#[from] fsio::Error),
    #[error("the keyring has no entry \"{0}\" of the service \"jeton\"")]
    NoEntry(String),
    #[error("cannot read \"{name}\" from the keyring: {source}")]
    Keyring { name: String, source: KeyringError },
    #[error("cannot run the command `{program}`: {}", fsio::reason(.source))]
    NotRun {
        program: String,
        source: std::io::Error,
    },
    #[error("the command `{program}` failed: {status}")]
    Failed { program: String, status: ExitStatus },
    #[error("the command `{program}` did not end within {} s", COMMAND_LIMIT.as_secs())]
    TooSlow { program: String },
    #[error("{0} is empty")]
    Empty(Secret),
    #[error("{0} is not UTF-8 text")]
    NotText(Secret),
}

impl Secret {
    /// The secret itself. Blocks: not for an async worker.
    pub fn resolve(&self, environment: &Environment) -> Result<SecretString, SecretError> {
        match self {
            Self::Literal(secret) => Ok(secret.clone()),
            Self::Env(name) => match environment.get(name) {
                Some(value) => self.usable(value),
                None => Err(SecretError::NotSet(name.clone())),
            },
            Self::File(path) => self.read(path),
            Self::Keyring(name) => match keyring_read(name) {
                Ok(Some(secret)) => self.usable(secret.expose_secret()),
                Ok(None) => Err(SecretError::NoEntry(name.clone())),
                Err(source) => Err(SecretError::Keyring {
                    name: name.clone(),
                    source,
                }),
            },
            Self::Command(words) => self.run(words),
        }
    }

    fn usable(&self, text: &str) -> Result<SecretString, SecretError> {
        if text.trim().is_empty() {
            return Err(SecretError::Empty(self.clone()));
        }
        Ok(SecretString::from(text))
    }

    fn text<'a>(&self, bytes: &'a [u8]) -> Result<&'a str, SecretError> {
        std::str::from_utf8(bytes).map_err(|_| SecretError::NotText(self.clone()))
    }

    fn read(&self, path: &Path) -> Result<SecretString, SecretError> {
        let bytes = fsio::read(path, MAX_BYTES)?;
        let bytes = Zeroizing::new(bytes.ok_or_else(|| SecretError::NoFile(path.to_path_buf()))?);
        // Editors and `echo` end the file with a newline that is no part of the secret.
        self.usable(self.text(&bytes)?.trim_end_matches(['\r', '\n']))
    }

    fn run(&self, words: &[String]) -> Result<SecretString, SecretError> {
        let Some((program, arguments)) = words.split_first() else {
            return Err(SecretError::Empty(self.clone()));
        };
        let mut command = Command::new(program);
        command.args(arguments);
        let (status, output) = output_of(command, COMMAND_LIMIT)
            .map_err(|source| SecretError::NotRun {
                program: program.clone(),
                source,
            })?
            .ok_or_else(|| SecretError::TooSlow {
                program: program.clone(),
            })?;
        if !status.success() {
            return Err(SecretError::Failed {
                program: program.clone(),
                status,
            });
        }
        self.usable(self.text(&output)?.trim())
    }
}

type Output = (ExitStatus, Zeroizing<Vec<u8>>);

/// Runs a program without stdin or stderr; `None` when it was killed at the limit.
fn output_of(mut command: Command, limit: Duration) -> std::io::Result<Option<Output>> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let end = clock::monotonic() + limit;
    let (sender, output) = mpsc::sync_channel(1);
    let stdout = child.stdout.take();
    // A grandchild can hold the pipe open after the kill: the reader is left behind, not joined.
    std::thread::Builder::new().spawn(move || {
        let mut bytes = Zeroizing::new(Vec::new());
        let read = match stdout {
            Some(stdout) => stdout.take(MAX_BYTES).read_to_end(&mut bytes).map(|_| ()),
            None => Ok(()),
        };
        let _ = sender.send(read.map(|()| bytes));
    })?;
    let Ok(bytes) = output.recv_timeout(limit) else {
        child.kill()?;
        child.wait()?;
        return Ok(None);
    };
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some((status, bytes?)));
        }
        if clock::monotonic() >= end {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// The reference as it is written in the file; a literal is masked, a command's arguments left out.
impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(_) => f.write_str("***"),
            Self::Env(name) => write!(f, "{{ env = {name:?} }}"),
            Self::File(path) => write!(f, "{{ file = {path:?} }}"),
            Self::Keyring(name) => write!(f, "{{ keyring = {name:?} }}"),
            Self::Command(words) => match words.as_slice() {
                [program] => write!(f, "{{ command = [{program:?}] }}"),
                [program, ..] => write!(f, "{{ command = [{program:?}, …] }}"),
                [] => f.write_str("{ command = [] }"),
            },
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Env,
    File,
    Keyring,
    Command,
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reference)
    }
}

struct Reference;

impl<'de> Visitor<'de> for Reference {
    type Value = Secret;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a reference such as { env = \"NAME\" } or { file = \"/run/secrets/name\" }")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Secret, E> {
        if text.trim().is_empty() {
            return Err(E::custom("the secret is empty"));
        }
        Ok(Secret::Literal(SecretString::from(text)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Secret, A::Error> {
        let Some(kind) = map.next_key()? else {
            return Err(A::Error::invalid_value(Unexpected::Map, &self));
        };
        let secret = match kind {
            Kind::Env => Secret::Env(map.next_value()?),
            Kind::File => Secret::File(map.next_value()?),
            Kind::Keyring => Secret::Keyring(map.next_value()?),
            Kind::Command => Secret::Command(map.next_value()?),
        };
        if map.next_key::<Kind>()?.is_some() {
            return Err(A::Error::custom("one secret has more than one reference"));
        }
        let empty = match &secret {
            Secret::Literal(_) => false,
            Secret::Env(name) | Secret::Keyring(name) => name.is_empty(),
            Secret::File(path) => path.as_os_str().is_empty(),
            Secret::Command(words) => words.first().is_none_or(String::is_empty),
        };
        if empty {
            return Err(A::Error::custom("the reference to the secret is empty"));
        }
        Ok(secret)
    }
}
