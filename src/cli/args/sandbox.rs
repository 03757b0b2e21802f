//! What can be typed after `jeton sandbox`.

mod orders;

use std::time::Duration;

use clap::{Args as ClapArgs, Subcommand, value_parser};
use orders::OrderArgs;

use super::{duration, duration_or_zero};
use crate::config::Rate;
use crate::sandbox::{self, Fault, marketplaces};

/// The port that `run` and `env` agree on when none is given.
const PORT: u16 = 8787;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum SandboxCommand {
    /// Serve until stopped; prints the environment that points jeton at it
    #[command(
        after_help = "Example, in two terminals:\n  jeton sandbox run --referrals 10000 --fault 429=5% --latency 50ms\n  eval \"$(jeton sandbox env)\" && jeton token login --force && jeton sync referrals"
    )]
    Run(Box<SandboxArgs>),
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
    /// html, truncate, reset, stall, slow, repeat, foreign, lost; "token:" before it makes it the token endpoint's,
    /// "market:" the marketplaces' and the gateway's
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
    #[command(flatten)]
    marketplaces: MarketplaceArgs,
    #[command(flatten)]
    orders: OrderArgs,
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Marketplaces")]
struct MarketplaceArgs {
    /// How long a batch takes; only then are prices and stocks changed
    #[arg(long, value_name = "DURATION", value_parser = duration_or_zero, default_value = "1s")]
    batch_time: Duration,
    /// How long Trendyol tells what became of a batch
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "4h")]
    retention: Duration,
    /// How long Trendyol refuses the same request again
    #[arg(long, value_name = "DURATION", value_parser = duration_or_zero, default_value = "15m")]
    duplicate_window: Duration,
    /// One product in N is refused; 0 for none
    #[arg(long, value_name = "N", default_value_t = 0)]
    refuse: u64,
    /// Products that were never created there are unknown
    #[arg(long)]
    strict: bool,
    /// Products created at Trendyol are approved with their batch
    #[arg(long)]
    approve: bool,
    /// No limits on how often the marketplaces and the gateway may be asked
    #[arg(long)]
    no_windows: bool,
    /// How many products the gateway syncs where it is told none
    #[arg(long, value_name = "N", default_value_t = 25)]
    gateway_products: u64,
}

impl From<MarketplaceArgs> for marketplaces::Options {
    fn from(args: MarketplaceArgs) -> Self {
        Self {
            batch_time: args.batch_time,
            retention: args.retention,
            duplicate_window: args.duplicate_window,
            refuse: args.refuse,
            strict: args.strict,
            approve: args.approve,
            windows: !args.no_windows,
            gateway_products: args.gateway_products,
        }
    }
}

impl From<Box<SandboxArgs>> for sandbox::Options {
    fn from(args: Box<SandboxArgs>) -> Self {
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
            marketplaces: args.marketplaces.into(),
            orders: args.orders.into(),
        }
    }
}
