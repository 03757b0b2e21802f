//! `sync products`: a tenant's products to a marketplace, or those of all tenants, some at once.

mod answer;
mod gateway;
mod job;
mod once;
mod preview;
mod report;
mod tenants;

use std::path::PathBuf;
use std::time::Duration;

use super::{IfRunning, every};
use crate::app::{App, Stop};
use crate::commands::metrics::Destination;
use crate::failure::{Exit, Failure, Kind};
use crate::ui::Ui;
use crate::upstream::marketplace::Marketplace;

/// How a run is to be.
#[derive(Clone, Debug, Default)]
pub struct ProductsOptions {
    pub marketplaces: Vec<Marketplace>,
    /// What is wrong with a name that is none of one.
    pub unknown_marketplace: Option<String>,
    pub via: Via,
    /// By name or id; without any, the only one.
    pub tenants: Vec<String>,
    pub all_tenants: bool,
    /// Tenants at once.
    pub at_once: usize,
    /// These products alone.
    pub product_ids: Vec<String>,
    /// More of them, one a line; `-` is stdin.
    pub product_ids_from: Option<PathBuf>,
    pub full: bool,
    /// At most so many are sent.
    pub limit: Option<u64>,
    pub retry_refused: bool,
    pub reconcile: bool,
    pub content: bool,
    pub no_wait: bool,
    pub deadline: Option<Duration>,
    pub if_running: IfRunning,
    pub every: Option<Duration>,
    pub metrics: Option<Destination>,
    pub dry_run: bool,
    /// Products, and refusals, that a dry run shows.
    pub diff: usize,
}

/// Who does it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Via {
    /// We do.
    #[default]
    Direct,
    /// The configured gateway does.
    Gateway,
}

impl ProductsOptions {
    /// What cannot be meant, and what a gateway does in its own way.
    fn check(&self) -> Result<(), Failure> {
        let known = "known are trendyol, hepsiburada and n11";
        if let Some(unknown) = &self.unknown_marketplace {
            let failure = Failure::new(Kind::Usage, unknown.clone()).hinted(known);
            return Err(failure.answered(answer::invalid("marketplace", "Geçersiz")));
        }
        if self.marketplaces.is_empty() {
            let failure = Failure::new(Kind::Usage, "--marketplace is missing").hinted(known);
            return Err(failure.answered(answer::invalid("marketplace", "Zorunlu")));
        }
        let ours = [
            ("--full", self.full),
            ("--limit", self.limit.is_some()),
            ("--retry-refused", self.retry_refused),
            ("--reconcile", self.reconcile),
            ("--content", self.content),
            ("--no-wait", self.no_wait),
            ("--dry-run", self.dry_run),
        ];
        match ours.iter().find(|(_, wanted)| *wanted) {
            Some((flag, _)) if self.via == Via::Gateway => {
                let wrong = format!("{flag} does not go with --via gateway");
                Err(Failure::new(Kind::Usage, wrong).hinted("the gateway knows no such wish"))
            }
            _ => Ok(()),
        }
    }
}

pub(in crate::commands) use once::products as once;

/// Tells marketplaces what they do not have yet.
pub fn products(app: &App, ui: &Ui, options: &ProductsOptions) -> Result<Exit, Failure> {
    options.check()?;
    let mut options = options.clone();
    tenants::read_ids(&mut options)?;
    app.block_on(async {
        let stop = Stop::listen()?;
        match options.every {
            _ if options.dry_run => preview::products(app, ui, &options).await,
            Some(period) => {
                options.if_running = options.if_running.patient();
                let run = async |ui: &Ui| once::products(app, ui, &options, &stop).await;
                every::repeat(ui, period, &stop, run).await
            }
            None => once::products(app, ui, &options, &stop).await,
        }
    })?
}
