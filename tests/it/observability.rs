//! What a run tells of itself, as it leaves the binary without the feature `otel`; with it see `tests/otel.rs`.
#![cfg(not(feature = "otel"))]

use std::net::TcpListener;

use crate::support::Jeton;

/// Said to who asks, once: a variable that is set for every program of a machine is no mistake.
#[test]
fn a_collector_that_this_build_cannot_serve_is_said_when_asked() {
    let home = Jeton::new();
    let collector = TcpListener::bind("127.0.0.1:0").unwrap();
    collector.set_nonblocking(true).unwrap();
    let url = format!("http://{}", collector.local_addr().unwrap());
    let path = |options: &[&str]| {
        let run = home.args(["config", "path"].iter().chain(options));
        run.env("OTEL_EXPORTER_OTLP_ENDPOINT", &url).run().ok()
    };
    let asked = path(&["-v"]);
    let said = "no traces are sent: this jeton was built without the feature otel";
    assert_eq!(asked.stderr.matches(said).count(), 1, "{asked}");
    assert_eq!(path(&[]).stderr, "");
    assert!(collector.accept().is_err(), "a connection");
}
