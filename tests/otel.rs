//! Traces of the binary that is built with the feature `otel`, as a collector gets them: a run and its requests,
//! never at the cost of the run.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that panics has failed"
)]

#[path = "it/sync/stage.rs"]
#[allow(dead_code, reason = "shared with the other tests")]
mod stage;
#[path = "it/sync/store.rs"]
#[allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "shared with the other tests"
)]
mod store;
#[path = "it/support/mod.rs"]
mod support;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use stage::Stage;
use store::Store;
use support::{Invocation, Run};

/// What a collector was sent.
struct Batch {
    head: String,
    body: Vec<u8>,
}

impl Batch {
    /// Protobuf keeps texts as they are.
    fn mentions(&self, text: &str) -> bool {
        let mut windows = self.body.windows(text.len());
        windows.any(|window| window == text.as_bytes())
    }
}

/// Takes what comes; `answers` with an empty success, or never.
struct Collector {
    url: String,
    batches: Arc<Mutex<Vec<Batch>>>,
}

impl Collector {
    fn start(answers: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let batches = Arc::default();
        let taken = Arc::clone(&batches);
        thread::spawn(move || {
            for stream in listener.incoming() {
                take(stream.unwrap(), &taken, answers);
            }
        });
        Self { url, batches }
    }

    fn batches(&self) -> Vec<Batch> {
        std::mem::take(&mut self.batches.lock().unwrap())
    }
}

fn take(mut stream: TcpStream, batches: &Mutex<Vec<Batch>>, answers: bool) {
    let limit = Some(Duration::from_secs(30));
    stream.set_read_timeout(limit).unwrap();
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            _ => return,
        }
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.unwrap().parse().unwrap()];
    stream.read_exact(&mut body).unwrap();
    batches.lock().unwrap().push(Batch { head, body });
    match answers {
        true => {
            let empty = "HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
            let _ = stream.write_all(empty.as_bytes());
        }
        // Until the client goes away.
        false => _ = stream.read_to_end(&mut Vec::new()),
    }
}

fn sync(stage: &Stage, url: &str) -> Invocation {
    let sync = stage.sync(&Store::sqlite(), &[]);
    sync.env("OTEL_EXPORTER_OTLP_ENDPOINT", url)
}

fn warnings(run: &Run) -> usize {
    run.stderr
        .matches("traces do not reach their collector")
        .count()
}

#[test]
fn a_run_and_its_requests_reach_the_collector() {
    let (stage, collector) = (Stage::new(&["--referrals", "250"]), Collector::start(true));
    let run = sync(&stage, &collector.url)
        .env("OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=acme")
        .env(
            "OTEL_RESOURCE_ATTRIBUTES",
            "deployment.environment.name=trial",
        )
        // Nobody reaches this machine by it.
        .env("HTTP_PROXY", "http://127.0.0.1:9")
        .run()
        .ok();
    let batches = collector.batches();
    let [batch] = batches.as_slice() else {
        panic!("{} batches\n{run}", batches.len());
    };
    assert!(batch.head.starts_with("post /v1/traces "), "{}", batch.head);
    for header in ["content-type: application/x-protobuf", "x-tenant: acme"] {
        assert!(batch.head.contains(header), "{}", batch.head);
    }
    for text in [
        "sync run",
        "referrals",
        "upstream request",
        "client_request_id",
        "request_id",
        "jeton",
        "trial",
    ] {
        assert!(batch.mentions(text), "{text}");
    }
    assert!(!batch.mentions(&stage.token()), "a token in a trace");
    assert_eq!(warnings(&run), 0, "{run}");
}

#[test]
fn the_standards_variables_count() {
    let (stage, collector) = (Stage::new(&["--referrals", "1"]), Collector::start(true));
    let named = sync(&stage, &collector.url).env("OTEL_SERVICE_NAME", "orders-mover");
    named.run().ok();
    assert!(collector.batches()[0].mentions("orders-mover"));
    for (name, value) in [
        ("OTEL_TRACES_SAMPLER", "always_off"),
        ("OTEL_SDK_DISABLED", "true"),
    ] {
        sync(&stage, &collector.url).env(name, value).run().ok();
        assert_eq!(collector.batches().len(), 0, "{name}");
    }
}

#[test]
fn a_command_without_spans_asks_nobody() {
    let (stage, collector) = (Stage::new(&["--referrals", "1"]), Collector::start(true));
    let print = stage.home.args(["token", "print"]);
    print
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.url)
        .run()
        .ok();
    assert_eq!(collector.batches().len(), 0);
}

#[test]
fn a_collector_in_trouble_costs_one_warning() {
    let stage = Stage::new(&["--referrals", "250"]);
    let nobody = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let silent = Collector::start(false);
    for url in [
        format!("http://{nobody}"),
        silent.url.clone(),
        "nonsense".to_owned(),
    ] {
        let run = sync(&stage, &url).run().ok();
        assert!(run.stdout.starts_with("referrals: 250 fetched"), "{run}");
        assert_eq!(warnings(&run), 1, "{url}\n{run}");
        assert_eq!(run.stderr.matches("WARN").count(), 1, "{run}");
    }
    assert_eq!(silent.batches().len(), 1);
}
