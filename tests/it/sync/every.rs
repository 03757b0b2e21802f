//! `sync referrals --every`: runs that follow each other, failures that are survived, and an end when it is asked for.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::stage::{Stage, listing, login};
use super::store::Store;
use crate::support::{Answer, PrivatePostgres, Process, Sandbox, Scripted, Stream, TestDatabase};

const LIMIT: Duration = Duration::from_secs(40);

/// The first `wanted` lines, once they are there.
#[track_caller]
fn lines(process: &Process, stream: Stream, wanted: usize) -> Vec<String> {
    let deadline = Instant::now() + LIMIT;
    loop {
        let text = process.output(stream);
        if text.matches('\n').count() >= wanted {
            return text.lines().take(wanted).map(str::to_owned).collect();
        }
        let said = process.output(Stream::Err);
        assert!(
            Instant::now() < deadline,
            "no {wanted} lines:\n{text}\n{said}"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The same as documents, each of them one line.
#[track_caller]
fn documents(process: &Process, wanted: usize) -> Vec<Value> {
    let lines = lines(process, Stream::Out, wanted);
    let read = |line: &String| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
    lines.iter().map(read).collect()
}

/// Waits until so many runs have succeeded, whatever else they did.
#[track_caller]
fn succeeds(process: &Process, times: usize) {
    let deadline = Instant::now() + LIMIT;
    while process.output(Stream::Out).matches("\"succeeded\"").count() < times {
        assert!(Instant::now() < deadline, "{}", process.output(Stream::Out));
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Ends what waits for its next run: at once, long before that.
#[track_caller]
fn end(process: Process, signal: &str, code: i32) -> crate::support::Run {
    process.signal(signal);
    process.wait(Duration::from_secs(20)).fails(code)
}

#[test]
fn runs_follow_each_other_until_a_signal() {
    let stage = Stage::new(&["--referrals", "300"]);
    let store = Store::sqlite();
    let repeating = stage.sync(&store, &["--every", "1s", "-o", "json"]).spawn();
    let said = documents(&repeating, 3);
    for (at, (document, mode)) in said
        .iter()
        .zip(["full", "incremental", "incremental"])
        .enumerate()
    {
        assert_eq!(document["format"], 1);
        assert_eq!(document["outcome"], "succeeded");
        assert_eq!(document["mode"], mode);
        assert_eq!(document["run"], at + 1);
    }
    let run = end(repeating, "TERM", 143);
    assert!(!run.to_string().contains("error"), "{run}");
    let started = store.lines("SELECT CAST(started_at AS TEXT) FROM sync_runs ORDER BY id");
    let started: Vec<jiff::Timestamp> = started.iter().map(|at| at.parse().unwrap()).collect();
    for pair in started.windows(2) {
        let gap = pair[1].duration_since(pair[0]).as_millis();
        assert!(gap > 500, "{gap} ms from start to start");
    }
}

#[test]
fn a_signal_in_a_run_saves_it_and_ends_the_repeating() {
    let stage = Stage::new(&["--referrals", "5000", "--latency", "50ms"]);
    let store = Store::sqlite();
    let repeating = stage.sync(&store, &["--every", "1s", "-o", "json"]).spawn();
    stage.wait_for_pages(5);
    let run = end(repeating, "INT", 130);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(document["outcome"], "stopped", "{run}");
    assert_eq!(store.outcomes(), ["stopped"]);
}

#[test]
fn a_failed_run_is_reported_and_followed_by_a_longer_pause() {
    let stage = Stage::new(&[]);
    let upstream = Scripted::start()
        .then(listing(&["a"], None))
        .then(Answer::new(501, "{}"))
        .then(listing(&["b"], None));
    let store = Store::sqlite();
    let repeating = stage
        .sync_from(&upstream.url, &store)
        .arg("--every=2s")
        .arg("-ojson")
        .spawn();
    let said = documents(&repeating, 3);
    assert_eq!(said[0]["outcome"], "succeeded");
    assert_eq!(said[1]["format"], 1);
    assert_eq!(said[1]["error"]["code"], "upstream_unavailable");
    assert!(said[1]["error"]["hint"].is_string(), "{}", said[1]);
    assert_eq!(said[2]["outcome"], "succeeded");
    end(repeating, "INT", 130);
    let asked = upstream.done();
    let gap = asked[2].at - asked[1].at;
    assert!(
        gap > Duration::from_millis(3_500),
        "twice the period: {gap:?}"
    );
}

#[test]
fn who_asks_for_an_hour_gets_it() {
    let stage = Stage::new(&[]);
    let busy = Answer::new(429, "{}").header("retry-after", "3600");
    let upstream = Scripted::start().then(busy);
    let repeating = stage
        .sync_from(&upstream.url, &Store::sqlite())
        .arg("--every=1s")
        .spawn();
    let line = repeating.wait_for_line(Stream::Err, "next run in ", LIMIT);
    assert!(line.starts_with("next run in 6"), "60 to 66 min: {line}");
    let run = end(repeating, "INT", 130);
    assert!(
        run.stderr.contains("error: cannot sync referrals: "),
        "{run}"
    );
    assert!(
        run.stderr.contains("\nhint: what came before is saved"),
        "{run}"
    );
    assert_eq!(upstream.done().len(), 1);
}

#[test]
fn what_cannot_mend_by_itself_ends_it_at_the_first_run_only() {
    let stage = Stage::new(&[]);
    let lost = || Answer::new(404, r#"{"error":{"code":"notFound","message":"no"}}"#);
    let upstream = Scripted::start().then(lost());
    let store = Store::sqlite();
    let repeating = |upstream: &Scripted| {
        stage
            .sync_from(&upstream.url, &store)
            .arg("--every=1s")
            .arg("-ojson")
    };
    let run = repeating(&upstream).run().fails(3);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(document["error"]["code"], "config", "{run}");
    assert_eq!(run.stdout.lines().count(), 1, "{run}");

    let upstream = upstream
        .then(listing(&["a"], None))
        .then(lost())
        .then(listing(&["a"], None));
    let later = repeating(&upstream).spawn();
    let said = documents(&later, 3);
    assert_eq!(said[1]["error"]["code"], "config", "{}", said[1]);
    assert_eq!(said[2]["outcome"], "succeeded");
    end(later, "TERM", 143);
    upstream.done();

    for period in ["0s", "500ms", "often", "-1m"] {
        let words = ["sync", "referrals", &format!("--every={period}")];
        stage.home.args(words).run().fails(2);
    }
}

#[test]
fn a_needed_login_is_waited_for() {
    let sandbox = Sandbox::start(&["--interval", "1s", "--referrals", "100"]);
    let home = sandbox.jeton();
    let repeating = home
        .args(["sync", "referrals", "--every", "1s", "-o", "json"])
        .spawn();
    let said = documents(&repeating, 2);
    for document in &said {
        assert_eq!(document["error"]["code"], "login_needed", "{document}");
    }
    login(&sandbox, &home).ok();
    succeeds(&repeating, 1);
    end(repeating, "TERM", 143);
}

#[test]
fn another_run_at_it_is_nothing_wrong() {
    let stage = Stage::new(&["--referrals", "100"]);
    let store = Store::sqlite();
    stage.report(&store, 0);
    let file = store.url().replace("sqlite://", "") + ".referrals.lock";
    let lock = std::fs::File::open(file).unwrap();
    lock.lock().unwrap();
    let repeating = stage.sync(&store, &["--every", "1s", "-o", "json"]).spawn();
    for document in documents(&repeating, 2) {
        assert_eq!(document["outcome"], "skipped", "{document}");
    }
    drop(lock);
    succeeds(&repeating, 1);
    end(repeating, "TERM", 143);
}

#[test]
fn a_database_that_was_away_is_opened_anew() {
    let stage = Stage::new(&["--referrals", "100"]);
    let server = PrivatePostgres::start();
    let store = Store::Postgres(TestDatabase::create_on(&server.url));
    store.on(stage.home.args(["db", "migrate"])).run().ok();
    let repeating = stage.sync(&store, &["--every", "1s", "-o", "json"]).spawn();
    assert_eq!(documents(&repeating, 1)[0]["outcome"], "succeeded");
    server.stop("fast");
    let failed = repeating.wait_for_line(Stream::Out, "\"error\"", LIMIT);
    assert!(failed.contains("\"database\""), "{failed}");
    server.restart();
    succeeds(&repeating, 2);
    end(repeating, "TERM", 143);
}

#[test]
fn memory_does_not_grow_with_the_runs() {
    let stage = Stage::new(&["--referrals", "500"]);
    let store = Store::sqlite();
    let repeating = stage
        .sync(&store, &["--full", "--every", "1s", "-o", "json"])
        .spawn();
    let resident = |runs| {
        documents(&repeating, runs);
        let status = std::fs::read_to_string(format!("/proc/{}/status", repeating.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let kib = line.unwrap().split_whitespace().nth(1).unwrap();
        kib.parse::<u64>().unwrap()
    };
    let (few, many) = (resident(4), resident(14));
    eprintln!("{few} KiB after 4 runs, {many} KiB after 14");
    assert!(many < few + 4_096, "{few} KiB, then {many} KiB");
    end(repeating, "TERM", 143);
}
