//! One run at a time per sync: the second one says so at once and leaves the first one alone.

use std::time::{Duration, Instant};

use super::stage::Stage;
use super::store::{Store, on_both};

on_both!(a_second_run_exits_75_at_once);

fn a_second_run_exits_75_at_once(store: &Store) {
    let stage = Stage::new(&["--referrals", "3000", "--latency", "150ms"]);
    let first = stage.sync(store, &[]).spawn();
    stage.wait_for_pages(3);
    let asked = stage.pages();

    // It waits for nothing: milliseconds, but for a debug build on a busy machine.
    let begun = Instant::now();
    let second = stage.sync(store, &[]).run().fails(75);
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(3), "{took:?}");
    assert_eq!(store.outcomes(), ["running"], "the first is still at it");
    assert!(second.stdout.is_empty(), "{second}");
    assert_eq!(
        second.stderr,
        "error: cannot sync referrals: another referrals sync is running\nhint: nothing to do: the next run tries again\n"
    );
    assert!(stage.pages() < asked + 30, "only the first asks for pages");

    first.wait(Duration::from_secs(60)).ok();
    assert_eq!(store.outcomes(), ["succeeded"], "the second left no trace");
    assert_eq!(store.content().0, 3_000);
}
