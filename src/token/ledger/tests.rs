//! The ledger's promise, as a table and as a game against a server that counts.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

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

fn seconds(wait: Result<(), SignedDuration>) -> i64 {
    wait.map_or_else(|wait| wait.as_secs(), |()| 0)
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
    let other = |seconds: i64| Moment::new(at(seconds).at, Some(("b", 7)));
    // Host b's clock is ten minutes fast: it takes second 3100 for 3700.
    let ledger = used_at(&[0]);
    assert_eq!(
        seconds(ledger.admit(Purpose::Login, &quota, &other(3700))),
        501
    );
    let mut compared = ledger.clone();
    compared.compared(SignedDuration::from_mins(-10), &other(0));
    assert_eq!(
        seconds(compared.admit(Purpose::Login, &quota, &other(3700))),
        501
    );
    assert_eq!(
        seconds(compared.admit(Purpose::Login, &quota, &other(4201))),
        0
    );
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

/// What happens next, and how many seconds after what came before.
#[derive(Clone, Debug)]
enum Event {
    /// A process wants a token; the server sees it so many seconds later, the process the answer after as
    /// many more, or it is killed and sees nothing.
    Ask {
        purpose: Purpose,
        there: u8,
        back: u8,
        killed: bool,
    },
    /// Somebody sets the wall clock.
    Step(i64),
    /// A login begins.
    Promise,
}

fn event() -> impl Strategy<Value = Event> {
    let purpose = prop_oneof![
        Just(Purpose::Ahead),
        Just(Purpose::Renewal),
        Just(Purpose::Login)
    ];
    prop_oneof![
        8 => (purpose, 0u8..15, 0u8..15, any::<bool>())
            .prop_map(|(purpose, there, back, killed)| Event::Ask { purpose, there, back, killed }),
        1 => (-1_000_000i64..1_000_000).prop_map(Event::Step),
        1 => Just(Event::Promise),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Any number of processes of one host, whatever the wall clock does, however long requests take and
    /// whoever is killed: no window of the server ever holds one more than was agreed.
    #[test]
    fn the_server_never_counts_one_too_many(
        events in prop::collection::vec((0u16..900, event()), 1..200),
        count in 1u32..8,
        window in 60i64..4000,
    ) {
        let rate = Rate { count, per: Duration::from_secs(window.unsigned_abs()) };
        let quota: Rates = [rate].into_iter().collect();
        let mut ledger = Ledger::default();
        let (mut time, mut wall) = (0i64, 0i64);
        let mut seen: Vec<i64> = Vec::new();
        // Answers under way: when they come, and to which request.
        let mut coming: Vec<(i64, u64)> = Vec::new();
        let now = |time: i64, wall: i64| Moment::new(
            Timestamp::from_second(1_900_000_000 + time + wall).unwrap(),
            Some(("a", u64::try_from(time * 1000).unwrap())),
        );
        for (pause, event) in events {
            time += i64::from(pause);
            let (come, rest): (Vec<_>, Vec<_>) = coming.into_iter().partition(|(at, _)| *at <= time);
            coming = rest;
            for (at, id) in come {
                ledger.answered(id, &now(at, wall));
            }
            match event {
                Event::Step(step) => wall = step,
                Event::Promise => ledger.promise(QUARTER, &now(time, wall)),
                Event::Ask { purpose, there, back, killed } => {
                    ledger.tidy(&quota, &now(time, wall));
                    // As a file that another process reads.
                    let text = serde_json::to_string(&ledger).unwrap();
                    ledger = serde_json::from_str(&text).unwrap();
                    if ledger.admit(purpose, &quota, &now(time, wall)).is_ok() {
                        let id = ledger.enter(purpose, LIMIT, &now(time, wall));
                        seen.push(time + i64::from(there));
                        if !killed {
                            coming.push((time + i64::from(there) + i64::from(back), id));
                        }
                    }
                }
            }
        }
        seen.sort_unstable();
        for (index, first) in seen.iter().enumerate() {
            let within = seen[index..].iter().filter(|at| **at - first < window).count();
            prop_assert!(within <= count as usize, "{within} in a window of {window} s from {first}: {seen:?}");
        }
    }
}
