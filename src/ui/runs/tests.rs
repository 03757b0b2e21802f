//! The table at several widths, with numbers that take room.
#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn text(look: Look) -> String {
    let reading = Reading {
        now: at("2030-01-10T12:00:00Z"),
        zone: TimeZone::UTC,
    };
    fitting(&all(), &reading, look)
}

fn run(id: i64, outcome: &str, started: &str, seconds: i64) -> Past {
    let started_at = at(started);
    let ended = started_at + jiff::SignedDuration::from_secs(seconds);
    Past {
        id,
        sync: "referrals".to_owned(),
        identity: "someone".to_owned(),
        started_at,
        heartbeat_at: ended,
        ended_at: (outcome != "running").then_some(ended),
        outcome: outcome.to_owned(),
        stopped_by: None,
        mode: "full".to_owned(),
        since: None,
        mark: None,
        pages: 2_000,
        fetched: 200_000,
        inserted: 150_000,
        updated: 49_000,
        unchanged: 997,
        rejected: 3,
        missing: Some(0),
        requests: 2_001,
        bytes: 1 << 28,
        waited_ms: 0,
        resumed_from: None,
        error: None,
        jeton_version: "0.1.0".to_owned(),
    }
}

/// Every kind of run at once, with numbers that take room.
fn all() -> Vec<Past> {
    vec![
        run(1_204, "running", "2030-01-10T11:59:00Z", 55),
        Past {
            error: Some("api.example kept answering with HTTP status 503 (5 requests), and went on and on\nx".to_owned()),
            ..run(1_203, "failed", "2030-01-10T11:50:00Z", 10)
        },
        Past {
            stopped_by: Some("deadline".to_owned()),
            mode: "incremental".to_owned(),
            missing: None,
            since: Some("2030-01-10T10:40:00.1234567Z".to_owned()),
            ..run(1_202, "stopped", "2030-01-10T11:40:00Z", 300)
        },
        Past {
            missing: Some(1_000_000),
            ..run(1_201, "partial", "2030-01-08T11:40:00Z", 245)
        },
        run(1_200, "interrupted", "2029-12-08T11:40:00Z", 7_300),
        Past {
            mode: "retry".to_owned(),
            ..run(1_199, "succeeded", "2029-11-08T11:40:00Z", 1)
        },
    ]
}

fn widest(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap()
}

#[test]
fn it_fits_whatever_width_there_is() {
    for width in [80, 100, 120, 160, 200, 400] {
        for ascii in [false, true] {
            let look = Look {
                width: Some(width),
                ascii,
            };
            let text = text(look);
            assert!(widest(&text) <= width, "{width}:\n{text}");
            assert!(!ascii || text.is_ascii(), "{text}");
        }
    }
}

#[test]
fn eighty_columns_keep_every_fact() {
    let look = Look {
        width: Some(80),
        ascii: true,
    };
    let text = text(look);
    let expected = include_str!("../runs_80.txt");
    assert_eq!(text, expected.trim_end(), "\n{text}");
}

#[test]
fn two_hundred_columns_say_it_in_full() {
    let look = Look {
        width: Some(200),
        ascii: false,
    };
    let text = text(look);
    let expected = include_str!("../runs_200.txt");
    assert_eq!(text, expected.trim_end(), "\n{text}");
}

#[test]
fn a_pipe_gets_every_digit_and_the_whole_error() {
    let look = Look {
        width: None,
        ascii: true,
    };
    let text = text(look);
    assert!(
        text.contains("200,000") && text.contains("1,000,000"),
        "{text}"
    );
    assert!(text.contains("went on and on\n"), "{text}");
}
