//! `db count --compare`: the upstream's own count beside ours, and what it says when there is none to be had.

use serde_json::{Value, json};

use super::stage::{Stage, listing};
use super::store::Store;
use crate::support::{Answer, Run, Scripted};

#[track_caller]
fn document(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{run}"))
}

#[test]
fn the_difference_is_shown() {
    let store = Store::sqlite();
    let stage = Stage::new(&["--referrals", "1200"]);
    stage.sync(&store, &["--limit", "1000"]).run().ok();
    let pages = stage.pages();
    let words = ["db", "count", "referrals", "sync_runs", "--compare"];
    let run = store.on(stage.home.args(words)).run().ok();
    assert_eq!(stage.pages(), pages + 1);
    assert_eq!(
        run.stdout,
        "TABLE                     ROWS   UPSTREAM  DIFFERENCE\n\
         partner_center_referrals  1,000  1,200     +200\n\
         sync_runs                 1      -         -\n\
         partner_center_referrals: @odata.count may be no total, and a role can hide records\n",
        "{run}"
    );
    let run = store
        .on(stage.home.args(["db", "count", "--compare", "--json"]))
        .run()
        .ok();
    let count = &document(&run)["counts"][0];
    assert_eq!(
        (&count["upstream"], &count["difference"]),
        (&1_200.into(), &200.into())
    );
}

#[test]
fn an_upstream_that_does_not_say_is_no_failure() {
    let store = Store::sqlite();
    let stage = Stage::new(&["--referrals", "1"]);
    stage.sync(&store, &[]).run().ok();
    let refusal = json!({ "error": { "code": "invalidRequest", "message": "no" } }).to_string();
    let paged = |url: &str| {
        let next = format!("{url}/v1.0/engagements/referrals?$skiptoken=1");
        let page = json!({ "@odata.count": 1, "value": [{ "id": "a" }], "@odata.nextLink": next });
        Answer::new(200, page.to_string())
    };
    for (answer, note) in [
        (Some(listing(&["a"], None)), "the upstream does not say"),
        (
            Some(Answer::new(200, r#"{"@odata.count":"many","value":[]}"#)),
            "the upstream does not say",
        ),
        (Some(Answer::new(400, refusal)), "the upstream does not say"),
        (None, "the upstream counts its pages only"),
    ] {
        let upstream = Scripted::start();
        let answer = answer.unwrap_or_else(|| paged(&upstream.url));
        let upstream = upstream.then(answer);
        let run = store
            .on(stage.home.args(["db", "count", "--compare", "--json"]))
            .env(
                "JETON_SOURCES__PARTNER_CENTER__BASE_URL",
                format!("{}/v1.0/engagements", upstream.url),
            )
            .run();
        let asked = upstream.done();
        assert!(asked[0].line.contains("?$count=true "), "{asked:?}");
        assert!(asked[0].head.contains("odata.maxpagesize=1"), "{asked:?}");
        let count = document(&run.ok())["counts"][0].clone();
        assert_eq!(
            (&count["note"], &count["upstream"]),
            (&note.into(), &Value::Null)
        );
        assert_eq!(count["rows"], 1);
    }
}

#[test]
fn it_needs_a_login() {
    let store = Store::sqlite();
    let stage = Stage::new(&["--referrals", "1"]);
    stage.sync(&store, &[]).run().ok();
    stage.home.args(["token", "reset", "--yes"]).run().ok();
    store.on(stage.home.args(["db", "count"])).run().ok();
    let run = store
        .on(stage.home.args(["db", "count", "--compare"]))
        .run()
        .fails(4);
    assert!(run.stderr.contains("cannot ask the upstream"), "{run}");
}
