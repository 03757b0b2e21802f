//! An upstream that asks to wait is waited for, up to a point; one that stays down is given up.

use std::net::TcpListener;
use std::time::Duration;

use super::stage::{Stage, listing};
use super::store::Store;
use crate::support::{Answer, Scripted, Stream};

fn busy(retry_after: &str) -> Answer {
    Answer::new(
        429,
        r#"{"statusCode":429,"message":"Rate limit is exceeded."}"#,
    )
    .header("retry-after", retry_after)
}

#[test]
fn retry_after_is_honoured() {
    let stage = Stage::new(&[]);
    let upstream = Scripted::start()
        .then(listing(&["a"], Some("?$skiptoken=two")))
        .then(busy("2"))
        .then(Answer::new(503, "").header("retry-after", "1"))
        .then(listing(&["b"], None));
    stage.sync_from(&upstream.url, &Store::sqlite()).run().ok();
    let asked = upstream.done();
    let gap = |at: usize| asked[at].at - asked[at - 1].at;
    assert!(gap(2) >= Duration::from_secs(2), "{:?}", gap(2));
    assert!(gap(3) >= Duration::from_secs(1), "{:?}", gap(3));
    assert_eq!(asked[1].line, asked[3].line, "the same page again");
}

#[test]
fn a_wait_of_an_hour_is_left_to_the_next_run() {
    let stage = Stage::new(&[]);
    let upstream = Scripted::start()
        .then(listing(&["a"], Some("?$skiptoken=two")))
        .then(busy("3600"));
    let store = Store::sqlite();
    let run = stage.sync_from(&upstream.url, &store).run().fails(5);
    assert!(run.stderr.contains(" asks to wait "), "{run}");
    assert!(
        run.stderr.contains("hint: what came before is saved"),
        "{run}"
    );
    assert_eq!(
        store.lines("SELECT cursor FROM sync_checkpoints"),
        ["$skiptoken=two"]
    );

    // The next run knows it, and asks nothing.
    let asked = upstream.asked().len();
    let run = stage.sync_from(&upstream.url, &store).run().fails(5);
    let words = "has asked to be left alone for a while\nhint: what came before is saved, and the next run goes on from there; try again ";
    assert!(run.stderr.contains(words), "{run}");
    assert_eq!(upstream.asked().len(), asked);

    let upstream = upstream.then(listing(&["b"], None));
    let later = stage.sync_from(&upstream.url, &store);
    later.env("JETON_TEST_CLOCK", "3601 3601").run().ok();
    assert!(upstream.done()[asked].line.contains("?$skiptoken=two "));
    assert_eq!(store.content().0, 2);
}

#[test]
fn an_upstream_that_only_fails_is_given_up() {
    let stage = Stage::new(&[]);
    let mut upstream = Scripted::start();
    for _ in 0..5 {
        upstream = upstream.then(Answer::new(500, "").header("request-id", "r-6"));
    }
    let store = Store::sqlite();
    let run = stage.sync_from(&upstream.url, &store).run().fails(6);
    let host = upstream.url.trim_start_matches("http://").to_owned();
    assert!(
        run.stderr.contains(&format!("error: cannot sync referrals: {host} kept answering with HTTP status 500 (5 requests) (request id r-6)\nhint: ")),
        "{run}"
    );
    assert!(run.stderr.contains("; try again "), "{run}");

    // The next run knows it, sends nothing, and says until when.
    let run = stage.sync_from(&upstream.url, &store).run().fails(6);
    let words = format!(
        "error: cannot sync referrals: {host} has failed and is left alone for a while\nhint: what came before is saved, and the next run goes on from there; try again "
    );
    assert!(run.stderr.contains(&words), "{run}");
    assert_eq!(upstream.asked().len(), 5);

    // Once the pause is over, a run finds out, and all is well.
    let upstream = upstream.then(listing(&["a"], None));
    let later = stage.sync_from(&upstream.url, &store);
    later.env("JETON_TEST_CLOCK", "31 31").run().ok();
    upstream.done();
    assert_eq!(store.outcomes(), ["failed", "failed", "succeeded"]);
}

#[test]
fn an_upstream_that_is_down_is_given_up() {
    let stage = Stage::new(&[]);
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let run = stage
        .sync_from(&format!("http://{free}"), &Store::sqlite())
        .run()
        .fails(6);
    let words = format!(
        "error: cannot sync referrals: no page after 5 requests: cannot connect to {free}: "
    );
    assert!(run.stderr.contains(&words), "{run}");
    assert!(run.stderr.contains("\nhint: "), "{run}");
}

#[test]
fn an_answer_that_never_ends_is_cut_and_asked_for_again() {
    let stage = Stage::new(&[
        "--referrals",
        "300",
        "--page-size",
        "10",
        "--fault",
        "stall=10%",
    ]);
    let store = Store::sqlite();
    let run = stage
        .sync(&store, &[])
        .env("JETON_HTTP__TIMEOUT", "1s")
        .run()
        .ok();
    assert!(
        stage.sandbox.requests()["faults"]["api:stall"].as_u64() > Some(0),
        "{run}"
    );
    assert_eq!(store.content().0, 300);
}

#[test]
fn every_kind_of_slowness_has_its_limit_and_its_name() {
    let stage = Stage::new(&[]);
    let slow = || Answer::new(200, format!(r#"{{"value":[]{}}}"#, " ".repeat(400)));
    let upstream = Scripted::start()
        .then(slow().stalled())
        .then(slow().stalled_midway())
        .then(slow().dribbled(Duration::from_millis(40)))
        .then(listing(&["a"], None));
    let store = Store::sqlite();
    let run = stage
        .sync_from(&upstream.url, &store)
        .env("JETON_HTTP__TIMEOUT", "1s")
        .env("JETON_LOG", "jeton=debug");
    let run = run.run().ok();
    let asked = upstream.done();
    let host = asked[0]
        .head
        .lines()
        .find_map(|line| line.strip_prefix("host: "));
    let host = host.unwrap();
    for words in [
        format!("no answer from {host} within 1 s"),
        format!("{host} fell silent for 1 s in the middle of its answer"),
        format!("the whole answer of {host} took longer than 4 s"),
    ] {
        assert!(run.stderr.contains(&words), "{words}\n{run}");
    }
    let gap = asked[3].at - asked[2].at;
    assert!(gap >= Duration::from_secs(4), "{gap:?}");
    assert_eq!(store.content().0, 1);
}

#[test]
fn a_page_may_take_longer_than_a_silence() {
    let stage = Stage::new(&[]);
    let long = Answer::new(200, format!(r#"{{"value":[]{}}}"#, " ".repeat(40)));
    let upstream = Scripted::start().then(long.dribbled(Duration::from_millis(40)));
    let run = stage.sync_from(&upstream.url, &Store::sqlite());
    run.env("JETON_HTTP__TIMEOUT", "1s").run().ok();
    let asked = upstream.done();
    assert_eq!(asked.len(), 1);
}

#[test]
fn a_stop_ends_a_wait() {
    let stage = Stage::new(&[]);
    let upstream = Scripted::start()
        .then(listing(&["a"], Some("?$skiptoken=two")))
        .then(busy("250"));
    let store = Store::sqlite();
    let run = stage.sync_from(&upstream.url, &store).spawn();
    let words = "waiting before the page is asked for again";
    run.wait_for_line(Stream::Err, words, Duration::from_secs(60));
    run.signal("TERM");
    // Long before the 250 s that were asked for.
    run.wait(Duration::from_secs(60)).fails(143);
    upstream.done();
    assert_eq!(store.number("SELECT fetched FROM sync_checkpoints"), 1);
}
