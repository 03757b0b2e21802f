//! Whether all is right: the database answers and has this version's schema, and every token that a job needs is good. Looked
//! at when somebody asks, and at most once a second, whoever asks.

use std::time::{Duration, Instant};

use serde::Serialize;

use super::presence::Presence;
use super::tokens;
use crate::app::App;
use crate::clock;
use crate::commands::token::Glance;
use crate::config::Job;
use crate::db::{self, Database};
use crate::failure::{Failure, Kind};
use crate::observability::metrics;
use crate::serve::{Answer, Board};

/// An answer is told again for so long.
const FRESH: Duration = Duration::from_secs(1);
/// What a database may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Looks.
pub(super) struct Doctor<'a> {
    app: &'a App,
    jobs: &'a [(&'static str, Job)],
    health: Option<(Instant, Answer)>,
    tokens: Option<(Instant, Vec<Seen>)>,
}

/// A token, and whether it is wrong that it is as it is.
#[derive(Clone, Serialize)]
struct Seen {
    #[serde(flatten)]
    token: Glance,
    #[serde(skip)]
    matters: bool,
}

#[derive(Serialize)]
struct Health<J> {
    format: u32,
    /// `ok` or `failing`.
    status: &'static str,
    /// What is wrong, and what to do about it.
    reasons: Vec<Reason>,
    tokens: Vec<Seen>,
    jobs: J,
}

#[derive(Serialize)]
struct Reason {
    /// `database`, `tokens`, or `token` and the profile.
    of: String,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
}

impl<'a> Doctor<'a> {
    pub(super) fn new(app: &'a App, jobs: &'a [(&'static str, Job)]) -> Self {
        Self {
            app,
            jobs,
            health: None,
            tokens: None,
        }
    }

    /// 200, or 503 with the reasons.
    pub(super) async fn looks(&mut self, board: &Board, presence: &Presence) -> Answer {
        if let Some((at, answer)) = &self.health
            && at.elapsed() < FRESH
        {
            return answer.clone();
        }
        let mut reasons = Vec::new();
        if let Err(failure) = database(self.app, presence).await {
            reasons.push(Reason::of("database".to_owned(), &failure));
        }
        let tokens = match self.tokens().await {
            Ok(tokens) => tokens,
            Err(failure) => {
                reasons.push(Reason::of("tokens".to_owned(), &failure));
                Vec::new()
            }
        };
        let wrong = tokens.iter().filter(|seen| seen.matters);
        reasons.extend(wrong.filter_map(|seen| {
            Some(Reason {
                of: format!("token {}", seen.token.profile),
                message: seen.token.wrong.clone()?,
                hint: seen.token.hint.clone(),
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
        self.health = Some((clock::monotonic(), answer.clone()));
        answer
    }

    /// When tokens end, as Prometheus text.
    pub(super) async fn metrics(&mut self) -> String {
        let family = (
            "jeton_token_expiry_timestamp_seconds",
            "gauge",
            "When the cached access token of a profile ends.",
        );
        let tokens = self.tokens().await.unwrap_or_default();
        let samples = tokens.iter().filter_map(|Seen { token, .. }| {
            Some((token.profile.as_str(), token.expires_at?.as_second() as f64))
        });
        metrics::family(family, "profile", samples)
    }

    /// Reading them is files and keys, and a key may be a program's to tell: not for the task that does the work.
    async fn tokens(&mut self) -> Result<Vec<Seen>, Failure> {
        if let Some((at, tokens)) = &self.tokens
            && at.elapsed() < FRESH
        {
            return Ok(tokens.clone());
        }
        let kept = tokens::kept(self.app, self.jobs);
        let renews = self.jobs.iter().any(|(name, _)| *name == "tokens");
        let needs_none = !kept.iter().any(|kept| kept.is_needed);
        let looking = tokio::task::spawn_blocking(move || {
            let seen = kept.iter().map(|kept| Seen {
                token: Glance::at(&kept.manager, renews),
                matters: kept.is_needed || needs_none,
            });
            seen.collect::<Vec<_>>()
        });
        let seen = match tokio::time::timeout(PATIENCE, looking).await {
            Ok(Ok(seen)) => seen,
            _ => {
                let late = format!(
                    "the cached logins could not be read in {} s",
                    PATIENCE.as_secs()
                );
                return Err(Failure::new(Kind::Config, late).hinted("see why with: jeton key show"));
            }
        };
        self.tokens = Some((clock::monotonic(), seen.clone()));
        Ok(seen)
    }
}

impl Reason {
    fn of(of: String, failure: &Failure) -> Self {
        Self {
            of,
            message: failure.line(),
            hint: failure.hint(),
        }
    }
}

/// An embedded database that is not there yet is made by the first run.
async fn database(app: &App, presence: &Presence) -> Result<(), Failure> {
    let target = app.database()?;
    presence.check(&target)?;
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
