//! A hundred thousand products: as fast as the limits permit and not faster, in little memory, and afterwards no more than
//! what has changed.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::stage::{At, LIMIT, Stage, counts, document, products};
use crate::support::Process;
use crate::sync::store::Store;

const ALL: u64 = 100_000;
/// In KiB, of what a run allocates.
const MOST: u64 = 64 << 10;

#[test]
fn a_hundred_thousand_to_trendyol() {
    goes_out_within_the_limits(At::Trendyol);
}

#[test]
fn a_hundred_thousand_to_hepsiburada() {
    goes_out_within_the_limits(At::Hepsiburada);
}

#[test]
fn a_hundred_thousand_to_n11() {
    goes_out_within_the_limits(At::N11);
}

#[track_caller]
fn goes_out_within_the_limits(at: At) {
    let store = Store::sqlite();
    let begun = Instant::now();
    let stage = Stage::new(&store, &["--refuse", "1000", "--batch-time", "1s"]);
    stage.import(&products(0..ALL, 0));
    eprintln!("imported after {:?}", begun.elapsed());

    let (first, pace) = watched(&stage, at, 7);
    let [accepted, refused, ..] = counts(&first);
    assert_eq!(counts(&first), [accepted, refused, 0, 0, 0], "{first}");
    assert_eq!(accepted + refused, ALL, "{first}");
    assert!((50..200).contains(&refused), "{first}");
    eprintln!(
        "{at:?}: {pace:?} for {accepted} accepted, {refused} refused; {:?}",
        begun.elapsed()
    );
    assert!(pace.allocated > 1_000 && pace.allocated < MOST, "{pace:?}");
    if at == At::Trendyol {
        // Fifty in ten seconds: the last of the second fifty ten seconds behind that of the first, and a debug build's work.
        let behind = pace.sent - pace.fifty;
        assert!(
            behind > Duration::from_millis(9_800) && behind < Duration::from_secs(14),
            "{pace:?}"
        );
    }
    let there = stage.listed(at).len();
    assert!((accepted..ALL).contains(&(there as u64)));
    stage.agrees(at, there);
    stage.is_polite();

    // What was refused stays as it is, whatever it is called.
    let gone = store.lines("SELECT external_id FROM sync_rejects");
    let gone: Vec<u64> = gone.iter().map(|sku| super::stage::number(sku)).collect();
    let sound = (0..ALL).step_by(90).filter(|n| !gone.contains(n));
    let changed = stage.import(&products(sound.take(1_000), 3));
    assert!(changed.stdout.contains("1,000"), "{changed}");
    let (pushes, items) = (stage.pushes(at), stage.items(at));
    let (second, _) = watched(&stage, at, 0);
    assert_eq!(
        counts(&second),
        [1_000, 0, accepted - 1_000, refused, 0],
        "{second}"
    );
    assert_eq!(stage.pushes(at), pushes + 1);
    assert_eq!(stage.items(at), items + 1_000);
    stage.agrees(at, there);

    let (third, _) = watched(&stage, at, 0);
    assert_eq!(counts(&third), [0, 0, accepted, refused, 0], "{third}");
    assert_eq!(stage.pushes(at), pushes + 1);
    assert_eq!(third["requests"], 0, "{third}");
    stage.is_polite();
    eprintln!("{at:?}: {:?} in all", begun.elapsed());
}

/// What was seen of a run.
#[derive(Debug, Default)]
struct Pace {
    /// The most that it allocated, in KiB.
    allocated: u64,
    /// From the first push that the sandbox took to the fiftieth.
    fifty: Duration,
    /// And to the last.
    sent: Duration,
    took: Duration,
}

#[track_caller]
fn watched(stage: &Stage<'_>, at: At, code: i32) -> (Value, Pace) {
    let before = stage.pushes(at);
    let run: Process = stage.sync(at, &["-o", "json"]).spawn();
    let begun = Instant::now();
    let (mut pace, mut first, mut known) = (Pace::default(), None, before);
    while !run.has_ended() {
        assert!(begun.elapsed() < LIMIT, "{pace:?}");
        pace.allocated = pace.allocated.max(run.kib("RssAnon:"));
        let pushes = stage.pushes(at);
        if pushes > known {
            let since = first.get_or_insert_with(Instant::now).elapsed();
            pace.sent = since;
            if pushes <= before + 50 {
                pace.fifty = since;
            }
            known = pushes;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    pace.took = begun.elapsed();
    (document(&run.wait(LIMIT).fails(code)), pace)
}
