//! What `serve` tells of itself, and what it does where it cannot start or has nothing to do.

use std::os::unix::net::UnixDatagram;
use std::time::Duration;

use serde_json::Value;

use super::rig::{SOON, Serve};
use crate::orders::rig::{agrees, stage, tokens, told_once, unlimited};
use crate::push::stage::{At, Stage};
use crate::support::{Jeton, Stream};
use crate::sync::store::{Store, on_both};

on_both!(
    tokens_and_orders_are_kept_without_a_word,
    cron_beside_it_is_nothing_wrong,
);

fn serve(stage: &Stage<'_>, words: &[&str]) -> crate::support::Invocation {
    stage
        .jeton(&[&["serve"], words].concat())
        .env("JETON_SCHEDULE__ORDERS__EVERY", "2s")
        .env("JETON_SCHEDULE__ORDERS__FIRST", "1s")
}

fn tokens_and_orders_are_kept_without_a_word(store: &Store) {
    let stage = Stage::bare(store, &["--orders", "130"]);
    let serve = Serve::start(serve(&stage, &["-ojson"]));
    serve.runs("orders", 2);
    assert_eq!(serve.reasons(), [""; 0]);
    let told: Value = serve.get("/health").json();
    assert_eq!(told["tokens"][0]["profile"], "external-orders", "{told}");
    assert_eq!(told["tokens"][0]["state"], "valid", "{told}");
    assert_eq!(told["jobs"][0]["job"], "tokens", "{told}");
    assert_eq!(told["jobs"][0]["every_seconds"], 300, "{told}");
    assert_eq!(told["jobs"][1]["last"]["exit_code"], 0, "{told}");
    let records = "jeton_sync_last_run_records{sync=\"orders/external\",outcome=\"unchanged\"} ";
    assert_eq!(serve.metric(records), Some(130.0));
    let ends = "jeton_token_expiry_timestamp_seconds{profile=\"external-orders\"} ";
    assert!(serve.metric(ends).unwrap() > 1e9);
    assert_eq!(serve.get("/live").status, 200);
    assert_eq!(serve.get("/").status, 404);
    serve.process.signal("TERM");
    let run = serve.process.wait(SOON).fails(143);
    // A document a line, and nobody's name or token anywhere.
    for line in run.stdout.lines() {
        let document: Value = serde_json::from_str(line).unwrap();
        assert_eq!(document["sync"], "orders/external", "{line}");
    }
    assert!(!run.to_string().contains("orders-secret"), "{run}");
    assert_eq!(store.number("SELECT count(*) FROM orders"), 130);
    told_once(&stage);
}

/// Both take turns by the sync's lock; whoever is second has nothing to complain of.
fn cron_beside_it_is_nothing_wrong(store: &Store) {
    let options = ["--orders", "300", "--latency", "100ms"];
    let stage = Stage::bare(store, &options);
    let serve = Serve::start(serve(&stage, &[]).env("JETON_SCHEDULE__ORDERS__EVERY", "1s"));
    let mut codes = Vec::new();
    while codes.len() < 12 {
        let line = ["sync", "orders", "--source", "external"];
        codes.push(stage.jeton(&line).run().code);
    }
    assert!(codes.contains(&0), "{codes:?}");
    assert!(codes.iter().all(|code| [0, 75].contains(code)), "{codes:?}");
    let failed = "jeton_job_failed_runs_total{job=\"orders\"} ";
    assert_eq!(serve.metric(failed), Some(0.0));
    // They did meet: somebody left it to the other.
    serve.process.signal("TERM");
    let said = serve.process.wait(SOON).fails(143);
    let runs = said.stderr.matches("orders_fetched").count();
    let sent_away = codes.iter().filter(|code| **code == 75).count();
    let skipped = said.stderr.matches("outcome=\"skipped\"").count();
    assert!(sent_away + skipped > 0, "{codes:?} {runs}");
    assert_eq!(tokens(&stage), (1, 0));
    told_once(&stage);
}

#[test]
fn every_sync_can_be_a_job() {
    let store = Store::sqlite();
    let stage = Stage::new(&store, &["--orders", "20"]);
    let products = "sku,barcode,title,price,stock\nA,8690000000001,One,10.00,5\n";
    stage.import(products);
    let jobs = ["ORDERS_N11", "PRODUCTS_TRENDYOL", "REFERRALS"];
    let run = jobs.iter().fold(stage.jeton(&["serve"]), |run, job| {
        run.env(&format!("JETON_SCHEDULE__{job}__EVERY"), "1h")
            .env(&format!("JETON_SCHEDULE__{job}__FIRST"), "0s")
    });
    let serve = Serve::start(run);
    for job in ["tokens", "orders/n11", "products/trendyol", "referrals"] {
        serve.runs(job, 1);
    }
    let code = |job: &str| serve.metric(&format!("jeton_job_last_run_exit_code{{job=\"{job}\"}} "));
    assert_eq!(code("orders/n11"), Some(0.0));
    agrees(&stage, At::N11);
    assert_eq!(code("products/trendyol"), Some(0.0));
    assert_eq!(stage.items(At::Trendyol), 1);
    // Nobody is logged in to Partner Center.
    assert_eq!(code("referrals"), Some(4.0));
    assert_eq!(serve.reasons(), ["token partner-center"]);
    let told = serve.get("/health").body;
    assert!(told.contains("jeton token login partner-center"), "{told}");
    let said = serve.process.output(Stream::Err);
    assert!(said.contains("ERROR cannot sync referrals: "), "{said}");
}

/// Of several shops, none of which is a line of its own on a screen.
#[test]
fn a_shop_that_fails_is_logged_with_its_reason() {
    let store = Store::sqlite();
    let stage = stage(&store, &["--orders", "20"]);
    stage.jeton(&["tenant", "add", "zeta"]).run().ok();
    stage.integrate(At::Trendyol, "zeta", "777777");
    stage.sandbox.order("market/down?seller=777777");
    let run = unlimited(stage.jeton(&["serve"]))
        .env("JETON_SCHEDULE__ORDERS_TRENDYOL__FIRST", "0s")
        .env("JETON_SCHEDULE__ORDERS_TRENDYOL__EVERY", "1h");
    let serve = Serve::start(run);
    serve.runs("orders/trendyol", 1);
    let line = serve.process.wait_for_line(Stream::Err, "ERROR", SOON);
    assert!(line.contains("sync=\"orders/trendyol/zeta\""), "{line}");
    assert!(line.contains("hint="), "{line}");
    let code = "jeton_sync_last_run_exit_code{sync=\"orders/trendyol/zeta\"} ";
    assert_eq!(serve.metric(code), Some(6.0));
    let code = "jeton_sync_last_run_exit_code{sync=\"orders/trendyol/acme\"} ";
    assert_eq!(serve.metric(code), Some(0.0));
}

/// An empty one in its place would have no tenant, and nobody would hear of it.
#[test]
fn an_embedded_database_that_vanishes_is_not_made_anew() {
    let store = Store::sqlite();
    let stage = Stage::bare(&store, &["--orders", "20"]);
    let serve = Serve::start(serve(&stage, &[]));
    serve.runs("orders", 1);
    let file = store.url().replace("sqlite://", "");
    let away = format!("{file}.away");
    std::fs::rename(&file, &away).unwrap();
    serve.comes_to(&["database"]);
    serve
        .process
        .wait_for_line(Stream::Err, "the database file is gone", SOON);
    assert!(!std::path::Path::new(&file).exists());
    std::fs::rename(&away, &file).unwrap();
    serve.comes_to(&[]);
}

#[test]
fn what_cannot_start_says_why() {
    let home = Jeton::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let run = home.args(["serve", "--listen", &address]).run().fails(3);
    assert!(
        run.stderr
            .starts_with(&format!("error: cannot listen on {address}: ")),
        "{run}"
    );
    assert!(run.stderr.contains("--listen off"), "{run}");
    let nothing = home
        .args(["serve"])
        .env("JETON_SCHEDULE__TOKENS__ENABLED", "false")
        .env("JETON_SCHEDULE__ORDERS__ENABLED", "false");
    let run = nothing.run().fails(3);
    assert!(
        run.stderr.contains("every job of [schedule] is disabled"),
        "{run}"
    );
    home.args(["serve", "--listen", "8217"]).run().fails(2);
}

#[test]
fn with_nothing_set_up_it_says_what_to_do_and_stays() {
    let home = Jeton::new();
    let run = home
        .args(["serve", "--listen=off"])
        .env("JETON_SCHEDULE__ORDERS__FIRST", "0s");
    let process = run.spawn();
    let line = process.wait_for_line(Stream::Err, "ERROR", SOON);
    assert!(
        line.contains("there is no shop to fetch orders of"),
        "{line}"
    );
    assert!(line.contains("jeton integration list"), "{line}");
    process.signal("INT");
    process.wait(SOON).fails(130);
}

#[test]
fn systemd_is_told() {
    let store = Store::sqlite();
    let stage = Stage::bare(&store, &["--orders", "5"]);
    let path = stage.home.home().join("notify");
    let manager = UnixDatagram::bind(&path).unwrap();
    manager.set_read_timeout(Some(SOON)).unwrap();
    let heard = || {
        let mut bytes = [0; 500];
        let length = manager.recv(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes[..length]).into_owned()
    };
    let run = serve(&stage, &["--listen=off"])
        .env("NOTIFY_SOCKET", &path)
        .env("WATCHDOG_USEC", "1000000");
    let process = run.spawn();
    assert_eq!(heard(), "READY=1\nSTATUS=jobs: tokens, orders");
    let begun = std::time::Instant::now();
    for _ in 0..5 {
        assert_eq!(heard(), "WATCHDOG=1");
    }
    assert!(
        begun.elapsed() > Duration::from_millis(1_500),
        "{:?}",
        begun.elapsed()
    );
    process.signal("TERM");
    while heard() != "STOPPING=1\nSTATUS=saving work" {}
    process.wait(SOON).fails(143);
}
