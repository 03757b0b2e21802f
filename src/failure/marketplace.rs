//! Failures of the marketplaces' APIs.

use super::{Failure, Kind};
use crate::upstream::marketplace::{Error, Marketplace};

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let (kind, hint) = match &error {
            Error::Held(refused) => return refused.into(),
            Error::NotConfigured { .. } => (
                Kind::Config,
                "Hepsiburada knows its integrators by the user name that it registered for them",
            ),
            Error::NoOrders(_) => (Kind::Usage, "see which are with: jeton sync orders --help"),
            Error::StaleCursor(_) => (Kind::Config, "begin anew with: jeton sync orders --full"),
            Error::NoSeller(_) => (
                Kind::Config,
                "give it with: jeton integration set … --seller-id",
            ),
            Error::Unfit(_) => (Kind::Config, "set the keys anew: jeton integration set …"),
            Error::Denied { marketplace, .. } => (Kind::Config, denied(*marketplace)),
            Error::Throttled { .. } => (Kind::RateLimited, "try again in a minute"),
            Error::UsedUp { .. } => (
                Kind::RateLimited,
                "what was sent before is kept; the rest goes out with the first run of the next day",
            ),
            Error::Unavailable { .. } => (Kind::UpstreamUnavailable, "try again later"),
            Error::Refused { .. } => (
                Kind::UpstreamUnavailable,
                "is the seller's id right, and the address in the configuration?",
            ),
            Error::Unreadable(_) => (
                Kind::UpstreamUnavailable,
                "is a proxy in the way, or the address in the configuration wrong?",
            ),
            Error::Http { .. } => (
                Kind::UpstreamUnavailable,
                "is the network up, and is the address in the configuration right?",
            ),
        };
        Failure::of(kind, &error).hinted(hint)
    }
}

/// What each of them takes for wrong credentials.
fn denied(marketplace: Marketplace) -> &'static str {
    match marketplace {
        Marketplace::Trendyol => {
            "check keys and sellerId; keys of the stage are others, and marketplaces.trendyol.integrator has at most 30 letters and digits"
        }
        Marketplace::Hepsiburada => {
            "check the service key, and that marketplaces.hepsiburada.user_agent is the registered name; a new key works after about 2 hours"
        }
        Marketplace::N11 => "check appkey and appsecret",
    }
}
