//! The one decision: use the token, renew it, or send for a person. Pure; the manager acts on it.

use jiff::{SignedDuration, Timestamp};

use super::error::LoginReason;
use super::login::Login;

/// What a profile allows and wants.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// How long before its end a token is renewed.
    pub renew_before: SignedDuration,
    /// Whether a token can be had with no person and no refresh token (`client_credentials`).
    pub reacquire: bool,
}

/// What to do for somebody who wants a token now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plan {
    /// It is good for longer than the margin.
    Use,
    /// It is good, but its end is near: renew if nobody else is at it.
    RenewAhead,
    /// It is not good, and can be renewed.
    RenewNow,
    /// It is not good, and only a person can change that.
    LoginNeeded(LoginReason),
}

/// The margin in force: `renew_before`, but never more than a third of the token's life, because a
/// ten-minute margin on a five-minute token would renew it on every call.
pub fn margin(renew_before: SignedDuration, lifetime: Option<SignedDuration>) -> SignedDuration {
    match lifetime {
        Some(lifetime) => renew_before.min(lifetime / 3),
        None => renew_before,
    }
}

/// Decides for `login` at `now`. A token without a known end is used until it is refused.
pub fn plan(login: Option<&Login>, policy: Policy, now: Timestamp) -> Plan {
    let Some(login) = login else {
        return match policy.reacquire {
            true => Plan::RenewNow,
            false => Plan::LoginNeeded(LoginReason::NoLogin),
        };
    };
    let renewable = policy.reacquire || login.usable_refresh_token().is_some();
    let Some(expires_at) = login.expires_at else {
        return Plan::Use;
    };
    if now < expires_at {
        let left = expires_at.duration_since(now);
        return match left <= margin(policy.renew_before, login.lifetime()) && renewable {
            true => Plan::RenewAhead,
            false => Plan::Use,
        };
    }
    match (&login.lost, renewable) {
        (_, true) => Plan::RenewNow,
        (Some(lost), false) => Plan::LoginNeeded(LoginReason::Refused(lost.error.clone())),
        (None, false) => Plan::LoginNeeded(LoginReason::Expired),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::token::login::{FORMAT, Lost, fingerprint};
    use secrecy::SecretString;

    const MINUTE: SignedDuration = SignedDuration::from_mins(1);

    fn at(minutes: i32) -> Timestamp {
        Timestamp::UNIX_EPOCH + MINUTE * minutes
    }

    fn login(lifetime: Option<i32>, refresh: Option<&str>) -> Login {
        Login {
            format: FORMAT,
            profile: "p".into(),
            generation: 1,
            issuer: "i".into(),
            client_id: "c".into(),
            requested: Default::default(),
            endpoints: Default::default(),
            account: None,
            scope: None,
            obtained_at: at(0),
            expires_at: lifetime.map(at),
            access_token: SecretString::from("a"),
            refresh_token: refresh.map(SecretString::from),
            lost: None,
            recipients: Vec::new(),
            later: Default::default(),
        }
    }

    #[test]
    fn table() {
        let person = Policy {
            renew_before: MINUTE * 10,
            reacquire: false,
        };
        let service = Policy {
            reacquire: true,
            ..person
        };
        let needed = Plan::LoginNeeded;
        for (name, login, policy, minute, expected) in [
            (
                "cold, person",
                None,
                person,
                0,
                needed(LoginReason::NoLogin),
            ),
            ("cold, service", None, service, 0, Plan::RenewNow),
            (
                "fresh",
                Some(login(Some(60), Some("r"))),
                person,
                49,
                Plan::Use,
            ),
            (
                "in the margin",
                Some(login(Some(60), Some("r"))),
                person,
                50,
                Plan::RenewAhead,
            ),
            (
                "in the margin, nothing to renew with",
                Some(login(Some(60), None)),
                person,
                59,
                Plan::Use,
            ),
            (
                "at its end",
                Some(login(Some(60), Some("r"))),
                person,
                60,
                Plan::RenewNow,
            ),
            (
                "ended, no refresh token",
                Some(login(Some(60), None)),
                person,
                60,
                needed(LoginReason::Expired),
            ),
            (
                "ended, service",
                Some(login(Some(60), None)),
                service,
                60,
                Plan::RenewNow,
            ),
            (
                "short life: the margin is a third",
                Some(login(Some(6), Some("r"))),
                person,
                3,
                Plan::Use,
            ),
            (
                "short life, last third",
                Some(login(Some(6), Some("r"))),
                person,
                4,
                Plan::RenewAhead,
            ),
            (
                "no known end",
                Some(login(None, None)),
                person,
                9999,
                Plan::Use,
            ),
        ] {
            assert_eq!(plan(login.as_ref(), policy, at(minute)), expected, "{name}");
        }
    }

    #[test]
    fn a_refused_refresh_token_is_not_planned_with_again() {
        let person = Policy {
            renew_before: MINUTE * 10,
            reacquire: false,
        };
        let mut login = login(Some(60), Some("r"));
        login.lost = Some(Lost {
            fingerprint: fingerprint(&SecretString::from("r")),
            at: at(1),
            error: "invalid_grant".into(),
        });
        assert_eq!(plan(Some(&login), person, at(55)), Plan::Use);
        let reason = LoginReason::Refused("invalid_grant".into());
        assert_eq!(
            plan(Some(&login), person, at(61)),
            Plan::LoginNeeded(reason)
        );
        login.refresh_token = Some(SecretString::from("another"));
        assert_eq!(plan(Some(&login), person, at(61)), Plan::RenewNow);
    }
}
