//! The OS keyring: Keychain, Credential Manager or the Secret Service, service "jeton".
//!
//! Each call runs in a thread of its own: desktop keyrings hang on a prompt nobody sees, and the
//! D-Bus client blocks, which an async worker must not.

use std::sync::mpsc;
use std::time::Duration;

use keyring::{Entry, Error};
use secrecy::{ExposeSecret, SecretString};

const SERVICE: &str = "jeton";
const LIMIT: Duration = Duration::from_secs(3);

/// Why the keyring gave no answer. "No such entry" is an answer.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// The rule in a container or over SSH: no session bus, or no keyring on it.
    #[error("there is no keyring here")]
    Unavailable,
    #[error("the keyring is locked")]
    Locked,
    #[error("the keyring did not answer within {} s", LIMIT.as_secs())]
    TimedOut,
    #[error("{reason}")]
    Refused { reason: String },
}

/// An entry's secret; `None` when the keyring has no such entry. Blocks for at most 3 seconds.
pub fn keyring_read(name: &str) -> Result<Option<SecretString>, KeyringError> {
    let name = name.to_owned();
    let answer = in_time(LIMIT, move || {
        let password = Entry::new(SERVICE, &name)?.get_password()?;
        Ok(SecretString::from(password))
    })?;
    match answer {
        Ok(secret) => Ok(Some(secret)),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(refused(&error)),
    }
}

/// Puts a secret in an entry's place, or makes the entry. Blocks for at most 3 seconds; after
/// [`KeyringError::TimedOut`] it may still be written.
pub fn keyring_write(name: &str, secret: &SecretString) -> Result<(), KeyringError> {
    let (name, secret) = (name.to_owned(), secret.clone());
    let answer = in_time(LIMIT, move || {
        Entry::new(SERVICE, &name)?.set_password(secret.expose_secret())
    })?;
    answer.map_err(|error| refused(&error))
}

/// The library's texts of some kinds hold the entry's bytes: those get our own words.
fn refused(error: &Error) -> KeyringError {
    match error {
        Error::NoDefaultStore => KeyringError::Unavailable,
        Error::NoStorageAccess(_) => KeyringError::Locked,
        Error::PlatformFailure(source) => KeyringError::Refused {
            reason: source.to_string(),
        },
        Error::BadEncoding(_) | Error::BadDataFormat(..) => KeyringError::Refused {
            reason: "the entry is not text".to_owned(),
        },
        Error::Ambiguous(entries) => KeyringError::Refused {
            reason: format!("{} entries have this name", entries.len()),
        },
        Error::Invalid(..) | Error::TooLong(..) => KeyringError::Refused {
            reason: "the entry's name does not suit this keyring".to_owned(),
        },
        _ => KeyringError::Refused {
            reason: "the keyring cannot do this".to_owned(),
        },
    }
}

fn in_time<T: Send + 'static>(
    limit: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, KeyringError> {
    let (sender, answer) = mpsc::sync_channel(1);
    let thread = std::thread::Builder::new().name("keyring".to_owned());
    let started = thread.spawn(move || {
        // Nobody listens any more when the limit has passed.
        let _ = sender.send(work());
    });
    if started.is_err() {
        return Err(KeyringError::Unavailable);
    }
    answer.recv_timeout(limit).map_err(|error| match error {
        mpsc::RecvTimeoutError::Timeout => KeyringError::TimedOut,
        mpsc::RecvTimeoutError::Disconnected => KeyringError::Unavailable,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::clock;

    #[test]
    fn a_hanging_keyring_is_given_up() {
        let begin = clock::monotonic();
        let short = Duration::from_millis(20);
        let answer = in_time(short, || std::thread::sleep(Duration::from_secs(2)));
        assert!(matches!(answer, Err(KeyringError::TimedOut)));
        assert!(begin.elapsed() < Duration::from_secs(1));
    }

    #[test]
    fn a_read_ends_in_time_with_or_without_a_keyring() {
        let begin = clock::monotonic();
        let answer = keyring_read("jeton-test-no-such-entry");
        assert!(!matches!(answer, Ok(Some(_))));
        assert!(begin.elapsed() < LIMIT + Duration::from_secs(1));
    }

    #[test]
    fn bytes_of_an_entry_stay_out_of_the_message() {
        let error = refused(&Error::BadEncoding(b"s3cret\xff".to_vec()));
        assert_eq!(error.to_string(), "the entry is not text");
        let error = refused(&Error::NoDefaultStore);
        assert_eq!(error.to_string(), "there is no keyring here");
    }
}
