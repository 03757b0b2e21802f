//! Failures of the network and of upstream APIs.

use super::{Failure, Kind};
use crate::{http, token, upstream::partner_center};

/// Partner Center's code for a token without a multi-factor claim.
const MFA_MISSING: &str = "900421";

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
        let of = |kind| Failure::of(kind, &error);
        match &error {
            Error::Bearer(http::BearerError(_)) => from_bearer(error),
            Error::Http { source, .. } => {
                let inner: Option<&str> = source
                    .is_transient()
                    .then_some("what came before is saved: the next run goes on from there");
                hinted(of(Kind::UpstreamUnavailable), inner)
            }
            Error::Refused {
                status,
                code,
                request_id,
                ..
            } => {
                let (kind, hint) = refused(*status, code);
                hinted(of(kind), hint).said_by_upstream(
                    Some(code),
                    Some(*status),
                    request_id.as_ref(),
                )
            }
            Error::RefusedTwice {
                code, request_id, ..
            } => {
                let hint = match code.as_str() {
                    MFA_MISSING => {
                        "log in again and complete multi-factor authentication: jeton token login --force"
                    }
                    _ => {
                        "the token is for another audience or the account lacks a Referrals role: check scopes, then jeton token login --force"
                    }
                };
                of(Kind::LoginNeeded).hinted(hint).said_by_upstream(
                    Some(code),
                    Some(401),
                    request_id.as_ref(),
                )
            }
            Error::Throttled { request_id, .. } => of(Kind::RateLimited)
                .hinted(
                    "what came before is saved: the next run after that time goes on from there",
                )
                .said_by_upstream(None, None, request_id.as_ref()),
            Error::Unavailable {
                status, request_id, ..
            } => {
                let kind = match status {
                    429 => Kind::RateLimited,
                    _ => Kind::UpstreamUnavailable,
                };
                of(kind)
                    .hinted("what came before is saved: the next run goes on from there")
                    .said_by_upstream(None, Some(*status), request_id.as_ref())
            }
            Error::Unreadable { request_id, .. } => of(Kind::UpstreamUnavailable)
                .hinted("is sources.partner-center.base_url right, and is no proxy in between?")
                .said_by_upstream(None, Some(200), request_id.as_ref()),
            Error::ForeignNextLink { .. } => of(Kind::UpstreamUnavailable)
                .hinted("the token was not sent there; is sources.partner-center.base_url right?"),
        }
    }
}

fn refused(status: u16, code: &str) -> (Kind, Option<&'static str>) {
    match status {
        403 if code == MFA_MISSING => (
            Kind::LoginNeeded,
            Some(
                "log in again and complete multi-factor authentication: jeton token login --force",
            ),
        ),
        403 => (
            Kind::LoginNeeded,
            Some("the account needs the role Referrals admin or Referrals user in Partner Center"),
        ),
        404 | 400 => (
            Kind::Config,
            Some("check sources.partner-center.base_url in: jeton config show"),
        ),
        _ => (Kind::UpstreamUnavailable, None),
    }
}

fn hinted(failure: Failure, hint: Option<&str>) -> Failure {
    match hint {
        Some(hint) => failure.hinted(hint),
        None => failure,
    }
}

/// What went wrong behind the port is the token module's, and keeps its kind.
fn from_bearer(error: partner_center::Error) -> Failure {
    match error {
        partner_center::Error::Bearer(http::BearerError(inner)) => {
            match inner.downcast::<token::Error>() {
                Ok(inner) => (*inner).into(),
                Err(inner) => Failure::new(Kind::Unexpected, inner.to_string()),
            }
        }
        other => Failure::of(Kind::Unexpected, &other),
    }
}
