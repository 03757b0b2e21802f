//! `token status`: what is cached, from the files alone. No request, no lock, nothing spent.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use tracing::warn;

use super::issuer_state::IssuerState;
use super::reason_word;
use crate::app::App;
use crate::config::Grant;
use crate::failure::{Exit, Failure, Kind};
use crate::token::{self, Hold, Login, LoginReason, Manager, Plan, margin};
use crate::ui::{self, Ui};
use crate::{clock, fsio};

/// Clocks that are no further apart are one.
const SAME_CLOCK: SignedDuration = SignedDuration::from_secs(2);

/// What `token status` was asked for.
#[derive(Clone, Debug, Default)]
pub struct StatusOptions {
    /// All of them when left out.
    pub profiles: Vec<String>,
    /// Let the exit code say whether every token is good.
    pub check: bool,
    /// With `check`: good means good for at least so long.
    pub min_ttl: Duration,
}

#[derive(Serialize)]
struct Report {
    profiles: Vec<Status>,
}

#[derive(Serialize)]
pub(super) struct Status {
    pub(super) profile: String,
    pub(super) state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<String>,
    /// The same as a sentence, where a person has to log in.
    #[serde(skip)]
    pub(super) needed: Option<String>,
    provider: &'static str,
    grant: &'static str,
    issuer: Option<String>,
    client_id: String,
    account: Option<String>,
    tenant_id: Option<String>,
    scopes: Vec<String>,
    obtained_at: Option<Timestamp>,
    pub(super) expires_at: Option<Timestamp>,
    expires_in_seconds: Option<i64>,
    renew_at: Option<Timestamp>,
    refresh_token: bool,
    generation: Option<u64>,
    fingerprint: Option<String>,
    /// Until when `token login --resume` can go on with a device login.
    login_pending_until: Option<Timestamp>,
    /// Seconds before its end that the token is renewed.
    margin_seconds: Option<i64>,
    #[serde(flatten)]
    issuer_state: IssuerState,
    cache: String,
    cache_mode: Option<String>,
    key: Option<String>,
    /// What `--check` has against it.
    #[serde(skip)]
    pub(super) kind: Option<Kind>,
    /// What to do about it.
    #[serde(skip)]
    pub(super) why: Option<String>,
}

/// Shows every profile, or the named ones.
pub fn status(app: &App, ui: &Ui, options: &StatusOptions) -> Result<Exit, Failure> {
    let managers = super::chosen(app, &options.profiles, options.profiles.is_empty())?;
    let now = clock::now();
    let mut profiles = Vec::new();
    for manager in &managers {
        profiles.push(look(manager, options));
    }
    let human = match profiles.as_slice() {
        [one] => details(one, now),
        several => overview(several, now),
    };
    let worst = profiles
        .iter()
        .filter_map(|status| status.kind)
        .max_by_key(|kind| severity(*kind));
    if options.check {
        for (status, why) in profiles.iter().filter_map(|s| Some((s, s.why.as_ref()?))) {
            ui.say(&format!("{}: {why}", status.profile));
        }
    }
    ui.report(&human, &Report { profiles })?;
    match worst {
        Some(kind) if options.check => Ok(Exit::Found(kind)),
        _ => Ok(Exit::Done),
    }
}

/// A cache that cannot be read is more to mend than a login that is due.
fn severity(kind: Kind) -> u8 {
    match kind {
        Kind::Config => 2,
        Kind::LoginNeeded => 1,
        _ => 0,
    }
}

/// What is known of one profile.
pub(super) fn look(manager: &Manager, options: &StatusOptions) -> Status {
    let profile = manager.profile();
    let path = manager.cache().path(manager.name());
    let mut status = Status {
        profile: manager.name().to_owned(),
        state: "none",
        reason: None,
        needed: None,
        provider: profile.provider.as_str(),
        grant: profile.grant.as_str(),
        issuer: None,
        client_id: profile.client_id.clone(),
        account: None,
        tenant_id: profile.tenant.clone(),
        scopes: profile.scopes.clone(),
        obtained_at: None,
        expires_at: None,
        expires_in_seconds: None,
        renew_at: None,
        refresh_token: false,
        generation: None,
        fingerprint: None,
        login_pending_until: None,
        margin_seconds: None,
        issuer_state: IssuerState::default(),
        cache_mode: fsio::mode(&path).map(|mode| format!("{mode:04o}")),
        cache: path.display().to_string(),
        key: key(manager),
        kind: None,
        why: None,
    };
    let seen = manager.cached().and_then(|login| {
        let left = match &login {
            Some(login) => login.left(&manager.now(Some(login))),
            None => None,
        };
        let plan = manager.plan(login.as_ref())?;
        let issuer_state = IssuerState::of(manager, login.as_ref())?;
        Ok((login, left, plan, issuer_state))
    });
    // It says nothing about the login that is there.
    match manager.pending_until() {
        Ok(until) => status.login_pending_until = until,
        Err(error) => warn!(profile = status.profile, %error, "the pending login cannot be read"),
    }
    match seen {
        Err(error) => {
            let failure = Failure::from(error);
            status.state = "unreadable";
            status.issuer_state = IssuerState::of(manager, None).unwrap_or_default();
            status.reason = Some(failure.message.clone());
            status.kind = Some(failure.kind);
            status.why = failure.of_profile(manager.name()).hint();
        }
        Ok((login, left, plan, issuer_state)) => {
            status.issuer_state = issuer_state;
            if let Some(login) = &login {
                describe(&mut status, manager, login, left);
            }
            judge(
                &mut status,
                manager,
                &plan,
                login.as_ref(),
                left,
                options.min_ttl,
            );
        }
    }
    status
}

fn describe(status: &mut Status, manager: &Manager, login: &Login, left: Option<SignedDuration>) {
    let policy = manager.policy();
    status.issuer = Some(login.issuer.clone());
    if let Some(account) = &login.account {
        status.account = Some(account.username.clone());
        status.tenant_id = account.tenant_id.clone().or(status.tenant_id.take());
    }
    if let Some(scope) = &login.scope {
        status.scopes = scope.split(' ').map(str::to_owned).collect();
    }
    status.obtained_at = Some(login.obtained_at);
    status.expires_at = login.expires_at;
    status.expires_in_seconds = left.map(|left| left.as_secs());
    let renewable = policy.reacquire || login.usable_refresh_token().is_some();
    if renewable {
        let margin = margin(policy, login.lifetime());
        status.renew_at = login.expires_at.map(|at| at - margin);
        status.margin_seconds = login.expires_at.map(|_| margin.as_secs());
    }
    status.refresh_token = login.refresh_token.is_some();
    status.generation = Some(login.generation);
    status.fingerprint = Some(login.fingerprint());
}

/// The state, and whether `--check` is content with it.
fn judge(
    status: &mut Status,
    manager: &Manager,
    plan: &Plan,
    login: Option<&Login>,
    left: Option<SignedDuration>,
    min_ttl: Duration,
) {
    let wanted = SignedDuration::try_from(min_ttl).unwrap_or(SignedDuration::MAX);
    let too_short = left.is_some_and(|left| left < wanted);
    // Due, but the last free request is kept or the issuer is left alone.
    let is_due = left.zip(status.margin_seconds);
    let is_due = is_due.is_some_and(|(left, margin)| left.as_secs() <= margin);
    (status.state, status.kind) = match plan {
        Plan::Use if is_due => ("renew-due", None),
        Plan::Use => ("valid", None),
        Plan::RenewAhead => ("renew-due", None),
        Plan::RenewNow if login.is_none() => ("none", Some(Kind::LoginNeeded)),
        Plan::RenewNow => ("expired", None),
        Plan::Wait(hold, wait) => {
            status.reason = Some(held(*hold, *wait));
            (
                if login.is_some() { "expired" } else { "none" },
                Some(match hold {
                    Hold::Quota | Hold::Throttled | Hold::Unreadable => Kind::RateLimited,
                    Hold::Breaker | Hold::Failed => Kind::UpstreamUnavailable,
                }),
            )
        }
        Plan::LoginNeeded(LoginReason::NoLogin) => ("none", Some(Kind::LoginNeeded)),
        Plan::LoginNeeded(_) => ("login-needed", Some(Kind::LoginNeeded)),
    };
    if let (Plan::Use, Some(lost)) = (plan, login.and_then(|login| login.lost.as_ref())) {
        status.reason = Some(format!("{}, login needed before it ends", lost.error));
        status.kind = Some(Kind::LoginNeeded);
    }
    if let Plan::LoginNeeded(reason) = plan {
        status.reason = Some(reason_word(reason).to_owned());
        status.needed = Some(reason.to_string());
    }
    // A client that needs no person is never out of a login; an expired token is renewed when asked.
    let needs_nobody = manager.profile().grant == Grant::ClientCredentials;
    if status.kind == Some(Kind::LoginNeeded) && needs_nobody {
        status.kind = None;
    }
    if status.kind == Some(Kind::LoginNeeded) && status.why.is_none() {
        status.why = Some(format!("log in with: jeton token login {}", status.profile));
    }
    // What renews itself when it is asked for is never too short.
    if too_short && status.renew_at.is_none() && status.kind.is_none() {
        status.kind = Some(Kind::LoginNeeded);
        status.why = Some(format!(
            "the token ends before the {wanted:#} asked for and cannot be renewed; log in again with: jeton token login --force {}",
            status.profile
        ));
    }
}

fn overview(profiles: &[Status], now: Timestamp) -> String {
    let rows = profiles.iter().map(|status| {
        vec![
            status.profile.clone(),
            status.state.to_owned(),
            status.account.clone().unwrap_or_else(|| "-".to_owned()),
            at(here(status, status.expires_at, now), now),
            at(here(status, status.renew_at, now), now),
            yes(status.refresh_token),
            status.issuer_state.quota(),
        ]
    });
    let headings = [
        "PROFILE",
        "STATE",
        "ACCOUNT",
        "EXPIRES",
        "RENEWS",
        "REFRESH TOKEN",
        "QUOTA",
    ];
    ui::table(&headings, rows.collect())
}

fn details(status: &Status, now: Timestamp) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let state = match &status.reason {
        Some(reason) => format!("{} ({reason})", status.state),
        None => status.state.to_owned(),
    };
    let mode = status
        .cache_mode
        .as_ref()
        .map(|mode| format!(" (mode {mode})"));
    let mut lines = vec![
        ("profile", status.profile.clone()),
        ("state", state),
        ("account", text(&status.account)),
        ("issuer", text(&status.issuer)),
        ("client", status.client_id.clone()),
        ("grant", status.grant.to_owned()),
        ("scopes", status.scopes.join(" ")),
        ("expires", at(here(status, status.expires_at, now), now)),
        ("renews", renews(status, now)),
        ("refresh token", yes(status.refresh_token)),
        ("requests", status.issuer_state.requests(now)),
        ("issuer state", status.issuer_state.health(now)),
        ("issuer clock", status.issuer_state.clock()),
        (
            "cache",
            format!(
                "{}{}",
                status.cache,
                mode.unwrap_or_else(|| " (no file)".to_owned())
            ),
        ),
        ("key", text(&status.key)),
    ];
    if let Some(until) = status.login_pending_until {
        let pending = format!(
            "its code ends {}; go on with: jeton token login --resume {}",
            ui::moment(until, now),
            status.profile
        );
        lines.insert(2, ("pending login", pending));
    }
    ui::fields(lines)
}

fn held(hold: Hold, wait: SignedDuration) -> String {
    let wait = ui::duration(Duration::try_from(wait).unwrap_or_default());
    match hold {
        Hold::Quota => format!("the quota is used up for {wait}"),
        Hold::Unreadable => format!("the ledger cannot be read, and counts as used up for {wait}"),
        Hold::Throttled => format!("the issuer wants to be left alone for {wait}"),
        Hold::Breaker | Hold::Failed => format!("the issuer fails and is left alone for {wait}"),
    }
}

fn renews(status: &Status, now: Timestamp) -> String {
    let renew_at = at(here(status, status.renew_at, now), now);
    let margin = status.margin_seconds.filter(|_| status.renew_at.is_some());
    let margin = margin.map(|seconds| ui::duration(Duration::from_secs(seconds.unsigned_abs())));
    match margin {
        Some(margin) => format!("{renew_at}, {margin} before its end"),
        None => renew_at,
    }
}

/// Where the key comes from, or why it cannot be used; nothing where none was made yet.
fn key(manager: &Manager) -> Option<String> {
    match manager.key() {
        Ok(key) => Some(key.source.to_string()),
        Err(token::Error::Key(token::KeyError::None)) => None,
        Err(error) => Some(format!("unusable: {error}")),
    }
}

/// A moment of the token's life by this host's clock; documents have it by the issuer's.
fn here(status: &Status, time: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    let (time, end) = (time?, status.expires_at?);
    let left = SignedDuration::from_secs(status.expires_in_seconds?);
    let end_here = now.checked_add(left).ok()?;
    let apart = end_here.duration_since(end);
    // Seconds were cut, and the clocks were read one after the other.
    match apart.abs() <= SAME_CLOCK {
        true => Some(time),
        false => time.checked_add(apart).ok(),
    }
}

fn at(time: Option<Timestamp>, now: Timestamp) -> String {
    time.map_or_else(|| "-".to_owned(), |time| ui::moment(time, now))
}

fn yes(there: bool) -> String {
    if there { "yes" } else { "no" }.to_owned()
}
