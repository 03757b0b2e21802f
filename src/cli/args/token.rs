//! What can be typed after `jeton token`.

use std::time::Duration;

use clap::{Args as ClapArgs, Subcommand};

use super::duration;
use crate::commands::token;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum TokenCommand {
    /// Get a token by the profile's grant and cache it
    ///
    /// A device code login shows a page and a code; type the code there, on any device. A valid cached
    /// login is said, not repeated.
    #[command(after_help = "Examples:\n  jeton token login\n  jeton token login orders --force")]
    Login(LoginArgs),
    /// Show what is cached: no request is sent, nothing is spent
    #[command(
        after_help = "Examples:\n  jeton token status\n  jeton token status --check --min-ttl 10m\n  jeton token status -o json"
    )]
    Status(StatusArgs),
    /// Print the access token for scripts, renewed if it is due
    #[command(
        after_help = "Example:\n  curl -H \"Authorization: Bearer $(jeton token print)\" https://api.example/"
    )]
    Print(PrintArgs),
    /// Get another token now, inside the quota
    #[command(
        after_help = "Examples:\n  jeton token refresh\n  jeton token refresh orders --force-probe"
    )]
    Refresh(RefreshArgs),
    /// Revoke the login at the issuer where it can be, and remove it here
    #[command(after_help = "Examples:\n  jeton token reset\n  jeton token reset --all --yes")]
    Reset(ResetArgs),
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct LoginArgs {
    /// Profile of the configuration [default: the first one]
    profile: Option<String>,
    /// Log in again although the cached login is valid
    #[arg(short, long)]
    force: bool,
}

impl From<LoginArgs> for token::LoginOptions {
    fn from(args: LoginArgs) -> Self {
        Self {
            profile: args.profile,
            force: args.force,
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct StatusArgs {
    /// Profiles to show [default: all]
    profiles: Vec<String>,
    /// Exit 4 when a login is needed, 3 when a cache cannot be read
    #[arg(long)]
    check: bool,
    /// With --check: how long a token that cannot be renewed must be good for, such as 10m or "1h 30m"
    #[arg(long, value_name = "DURATION", value_parser = duration, requires = "check")]
    min_ttl: Option<Duration>,
}

impl From<StatusArgs> for token::StatusOptions {
    fn from(args: StatusArgs) -> Self {
        Self {
            profiles: args.profiles,
            check: args.check,
            min_ttl: args.min_ttl.unwrap_or_default(),
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct PrintArgs {
    /// Profile of the configuration [default: the first one]
    profile: Option<String>,
}

impl From<PrintArgs> for token::PrintOptions {
    fn from(args: PrintArgs) -> Self {
        Self {
            profile: args.profile,
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct RefreshArgs {
    /// Profile of the configuration [default: the first one]
    profile: Option<String>,
    /// Ask an issuer that is left alone because it failed several times in a row
    #[arg(long)]
    force_probe: bool,
}

impl From<RefreshArgs> for token::RefreshOptions {
    fn from(args: RefreshArgs) -> Self {
        Self {
            profile: args.profile,
            force_probe: args.force_probe,
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct ResetArgs {
    /// Profiles of the configuration [default: the first one]
    #[arg(conflicts_with = "all")]
    profiles: Vec<String>,
    /// Every configured profile
    #[arg(long)]
    all: bool,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
    /// Remove a login that cannot be read, too: its tokens cannot be revoked
    #[arg(short, long)]
    force: bool,
}

impl From<ResetArgs> for token::ResetOptions {
    fn from(args: ResetArgs) -> Self {
        Self {
            profiles: args.profiles,
            all: args.all,
            yes: args.yes,
            force: args.force,
        }
    }
}
