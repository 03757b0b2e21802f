//! Whether a profile's token is good, for whoever wants to know no more: what `token status` knows, in short.

use jiff::Timestamp;
use serde::Serialize;

use super::status::{StatusOptions, look};
use crate::token::Manager;

/// A profile's token, for whoever only wants to know whether it is good.
#[derive(Clone, Serialize)]
pub(in crate::commands) struct Glance {
    pub(in crate::commands) profile: String,
    state: &'static str,
    pub(in crate::commands) expires_at: Option<Timestamp>,
    /// Why it is not good.
    #[serde(skip)]
    pub(in crate::commands) wrong: Option<String>,
    /// What to do about it.
    #[serde(skip)]
    pub(in crate::commands) hint: Option<String>,
}

impl Glance {
    /// From the files alone, as `token status`. Where somebody renews it ahead of its end, one that has ended is wrong.
    pub(in crate::commands) fn at(manager: &Manager, is_renewed: bool) -> Self {
        let status = look(manager, &StatusOptions::default());
        let has_ended = !matches!(status.state, "valid" | "renew-due");
        let is_good = status.kind.is_none() && !(is_renewed && has_ended);
        let wrong = (!is_good).then(|| {
            let said = status.needed.or(status.reason);
            said.unwrap_or_else(|| "it has ended, and was not renewed yet".to_owned())
        });
        Self {
            profile: status.profile,
            state: status.state,
            expires_at: status.expires_at,
            wrong,
            hint: status.why,
        }
    }
}
