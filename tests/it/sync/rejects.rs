//! Records that cannot be read: kept with their reasons, exit 7, and the rest is there.

use super::stage::{Stage, counts};
use super::store::{Store, on_both};

on_both!(unreadable_records_do_not_stop_the_rest);

fn unreadable_records_do_not_stop_the_rest(store: &Store) {
    let stage = Stage::new(&["--referrals", "1000", "--malformed", "100"]);
    let report = stage.report(store, 7);
    assert_eq!(report["outcome"], "partial");
    let [fetched, inserted, updated, unchanged, rejected] = counts(&report);
    assert_eq!((fetched, rejected), (1_000, 10), "{report}");
    assert_eq!(inserted + updated + unchanged + rejected, fetched);
    assert_eq!(store.content().0, 990);
    assert_eq!(store.outcomes(), ["partial"]);

    // Two of the ten are the same bytes without an id: one reject.
    let kept = store.number("SELECT count(*) FROM sync_rejects");
    assert_eq!(kept, 9);
    let reasons = store.lines("SELECT DISTINCT reason FROM sync_rejects ORDER BY reason");
    assert_eq!(
        reasons,
        [
            "id is missing or no text",
            "it holds a NUL character",
            "it is not a referral object",
            "updatedDateTime is not a time",
        ]
    );
    assert_eq!(
        store.number("SELECT count(*) FROM sync_rejects WHERE length(raw) > 0"),
        kept
    );

    // Once more: the same ones, not so many more.
    assert_eq!(
        counts(&stage.report_of(store, &["--full"], 7)),
        [1_000, 0, 0, 990, 10]
    );
    assert_eq!(store.number("SELECT count(*) FROM sync_rejects"), kept);

    let run = stage.sync(store, &["--full"]).run().fails(7);
    assert!(
        run.stdout
            .contains("10 rejected (why: jeton sync history show 3)"),
        "{run}"
    );
    assert!(
        !run.stderr.contains("error:"),
        "a part that is done is no failure\n{run}"
    );
}
