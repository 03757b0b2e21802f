//! Windows against the real times of requests: no sliding window of them is over its limit, and little is lost.

use std::collections::VecDeque;

use proptest::prelude::*;

use super::*;

impl Windows {
    /// As `Traffic` does: all windows are checked before one is charged.
    fn admit(&mut self, rates: &Rates, now: u64) -> Result<(), Duration> {
        let wait = self.wait(rates, now);
        if !wait.is_zero() {
            return Err(wait);
        }
        self.charge(rates, now);
        Ok(())
    }
}

fn rates(texts: &[&str]) -> Rates {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

#[test]
fn a_request_is_let_through_or_told_its_time() {
    let second = 1000;
    let limits = rates(&["2/m", "3/h"]);
    let mut windows = Windows::default();
    for (now, expected) in [
        (0, None),
        (second / 2, None),
        // The bucket of the first second counts until the 62nd begins.
        (second, Some(61_000)),
        (61_999, Some(1)),
        (62_000, None),
        // Now the hour is full: its first bucket is a minute.
        (63_000, Some(62 * 60_000 - 63_000)),
        (62 * 60_000, None),
    ] {
        let admitted = windows.admit(&limits, now);
        assert_eq!(admitted.err(), expected.map(Duration::from_millis), "{now}");
    }
}

#[test]
fn all_windows_are_checked_before_one_is_charged() {
    let limits = rates(&["9/m", "1/h"]);
    let mut windows = Windows::default();
    windows.admit(&limits, 0).unwrap();
    let before = windows.clone();
    for now in 1..100 {
        windows.admit(&limits, now).unwrap_err();
    }
    assert_eq!(windows, before);
}

#[test]
fn a_request_that_took_long_counts_from_its_answer() {
    let minute = rates(&["1/m"]);
    for (answered, moved, free) in [
        (100, false, 62_000),
        (1_999, false, 62_000),
        (2_000, true, 64_000),
        (50_000, true, 112_000),
    ] {
        let mut windows = Windows::default();
        windows.admit(&minute, 0).unwrap();
        assert_eq!(windows.move_on(0, answered), moved, "{answered}");
        assert!(windows.admit(&minute, free - 1).is_err(), "{answered}");
        windows.admit(&minute, free).unwrap();
    }
}

#[test]
fn what_another_configuration_counts_is_counted_for_it() {
    let (ours, theirs) = (rates(&["5/m"]), rates(&["5/m", "6/h"]));
    let mut windows = Windows::default();
    windows.admit(&theirs, 0).unwrap();
    for _ in 0..4 {
        windows.admit(&ours, 0).unwrap();
    }
    assert_eq!(windows.admit(&ours, 0), Err(Duration::from_secs(62)));
    windows.admit(&theirs, 70_000).unwrap();
    assert!(windows.admit(&theirs, 70_000).unwrap_err() > Duration::from_secs(60 * 50));
    windows.admit(&ours, 70_000).unwrap();
    // Unused, it is dropped in the end.
    windows.admit(&ours, 3 * 3_600_000).unwrap();
    assert_eq!(windows.0.len(), 1);
}

#[test]
fn nobody_is_locked_out_for_longer_than_a_window() {
    let limits = rates(&["5/m"]);
    let text = r#"[{"seconds":60,"counts":[[99999999999,4000000000],[3,7]]}]"#;
    let mut windows: Windows = serde_json::from_str(text).unwrap();
    assert_eq!(windows.admit(&limits, 10_000), Err(Duration::from_secs(62)));
    let mut windows = Windows::default();
    windows.use_up(&limits, 10_500);
    assert_eq!(
        windows.admit(&limits, 10_500),
        Err(Duration::from_millis(61_500))
    );
    windows.admit(&limits, 72_000).unwrap();
}

#[test]
fn the_rate_is_measured() {
    let limits = rates(&["1000/10s", "9999/h"]);
    let mut windows = Windows::default();
    assert!(windows.rate(0) == 0.0);
    for step in 0..80 {
        windows.admit(&limits, 100_000 + step * 50).unwrap();
    }
    assert!(
        (windows.rate(104_000) - 20.0).abs() < 1.0,
        "{}",
        windows.rate(104_000)
    );
}

#[test]
fn its_size_is_bounded() {
    let limits = rates(&["100000/s", "100000/m", "100000/h", "100000/d", "100000/31d"]);
    let mut windows = Windows::default();
    let month = 31 * 24 * 3_600_000;
    for step in 0..50_000 {
        windows.charge(&limits, step * month / 10_000);
    }
    let text = serde_json::to_string(&windows).unwrap();
    assert!(text.len() < 6_000, "{}", text.len());
}

/// The most of `times` in any half-open window of this length.
fn worst(times: &[u64], length: u64) -> usize {
    let (mut window, mut most) = (VecDeque::new(), 0);
    for time in times {
        window.push_back(*time);
        while window.front().is_some_and(|first| first + length <= *time) {
            window.pop_front();
        }
        most = most.max(window.len());
    }
    most
}

/// When requests arrive that `processes` callers send who share the windows, each after `pause` milliseconds of
/// other work, for `length` milliseconds. A request is `travel` milliseconds on its way.
fn simulate(
    limits: &Rates,
    processes: usize,
    length: u64,
    mut pause: impl FnMut(usize) -> u64,
    mut travel: impl FnMut() -> u64,
) -> Vec<u64> {
    let mut windows = Windows::default();
    let mut wake: Vec<u64> = (0..processes).map(&mut pause).collect();
    let mut arrived = Vec::new();
    while let Some((who, now)) = wake.iter().copied().enumerate().min_by_key(|(_, at)| *at) {
        if now >= length {
            break;
        }
        // As from a file, now and then.
        if now % 97 == 0 {
            windows = serde_json::from_str(&serde_json::to_string(&windows).unwrap()).unwrap();
        }
        wake[who] = match windows.admit(limits, now) {
            Ok(()) => {
                arrived.push(now + travel());
                now + pause(who)
            }
            Err(wait) => now + u64::try_from(wait.as_millis()).unwrap(),
        };
    }
    arrived.sort_unstable();
    arrived
}

const DAY: u64 = 24 * 3_600_000;

fn check(limits: &Rates, arrived: &[u64]) {
    for rate in limits.iter() {
        let length = u64::try_from(rate.per.as_millis()).unwrap();
        let most = worst(arrived, length);
        assert!(most <= rate.count as usize, "{most} in {rate}");
    }
}

#[test]
fn who_always_wants_more_gets_nearly_all() {
    // What is allowed in a day that begins after a day of the same.
    for (texts, allowed) in [
        (&["60/m", "1000/h", "10000/d"][..], 10_000.0),
        (&["60/m", "1000/h"], 24_000.0),
        (&["60/m"], 86_400.0),
        (&["7/h"], 168.0),
        (&["50/10s"], 432_000.0),
        (&["3/s"], 259_200.0),
        (&["1/s"], 86_400.0),
    ] {
        let limits = rates(texts);
        let arrived = simulate(&limits, 3, 2 * DAY, |_| 1, || 0);
        check(&limits, &arrived);
        let got = arrived.iter().filter(|at| **at >= DAY).count();
        assert!(
            got as f64 >= 0.95 * allowed,
            "{texts:?}: {got} of {allowed}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_sliding_window_of_the_real_requests_is_over_its_limit(
        seed in any::<u64>(),
        processes in 1usize..5,
        count in (1u32..40, 1u32..300, 1u32..2_000),
        short in 5u64..90,
        lazy in 1u64..200_000,
    ) {
        let texts = [format!("{}/{short}s", count.0), format!("{}/h", count.1), format!("{}/d", count.2)];
        let limits: Rates = texts.iter().map(|text| text.parse().unwrap()).collect();
        let mut dice = fastrand::Rng::with_seed(seed);
        let mut ways = fastrand::Rng::with_seed(seed ^ 1);
        // Bursts and silences; a request's way takes up to a bucket of the shortest window.
        let pause = |_| match dice.u8(..4) {
            0 => dice.u64(1..=lazy),
            _ => dice.u64(1..=200),
        };
        let travel = || ways.u64(..=short * 1000 / 60);
        let arrived = simulate(&limits, processes, 3 * DAY, pause, travel);
        check(&limits, &arrived);
    }
}
