//! The one decision: use the token, renew it, wait, or send for a person. Pure; the manager acts on it.

use std::time::Duration;

use jiff::SignedDuration;

use super::error::LoginReason;
use super::ledger::{CLOCKS_APART, Ledger, Purpose};
use super::login::Login;
use crate::clock::Moment;
use crate::config::Rates;
use crate::coordination::{Breaker, Gate};

/// What a profile allows and wants.
#[derive(Clone, Debug)]
pub struct Policy {
    /// How long before its end a token is renewed.
    pub renew_before: SignedDuration,
    /// Whether a token can be had with no person and no refresh token (`client_credentials`).
    pub reacquire: bool,
    /// Token requests that the issuer grants.
    pub quota: Rates,
}

/// What a token's state asks for, whatever the issuer allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// It is good for longer than the margin, or cannot be renewed.
    Nothing,
    /// It is good, but its end is near.
    Soon,
    /// It is not good, and can be renewed.
    Now,
    /// It is not good, and only a person can change that.
    Person(LoginReason),
}

/// What to do for somebody who wants a token now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plan {
    /// It is good.
    Use,
    /// It is good, but its end is near: renew if nobody else is at it.
    RenewAhead,
    /// It is not good, and can be renewed.
    RenewNow,
    /// It is not good, and only a person can change that.
    LoginNeeded(LoginReason),
    /// It is not good, and nothing may be asked for so long.
    Wait(Hold, SignedDuration),
}

/// Why nothing may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// The quota is used up.
    Quota,
    /// The issuer answered 429.
    Throttled,
    /// The ledger cannot be read, and counts as used up for one window.
    Unreadable,
    /// The issuer fails, and is left alone.
    Breaker,
    /// Another process has just asked in vain.
    Failed,
}

/// The margin in force: `renew_before`, but never more than a third of the token's life, because a
/// ten-minute margin on a five-minute token would renew it on every call; and never more than leaves the
/// quota one request that is not spent on renewing ahead.
pub fn margin(policy: &Policy, lifetime: Option<SignedDuration>) -> SignedDuration {
    let Some(lifetime) = lifetime else {
        return policy.renew_before;
    };
    let spacings = policy.quota.iter().map(|rate| match rate.count {
        1 => lifetime,
        count => span(rate.per) / i32::try_from(count - 1).unwrap_or(i32::MAX),
    });
    let afforded = spacings.map(|spacing| lifetime - spacing).min();
    let margin = policy.renew_before.min(lifetime / 3);
    margin
        .min(afforded.unwrap_or(margin))
        .max(SignedDuration::ZERO)
}

/// Token requests an hour that keep a token of this lifetime good at all times.
pub fn requests_an_hour(policy: &Policy, lifetime: SignedDuration) -> f64 {
    let between = lifetime - margin(policy, Some(lifetime));
    3600.0 / between.as_secs_f64().max(1.0)
}

/// Whether the quota is too small for a token of this lifetime: there are times with no good token.
pub fn is_out_of_reach(policy: &Policy, lifetime: SignedDuration) -> bool {
    let mut rates = policy.quota.iter();
    rates.any(|rate| span(rate.per) / i32::try_from(rate.count).unwrap_or(i32::MAX) > lifetime)
}

/// The same, as jiff reckons; too long is the longest.
pub(super) fn span(length: Duration) -> SignedDuration {
    SignedDuration::try_from(length).unwrap_or(SignedDuration::MAX)
}

/// What `login` asks for at `now`. A token without a known end is used until it is refused. Where this host's
/// clock was never compared with the one that the end is told by, the margin allows for both being apart.
pub fn need(login: Option<&Login>, policy: &Policy, now: &Moment, is_certain: bool) -> Need {
    let Some(login) = login else {
        return match policy.reacquire {
            true => Need::Now,
            false => Need::Person(LoginReason::NoLogin),
        };
    };
    let renewable = policy.reacquire || login.usable_refresh_token().is_some();
    let apart = match is_certain {
        true => SignedDuration::ZERO,
        false => CLOCKS_APART,
    };
    match (login.left(now), renewable) {
        (None, _) => Need::Nothing,
        (Some(left), true) if left <= SignedDuration::ZERO => Need::Now,
        (Some(left), true) if left <= margin(policy, login.lifetime()).max(apart) => Need::Soon,
        (Some(left), _) if left > SignedDuration::ZERO => Need::Nothing,
        _ => Need::Person(match &login.lost {
            Some(lost) => LoginReason::Refused(lost.clone()),
            None => LoginReason::Expired,
        }),
    }
}

/// What the issuer's state makes of a need.
pub fn plan(need: Need, ledger: &Ledger, breaker: &Breaker, policy: &Policy, now: &Moment) -> Plan {
    let purpose = match need {
        Need::Nothing => return Plan::Use,
        Need::Person(reason) => return Plan::LoginNeeded(reason),
        Need::Soon => Purpose::Ahead,
        Need::Now => Purpose::Renewal,
    };
    let held = match (ledger.admit(purpose, &policy.quota, now), breaker.gate(now)) {
        (Err(refused), _) => Some((refused.hold, refused.wait)),
        (Ok(()), Gate::Open(wait)) => Some((Hold::Breaker, span(wait))),
        (Ok(()), _) => None,
    };
    match (purpose, held) {
        (Purpose::Ahead, Some(_)) => Plan::Use,
        (Purpose::Ahead, None) => Plan::RenewAhead,
        (_, Some((hold, wait))) => Plan::Wait(hold, wait),
        (_, None) => Plan::RenewNow,
    }
}

#[cfg(test)]
#[path = "plan/tests.rs"]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests;
