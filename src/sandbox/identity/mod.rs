//! The authorization server: two faces, Entra's and a plain one, on one store of device codes and grants.
//! One person signs in here, and consents on the device page; there are no passwords.

mod claims;
mod device;
pub(super) mod entra;
mod form;
pub(super) mod generic;
mod grants;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub(super) use device::{Asked, Decision};
pub(super) use entra::CLIENT_ID;
pub(super) use form::{Form, basic};

/// Which dialect a code or grant was asked for in; neither is good in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Face {
    Entra,
    Generic,
}

/// Who asks, and where: what a code or a grant is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asker {
    face: Face,
    client_id: String,
}

/// How long things live.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lifetimes {
    pub(super) access: Duration,
    pub(super) device: Duration,
    pub(super) interval: Duration,
}

#[derive(Default)]
struct Store {
    devices: device::Devices,
    grants: grants::Grants,
}

/// Everything that was issued.
pub(super) struct Identity {
    store: Mutex<Store>,
    lives: Lifetimes,
}

impl Identity {
    pub(super) fn new(lives: Lifetimes) -> Identity {
        Identity {
            store: Mutex::default(),
            lives,
        }
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the holder of this user code is asked to consent to, while it waits for an answer.
    pub(super) fn asked(&self, user_code: &str) -> Option<Asked> {
        self.store().devices.asked(user_code)
    }

    /// Answers a waiting user code; false where none waits under it.
    pub(super) fn decide(&self, user_code: &str, decision: Decision) -> bool {
        self.store().devices.decide(user_code, decision)
    }

    /// Ends every access token; refresh tokens stay.
    pub(super) fn expire_access(&self) {
        self.store().grants.expire_access();
    }

    /// Whether a bearer may use the API at `audience`.
    pub(super) fn admits(&self, token: &str, audience: &str) -> bool {
        self.store().grants.admits(token, audience)
    }
}

/// Words of a space-separated list.
fn words(list: &str) -> Vec<String> {
    list.split_ascii_whitespace().map(str::to_owned).collect()
}

/// A string that can't be guessed.
pub(super) fn opaque() -> String {
    let [one, two] = [(); 2].map(|()| uuid::Uuid::new_v4().simple().to_string());
    one + &two
}
