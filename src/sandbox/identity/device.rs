//! Device codes by RFC 8628: made, shown to a person, answered, polled at the agreed pace, redeemed once.
//! What is issued for an approved one is the grants' affair.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use super::{Asker, Face, Identity, opaque};
use crate::clock;

/// No vowels, so that no words come about, and no letter that looks like another.
const LETTERS: &[u8] = b"CDFGHJKMNPQRTVWXY";
/// What each `slow_down` adds, for good (section 3.5).
const SLOWER: Duration = Duration::from_secs(5);

/// A person's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sandbox) enum Decision {
    Approve,
    Deny,
}

/// What a person is asked to consent to.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Asked {
    pub(in crate::sandbox) client_id: String,
    pub(in crate::sandbox) scopes: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Waiting,
    Decided(Decision),
    Redeemed,
}

struct Device {
    user_code: String,
    asker: Asker,
    /// The tenant segment it was asked at; polls must come to the same.
    tenant: String,
    scopes: Vec<String>,
    ends: Instant,
    interval: Duration,
    polled: Option<Instant>,
    state: State,
}

/// All device codes, by code.
#[derive(Default)]
pub(super) struct Devices(HashMap<String, Device>);

/// What a client gets to start with.
pub(super) struct Started {
    pub(super) device_code: String,
    pub(super) user_code: String,
    pub(super) expires_in: u64,
    pub(super) interval: u64,
}

/// Why a poll gave no grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotYet {
    Pending,
    SlowDown,
    Expired,
    Denied,
    Redeemed,
    /// No such code, or another client's.
    Unknown,
}

impl Devices {
    fn waiting(&mut self, user_code: &str) -> Option<&mut Device> {
        let wanted = normalised(user_code);
        let now = clock::monotonic();
        self.0.values_mut().find(|device| {
            device.state == State::Waiting
                && device.ends > now
                && normalised(&device.user_code) == wanted
        })
    }

    pub(super) fn asked(&mut self, user_code: &str) -> Option<Asked> {
        let device = self.waiting(user_code)?;
        Some(Asked {
            client_id: device.asker.client_id.clone(),
            scopes: device.scopes.clone(),
        })
    }

    pub(super) fn decide(&mut self, user_code: &str, decision: Decision) -> bool {
        let device = self.waiting(user_code);
        device.is_some_and(|device| {
            device.state = State::Decided(decision);
            true
        })
    }

    fn poll(&mut self, asker: &Asker, tenant: &str, code: &str) -> Result<Vec<String>, NotYet> {
        let device = self
            .0
            .get_mut(code)
            .filter(|device| device.asker == *asker && device.tenant == tenant)
            .ok_or(NotYet::Unknown)?;
        let now = clock::monotonic();
        let early = device
            .polled
            .is_some_and(|last| now - last < device.interval);
        device.polled = Some(now);
        match device.state {
            State::Redeemed => Err(NotYet::Redeemed),
            State::Decided(Decision::Deny) => Err(NotYet::Denied),
            _ if device.ends <= now => Err(NotYet::Expired),
            _ if early => {
                device.interval += SLOWER;
                Err(NotYet::SlowDown)
            }
            State::Waiting => Err(NotYet::Pending),
            State::Decided(Decision::Approve) => {
                device.state = State::Redeemed;
                Ok(device.scopes.clone())
            }
        }
    }
}

impl Identity {
    pub(super) fn start_device(&self, asker: Asker, tenant: &str, scopes: Vec<String>) -> Started {
        let device_code = opaque();
        let user_code = user_code();
        let device = Device {
            user_code: user_code.clone(),
            asker,
            tenant: tenant.to_owned(),
            scopes,
            ends: clock::monotonic() + self.lives.device,
            interval: self.lives.interval,
            polled: None,
            state: State::Waiting,
        };
        self.store().devices.0.insert(device_code.clone(), device);
        Started {
            device_code,
            user_code,
            expires_in: self.lives.device.as_secs(),
            interval: self.lives.interval.as_millis().div_ceil(1_000) as u64,
        }
    }

    /// The scopes that were consented to, once.
    pub(super) fn poll_device(
        &self,
        face: Face,
        client_id: &str,
        tenant: &str,
        code: &str,
    ) -> Result<Vec<String>, NotYet> {
        let asker = Asker {
            face,
            client_id: client_id.to_owned(),
        };
        self.store().devices.poll(&asker, tenant, code)
    }
}

fn user_code() -> String {
    let mut code: String = (0..8)
        .map(|_| char::from(LETTERS[fastrand::usize(..LETTERS.len())]))
        .collect();
    code.insert(4, '-');
    code
}

/// People type codes in any letter case, with spaces, dashes or none.
fn normalised(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn user_codes_are_compared_as_people_type_them() {
        for typed in ["CDFG-HJKM", "cdfghjkm", " cdfg hjkm ", "c-d-f-g-hjkm"] {
            assert_eq!(normalised(typed), "CDFGHJKM", "{typed}");
        }
    }

    #[test]
    fn user_codes_are_two_groups_of_four_plain_letters() {
        for _ in 0..100 {
            let code = user_code();
            let (left, right) = code.split_once('-').unwrap();
            assert_eq!([left.len(), right.len()], [4, 4]);
            assert!(
                normalised(&code)
                    .bytes()
                    .all(|letter| LETTERS.contains(&letter))
            );
        }
    }
}
