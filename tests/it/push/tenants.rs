//! All tenants at all marketplaces: one without keys, one whose keys are good no longer and one whose marketplace is away
//! spoil nothing for the others.

use std::collections::BTreeMap;
use std::time::Instant;

use serde_json::Value;

use super::stage::{LIMIT, Stage, document};
use crate::sync::store::{Store, on_both};

/// `JETON_TEST_TENANTS=200` is as many as there are.
const TENANTS: u64 = 40;

on_both!(a_hundred_and_twenty_syncs_spoil_nothing_for_one_another);

/// Tenants, each with keys for all marketplaces and three products.
fn peopled(stage: &Stage<'_>, tenants: u64) {
    let script = r#"
        set -e
        for n in $(seq 101 "$LAST"); do
            export N11_KEY="sandbox-key-$n"
            "$BIN" -q tenant add "t$n"
            from="--key-from env:KEY --secret-from env:SECRET"
            "$BIN" -q integration set trendyol --tenant "t$n" --seller-id "$n" $from
            "$BIN" -q integration set hepsiburada --tenant "t$n" --seller-id "merchant-$n" --secret-from env:SECRET
            "$BIN" -q integration set n11 --tenant "t$n" --key-from env:N11_KEY --secret-from env:SECRET
            printf 'sku,barcode,price,stock\nA,1%s,10.50,1\nB,2%s,20,2\nC,3%s,30,3\n' "$n" "$n" "$n" |
                "$BIN" -q db import products - --tenant "t$n" --format csv
        done"#;
    let run = stage
        .home
        .shell(script)
        .env("LAST", (100 + tenants).to_string());
    stage.store.on(run).spawn().wait(LIMIT).ok();
}

fn a_hundred_and_twenty_syncs_spoil_nothing_for_one_another(store: &Store) {
    let tenants = std::env::var("JETON_TEST_TENANTS").map_or(TENANTS, |text| text.parse().unwrap());
    let begun = Instant::now();
    let stage = Stage::bare(store, &["--batch-time", "200ms"]);
    peopled(&stage, tenants);
    eprintln!("{tenants} tenants after {:?}", begun.elapsed());
    store.lines(
        "UPDATE marketplace_integrations SET credentials = NULL WHERE marketplace = 'trendyol'
            AND tenant_id = (SELECT id FROM tenants WHERE name = 't101') RETURNING tenant_id",
    );
    stage.sandbox.order("market/revoke?seller=102");
    stage.sandbox.order("market/down?seller=merchant-103");
    let all = [
        "sync",
        "products",
        "--all-tenants",
        "--marketplace",
        "trendyol,hepsiburada,n11",
    ];
    let run = stage.jeton(&[&all[..], &["-ojson"]].concat());
    let run = run.spawn().wait(LIMIT).fails(7);
    eprintln!("synced after {:?}", begun.elapsed());
    let report = document(&run);
    let syncs = report["syncs"].as_array().unwrap();
    assert_eq!(syncs.len() as u64, 3 * tenants);
    assert_eq!(report["syncedCount"], 3 * (3 * tenants - 3), "{report}");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut failed = BTreeMap::new();
    for sync in syncs {
        match text(&sync["outcome"]).as_str() {
            "failed" => {
                let code = text(&sync["error"]["code"]);
                let who = format!("{} {}", text(&sync["tenant"]), text(&sync["marketplace"]));
                failed.insert(who, (code, sync["answer"]["code"].clone()));
            }
            outcome => assert_eq!(
                (outcome, &sync["syncedCount"]),
                ("succeeded", &3.into()),
                "{sync}"
            ),
        }
    }
    let told = |who: &str| {
        let (code, answer) = &failed[who];
        (code.as_str(), answer.as_str().unwrap())
    };
    assert_eq!(failed.len(), 3, "{failed:?}");
    assert_eq!(told("t101 Trendyol"), ("config", "API_KEY_MISSING"));
    assert_eq!(told("t102 Trendyol").1, "INTERNAL_SERVER_ERROR");
    assert_eq!(
        told("t103 Hepsiburada"),
        ("upstream_unavailable", "INTERNAL_SERVER_ERROR")
    );
    let reason = |who: &str| failed[who].0.clone();
    assert_ne!(reason("t102 Trendyol"), reason("t103 Hepsiburada"));

    let listed = document(&stage.jeton(&["integration", "list", "-ojson"]).run().ok());
    let listed = listed["integrations"].as_array().unwrap();
    assert_eq!(listed.len() as u64, 3 * tenants);
    for integration in listed {
        let (tenant, marketplace) = (
            text(&integration["tenant"]),
            text(&integration["marketplace"]),
        );
        let spoilt = [
            ("t101", "trendyol"),
            ("t102", "trendyol"),
            ("t103", "hepsiburada"),
        ];
        let wanted = match spoilt.contains(&(&tenant, &marketplace)) {
            true => "failed",
            false => "succeeded",
        };
        assert_eq!(integration["last_sync_status"], wanted, "{integration}");
        assert!(integration["last_sync_at"].is_string(), "{integration}");
    }

    // Once one is mended, its products alone are sent; people are shown a row for each.
    stage.sandbox.order("market/up?seller=102");
    let pushes = stage.counters()["pushes"].clone();
    let run = stage.jeton(&all).spawn().wait(LIMIT).fails(7);
    let row = |tenant: &str, marketplace: &str| {
        let lines = run.stdout.lines();
        let mut found = lines.filter(|line| line.contains(tenant) && line.contains(marketplace));
        found.next().unwrap_or_else(|| panic!("{run}")).to_owned()
    };
    assert!(
        row("t101", "trendyol").contains("has no keys that can be read"),
        "{run}"
    );
    assert!(row("t102", "trendyol").contains("succeeded"), "{run}");
    assert!(row("t103", "hepsiburada").contains("failed"), "{run}");
    let more = |name: &str| {
        let now = &stage.counters()["pushes"][name];
        now.as_u64().unwrap() - pushes[name].as_u64().unwrap()
    };
    assert_eq!(["trendyol", "hepsiburada", "n11"].map(more), [1, 0, 0]);
    stage.is_polite();
}
