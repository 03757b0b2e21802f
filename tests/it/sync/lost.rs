//! A Postgres that goes away in the middle of a run: by a crash, by a cut connection, with an answer that was lost, with the
//! session that holds the lock. Nothing is lost, written twice or counted twice.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::stage::{Stage, counts};
use super::store::Store;
use crate::support::{FaultProxy, PrivatePostgres, Process, Run, Stream, TestDatabase};

const ROWS: u64 = 5_000;
const LIMIT: Duration = Duration::from_secs(90);
/// What one transaction of a run looks like from outside.
const WRITING: &str = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND xact_start IS NOT NULL
    AND state LIKE 'idle in%' AND pid <> pg_backend_pid()";
const PAGES: &str = "SELECT COALESCE(sum(pages), 0) FROM sync_runs";
const LOCKS: &str = "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
    WHERE locktype = 'advisory' AND d.datname = current_database()";

fn stage() -> Stage {
    Stage::new(&["--referrals", "5000", "--latency", "60ms"])
}

/// Waits until a number from the database is at least this, or the run ends.
#[track_caller]
fn until(run: &Process, store: &Store, sql: &str, least: u64) {
    let deadline = Instant::now() + LIMIT;
    while store.number(sql) < least {
        assert!(
            !run.has_ended() && Instant::now() < deadline,
            "{sql} stays below {least}"
        );
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Every record once, and counted once.
#[track_caller]
fn all_is_there(stage: &Stage, store: &Store) {
    let calm = Store::sqlite();
    stage.report(&calm, 0);
    assert_eq!(store.content(), calm.content());
    for (sql, expected) in [
        ("SELECT sum(fetched) FROM sync_runs", ROWS),
        ("SELECT sum(inserted) FROM sync_runs", ROWS),
        ("SELECT sum(unchanged) + sum(updated) FROM sync_runs", 0),
        ("SELECT sum(pages) FROM sync_runs", 56),
    ] {
        assert_eq!(store.number(sql), expected, "{sql}");
    }
}

fn report(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{run}"))
}

#[test]
fn a_server_that_restarts_is_waited_for() {
    let stage = stage();
    let server = PrivatePostgres::start();
    let store = Store::Postgres(TestDatabase::create_on(&server.url));
    store.on(stage.home.args(["db", "migrate"])).run().ok();
    let before = stage.pages();
    let run = stage.sync(&store, &["-o", "json"]).spawn();
    stage.wait_for_pages(before + 15);
    server.stop("immediate");
    run.wait_for_line(Stream::Err, "waiting for the database", LIMIT);
    server.restart();
    let run = run.wait(LIMIT).ok();
    assert_eq!(counts(&report(&run)), [ROWS, ROWS, 0, 0, 0]);
    assert_eq!(store.outcomes(), ["succeeded"]);
    all_is_there(&stage, &store);
}

/// A store, and the way to it that can be cut.
fn through_a_proxy(stage: &Stage) -> (Store, FaultProxy, String) {
    let database = TestDatabase::create();
    let mut url = url::Url::parse(&database.url()).unwrap();
    let upstream = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
    let proxy = FaultProxy::start(&upstream);
    let (_, port) = proxy.address.rsplit_once(':').unwrap();
    url.set_port(Some(port.parse().unwrap())).unwrap();
    let store = Store::Postgres(database);
    store.on(stage.home.args(["db", "migrate"])).run().ok();
    (store, proxy, url.into())
}

#[test]
fn a_connection_cut_in_the_middle_of_a_batch_is_made_again() {
    let stage = stage();
    let (store, mut proxy, url) = through_a_proxy(&stage);
    let run = stage
        .sync(&store, &["-o", "json"])
        .env("DATABASE_URL", url)
        .spawn();
    for pages in [5, 15] {
        until(&run, &store, PAGES, pages);
        // Slow answers keep the transaction open for as long as it takes to see it.
        proxy.order(&json!({"latency_ms": 300}));
        until(&run, &store, WRITING, 1);
        proxy.order(&json!({"latency_ms": 0, "reset": true}));
    }
    let run = run.wait(LIMIT).ok();
    assert!(run.stderr.contains("waiting for the database"), "{run}");
    assert_eq!(counts(&report(&run)), [ROWS, ROWS, 0, 0, 0]);
    all_is_there(&stage, &store);
}

#[test]
fn a_commit_whose_answer_is_lost_is_not_done_twice() {
    let stage = stage();
    let (store, mut proxy, url) = through_a_proxy(&stage);
    let run = stage
        .sync(&store, &["-o", "json"])
        .env("DATABASE_URL", url)
        .spawn();
    for pages in [3, 12] {
        until(&run, &store, PAGES, pages);
        proxy.order(&json!({"latency_ms": 1500}));
        let committed = store.number(PAGES);
        // It is in the table; that it is there is on its way for another second.
        until(&run, &store, PAGES, committed + 1);
        proxy.order(&json!({"latency_ms": 0, "reset": true}));
    }
    let run = run.wait(LIMIT).ok();
    assert!(run.stderr.contains("waiting for the database"), "{run}");
    assert_eq!(counts(&report(&run)), [ROWS, ROWS, 0, 0, 0]);
    all_is_there(&stage, &store);
}

#[test]
fn a_run_whose_lock_was_taken_gives_way() {
    let stage = Stage::new(&["--referrals", "5000", "--latency", "60ms"]);
    let store = Store::postgres();
    let first = stage.sync(&store, &["-o", "json"]).spawn();
    until(&first, &store, PAGES, 5);
    store.lines("SELECT CAST(pg_terminate_backend(l.pid) AS TEXT) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE locktype = 'advisory' AND d.datname = current_database()");
    let deadline = Instant::now() + LIMIT;
    while store.number(LOCKS) > 0 {
        assert!(Instant::now() < deadline);
    }
    let second = stage.sync(&store, &["-o", "json"]).spawn();
    let (first, second) = (first.wait(LIMIT), second.wait(LIMIT));
    assert_eq!((first.code, second.code), (75, 0), "{first}\n{second}");
    assert_eq!(report(&first)["error"]["code"], "busy", "{first}");
    assert_eq!(store.outcomes(), ["interrupted", "succeeded"]);
    assert_eq!(report(&second)["outcome"], "succeeded");
    let calm = Store::sqlite();
    stage.report(&calm, 0);
    assert_eq!(store.content(), calm.content());
    assert_eq!(store.number("SELECT sum(inserted) FROM sync_runs"), ROWS);
    // What the first one still committed while the second one looked where to begin is fetched again, and unchanged.
    assert_eq!(
        store.number("SELECT sum(fetched - unchanged) FROM sync_runs"),
        ROWS
    );
}

/// Commits that take a second and a half: a trigger that is due when a transaction ends.
const SLOW_COMMITS: [&str; 2] = [
    "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1.5); RETURN NULL; END $$",
    "CREATE CONSTRAINT TRIGGER slow AFTER UPDATE ON sync_runs DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.fetched > OLD.fetched) EXECUTE FUNCTION slow()",
];
const COMMITTING: &str = "SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND query = 'COMMIT' AND state = 'active'";

/// The connection goes while the server is still at the commit: when the run asks, it has not happened yet.
fn a_commit_that_is_late(options: &[&str], before: u64, expected: u64) {
    let stage = Stage::new(&["--referrals", "300"]);
    let (store, mut proxy, url) = through_a_proxy(&stage);
    for sql in SLOW_COMMITS {
        store.lines(sql);
    }
    let run = stage.sync(&store, options).arg("-ojson");
    let run = run.env("DATABASE_URL", url).spawn();
    let fetched = "SELECT COALESCE(sum(fetched), 0) FROM sync_runs";
    until(&run, &store, fetched, before);
    until(&run, &store, COMMITTING, 1);
    proxy.order(&json!({"reset": true}));
    let run = run.wait(LIMIT).ok();
    assert!(run.stderr.contains("waiting for the database"), "{run}");
    assert_eq!(
        counts(&report(&run)),
        [expected, expected, 0, 0, 0],
        "{run}"
    );
    for sql in [
        "SELECT sum(fetched) FROM sync_runs",
        "SELECT sum(inserted) FROM sync_runs",
        "SELECT count(*) FROM partner_center_referrals",
    ] {
        assert_eq!(store.number(sql), expected, "{sql}");
    }
}

#[test]
fn a_commit_that_comes_through_late_is_counted_once() {
    a_commit_that_is_late(&[], 0, 300);
}

#[test]
fn so_is_one_of_a_part_of_a_page() {
    a_commit_that_is_late(&["--limit", "150"], 100, 150);
}
