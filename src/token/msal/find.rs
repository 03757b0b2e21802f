//! Which login of a cache is the profile's.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;

use super::candidate::{Candidate, at, is, is_plain};
use super::document::{Document, RefreshToken};
use super::error::Error;
use super::fit::Fit;
use super::listing::listing;
use super::{check, environment};
use crate::config::{Profile, Provider};
use crate::http::one_line;
use crate::token::exchange::Granted;

/// The login that was found.
pub struct Found {
    /// Who signed in.
    pub account: String,
    /// What the person should know of it.
    pub notes: Vec<Note>,
    pub(in crate::token) granted: Granted,
}

/// What is less than good about a login that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// It ends with its access token.
    NoRefreshToken,
    /// There is none that is good for the profile: the refresh token has to bring one.
    NoAccessToken,
    /// A domain against an id.
    TenantNotCompared,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Note::NoRefreshToken => "there is no refresh token in it: a login is needed when the access token ends",
            Note::NoAccessToken => "there is no access token in it that is still good for this profile: the first use renews",
            Note::TenantNotCompared => "the profile names its tenant by a domain and the file does not: they could not be compared",
        })
    }
}

/// Chooses the login of `profile`; of several accounts the one that is called `account`, by its name or
/// home account id.
pub fn find(
    document: &Document,
    profile: &Profile,
    account: Option<&str>,
    now: Timestamp,
) -> Result<Found, Error> {
    check(profile)?;
    let mut fitting: Vec<Candidate<'_>> = candidates(document, profile);
    if let Some(name) = account {
        fitting.retain(|candidate| candidate.is_called(name));
    }
    let is_alive = |candidate: &Candidate<'_>| candidate.is_alive(now);
    if fitting.iter().any(is_alive) {
        fitting.retain(is_alive);
    }
    let best = fitting.iter().map(|candidate| candidate.fit).max();
    fitting.retain(|candidate| Some(candidate.fit) == best);
    match fitting.as_slice() {
        [] => Err(Error::NothingFits {
            wanted: wanted(profile, account),
            there: listing(document),
        }),
        [only] => only.found(now),
        several => {
            let names = several.iter().map(|candidate| candidate.shown(several));
            Err(Error::Several(names.collect()))
        }
    }
}

fn candidates<'a>(document: &'a Document, profile: &Profile) -> Vec<Candidate<'a>> {
    let host = environment(profile);
    let ours = |client: &Option<String>, environment: &Option<String>| {
        is(client, &profile.client_id) && at(environment, &host)
    };
    let mut homes: BTreeMap<&str, Candidate<'a>> = BTreeMap::new();
    for token in document.refresh_token.values() {
        if let (true, Some(home)) = (
            ours(&token.client_id, &token.environment),
            &token.home_account_id,
        ) && token.secret.is_some()
        {
            let candidate = homes.entry(home).or_insert_with(|| Candidate::of(home));
            let newer =
                |old: &&RefreshToken| token.last_modification_time >= old.last_modification_time;
            if candidate.refresh.as_ref().is_none_or(newer) {
                candidate.refresh = Some(token);
            }
        }
    }
    for token in document.access_token.values() {
        if let (true, Some(home)) = (
            ours(&token.client_id, &token.environment),
            &token.home_account_id,
        ) && is_plain(token)
        {
            homes.entry(home).or_insert_with(|| Candidate::of(home));
        }
    }
    let mut fitting = Vec::new();
    for mut candidate in homes.into_values() {
        candidate.describe(document, profile, &host);
        candidate.choose(document, profile, &host);
        if candidate.fit > Fit::No && (candidate.access.is_some() || candidate.refresh.is_some()) {
            fitting.push(candidate);
        }
    }
    fitting
}

fn wanted(profile: &Profile, account: Option<&str>) -> String {
    let tenant = match (&profile.tenant, &profile.issuer) {
        (Some(tenant), _) if profile.provider == Provider::Entra => {
            format!("tenant {tenant} at {}", environment(profile))
        }
        (_, Some(issuer)) => format!("issuer {issuer}"),
        _ => environment(profile),
    };
    let account = account
        .map(|name| format!(", account {}", one_line(name)))
        .unwrap_or_default();
    format!(
        "client {}, {tenant}, scopes {}{account}",
        profile.client_id,
        profile.scopes.join(" ")
    )
}
