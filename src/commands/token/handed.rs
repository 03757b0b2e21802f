//! A token for somebody else: what `token print` writes and `token exec` puts into an environment.
//!
//! From a warm cache it builds no runtime and no client, because scripts call it in loops.

use std::sync::Arc;

use jiff::Timestamp;

use crate::app::{App, Signal, Stop};
use crate::failure::{Failure, Kind};
use crate::token::{Login, Manager, Need, margin};

/// Of the access token.
pub(super) const TOKEN_VARIABLE: &str = "JETON_ACCESS_TOKEN";
/// Of its end, in RFC 3339.
pub(super) const END_VARIABLE: &str = "JETON_ACCESS_TOKEN_EXPIRES_AT";

/// A login whose access token is good now.
pub(super) struct Handed {
    pub(super) profile: String,
    pub(super) login: Arc<Login>,
    /// When it should be asked for again: its end, less the time that a renewal is begun before it.
    pub(super) renew_at: Option<Timestamp>,
}

/// The token of a profile, renewed if due; or the signal that came first. Starts no login.
pub(super) fn handed(app: &App, profile: Option<&str>) -> Result<Result<Handed, Signal>, Failure> {
    let manager = app.manager(profile)?;
    let profile = manager.name().to_owned();
    let policy = manager.policy().clone();
    let doing = |failure: Failure| {
        let failure = failure.doing(format!("no token for {profile}"));
        failure.of_profile(&profile)
    };
    let cached = manager.cached().map_err(|error| doing(error.into()))?;
    let login = match (manager.need(cached.as_ref()), cached) {
        (Need::Nothing, Some(login)) => Arc::new(login),
        _ => {
            let (renewed, signal) = app.block_on(renewed(manager))??;
            match (renewed, signal) {
                (_, Some(signal)) => return Ok(Err(signal)),
                (Ok(Some(login)), None) => login,
                (Ok(None), None) => {
                    let message = "the issuer's new token has ended already";
                    return Err(doing(Failure::new(Kind::UpstreamUnavailable, message)));
                }
                (Err(failure), None) => {
                    return Err(failure.doing(format!("no token for {profile}")));
                }
            }
        }
    };
    let before = margin(&policy, login.lifetime());
    let renew_at = login.expires_at.map(|end| end - before);
    Ok(Ok(Handed {
        profile,
        login,
        renew_at,
    }))
}

type Renewed = Result<Option<Arc<Login>>, Failure>;

/// Renews under a signal's eye: the request in hand is let end, and the token it brought is kept. `None` is a
/// token that has ended although it was got just now.
async fn renewed(manager: Manager) -> Result<(Renewed, Option<Signal>), Failure> {
    let stop = Stop::listen()?;
    let manager = manager.until(stop.halt());
    let renewed = match manager.token().await {
        Ok(login) => {
            let is_good = matches!(manager.need(Some(&login)), Need::Nothing | Need::Soon);
            Ok(is_good.then_some(login))
        }
        Err(error) => Err(super::failed(&manager, error.into())),
    };
    Ok((renewed, stop.signal()))
}
