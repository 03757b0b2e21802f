//! What can be typed after `jeton sync orders`.

use clap::{Args as ClapArgs, value_parser};

use super::sync::SyncArgs;
use crate::commands::sync::orders::{OrderSource, OrdersOptions};
use crate::upstream::marketplace::Marketplace;

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct OrdersArgs {
    /// external, trendyol, hepsiburada or n11, in any letter case; several with commas between [default: all that is set up]
    #[arg(long, value_name = "SOURCE", value_delimiter = ',')]
    source: Vec<String>,
    /// Of this tenant's shops alone, by name or id; repeatable [default: of every active tenant]
    #[arg(long, value_name = "TENANT")]
    tenant: Vec<String>,
    /// Syncs at once, where there are several
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = value_parser!(u8).range(1..=32))]
    at_once: u8,
    /// Show how the first page of the order API is understood, as it can be written into the configuration
    #[arg(long, conflicts_with_all = ["tenant", "dry_run", "every"])]
    sample: bool,
    #[command(flatten)]
    run: SyncArgs,
}

impl From<OrdersArgs> for OrdersOptions {
    fn from(args: OrdersArgs) -> Self {
        let (mut sources, mut unknown) = (Vec::new(), None);
        for word in args
            .source
            .iter()
            .filter(|word| !word.eq_ignore_ascii_case("all"))
        {
            match word.parse::<Marketplace>() {
                _ if word.eq_ignore_ascii_case("external") => sources.push(OrderSource::External),
                Ok(known) => sources.push(OrderSource::Marketplace(known)),
                Err(error) => unknown = unknown.or(Some(error.to_string())),
            }
        }
        Self {
            run: args.run.into(),
            sources,
            unknown_source: unknown,
            tenants: args.tenant,
            at_once: usize::from(args.at_once),
            sample: args.sample,
        }
    }
}
