//! While there is something to send, a request leaves as soon as the limit lets it.

use std::time::{Duration, Instant};

use super::stage::{At, LIMIT, Stage, products};
use crate::sync::store::Store;

const WINDOW: Duration = Duration::from_secs(10);
/// So few that the work of a debug build is done long before the next may leave.
const LIMITS: &str = r#"["15/10s"]"#;
const AT_ONCE: usize = 15;
const BATCHES: usize = 45;

/// Named for the machine that it needs for itself.
#[test]
fn of_a_hundred_requests_that_may_leave_nearly_all_do() {
    let store = Store::sqlite();
    let stage = Stage::new(&store, &["--batch-time", "1s"]);
    stage.import(&products(0..1_000 * BATCHES as u64, 0));
    let run = stage.sync(At::Trendyol, &[]);
    let run = run
        .env("JETON_MARKETPLACES__TRENDYOL__LIMITS", LIMITS)
        .spawn();
    let mut left: Vec<Instant> = Vec::new();
    let begun = Instant::now();
    while !run.has_ended() {
        assert!(begun.elapsed() < LIMIT, "{} left", left.len());
        let pushes = stage.pushes(At::Trendyol) as usize;
        left.resize(pushes, Instant::now());
        std::thread::sleep(Duration::from_millis(10));
    }
    run.wait(LIMIT).ok();
    assert_eq!(left.len(), BATCHES);
    // A request may leave when the one so many before it is ten seconds old.
    let late = left.iter().zip(&left[AT_ONCE..]);
    let late: Vec<Duration> = late
        .map(|(before, this)| (*this - *before).saturating_sub(WINDOW))
        .collect();
    let late: Duration = late.iter().sum::<Duration>() / late.len() as u32;
    let used = WINDOW.as_secs_f64() / (WINDOW + late).as_secs_f64();
    eprintln!("{late:?} late on the average, {:.1} % used", 100.0 * used);
    // A debug build's work is in it: half a second of 45,000 products. Without that it is 95 in a hundred, and more.
    assert!(used > 0.9, "{late:?}");
    stage.is_polite();
    stage.agrees(At::Trendyol, 1_000 * BATCHES);
}
