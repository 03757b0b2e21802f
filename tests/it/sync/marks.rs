//! What a run asks for and what it remembers: full rounds, incremental ones and their overlap, the high-water mark, and
//! rows that are not seen any more.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::stage::{Stage, counts, login};
use super::store::{Store, on_both};
use crate::support::{Answer, Scripted};

const LIST: &str = "GET /v1.0/engagements/referrals";

on_both!(
    an_incremental_run_asks_for_what_changed_and_its_overlap,
    what_changes_behind_a_full_run_is_found_by_the_next,
    a_since_that_leaves_a_gap_moves_no_mark,
    a_full_run_notes_what_is_gone_and_what_is_back,
    a_full_run_that_was_gone_on_with_notes_nothing,
    a_run_without_a_login_leaves_what_was_begun,
);

fn mark(store: &Store) -> String {
    store.lines("SELECT mark FROM sync_marks")[0].clone()
}

fn an_incremental_run_asks_for_what_changed_and_its_overlap(store: &Store) {
    let stage = Stage::new(&["--referrals", "2000"]);
    let full = stage.report(store, 0);
    assert_eq!(
        (&full["mode"], &full["since"]),
        (&json!("full"), &Value::Null)
    );
    let first = mark(store);
    stage.sandbox.order("touch?count=5");

    let before = stage.pages();
    let report = stage.report(store, 0);
    let hour = jiff::SignedDuration::from_hours(1);
    let begin = first.parse::<jiff::Timestamp>().unwrap() - hour;
    assert_eq!(report["mode"], "incremental");
    assert_eq!(report["since"], begin.to_string());
    let [fetched, inserted, updated, unchanged, _] = counts(&report);
    assert_eq!(
        (inserted, updated, unchanged),
        (0, 5, fetched - 5),
        "{report}"
    );
    assert!((30..=50).contains(&unchanged), "an hour of them: {report}");
    assert_eq!(stage.pages() - before, 1);
    // The source's own text, all seven digits of it.
    assert_ne!(mark(store), first);
    assert_eq!(mark(store).len(), "2030-01-01T00:00:00.1234567Z".len());

    // Those five are the last hour now.
    assert_eq!(counts(&stage.report(store, 0)), [5, 0, 0, 5, 0]);
    assert_eq!(store.content().0, 2_000);
    let whole = Store::sqlite();
    stage.report(&whole, 0);
    assert_eq!(store.content(), whole.content());
}

fn what_changes_behind_a_full_run_is_found_by_the_next(store: &Store) {
    let stage = Stage::new(&["--referrals", "2000", "--latency", "40ms"]);
    let run = stage.sync(store, &["-o", "json"]).spawn();
    stage.wait_for_pages(6);
    stage.sandbox.order("touch?count=10");
    let run = run.wait(Duration::from_secs(60)).ok();
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(
        counts(&report),
        [2_000, 2_000, 0, 0, 0],
        "page 1 was read before"
    );
    assert_eq!(counts(&stage.report(store, 0))[2], 10);
    let whole = Store::sqlite();
    stage.report(&whole, 0);
    assert_eq!(store.content(), whole.content());
}

fn a_since_that_leaves_a_gap_moves_no_mark(store: &Store) {
    let stage = Stage::new(&["--referrals", "1000"]);
    stage.report(store, 0);
    let first = mark(store);
    stage.sandbox.order("touch?count=7");
    let gap = stage.report_of(store, &["--since", "2025-06-30"], 0);
    assert_eq!(gap["since"], "2025-06-30T00:00:00Z");
    assert_eq!(counts(&gap), [7, 0, 7, 0, 0]);
    assert_eq!(mark(store), first);
    // The next run begins before the gap, and moves it.
    let report = stage.report(store, 0);
    let [fetched, _, updated, unchanged, _] = counts(&report);
    assert!(
        fetched > 30 && updated == 0 && unchanged == fetched,
        "{report}"
    );
    assert_ne!(mark(store), first);
}

/// A page of records that changed then.
fn changed(records: &[(&str, &str)], next: Option<&str>) -> Answer {
    let record = |(id, at): &(&str, &str)| json!({"id": id, "updatedDateTime": at});
    let mut page = json!({ "value": records.iter().map(record).collect::<Vec<_>>() });
    if let Some(next) = next {
        page["@odata.nextLink"] = next.into();
    }
    Answer::new(200, page.to_string())
}

const MAY: &str = "2021-05-01T00:00:00.1234567Z";
const JUNE: &str = "2021-06-01T00:00:00Z";
const JULY: &str = "2021-07-01T00:00:00Z";

#[test]
fn a_filter_that_is_refused_becomes_newest_first_also_across_a_kill() {
    let stage = Stage::new(&[]);
    let store = Store::sqlite();
    let refused = || {
        Answer::new(
            400,
            r#"{"error":{"code":"badArgument","message":"no filter"}}"#,
        )
    };
    let newest_first = format!("{LIST}?$orderby=updatedDateTime%20desc HTTP/1.1");
    let upstream = Scripted::start().then(changed(&[("a", MAY), ("b", JUNE)], None));
    stage.sync_from(&upstream.url, &store).run().ok();
    assert_eq!(mark(&store), JUNE);

    // The second page is the last one that is asked for, whatever it links to.
    let upstream = upstream
        .then(refused())
        .then(changed(&[("c", JULY)], Some("?$skiptoken=two")))
        .then(changed(
            &[("b", JUNE), ("a", MAY)],
            Some("?$skiptoken=three"),
        ));
    stage.sync_from(&upstream.url, &store).run().ok();
    let asked = upstream.asked();
    let filter = format!(
        "{LIST}?$filter=updatedDateTime%20ge%202021-05-31T23:00:00Z&$orderby=updatedDateTime%20asc HTTP/1.1"
    );
    assert_eq!(asked[1].line, filter);
    assert_eq!(asked[2].line, newest_first);
    assert_eq!(asked[3].line, format!("{LIST}?$skiptoken=two HTTP/1.1"));
    assert_eq!(mark(&store), JULY);

    // Killed after its first page: the next run knows what kind of list it is in.
    let upstream = upstream
        .then(refused())
        .then(changed(
            &[("d", "2021-08-01T00:00:00Z")],
            Some("?$skiptoken=2"),
        ))
        .then(Answer::new(200, "").stalled());
    let killed = stage.sync_from(&upstream.url, &store).spawn();
    let deadline = Instant::now() + Duration::from_secs(30);
    while upstream.asked().len() < 7 || store.number("SELECT count(*) FROM sync_checkpoints") == 0 {
        assert!(Instant::now() < deadline, "{:?}", upstream.asked());
        std::thread::sleep(Duration::from_millis(5));
    }
    killed.kill();
    assert_eq!(mark(&store), JULY, "it moves once the round is complete");
    let upstream = upstream.then(changed(&[("b", JUNE)], Some("?$skiptoken=3")));
    stage.sync_from(&upstream.url, &store).run().ok();
    assert_eq!(mark(&store), "2021-08-01T00:00:00Z");
    assert_eq!(
        upstream.done()[7].line,
        format!("{LIST}?$skiptoken=2 HTTP/1.1")
    );
    assert_eq!(store.content().0, 4);
}

fn full(stage: &Stage, upstream: &Scripted, store: &Store) -> Value {
    let run = stage.sync_from(&upstream.url, store);
    let run = run.arg("--full").arg("-ojson").run().ok();
    serde_json::from_str(&run.stdout).unwrap()
}

fn missing(store: &Store) -> Vec<String> {
    store.lines(
        "SELECT id FROM partner_center_referrals WHERE missing_since IS NOT NULL ORDER BY id",
    )
}

fn a_full_run_notes_what_is_gone_and_what_is_back(store: &Store) {
    let stage = Stage::new(&[]);
    let all = || changed(&[("a", MAY), ("b", JUNE), ("c", JUNE)], None);
    let upstream = Scripted::start()
        .then(all())
        .then(changed(&[("a", MAY)], None))
        .then(changed(&[("a", MAY)], None))
        .then(all());
    assert_eq!(full(&stage, &upstream, store)["missing"], 0);
    let place = match store {
        Store::Sqlite { .. } => "CAST(rowid AS TEXT) || synced_at",
        Store::Postgres(_) => "xmin::text || ctid::text",
    };
    let kept = format!("SELECT {place} FROM partner_center_referrals WHERE id = 'a'");
    let before = store.lines(&kept);
    let gone = full(&stage, &upstream, store);
    assert_eq!(
        (&gone["missing"], &gone["unchanged"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(missing(store), ["b", "c"]);
    assert_eq!(
        store.number("SELECT missing FROM sync_runs WHERE id = 2"),
        2
    );
    assert_eq!(store.content().0, 3, "nothing is deleted");

    let since =
        store.lines("SELECT CAST(missing_since AS TEXT) FROM partner_center_referrals ORDER BY id");
    assert_eq!(full(&stage, &upstream, store)["missing"], 0, "said once");
    let now =
        store.lines("SELECT CAST(missing_since AS TEXT) FROM partner_center_referrals ORDER BY id");
    assert_eq!(since, now, "since when, not when last");

    full(&stage, &upstream, store);
    assert!(missing(store).is_empty(), "they are back");
    assert_eq!(store.lines(&kept), before, "no write for what was there");
    upstream.done();
}

fn a_full_run_that_was_gone_on_with_notes_nothing(store: &Store) {
    let stage = Stage::new(&[]);
    let upstream = Scripted::start()
        .then(changed(&[("a", MAY), ("b", JUNE)], None))
        .then(changed(&[("c", JULY)], Some("?$skiptoken=two")))
        .then(Answer::new(403, "{}"))
        .then(changed(&[("d", JULY)], None));
    full(&stage, &upstream, store);
    let run = stage.sync_from(&upstream.url, store);
    run.arg("--full").run().fails(4);
    let report = full(&stage, &upstream, store);
    assert_eq!(
        (&report["missing"], &report["fetched"]),
        (&Value::Null, &json!(1))
    );
    assert!(
        missing(store).is_empty(),
        "what page 1 had it does not know"
    );
    upstream.done();
}

#[test]
fn a_listing_in_another_order_than_asked_for_is_gone_through() {
    let stage = Stage::new(&[]);
    let store = Store::sqlite();
    let refused = || Answer::new(400, "{}");
    let upstream = Scripted::start()
        .then(changed(&[("a", MAY), ("b", JUNE)], None))
        .then(refused())
        // Oldest first after all: that its last record is old proves nothing.
        .then(changed(
            &[("c", "2021-01-01T00:00:00Z"), ("a", MAY)],
            Some("?$skiptoken=2"),
        ))
        .then(changed(&[("b", JULY)], None));
    stage.sync_from(&upstream.url, &store).run().ok();
    stage.sync_from(&upstream.url, &store).run().ok();
    assert_eq!(upstream.done().len(), 4);
    assert_eq!(mark(&store), JULY);

    // Neither filter nor order: all there is.
    let upstream = Scripted::start()
        .then(refused())
        .then(refused())
        .then(changed(&[("a", MAY), ("d", JULY)], None));
    let run = stage
        .sync_from(&upstream.url, &store)
        .arg("--since=2021-06-01")
        .run()
        .ok();
    assert!(run.stderr.contains("going over all records"), "{run}");
    assert_eq!(upstream.done()[2].line, format!("{LIST} HTTP/1.1"));
    assert_eq!(store.content().0, 4);
}

#[test]
fn the_last_days_are_gone_on_with_though_they_begin_later_with_each_run() {
    let stage = Stage::new(&["--referrals", "300"]);
    let store = Store::sqlite();
    for rows in [50, 100, 200, 300] {
        let limit = if rows == 50 || rows == 100 {
            "50"
        } else {
            "100"
        };
        let words = ["--since", "3650d", "--limit", limit];
        stage.report_of(&store, &words, 0);
        assert_eq!(store.content().0, rows);
    }
    let run = stage
        .sync(&store, &["--since", "2999-01-01"])
        .run()
        .fails(2);
    assert!(run.stderr.contains("is in the future"), "{run}");
}

fn a_run_without_a_login_leaves_what_was_begun(store: &Store) {
    let stage = Stage::new(&["--referrals", "1000"]);
    stage.sync(store, &["--limit", "350"]).run().ok();
    stage.home.args(["token", "reset", "--yes"]).run().ok();
    let run = stage.sync(store, &[]).run().fails(4);
    assert!(!run.stderr.contains("signed in as another"), "{run}");
    login(&stage.sandbox, &stage.home).ok();
    stage.sync(store, &[]).run().ok();
    let runs = store.runs();
    let ended = |run: &String| run.split('\t').next().map(str::to_owned);
    let outcomes: Vec<_> = runs.iter().filter_map(ended).collect();
    assert_eq!(outcomes, ["stopped", "failed", "succeeded"]);
    assert!(runs[2].ends_with("resumed"), "{runs:?}");
}
