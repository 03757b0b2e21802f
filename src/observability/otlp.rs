//! Spans to a collector, by OTLP over HTTP. Endpoint, headers, sampler and limits are the standard's variables
//! (`OTEL_…`), which the library reads.
//!
//! Nothing of it may hold up or fail a run: a thread of its own sends, the client is built when there is something to
//! send, and a collector that is down costs one warning.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use opentelemetry::trace::{Status, TracerProvider};
use opentelemetry::{Key, KeyValue};
use opentelemetry_otlp::WithHttpConfig;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::trace::{SdkTracerProvider, SpanData, SpanExporter};
use tracing::level_filters::LevelFilter;
use tracing::{Span, warn};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use url::Url;

use super::Spans;
use crate::config::is_loopback;

/// For what is left when a run has ended.
const PARTING: Duration = Duration::from_secs(2);
/// For one request, the standard's own figure: the library's time limit only says when it tries no more.
const LIMIT: Duration = Duration::from_secs(10);

/// The way of spans to the collector.
pub(super) struct Traces {
    provider: SdkTracerProvider,
    trouble: Trouble,
}

/// Said once, whatever else goes wrong.
#[derive(Clone)]
struct Trouble {
    host: String,
    is_said: Arc<AtomicBool>,
}

impl Trouble {
    fn warn(&self, reason: &dyn fmt::Display) {
        if !self.is_said.swap(true, Ordering::Relaxed) {
            warn!(host = self.host, %reason, "traces do not reach their collector");
        }
    }
}

/// Starts the thread that sends, and gives what hands it the spans.
pub(super) fn start(collector: &str) -> (Traces, Spans) {
    let url = Url::parse(collector).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or("?");
    let trouble = Trouble {
        host: host.to_owned(),
        is_said: Arc::default(),
    };
    let exporter = Exporter {
        trouble: trouble.clone(),
        direct: url.as_ref().is_some_and(is_loopback),
        resource: None,
        built: OnceLock::new(),
    };
    let provider = SdkTracerProvider::builder()
        .with_batch_exporter(exporter)
        .with_resource(resource())
        .build();
    let layer = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("jeton"))
        .with_location(false)
        .with_target(false)
        .with_threads(false)
        .with_tracked_inactivity(false)
        .with_filter(Targets::new().with_target("jeton", LevelFilter::INFO));
    (Traces { provider, trouble }, layer.boxed())
}

impl Traces {
    pub(super) fn finish(self) {
        // A process that ends anyway does not wait for the thread.
        if let Err(error) = self.provider.shutdown_with_timeout(PARTING) {
            self.trouble.warn(&error);
        }
    }
}

/// Marks a span as failed.
pub(super) fn failed(span: &Span, error: String) {
    span.set_status(Status::error(error));
}

/// What `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` say; a service without a name is called jeton.
fn resource() -> Resource {
    let named = Resource::builder().build();
    let name = named.get(&Key::from_static_str("service.name"));
    let is_named = name.is_some_and(|name| !name.as_str().starts_with("unknown_service"));
    let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
    let builder = Resource::builder().with_attribute(version);
    match is_named {
        true => builder.build(),
        false => builder.with_service_name("jeton").build(),
    }
}

/// The library's exporter, built when it is first needed: most commands make no span, and the system's roots take
/// ten milliseconds to read.
struct Exporter {
    trouble: Trouble,
    /// This machine itself, which a proxy of the environment does not reach.
    direct: bool,
    resource: Option<Resource>,
    built: OnceLock<Result<opentelemetry_otlp::SpanExporter, String>>,
}

impl fmt::Debug for Exporter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exporter").finish_non_exhaustive()
    }
}

impl Exporter {
    fn build(&self) -> Result<opentelemetry_otlp::SpanExporter, String> {
        // Its headers are credentials: they are not taken to where an answer points.
        let mut client = reqwest::blocking::Client::builder()
            .user_agent(concat!("jeton/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .timeout(LIMIT);
        if self.direct {
            client = client.no_proxy();
        }
        let client = client.build().map_err(|error| error.to_string())?;
        let mut exporter = opentelemetry_otlp::SpanExporter::builder()
            .with_http()
            .with_http_client(client)
            .build()
            .map_err(|error| error.to_string())?;
        if let Some(resource) = &self.resource {
            exporter.set_resource(resource);
        }
        Ok(exporter)
    }
}

impl SpanExporter for Exporter {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let exported = match self.built.get_or_init(|| self.build()) {
            Ok(exporter) => exporter.export(batch).await,
            Err(reason) => Err(OTelSdkError::InternalFailure(reason.clone())),
        };
        if let Err(error) = &exported {
            self.trouble.warn(error);
        }
        exported
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        match self.built.get() {
            Some(Ok(exporter)) => exporter.shutdown_with_timeout(timeout),
            _ => Ok(()),
        }
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.resource = Some(resource.clone());
    }
}
