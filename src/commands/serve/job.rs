//! A job: its runs, one after the other. When is `coordination::Repeat`'s business, what a run does its command's.

use std::time::Duration;

use serde_json::json;
use tracing::{debug, error, info};

use super::{Serving, tokens};
use crate::clock;
use crate::commands::metrics::Destination;
use crate::commands::sync::orders::{self, OrderSource, OrdersOptions};
use crate::commands::sync::products::{self, ProductsOptions};
use crate::commands::sync::{self, IfRunning, SyncOptions};
use crate::config::Job;
use crate::coordination::{Ended as How, Repeat};
use crate::failure::{Exit, Failure, Kind};
use crate::serve::Ended;
use crate::ui;
use crate::upstream::marketplace::Marketplace;

/// Shops at once, as of the commands by default.
const AT_ONCE: usize = 4;

impl Serving<'_> {
    /// Runs the job again and again, until a stop is asked for.
    pub(super) async fn keep(&self, name: &'static str, job: &Job) {
        let mut repeat = Repeat::new(job.every);
        let mut pause = job.first(name);
        let halt = self.stop.halt();
        while halt.unless_asked(tokio::time::sleep(pause)).await.is_some() {
            self.board.began(name, clock::now());
            let started = clock::monotonic();
            let done = self.run(name).await;
            let took = started.elapsed();
            if let Ok(target) = self.app.database() {
                self.presence.note(&target);
            }
            self.board.ended(name, self.told(name, &done, took));
            let ended = match name {
                // Who has to wait for one issuer does not wait for the others: each has a ledger and a breaker.
                "tokens" => How::Well,
                _ => sync::every::ended(&done),
            };
            pause = repeat.pause(ended, took, fastrand::f64());
            self.board.waits(name, clock::now().checked_add(pause).ok());
        }
        self.board.waits(name, None);
    }

    async fn run(&self, name: &str) -> Result<Exit, Failure> {
        let (app, ui, stop) = (self.app, self.ui, self.stop);
        // What is running by cron already is no failure here.
        let if_running = IfRunning::Skip;
        let metrics = Some(Destination::Held(self.figures.clone()));
        let run = SyncOptions {
            if_running,
            metrics: metrics.clone(),
            ..SyncOptions::default()
        };
        let (kind, part) = name.split_once('/').unwrap_or((name, ""));
        if kind != "tokens" {
            self.presence.check(&app.database()?)?;
        }
        match kind {
            "tokens" => tokens::renew(app, &self.jobs, stop).await,
            "referrals" => sync::referrals_once(app, ui, &run, stop).await,
            "orders" => {
                let options = OrdersOptions {
                    run,
                    sources: match part {
                        "" => Vec::new(),
                        "external" => vec![OrderSource::External],
                        part => vec![OrderSource::Marketplace(marketplace(part)?)],
                    },
                    at_once: AT_ONCE,
                    ..OrdersOptions::default()
                };
                orders::once(app, ui, &options, stop).await
            }
            "products" => {
                let options = ProductsOptions {
                    marketplaces: match part {
                        "" => Marketplace::ALL.to_vec(),
                        part => vec![marketplace(part)?],
                    },
                    all_tenants: true,
                    at_once: AT_ONCE,
                    if_running,
                    metrics,
                    ..ProductsOptions::default()
                };
                products::once(app, ui, &options, stop).await
            }
            _ => Err(Failure::new(
                Kind::Config,
                format!("there is no job {name:?}"),
            )),
        }
    }

    /// Says how it ended, and what of it stays on the board.
    fn told(&self, job: &str, done: &Result<Exit, Failure>, took: Duration) -> Ended {
        let seconds = ui::seconds(took);
        let exit_code = done
            .as_ref()
            .map_or_else(|failed| failed.kind.code(), |exit| exit.code());
        let failed = match done {
            // What was done has told of itself.
            Ok(Exit::Done) => {
                debug!(job, exit_code, seconds, "job_ended");
                None
            }
            Ok(exit) => {
                info!(job, exit_code, seconds, "job_ended");
                match exit {
                    Exit::Found(kind) => Some(*kind),
                    _ => None,
                }
            }
            Err(failure) => {
                let told = json!({ "job": job, "ended_at": clock::now(), "exit_code": exit_code, "error": failure });
                // Where stdout cannot be written, the log is.
                let _ = self.ui.report("", &told);
                let (line, hint) = (failure.line(), failure.hint());
                error!(job, exit_code, seconds, hint, "{line}");
                Some(failure.kind)
            }
        };
        Ended {
            at: clock::now(),
            exit_code,
            seconds,
            error: failed.map(Kind::as_str),
        }
    }
}

/// The configuration knows no other names.
fn marketplace(name: &str) -> Result<Marketplace, Failure> {
    name.parse()
        .map_err(|_| Failure::new(Kind::Config, format!("there is no marketplace {name:?}")))
}
