//! What a person or a script sees. The only place that prints.
//!
//! Rules: stdout carries the result and nothing else, one JSON document with `-o json` (one a line from what repeats); stderr carries
//! logs, progress, questions and errors. Colours never carry meaning alone. Nothing is asked where
//! nobody can answer. A reader that has gone away (`| head -1`) is no failure.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is the module that prints"
)]

mod ask;
mod browser;
mod code;
mod import_progress;
mod listing;
mod log;
mod look;
mod progress;
mod push;
mod qr;
mod runs;
mod table;
mod time;

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

use indicatif::MultiProgress;
use serde::Serialize;
use serde_json::Value;

use crate::fsio;

pub use ask::Question;
pub use code::CodePrompt;
pub use import_progress::ImportProgress;
pub use listing::Listing;
pub use log::LogWriter;
pub use look::Look;
pub use progress::SyncProgress;
pub use push::{ErrandProgress, PushBar};
pub use runs::{length, outcome, runs};
pub use table::{fields, table};
pub use time::{count, duration, moment, seconds, size};

/// Version of every JSON document: raised when a field goes or changes its meaning.
const JSON_FORMAT: u32 = 1;

/// What `-o json` prints: the result's own fields behind the format's version.
#[derive(Serialize)]
struct Document<'a, T> {
    format: u32,
    #[serde(flatten)]
    result: &'a T,
}

/// A result that could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// stdout is full or broken, other than by a reader that left.
    #[error("cannot write the result: {}", fsio::reason(.0))]
    Output(#[source] io::Error),
    /// An answer is needed and nobody is there to give it.
    #[error("{need}, and nobody can be asked here")]
    NobodyToAsk {
        /// What the answer is needed for.
        need: &'static str,
    },
    /// The terminal went away in the middle of a question.
    #[error("no answer: {0}")]
    Prompt(#[from] dialoguer::Error),
}

/// What was decided about the streams.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// One JSON document instead of text.
    pub json: bool,
    /// Colours on stdout and stderr.
    pub color: Choice,
    /// Bars, spinners and progress lines.
    pub progress: bool,
    /// Whether questions may be asked.
    pub input: bool,
    /// Whether talk on stderr is wanted at all.
    pub quiet: bool,
    /// Whether stderr is read by a machine: talk and errors become events among the other JSON lines.
    pub json_log: bool,
    /// `TERM=dumb`: lines instead of bars, no colours.
    pub dumb: bool,
    /// Nothing is drawn but ASCII: `TERM=dumb`, or a locale without UTF-8.
    pub ascii: bool,
}

/// A setting with a sensible default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// On a terminal that can.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The streams of one run.
pub struct Ui {
    options: Options,
    bars: MultiProgress,
    /// Documents on one line each.
    in_lines: bool,
    /// No results for people.
    documents_only: bool,
    /// Results that wait to be parts of one document.
    gathered: Mutex<Option<Vec<Value>>>,
}

impl Ui {
    /// Looks at the streams; writes nothing.
    pub fn new(options: Options) -> Self {
        Self {
            options,
            bars: MultiProgress::new(),
            in_lines: false,
            documents_only: false,
            gathered: Mutex::new(None),
        }
    }

    /// The same streams for results that follow each other: a document is one line.
    pub fn in_lines(&self) -> Self {
        Self {
            options: self.options,
            bars: self.bars.clone(),
            in_lines: true,
            documents_only: false,
            gathered: Mutex::new(None),
        }
    }

    /// The same streams for jobs beside each other, of which the log tells: no bars, no talk, no results for people.
    pub fn for_jobs(&self) -> Self {
        let options = Options {
            progress: false,
            quiet: true,
            ..self.options
        };
        Self {
            options,
            documents_only: true,
            ..self.in_lines()
        }
    }

    /// For a command line that was not understood, but asked for JSON.
    pub fn for_json() -> Self {
        Self::new(Options {
            json: true,
            color: Choice::Never,
            progress: false,
            input: false,
            quiet: true,
            json_log: false,
            dumb: true,
            ascii: true,
        })
    }

    /// Whether the result is wanted as JSON.
    pub fn is_json(&self) -> bool {
        self.options.json
    }

    /// Whether somebody can be asked.
    pub fn can_ask(&self) -> bool {
        self.options.input && io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Whether somebody looks at stderr as it comes.
    pub fn is_watched(&self) -> bool {
        io::stderr().is_terminal()
    }

    /// Whether somebody looks at stdout as it comes.
    pub fn shows_results(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// Whether somebody types on stdin.
    pub fn is_typed(&self) -> bool {
        io::stdin().is_terminal()
    }

    /// Whether bars can be drawn.
    pub fn draws(&self) -> bool {
        self.options.progress && !self.options.dumb && self.is_watched()
    }

    /// Whether stderr takes colours.
    pub fn colors(&self) -> bool {
        match self.options.color {
            Choice::Always => true,
            Choice::Never => false,
            Choice::Auto => !self.options.dumb && self.is_watched(),
        }
    }

    /// Where log lines go: stderr, around whatever is drawn there.
    pub fn log_writer(&self) -> LogWriter {
        LogWriter::new(self.bars.clone())
    }

    /// Whether results are for programs alone: what a person must know goes into the log.
    pub fn is_for_jobs(&self) -> bool {
        self.documents_only
    }

    /// Writes the result: `human` for people, `json` for `-o json`.
    pub fn report(&self, human: &str, json: &impl Serialize) -> Result<(), Error> {
        match self.options.json {
            true => self.document(json),
            false if self.documents_only => Ok(()),
            false => self.line(human),
        }
    }

    /// Keeps the JSON documents of the commands that `run` runs and gives them back: a command made of
    /// several prints one document. Text is written as it comes.
    pub fn gathering<T>(&self, run: impl FnOnce() -> T) -> (T, Vec<Value>) {
        *self.gathered() = Some(Vec::new());
        let done = run();
        let parts = self.gathered().take();
        (done, parts.unwrap_or_default())
    }

    fn gathered(&self) -> MutexGuard<'_, Option<Vec<Value>>> {
        self.gathered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes text to stdout as it is, with one line end; nothing for an empty text.
    pub fn line(&self, text: &str) -> Result<(), Error> {
        if text.is_empty() {
            return Ok(());
        }
        written(writeln!(io::stdout(), "{}", text.trim_end_matches('\n')))
    }

    /// Writes bytes to stdout as they are.
    pub fn bytes(&self, bytes: &[u8]) -> Result<(), Error> {
        let mut out = io::stdout();
        written(out.write_all(bytes).and_then(|()| out.flush()))
    }

    /// Writes the result as JSON, whatever `-o` says.
    pub fn document(&self, result: &impl Serialize) -> Result<(), Error> {
        let failed = |error: serde_json::Error| Error::Output(error.into());
        if let Some(parts) = self.gathered().as_mut() {
            parts.push(serde_json::to_value(result).map_err(failed)?);
            return Ok(());
        }
        let document = Document {
            format: JSON_FORMAT,
            result,
        };
        let text = match self.in_lines {
            true => serde_json::to_string(&document),
            false => serde_json::to_string_pretty(&document),
        };
        self.line(&text.map_err(failed)?)
    }

    /// Writes a JSON document of somebody else's format, on one line.
    pub fn bare_document(&self, document: &impl Serialize) -> Result<(), Error> {
        let text = serde_json::to_string(document).map_err(|error| Error::Output(error.into()))?;
        self.line(&text)
    }

    /// Says something to the person, on stderr.
    pub fn say(&self, text: &str) {
        match (self.options.quiet, self.options.json_log) {
            (true, _) => {}
            (false, true) => tracing::info!("{}", text.trim()),
            (false, false) => self.insist(text),
        }
    }

    /// Says what the person must see even with `-q`.
    pub fn insist(&self, text: &str) {
        self.bars.suspend(|| drop(writeln!(io::stderr(), "{text}")));
    }

    /// Writes an error to stderr: what failed and why, then what to do next.
    pub fn error(&self, message: &str, hint: Option<&str>) {
        if self.options.json_log {
            return tracing::error!(hint, "{message}");
        }
        let (error, hint_word) = match self.colors() {
            true => ("\x1b[1;31merror:\x1b[0m", "\x1b[36mhint:\x1b[0m"),
            false => ("error:", "hint:"),
        };
        self.bars.suspend(|| {
            let mut stderr = io::stderr();
            let _ = writeln!(stderr, "{error} {message}");
            if let Some(hint) = hint {
                let _ = writeln!(stderr, "{hint_word} {hint}");
            }
        });
    }
}

/// A closed pipe is how a reader says that it has enough.
fn written(result: io::Result<()>) -> Result<(), Error> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(Error::Output),
    }
}
