//! Two days of cron, every five minutes, at an order API that grants five tokens an hour: each run is a process of its
//! own whose clock is moved on, and so is the sandbox's.

use crate::orders::rig::{external, tokens, told_once};
use crate::push::stage::Stage;
use crate::sync::store::Store;

const RUNS_AN_HOUR: u64 = 12;
const HOURS: u64 = 48;

#[test]
fn simulated_days_of_cron_need_one_token_an_hour() {
    let store = Store::sqlite();
    let options = ["--orders", "40", "--orders-per-minute", "0.2"];
    let stage = Stage::bare(&store, &options);
    let mut asked = Vec::new();
    for run in 0..HOURS * RUNS_AN_HOUR {
        let ahead = run * 300;
        let line = ["sync", "orders", "--source", "external"];
        let present = external(&stage).len() as u64;
        stage
            .jeton(&line)
            .env("JETON_TEST_CLOCK", format!("{ahead} {ahead}"))
            .env(
                "JETON_SOURCES__EXTERNAL_ORDERS__SINCE_PARAM",
                "updated_since",
            )
            .run()
            .ok();
        // Every order is there within a period of its appearance.
        let here = store.number("SELECT count(*) FROM orders");
        assert!(here >= present, "run {run}: {here} of {present}");
        let (tokens, violations) = tokens(&stage);
        assert_eq!(violations, 0, "run {run}");
        while (asked.len() as u64) < tokens {
            asked.push(run);
        }
        // In the middle of the second day the API takes the token no more.
        if run == 30 * RUNS_AN_HOUR + 5 {
            stage.sandbox.order("orders/revoke");
        }
        for clock in ["market/wait", "orders/age"] {
            let moved = stage.sandbox.order(&format!("{clock}?time=5m"));
            assert_eq!(moved.status, 204, "{moved:?}");
        }
    }
    // 60 minutes, of which the last 10 are margin: each is renewed by the eleventh run, and the revoked one at once.
    let gaps: Vec<u64> = asked.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let early = gaps.iter().filter(|gap| **gap != 10).count();
    assert_eq!(early, 1, "{gaps:?}");
    eprintln!("{} tokens in {HOURS} hours", asked.len());
    told_once(&stage);
}
