//! A seller's credentials, and how they are written down before they are sealed.

use std::borrow::Cow;

use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

/// What a seller signs in with. Nothing of it is shown.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub key: SecretString,
    pub secret: SecretString,
}

#[derive(Serialize, Deserialize)]
struct Written<'a> {
    #[serde(borrow)]
    key: Cow<'a, str>,
    #[serde(borrow)]
    secret: Cow<'a, str>,
}

impl Credentials {
    /// A JSON object, to be sealed.
    pub fn write(&self) -> Zeroizing<Vec<u8>> {
        let written = Written {
            key: self.key.expose_secret().into(),
            secret: self.secret.expose_secret().into(),
        };
        // Two texts: there is nothing in them that JSON has no words for.
        Zeroizing::new(serde_json::to_vec(&written).unwrap_or_default())
    }

    /// From what [`write`](Self::write) made; none where that is something else.
    pub fn read(plain: &[u8]) -> Option<Self> {
        let read: Written<'_> = serde_json::from_slice(plain).ok()?;
        Some(Self {
            key: SecretString::from(&*read.key),
            secret: SecretString::from(&*read.secret),
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let credentials = Credentials {
            key: "k\"ey ş".into(),
            secret: "w\\ord".into(),
        };
        let read = Credentials::read(&credentials.write()).unwrap();
        assert_eq!(read.key.expose_secret(), "k\"ey ş");
        assert_eq!(read.secret.expose_secret(), "w\\ord");
        assert!(Credentials::read(b"{}").is_none());
        assert!(!format!("{credentials:?}").contains("ord"));
    }
}
