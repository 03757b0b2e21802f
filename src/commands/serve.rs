//! `serve`: stays up, runs the jobs of `[schedule]`, and tells how they are.

mod health;
mod job;
mod presence;
mod tokens;

use std::net::SocketAddr;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::sync::mpsc;
use tracing::{info, warn};

use super::metrics::Held;
use crate::app::{App, Stop};
use crate::clock;
use crate::config::Job;
use crate::failure::{Exit, Failure, Kind};
use crate::serve::{Answer, Asked, Board, Face, Notify, Pulse, Question};
use crate::ui::{self, Ui};
use health::Doctor;
use presence::Presence;

/// What Prometheus' text format is called.
const PROMETHEUS: &str = "text/plain; version=0.0.4; charset=utf-8";
/// How often a sign of life is given at least.
const BEAT: Duration = Duration::from_secs(5);

/// What `serve` was asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct ServeOptions {
    /// In place of `serve.listen`; `Some(None)` is nowhere.
    pub listen: Option<Option<SocketAddr>>,
    /// In place of `serve.stop_within`.
    pub stop_within: Option<Duration>,
}

/// Runs the jobs until a signal comes; then they save their work.
pub fn serve(app: &App, ui: &Ui, options: ServeOptions) -> Result<Exit, Failure> {
    let settings = app.settings();
    let jobs: Vec<_> = settings.schedule.jobs().collect();
    if jobs.is_empty() {
        let nothing = Failure::new(Kind::Config, "every job of [schedule] is disabled");
        return Err(nothing.hinted("see what there is with: jeton config show --defaults"));
    }
    app.block_on(async {
        let stop = Stop::listen()?;
        let listen = options.listen.unwrap_or(settings.serve.listen);
        let face = match listen {
            Some(address) => Some(Face::bind(address).await?),
            None => None,
        };
        let serving = Serving {
            app,
            ui: &ui.for_jobs(),
            stop: &stop,
            jobs,
            board: Board::default(),
            presence: Presence::default(),
            figures: Held::default(),
        };
        let notify = Notify::new(app.environment(), std::process::id());
        let status = serving.announce(ui, face.as_ref().map(Face::address));
        notify.ready(&status);
        let within = options.stop_within.unwrap_or(settings.serve.stop_within);
        if within < settings.http.timeout {
            warn!(
                "serve.stop_within is shorter than http.timeout: a token request could be cut off, and a refresh token lost"
            );
        }
        // What it takes to find the database out is not to hold up the jobs; they say what is wrong with it.
        let _ = app.database();
        let pulse = Pulse::default();
        let asked = face.map(|face| face.open(pulse.clone()));
        let life = (&notify, &pulse);
        Ok(serving.until_stopped(asked, life, within).await)
    })?
}

/// What the jobs of the process have in common.
struct Serving<'a> {
    app: &'a App,
    ui: &'a Ui,
    stop: &'a Stop,
    jobs: Vec<(&'static str, Job)>,
    board: Board,
    presence: Presence,
    figures: Held,
}

impl Serving<'_> {
    /// Says what is to come, and puts it on the board.
    fn announce(&self, ui: &Ui, at: Option<SocketAddr>) -> String {
        let now = clock::now();
        for (name, job) in &self.jobs {
            let first = job.first(name);
            self.board.add(name, job.every, now.checked_add(first).ok());
            let when = match first {
                Duration::ZERO => "now".to_owned(),
                first => format!("in {}", ui::duration(first)),
            };
            let every = ui::duration(job.every);
            ui.say(&format!("{name}: {when}, then every {every}"));
        }
        let names: Vec<_> = self.jobs.iter().map(|(name, _)| *name).collect();
        let mut status = format!("jobs: {}", names.join(", "));
        if let Some(at) = at {
            ui.say(&format!(
                "health: http://{at}/health, metrics: http://{at}/metrics"
            ));
            status.push_str(&format!("; http://{at}/health"));
        }
        status
    }

    async fn until_stopped(
        &self,
        asked: Option<mpsc::Receiver<Asked>>,
        (notify, pulse): (&Notify, &Pulse),
        within: Duration,
    ) -> Exit {
        let working = join_all(self.jobs.iter().map(|(name, job)| self.keep(name, job)));
        let mut stopping = self.stop.receiver();
        let overdue = async {
            // The sender lives as long as the process.
            let _ = stopping.wait_for(|asked| *asked).await;
            notify.stopping();
            tokio::time::sleep(within).await;
        };
        tokio::select! {
            // A stop is told of before the jobs have ended.
            biased;
            () = overdue => warn!(
                jobs = self.board.running().join(","),
                "stopped before all work was saved; a sync goes on from its last page"
            ),
            () = alive(notify, pulse) => {}
            () = self.answer(asked) => {}
            _ = working => {}
        }
        let exit = self.stop.signal().map_or(Exit::Done, Exit::Stopped);
        info!(exit_code = exit.code(), "stopped");
        exit
    }

    /// Answers what is asked, one question after the other; never ends.
    async fn answer(&self, asked: Option<mpsc::Receiver<Asked>>) {
        let mut doctor = Doctor::new(self.app, &self.jobs);
        if let Some(mut asked) = asked {
            while let Some(Asked { question, reply }) = asked.recv().await {
                let answer = match question {
                    Question::Health => doctor.looks(&self.board, &self.presence).await,
                    Question::Metrics => Answer {
                        status: 200,
                        content_type: PROMETHEUS,
                        body: self.board.metrics() + &doctor.metrics().await + &self.figures.text(),
                    },
                };
                // Whoever asked may be gone.
                let _ = reply.send(answer);
            }
        }
        std::future::pending().await
    }
}

/// Tells the watchdog, and whoever asks, that this task goes on; never ends.
async fn alive(notify: &Notify, pulse: &Pulse) {
    let rhythm = notify.rhythm().unwrap_or(BEAT).min(BEAT);
    loop {
        pulse.beat();
        notify.alive();
        tokio::time::sleep(rhythm).await;
    }
}
