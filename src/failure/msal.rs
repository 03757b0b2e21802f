//! Failures of logins that come from a cache of MSAL's, or go into one.

use super::{Failure, Kind};
use crate::token::msal::Error;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let (kind, hint) = match &error {
            Error::Empty => (
                Kind::Config,
                "nobody is logged in there, or its tokens are in a keyring and the file is only a sign of change: use jeton token login PROFILE",
            ),
            Error::Encrypted(_) => (
                Kind::Config,
                "import on the machine and as the user that made it, from what its program serializes, or use: jeton token login PROFILE",
            ),
            Error::NotJson { .. } => (
                Kind::Config,
                "a cache of MSAL's is JSON unless it is encrypted: is that the right file, and is it whole?",
            ),
            Error::Layout(_) => (
                Kind::Config,
                "sections AccessToken, RefreshToken, IdToken, Account and AppMetadata are read: is that the right file?",
            ),
            Error::NoSuchCache(_) => (
                Kind::Config,
                "profiles of provider entra or oidc with grant device_code can be imported and exported",
            ),
            Error::NothingFits { .. } => (
                Kind::Config,
                "name another profile, or set client_id, tenant and scopes of PROFILE to what is there",
            ),
            Error::Several(_) => (Kind::Usage, "choose one with: --account USERNAME"),
            Error::Ended { .. } => (Kind::LoginNeeded, "log in with: jeton token login PROFILE"),
            Error::Nobody => (
                Kind::Config,
                "add openid to the scopes of the profile, then: jeton token login PROFILE",
            ),
            Error::Confidential => (
                Kind::Config,
                "use a client that is public, and leave client_secret out",
            ),
            Error::Authority(_) => (
                Kind::Config,
                "only MSAL itself asks for that; for scripts use: jeton token print PROFILE",
            ),
        };
        Failure::of(kind, &error).hinted(hint)
    }
}
