//! A token for somebody else: what `token print` writes and `token exec` puts into an environment.
//!
//! From a warm cache it builds no runtime and no client, because scripts call it in loops.

use jiff::Timestamp;

use crate::app::{App, Signal, Stop};
use crate::clock;
use crate::failure::{Failure, Kind};
use crate::token::{Error, Login, Manager, Plan, margin};

/// Of the access token.
pub(super) const TOKEN_VARIABLE: &str = "JETON_ACCESS_TOKEN";
/// Of its end, in RFC 3339.
pub(super) const END_VARIABLE: &str = "JETON_ACCESS_TOKEN_EXPIRES_AT";

/// A login whose access token is good now.
pub(super) struct Handed {
    pub(super) profile: String,
    pub(super) login: Login,
    /// When it should be asked for again: its end, less the time that a renewal is begun before it.
    pub(super) renew_at: Option<Timestamp>,
}

/// The token of a profile, renewed if due; or the signal that came first. Starts no login.
pub(super) fn handed(app: &App, profile: Option<&str>) -> Result<Result<Handed, Signal>, Failure> {
    let manager = app.manager(profile)?;
    let profile = manager.name().to_owned();
    let renew_before = manager.policy().renew_before;
    let doing = |failure: Failure| {
        let failure = failure.doing(format!("no token for {profile}"));
        failure.of_profile(&profile)
    };
    let cached = manager.cached().map_err(|error| doing(error.into()))?;
    let login = match (manager.plan(cached.as_ref()), cached) {
        (Plan::Use, Some(login)) => login,
        _ => {
            let (renewed, signal) = app.block_on(renewed(manager))??;
            match (renewed, signal) {
                (_, Some(signal)) => return Ok(Err(signal)),
                (renewed, None) => renewed.map_err(|error| doing(error.into()))?,
            }
        }
    };
    if login.expires_at.is_some_and(|end| end <= clock::now()) {
        let failure = Failure::new(
            Kind::UpstreamUnavailable,
            "the issuer's new token has ended already",
        );
        return Err(doing(failure.hinted("is this machine's clock right?")));
    }
    let before = margin(renew_before, login.lifetime());
    let renew_at = login.expires_at.map(|end| end - before);
    Ok(Ok(Handed {
        profile,
        login,
        renew_at,
    }))
}

/// Renews under a signal's eye: the request in hand is let end, and the token it brought is kept.
async fn renewed(manager: Manager) -> Result<(Result<Login, Error>, Option<Signal>), Failure> {
    let stop = Stop::listen()?;
    let renewed = manager.until(stop.halt()).token().await;
    Ok((renewed, stop.signal()))
}
