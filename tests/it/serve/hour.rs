//! An hour of hastened time, in which all fails once: a period of 3 s stands for 5 minutes, and a token lives for 12 of
//! them. No order is missed, the quota of the order API holds, and `/health` is right at each moment.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use super::rig::{SOON, Serve};
use crate::orders::rig::{external, tokens, told_once};
use crate::push::stage::Stage;
use crate::support::{PrivatePostgres, TestDatabase};
use crate::sync::store::Store;

const PERIOD: Duration = Duration::from_secs(3);

/// The numbers of the orders that there are now.
fn there(stage: &Stage<'_>) -> BTreeSet<String> {
    let number = |line: &str| line.split('\t').next().unwrap().to_owned();
    external(stage).iter().map(|line| number(line)).collect()
}

/// Waits until all of these are in the database.
#[track_caller]
fn arrive(stage: &Stage<'_>, wanted: &BTreeSet<String>, limit: Duration) {
    let begun = Instant::now();
    loop {
        let here = stage.store.lines("SELECT external_id FROM orders");
        let here: BTreeSet<String> = here.into_iter().collect();
        let missing = wanted.difference(&here).count();
        if missing == 0 {
            return;
        }
        assert!(
            begun.elapsed() < limit,
            "{missing} orders did not come in {limit:?}"
        );
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn serve(stage: &Stage<'_>) -> Serve {
    let profile = |run: crate::support::Invocation, name: &str, value: &str| {
        run.env(&format!("JETON_PROFILES__ORDERS__{name}"), value)
    };
    let url = &stage.sandbox.url;
    let run = stage.jeton(&["serve"]);
    let run = profile(run, "PROVIDER", "oauth2");
    let run = profile(run, "GRANT", "client_credentials");
    let run = profile(
        run,
        "TOKEN_ENDPOINT",
        &format!("{url}/orders-api/oauth/token"),
    );
    let run = profile(run, "CLIENT_ID", "orders-client");
    let run = profile(run, "CLIENT_SECRET", "orders-secret");
    let run = profile(run, "QUOTA", "5/36s");
    let run = profile(run, "RENEW_BEFORE", "6s");
    let source = |name: &str| format!("JETON_SOURCES__EXTERNAL_ORDERS__{name}");
    let run = ["TOKEN_ENDPOINT", "CLIENT_ID", "CLIENT_SECRET"]
        .iter()
        .fold(run, |run, name| run.env(&source(name), ""));
    let run = run
        .env(&source("PROFILE"), "orders")
        .env(&source("SINCE_PARAM"), "updated_since")
        .env("JETON_SCHEDULE__TOKENS__EVERY", "3s")
        .env("JETON_SCHEDULE__ORDERS__EVERY", "3s")
        .env("JETON_SCHEDULE__ORDERS__FIRST", "1s");
    Serve::start(run)
}

#[test]
fn all_may_fail_once() {
    let server = PrivatePostgres::start();
    let store = Store::Postgres(TestDatabase::create_on(&server.url));
    let options = [
        "--orders",
        "300",
        "--orders-per-minute",
        "120",
        "--access-ttl",
        "36s",
        "--orders-quota",
        "5/36s",
    ];
    let stage = Stage::bare(&store, &options);
    stage.jeton(&["db", "migrate"]).run().ok();
    let begun = Instant::now();
    let first = serve(&stage);
    first.runs("orders", 2);
    let memory = first.process.kib("RssAnon:");
    assert_eq!(first.reasons(), [""; 0]);
    // An order is there within a period, give or take its tenth, and the run itself.
    for _ in 0..3 {
        arrive(&stage, &there(&stage), PERIOD * 2);
    }

    server.stop("fast");
    first.comes_to(&["database"]);
    std::thread::sleep(PERIOD * 2);
    assert_eq!(first.reasons(), ["database"]);
    server.restart();
    first.comes_to(&[]);
    arrive(&stage, &there(&stage), PERIOD * 3);

    // Its own database and tokens are right: that another's API is down is told of the job.
    stage.sandbox.faults(&["api:503=100%"]);
    let failed = "jeton_job_failed_runs_total{job=\"orders\"} ";
    let before = first.metric(failed);
    let asked = Instant::now();
    while first.metric(failed) == before {
        assert!(asked.elapsed() < SOON);
        std::thread::sleep(Duration::from_millis(200));
    }
    assert_eq!(first.reasons(), [""; 0]);
    stage.sandbox.faults(&[]);
    arrive(&stage, &there(&stage), SOON * 3);
    let grown = first.process.kib("RssAnon:").saturating_sub(memory);
    assert!(grown < 8 << 10, "{grown} KiB more than at the start");

    first.process.signal("TERM");
    first.process.wait(SOON).fails(143);
    let second = serve(&stage);
    // In the middle of whatever it does.
    std::thread::sleep(Duration::from_millis(1_300));
    second.process.kill();
    let third = serve(&stage);
    arrive(&stage, &there(&stage), PERIOD * 4);
    third.comes_to(&[]);
    drop(third);

    told_once(&stage);
    let (tokens, violations) = tokens(&stage);
    assert_eq!(violations, 0);
    // One for every 30 s, as it is renewed 6 s before its end; and one that a kill may have cost.
    let most = begun.elapsed().as_secs() / 30 + 2;
    assert!(
        tokens > 1 && tokens <= most,
        "{tokens} tokens in {:?}",
        begun.elapsed()
    );
}
