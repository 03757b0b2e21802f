//! What Trendyol has approved is updated in parts, each by a call of its own, and what waits for its approval as a whole.

use std::time::Duration;

use serde_json::{Value, json};

use super::content::{lines, whole};
use super::stage::{At, LIMIT, Stage, counts, document};
use crate::support::{Run, get};
use crate::sync::store::{Store, on_both};

on_both!(
    an_approved_product_is_updated_in_parts,
    a_lost_update_is_told_again_in_its_time,
    what_is_not_changed_any_more_is_refused_by_its_name,
    what_is_refused_as_a_whole_is_not_sent_again_as_it_is,
    variants_of_one_content_say_the_same_of_it,
    until_it_is_approved_it_is_told_as_a_whole,
    a_lost_creation_is_found_among_what_waits,
);

const APPROVED: [&str; 4] = ["--strict", "--approve", "--batch-time", "300ms"];
const WAITS: [&str; 3] = ["--strict", "--batch-time", "300ms"];
const SLOW: [&str; 2] = ["--latency", "400ms"];
const CREATE: &str = "/trendyol/v2/products";
const CONTENT: &str = "/trendyol/content-bulk-update";
const VARIANT: &str = "/trendyol/variant-bulk-update";
const DELIVERY: &str = "/trendyol/delivery-info-bulk-update";
const WHOLE: &str = "/trendyol/unapproved-bulk-update";

/// Created, and with an attribute of the content beside the one of the variant.
#[track_caller]
fn created<'s>(store: &'s Store, options: &[&str], products: &mut [Value]) -> Stage<'s> {
    let stage = Stage::new(store, options);
    for product in &mut *products {
        let attributes = product["marketplaces"]["trendyol"]["attributes"].as_array_mut();
        let colour = json!({"attributeId": 47, "customAttributeValue": "Mavi"});
        attributes.unwrap().push(colour);
    }
    told(&stage, products, 0, products.len() as u64);
    stage
}

/// Imports these, and pushes: so many are accepted, and the run ends so.
#[track_caller]
fn told(stage: &Stage<'_>, products: &[Value], code: i32, accepted: u64) -> Value {
    stage.import(&lines(products));
    let report = stage.report(At::Trendyol, &["--content"], code);
    assert_eq!(counts(&report)[0], accepted, "{report}");
    report
}

/// What Trendyol was told of a product.
#[track_caller]
fn said(stage: &Stage<'_>, number: u64) -> Value {
    let (url, seller) = (&stage.sandbox.url, At::Trendyol.seller());
    let key = whole(number)["barcode"].as_str().unwrap().to_owned();
    get(&format!("{url}/_sandbox/market/trendyol/{seller}/{key}"))
        .unwrap()
        .json()
}

/// A push, the answer to whose first batch is lost.
#[track_caller]
fn losing(stage: &Stage<'_>, words: &[&str]) -> Run {
    let run = stage.sync(At::Trendyol, words).spawn();
    let wait_for = |sql: &str| {
        while stage.store.number(sql) == 0 {
            assert!(!run.has_ended());
            std::thread::sleep(Duration::from_millis(5));
        }
    };
    let open = "SELECT count(*) FROM push_batches WHERE ended_at IS NULL";
    wait_for(open);
    // On its way: the stand-in thinks for a moment before it loses the answer.
    stage.sandbox.faults(&["market:lost=100%"]);
    wait_for(&format!("{open} AND state = 'lost'"));
    stage.sandbox.faults(&[]);
    run.wait(LIMIT)
}

#[track_caller]
fn requests<const N: usize>(stage: &Stage<'_>, paths: [&str; N]) -> [u64; N] {
    paths.map(|path| stage.sandbox.count(path))
}

fn an_approved_product_is_updated_in_parts(store: &Store) {
    let mut products: Vec<Value> = (0..4).map(whole).collect();
    let stage = created(store, &APPROVED, &mut products);
    assert_eq!(requests(&stage, [CREATE, CONTENT, VARIANT]), [1, 0, 0]);
    products[0]["title"] = "Işıltılı elbise".into();
    products[1]["vat_rate"] = 10.into();
    products[2]["description"] = "Başka".into();
    let fields = &mut products[2]["marketplaces"]["trendyol"];
    fields["dimensionalWeight"] = 2.into();
    fields["deliveryOption"] = json!({"deliveryDuration": 1});
    fields["attributes"][1]["customAttributeValue"] = "Kırmızı".into();
    told(&stage, &products, 0, 3);
    let once = [CREATE, WHOLE, CONTENT, VARIANT, DELIVERY];
    assert_eq!(requests(&stage, once), [1, 0, 1, 1, 1]);
    let [first, second, third, fourth] = [0, 1, 2, 3].map(|number| said(&stage, number));
    assert_eq!(first["title"], "Işıltılı elbise");
    assert_eq!(first["contentId"].as_u64().map(|_| ()), Some(()));
    assert_eq!(
        (&second["vatRate"], &second["contentId"]),
        (&json!(10), &Value::Null)
    );
    let weight = &third["dimensionalWeight"];
    assert_eq!(
        (&third["description"], weight),
        (&json!("Başka"), &json!(2))
    );
    assert_eq!(third["deliveryOptions"], json!({"deliveryDuration": 1}));
    let attributes = third["attributes"].as_array().unwrap();
    let red = json!({"attributeId": 47, "customAttributeValue": "Kırmızı"});
    assert!(
        attributes.contains(&red) && attributes.len() == 2,
        "{third}"
    );
    assert_eq!(fourth["title"], whole(3)["title"]);
    let again = stage.report(At::Trendyol, &["--content"], 0);
    assert_eq!(counts(&again), [0, 0, 4, 0, 0], "{again}");
    assert_eq!(requests(&stage, once), [1, 0, 1, 1, 1]);
    stage.agrees(At::Trendyol, 4);
    stage.all_settled();
    stage.is_polite();
}

fn a_lost_update_is_told_again_in_its_time(store: &Store) {
    let mut products = [whole(0)];
    let options = [&APPROVED[..], &SLOW, &["--duplicate-window", "3s"]].concat();
    let stage = created(store, &options, &mut products);
    products[0]["title"] = "Başka bir elbise".into();
    stage.import(&lines(&products));
    let run = losing(&stage, &["--content", "-ojson"]);
    assert_eq!(run.code, 75, "{run}");
    assert_eq!(stage.sandbox.count(CONTENT), 1);
    // Whether it arrived is not shown before it was checked.
    let early = stage.report(At::Trendyol, &["--content", "--no-wait"], 0);
    assert_eq!(early["pending"], 1, "{early}");
    std::thread::sleep(Duration::from_secs(4));
    assert_eq!(said(&stage, 0)["title"], "Başka bir elbise");
    let report = stage.report(At::Trendyol, &["--content"], 0);
    assert_eq!(counts(&report)[..2], [1, 0], "{report}");
    assert_eq!(stage.sandbox.count(CONTENT), 2);
    stage.all_settled();
    stage.sent_once();
}

fn what_is_not_changed_any_more_is_refused_by_its_name(store: &Store) {
    let mut products = [whole(0)];
    let stage = created(store, &APPROVED, &mut products);
    products[0]["marketplaces"]["trendyol"]["categoryId"] = 3.into();
    products[0]["vat_rate"] = 1.into();
    let report = told(&stage, &products, 7, 0);
    let says = "WHOLE-0: trendyol.categoryId is 3, and 2 at Trendyol, which does not change it";
    let reasons = report["errors"].to_string();
    assert!(reasons.contains(says), "{report}");
    // What can be changed is.
    assert_eq!(said(&stage, 0)["vatRate"], 1);
    assert_eq!(requests(&stage, [CONTENT, VARIANT]), [0, 1]);
    let again = stage.report(At::Trendyol, &["--content"], 0);
    assert_eq!(counts(&again), [0, 0, 0, 1, 0], "{again}");
    assert_eq!(requests(&stage, [CONTENT, VARIANT]), [0, 1]);
    products[0]["title"] = "Yine de".into();
    told(&stage, &products, 0, 1);
    assert_eq!(said(&stage, 0)["title"], "Yine de");
}

fn what_is_refused_as_a_whole_is_not_sent_again_as_it_is(store: &Store) {
    let mut products = [whole(0)];
    let stage = created(store, &WAITS, &mut products);
    // Trendyol has it no more, and knows nothing of what is told of it.
    let nothing = stage.sandbox.order("market/forget?seller=123456");
    assert_eq!(nothing.status, 204);
    products[0]["vat_rate"] = 10.into();
    let report = told(&stage, &products, 7, 0);
    assert_eq!(report["failedCount"], 1, "{report}");
    assert_eq!(stage.sandbox.count(WHOLE), 1);
    let again = stage.report(At::Trendyol, &["--content"], 0);
    assert_eq!(counts(&again), [0, 0, 0, 1, 0], "{again}");
    assert_eq!(stage.sandbox.count(WHOLE), 1);
    products[0]["vat_rate"] = 20.into();
    stage.import(&lines(&products));
    let back = stage.report(At::Trendyol, &["--content"], 0);
    assert_eq!(counts(&back)[..3], [0, 0, 1], "{back}");
}

fn variants_of_one_content_say_the_same_of_it(store: &Store) {
    let mut products: Vec<Value> = (0..3).map(whole).collect();
    for product in &mut products {
        product["title"] = "Elbise".into();
        product["marketplaces"]["trendyol"]["productMainId"] = "ELBISE".into();
    }
    products[1]["marketplaces"]["trendyol"]["attributes"][0]["attributeValueId"] = 6822.into();
    let stage = created(store, &APPROVED, &mut products);
    let sent = stage.items(At::Trendyol);
    for product in &mut products {
        product["title"] = "Yazlık elbise".into();
    }
    told(&stage, &products, 0, 3);
    assert_eq!(stage.items(At::Trendyol), sent + 1);
    let titles = [0, 1, 2].map(|number| said(&stage, number)["title"].clone());
    assert!(
        titles.iter().all(|title| title == "Yazlık elbise"),
        "{titles:?}"
    );
    products[2]["title"] = "Kışlık elbise".into();
    products[1]["title"] = "Baharlık elbise".into();
    let report = told(&stage, &products, 7, 1);
    let says = "is one product there with SKU WHOLE-";
    assert!(
        report["errors"][0].as_str().unwrap().contains(says),
        "{report}"
    );
}

fn until_it_is_approved_it_is_told_as_a_whole(store: &Store) {
    let mut products: Vec<Value> = (0..2).map(whole).collect();
    let stage = created(store, &WAITS, &mut products);
    products[0]["title"] = "Önceki".into();
    products[1]["vat_rate"] = 10.into();
    told(&stage, &products, 0, 2);
    assert_eq!(requests(&stage, [WHOLE, CONTENT, VARIANT]), [1, 0, 0]);
    assert_eq!(said(&stage, 1)["vatRate"], 10);
    let again = stage.report(At::Trendyol, &["--content"], 0);
    assert_eq!(counts(&again), [0, 0, 2, 0, 0], "{again}");
    let seller = At::Trendyol.seller();
    let approved = stage
        .sandbox
        .order(&format!("market/approve?seller={seller}"));
    assert_eq!(approved.status, 204);
    products[0]["title"] = "Sonraki".into();
    products[1]["vat_rate"] = 20.into();
    told(&stage, &products, 0, 2);
    assert_eq!(requests(&stage, [WHOLE, CONTENT, VARIANT]), [1, 1, 1]);
    assert_eq!(said(&stage, 0)["title"], "Sonraki");
    stage.all_settled();
    stage.is_polite();
}

fn a_lost_creation_is_found_among_what_waits(store: &Store) {
    let stage = Stage::new(store, &[&WAITS[..], &SLOW].concat());
    let products: Vec<Value> = (0..3).map(whole).collect();
    stage.import(&lines(&products));
    let report = document(&losing(&stage, &["--content", "-ojson"]).ok());
    assert_eq!(counts(&report)[..2], [3, 0], "{report}");
    // Neither again, nor prices of what was created with them.
    assert_eq!(
        requests(&stage, [CREATE, "/trendyol/price-and-inventory"]),
        [1, 0]
    );
    stage.all_settled();
    stage.sent_once();
}
