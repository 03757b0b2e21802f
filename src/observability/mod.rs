//! What a run tells of itself: log lines and spans to the writer that the edge hands in, spans to a collector where
//! one is named, numbers for the metrics file. No secrets: events name tokens by fingerprint and never carry bodies.

mod lines;
pub mod metrics;
#[cfg(feature = "otel")]
mod otlp;
mod spans;

use tracing::Subscriber;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::JsonFields;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, Registry};

use crate::config::Environment;

pub use spans::{answered, failed, request_span, run_span};

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
    /// The OTLP collector that spans go to, where this was built with the feature `otel`.
    pub collector: Option<&'a str>,
}

/// The collector that the environment names. All else about it is read by its library, by the standard's names.
pub fn collector(environment: &Environment) -> Option<&str> {
    let is = |name, word| {
        let value = environment.get(name);
        value.is_some_and(|value| value.eq_ignore_ascii_case(word))
    };
    if is("OTEL_SDK_DISABLED", "true") || is("OTEL_TRACES_EXPORTER", "none") {
        return None;
    }
    let traces = environment.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    traces.or_else(|| environment.get("OTEL_EXPORTER_OTLP_ENDPOINT"))
}

/// What has to be ended when a run has.
#[must_use = "spans on their way are lost without `finish`"]
pub struct Telemetry {
    #[cfg(feature = "otel")]
    traces: Option<otlp::Traces>,
}

impl Telemetry {
    /// Sends what is still to be sent. Takes two seconds at most and costs no more than a warning.
    pub fn finish(self) {
        #[cfg(feature = "otel")]
        if let Some(traces) = self.traces {
            traces.finish();
        }
    }
}

/// Starts logging.
pub fn init<W>(options: Options<'_>, ansi: bool, writer: W) -> Telemetry
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    #[cfg(feature = "otel")]
    let (traces, spans) = options.collector.map(otlp::start).unzip();
    #[cfg(not(feature = "otel"))]
    let spans: Option<Spans> = None;
    // A second start in one process keeps the first.
    let _ = subscriber(options, ansi, writer, spans).try_init();
    #[cfg(not(feature = "otel"))]
    if options.collector.is_some() {
        tracing::debug!("no traces are sent: this jeton was built without the feature otel");
    }
    Telemetry {
        #[cfg(feature = "otel")]
        traces,
    }
}

/// Where spans go besides the log.
type Spans = Box<dyn Layer<Registry> + Send + Sync>;

fn subscriber<W>(
    options: Options<'_>,
    ansi: bool,
    writer: W,
    spans: Option<Spans>,
) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(writer)
        // Else a closed stderr is a panic: the failure to write would be told on stderr.
        .log_internal_errors(false)
        .with_ansi(ansi);
    let lines = match options.format {
        Format::Text => {
            let timed = !options.terminal;
            lines.event_format(lines::Text { timed }).boxed()
        }
        Format::Json => {
            let lines = lines.fmt_fields(JsonFields::new());
            lines.event_format(lines::Json).boxed()
        }
    };
    Registry::default()
        .with(spans)
        .with(lines.with_filter(filter(options)))
}

fn filter(options: Options<'_>) -> EnvFilter {
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
    match options.filter {
        Some(text) => EnvFilter::try_new(text).unwrap_or_else(|_| default()),
        None => default(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests;
