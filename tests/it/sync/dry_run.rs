//! `--dry-run`: the counts of the run that follows it, the first changes, and not a byte written.

use serde_json::{Value, json};

use super::stage::{Stage, counts};
use super::store::{Store, on_both};
use crate::support::{Answer, Scripted};

on_both!(
    a_dry_run_says_what_the_run_then_does,
    changes_are_shown_field_by_field,
    a_cut_round_is_tried_from_its_beginning,
    a_schema_that_is_behind_is_not_migrated,
);

#[track_caller]
fn tried(stage: &Stage, store: &Store, words: &[&str], code: i32) -> Value {
    let words: Vec<&str> = ["--dry-run", "--json"]
        .iter()
        .chain(words)
        .copied()
        .collect();
    let run = stage.sync(store, &words).run().fails(code);
    let report: Value =
        serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{run}"));
    assert_eq!(report["dry_run"], true);
    report
}

/// Everything in the database that a run could have touched.
fn state(store: &Store) -> Vec<String> {
    let mut state = store.lines("SELECT content_hash FROM partner_center_referrals ORDER BY id");
    state.extend(store.lines("SELECT outcome FROM sync_runs ORDER BY id"));
    state.extend(store.lines("SELECT cursor FROM sync_checkpoints"));
    state.extend(store.lines("SELECT CAST(mark AS TEXT) FROM sync_marks"));
    state.extend(store.lines("SELECT reason FROM sync_rejects ORDER BY raw_hash"));
    state
}

fn a_dry_run_says_what_the_run_then_does(store: &Store) {
    let stage = Stage::new(&["--referrals", "1000", "--malformed", "100"]);
    let first = tried(&stage, store, &[], 7);
    assert_eq!(counts(&first), [1_000, 990, 0, 0, 10], "{first}");
    assert_eq!(
        (&first["missing"], &first["mode"]),
        (&0.into(), &"full".into())
    );
    assert_eq!(first["changes"].as_array().unwrap().len(), 5);
    assert_eq!(first["changes"][0]["change"], "insert");
    assert_eq!(first["changes"][0]["fields"]["name"]["from"], Value::Null);
    assert!(
        first["changes"][0]["fields"]["name"]["to"].is_string(),
        "{first}"
    );
    assert_eq!(first["rejects"].as_array().unwrap().len(), 5);
    if let Store::Sqlite { folder } = store {
        assert_eq!(
            folder.path().read_dir().unwrap().count(),
            0,
            "no file is made"
        );
    }

    assert_eq!(counts(&stage.report(store, 7)), counts(&first));
    stage.sandbox.order("touch?count=30");
    // A row that the upstream does not have.
    store.lines(
        "INSERT INTO partner_center_referrals (id, raw, content_hash, first_synced_at, synced_at)
         VALUES ('gone', '{}', 'x', '2030-01-01T00:00:00.000000Z', '2030-01-01T00:00:00.000000Z') RETURNING id",
    );
    let before = state(store);
    for words in [&["--full"][..], &[], &["--since", "2021-01-01"]] {
        let report = tried(&stage, store, words, 7);
        assert_eq!(report["updated"], 30, "{words:?} {report}");
        let missing = if words == ["--full"] {
            1.into()
        } else {
            Value::Null
        };
        assert_eq!(report["missing"], missing, "{words:?}");
    }
    let full = tried(&stage, store, &["--full", "--diff", "0"], 7);
    assert_eq!(full["changes"], json!([]));
    let cut = tried(&stage, store, &["--full", "--limit", "150"], 7);
    assert_eq!(
        (&cut["fetched"], &cut["outcome"]),
        (&150.into(), &"stopped".into())
    );
    assert_eq!(state(store), before);

    let run = stage.sync(store, &["--full", "-o", "json"]).run().fails(7);
    let done: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(counts(&done), counts(&full));
    assert_eq!(done["missing"], 1);
}

fn changes_are_shown_field_by_field(store: &Store) {
    let stage = Stage::new(&["--referrals", "1"]);
    let page = |records: Value| Answer::new(200, json!({ "value": records }).to_string());
    let upstream = Scripted::start()
        .then(page(json!([
            { "id": "same", "status": "New", "details": { "dealValue": 1000 } },
            { "id": "other", "status": "New", "updatedDateTime": "2030-01-01T00:00:00.1234567Z", "isSpam": false },
            { "id": "raw", "isSpam": false },
        ])))
        .then(page(json!([
            { "id": "same", "status": "New", "details": { "dealValue": 1000.00 } },
            { "id": "other", "status": "Act\u{1b}[2Jive", "updatedDateTime": "2030-01-02T00:00:00.7654321Z", "isSpam": true },
            { "id": "raw", "isSpam": true },
            { "id": "new", "name": "Contoso", "mpnId": 7 },
            { "id": "bad", "closedDateTime": "soon" },
        ])));
    stage.sync_from(&upstream.url, store).run().ok();
    let words = ["sync", "referrals", "--dry-run", "--full"];
    let run = store
        .on(stage.home.args(words))
        .env(
            "JETON_SOURCES__PARTNER_CENTER__BASE_URL",
            format!("{}/v1.0/engagements", upstream.url),
        )
        .run()
        .fails(7);
    upstream.done();
    let lines: Vec<&str> = run.stdout.lines().collect();
    let [counts, rest @ ..] = &lines[..] else {
        panic!("{run}");
    };
    assert!(
        counts.starts_with(
            "referrals: 5 fetched; would insert 1, update 3, leave 0 unchanged, reject 1 in "
        ),
        "{run}"
    );
    assert_eq!(
        rest,
        [
            "~ same: only fields without a column",
            "~ other: status \"New\" → \"Act\\u{1b}[2Jive\", updated_at \"2030-01-01T00:00:00.123456Z\" → \"2030-01-02T00:00:00.765432Z\"",
            "~ raw: only fields without a column",
            "+ new: name \"Contoso\", mpn_id \"7\"",
            "! bad: closedDateTime is not a time",
            "nothing was written (dry run)",
        ],
        "{run}"
    );
}

fn a_cut_round_is_tried_from_its_beginning(store: &Store) {
    let stage = Stage::new(&["--referrals", "1000"]);
    stage.sync(store, &["--limit", "250"]).run().ok();
    let before = state(store);
    let report = tried(&stage, store, &[], 0);
    assert_eq!(counts(&report), [1_000, 750, 0, 250, 0], "{report}");
    assert_eq!(report["missing"], Value::Null, "the run would note none");
    let first = tried(&stage, store, &["--limit", "100"], 0);
    assert_eq!(counts(&first), [100, 0, 0, 100, 0], "the first ones");
    assert_eq!(state(store), before);
}

/// A run would migrate an embedded database, and would not go near a Postgres.
fn a_schema_that_is_behind_is_not_migrated(store: &Store) {
    let stage = Stage::new(&["--referrals", "100"]);
    stage.sync(store, &[]).run().ok();
    store.lines("DELETE FROM jeton_migrations WHERE version > 1 RETURNING description");
    store.lines("DELETE FROM partner_center_referrals WHERE id LIKE '%0' RETURNING id");
    let left = store.number("SELECT count(*) FROM partner_center_referrals");
    let versions = || store.number("SELECT count(*) FROM jeton_migrations");
    match store {
        Store::Sqlite { .. } => {
            let report = tried(&stage, store, &[], 0);
            assert_eq!(counts(&report), [100, 100 - left, 0, left, 0], "{report}");
        }
        Store::Postgres(_) => {
            let behind = stage.sync(store, &["--dry-run"]).run().fails(8);
            assert!(behind.stderr.contains("jeton db migrate"), "{behind}");
        }
    }
    assert_eq!(versions(), 1);
}

#[test]
fn a_dry_run_while_a_sync_runs() {
    let store = Store::sqlite();
    let stage = Stage::new(&["--referrals", "1000", "--latency", "200ms"]);
    let process = stage.sync(&store, &[]).spawn();
    stage.wait_for_pages(4);
    tried(&stage, &store, &[], 0);
    process.wait(std::time::Duration::from_secs(60)).ok();
    assert_eq!(store.outcomes(), ["succeeded"]);
}

#[test]
fn a_failure_is_that_of_a_run() {
    let store = Store::sqlite();
    let stage = Stage::new(&["--referrals", "1"]);
    stage.sandbox.faults(&["500=100%"]);
    let failed = stage.sync(&store, &["--dry-run"]).run().fails(6);
    assert!(
        failed.stderr.contains("cannot try the sync of referrals"),
        "{failed}"
    );
    assert!(failed.stderr.contains("nothing was changed"), "{failed}");
    assert!(!failed.stderr.contains("is saved"), "{failed}");
    let out = crate::support::Jeton::new();
    store
        .on(out.args(["sync", "referrals", "--dry-run"]))
        .run()
        .fails(3);
    stage.sync(&store, &["--diff", "3"]).run().fails(2);
}
