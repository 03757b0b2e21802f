//! One run at a time per sync: the second one says so at once and leaves the first one alone.

use std::time::Duration;

use super::stage::Stage;
use super::store::{Store, on_both};
use crate::support::Scripted;

on_both!(a_second_run_exits_75_at_once);

fn a_second_run_exits_75_at_once(store: &Store) {
    // Half a minute of work for the first: whoever waited for it would not find it running.
    let stage = Stage::new(&["--referrals", "3000", "--latency", "1s"]);
    let first = stage.sync(store, &[]).spawn();
    stage.wait_for_pages(3);

    let unasked = Scripted::start();
    let second = stage.sync_from(&unasked.url, store).run().fails(75);
    assert_eq!(store.outcomes(), ["running"], "the first is still at it");
    assert!(second.stdout.is_empty(), "{second}");
    let [error, hint] = &second.stderr.lines().collect::<Vec<_>>()[..] else {
        panic!("{second}");
    };
    let words = "error: cannot sync referrals: another referrals sync is running (run 1, ";
    let counted = error.strip_prefix(words);
    let counted = counted.and_then(|rest| rest.strip_suffix(" records so far)"));
    let counted = counted.map(|records| records.replace(',', "").parse::<u64>());
    assert!(matches!(counted, Some(Ok(..3_000))), "{second}");
    assert_eq!(*hint, "hint: nothing to do: the next run tries again");
    assert!(unasked.done().is_empty(), "only the first asks for pages");

    first.signal("TERM");
    first.wait(Duration::from_secs(60)).fails(143);
    assert_eq!(store.outcomes(), ["stopped"], "the second left no trace");
    let kept = store.number("SELECT fetched FROM sync_checkpoints");
    assert_eq!(store.content().0 as u64, kept);
}
