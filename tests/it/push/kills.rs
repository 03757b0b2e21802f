//! SIGKILL at random moments, again and again until a run ends: no product is lost, and none is sent twice while the
//! marketplace remembers it.
//!
//! A quarter of `JETON_TEST_KILLS` is how many at each marketplace and in each database; less is the default.

use std::time::{Duration, Instant};

use super::stage::{At, LIMIT, Stage, counts, everywhere, products};
use crate::sync::store::Store;

const KILLS: u64 = 6;
/// Batches that have been written down, and of which nothing more is known.
const UNANSWERED: &str =
    "SELECT count(*) FROM push_batches WHERE ended_at IS NULL AND tracking_id IS NULL";

everywhere!(a_killed_push_loses_nothing_and_repeats_nothing);

fn a_killed_push_loses_nothing_and_repeats_nothing(at: At, store: &Store) {
    let kills =
        std::env::var("JETON_TEST_KILLS").map_or(KILLS, |text| text.parse::<u64>().unwrap() / 4);
    // A lost batch is looked up by fifty keys at once: at Hepsiburada, with its large ones, that is most of the time.
    let all = if at == At::Hepsiburada { 2_000 } else { 6_000 };
    let options = ["--latency", "50ms", "--batch-time", "500ms"];
    let stage = Stage::new(store, &options);
    stage.import(&products(0..all, 0));
    let begun = Instant::now();
    let (mut killed, mut lost, mut time) = (0, 0, 0);
    while killed < kills {
        let run = stage.sync(at, &[]).spawn();
        // Every other time at a batch that is on its way, else wherever it is.
        let moment = match killed % 2 {
            0 => fastrand::u64(0..100),
            _ => fastrand::u64(0..1_500),
        };
        let known = store.number(UNANSWERED);
        while killed % 2 == 0 && store.number(UNANSWERED) <= known && !run.has_ended() {
            assert!(
                begun.elapsed() < 2 * LIMIT,
                "{killed} kills, {} pushes",
                stage.pushes(at)
            );
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(moment));
        if run.has_ended() {
            let run = run.wait(LIMIT);
            // A server that has not noticed yet that its client is gone.
            if run.code != 75 {
                run.ok();
                // All is done, and there are kills left.
                time += 1;
                stage.import(&products(0..all, time));
            }
        } else {
            run.kill();
            killed += 1;
            lost += store.number(UNANSWERED);
        }
    }
    loop {
        let run = stage.sync(at, &[]).spawn().wait(LIMIT);
        if run.code != 75 {
            run.ok();
            break;
        }
    }
    eprintln!(
        "{at:?}: {killed} kills, {lost} batches without an answer, {:?}",
        begun.elapsed()
    );
    assert_eq!(counts(&stage.report(at, &[], 0)), [0, 0, all, 0, 0]);
    stage.agrees(at, all as usize);
    stage.all_settled();
    stage.sent_once();
    assert!(
        lost > 0,
        "not one was killed between sending and its answer"
    );
}
