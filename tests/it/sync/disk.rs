//! Disks without room: under the database, and under the state folder where limits are counted. Both are mounts, which
//! only root can make: without it these tests say that they did nothing.

use super::stage::{Stage, login};
use super::store::Store;
use crate::support::{Mount, Sandbox};

const LIST: &str = "/v1.0/engagements/referrals";

#[test]
fn a_full_disk_under_the_database_loses_nothing() {
    let stage = Stage::new(&["--referrals", "3000", "--page-size", "100"]);
    let calm = Store::sqlite();
    stage.report(&calm, 0);

    let store = Store::sqlite();
    let Store::Sqlite { folder } = &store else {
        unreachable!("it is one");
    };
    let Some(disk) = Mount::on(folder.path(), "2m") else {
        return;
    };
    let run = stage.sync(&store, &[]).run().fails(8);
    assert!(run.stdout.is_empty(), "{run}");
    let words = "error: cannot sync referrals: no space left for the database ";
    assert!(run.stderr.contains(words), "{run}");
    let hint = "\nhint: make room; what was committed before is safe\n";
    assert!(run.stderr.contains(hint), "{run}");
    // As full as before: the same again, and nothing goes.
    stage.sync(&store, &[]).run().fails(8);

    disk.grow("64m");
    let kept = store.number("SELECT fetched FROM sync_checkpoints");
    assert!((1..3_000).contains(&kept), "{kept}");
    assert_eq!(store.content().0 as u64, kept, "rows and checkpoint");
    stage.report(&store, 0);
    assert_eq!(store.content(), calm.content());
    assert_eq!(store.number("SELECT sum(inserted) FROM sync_runs"), 3_000);
    let runs = store.runs();
    assert!(runs.last().unwrap().ends_with("resumed"), "{runs:?}");
}

/// A request that cannot be counted is not sent.
#[test]
fn a_full_disk_under_the_limits_sends_nothing() {
    let sandbox = Sandbox::start(&["--interval", "1s", "--referrals", "300"]);
    let home = sandbox.jeton();
    let Some(state) = Mount::on(&home.home().join(".local/state/jeton"), "1m") else {
        return;
    };
    login(&sandbox, &home).ok();
    let store = Store::sqlite();
    let sync = || {
        let run = store.on(home.args(["sync", "referrals"]));
        run.env("JETON_SOURCES__PARTNER_CENTER__LIMITS", "100/5s")
    };
    state.fill();
    let run = sync().run().fails(3);
    assert!(run.stderr.contains("No space left on device"), "{run}");
    assert!(
        run.stderr.contains("hint: limits are kept there: "),
        "{run}"
    );
    assert_eq!(sandbox.count(LIST), 0);
    assert_eq!(store.content().0, 0);

    state.clear();
    sync().run().ok();
    assert_eq!(store.content().0, 300);
}
