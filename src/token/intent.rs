//! What is about to be done with a refresh token, on disk before it is sent: whoever finds it later knows
//! that the reply was lost. Holds no secret.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::fsio::{self, Access};

const FORMAT: u32 = 1;
const LARGEST: u64 = 16 << 10;

/// A refresh token on its way to the issuer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Intent {
    format: u32,
    /// When it was first sent.
    pub(super) at: Moment,
    /// Which refresh token: its fingerprint.
    pub(super) refresh_token: String,
}

impl Intent {
    pub(super) fn new(at: Moment, refresh_token: String) -> Self {
        Self {
            format: FORMAT,
            at,
            refresh_token,
        }
    }

    /// Whether the issuer still takes the token that was sent then.
    pub(super) fn can_be_replayed(&self, now: &Moment, window: Option<Duration>) -> bool {
        let passed = Duration::try_from(self.at.until(now));
        window.is_some_and(|window| passed.is_ok_and(|passed| passed < window))
    }
}

/// The file of a profile's intent; used under the profile's lock.
pub(super) struct IntentFile {
    pub(super) path: PathBuf,
    pub(super) access: Access,
}

impl IntentFile {
    /// The intent that was left behind. One that cannot be read says only that something was.
    pub(super) fn read(&self) -> Result<Option<Intent>, fsio::Error> {
        let bytes = fsio::read(&self.path, LARGEST)?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    pub(super) fn write(&self, intent: &Intent) -> Result<(), fsio::Error> {
        let bytes = serde_json::to_vec(intent).unwrap_or_default();
        fsio::replace(&self.path, &bytes, self.access)
    }

    pub(super) fn clear(&self) -> Result<(), fsio::Error> {
        fsio::remove(&self.path).map(drop)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn replays_end_with_the_declared_window() {
        let at = |second: u64| {
            let wall = Timestamp::from_second(second.try_into().unwrap()).unwrap();
            Moment::new(wall, Some(("a", second * 1000)))
        };
        let intent = Intent::new(at(100), "f".into());
        let window = Some(Duration::from_secs(30));
        assert!(intent.can_be_replayed(&at(129), window));
        assert!(!intent.can_be_replayed(&at(130), window));
        assert!(!intent.can_be_replayed(&at(100), None));
        let before_a_restart = Moment::of_wall(Timestamp::from_second(50).unwrap());
        assert!(!intent.can_be_replayed(&before_a_restart, window));
    }
}
