//! `tenant` and `integration`: who sells where, and keys that are only ever asked for, sealed and opened.

use serde_json::{Value, json};

use crate::support::{Jeton, Run, Sandbox, TestDatabase};

const KEY: &str = "api-key-8f2b";
const SECRET: &str = "api-secret-77c1";

/// A home with a database, and the credentials in its environment and in a file.
fn home(url: Option<&str>) -> Jeton {
    let home = Jeton::new().env("SELLER_KEY", KEY);
    let home = match url {
        Some(url) => home.env("DATABASE_URL", url),
        None => home,
    };
    std::fs::write(home.home().join("secret"), format!("{SECRET}\n")).unwrap();
    home.args(["db", "migrate"]).run().ok();
    home
}

fn document(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run}"))
}

/// Nothing of the credentials is in what was printed.
#[track_caller]
fn discreet(run: Run) -> Run {
    for text in [&run.stdout, &run.stderr] {
        assert!(!text.contains(KEY) && !text.contains(SECRET), "{run}");
    }
    run
}

fn set(home: &Jeton, words: &[&str]) -> Run {
    let run = home.args(["integration", "set"].iter().chain(words).copied());
    discreet(run.run())
}

const FROM: [&str; 4] = [
    "--key-from",
    "env:SELLER_KEY",
    "--secret-from",
    "file:secret",
];

fn with_integration(url: Option<&str>) -> Jeton {
    let home = home(url);
    home.args(["tenant", "add", "acme"]).run().ok();
    let seller = ["trendyol", "--tenant", "acme", "--seller-id", "123456"];
    set(&home, &[&seller[..], &FROM].concat()).ok();
    home
}

fn integrations(home: &Jeton) -> Value {
    let run = home.args(["integration", "list", "-o", "json"]).run().ok();
    document(&discreet(run))["integrations"].take()
}

#[test]
fn a_tenant_is_added_once_and_can_be_disabled() {
    let home = home(None);
    let id = "6f1e2c9a-8f2b-4a0e-9d3c-0c1d2e3f4a5b";
    let added = home
        .args(["tenant", "add", "Çağrı Ltd", "--id", id, "-o", "json"])
        .run()
        .ok();
    assert_eq!(document(&added)["id"], id);
    let again = home.args(["tenant", "add", "Çağrı Ltd"]).run().ok();
    assert!(again.stdout.contains("is there already"), "{again}");
    home.args(["tenant", "add", "other", "--id", id])
        .run()
        .fails(2);
    home.args([
        "tenant",
        "add",
        "Çağrı Ltd",
        "--id",
        "00000000-0000-4000-8000-000000000000",
    ])
    .run()
    .fails(2);
    home.args(["tenant", "add", "two\nlines"]).run().fails(2);
    home.args(["tenant", "disable", "Çağrı Ltd"]).run().ok();
    let list = || document(&home.args(["tenant", "list", "-o", "json"]).run().ok());
    assert_eq!(list()["tenants"][0]["is_active"], false);
    home.args(["tenant", "enable", id]).run().ok();
    assert_eq!(list()["tenants"][0]["is_active"], true);
    assert_eq!(list()["tenants"].as_array().unwrap().len(), 1);
    let unknown = home.args(["tenant", "disable", "nobody"]).run().fails(2);
    assert!(unknown.stderr.contains("jeton tenant add"), "{unknown}");
}

#[test]
fn keys_are_sealed_on_sqlite() {
    let home = with_integration(None);
    keys_are_sealed(&home);
    for file in std::fs::read_dir(home.home().join(".local/share/jeton")).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for secret in [KEY, SECRET] {
            let found = bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes());
            assert!(!found, "a key lies open on the disk");
        }
    }
}

#[test]
fn keys_are_sealed_on_postgres() {
    let database = TestDatabase::create();
    keys_are_sealed(&with_integration(Some(&database.url())));
}

fn keys_are_sealed(home: &Jeton) {
    let listed = integrations(home);
    let fields = |name: &str| listed[0][name].clone();
    assert_eq!(fields("marketplace"), "trendyol");
    assert_eq!(fields("seller_id"), "123456");
    assert_eq!(fields("has_credentials"), true);
    assert_eq!(fields("last_sync_at"), Value::Null);
    let shown = discreet(
        home.args(["integration", "list", "--tenant", "acme"])
            .run()
            .ok(),
    );
    assert!(shown.stdout.contains("never"), "{shown}");
    home.args(["integration", "disable", "TRENDYOL", "--tenant", "acme"])
        .run()
        .ok();
    assert_eq!(integrations(home)[0]["is_active"], false);
    // Only the id: the keys stay, and it is active again.
    set(home, &["Trendyol", "--tenant", "acme", "--seller-id", "7"]).ok();
    assert_eq!(integrations(home)[0]["seller_id"], "7");
    assert_eq!(integrations(home)[0]["is_active"], true);
    assert_eq!(integrations(home)[0]["has_credentials"], true);
    let remove = || {
        home.args(["integration", "remove", "trendyol", "--tenant", "acme"])
            .run()
    };
    remove().ok();
    assert_eq!(integrations(home), json!([]));
    remove().fails(3);
}

#[test]
fn what_is_missing_is_said_with_what_to_do() {
    let home = home(None);
    home.args(["tenant", "add", "acme"]).run().ok();
    for (words, code, said) in [
        (
            &["trendyoll", "--tenant", "acme"][..],
            2,
            "did you mean trendyol?",
        ),
        (&["trendyol", "--tenant", "nobody"], 2, "jeton tenant list"),
        (&["trendyol", "--tenant", "acme"], 2, "--seller-id"),
        (
            &["trendyol", "--tenant", "acme", "--seller-id", "12x"],
            2,
            "a number",
        ),
        (&["n11", "--tenant", "acme"], 2, "--key-from env:NAME"),
        (
            &["n11", "--tenant", "acme", "--key-from", SECRET],
            2,
            "does not belong on a command line",
        ),
        (
            &["n11", "--tenant", "acme", "--key-from", "env:NO_SUCH"],
            3,
            "NO_SUCH",
        ),
        (
            &["n11", "--tenant", "acme", "--key-from", "env:SELLER_KEY"],
            2,
            "--secret-from",
        ),
    ] {
        let run = home.args(["integration", "set"].iter().chain(words).copied());
        let run = discreet(run.run()).fails(code);
        assert!(run.stderr.contains(said), "{said}: {run}");
        assert_eq!(integrations(&home), json!([]), "{run}");
    }
    let none = home
        .args(["integration", "enable", "n11", "--tenant", "acme"])
        .run()
        .fails(3);
    assert!(
        none.stderr
            .contains("jeton integration set n11 --tenant 'acme'"),
        "{none}"
    );
}

/// Hepsiburada's user name is the merchantId where none was given.
#[test]
fn a_merchant_needs_only_a_service_key() {
    let home = home(None);
    home.args(["tenant", "add", "acme"]).run().ok();
    let merchant = "00000000-0000-4000-8000-000000000000";
    let words = [
        "hepsiburada",
        "--tenant",
        "acme",
        "--seller-id",
        merchant,
        "--secret-from",
        "file:secret",
    ];
    set(&home, &words).ok();
    assert_eq!(integrations(&home)[0]["has_credentials"], true);
}

#[test]
fn a_rotated_key_takes_the_integrations_along() {
    let database = TestDatabase::create();
    let home = with_integration(Some(&database.url()));
    let rotated = home.args(["key", "rotate", "-o", "json"]).run().ok();
    let report = document(&discreet(rotated));
    assert_eq!(report["older"], "removed");
    let sealed = json!([{"name": "trendyol of acme", "sealed": true}]);
    assert_eq!(report["integrations"], sealed);
    // One half of the credentials is kept only where the other can still be read.
    set(
        &home,
        &[
            "trendyol",
            "--tenant",
            "acme",
            "--key-from",
            "env:SELLER_KEY",
        ],
    )
    .ok();
}

#[test]
fn the_old_key_stays_while_the_database_is_away() {
    let database = TestDatabase::create();
    let home = with_integration(Some(&database.url()));
    let away = home.args(["key", "rotate", "-o", "json"]);
    let away = away
        .env("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")
        .run()
        .fails(8);
    assert_eq!(document(&away)["older"], "needed");
    assert!(
        away.stdout.contains("jeton key rotate") || away.stderr.contains("jeton key rotate"),
        "{away}"
    );
    set(
        &home,
        &[
            "trendyol",
            "--tenant",
            "acme",
            "--key-from",
            "env:SELLER_KEY",
        ],
    )
    .ok();
    let back = home.args(["key", "rotate", "-o", "json"]).run().ok();
    assert_eq!(document(&back)["older"], "removed");
    set(
        &home,
        &[
            "trendyol",
            "--tenant",
            "acme",
            "--key-from",
            "env:SELLER_KEY",
        ],
    )
    .ok();
}

/// The key is one, the databases may be several: the old key goes when all of them were gone over.
#[test]
fn a_rotation_with_another_database_keeps_the_old_key() {
    let database = TestDatabase::create();
    let home = with_integration(Some(&database.url()));
    let rotate = |url: &str| {
        home.args(["key", "rotate", "-o", "json"])
            .env("DATABASE_URL", url)
    };
    let elsewhere = rotate("sqlite:other.db").run().fails(3);
    let report = document(&discreet(elsewhere));
    assert_eq!(report["older"], "needed");
    let place = report["integrations"][0]["name"].as_str().unwrap();
    assert!(
        database.url().ends_with(place.rsplit('/').next().unwrap()),
        "{report}"
    );
    set(
        &home,
        &[
            "trendyol",
            "--tenant",
            "acme",
            "--key-from",
            "env:SELLER_KEY",
        ],
    )
    .ok();
    let here = document(&rotate(&database.url()).run().ok());
    assert_eq!(here["older"], "removed");
    set(
        &home,
        &[
            "trendyol",
            "--tenant",
            "acme",
            "--key-from",
            "env:SELLER_KEY",
        ],
    )
    .ok();
}

/// No identity opens it: keeping one would not help, and every later rotation would end so.
#[test]
fn credentials_of_a_lost_key_do_not_hold_a_rotation_up() {
    let home = with_integration(None);
    std::fs::remove_file(home.home().join(".local/share/jeton/key.txt")).unwrap();
    home.args(["key", "generate"]).run().ok();
    let rotated = home.args(["key", "rotate", "-o", "json"]).run().fails(3);
    assert_eq!(document(&rotated)["older"], "removed");
    assert!(
        rotated
            .stderr
            .contains("jeton integration set trendyol --tenant 'acme'"),
        "{rotated}"
    );
    let half = set(
        &home,
        &[
            "trendyol",
            "--tenant",
            "acme",
            "--key-from",
            "env:SELLER_KEY",
        ],
    );
    half.fails(2);
    let both = ["trendyol", "--tenant", "acme"];
    set(&home, &[&both[..], &FROM].concat()).ok();
    home.args(["key", "rotate"]).run().ok();
}

const SELLERS: [(&str, &str); 3] = [
    ("trendyol", "123456"),
    ("hepsiburada", "00000000-0000-4000-8000-000000000001"),
    ("n11", ""),
];

/// A tenant that is the sandbox's seller everywhere, with this secret.
fn seller(sandbox: &Sandbox, secret: &str) -> Jeton {
    let home = sandbox
        .jeton()
        .env("KEY", "sandbox-key")
        .env("SECRET", secret);
    home.args(["tenant", "add", "acme"]).run().ok();
    for (marketplace, id) in SELLERS {
        let mut words = vec![
            marketplace,
            "--tenant",
            "acme",
            "--secret-from",
            "env:SECRET",
        ];
        // Hepsiburada's user is the merchant.
        if marketplace != "hepsiburada" {
            words.extend(["--key-from", "env:KEY"]);
        }
        if !id.is_empty() {
            words.extend(["--seller-id", id]);
        }
        set(&home, &words).ok();
    }
    home
}

fn test(home: &Jeton, marketplace: &str) -> Run {
    let words = [
        "integration",
        "test",
        marketplace,
        "--tenant",
        "acme",
        "-vv",
    ];
    let run = home.args(words).arg("-ojson").run();
    for text in [&run.stdout, &run.stderr] {
        assert!(
            !text.contains("sandbox-key") && !text.contains("sandbox-secret"),
            "{run}"
        );
    }
    run
}

#[test]
fn good_keys_work_at_every_marketplace() {
    let sandbox = Sandbox::start(&[]);
    let home = seller(&sandbox, "sandbox-secret");
    for (marketplace, _) in SELLERS {
        let run = test(&home, marketplace).ok();
        assert_eq!(document(&run)["marketplace"], marketplace);
        assert_eq!(document(&run)["products"], 0);
    }
}

/// The stand-ins keep a shop per seller, and can close it.
#[test]
fn products_are_counted_and_closed_shops_told_apart() {
    let sandbox = Sandbox::start(&[
        "--batch-time",
        "0s",
        "--refuse",
        "9",
        "--strict",
        "--no-windows",
    ]);
    let home = seller(&sandbox, "sandbox-secret");
    for (marketplace, id) in SELLERS {
        let id = if id.is_empty() { "sandbox-key" } else { id };
        let shop = format!("market/seed?marketplace={marketplace}&seller={id}");
        let lines = "A-1\t199.90\t249.90\t4\nA-2\t5.00\t-\t0\n";
        assert_eq!(sandbox.order_with(&shop, lines).status, 204);
        assert_eq!(document(&test(&home, marketplace).ok())["products"], 2);
        sandbox.order(&format!("market/revoke?seller={id}"));
        test(&home, marketplace).fails(3);
        sandbox.order(&format!("market/up?seller={id}"));
        sandbox.order(&format!("market/down?seller={id}"));
        test(&home, marketplace).fails(6);
        sandbox.order(&format!("market/up?seller={id}"));
        test(&home, marketplace).ok();
    }
    let kinds = sandbox.requests()["requests"].to_string();
    assert!(kinds.contains("/hepsiburada/listings"), "{kinds}");
}

#[test]
fn wrong_keys_are_told_from_a_marketplace_that_is_away() {
    let sandbox = Sandbox::start(&[]);
    let home = seller(&sandbox, "another-secret");
    for (marketplace, _) in SELLERS {
        let run = test(&home, marketplace).fails(3);
        assert!(
            run.stdout
                .contains("does not accept the credentials (HTTP 401"),
            "{run}"
        );
    }
    let unnamed = home.args(["integration", "test", "hepsiburada", "--tenant", "acme"]);
    let unnamed = unnamed.env("JETON_MARKETPLACES__HEPSIBURADA__USER_AGENT", "acme - Name");
    unnamed.run().fails(3);
    let elsewhere = home.args(["integration", "test", "n11", "--tenant", "acme"]);
    let elsewhere = elsewhere.env("JETON_MARKETPLACES__N11__BASE_URL", &sandbox.url);
    let elsewhere = elsewhere.run().fails(6);
    assert!(elsewhere.stderr.contains("HTTP 404"), "{elsewhere}");
    let away = home.args(["integration", "test", "n11", "--tenant", "acme"]);
    let away = away.env("JETON_MARKETPLACES__N11__BASE_URL", "http://127.0.0.1:1");
    let away = away.run().fails(6);
    assert!(away.stderr.contains("cannot reach N11"), "{away}");
}

/// Hepsiburada takes a request under any other name for one with wrong keys.
#[test]
fn nothing_is_sent_to_hepsiburada_without_the_registered_name() {
    let home = home(None);
    home.args(["tenant", "add", "acme"]).run().ok();
    let words = [
        "hepsiburada",
        "--tenant",
        "acme",
        "--seller-id",
        "a-1",
        "--secret-from",
        "file:secret",
    ];
    set(&home, &words).ok();
    let run = home
        .args(["integration", "test", "hepsiburada", "--tenant", "acme"])
        .run()
        .fails(3);
    assert!(
        run.stderr
            .contains("needs marketplaces.hepsiburada.user_agent"),
        "{run}"
    );
}
