//! Failures of the network and of upstream APIs.

use std::time::Duration;

use jiff::Timestamp;

use super::{Failure, Hint, Kind, Work, later};
use crate::coordination::{Hold, Refused, SharedFileError};
use crate::upstream::{external_orders, partner_center};
use crate::{clock, http, token, ui};

/// Partner Center's code for a token without a multi-factor claim.
const MFA_MISSING: &str = "900421";
const MFA_HINT: &str =
    "log in again and complete multi-factor authentication: jeton token login --force PROFILE";

impl From<http::Error> for Failure {
    fn from(error: http::Error) -> Self {
        match &error {
            http::Error::Setup { reason } if reason.contains("CA certificates") => {
                Failure::of(Kind::Config, &error)
                    .hinted("install the package ca-certificates, or set http.ca_file")
            }
            http::Error::Setup { .. } | http::Error::CaFile { .. } => {
                Failure::of(Kind::Config, &error).hinted("check http.proxy and http.ca_file")
            }
            http::Error::TooLarge { .. } => Failure::of(Kind::UpstreamUnavailable, &error),
            _ => Failure::of(Kind::UpstreamUnavailable, &error)
                .hinted("is the address right, and is the network up? the next run tries again"),
        }
    }
}

impl From<partner_center::Error> for Failure {
    fn from(error: partner_center::Error) -> Self {
        use partner_center::Error;
        let error = match error {
            Error::Bearer(inner) => return inner.into(),
            other => other,
        };
        let (kind, hint, code, status, request_id) = match &error {
            Error::Http { source, .. } if !source.is_transient() => return not_sent(error),
            Error::Held(refused) => return refused.into(),
            Error::Http { .. } => (
                Kind::UpstreamUnavailable,
                Work::GoesOn.into(),
                None,
                None,
                None,
            ),
            Error::Refused {
                status,
                code,
                request_id,
                ..
            } => {
                let (kind, hint) = refused(*status, code);
                (kind, hint, Some(code), Some(*status), request_id.as_ref())
            }
            Error::RefusedTwice {
                code, request_id, ..
            } => {
                let hint = match code.as_str() {
                    MFA_MISSING => MFA_HINT,
                    _ => {
                        "the token is for another audience, or the account lacks a Referrals role: check scopes, then: jeton token login --force PROFILE"
                    }
                };
                (
                    Kind::LoginNeeded,
                    hint.into(),
                    Some(code),
                    Some(401),
                    request_id.as_ref(),
                )
            }
            Error::Throttled {
                wait, request_id, ..
            } => {
                let hint = again(Some(*wait));
                (Kind::RateLimited, hint, None, None, request_id.as_ref())
            }
            Error::Unavailable {
                status,
                retry_after,
                request_id,
                ..
            } => {
                let kind = Kind::of_status(*status);
                (
                    kind,
                    again(*retry_after),
                    None,
                    Some(*status),
                    request_id.as_ref(),
                )
            }
            Error::Unreadable { request_id, .. } => {
                let hint = "is sources.partner-center.base_url right, and is no proxy in between?";
                (
                    Kind::UpstreamUnavailable,
                    hint.into(),
                    None,
                    Some(200),
                    request_id.as_ref(),
                )
            }
            Error::ForeignNextLink { .. } => {
                let hint =
                    "the token was not sent there; is sources.partner-center.base_url right?";
                (Kind::UpstreamUnavailable, hint.into(), None, None, None)
            }
            Error::Bearer(_) | Error::UnfitToken => {
                let hint = "the issuer's token is no bearer token; log in again: jeton token login --force PROFILE";
                (Kind::Config, hint.into(), None, None, None)
            }
        };
        let failure = match asked_to_wait(&error) {
            Some(time) => Failure::of(kind, &error).hinted(hint).at(time),
            None => Failure::of(kind, &error).hinted(hint),
        };
        failure.said_by_upstream(code.map(String::as_str), status, request_id)
    }
}

/// As of Partner Center, save where what is to be done is another thing.
pub(super) fn of_external_orders(error: external_orders::Error) -> Failure {
    use external_orders::Error;
    let hint = match &error {
        Error::Refused {
            status: 401 | 403, ..
        }
        | Error::RefusedTwice { .. } => {
            "does the vendor let this client read orders? check scopes and audience below sources.external-orders"
        }
        Error::Refused {
            status: 300..500, ..
        } => "check sources.external-orders.orders_endpoint in: jeton config show",
        Error::Unreadable { .. } => {
            "look at what is understood: jeton sync orders --source external --sample; is no proxy in between?"
        }
        Error::ForeignNextLink { .. } => {
            "the token was not sent there; is sources.external-orders.orders_endpoint right?"
        }
        _ => return error.into(),
    };
    let kind = match &error {
        Error::Unreadable { .. } | Error::ForeignNextLink { .. } => Kind::UpstreamUnavailable,
        _ => Kind::Config,
    };
    let mut failure = Failure::from(error).hinted(hint);
    failure.kind = kind;
    failure
}

impl From<&Refused> for Failure {
    fn from(refused: &Refused) -> Self {
        let (hold, until) = match refused {
            Refused::Held { hold, until, .. } => (*hold, *until),
            Refused::Files(SharedFileError::Busy { .. }) => {
                return Failure::of(Kind::Busy, refused)
                    .hinted("nothing to do: the next run tries again");
            }
            Refused::Files(SharedFileError::Newer { .. }) => {
                return Failure::of(Kind::Config, refused)
                    .hinted("use the newer jeton that wrote it");
            }
            Refused::Files(_) => {
                return Failure::of(Kind::Config, refused).hinted(
                    "limits are kept there: the state folder must be writable and have room: see state_dir in: jeton config show",
                );
            }
        };
        let kind = match hold {
            Hold::Breaker => Kind::UpstreamUnavailable,
            Hold::Pause | Hold::Limits | Hold::Pace => Kind::RateLimited,
        };
        let at = ui::moment(until, clock::now());
        Failure::of(kind, refused)
            .at(until)
            .hinted(Work::GoesOn.and(format!("try again {at}")))
    }
}

/// Until when the upstream asked to be left alone.
fn asked_to_wait(error: &partner_center::Error) -> Option<Timestamp> {
    let wait = match error {
        partner_center::Error::Throttled { wait, .. } => *wait,
        partner_center::Error::Unavailable { retry_after, .. } => (*retry_after)?,
        _ => return None,
    };
    clock::now().checked_add(wait).ok()
}

/// What a throttled or failing upstream leaves to do, with the time where it named one.
fn again(wait: Option<Duration>) -> Hint {
    Work::GoesOn.and(format!("try again {}", later(wait)))
}

fn refused(status: u16, code: &str) -> (Kind, Hint) {
    match status {
        403 if code == MFA_MISSING => (Kind::LoginNeeded, MFA_HINT.into()),
        403 => (
            Kind::LoginNeeded,
            "the account needs the role Referrals admin or Referrals user in Partner Center".into(),
        ),
        404 | 400 => (
            Kind::Config,
            "check sources.partner-center.base_url in: jeton config show".into(),
        ),
        300..400 => (
            Kind::UpstreamUnavailable,
            "redirects are not followed: is sources.partner-center.base_url right?".into(),
        ),
        _ => (Kind::UpstreamUnavailable, Work::GoesOn.into()),
    }
}

/// A request that could not even be made: settings, not the upstream.
fn not_sent(error: partner_center::Error) -> Failure {
    match error {
        partner_center::Error::Http { source, .. } => source.into(),
        other => Failure::of(Kind::Unexpected, &other),
    }
}

/// What went wrong behind the port is the token module's, and keeps its kind.
impl From<http::BearerError> for Failure {
    fn from(http::BearerError(inner): http::BearerError) -> Self {
        match inner.downcast::<token::Error>() {
            Ok(inner) => (*inner).into(),
            Err(inner) => Failure::new(Kind::Unexpected, inner.to_string()),
        }
    }
}
