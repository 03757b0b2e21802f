//! What can be typed after `jeton serve`.

use std::net::SocketAddr;
use std::time::Duration;

use clap::Args as ClapArgs;

use super::duration;
use crate::commands::serve::ServeOptions;
use crate::config::listen_address;

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct ServeArgs {
    /// Where health and metrics are told, such as 127.0.0.1:8217; off for nowhere [default: serve.listen]
    #[arg(long, value_name = "ADDRESS", value_parser = listen)]
    listen: Option<Listen>,
    /// What runs may take to save their work when a stop is asked for [default: serve.stop_within]
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    stop_within: Option<Duration>,
}

/// An address, or none.
#[derive(Clone, Copy, Debug)]
struct Listen(Option<SocketAddr>);

fn listen(text: &str) -> Result<Listen, String> {
    listen_address(text).map(Listen)
}

impl From<ServeArgs> for ServeOptions {
    fn from(args: ServeArgs) -> Self {
        Self {
            listen: args.listen.map(|listen| listen.0),
            stop_within: args.stop_within,
        }
    }
}
