//! The rows are the upstream's rows: all of them, once, the same in both databases, whatever happens on the way.

use super::stage::{Stage, counts, page};
use super::store::Store;

const MANY: &str = "10000";

#[test]
fn ten_thousand_referrals_are_the_same_in_both_databases() {
    let stage = Stage::new(&["--referrals", MANY]);
    let stores = [Store::sqlite(), Store::postgres()];
    for store in &stores {
        let report = stage.report(store, 0);
        assert_eq!(counts(&report), [10_000, 10_000, 0, 0, 0]);
        assert_eq!(report["outcome"], "succeeded");
    }
    let first = stores[0].content();
    assert_eq!(first.0, 10_000);
    assert_eq!(first, stores[1].content());

    for store in &stores {
        assert_eq!(
            counts(&stage.report_of(store, &["--full"], 0)),
            [10_000, 0, 0, 10_000, 0]
        );
        assert_eq!(store.content(), first, "nothing changed");
    }

    stage.sandbox.order("touch?count=25");
    for store in &stores {
        assert_eq!(
            counts(&stage.report_of(store, &["--full"], 0)),
            [10_000, 0, 25, 9_975, 0]
        );
    }
    let touched = stores[0].content();
    assert_eq!(touched.0, 10_000);
    assert_ne!(touched, first);
    assert_eq!(touched, stores[1].content());
}

#[test]
fn what_is_stored_is_what_the_upstream_lists() {
    let stage = Stage::new(&["--referrals", "950"]);
    let store = Store::sqlite();
    stage.report(&store, 0);
    let token = stage.token();
    let mut listed = Vec::new();
    let mut query = String::new();
    loop {
        let page = page(&stage.sandbox, &token, &query).json();
        for record in page["value"].as_array().unwrap() {
            listed.push(format!(
                "{}\t{}",
                record["id"].as_str().unwrap(),
                record["updatedDateTime"].as_str().unwrap_or("NULL")
            ));
        }
        match page["@odata.nextLink"].as_str() {
            Some(link) => query = format!("?{}", link.split_once('?').unwrap().1),
            None => break,
        }
    }
    let mut stored = store
        .lines("SELECT id, json_extract(raw, '$.updatedDateTime') FROM partner_center_referrals");
    listed.sort();
    stored.sort();
    assert_eq!(listed.len(), 950);
    assert_eq!(listed, stored);
}

/// The kinds of faults, and how often each comes up.
const FAULTS: [&str; 10] = [
    "429=5%",
    "503=3%",
    "500=3%",
    "502=3%",
    "html=2%",
    "truncate=3%",
    "reset=3%",
    "slow=2%",
    "repeat=3%",
    "foreign=3%",
];

#[test]
fn an_upstream_full_of_faults_ends_with_the_same_rows() {
    // So many pages that each kind of fault comes up.
    let size = [
        "--referrals",
        "4000",
        "--page-size",
        "40",
        "--malformed",
        "1000",
    ];
    let calm = Stage::new(&size);
    let whole = Store::sqlite();
    assert_eq!(
        counts(&calm.report(&whole, 7)),
        [4_000, 3_996, 0, 0, 4],
        "what there is to have"
    );

    let options: Vec<&str> = size
        .into_iter()
        .chain(FAULTS.into_iter().flat_map(|fault| ["--fault", fault]))
        .chain(["--limit", "20/s"])
        .collect();
    let rough = Stage::new(&options);
    let store = Store::postgres();
    let run = rough
        .sync(&store, &["-ojson"])
        .env("JETON_SOURCES__PARTNER_CENTER__LIMITS", "20/s")
        .run()
        .fails(7);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(counts(&report), [4_000, 3_996, 0, 0, 4]);
    assert_eq!(store.content(), whole.content());

    let seen = rough.sandbox.requests();
    assert_eq!(seen["violations"], 0, "{seen}");
    for fault in FAULTS {
        let kind = fault.split_once('=').unwrap().0;
        assert!(
            seen["faults"][format!("api:{kind}")].as_u64() > Some(0),
            "{kind} never came up: {seen}"
        );
    }
}
