//! The ledger's promise, as a game of three hosts against a server that counts.

use proptest::prelude::*;

use super::*;

/// How far the clocks of two hosts are apart at most before they were compared, one each way.
const APART: i64 = 300;

/// A machine whose clocks the game moves.
#[derive(Clone, Debug)]
struct Host {
    boots: u32,
    booted_at: i64,
    /// Seconds that its wall clock is ahead.
    wall: i64,
    compared: bool,
}

impl Host {
    fn now(&self, number: usize, time: i64) -> Moment {
        let name = format!("{number}/{}", self.boots);
        let since = (time - self.booted_at).unsigned_abs() * 1000;
        let wall = Timestamp::from_second(1_900_000_000 + time + self.wall).unwrap();
        Moment::new(wall, Some((&name, since)))
    }
}

/// What happens next.
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
    /// Somebody sets the wall clock: far off where it was compared, as far as clocks are else.
    Step { far: i64, near: i64 },
    /// The host is started anew.
    Boot { near: i64 },
    /// A login begins.
    Promise,
}

fn event() -> impl Strategy<Value = Event> {
    let purpose = prop_oneof![
        Just(Purpose::Ahead),
        Just(Purpose::Renewal),
        Just(Purpose::Login)
    ];
    let near = -APART..=APART;
    prop_oneof![
        10 => (purpose, 0u8..15, 0u8..15, any::<bool>())
            .prop_map(|(purpose, there, back, killed)| Event::Ask { purpose, there, back, killed }),
        1 => (-1_000_000i64..1_000_000, near.clone()).prop_map(|(far, near)| Event::Step { far, near }),
        1 => near.prop_map(|near| Event::Boot { near }),
        1 => Just(Event::Promise),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Any number of processes of three hosts on one volume, whatever their wall clocks do, however long
    /// requests take and whoever is killed: no window of the server ever holds one more than was agreed.
    #[test]
    fn the_server_never_counts_one_too_many(
        events in prop::collection::vec((0u16..900, 0usize..3, event()), 1..200),
        walls in prop::array::uniform3(-APART..=APART),
        count in 1u32..8,
        window in 60i64..4000,
    ) {
        let rate = Rate { count, per: Duration::from_secs(window.unsigned_abs()) };
        let quota: Rates = [rate].into_iter().collect();
        let mut hosts = walls.map(|wall| Host { boots: 0, booted_at: 0, wall, compared: false });
        let mut ledger = Ledger::default();
        let mut time = 0i64;
        let mut seen: Vec<i64> = Vec::new();
        // Answers under way: when they come, to which host (of which boot) and request.
        let mut coming: Vec<(i64, usize, u32, u64)> = Vec::new();
        for (pause, number, event) in events {
            time += i64::from(pause);
            let (come, rest): (Vec<_>, Vec<_>) = coming.into_iter().partition(|answer| answer.0 <= time);
            coming = rest;
            for (_, number, boots, id) in come {
                let host = &mut hosts[number];
                if host.boots == boots {
                    let now = host.now(number, time);
                    ledger.compared(SignedDuration::from_secs(-host.wall), &now);
                    host.compared = true;
                    ledger.answered(id, &now);
                }
            }
            let host = &mut hosts[number];
            match event {
                Event::Step { far, near } => host.wall = if host.compared { far } else { near },
                Event::Boot { near } => {
                    *host = Host { boots: host.boots + 1, booted_at: time, wall: near, compared: false };
                }
                Event::Promise => {
                    ledger.promise(Duration::from_secs(900), &host.now(number, time));
                }
                Event::Ask { purpose, there, back, killed } => {
                    let now = host.now(number, time);
                    ledger.tidy(&quota, &now);
                    // As a file that another process reads.
                    let text = serde_json::to_string(&ledger).unwrap();
                    ledger = serde_json::from_str(&text).unwrap();
                    if ledger.admit(purpose, &quota, &now).is_ok() {
                        let id = ledger.enter(purpose, LIMIT, &now);
                        seen.push(time + i64::from(there));
                        if !killed {
                            coming.push((time + i64::from(there) + i64::from(back), number, host.boots, id));
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
