//! Whether all is right: the database answers and has this version's schema, and every token that is kept is good. Looked
//! at when somebody asks, and at most once a second, whoever asks.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::tokens;
use crate::app::App;
use crate::clock;
use crate::commands::token::Glance;
use crate::config::Job;
use crate::db::{self, Database};
use crate::failure::{Failure, Kind};
use crate::serve::{Answer, Board};

/// An answer is told again for so long.
const FRESH: Duration = Duration::from_secs(1);
/// What a database may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Looks.
pub(super) struct Doctor<'a> {
    app: &'a App,
    jobs: Vec<&'static str>,
    last: Option<(Instant, Answer)>,
}

#[derive(Serialize)]
struct Health<J> {
    format: u32,
    /// `ok` or `failing`.
    status: &'static str,
    /// What is wrong, and what to do about it.
    reasons: Vec<Reason>,
    tokens: Vec<Glance>,
    jobs: J,
}

#[derive(Serialize)]
struct Reason {
    /// `database`, or `token` and the profile.
    of: String,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
}

impl<'a> Doctor<'a> {
    pub(super) fn new(app: &'a App, jobs: &[(&'static str, Job)]) -> Self {
        Self {
            app,
            jobs: jobs.iter().map(|(name, _)| *name).collect(),
            last: None,
        }
    }

    /// 200, or 503 with the reasons.
    pub(super) async fn looks(&mut self, board: &Board) -> Answer {
        if let Some((at, answer)) = &self.last
            && at.elapsed() < FRESH
        {
            return answer.clone();
        }
        let mut reasons = Vec::new();
        if let Err(failure) = database(self.app).await {
            reasons.push(Reason {
                of: "database".to_owned(),
                message: failure.line(),
                hint: failure.hint(),
            });
        }
        let tokens = self.tokens();
        reasons.extend(tokens.iter().filter_map(|token| {
            Some(Reason {
                of: format!("token {}", token.profile),
                message: token.wrong.clone()?,
                hint: token.hint.clone(),
            })
        }));
        let (status, word) = match reasons.is_empty() {
            true => (200, "ok"),
            false => (503, "failing"),
        };
        let health = Health {
            format: 1,
            status: word,
            reasons,
            tokens,
            jobs: board.jobs(),
        };
        let answer = Answer {
            status,
            content_type: "application/json",
            body: serde_json::to_string(&health).unwrap_or_default() + "\n",
        };
        self.last = Some((clock::monotonic(), answer.clone()));
        answer
    }

    /// When tokens end, as Prometheus text.
    pub(super) fn metrics(&self) -> String {
        const NAME: &str = "jeton_token_expiry_timestamp_seconds";
        let mut text = String::new();
        for token in self.tokens() {
            let Some(at) = token.expires_at else { continue };
            if text.is_empty() {
                let help = "When the cached access token of a profile ends.";
                // Writing to a string does not fail.
                let _ = writeln!(text, "# HELP {NAME} {help}\n# TYPE {NAME} gauge");
            }
            let (profile, at) = (&token.profile, at.as_second());
            let _ = writeln!(text, "{NAME}{{profile=\"{profile}\"}} {at}");
        }
        text
    }

    fn tokens(&self) -> Vec<Glance> {
        let kept = tokens::kept(self.app, &self.jobs);
        kept.iter().map(Glance::at).collect()
    }
}

/// An embedded database that is not there yet is made by the first run.
async fn database(app: &App) -> Result<(), Failure> {
    let target = app.database()?;
    let looking = async {
        let database = match Database::open_existing(&target).await {
            Err(db::Error::NoFile { .. }) => return Ok(()),
            opened => opened?,
        };
        let current = database.require_current().await;
        database.close().await;
        current
    };
    match tokio::time::timeout(PATIENCE, looking).await {
        Ok(looked) => Ok(looked?),
        Err(_) => {
            let late = format!("the database has not answered in {} s", PATIENCE.as_secs());
            Err(Failure::new(Kind::Database, late))
        }
    }
}
