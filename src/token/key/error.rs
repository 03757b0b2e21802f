//! A key that cannot be had, must not be used, or cannot be replaced.

use std::path::PathBuf;

use super::KeySource;
use crate::config::{KeyringError, SecretError};
use crate::fsio;

/// A key that cannot be had, must not be used, or cannot be replaced.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Nothing but space and comments.
    #[error("the key in {0} is empty")]
    Empty(KeySource),
    /// Not an age identity.
    #[error("{0} holds no age identity (AGE-SECRET-KEY-1…)")]
    NotAKey(KeySource),
    /// A named key file that is not there.
    #[error("the key file {} does not exist", .0.display())]
    Missing(PathBuf),
    /// A device or a socket.
    #[error("the key file {} is neither a file nor a pipe", .0.display())]
    NotAFile(PathBuf),
    /// Group or others can read it.
    #[error("the key file {} can be read by others (mode {mode:03o})", path.display())]
    Exposed {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// It lies in the folder that it protects.
    #[error("the key file {} lies in the state folder that it protects", .0.display())]
    BesideCache(PathBuf),
    /// A recipient that is none. What does not look like one may be a secret, and is not repeated.
    #[error("{} is not an age recipient (age1…)", match text.starts_with("age1") {
        true => format!("{place}: {text:?}"),
        false => format!("{place}: a value"),
    })]
    Recipient {
        /// Where it was given.
        place: &'static str,
        /// What was given.
        text: String,
    },
    /// `key.command` gave no key.
    #[error("key.command: {0}")]
    Command(SecretError),
    /// The keyring is there and did not answer.
    #[error("the OS keyring: {0}")]
    Keyring(KeyringError),
    /// The disk.
    #[error(transparent)]
    Files(#[from] fsio::Error),
    /// A login is there, and no place holds the key that it was made with.
    #[error("{} is there, but no key to open it", .0.display())]
    Gone(PathBuf),
    /// No place holds a key, and there is no folder to make one in.
    #[error("there is no key for the token cache, and no home folder to make one in")]
    NoHome,
    /// No place holds a key.
    #[error("there is no key for the token cache yet")]
    None,
    /// A key file that would be made is there already.
    #[error("{} is there already, and a key is never overwritten", .0.display())]
    Exists(PathBuf),
    /// The place holds one identity and cannot be written.
    #[error("the key from {0} cannot be replaced by jeton")]
    Fixed(KeySource),
    /// Somebody wrote another key there while it was being rotated.
    #[error("the key in {0} was changed while it was being rotated")]
    Changed(KeySource),
}

impl KeyError {
    /// Where a login is there, there was a key: that it is gone is told from there being none yet.
    pub(in crate::token) fn beside(self, login: Option<PathBuf>) -> Self {
        match (self, login) {
            (Self::None | Self::NoHome, Some(login)) => Self::Gone(login),
            (error, _) => error,
        }
    }
}
