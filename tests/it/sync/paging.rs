//! Lists that do not page as documented: links elsewhere, links in a circle, empty pages, checkpoints gone stale.

use super::stage::{Stage, counts, listing};
use super::store::Store;
use crate::support::{Answer, Scripted};

const LIST: &str = "GET /v1.0/engagements/referrals";
/// How often in all a page is asked for whose link cannot be right.
const ASKED: usize = 4;

#[test]
fn the_sandbox_pages_as_badly_as_the_real_one() {
    let stage = Stage::new(&["--referrals", "1000", "--page-size", "50"]);
    let (mut empty, mut uncounted, mut query) = (0, 0, String::new());
    let token = stage.token();
    loop {
        let page = super::stage::page(&stage.sandbox, &token, &query).json();
        empty += u32::from(page["value"].as_array().unwrap().is_empty());
        uncounted += u32::from(page.get("@odata.count").is_none());
        let Some(link) = page["@odata.nextLink"].as_str() else {
            break;
        };
        // The link itself leads nowhere: only its query is of use.
        let literal = crate::support::get_as(link, &token).unwrap();
        assert_eq!(literal.status, 404, "{link}");
        query = format!("?{}", link.split_once('?').unwrap().1);
    }
    assert!(empty > 0 && uncounted > 0, "{empty} {uncounted}");
    let report = stage.report(&Store::sqlite(), 0);
    assert_eq!(counts(&report), [1_000, 1_000, 0, 0, 0]);
}

#[test]
fn a_token_goes_to_no_other_host() {
    let stage = Stage::new(&[]);
    let elsewhere = Scripted::start_on("127.0.0.2");
    let link = format!("{}/v1.0/engagements/referrals?$skiptoken=2", elsewhere.url);
    let upstream = Scripted::start().always(listing(&["a"], Some(&link)));
    let store = Store::sqlite();
    let run = stage.sync_from(&upstream.url, &store).run().fails(6);
    assert!(
        run.stderr.contains(
            "error: cannot sync referrals: the next link is one to 127.0.0.2, where one to 127.0.0.1 is expected\n"
        ),
        "{run}"
    );
    assert!(
        run.stderr.contains("hint: the token was not sent there"),
        "{run}"
    );
    assert!(elsewhere.done().is_empty(), "nobody called");
    let asked = upstream.done();
    assert!(asked.len() > 1, "a cache between may have given it");
    assert!(
        asked.iter().all(|page| page.line == asked[0].line),
        "{asked:?}"
    );
}

#[test]
fn a_link_to_another_port_is_taken_for_its_query_alone() {
    let stage = Stage::new(&[]);
    let elsewhere = Scripted::start();
    let link = format!("{}/another/path?$skiptoken=a%2fb%2bc%3d", elsewhere.url);
    let upstream = Scripted::start()
        .then(listing(&["a"], Some(&link)))
        .then(listing(&["b"], None));
    let store = Store::sqlite();
    stage.sync_from(&upstream.url, &store).run().ok();
    let asked = upstream.done();
    assert_eq!(asked[0].line, format!("{LIST} HTTP/1.1"));
    assert_eq!(
        asked[1].line,
        format!("{LIST}?$skiptoken=a%2fb%2bc%3d HTTP/1.1")
    );
    assert!(elsewhere.done().is_empty(), "nobody called");
    assert_eq!(store.content().0, 2);
}

#[test]
fn a_redirect_is_not_followed() {
    let stage = Stage::new(&[]);
    let elsewhere = Scripted::start();
    let moved = Answer::new(307, "").header("location", &format!("{}/v1.0/x", elsewhere.url));
    let upstream = Scripted::start().then(moved);
    let run = stage
        .sync_from(&upstream.url, &Store::sqlite())
        .run()
        .fails(6);
    assert!(run.stderr.contains("307"), "{run}");
    assert!(elsewhere.done().is_empty(), "nobody called");
    upstream.done();
}

#[test]
fn a_circle_of_links_ends_the_run_and_names_the_page() {
    let stage = Stage::new(&[]);
    let mut upstream = Scripted::start()
        .then(listing(&["a"], Some("?$skiptoken=two")))
        .then(listing(&["b"], Some("?$skiptoken=three")));
    for _ in 0..ASKED {
        upstream = upstream.then(listing(&["c"], Some("?$skiptoken=two")));
    }
    let store = Store::sqlite();
    let run = stage.sync_from(&upstream.url, &store).run().fails(6);
    let words = "error: cannot sync referrals: page 3 leads back to page 2, the upstream's paging does not end\nhint: ";
    assert!(run.stderr.contains(words), "{run}");
    assert_eq!(store.outcomes(), ["failed"]);

    // The next run begins at the first page: gone on with, a circle would hold the sync for ever.
    let upstream = upstream
        .then(listing(&["a"], Some("?$skiptoken=other")))
        .then(listing(&["c"], None));
    stage.sync_from(&upstream.url, &store).run().ok();
    let asked = upstream.done();
    assert_eq!(asked[2 + ASKED].line, format!("{LIST} HTTP/1.1"));
    assert_eq!(store.content().0, 3);
}

#[test]
fn a_page_that_links_to_itself_ends_the_run() {
    let stage = Stage::new(&[]);
    let mut upstream = Scripted::start().then(listing(&["a"], Some("?$skiptoken=two")));
    for _ in 0..ASKED {
        upstream = upstream.then(listing(&["b"], Some("?$skiptoken=two")));
    }
    let run = stage
        .sync_from(&upstream.url, &Store::sqlite())
        .run()
        .fails(6);
    assert!(run.stderr.contains("page 2 leads back to page 2,"), "{run}");
    upstream.done();
}

#[test]
fn a_stored_page_that_went_stale_means_from_the_start() {
    let stage = Stage::new(&[]);
    let store = Store::sqlite();
    let gone = r#"{"error":{"code":"badArgument","message":"no such skiptoken"}}"#;
    let upstream = Scripted::start()
        .then(listing(&["a"], Some("?$skiptoken=two")))
        .then(Answer::new(403, "{}"));
    stage.sync_from(&upstream.url, &store).run().fails(4);
    assert_eq!(store.number("SELECT count(*) FROM sync_checkpoints"), 1);

    let upstream = upstream
        .then(Answer::new(400, gone))
        .then(listing(&["a"], Some("?$skiptoken=new")))
        .then(listing(&["b"], None));
    let run = stage.sync_from(&upstream.url, &store).run().ok();
    assert!(
        run.stderr
            .contains("the stored checkpoint is no longer accepted, starting from the first page"),
        "{run}"
    );
    upstream.done();
    assert_eq!(store.content().0, 2);
}

#[test]
fn an_empty_list_is_a_success() {
    let stage = Stage::new(&["--referrals", "0"]);
    let report = stage.report(&Store::sqlite(), 0);
    assert_eq!(counts(&report), [0; 5]);
}
