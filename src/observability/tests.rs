//! A line is one event with the fields of the spans around it, in words that grep and jq find.

use std::io;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tracing::subscriber::with_default;
use tracing::{debug, error_span, info, warn};

use super::*;

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

const OPTIONS: Options<'static> = Options {
    verbosity: 0,
    format: Format::Text,
    terminal: true,
    filter: None,
    collector: None,
};

/// What `work` logs.
fn logged(options: Options<'_>, ansi: bool, work: impl FnOnce()) -> String {
    let written = Written::default();
    let writer = written.clone();
    let subscriber = subscriber(options, ansi, move || writer.clone(), None);
    with_default(subscriber, work);
    let bytes = written.0.lock().unwrap().clone();
    String::from_utf8(bytes).unwrap()
}

/// A run, with an event before, in and after its request.
fn work() {
    let run = run_span("referrals", 12);
    let _in_run = run.enter();
    info!(count = 250, "partner_center_referrals_fetched");
    let request = request_span("5b1");
    let _in_request = request.enter();
    warn!(error = "no\tanswer", "asked for again");
    answered(&request, Some("up \"1\""));
    debug!("page read");
    failed(&request, &"refused");
}

#[test]
fn text_begins_with_the_event_and_ends_with_what_it_belongs_to() {
    let text = logged(OPTIONS, false, work);
    assert_eq!(
        text,
        " INFO partner_center_referrals_fetched count=250 run=12 sync=referrals\n\
         \x20WARN asked for again error=\"no\\tanswer\" run=12 sync=referrals client_request_id=5b1\n"
    );
    let verbose = Options {
        verbosity: 1,
        ..OPTIONS
    };
    let text = logged(verbose, false, work);
    let last = text.lines().last().unwrap();
    assert_eq!(
        last,
        r#"DEBUG page read run=12 sync=referrals client_request_id=5b1 request_id="up \"1\"""#
    );
}

#[test]
fn a_file_has_times_and_a_terminal_colours() {
    let timed = Options {
        terminal: false,
        ..OPTIONS
    };
    let text = logged(timed, false, || info!("begun"));
    let (time, rest) = text.split_once(' ').unwrap();
    assert_eq!(
        (time.len(), rest),
        ("2030-01-01T00:00:00.000000Z".len(), " INFO begun\n")
    );
    assert!(time.parse::<jiff::Timestamp>().is_ok(), "{time}");
    let text = logged(timed, true, || warn!("\x1b[2Jbegun"));
    assert!(
        text.starts_with("\x1b[2m") && text.contains("\x1b[33m WARN\x1b[0m "),
        "{text:?}"
    );
    assert!(
        !text.contains("\x1b[2J"),
        "an upstream's words steer no terminal: {text:?}"
    );
}

#[test]
fn quiet_keeps_the_fields_of_what_is_left() {
    let quiet = Options {
        verbosity: -1,
        ..OPTIONS
    };
    let text = logged(quiet, false, work);
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.contains("run=12 sync=referrals"), "{text}");
}

#[test]
fn json_has_every_field_on_top() {
    let options = Options {
        verbosity: 1,
        format: Format::Json,
        ..OPTIONS
    };
    let text = logged(options, true, work);
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let without_time = |line: &Value| {
        let mut line = line.clone();
        let time = line.as_object_mut().unwrap().remove("timestamp").unwrap();
        assert!(time.as_str().unwrap().parse::<jiff::Timestamp>().is_ok());
        line
    };
    assert_eq!(
        without_time(&lines[0]),
        json!({
            "level": "INFO", "message": "partner_center_referrals_fetched", "count": 250,
            "run": 12, "sync": "referrals",
        })
    );
    assert_eq!(
        without_time(&lines[2]),
        json!({
            "level": "DEBUG", "message": "page read", "run": 12, "sync": "referrals",
            "client_request_id": "5b1", "request_id": "up \"1\"",
        })
    );
    assert!(text.starts_with("{\"timestamp\":\"2"), "{text}");
}

#[test]
fn json_names_are_unique_whoever_gives_them() {
    let options = Options {
        format: Format::Json,
        ..OPTIONS
    };
    let text = logged(options, false, || {
        let outer = error_span!("outer", run = 1, level = "outer's", only = true);
        let _outer = outer.enter();
        let inner = error_span!("inner", run = 2, message = "inner's");
        let _inner = inner.enter();
        info!(run = 3, timestamp = 4.5, "line\none");
        info!(name = "no words");
    });
    let mut lines = text.lines();
    let (_, first) = lines.next().unwrap().split_once("Z\",").unwrap();
    assert_eq!(
        first,
        r#""level":"INFO","message":"line\none","_level":"outer's","_message":"inner's","only":true,"run":3,"_timestamp":4.5}"#
    );
    let (_, second) = lines.next().unwrap().split_once("Z\",").unwrap();
    assert_eq!(
        second,
        r#""level":"INFO","_level":"outer's","_message":"inner's","name":"no words","only":true,"run":2}"#
    );
}

#[test]
fn a_collector_is_wanted_when_one_is_named_and_nothing_turns_it_off() {
    let endpoint = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://a:4318");
    let traces = (
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
        "http://b:4318/v1/traces",
    );
    let (a, b) = (Some(endpoint.1), Some(traces.1));
    for (variables, wanted) in [
        (vec![], None),
        (vec![("OTEL_EXPORTER_OTLP_ENDPOINT", "")], None),
        (vec![("OTEL_SERVICE_NAME", "jeton")], None),
        (vec![endpoint], a),
        (vec![endpoint, traces], b),
        (vec![endpoint, ("OTEL_SDK_DISABLED", "TRUE")], None),
        (vec![endpoint, ("OTEL_SDK_DISABLED", "false")], a),
        (vec![traces, ("OTEL_TRACES_EXPORTER", "none")], None),
        (vec![traces, ("OTEL_TRACES_EXPORTER", "otlp")], b),
    ] {
        let folder = std::path::Path::new("/");
        let environment = Environment::from_pairs(folder, variables.clone());
        assert_eq!(collector(&environment), wanted, "{variables:?}");
    }
}
