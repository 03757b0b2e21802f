//! SIGKILL at random moments, again and again until a run ends: no order is lost, doubled, or told of twice.

use std::time::Duration;

use super::rig::{agrees, many, stage, told_once, unlimited};
use crate::push::stage::{At, LIMIT, everywhere};
use crate::sync::store::Store;

everywhere!(a_killed_run_is_gone_on_with);

fn a_killed_run_is_gone_on_with(at: At, store: &Store) {
    let options = [&many(at, "3000")[..], &["--latency", "20ms"]].concat();
    let stage = stage(store, &options);
    let (mut killed, mut ended) = (0, false);
    while !ended {
        let run = unlimited(stage.jeton(&["sync", "orders", "--source", at.name()])).spawn();
        std::thread::sleep(Duration::from_millis(fastrand::u64(100..900)));
        ended = run.has_ended();
        match ended || killed > 30 {
            true => {
                let run = run.wait(LIMIT);
                // A server that has not noticed yet that its client is gone.
                ended = run.code != 75;
                if ended {
                    run.ok();
                }
            }
            false => {
                run.kill();
                killed += 1;
            }
        }
    }
    assert!(killed > 0);
    assert!(agrees(&stage, at) >= 250);
    told_once(&stage);
}
