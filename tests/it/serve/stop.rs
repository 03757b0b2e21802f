//! How it ends: with its work saved, within its time, and never with a token request half done.

use std::time::{Duration, Instant};

use super::rig::{SOON, Serve};
use crate::orders::rig::{agrees, stage, unlimited};
use crate::push::stage::{At, Stage, document};
use crate::support::{PrivatePostgres, Stream, TestDatabase};
use crate::sync::store::Store;

fn now(stage: &Stage<'_>, words: &[&str]) -> crate::support::Invocation {
    let run = stage.jeton(&[&["serve"], words].concat());
    unlimited(run)
        .env("JETON_SCHEDULE__ORDERS_N11__EVERY", "1h")
        .env("JETON_SCHEDULE__ORDERS_N11__FIRST", "0s")
}

#[test]
fn a_run_is_saved_and_gone_on_with() {
    let store = Store::sqlite();
    let stage = stage(
        &store,
        &[
            "--orders",
            "3000",
            "--orders-span",
            "80d",
            "--latency",
            "50ms",
        ],
    );
    let serve = Serve::start(now(&stage, &[]));
    let begun = Instant::now();
    while store.number("SELECT count(*) FROM sync_runs") == 0
        || store.number("SELECT count(*) FROM orders") == 0
    {
        assert!(begun.elapsed() < SOON);
        std::thread::sleep(Duration::from_millis(20));
    }
    serve.process.signal("TERM");
    let asked = Instant::now();
    let run = serve.process.wait(SOON).fails(143);
    assert!(asked.elapsed() < Duration::from_secs(5), "{run}");
    assert!(!run.stderr.contains("before all work was saved"), "{run}");
    assert_eq!(store.outcomes(), ["stopped"], "{run}");
    assert!(store.number("SELECT count(*) FROM orders") < 3_000);
    let serve = Serve::start(now(&stage, &[]));
    serve.runs("orders/n11", 1);
    agrees(&stage, At::N11);
    assert!(store.runs()[1].ends_with("resumed"), "{:?}", store.runs());
}

/// What happens to one whose database takes what it is sent and does not answer.
fn with_a_hung_database(stop_within: &str, then: impl FnOnce(Serve)) {
    let server = PrivatePostgres::start();
    let store = Store::Postgres(TestDatabase::create_on(&server.url));
    let stage = Stage::bare(&store, &["--orders", "40"]);
    stage.jeton(&["db", "migrate"]).run().ok();
    let run = stage
        .jeton(&["serve", "--stop-within", stop_within])
        .env("JETON_SCHEDULE__ORDERS__EVERY", "1s")
        .env("JETON_SCHEDULE__ORDERS__FIRST", "0s");
    let serve = Serve::start(run);
    serve.runs("orders", 1);
    server.freeze(true);
    std::thread::sleep(Duration::from_secs(2));
    then(serve);
    server.freeze(false);
}

#[test]
fn a_database_that_hangs_does_not_hold_it() {
    with_a_hung_database("2s", |serve| {
        assert_eq!(serve.get("/health").status, 503);
        assert_eq!(serve.get("/live").status, 200);
        serve.process.signal("TERM");
        let asked = Instant::now();
        let run = serve.process.wait(SOON).fails(143);
        let took = asked.elapsed();
        assert!(took > Duration::from_secs(1), "{took:?}\n{run}");
        assert!(took < Duration::from_secs(8), "{took:?}\n{run}");
        assert!(
            run.stderr.contains("stopped before all work was saved"),
            "{run}"
        );
        assert!(run.stderr.contains("jobs=\"orders\""), "{run}");
    });
}

#[test]
fn a_second_signal_ends_it_at_once() {
    with_a_hung_database("60s", |serve| {
        serve.process.signal("TERM");
        std::thread::sleep(Duration::from_secs(1));
        assert!(!serve.process.has_ended(), "it waits for the database");
        serve.process.signal("TERM");
        let asked = Instant::now();
        serve.process.wait(SOON).fails(143);
        assert!(asked.elapsed() < Duration::from_secs(3));
    });
}

/// What is sent to a token endpoint may be answered with the only copy of a token.
#[test]
fn a_token_request_has_its_answer() {
    let store = Store::sqlite();
    let stage = Stage::bare(&store, &["--orders", "5", "--latency", "3s"]);
    let serve = Serve::start(
        stage
            .jeton(&["serve"])
            .env("JETON_SCHEDULE__ORDERS__FIRST", "1h"),
    );
    std::thread::sleep(Duration::from_secs(1));
    serve.process.signal("TERM");
    serve.process.wait(SOON).fails(143);
    let status = stage.jeton(&["token", "status", "external-orders", "-ojson"]);
    let status = document(&status.run().ok());
    assert_eq!(status["profiles"][0]["state"], "valid", "{status}");
}

/// Processor and memory of a process that waits.
#[test]
fn it_is_idle_between_its_runs() {
    let store = Store::sqlite();
    let stage = Stage::bare(&store, &["--orders", "60"]);
    let run = stage
        .jeton(&["serve"])
        .env("JETON_SCHEDULE__ORDERS__EVERY", "1h")
        .env("JETON_SCHEDULE__ORDERS__FIRST", "0s");
    let serve = Serve::start(run);
    serve.runs("orders", 1);
    std::thread::sleep(Duration::from_millis(500));
    let before = serve.process.ticks();
    std::thread::sleep(Duration::from_secs(4));
    let used = serve.process.ticks() - before;
    // A tick is a hundredth of a second.
    assert!(
        used <= 2,
        "{used} ticks in 4 s\n{}",
        serve.process.output(Stream::Err)
    );
}
