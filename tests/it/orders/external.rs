//! An order API of any vendor: its shape and its paging are found, and its five tokens an hour are enough.

use serde_json::Value;

use super::rig::{counts, external, tokens, told_once};
use crate::push::stage::{LIMIT, Stage, document};
use crate::support::{Answer, Run, Scripted};
use crate::sync::store::{Store, on_both};

on_both!(
    every_shape_and_paging_is_found,
    only_what_changed_is_asked_for,
    a_page_is_shown_as_it_is_understood,
    a_list_that_is_not_found_is_named,
    a_revoked_token_costs_one_more,
    twelve_runs_an_hour_cost_one_token,
    what_is_no_order_is_kept,
    nobody_elses_token_is_sent,
);

fn run(stage: &Stage<'_>, words: &[&str], settings: &[(&str, &str)]) -> Run {
    let line = ["sync", "orders", "--source", "external", "-ojson"];
    let run = stage.jeton(&[&line[..], words].concat());
    let run = settings.iter().fold(run, |run, (name, value)| {
        run.env(&format!("JETON_SOURCES__EXTERNAL_ORDERS__{name}"), value)
    });
    run.spawn().wait(LIMIT)
}

#[track_caller]
fn fetch(stage: &Stage<'_>, words: &[&str], settings: &[(&str, &str)]) -> Value {
    document(&run(stage, words, settings).ok())
}

#[track_caller]
fn agrees(stage: &Stage<'_>) -> usize {
    let there = external(stage);
    let mut here = stage.store.lines(
        "SELECT o.external_id, o.order_number, o.source_status, CAST(o.total_amount AS TEXT),
            CAST((SELECT count(*) FROM order_lines AS l WHERE l.order_id = o.id) AS TEXT)
         FROM orders AS o WHERE o.source = 'external'",
    );
    here.sort();
    let differ = there.iter().zip(&here).filter(|(a, b)| a != b);
    let differ: Vec<_> = differ.take(3).collect();
    assert!(
        there == here,
        "{} there, {} here, {differ:?}",
        there.len(),
        here.len()
    );
    there.len()
}

fn every_shape_and_paging_is_found(store: &Store) {
    // A bare array says nothing of pages that have numbers: how it goes on is told.
    let tries = [
        ("array", "none", None),
        ("array", "page", Some("page")),
        ("array", "offset", Some("offset")),
        ("array", "next", None),
        ("orders", "page", None),
        ("items", "offset", None),
        ("data", "cursor", None),
        ("results", "link", None),
        ("orders", "next", None),
    ];
    for (number, (shape, paging, told)) in tries.into_iter().enumerate() {
        let options = [
            "--orders",
            "130",
            "--orders-shape",
            shape,
            "--orders-paging",
            paging,
        ];
        let stage = Stage::bare(store, &options);
        if number > 0 {
            for table in ["order_lines", "order_status_history", "orders"] {
                store.lines(&format!("DELETE FROM {table}"));
            }
        }
        let told = told.map(|paging| ("PAGING", paging));
        let settings = told.as_slice();
        let report = fetch(&stage, &["--full"], settings);
        assert_eq!(agrees(&stage), 130, "{shape} {paging}: {report}");
    }
}

fn only_what_changed_is_asked_for(store: &Store) {
    let stage = Stage::bare(store, &["--orders", "300", "--orders-per-minute", "1"]);
    let since = [("SINCE_PARAM", "updated_since"), ("PAGE_SIZE", "100")];
    fetch(&stage, &[], &since);
    agrees(&stage);
    stage.sandbox.order("market/wait?time=15m");
    let report = fetch(&stage, &[], &since);
    let [fetched, inserted, ..] = counts(&report);
    assert!(inserted >= 14 && fetched < 100, "{report}");
    agrees(&stage);
    told_once(&stage);
}

fn a_page_is_shown_as_it_is_understood(store: &Store) {
    let stage = Stage::bare(store, &["--orders", "70", "--orders-shape", "data"]);
    let report = fetch(&stage, &["--sample"], &[]);
    assert_eq!(report["items"], "/data", "{report}");
    assert_eq!(report["paging"], "page", "{report}");
    assert_eq!(report["records"], 50, "{report}");
    let columns = report["columns"].as_object().unwrap();
    assert_eq!(columns["external_id"], "id", "{report}");
    assert_eq!(columns["total_amount"], "total_amount", "{report}");
    // Nobody's name is shown.
    let line = ["sync", "orders", "--source", "external", "--sample"];
    let text = stage.jeton(&line).run().ok().stdout;
    assert!(text.contains("items = \"/data\""), "{text}");
    assert!(!text.contains("example.test"), "{text}");
}

/// Under a name that nobody guesses.
fn a_list_that_is_not_found_is_named(store: &Store) {
    let stage = Stage::bare(store, &["--orders", "5"]);
    let answer = || {
        Answer::new(
            200,
            r#"{"cevap":{"siparisler":[{"id":1,"toplam":"secret"}]},"adet":1}"#,
        )
    };
    let upstream = Scripted::start().then(answer()).then(answer());
    let list = [("ORDERS_ENDPOINT", upstream.url.as_str())];
    let refused = run(&stage, &["--sample"], &list).fails(6);
    assert!(
        refused.stdout.contains("but at /cevap/siparisler"),
        "{refused}"
    );
    assert!(!refused.to_string().contains("secret"), "{refused}");
    let told = [list[0], ("ITEMS", "/cevap/siparisler")];
    let report = fetch(&stage, &["--sample"], &told);
    assert_eq!(report["records"], 1, "{report}");
    assert_eq!(report["columns"]["external_id"], "id", "{report}");
    // A whole answer is not asked for again.
    assert_eq!(upstream.done().len(), 2);
}

fn a_revoked_token_costs_one_more(store: &Store) {
    let stage = Stage::bare(store, &["--orders", "40"]);
    fetch(&stage, &[], &[]);
    assert_eq!(tokens(&stage), (1, 0));
    let revoked = stage.sandbox.order("orders/revoke");
    assert_eq!(revoked.status, 204);
    fetch(&stage, &[], &[]);
    assert_eq!(tokens(&stage), (2, 0));
    agrees(&stage);
}

fn twelve_runs_an_hour_cost_one_token(store: &Store) {
    let stage = Stage::bare(store, &["--orders", "40"]);
    for _ in 0..12 {
        fetch(&stage, &[], &[]);
    }
    assert_eq!(tokens(&stage), (1, 0));
    agrees(&stage);
    told_once(&stage);
}

fn what_is_no_order_is_kept(store: &Store) {
    let stage = Stage::bare(store, &["--orders", "90", "--orders-malformed", "9"]);
    let report = document(&run(&stage, &[], &[]).fails(7));
    let [fetched, inserted, _, rejected] = counts(&report);
    assert!(rejected > 0, "{report}");
    assert_eq!(fetched, inserted + rejected, "{report}");
}

/// Without a word on who asks, it is not somebody who happens to be signed in.
fn nobody_elses_token_is_sent(store: &Store) {
    let stage = Stage::bare(store, &["--orders", "5"]);
    let nobody = [
        ("TOKEN_ENDPOINT", ""),
        ("CLIENT_ID", ""),
        ("CLIENT_SECRET", ""),
    ];
    for words in [&[][..], &["--sample"]] {
        let refused = run(&stage, words, &nobody).fails(3);
        assert!(
            refused.stdout.contains("does not say whose token is sent"),
            "{refused}"
        );
    }
    assert_eq!(stage.sandbox.count("/orders-api/orders"), 0);
}
