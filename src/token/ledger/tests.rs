//! The ledger's promise, as tables; the game against a server that counts is in a file of its own.

mod game;

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::*;

const LIMIT: Duration = Duration::from_secs(30);
const QUARTER: Duration = Duration::from_secs(15 * 60);

fn rates(text: &str) -> Rates {
    text.split(',').map(|rate| rate.parse().unwrap()).collect()
}

fn at(seconds: i64) -> Moment {
    let boot = u64::try_from(seconds * 1000).unwrap();
    Moment::new(
        Timestamp::from_second(1_900_000_000 + seconds).unwrap(),
        Some(("a", boot)),
    )
}

fn seconds(admitted: Result<(), Refused>) -> i64 {
    admitted.map_or_else(|refused| refused.wait.as_secs(), |()| 0)
}

/// A ledger with requests that were sent, and answered at once, at these seconds.
fn used_at(times: &[i64]) -> Ledger {
    let mut ledger = Ledger::default();
    for time in times {
        let id = ledger.enter(Purpose::Renewal, LIMIT, &at(*time));
        ledger.answered(id, &at(*time));
    }
    ledger
}

#[test]
fn who_may_ask_and_how_long_the_others_wait() {
    use Purpose::{Ahead, Login, Renewal};
    let hour = "5/h";
    for (name, quota, times, now, purpose, wait) in [
        ("nothing asked yet", hour, &[][..], 0, Ahead, 0),
        ("one left, needed", hour, &[0, 1, 2, 3], 10, Renewal, 0),
        (
            "one left, ahead of time",
            hour,
            &[0, 1, 2, 3],
            10,
            Ahead,
            3591,
        ),
        ("two left, ahead of time", hour, &[0, 1, 2], 10, Ahead, 0),
        ("none left", hour, &[0, 1, 2, 3, 4], 10, Login, 3591),
        ("none left, almost", hour, &[0, 1, 2, 3, 4], 3600, Login, 1),
        (
            "the first one has left",
            hour,
            &[0, 1, 2, 3, 4],
            3601,
            Login,
            0,
        ),
        (
            "ahead of time, two must leave",
            hour,
            &[0, 1, 2, 3, 4],
            3601,
            Ahead,
            1,
        ),
        (
            "a quota of one is never spent ahead",
            "1/h",
            &[],
            0,
            Ahead,
            3600,
        ),
        ("a quota of one, needed", "1/h", &[], 0, Renewal, 0),
        (
            "the slower window decides",
            "2/10s,3/h",
            &[0, 1, 20],
            30,
            Renewal,
            3571,
        ),
        (
            "the faster window decides",
            "2/10s,30/h",
            &[28, 29],
            30,
            Renewal,
            9,
        ),
    ] {
        let ledger = used_at(times);
        assert_eq!(
            seconds(ledger.admit(purpose, &rates(quota), &at(now))),
            wait,
            "{name}"
        );
    }
    let free = Rates::default();
    assert_eq!(seconds(used_at(&[0; 500]).admit(Ahead, &free, &at(1))), 0);
}

#[test]
fn a_login_finds_its_request_free() {
    let quota = rates("5/h");
    let mut ledger = used_at(&[0, 1, 2, 3]);
    ledger.promise(QUARTER, &at(5));
    assert_eq!(
        seconds(ledger.admit(Purpose::Renewal, &quota, &at(10))),
        3591
    );
    assert_eq!(seconds(ledger.admit(Purpose::Login, &quota, &at(10))), 0);
    assert_eq!(
        seconds(ledger.admit(Purpose::Renewal, &quota, &at(5 + 900))),
        0
    );
    ledger.keep_promise();
    assert_eq!(seconds(ledger.admit(Purpose::Renewal, &quota, &at(10))), 0);
}

#[test]
fn an_unanswered_request_counts_for_longer_and_one_not_sent_not_at_all() {
    let quota = rates("1/h");
    let mut ledger = Ledger::default();
    let id = ledger.enter(Purpose::Login, LIMIT, &at(0));
    assert_eq!(seconds(ledger.admit(Purpose::Login, &quota, &at(0))), 3632);
    ledger.answered(id, &at(20));
    assert_eq!(seconds(ledger.admit(Purpose::Login, &quota, &at(20))), 3601);
    ledger.withdraw(id);
    assert_eq!(seconds(ledger.admit(Purpose::Login, &quota, &at(20))), 0);
}

#[test]
fn a_429_pauses_for_what_it_says_or_for_one_share_of_the_quota() {
    let (quota, free) = (rates("5/h"), Rates::default());
    for (name, rates, asked, wait) in [
        ("said", &quota, Some(90), 91),
        ("not said: an hour in five", &quota, None, 721),
        ("said too long", &quota, Some(999_999), 3601),
        ("not said, no quota", &free, None, 61),
        ("said too long, no quota", &free, Some(999_999), 3601),
    ] {
        let mut ledger = Ledger::default();
        ledger.pause(asked.map(Duration::from_secs), rates, &at(0));
        assert_eq!(
            seconds(ledger.admit(Purpose::Renewal, rates, &at(0))),
            wait,
            "{name}"
        );
        assert_eq!(
            seconds(ledger.admit(Purpose::Renewal, rates, &at(wait))),
            0,
            "{name}"
        );
    }
    let mut ledger = Ledger::default();
    ledger.pause(None, &free, &at(0));
    assert_eq!(
        seconds(ledger.admit(Purpose::Login, &free, &at(0))),
        0,
        "a person's own polls go on"
    );
}

#[test]
fn another_hosts_clock_is_trusted_once_both_were_compared() {
    let quota = rates("1/h");
    // Host b's clock is ten minutes fast: it takes second 3100 for 3700.
    let other = |seconds: i64| {
        let boot = u64::try_from(seconds * 1000).unwrap();
        Moment::new(at(seconds).at, Some(("b", boot)))
    };
    let wait = |ledger: &Ledger, now| seconds(ledger.admit(Purpose::Login, &quota, &other(now)));
    let mut ledger = used_at(&[0]);
    assert_eq!(wait(&ledger, 3700), 501, "ten minutes are allowed for");
    ledger.compared(SignedDuration::from_mins(-10), &other(600));
    assert_eq!(
        wait(&ledger, 3700),
        1101,
        "the other one's may be off all the same"
    );
    let mut ledger = Ledger::default();
    ledger.compared(SignedDuration::ZERO, &at(0));
    let id = ledger.enter(Purpose::Renewal, LIMIT, &at(0));
    ledger.answered(id, &at(0));
    ledger.compared(SignedDuration::from_mins(-10), &other(600));
    assert_eq!(wait(&ledger, 3700), 501, "both were compared");
    assert_eq!(wait(&ledger, 4201), 0);
}

#[test]
fn a_clock_set_back_before_a_restart_costs_one_window_at_most() {
    let quota = rates("1/h");
    let mut ledger = used_at(&[1_000_000]);
    let rebooted = Moment::new(at(0).at, Some(("b", 7)));
    ledger.tidy(&quota, &rebooted);
    let wait = seconds(ledger.admit(Purpose::Login, &quota, &rebooted));
    assert!((3600..=3601 + 600).contains(&wait), "{wait}");
}

#[test]
fn an_unreadable_ledger_counts_as_used_up() {
    let quota = rates("5/h,100/d");
    let ledger = Ledger::unknown(&quota, at(0));
    assert_eq!(
        seconds(ledger.admit(Purpose::Login, &quota, &at(0))),
        86_400
    );
    assert_eq!(
        seconds(ledger.admit(Purpose::Login, &quota, &at(86_400))),
        0
    );
}

#[test]
fn fields_of_a_later_version_are_kept() {
    let text = r#"{"format":1,"requests":[],"colour":"red"}"#;
    let ledger: Ledger = serde_json::from_str(text).unwrap();
    let again = serde_json::to_value(&ledger).unwrap();
    assert_eq!(again["colour"], "red");
    assert!(!ledger.is_newer());
    let newer: Ledger = serde_json::from_str(r#"{"format":2}"#).unwrap();
    assert!(newer.is_newer());
}

#[test]
fn why_not_is_told() {
    let quota = rates("1/h");
    let hold = |ledger: &Ledger| {
        let admitted = ledger.admit(Purpose::Login, &quota, &at(1));
        admitted.map_err(|refused| refused.hold)
    };
    assert_eq!(hold(&used_at(&[0])), Err(Hold::Quota));
    let mut paused = Ledger::default();
    paused.pause(None, &quota, &at(0));
    assert_eq!(hold(&paused), Err(Hold::Throttled));
    assert_eq!(hold(&Ledger::unknown(&quota, at(0))), Err(Hold::Unreadable));
}

/// Two profiles of one client, of which only one names the quota.
#[test]
fn the_longest_window_that_anybody_asked_for_is_kept() {
    let (day, none) = (rates("2/d"), Rates::default());
    let mut ledger = Ledger::default();
    for second in [0, 1] {
        ledger.tidy(&day, &at(second));
        let id = ledger.enter(Purpose::Renewal, LIMIT, &at(second));
        ledger.answered(id, &at(second));
    }
    ledger.tidy(&none, &at(7200));
    ledger.tidy(&day, &at(7200));
    assert_eq!(
        seconds(ledger.admit(Purpose::Login, &day, &at(7200))),
        79_201
    );
}

/// The wall clock is put right after it was compared: what was compared was the time since boot.
#[test]
fn a_step_of_the_wall_clock_does_not_move_the_issuers_time() {
    let mut ledger = Ledger::default();
    let fast = |seconds: i64, off: i64| {
        Moment::new(
            at(1000 + seconds + off).at,
            Some(("b", (seconds * 1000).unsigned_abs())),
        )
    };
    ledger.compared(SignedDuration::from_hours(-1), &fast(0, 3600));
    for (second, off) in [(10, 3600), (20, 0), (30, -500)] {
        let now = fast(second, off);
        assert_eq!(ledger.issuer_time(&now).unwrap().at, at(1000 + second).at);
        assert_eq!(ledger.skew(&now).unwrap().as_secs(), -off);
    }
    assert!(ledger.issuer_time(&at(10)).is_none(), "another boot");
}
