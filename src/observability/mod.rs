//! What a run tells of itself: log lines to the writer that the edge hands in, one an event, and numbers for the
//! metrics file. No secrets: events name tokens by fingerprint and never carry bodies.

pub mod metrics;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people and grep.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// How much is logged, and how it looks.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// -2 nothing but errors, 0 events of runs, 1 each request, 2 and more what libraries say too.
    pub verbosity: i8,
    /// Text or JSON.
    pub format: Format,
    /// No times, which matter in a file only.
    pub terminal: bool,
    /// From `JETON_LOG`; wins over `verbosity` (`jeton=debug,sqlx=info`).
    pub filter: Option<&'a str>,
}

/// Starts logging.
pub fn init<W>(options: Options<'_>, ansi: bool, writer: W)
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let own = match options.verbosity {
        ..=-2 => LevelFilter::ERROR,
        -1 => LevelFilter::WARN,
        0 => LevelFilter::INFO,
        1 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    let others = match options.verbosity {
        ..=1 => LevelFilter::ERROR,
        2 => LevelFilter::INFO,
        _ => LevelFilter::DEBUG,
    };
    let default = || EnvFilter::new(format!("{others},jeton={own}"));
    let filter = match options.filter {
        Some(text) => EnvFilter::try_new(text).unwrap_or_else(|_| default()),
        None => default(),
    };
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(writer)
        // Else a closed stderr is a panic: the failure to write would be told on stderr.
        .log_internal_errors(false)
        .with_ansi(ansi)
        .with_target(false);
    // A second start in one process keeps the first.
    let _ = match (options.format, options.terminal) {
        (Format::Text, true) => builder.without_time().try_init(),
        (Format::Text, false) => builder.try_init(),
        (Format::Json, _) => builder.json().flatten_event(true).try_init(),
    };
}
