//! Failures of logins, renewals, caches and keys.

use std::io::ErrorKind;
use std::time::Duration;

use jiff::Timestamp;

use super::{Failure, Kind, later};
use crate::token::{
    CacheError, Error, Held, Hold, IssuerError, IssuerFileError, KeyError, LoginReason, entra_hint,
};
use crate::{clock, ui};

const NEW_CODE: &str = "get a new code with: jeton token login PROFILE";

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::LoginNeeded {
                ref profile,
                ref reason,
            } => {
                let word = match reason {
                    LoginReason::NoLogin => "log in",
                    _ => "log in again",
                };
                Failure::of(Kind::LoginNeeded, &error)
                    .hinted(format!("{word} with: jeton token login {profile}"))
            }
            Error::LoginEnded {
                profile,
                reply_lost_at,
                source,
            } => ended(&profile, reply_lost_at, *source),
            Error::NotKept { ref profile, .. } => Failure::of(Kind::Config, &error).hinted(format!(
                "the state folder must be writable and have room; then log in again with: jeton token login {profile}"
            )),
            Error::RefusedAgain { .. } => Failure::of(Kind::LoginNeeded, &error).hinted(
                "a third one would be refused as well: check the scopes and the account; to renew all the same: jeton token refresh PROFILE",
            ),
            Error::Locks { .. } => Failure::of(Kind::Config, &error).hinted(
                "keep the state folder on a file system with working locks: a local one, NFS with its lock manager, or NFS 4 (state_dir, --state-dir)",
            ),
            Error::Held(held) => held.into(),
            Error::IssuerFiles(error) => error.into(),
            Error::Declined { .. } => Failure::of(Kind::LoginNeeded, &error)
                .hinted("run the login again and approve it, or ask the tenant's administrator"),
            Error::CodeExpired => Failure::of(Kind::LoginNeeded, &error).hinted(NEW_CODE),
            Error::CodeRefused(issuer) => {
                let message = format!("the code is not good any more: {issuer}");
                let failure = Failure::from(*issuer);
                let known = failure.hint.clone();
                let failure = Failure {
                    kind: Kind::LoginNeeded,
                    message,
                    ..failure
                };
                failure.hinted(known.unwrap_or_else(|| NEW_CODE.into()))
            }
            Error::NotApproved { ref profile, left } => Failure::of(Kind::LoginNeeded, &error)
                .hinted(format!(
                    "approve it, then run: jeton token login --resume {profile} (the code is good for {})",
                    ui::duration(Duration::from_secs(left.as_secs()))
                )),
            Error::NothingPending { ref profile }
            | Error::GivenUp { ref profile }
            | Error::PendingOther { ref profile, .. } => {
                Failure::of(Kind::LoginNeeded, &error)
                    .hinted(format!("start one with: jeton token login {profile}"))
            }
            Error::BusyPolling { .. } => Failure::of(Kind::Busy, &error)
                .hinted("nothing to do: the login is stored once it is approved"),
            Error::Rotating => {
                Failure::of(Kind::Busy, &error).hinted("nothing to do: it does the same")
            }
            Error::Busy { .. } => {
                Failure::of(Kind::Busy, &error).hinted("nothing to do: the next run tries again")
            }
            Error::NoEndpoint { endpoint, .. } => Failure::of(Kind::Config, &error).hinted(
                format!("name it in the profile: {endpoint} = \"https://…\""),
            ),
            Error::OtherIssuer { ref found, .. } => Failure::of(Kind::Config, &error).hinted(
                format!("if that is the right one, set issuer = \"{found}\""),
            ),
            Error::Stopped => Failure::of(Kind::Unexpected, &error),
            Error::Insecure(_) => Failure::of(Kind::Config, &error),
            Error::Secret(_) => Failure::of(Kind::Config, &error)
                .hinted("set it there, or change client_secret of the profile"),
            Error::Lock(_) | Error::Files(_) => Failure::of(Kind::Config, &error)
                .hinted("the state folder must be writable: see state_dir in: jeton config show"),
            Error::Issuer(error) => error.into(),
            Error::Http(error) => error.into(),
            Error::Cache(error) => error.into(),
            Error::Key(error) => error.into(),
        }
    }
}

impl From<Held> for Failure {
    fn from(held: Held) -> Self {
        let kind = match held.hold {
            Hold::Quota | Hold::Throttled | Hold::Unreadable => Kind::RateLimited,
            Hold::Breaker | Hold::Failed => Kind::UpstreamUnavailable,
        };
        let at = ui::moment(held.until, clock::now());
        let failure = Failure::of(kind, &held);
        if held.hold == Hold::Failed {
            return failure.hinted("nothing was sent; the next run tries again");
        }
        let failure = failure.at(held.until);
        match held.hold {
            Hold::Quota | Hold::Throttled | Hold::Unreadable => {
                failure.hinted(format!("nothing was sent; the next request is free {at}"))
            }
            Hold::Breaker | Hold::Failed => failure.hinted(format!(
                "nothing was sent; it is tried again {at}, or at once with: jeton token refresh --force-probe PROFILE"
            )),
        }
    }
}

impl From<IssuerFileError> for Failure {
    fn from(error: IssuerFileError) -> Self {
        match &error {
            IssuerFileError::Busy { .. } => Failure::of(Kind::Busy, &error)
                .hinted("nothing to do: the next run tries again"),
            IssuerFileError::Newer { .. } => Failure::of(Kind::Config, &error)
                .hinted("use the newer jeton that wrote it"),
            _ => Failure::of(Kind::Config, &error).hinted(
                "nothing was sent; the state folder must be writable and have room: see state_dir in: jeton config show",
            ),
        }
    }
}

impl From<IssuerError> for Failure {
    fn from(error: IssuerError) -> Self {
        match &error {
            IssuerError::Refused {
                code,
                description,
                status,
                request_id,
                ..
            } => {
                let kind = match error.ends_login() {
                    true => Kind::LoginNeeded,
                    false => Kind::Config,
                };
                let hint = description.as_deref().and_then(entra_hint);
                let hint = hint.or(match code.as_str() {
                    "invalid_client" => Some("check client_id, client_secret and client_auth of the profile"),
                    "unauthorized_client" | "unsupported_grant_type" => {
                        Some("the issuer does not allow this client that grant: check grant and client_id")
                    }
                    "invalid_scope" => Some("check scopes of the profile"),
                    _ => None,
                });
                let failure = Failure::of(kind, &error).said_by_upstream(
                    Some(code),
                    Some(*status),
                    request_id.as_ref(),
                );
                match hint {
                    Some(hint) => failure.hinted(hint),
                    None => failure,
                }
            }
            IssuerError::Unavailable {
                status,
                retry_after,
                request_id,
                ..
            } => {
                let failure = Failure::of(Kind::of_status(*status), &error)
                    .said_by_upstream(None, Some(*status), request_id.as_ref())
                    .hinted(format!(
                        "nothing was lost: try again {}",
                        later(*retry_after)
                    ));
                match retry_after.and_then(|wait| clock::now().checked_add(wait).ok()) {
                    Some(at) => failure.at(at),
                    None => failure,
                }
            }
            IssuerError::Unreadable {
                status, request_id, ..
            } => Failure::of(Kind::UpstreamUnavailable, &error)
                .said_by_upstream(None, Some(*status), request_id.as_ref())
                .hinted("is the address right, and is no proxy or login page in between?"),
        }
    }
}

/// The issuer's words, under the exit code of a login that is needed.
fn ended(profile: &str, reply_lost_at: Option<Timestamp>, issuer: IssuerError) -> Failure {
    let message = match reply_lost_at {
        None => format!("the issuer ended the login of {profile}: {issuer}"),
        Some(at) => format!(
            "the login of {profile} is lost: the reply to its renewal {} was lost on its way, and the issuer does not take the refresh token a second time: {issuer}",
            ui::moment(at, clock::now())
        ),
    };
    let mut failure = Failure::from(issuer);
    let known = failure.hint.take().map(|hint| format!("{hint}; "));
    failure.kind = Kind::LoginNeeded;
    failure.message = message;
    failure.hinted(format!(
        "{}log in again with: jeton token login {profile}",
        known.unwrap_or_default()
    ))
}

impl From<CacheError> for Failure {
    fn from(error: CacheError) -> Self {
        let failure = Failure::of(Kind::Config, &error);
        match error {
            CacheError::Damaged { .. } => failure.hinted(
                "it was left as it is; to start over: jeton token reset --force PROFILE, then jeton token login PROFILE",
            ),
            CacheError::WrongKey { .. } => failure
                .hinted("give the key that it was made with: --key-file, JETON_KEY_FILE or JETON_KEY; with the right one, the file is damaged: jeton token reset --force PROFILE"),
            CacheError::OtherProfile { .. } => failure.hinted("move the file back to its own name"),
            CacheError::Newer { .. } => failure.hinted("use the newer jeton that wrote it"),
            CacheError::Seal(_) => failure,
            CacheError::Key(error) => error.into(),
            CacheError::Files(error)
                if matches!(
                    error.kind(),
                    ErrorKind::PermissionDenied | ErrorKind::NotADirectory
                ) =>
            {
                failure.hinted("the user that runs jeton must own the state folder: see state_dir in: jeton config show")
            }
            CacheError::Files(_) => failure
                .hinted("the state folder must be writable and have room: see state_dir in: jeton config show"),
        }
    }
}

impl From<KeyError> for Failure {
    fn from(error: KeyError) -> Self {
        let failure = Failure::of(Kind::Config, &error);
        match error {
            KeyError::Exposed { path, .. } => failure.hinted(format!(
                "make it yours alone with: chmod 600 {}",
                path.display()
            )),
            KeyError::BesideCache(_) => {
                failure.hinted("move it elsewhere, or accept it with --allow-key-beside-cache")
            }
            KeyError::Missing(_) | KeyError::Empty(_) | KeyError::NotAKey(_) => {
                failure.hinted("make one with: jeton key generate --out FILE")
            }
            KeyError::Gone(_) => failure.hinted(
                "give the key that it was made with (--key-file, JETON_KEY_FILE, JETON_KEY), or start over: jeton token reset --force PROFILE, then jeton token login PROFILE",
            ),
            KeyError::None => {
                failure.hinted("make one with: jeton key generate (a first login makes one, too), or give one with --key-file")
            }
            KeyError::NoHome => {
                failure.hinted("give one with --key-file or JETON_KEY_FILE, or set HOME")
            }
            KeyError::Files(error) if error.kind() == ErrorKind::TimedOut => {
                failure.hinted("does what writes to the pipe end?")
            }
            KeyError::Files(_) => failure.hinted("its folder must be there, and the user that runs jeton must be able to use it"),
            KeyError::Keyring(_) => failure.hinted("unlock it, or give the key with --key-file or JETON_KEY_FILE"),
            KeyError::Command(_) => failure.hinted("the program must print the key by itself within 10 s: it is asked nothing and its own errors are not shown, so run it by hand"),
            KeyError::NotAFile(_) => failure.hinted("a device may never end: give a file, or a pipe such as <(pass show jeton)"),
            KeyError::Exists(path) => failure.hinted(format!(
                "give another file with --out, or move that one away; what it holds is shown by: jeton key show --key-file {}",
                path.display()
            )),
            KeyError::Fixed(_) => failure.hinted(
                "put a new identity (age-keygen) before the old one there, both, and run again: jeton key rotate",
            ),
            KeyError::Changed(_) => failure.hinted("nothing was lost: run again: jeton key rotate"),
            KeyError::Recipient { .. } => failure.hinted("age-keygen -y KEY-FILE shows a key's recipient"),
        }
    }
}
