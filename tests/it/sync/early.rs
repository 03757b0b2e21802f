//! Runs that end before the list does: at a limit, at a deadline. The next one goes on.

use std::time::{Duration, Instant};

use super::stage::{Stage, counts};
use super::store::{Store, on_both};

on_both!(
    a_limit_inside_a_page_and_on_its_border,
    a_deadline_leaves_the_rest_to_the_next_run,
);

fn a_limit_inside_a_page_and_on_its_border(store: &Store) {
    let stage = Stage::new(&["--referrals", "1000", "--page-size", "100"]);
    let limited = |limit: &str| {
        let report = stage.report_of(store, &["--limit", limit], 0);
        assert_eq!(report["stopped_by"], "limit", "{report}");
        (report["pages"].as_u64().unwrap(), counts(&report))
    };
    assert_eq!(limited("250"), (2, [250, 250, 0, 0, 0]));
    assert_eq!(store.content().0, 250, "no more than that");
    // Half of page 3 was not taken: it is asked for again.
    assert_eq!(limited("100"), (1, [100, 50, 0, 50, 0]));
    // One page of the next four is empty.
    let (pages, counted) = limited("300");
    assert_eq!((counted, store.content().0), ([300, 300, 0, 0, 0], 600));
    assert!((3..=4).contains(&pages), "{pages}");
    // As many as there are left is all of them.
    let last = stage.report_of(store, &["--limit", "400"], 0);
    assert_eq!(last["outcome"], "succeeded", "{last}");
    assert_eq!(counts(&last), [400, 400, 0, 0, 0]);
    let whole = Store::sqlite();
    stage.report(&whole, 0);
    assert_eq!(store.content(), whole.content());
    let run = stage.sync(store, &["--limit", "7", "--full"]).run().ok();
    let words = "; stopped at the limit, the next run goes on from here\n";
    assert!(run.stdout.ends_with(words), "{run}");
}

fn a_deadline_leaves_the_rest_to_the_next_run(store: &Store) {
    let stage = Stage::new(&["--referrals", "10000", "--latency", "120ms"]);
    let begun = Instant::now();
    let cut = stage.report_of(store, &["--deadline", "3s"], 75);
    let took = begun.elapsed();
    assert!(took > Duration::from_secs(3), "{took:?}");
    assert!(took < Duration::from_secs(20), "{took:?}");
    assert_eq!(
        (&cut["outcome"], &cut["stopped_by"]),
        (&"stopped".into(), &"deadline".into())
    );
    let kept = counts(&cut)[0];
    assert!((1..10_000).contains(&kept), "{cut}");
    assert_eq!(store.content().0 as u64, kept);
    let rest = stage.report(store, 0);
    assert_eq!(counts(&rest), [10_000 - kept, 10_000 - kept, 0, 0, 0]);
    assert_eq!(store.outcomes(), ["stopped", "succeeded"]);
}
