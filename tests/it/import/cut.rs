//! Imports that are stopped, killed, left by their database, or get in each other's way: importing again goes on.

use std::fs::File;
use std::io::Write;
use std::process::Command;
use std::time::{Duration, Instant};

use super::Shop;
use crate::support::{Jeton, PrivatePostgres, Process};
use crate::sync::store::{Store, on_both};

const LIMIT: Duration = Duration::from_secs(60);

on_both!(
    killed_and_imported_again_it_is_whole,
    a_signal_stops_it_behind_a_chunk,
    two_at_once_are_one_too_many,
);

fn lines(from: u32, to: u32) -> String {
    (from..to)
        .map(|n| format!("{n:06},product {n},{}\n", n % 50))
        .collect()
}

/// Waits until so many lines of a run are committed; false where the process ended before.
#[track_caller]
fn has_come_to(store: &Store, process: &Process, run: u64, fetched: u64) -> bool {
    let deadline = Instant::now() + LIMIT;
    let sql = format!("SELECT COALESCE(max(fetched), 0) FROM sync_runs WHERE id = {run}");
    while store.number(&sql) < fetched {
        assert!(Instant::now() < deadline, "no {fetched} lines");
        if process.has_ended() {
            return false;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    true
}

/// A pipe with a name: a file whose writer this test is.
fn pipe(home: &Jeton, name: &str) -> std::path::PathBuf {
    let path = home.home().join(name);
    assert!(
        Command::new("mkfifo")
            .arg(&path)
            .status()
            .unwrap()
            .success()
    );
    path
}

fn killed_and_imported_again_it_is_whole(store: &Store) {
    let shop = Shop::new(store);
    shop.file("p.csv", format!("sku,title,stock\n{}", lines(0, 20_000)));
    for run in [1, 2] {
        // A server may not have noticed yet that its client is gone: 75.
        loop {
            let process = shop.import(&["p.csv"]).spawn();
            if has_come_to(store, &process, run, run * 1_000) {
                process.kill();
                break;
            }
            process.wait(LIMIT).fails(75);
        }
    }
    let begun = store.number("SELECT count(*) FROM products");
    assert!(begun >= 2_000, "{begun}");
    let deadline = Instant::now() + LIMIT;
    while shop.import(&["p.csv"]).run().code == 75 {
        assert!(Instant::now() < deadline, "the lock stays");
    }
    assert_eq!(store.number("SELECT count(*) FROM products"), 20_000);
    assert_eq!(store.number("SELECT sum(inserted) FROM sync_runs"), 20_000);
    assert_eq!(shop.counts(&["p.csv"], 0), [20_000, 0, 0, 20_000, 0]);
    assert_eq!(store.outcomes()[..2], ["interrupted", "interrupted"]);
}

fn a_signal_stops_it_behind_a_chunk(store: &Store) {
    let shop = Shop::new(store);
    let path = pipe(&shop.home, "p.csv");
    let run = shop.import(&["p.csv"]).spawn();
    let mut writer = File::options().write(true).open(path).unwrap();
    write!(writer, "sku,title,stock\n{}", lines(0, 2_500)).unwrap();
    assert!(has_come_to(store, &run, 1, 2_000));
    run.signal("TERM");
    let run = run.wait(LIMIT).fails(143);
    assert!(
        run.stdout.contains("; stopped, importing it again goes on"),
        "{run}"
    );
    assert_eq!(store.number("SELECT count(*) FROM products"), 2_000);
    assert_eq!(store.outcomes(), ["stopped"]);
}

fn two_at_once_are_one_too_many(store: &Store) {
    let shop = Shop::new(store);
    let path = pipe(&shop.home, "p.csv");
    let first = shop.import(&["p.csv"]).spawn();
    let mut writer = File::options().write(true).open(path).unwrap();
    write!(writer, "sku,title,stock\n{}", lines(0, 2_000)).unwrap();
    assert!(has_come_to(store, &first, 1, 2_000));
    shop.file("q.csv", "sku\n1\n");
    let second = shop.import(&["q.csv"]).run().fails(75);
    assert!(
        second.stderr.contains("run 1, 2000 records so far"),
        "{second}"
    );
    drop(writer);
    first.wait(LIMIT).ok();
    assert_eq!(store.number("SELECT count(*) FROM products"), 2_000);
}

#[test]
fn a_server_that_restarts_is_waited_for() {
    let server = PrivatePostgres::start();
    let home = Jeton::new().env("DATABASE_URL", &server.url);
    home.args(["db", "migrate"]).run().ok();
    home.args(["tenant", "add", "acme"]).run().ok();
    let path = pipe(&home, "p.csv");
    let run = home.args(["db", "import", "products", "p.csv"]).spawn();
    let mut writer = File::options().write(true).open(path).unwrap();
    write!(writer, "sku,title,stock\n{}", lines(0, 3_000)).unwrap();
    let count = || home.args(["db", "count", "products", "-ojson"]).run();
    let deadline = Instant::now() + LIMIT;
    let chunks = ["\"rows\": 2000", "\"rows\": 3000"];
    loop {
        let counted = count().ok();
        if chunks.iter().any(|rows| counted.stdout.contains(rows)) {
            break;
        }
        assert!(Instant::now() < deadline, "no chunk: {counted}");
    }
    server.stop("immediate");
    write!(writer, "{}", lines(3_000, 6_000)).unwrap();
    drop(writer);
    std::thread::sleep(Duration::from_secs(1));
    server.restart();
    let run = run.wait(LIMIT).ok();
    assert!(
        run.stdout
            .starts_with("products: 6,000 read, 6,000 inserted, 0 updated"),
        "{run}"
    );
    assert!(count().ok().stdout.contains("\"rows\": 6000"));
}
