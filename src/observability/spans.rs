//! What belongs together: a run, and a request of it. Their fields are in every log line inside, and they are what a
//! collector of traces gets.
//!
//! All are of the level ERROR: it says no more than that `--quiet` does not take the fields from the warnings.

use std::fmt::Display;

use tracing::field::Empty;
use tracing::{Span, error_span};

/// One run of a sync; `run` is its id in `sync_runs`.
pub fn run_span(sync: &str, run: i64) -> Span {
    error_span!("sync run", run, %sync)
}

/// One request to an upstream, by the id that we gave it.
pub fn request_span(client_request_id: &str) -> Span {
    error_span!("upstream request", %client_request_id, request_id = Empty)
}

/// Adds the upstream's own id of the request, once its answer is there.
pub fn answered(request: &Span, request_id: Option<&str>) {
    if let Some(request_id) = request_id {
        request.record("request_id", request_id);
    }
}

/// Marks a span as failed for who looks at traces; the log has its own line of it.
pub fn failed(span: &Span, error: &dyn Display) {
    #[cfg(feature = "otel")]
    super::otlp::failed(span, error.to_string());
    #[cfg(not(feature = "otel"))]
    let _ = (span, error);
}
