//! `sync retry-rejects`: what can be read today goes into the table, what cannot stays, and nothing is lost on the way.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::stage::Stage;
use super::store::{Store, on_both};
use crate::support::{Invocation, Jeton};

on_both!(
    what_can_be_read_now_is_mended,
    what_cannot_be_read_stays_and_says_so,
    another_run_is_not_disturbed,
    a_kill_at_any_moment_loses_nothing,
);

fn retry(home: &Jeton, store: &Store, words: &[&str]) -> Invocation {
    store.on(home.args(["sync", "retry-rejects"].iter().chain(words)))
}

/// A database that has these records as rejects, as an older version left them; they can be read by now.
#[track_caller]
fn kept(home: &Jeton, store: &Store, records: &[(Option<&str>, &str)]) {
    store.on(home.args(["db", "migrate"])).run().ok();
    for (id, raw) in records {
        let hash = format!("{:x}", Sha256::digest(raw))[..32].to_owned();
        keep(store, &hash, *id, raw);
    }
}

fn keep(store: &Store, hash: &str, id: Option<&str>, raw: &str) {
    let id = id.map_or("NULL".to_owned(), |id| format!("'{id}'"));
    let raw = raw.replace('\'', "''");
    store.lines(&format!(
        "INSERT INTO sync_rejects (sync, raw_hash, external_id, reason, raw, first_run_id, last_run_id,
            first_rejected_at, last_rejected_at)
         VALUES ('referrals', '{hash}', {id}, 'an old reason', '{raw}', 1, 1, '2030-01-01T00:00:00.000000Z', '2030-01-01T00:00:00.000000Z')
         RETURNING sync"
    ));
}

#[track_caller]
fn report(run: Invocation, code: i32) -> Value {
    let run = run.run().fails(code);
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{run}"))
}

fn record(id: &str, name: &str, updated: &str) -> String {
    json!({ "id": id, "name": name, "updatedDateTime": updated }).to_string()
}

fn what_can_be_read_now_is_mended(store: &Store) {
    let home = Jeton::new();
    let none = retry(&home, store, &[]).run().ok();
    assert_eq!(none.stdout, "there are no rejects to retry\n", "{none}");
    let (old, new) = ("2030-01-01T00:00:00Z", "2030-01-02T00:00:00Z");
    let unreadable = json!({ "id": "a", "updatedDateTime": "soon" }).to_string();
    kept(
        &home,
        store,
        &[
            (Some("a"), &record("a", "older", old)),
            (Some("a"), &record("a", "newer", new)),
            // Another content of the same record, which cannot be read: it must not go with its sisters.
            (Some("a"), &unreadable),
            (None, &record("b", "had no id then", old)),
        ],
    );
    let told = report(retry(&home, store, &["--json"]), 7);
    let sync = &told["syncs"][0];
    assert_eq!(
        (&sync["fetched"], &sync["mended"], &sync["rejected"]),
        (&4.into(), &3.into(), &1.into()),
        "{told}"
    );
    let names = store.lines("SELECT id, name FROM partner_center_referrals ORDER BY id");
    assert_eq!(names, ["a\tnewer", "b\thad no id then"]);
    let left = store.lines("SELECT reason, raw FROM sync_rejects");
    assert_eq!(
        left,
        [format!("updatedDateTime is not a time\t{unreadable}")]
    );
    let runs = store.lines(
        "SELECT mode, outcome, CAST(fetched AS TEXT), CAST(rejected AS TEXT) FROM sync_runs",
    );
    assert_eq!(runs, ["retry\tpartial\t4\t1"]);
    assert_eq!(store.number("SELECT count(*) FROM sync_marks"), 0);
    assert_eq!(store.number("SELECT count(*) FROM sync_checkpoints"), 0);

    // An older version does not go over the newer row.
    keep(
        store,
        &format!("{:x}", Sha256::digest(record("a", "oldest", old)))[..32],
        Some("a"),
        &record("a", "oldest", old),
    );
    let told = report(retry(&home, store, &["referrals", "--json"]), 7);
    assert_eq!(told["syncs"][0]["unchanged"], 1, "{told}");
    assert_eq!(
        store.lines("SELECT name FROM partner_center_referrals WHERE id = 'a'"),
        ["newer"]
    );

    let shown = store
        .on(home.args(["sync", "history", "show", "last"]))
        .run()
        .ok();
    assert!(
        shown.stdout.contains("updatedDateTime is not a time"),
        "{shown}"
    );
    retry(&home, store, &["products"]).run().fails(2);
}

fn what_cannot_be_read_stays_and_says_so(store: &Store) {
    let home = Jeton::new();
    kept(&home, store, &[]);
    // What came had a U+0000 where the kept text has a U+FFFD: its hash says that it is not what came.
    let came = record("a", "x\u{fffd}y", "2030-01-01T00:00:00Z");
    keep(store, "00000000000000000000000000000000", Some("a"), &came);
    let run = retry(&home, store, &[]).run().fails(7);
    assert!(
        run.stdout.starts_with(
            "referrals: 1 retried, none mended, 1 still rejected (why: jeton sync history show "
        ),
        "{run}"
    );
    assert_eq!(
        store.lines("SELECT reason FROM sync_rejects"),
        ["an old reason"]
    );
    assert_eq!(
        store.number("SELECT count(*) FROM partner_center_referrals"),
        0
    );
}

fn another_run_is_not_disturbed(store: &Store) {
    let stage = Stage::new(&[
        "--referrals",
        "1000",
        "--malformed",
        "100",
        "--latency",
        "200ms",
    ]);
    let process = stage.sync(store, &[]).spawn();
    stage.wait_for_pages(4);
    let busy = retry(&stage.home, store, &[]).run().fails(75);
    assert!(
        busy.stderr.contains("another referrals sync is running"),
        "{busy}"
    );
    process.wait(Duration::from_secs(60)).fails(7);

    // A checkpoint stays where it is, and the mark as well.
    stage.sync(store, &["--full", "--limit", "250"]).run();
    let before = store.lines("SELECT cursor FROM sync_checkpoints");
    assert_eq!(before.len(), 1);
    let mark = store.lines("SELECT mark FROM sync_marks");
    retry(&stage.home, store, &[]).run().fails(7);
    assert_eq!(store.lines("SELECT cursor FROM sync_checkpoints"), before);
    assert_eq!(store.lines("SELECT mark FROM sync_marks"), mark);
    let resumed = stage.report(store, 7);
    assert_eq!(resumed["fetched"], 800, "it goes on behind the second page");
}

fn a_kill_at_any_moment_loses_nothing(store: &Store) {
    let home = Jeton::new();
    kept(&home, store, &[]);
    let (json, hash) = ("'{\"id\":\"r' || n || '\"}'", "CAST(n AS text)");
    let numbers = "WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 6000)";
    store.lines(&format!(
        "{numbers} INSERT INTO sync_rejects SELECT 'referrals', {hash}, NULL, 'x', {json}, 1, 1,
            '2030-01-01T00:00:00.000000Z', '2030-01-01T00:00:00.000000Z' FROM s RETURNING sync"
    ));
    // The right hashes, which the database cannot make.
    for line in store
        .lines("SELECT raw_hash, raw FROM sync_rejects")
        .chunks(500)
    {
        let cases: Vec<String> = line
            .iter()
            .map(|line| {
                let (old, raw) = line.split_once('\t').unwrap();
                let new = format!("{:x}", Sha256::digest(raw))[..32].to_owned();
                format!("WHEN '{old}' THEN '{new}'")
            })
            .collect();
        let olds: Vec<String> = line
            .iter()
            .map(|line| format!("'{}'", line.split_once('\t').unwrap().0))
            .collect();
        store.lines(&format!(
            "UPDATE sync_rejects SET raw_hash = CASE raw_hash {} END WHERE raw_hash IN ({}) RETURNING sync",
            cases.join(" "),
            olds.join(", ")
        ));
    }
    let rows = || store.number("SELECT count(*) FROM partner_center_referrals");
    let left = || store.number("SELECT count(*) FROM sync_rejects");
    for _ in 0..4 {
        let before = rows();
        let process = retry(&home, store, &[]).spawn();
        let deadline = Instant::now() + Duration::from_secs(30);
        while rows() == before && left() > 0 {
            assert!(Instant::now() < deadline, "nothing is committed in 30 s");
        }
        process.kill();
        assert_eq!(rows() + left(), 6_000);
    }
    retry(&home, store, &[]).run().ok();
    assert_eq!(
        store.number("SELECT count(*) FROM partner_center_referrals"),
        6_000
    );
}
