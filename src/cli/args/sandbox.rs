//! What can be typed after `jeton sandbox`.

use std::time::Duration;

use clap::{Args as ClapArgs, Subcommand, value_parser};

use super::{duration, duration_or_zero};
use crate::config::Rate;
use crate::sandbox::{self, Fault};

/// The port that `run` and `env` agree on when none is given.
const PORT: u16 = 8787;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum SandboxCommand {
    /// Serve until stopped; prints the environment that points jeton at it
    #[command(
        after_help = "Example, in two terminals:\n  jeton sandbox run --referrals 10000 --fault 429=5% --latency 50ms\n  eval \"$(jeton sandbox env)\" && jeton token login --force && jeton sync referrals"
    )]
    Run(SandboxArgs),
    /// Print the environment that points jeton at a running sandbox
    #[command(after_help = "Example:\n  eval \"$(jeton sandbox env)\"")]
    Env {
        /// Port of the sandbox
        #[arg(long, default_value_t = PORT, value_parser = value_parser!(u16).range(1..))]
        port: u16,
    },
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct SandboxArgs {
    /// Port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = PORT)]
    port: u16,
    /// How many referrals there are
    #[arg(long, value_name = "N", default_value_t = 1_200)]
    referrals: u64,
    /// Seed of the referrals and of the faults: the same one makes the same
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Referrals on a page
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = value_parser!(u16).range(1..=1000))]
    page_size: u16,
    /// Time added to each answer, such as 50ms
    #[arg(long, value_name = "DURATION", value_parser = duration_or_zero, default_value = "0s")]
    latency: Duration,
    /// A failure and how often it happens, such as 429=5%; repeatable. Kinds: 401, 429, 500, 502, 503,
    /// html, truncate, reset, stall, slow, repeat, foreign; "token:" before it makes it the token endpoint's
    #[arg(long = "fault", value_name = "KIND=RATE")]
    faults: Vec<Fault>,
    /// How often the API may be asked, such as 60/m; repeatable. Beyond it the answer is 429
    #[arg(long = "limit", value_name = "RATE")]
    limits: Vec<Rate>,
    /// One referral in N cannot be read; 0 for none
    #[arg(long, value_name = "N", default_value_t = 0)]
    malformed: u64,
    /// How long access tokens are good for
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "1h")]
    access_ttl: Duration,
    /// How long device codes are good for
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "15m")]
    device_ttl: Duration,
    /// How long a client has to wait between polls
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "5s")]
    interval: Duration,
}

impl From<SandboxArgs> for sandbox::Options {
    fn from(args: SandboxArgs) -> Self {
        Self {
            port: args.port,
            referrals: args.referrals,
            seed: args.seed,
            page_size: usize::from(args.page_size),
            latency: args.latency,
            faults: args.faults,
            limits: args.limits,
            malformed: args.malformed,
            access_ttl: args.access_ttl,
            device_ttl: args.device_ttl,
            interval: args.interval,
        }
    }
}
