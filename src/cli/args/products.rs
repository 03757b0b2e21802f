//! What can be typed after `jeton sync products`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args as ClapArgs, ValueEnum, ValueHint, value_parser};

use super::duration;
use super::sync::{IfRunning, period};
use crate::commands::metrics::Destination;
use crate::commands::sync::products::{ProductsOptions, Via};
use crate::upstream::marketplace::Marketplace;

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct ProductsArgs {
    /// trendyol, hepsiburada or n11, in any letter case; several with commas between, or all
    #[arg(long, value_name = "MARKETPLACE", value_delimiter = ',')]
    marketplace: Vec<String>,
    /// Who does it: jeton by itself, or the gateway that is configured
    #[arg(long, value_name = "WAY", default_value = "direct")]
    via: Way,
    /// Whose, by name or id; repeatable [default: the only active tenant]
    #[arg(long, value_name = "TENANT")]
    tenant: Vec<String>,
    /// Of every active tenant that sells there, a row each; one that fails spoils nothing for the others
    #[arg(long, conflicts_with = "tenant")]
    all_tenants: bool,
    /// Syncs at once, where there are several
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = value_parser!(u8).range(1..=32))]
    at_once: u8,
    /// Only this product, by its id; repeatable
    #[arg(long, value_name = "UUID")]
    product_id: Vec<String>,
    /// Only the products whose ids are in this file, one a line; - is stdin
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    product_ids_from: Option<PathBuf>,
    /// Send all of them, changed or not
    #[arg(long, conflicts_with = "limit")]
    full: bool,
    /// Send at most N products, and leave the rest to the next run
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..))]
    limit: Option<u64>,
    /// Send also what was refused and has not changed
    #[arg(long)]
    retry_refused: bool,
    /// Read what is on sale first, and send what differs from that
    #[arg(long)]
    reconcile: bool,
    /// Create products that are not on sale there, and update the content of those that were created
    ///
    /// What a marketplace alone wants to know of a product, such as its category, is in the product's field marketplaces.
    #[arg(long)]
    content: bool,
    /// Leave the results to the next run
    #[arg(long)]
    no_wait: bool,
    /// Stop after this time with the work saved, exit 75; the next run goes on [default: sync.deadline]
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    deadline: Option<Duration>,
    /// Stay, and run again this long after each start, give or take a tenth; until SIGINT or SIGTERM
    #[arg(long, value_name = "DURATION", value_parser = period)]
    every: Option<Duration>,
    /// Where the same push is running: exit 75, exit 0, or run after it
    #[arg(long, value_name = "WHAT", default_value = "fail")]
    if_running: IfRunning,
    /// Write the run's figures there as Prometheus text, for node_exporter's textfile collector
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    metrics_file: Option<PathBuf>,
    /// Send nothing, and show what would be sent and refused
    #[arg(long, conflicts_with_all = ["every", "metrics_file", "reconcile", "no_wait"])]
    dry_run: bool,
    /// Products, and refusals, that a dry run shows
    #[arg(long, value_name = "N", default_value_t = 5, requires = "dry_run", value_parser = value_parser!(u16).range(..=1_000))]
    diff: u16,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Way {
    Direct,
    Gateway,
}

impl From<ProductsArgs> for ProductsOptions {
    fn from(args: ProductsArgs) -> Self {
        let (mut marketplaces, mut unknown) = (Vec::new(), None);
        let all = Marketplace::ALL.map(|known| known.as_str().to_owned());
        let named =
            args.marketplace
                .into_iter()
                .flat_map(|word| match word.eq_ignore_ascii_case("all") {
                    true => all.to_vec(),
                    false => vec![word],
                });
        for word in named {
            match word.parse::<Marketplace>() {
                Ok(known) if marketplaces.contains(&known) => {}
                Ok(known) => marketplaces.push(known),
                Err(error) => unknown = unknown.or(Some(error.to_string())),
            }
        }
        Self {
            marketplaces,
            unknown_marketplace: unknown,
            via: match args.via {
                Way::Direct => Via::Direct,
                Way::Gateway => Via::Gateway,
            },
            tenants: args.tenant,
            all_tenants: args.all_tenants,
            at_once: usize::from(args.at_once),
            product_ids: args.product_id,
            product_ids_from: args.product_ids_from,
            full: args.full,
            limit: args.limit,
            retry_refused: args.retry_refused,
            reconcile: args.reconcile,
            content: args.content,
            no_wait: args.no_wait,
            deadline: args.deadline,
            if_running: args.if_running.into(),
            every: args.every,
            metrics: args.metrics_file.map(Destination::File),
            dry_run: args.dry_run,
            diff: usize::from(args.diff),
        }
    }
}
