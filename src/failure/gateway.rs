//! Failures of the gateway, by the codes of its contract.

use super::{Failure, Kind, later};
use crate::clock;
use crate::upstream::gateway::Error;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let error = match error {
            Error::Bearer(inner) => return inner.into(),
            other => other,
        };
        let (kind, hint) = match &error {
            Error::Refused { status, code, .. } => refused(*status, code),
            Error::Throttled { wait } => {
                let at = clock::now().checked_add(*wait).ok();
                let hint = format!("try again {}", later(Some(*wait)));
                let failure = Failure::of(Kind::RateLimited, &error).hinted(hint);
                return match at {
                    Some(at) => failure.at(at),
                    None => failure,
                };
            }
            Error::Unreadable => (
                Kind::UpstreamUnavailable,
                "is gateway.url right, and is no proxy in between?",
            ),
            Error::Http(source) if source.was_sent() => (
                Kind::UpstreamUnavailable,
                "the gateway may be at it still: look there before it is asked again, or make gateway.timeout longer",
            ),
            Error::Http(_) => (
                Kind::UpstreamUnavailable,
                "is the gateway up, and is gateway.url right?",
            ),
            Error::Held(refused) => return refused.into(),
            Error::Bearer(_) | Error::UnfitToken => (
                Kind::Config,
                "the issuer's token is no bearer token; log in again: jeton token login --force PROFILE",
            ),
        };
        let failure = Failure::of(kind, &error).hinted(hint);
        match error {
            Error::Refused {
                status,
                code,
                answer,
                ..
            } => {
                let failure = failure.said_by_upstream(Some(&code), Some(status), None);
                match answer {
                    Some(answer) => failure.answered(*answer),
                    None => failure,
                }
            }
            _ => failure,
        }
    }
}

fn refused(status: u16, code: &str) -> (Kind, &'static str) {
    match (code, status) {
        ("API_KEY_MISSING", _) => (
            Kind::Config,
            "the integration has no key at the gateway: give it one there",
        ),
        ("MARKETPLACE_INTEGRATION_NOT_FOUND", _) => (
            Kind::Config,
            "the tenant has no active integration at the gateway; is its id the one that it has there? (jeton tenant list)",
        ),
        ("VALIDATION_ERROR", _) => (
            Kind::Usage,
            "the gateway did not like what it was asked for",
        ),
        ("NOT_FOUND", _) => (Kind::Usage, "the gateway does not know that product"),
        (_, 401 | 403) => (
            Kind::LoginNeeded,
            "the gateway takes another token: is gateway.profile right? log in again: jeton token login PROFILE",
        ),
        (_, 404) => (Kind::Config, "is gateway.url right?"),
        _ => (Kind::UpstreamUnavailable, "the next run tries again"),
    }
}
