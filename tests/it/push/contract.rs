//! The answers that whoever reads the JSON has been promised, field for field.

use serde_json::{Value, json};

use super::stage::{At, Stage, document, products};
use crate::support::Invocation;
use crate::sync::store::{Store, on_both};

on_both!(a_success_has_three_fields, a_failure_has_the_contracts_body,);

const NOBODY: &str = "c2a1f0de-8f2b-4a0e-9d3c-0c1d2e3f4a5b";

#[track_caller]
fn answer(run: Invocation, code: i32) -> Value {
    document(&run.arg("-ojson").run().fails(code))["answer"].take()
}

fn no_integration(name: &str) -> Value {
    json!({
        "error": format!("{name} entegrasyonu bulunamadı"),
        "code": "MARKETPLACE_INTEGRATION_NOT_FOUND",
        "marketplace": name,
    })
}

fn a_success_has_three_fields(store: &Store) {
    let stage = Stage::new(store, &["--batch-time", "0s", "--refuse", "10"]);
    stage.import(&products(0..60, 0));
    for at in At::ALL {
        let report = stage.report(at, &[], 7);
        let (synced, failed) = (&report["syncedCount"], &report["failedCount"]);
        assert_eq!(
            synced.as_u64().unwrap() + failed.as_u64().unwrap(),
            60,
            "{report}"
        );
        let errors = report["errors"].as_array().unwrap();
        assert!(
            !errors.is_empty() && errors.iter().all(Value::is_string),
            "{report}"
        );
        assert!(report.get("answer").is_none(), "{report}");
        let again = stage.report(at, &[], 0);
        assert_eq!(
            (&again["syncedCount"], &again["errors"]),
            (&0.into(), &json!([])),
            "{again}"
        );
    }
}

fn a_failure_has_the_contracts_body(store: &Store) {
    let stage = Stage::bare(store, &[]);
    let sync = |words: &[&str]| stage.sync(At::Trendyol, words);
    let none = no_integration("Trendyol");
    stage.jeton(&["db", "migrate"]).run().ok();
    assert_eq!(answer(sync(&[]), 2), none, "no tenant");
    stage.jeton(&["tenant", "add", "acme"]).run().ok();
    assert_eq!(answer(sync(&[]), 3), none, "no integration");
    assert_eq!(
        answer(sync(&["--all-tenants"]), 3),
        none,
        "nobody sells there"
    );
    assert_eq!(answer(stage.sync(At::N11, &[]), 3), no_integration("N11"));
    assert_eq!(
        answer(stage.sync(At::Hepsiburada, &[]), 3),
        no_integration("Hepsiburada")
    );
    stage.integrate(At::Trendyol, "acme", At::Trendyol.seller());
    stage.jeton(&["tenant", "add", "other"]).run().ok();
    assert_eq!(answer(sync(&[]), 2), none, "which tenant?");
    let acme = ["--tenant", "acme"];
    let set = |what: &str| {
        let run = ["integration", what, "trendyol", "--tenant", "acme"];
        stage.jeton(&run).run().ok();
    };
    set("disable");
    assert_eq!(answer(sync(&acme), 3), none, "disabled");
    set("enable");

    stage.import(&products(0..1, 0));
    let named = |id: &str| sync(&["--tenant", "acme", "--product-id", id]);
    let unknown = json!({"error": "Product not found", "code": "NOT_FOUND", "resource": "Product", "key": NOBODY});
    assert_eq!(answer(named(NOBODY), 2), unknown);
    let invalid = json!({
        "error": "Doğrulama hatası oluştu.", "code": "VALIDATION_ERROR", "errors": {"productIds": ["Geçersiz"]},
    });
    assert_eq!(answer(named("nonsense"), 2), invalid);

    store.lines("UPDATE marketplace_integrations SET credentials = NULL RETURNING tenant_id");
    let missing = json!({
        "error": "Trendyol entegrasyonu için API anahtarı eksik", "code": "API_KEY_MISSING", "marketplace": "Trendyol",
    });
    assert_eq!(answer(sync(&acme), 3), missing);
    assert_eq!(stage.sandbox.requests()["total"], 0);

    stage.integrate(At::Trendyol, "acme", At::Trendyol.seller());
    stage.sandbox.order("market/revoke?seller=123456");
    let internal = json!({
        "error": "Bir hata oluştu. Lütfen daha sonra tekrar deneyin.", "code": "INTERNAL_SERVER_ERROR",
    });
    let run = sync(&acme).arg("-ojson").run();
    assert_eq!(document(&run)["answer"], internal, "{run}");
    assert_ne!(run.code, 0);
}
