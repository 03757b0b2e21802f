//! What a failure means for the caller: a kind with a documented exit code, the cause, and what to do
//! next. Knows every module's error; nobody below knows it.

mod database;
mod gateway;
mod hint;
mod import;
mod marketplace;
mod msal;
mod token;
mod upstream;

use std::time::Duration;

use jiff::Timestamp;
use serde::{Serialize, Serializer};
use serde_json::Value;

use hint::{Hint, Work};

use crate::{app, clock, config, fsio, sandbox, serve, sync, ui};

/// How a command ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// A check found something: the kind says what.
    Found(Kind),
    /// Done in part: some records were refused, and are kept with their reasons.
    Partial,
    /// The deadline came; the next run goes on.
    Unfinished,
    /// Stopped by a signal after saving its checkpoint.
    Stopped(app::Signal),
}

impl Exit {
    /// The process's exit code.
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Found(kind) => kind.code(),
            Exit::Partial => 7,
            Exit::Unfinished => Kind::Busy.code(),
            Exit::Stopped(signal) => signal.exit_code(),
        }
    }
}

/// Kinds of failure, each with one exit code. The codes are a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 1: a bug, or a machine in trouble.
    Unexpected,
    /// 2: wrong command line.
    Usage,
    /// 3: configuration or key wrong or missing.
    Config,
    /// 4: a person has to log in.
    LoginNeeded,
    /// 5: nothing to do before the time printed.
    RateLimited,
    /// 6: 5xx, network, an answer that makes no sense.
    UpstreamUnavailable,
    /// 8: the database, or its schema.
    Database,
    /// 75: somebody else is at it.
    Busy,
    /// 126: the command of `token exec` cannot be run.
    CommandNotRunnable,
    /// 127: there is no such command.
    CommandNotFound,
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl Kind {
    /// Of an upstream that answers with 429, or with a status that may be another one next time.
    fn of_status(status: u16) -> Self {
        match status {
            429 => Kind::RateLimited,
            _ => Kind::UpstreamUnavailable,
        }
    }

    /// As it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Unexpected => "unexpected",
            Kind::Usage => "usage",
            Kind::Config => "config",
            Kind::LoginNeeded => "login_needed",
            Kind::RateLimited => "rate_limited",
            Kind::UpstreamUnavailable => "upstream_unavailable",
            Kind::Database => "database",
            Kind::Busy => "busy",
            Kind::CommandNotRunnable => "command_not_runnable",
            Kind::CommandNotFound => "command_not_found",
        }
    }

    /// The process's exit code.
    pub fn code(self) -> u8 {
        match self {
            Kind::Unexpected => 1,
            Kind::Usage => 2,
            Kind::Config => 3,
            Kind::LoginNeeded => 4,
            Kind::RateLimited => 5,
            Kind::UpstreamUnavailable => 6,
            Kind::Database => 8,
            Kind::Busy => 75,
            Kind::CommandNotRunnable => 126,
            Kind::CommandNotFound => 127,
        }
    }
}

/// What the upstream said, for its support.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Upstream {
    /// Its own error code.
    pub code: Option<String>,
    /// HTTP status.
    pub status: Option<u16>,
    /// Its id of the request.
    pub request_id: Option<String>,
}

/// A failed command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// What it means.
    #[serde(rename = "code")]
    pub kind: Kind,
    /// What failed and why, one line.
    pub message: String,
    /// What to do next, a command where there is one.
    hint: Option<Hint>,
    /// Before when there is nothing to do, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_at: Option<Timestamp>,
    /// What the upstream said, where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upstream: Option<Box<Upstream>>,
    /// What a contract answers to this, beside our own words.
    #[serde(skip)]
    answer: Option<Box<Value>>,
}

impl Failure {
    /// A failure that was found by a command itself.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            hint: None,
            retry_at: None,
            upstream: None,
            answer: None,
        }
    }

    fn of(kind: Kind, error: &dyn std::error::Error) -> Self {
        Self::new(kind, chain(error))
    }

    /// Says what to do next.
    pub fn hinted(mut self, hint: impl Into<Hint>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says it in the words of a contract, too.
    pub fn answered(mut self, answer: Value) -> Self {
        self.answer = Some(Box::new(answer));
        self
    }

    /// The same where nothing was said before.
    pub fn answered_else(self, answer: Value) -> Self {
        match self.answer {
            Some(_) => self,
            None => self.answered(answer),
        }
    }

    /// What a contract answers to this.
    pub fn answer(&self) -> Option<&Value> {
        self.answer.as_deref()
    }

    fn at(mut self, time: Timestamp) -> Self {
        self.retry_at = Some(time);
        self
    }

    fn said_by_upstream(
        mut self,
        code: Option<&str>,
        status: Option<u16>,
        id: Option<&String>,
    ) -> Self {
        let said = Upstream {
            code: code.map(str::to_owned),
            status,
            request_id: id.cloned(),
        };
        self.upstream = (said != Upstream::default()).then(|| Box::new(said));
        self
    }

    /// Names the profile in the hint, where one was left open.
    pub fn of_profile(mut self, name: &str) -> Self {
        self.hint = self.hint.map(|hint| hint.of_profile(name));
        self
    }

    /// For what only looks: takes back what a hint says of a run's work.
    pub fn of_a_look(mut self) -> Self {
        self.hint = self.hint.map(Hint::of_a_look);
        self
    }

    /// What to do next, in words.
    pub fn hint(&self) -> Option<String> {
        self.hint.as_ref().map(Hint::to_string)
    }

    /// Puts what was being done before the cause.
    pub fn doing(mut self, what: impl std::fmt::Display) -> Self {
        self.message = format!("{what}: {}", self.message);
        self
    }

    /// Says it: people read stderr; with `-o json` the same stands on stdout, where the result would be.
    pub fn tell(&self, ui: &ui::Ui) {
        let mut document = serde_json::json!({ "error": self });
        if let Some(answer) = self.answer() {
            document["answer"] = answer.clone();
        }
        if !ui.is_json() || ui.report("", &document).is_err() {
            ui.error(&self.line(), self.hint().as_deref());
        }
    }

    /// The line for people: the message, and the upstream's id of the request.
    pub fn line(&self) -> String {
        let id = self
            .upstream
            .as_ref()
            .and_then(|said| said.request_id.as_deref());
        match id {
            Some(id) => format!("{} (request id {id})", self.message),
            None => self.message.clone(),
        }
    }
}

/// When to try again: the time that was asked for, or "later".
fn later(wait: Option<Duration>) -> String {
    let now = clock::now();
    let at = wait.and_then(|wait| now.checked_add(wait).ok());
    at.map_or_else(|| "later".to_owned(), |at| ui::moment(at, now))
}

/// An error and its causes in one line; a cause that its parent repeats is left out.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = fsio::plain(&error.to_string());
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_text = fsio::plain(&inner.to_string());
        if !text.contains(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        cause = inner.source();
    }
    text
}

impl From<config::Error> for Failure {
    fn from(error: config::Error) -> Self {
        let failure = Failure::of(Kind::Config, &error);
        match error.hint() {
            Some(hint) => failure.hinted(hint),
            None => failure,
        }
    }
}

impl From<app::Error> for Failure {
    fn from(error: app::Error) -> Self {
        let failure = Failure::of(Kind::Config, &error);
        match error {
            app::Error::NoProfile => failure.hinted(
                "make a configuration with: jeton config init (or try everything without one: jeton demo)",
            ),
            app::Error::NoPersonsProfile { upstream, profiles } => failure.hinted(format!(
                "name the one whose token it takes: sources.{upstream}.profile = {:?}",
                profiles.first().map_or("", String::as_str)
            )),
            app::Error::UnknownProfile { nearest: Some(name), .. } => {
                failure.hinted(format!("did you mean {name}?"))
            }
            app::Error::UnknownProfile { .. } => {
                failure.hinted("see the configured ones with: jeton token status")
            }
            app::Error::UnknownGroup { .. } => {
                failure.hinted("give its number, as `id -g` shows it")
            }
            app::Error::Config(error) => error.into(),
            app::Error::UnknownDatabase { .. } => {
                failure.hinted("an example: DATABASE_URL=postgres://jeton@localhost/jeton")
            }
            app::Error::NoDatabase => {
                failure.hinted("give it an address, or unset it for the embedded database")
            }
            app::Error::Secret(_) => failure.hinted("set it there, or change database.url"),
            app::Error::Signals(error) | app::Error::Runtime(error) => Failure::of(Kind::Unexpected, &error),
        }
    }
}

impl From<ui::Error> for Failure {
    fn from(error: ui::Error) -> Self {
        match error {
            ui::Error::NobodyToAsk { .. } => Failure::of(Kind::Usage, &error),
            _ => Failure::of(Kind::Unexpected, &error),
        }
    }
}

impl From<fsio::Error> for Failure {
    fn from(error: fsio::Error) -> Self {
        Failure::of(Kind::Config, &error)
    }
}

impl From<sandbox::Error> for Failure {
    fn from(error: sandbox::Error) -> Self {
        Failure::of(Kind::Unexpected, &error)
            .doing("cannot start the sandbox")
            .hinted("take another port with --port, or a free one with --port 0")
    }
}

impl From<serve::Error> for Failure {
    fn from(error: serve::Error) -> Self {
        let taken = error.source.kind() == std::io::ErrorKind::AddrInUse;
        let other = "take another address with --listen HOST:PORT, or none with --listen off";
        Failure::of(Kind::Config, &error).hinted(match taken {
            true => format!("another serve may be running; {other}"),
            false => other.to_owned(),
        })
    }
}

impl From<sync::Error> for Failure {
    fn from(error: sync::Error) -> Self {
        match error {
            sync::Error::Running { .. } => {
                Failure::of(Kind::Busy, &error).hinted("nothing to do: the next run tries again")
            }
            sync::Error::Endless(_) => Failure::of(Kind::UpstreamUnavailable, &error)
                .hinted(Work::Saved.and("tell the upstream's support")),
            sync::Error::Gateway(error) => error.into(),
            sync::Error::Marketplace(error) => error.into(),
            sync::Error::PartnerCenter(error) => error.into(),
            sync::Error::ExternalOrders(error) => upstream::of_external_orders(error),
            sync::Error::File(error) => error.into(),
            sync::Error::Database(error) => error.into(),
        }
    }
}
