//! What all processes on the volume know of a profile's issuer, as `token status` shows it: the quota's use,
//! the breaker, the distance of the clocks.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::clock;
use crate::token::{Error, Login, Manager, is_out_of_reach, requests_an_hour};
use crate::ui;

/// Of one client at one token endpoint.
#[derive(Default, Serialize)]
pub(super) struct IssuerState {
    /// A window of the quota each; none without a quota.
    quota: Vec<Window>,
    /// Token requests of the last hour.
    requests_last_hour: usize,
    /// Token requests an hour that keep the token good at all times.
    projected_requests_an_hour: Option<f64>,
    /// Whether the quota allows fewer than that.
    quota_too_small: bool,
    /// Until when the issuer asked to be left alone.
    paused_until: Option<Timestamp>,
    /// `closed`, `half-open` or `open`.
    breaker: Option<&'static str>,
    /// Failures in a row.
    failures: u32,
    /// When an open breaker lets a request through.
    probe_at: Option<Timestamp>,
    /// Seconds that the issuer's clock is ahead of this host's, where both were compared.
    issuer_ahead_seconds: Option<f64>,
}

#[derive(Serialize)]
struct Window {
    rate: String,
    /// Nothing where only a login would tell which endpoint is asked.
    used: Option<u32>,
    allowed: u32,
    /// When the next request is free; nothing where one is.
    next_free_at: Option<Timestamp>,
}

impl IssuerState {
    /// From the files alone.
    pub(super) fn of(manager: &Manager, login: Option<&Login>) -> Result<Self, Error> {
        let (policy, now) = (manager.policy(), clock::moment());
        let Some(issuer) = manager.issuer(login) else {
            let unknown = policy.quota.iter().map(|rate| Window {
                rate: rate.to_string(),
                used: None,
                allowed: rate.count,
                next_free_at: None,
            });
            return Ok(Self {
                quota: unknown.collect(),
                ..Self::default()
            });
        };
        let (ledger, breaker) = (issuer.ledger()?, issuer.breaker()?);
        let soon = |wait: SignedDuration| {
            let wait = Some(wait).filter(|wait| *wait > SignedDuration::ZERO);
            wait.and_then(|wait| now.at.checked_add(wait).ok())
        };
        let quota = ledger
            .used(&policy.quota, &now)
            .into_iter()
            .map(|used| Window {
                rate: used.rate.to_string(),
                used: Some(used.used),
                allowed: used.rate.count,
                next_free_at: soon(used.free_in),
            });
        let lifetime = login.and_then(Login::lifetime);
        Ok(Self {
            quota: quota.collect(),
            requests_last_hour: ledger.lately(&now),
            projected_requests_an_hour: lifetime
                .map(|lifetime| (requests_an_hour(policy, lifetime) * 10.0).round() / 10.0),
            quota_too_small: lifetime.is_some_and(|lifetime| is_out_of_reach(policy, lifetime)),
            paused_until: soon(ledger.paused(&now)),
            breaker: Some(breaker.gate(&now).as_str()),
            failures: breaker.failures,
            probe_at: breaker.probe_at(&now),
            issuer_ahead_seconds: ledger.skew(&now).map(|skew| skew.as_secs_f64()),
        })
    }

    /// `2 of 5/h used, 1.2 an hour expected`.
    pub(super) fn requests(&self, now: Timestamp) -> String {
        let mut parts: Vec<String> = self.quota.iter().map(|window| window.text(now)).collect();
        if parts.is_empty() {
            parts.push(format!(
                "{} in the last hour (no quota)",
                self.requests_last_hour
            ));
        }
        if let Some(expected) = self.projected_requests_an_hour {
            parts.push(format!("{expected} an hour expected"));
        }
        if self.quota_too_small {
            parts.push("the quota is too small to keep a token good at all times".to_owned());
        }
        parts.join(", ")
    }

    /// The fullest window, for a column.
    pub(super) fn quota(&self) -> String {
        let left = |window: &&Window| {
            window
                .allowed
                .saturating_sub(window.used.unwrap_or_default())
        };
        match self.quota.iter().min_by_key(left) {
            Some(window) => match window.used {
                Some(used) => format!("{used} of {}", window.rate),
                None => format!("? of {}", window.rate),
            },
            None => "-".to_owned(),
        }
    }

    /// Whether the issuer can be asked.
    pub(super) fn health(&self, now: Timestamp) -> String {
        let again = |at: Option<Timestamp>| at.map(|at| ui::moment(at, now)).unwrap_or_default();
        let failed = match self.failures {
            1 => "failed".to_owned(),
            failures => format!("failed {failures} times in a row"),
        };
        match (self.breaker, self.paused_until) {
            (_, Some(until)) => format!(
                "wants to be left alone, asked again {}",
                ui::moment(until, now)
            ),
            (Some("open"), _) => {
                format!("{failed}, tried again {}", again(self.probe_at))
            }
            (Some("half-open"), _) => format!("{failed}, the next request tries it"),
            (Some(_), _) if self.failures == 1 => "the last request failed".to_owned(),
            (Some(_), _) if self.failures > 0 => {
                format!("the last {} requests failed", self.failures)
            }
            (Some(_), _) => "well, as far as known".to_owned(),
            (None, _) => "-".to_owned(),
        }
    }

    /// How far the clocks are apart.
    pub(super) fn clock(&self) -> String {
        let Some(ahead) = self.issuer_ahead_seconds else {
            return "-".to_owned();
        };
        let apart = ui::duration(Duration::from_secs_f64(ahead.abs()));
        match ahead {
            ahead if ahead.abs() < 1.0 => "as this host's".to_owned(),
            ahead if ahead > 0.0 => format!("{apart} ahead of this host's, which is allowed for"),
            _ => format!("{apart} behind this host's, which is allowed for"),
        }
    }
}

impl Window {
    fn text(&self, now: Timestamp) -> String {
        let free = self
            .next_free_at
            .map(|at| format!(", the next is free {}", ui::moment(at, now)));
        format!("{}{}", self.short(), free.unwrap_or_default())
    }

    fn short(&self) -> String {
        match self.used {
            Some(used) => format!("{used} of {} used", self.rate),
            None => format!("{} allowed, what is used is known after a login", self.rate),
        }
    }
}
