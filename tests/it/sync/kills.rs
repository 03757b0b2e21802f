//! SIGKILL at random moments, again and again in one sync until it ends: every record is there once, and no page was
//! asked for more than twice on the average.
//!
//! `JETON_TEST_KILLS=1000 JETON_TEST_ROWS=100000` is a hundred kills in 100,000 records; less is the default.

use std::time::{Duration, Instant};

use super::stage::Stage;
use super::store::Store;

/// As `tests/run` knows them: a tenth of them are ours.
const KILLS: u64 = 200;
const ROWS: u64 = 10_000;
const LIMIT: Duration = Duration::from_secs(300);

fn setting(name: &str, default: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.map_or(default, |text| text.parse().unwrap())
}

#[track_caller]
fn killed_until_it_ends(store: &Store, kills: u64) {
    let rows = setting("JETON_TEST_ROWS", ROWS);
    let stage = Stage::new(&["--referrals", &rows.to_string()]);
    let begun = Instant::now();
    let mut killed = 0;
    // Pages to the next kill, so that all of them fall into the sync.
    let pages = rows / 100;
    while killed < kills {
        let at = stage.pages() + fastrand::u64(0..=2 * pages / (kills + 1));
        let deadline = Instant::now() + LIMIT;
        let run = stage.sync(store, &[]).spawn();
        while stage.pages() < at && !run.has_ended() {
            assert!(Instant::now() < deadline, "no page {at}");
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(fastrand::u64(0..40)));
        let ended = run.has_ended();
        let code = if ended { run.wait(LIMIT) } else { run.kill() }.code;
        match (ended, code) {
            (false, _) => killed += 1,
            // A server that has not noticed yet that its client is gone.
            (true, 75) => {}
            (true, _) => break,
        }
    }
    loop {
        let run = stage.sync(store, &[]).spawn().wait(LIMIT);
        if run.code != 75 {
            run.ok();
            break;
        }
    }
    let whole = pages + pages / 8;
    let asked = stage.pages();
    eprintln!(
        "{killed} kills, {rows} records, {:.2} requests a page, {:?}",
        asked as f64 / whole as f64,
        begun.elapsed()
    );
    assert!(killed > kills / 2, "{killed} of {kills}");
    assert!(asked <= 2 * whole, "{asked} requests for {whole} pages");
    assert_eq!(
        store.number("SELECT count(*) FROM partner_center_referrals"),
        rows
    );
    // What a run counts it wrote in the same transaction.
    assert_eq!(store.number("SELECT sum(inserted) FROM sync_runs"), rows);
    let strays =
        "SELECT sum(updated) + sum(unchanged) + sum(rejected) FROM sync_runs WHERE mode = 'full'";
    assert_eq!(store.number(strays), 0, "nothing was written twice");
    let calm = Store::sqlite();
    stage.sync(&calm, &[]).spawn().wait(LIMIT).ok();
    assert_eq!(store.content(), calm.content());
}

#[test]
fn every_record_is_there_once_in_a_file() {
    killed_until_it_ends(&Store::sqlite(), setting("JETON_TEST_KILLS", KILLS) / 10);
}

#[test]
fn every_record_is_there_once_in_a_postgres() {
    killed_until_it_ends(&Store::postgres(), setting("JETON_TEST_KILLS", KILLS) / 30);
}
