//! What a run holds does not follow the size of the data. Of a debug build, whose code alone is larger than the bound for a
//! whole process, only what it allocates is looked at; the benchmark measures the rest.

use std::time::{Duration, Instant};

use super::stage::Stage;
use super::store::{Store, on_both};

const ROWS: &str = "50000";
/// In KiB.
const MOST: u64 = 40 << 10;

on_both!(fifty_thousand_records_take_less_than_40_mib);

fn fifty_thousand_records_take_less_than_40_mib(store: &Store) {
    let stage = Stage::new(&["--referrals", ROWS]);
    let run = stage.sync(store, &["-o", "json"]).spawn();
    let begun = Instant::now();
    let (mut allocated, mut all) = (0, 0);
    while !run.has_ended() {
        assert!(begun.elapsed() < Duration::from_secs(150), "{all} KiB");
        allocated = allocated.max(run.kib("RssAnon:"));
        all = all.max(run.kib("VmHWM:"));
        std::thread::sleep(Duration::from_millis(10));
    }
    let run = run.wait(Duration::from_secs(10)).ok();
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let size = report["bytes"].as_u64().unwrap() / 50_000;
    eprintln!(
        "{allocated} KiB allocated, {all} KiB with code, for {ROWS} records of {size} bytes, {:?}",
        begun.elapsed()
    );
    assert!(allocated > 1_000 && allocated < MOST, "{allocated} KiB");
}
