//! `--metrics-file`: the figures of a run however it ended, and never those of one that another was in the way of.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use super::stage::{Stage, listing};
use super::store::{Store, on_both};
use crate::support::{Answer, Invocation, Scripted};

on_both!(
    a_whole_run_leaves_its_figures,
    rows_that_are_missing_are_counted
);

/// A folder as of node_exporter's collector, with one file.
struct Collected {
    folder: tempfile::TempDir,
}

impl Collected {
    fn new() -> Self {
        Self {
            folder: tempfile::TempDir::new().unwrap(),
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("jeton.prom")
    }

    fn on(&self, run: Invocation) -> Invocation {
        run.arg("--metrics-file")
            .arg(&self.path().display().to_string())
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.path()).unwrap()
    }

    /// The series by their text up to the value.
    #[track_caller]
    fn series(&self) -> BTreeMap<String, f64> {
        strictly(&self.text())
    }

    #[track_caller]
    fn value(&self, name: &str) -> f64 {
        let series = self.series();
        let found = series.get(&format!("jeton_sync_{name}{{sync=\"referrals\"}}"));
        *found.unwrap_or_else(|| panic!("no {name} in {series:?}"))
    }

    #[track_caller]
    fn records(&self, outcome: &str) -> f64 {
        let series = self.series();
        series[&format!("jeton_sync_last_run_records{{sync=\"referrals\",outcome=\"{outcome}\"}}")]
    }
}

/// Reads the classic text format as its description has it, and panics at whatever a scraper could refuse.
#[track_caller]
fn strictly(text: &str) -> BTreeMap<String, f64> {
    assert!(text.ends_with('\n') && !text.contains('\r'), "{text:?}");
    let is_name = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && name
                .chars()
                .all(|char| char.is_ascii_alphanumeric() || char == '_')
    };
    let (mut series, mut families) = (BTreeMap::new(), BTreeSet::new());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let help = line
            .strip_prefix("# HELP ")
            .unwrap_or_else(|| panic!("{line}"));
        let (family, help) = help.split_once(' ').unwrap();
        assert!(is_name(family) && !help.trim().is_empty(), "{line}");
        assert!(families.insert(family.to_owned()), "{family} in two pieces");
        assert_eq!(lines.next(), Some(&*format!("# TYPE {family} gauge")));
        let before = series.len();
        while let Some(line) = lines.next_if(|line| !line.starts_with('#')) {
            let (key, value) = line.rsplit_once(' ').unwrap();
            let (name, labels) = key.split_once('{').unwrap();
            assert_eq!(name, family, "{line}");
            let labels = labels
                .strip_suffix("\"}")
                .unwrap_or_else(|| panic!("{line}"));
            let mut known = BTreeSet::new();
            for label in labels.split("\",") {
                let (name, value) = label.split_once("=\"").unwrap();
                assert!(is_name(name) && known.insert(name), "{line}");
                assert!(!value.contains(['"', '\\']), "{line}");
            }
            let value: f64 = value.parse().unwrap();
            assert!(value.is_finite(), "{line}");
            assert!(series.insert(key.to_owned(), value).is_none(), "{line}");
        }
        assert!(series.len() > before, "{family} has no sample");
    }
    series
}

fn a_whole_run_leaves_its_figures(store: &Store) {
    let stage = Stage::new(&["--referrals", "250"]);
    let file = Collected::new();
    file.on(stage.sync(store, &[])).run().ok();
    assert_eq!(file.value("last_run_exit_code"), 0.0);
    assert_eq!(file.value("last_run_pages"), 3.0);
    assert_eq!(file.value("last_run_requests"), 3.0);
    assert_eq!(file.records("inserted"), 250.0);
    let (ended, success) = (
        file.value("last_run_end_timestamp_seconds"),
        file.value("last_success_timestamp_seconds"),
    );
    assert!(
        success > 1.0e9 && success <= ended + 1.0,
        "{success} {ended}"
    );
    assert_eq!(file.value("missing_rows"), 0.0);
}

/// All that have missing_since, not those of this run alone; a run that does not look leaves the number.
fn rows_that_are_missing_are_counted(store: &Store) {
    let stage = Stage::new(&[]);
    let file = Collected::new();
    let upstream = Scripted::start()
        .then(listing(&["a", "b", "c"], None))
        .then(listing(&["a", "b"], None))
        .then(listing(&["a"], None))
        .then(listing(&["b"], None))
        .then(listing(&["a", "b", "c"], None));
    for (words, missing) in [
        (&["--full"][..], 0.0),
        (&["--full"], 1.0),
        (&["--full"], 2.0),
        (&["--since", "2020-01-01"], 2.0),
        (&["--full"], 0.0),
    ] {
        let run = words
            .iter()
            .fold(stage.sync_from(&upstream.url, store), |run, word| {
                run.arg(word)
            });
        file.on(run).run().ok();
        assert_eq!(file.value("missing_rows"), missing, "{words:?}");
    }
    upstream.done();
}

#[test]
fn a_failure_has_its_figures_too() {
    let stage = Stage::new(&[]);
    let (store, file) = (Store::sqlite(), Collected::new());
    let upstream = Scripted::start()
        .then(listing(&["a"], None))
        .then(listing(&["b"], Some("?$skiptoken=two")))
        .always(Answer::new(500, ""));
    file.on(stage.sync_from(&upstream.url, &store)).run().ok();
    let success = file.value("last_success_timestamp_seconds");
    let failing = stage.sync_from(&upstream.url, &store).arg("--full");
    file.on(failing).run().fails(6);
    assert_eq!(file.value("last_run_exit_code"), 6.0);
    assert_eq!(file.value("last_success_timestamp_seconds"), success);
    assert_eq!(file.records("inserted"), 1.0, "what was committed before");
    assert!(file.value("last_run_requests") > 2.0);
    let breakers = file.series();
    let state = breakers
        .iter()
        .find(|(key, _)| key.contains(upstream.url.trim_start_matches("http://")));
    assert_eq!(state.map(|(_, state)| *state), Some(2.0), "{breakers:?}");
    upstream.done();
}

#[test]
fn a_deadline_and_a_limit_have_their_figures() {
    let stage = Stage::new(&["--referrals", "3000", "--latency", "500ms"]);
    let (store, file) = (Store::sqlite(), Collected::new());
    let run = file.on(stage.sync(&store, &["--deadline", "4s", "-o", "json"]));
    let run = run.run().fails(75);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["stopped_by"], "deadline", "{run}");
    assert_eq!(file.value("last_run_exit_code"), 75.0);
    assert_eq!(Some(file.records("inserted")), report["inserted"].as_f64());
    assert_eq!(file.value("last_success_timestamp_seconds"), 0.0);

    file.on(stage.sync(&store, &["--limit", "150"])).run().ok();
    assert_eq!(file.value("last_run_exit_code"), 0.0);
    assert_eq!(file.records("inserted"), 150.0);
    assert_eq!(
        file.value("last_success_timestamp_seconds"),
        0.0,
        "not whole"
    );
}

#[test]
fn a_run_in_the_way_keeps_its_file() {
    let stage = Stage::new(&["--referrals", "3000", "--latency", "1s"]);
    let (store, file) = (Store::sqlite(), Collected::new());
    let written = "# HELP jeton_sync_last_run_exit_code Exit code.\n# TYPE jeton_sync_last_run_exit_code gauge\njeton_sync_last_run_exit_code{sync=\"referrals\"} 7\n";
    std::fs::write(file.path(), written).unwrap();
    let first = stage.sync(&store, &[]).spawn();
    stage.wait_for_pages(3);
    for (if_running, code) in [("fail", 75), ("skip", 0)] {
        let second = stage.sync(&store, &["--if-running", if_running]);
        file.on(second).run().fails(code);
        assert_eq!(file.text(), written, "{if_running}");
    }
    first.signal("TERM");
    first.wait(Duration::from_secs(60)).fails(143);
}
