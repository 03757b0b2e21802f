//! Counts what was asked and how it was answered, so that a test can say "one token request, no more".
//! Bodies, tokens and ids are not kept.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::faults::{FaultKind, Target};
use super::marketplaces;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    method: String,
    path: &'static str,
    grant_type: Option<String>,
    status: u16,
}

#[derive(Default)]
struct Counts {
    total: u64,
    requests: BTreeMap<Kind, u64>,
    faults: BTreeMap<String, u64>,
    violations: u64,
}

/// The counts since the start.
#[derive(Default)]
pub(super) struct Journal(Mutex<Counts>);

impl Journal {
    /// Enters one request; `status` is `None` where the connection ended before any answer.
    pub(super) fn enter(
        &self,
        method: &str,
        path: &str,
        grant_type: Option<String>,
        status: Option<StatusCode>,
        fault: Option<(Target, FaultKind)>,
    ) {
        let path = template(path);
        let status = status.map_or(0, |status| status.as_u16());
        tracing::debug!(method, path, grant_type, status, "answered");
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.total += 1;
        let kind = Kind {
            method: method.to_owned(),
            path,
            grant_type,
            status,
        };
        *counts.requests.entry(kind).or_default() += 1;
        if let Some((at, kind)) = fault {
            let name = format!("{}:{}", at.name(), kind.name());
            *counts.faults.entry(name).or_default() += 1;
        }
    }

    /// Counts a request that was beyond a limit.
    pub(super) fn violated(&self) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.violations += 1;
    }

    /// `{"total", "requests": [{method, path, grant_type, status, count}], "faults": {"api:429": n}, "violations"}`.
    pub(super) fn report(&self) -> Value {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let requests: Vec<Value> = counts
            .requests
            .iter()
            .map(|(kind, count)| {
                json!({"method": kind.method, "path": kind.path, "grant_type": kind.grant_type,
                       "status": kind.status, "count": count})
            })
            .collect();
        json!({"total": counts.total, "requests": requests, "faults": counts.faults,
               "violations": counts.violations})
    }
}

/// The route that a path belongs to, with its variable parts named.
pub(super) fn template(path: &str) -> &'static str {
    const FIXED: [&str; 11] = [
        "/v1.0/engagements/referrals",
        "/v1.0/referrals",
        "/token",
        "/device_authorization",
        "/revoke",
        "/device",
        "/jwks",
        "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server",
        "/orders-api/oauth/token",
        "/orders-api/orders",
    ];
    const TENANTED: [(&str, &str); 3] = [
        ("/oauth2/v2.0/token", "/{tenant}/oauth2/v2.0/token"),
        (
            "/oauth2/v2.0/devicecode",
            "/{tenant}/oauth2/v2.0/devicecode",
        ),
        (
            "/v2.0/.well-known/openid-configuration",
            "/{tenant}/v2.0/.well-known/openid-configuration",
        ),
    ];
    if let Some(fixed) = FIXED.into_iter().find(|fixed| *fixed == path) {
        return fixed;
    }
    if path.starts_with("/v1.0/engagements/referrals/") {
        return "/v1.0/engagements/referrals/{id}";
    }
    if let Some(template) = marketplaces::template(path) {
        return template;
    }
    let found = TENANTED.into_iter().find(|(end, _)| path.ends_with(end));
    found.map_or("other", |(_, template)| template)
}

/// Which faults and which latency a request is in for; pages and controls have none.
pub(super) fn target(path: &str) -> Option<Target> {
    match template(path) {
        "/token" | "/{tenant}/oauth2/v2.0/token" | "/orders-api/oauth/token" => Some(Target::Token),
        route if route.starts_with("/v1.0/") => Some(Target::Api),
        "/orders-api/orders" => Some(Target::Api),
        "other" => None,
        route => marketplaces::template(path)
            .filter(|own| *own == route)
            .map(|_| Target::Market),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn requests_of_one_kind_share_a_row() {
        let journal = Journal::default();
        let ids = ["a", "b"];
        for id in ids {
            let path = format!("/v1.0/engagements/referrals/{id}");
            journal.enter("GET", &path, None, Some(StatusCode::OK), None);
        }
        let fault = Some((Target::Token, FaultKind::Reset));
        let grant = Some("refresh_token".to_owned());
        journal.enter("POST", "/token", grant, None, fault);
        let report = journal.report();
        assert_eq!(report["total"], 3);
        assert_eq!(report["requests"][0]["count"], 2);
        assert_eq!(report["requests"][1]["grant_type"], "refresh_token");
        assert_eq!(report["requests"][1]["status"], 0);
        assert_eq!(report["faults"], json!({"token:reset": 1}));
    }
}
