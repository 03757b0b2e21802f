//! A log line: one event, with what the spans around it know, for people and grep or as a JSON object. The library's
//! own lines put the spans first, or into lists.

use std::fmt;

use serde_json::{Map, Value};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::fmt::format::{DefaultFields, JsonFields, Writer};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, FormattedFields};
use tracing_subscriber::registry::LookupSpan;

use crate::clock;

/// `2030-01-01T00:00:00.000000Z  INFO message field=1 run=12`: an event begins with its name, as people grep for it.
pub(super) struct Text {
    /// Whether a line begins with its time.
    pub timed: bool,
}

impl<S> FormatEvent<S, DefaultFields> for Text
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, DefaultFields>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let ansi = writer.has_ansi_escapes();
        if self.timed {
            let (dim, plain) = if ansi {
                ("\x1b[2m", "\x1b[0m")
            } else {
                ("", "")
            };
            write!(writer, "{dim}{:.6}{plain} ", clock::now())?;
        }
        let level = event.metadata().level();
        match ansi {
            true => write!(writer, "\x1b[{}m{level:>5}\x1b[0m ", color(level))?,
            false => write!(writer, "{level:>5} ")?,
        }
        context.format_fields(writer.by_ref(), event)?;
        let spans = context.event_scope().into_iter();
        for span in spans.flat_map(|scope| scope.from_root()) {
            let extensions = span.extensions();
            if let Some(fields) = extensions.get::<FormattedFields<DefaultFields>>()
                && !fields.is_empty()
            {
                write!(writer, " {fields}")?;
            }
        }
        writeln!(writer)
    }
}

fn color(level: &Level) -> u8 {
    match *level {
        Level::ERROR => 31,
        Level::WARN => 33,
        Level::INFO => 32,
        Level::DEBUG => 34,
        Level::TRACE => 35,
    }
}

/// An object whose fields are all on top: `jq 'select(.run == 12)'`.
pub(super) struct Json;

/// What every line has, and no field can be called.
const RESERVED: [&str; 3] = ["timestamp", "level", "message"];

impl<S> FormatEvent<S, JsonFields> for Json
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, JsonFields>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut own = String::new();
        context.format_fields(Writer::new(&mut own), event)?;
        let mut fields = object(&own);
        let message = fields.remove("message");
        // From the inside out: what is closer to the event is truer.
        for span in context.event_scope().into_iter().flatten() {
            let extensions = span.extensions();
            if let Some(known) = extensions.get::<FormattedFields<JsonFields>>() {
                for (name, value) in object(&known.fields) {
                    fields.entry(name).or_insert(value);
                }
            }
        }
        let (time, level) = (clock::now(), event.metadata().level());
        write!(writer, r#"{{"timestamp":"{time:.6}","level":"{level}""#)?;
        if let Some(message) = message {
            write!(writer, r#","message":{message}"#)?;
        }
        for (mut name, value) in fields {
            if RESERVED.contains(&name.as_str()) {
                name.insert(0, '_');
            }
            write!(writer, ",{}:{value}", Value::String(name))?;
        }
        writeln!(writer, "}}")
    }
}

/// What [`JsonFields`] wrote; nothing where no field has a value yet.
fn object(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}
