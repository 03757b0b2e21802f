//! `db migrate`, `db status` and `db count`, and what every command says of a database that it cannot use.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{Jeton, Run, TestDatabase};

/// Every command that opens the database and needs nothing else.
const COMMANDS: [&[&str]; 3] = [&["db", "migrate"], &["db", "status"], &["db", "count"]];

fn on(url: &str) -> Jeton {
    Jeton::new().env("DATABASE_URL", url)
}

#[track_caller]
fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{run}"))
}

#[test]
fn a_postgres_is_migrated_once() {
    let database = TestDatabase::create();
    let home = on(&database.url());
    let status = home.args(["db", "status", "-o", "json"]).run().fails(8);
    assert_eq!(json(&status)["applied"], serde_json::json!([]));
    assert_eq!(json(&status)["pending"][0]["version"], 1, "{status}");
    let said = home.args(["db", "status"]).run().fails(8);
    assert!(
        said.stdout
            .contains("1 referrals and runs, apply it with: jeton db migrate"),
        "{said}"
    );

    let first = home.args(["db", "migrate"]).run().ok();
    assert!(
        first.stdout.starts_with(
            "applied 1 referrals and runs\napplied 2 marks\napplied 3 tenants\napplied 4 products\napplied 5 orders\napplied 6 split orders\npostgres://"
        ),
        "{first}"
    );
    assert!(first.stdout.ends_with(" is up to date\n"), "{first}");
    let again = home.args(["db", "migrate"]).run().ok();
    assert!(again.stdout.ends_with(" was up to date\n"), "{again}");
    assert_eq!(again.stdout.lines().count(), 1);
    let again = home.args(["db", "migrate", "-o", "json"]).run().ok();
    assert_eq!(json(&again)["applied"], serde_json::json!([]));

    let status = home.args(["db", "status", "-o", "json"]).run().ok();
    assert_eq!(json(&status)["pending"], serde_json::json!([]));
    assert_eq!(json(&status)["applied"][0]["version"], 1);
    assert!(
        json(&status)["server"]
            .as_str()
            .unwrap()
            .starts_with("PostgreSQL "),
        "{status}"
    );
    for run in [first, status] {
        assert!(
            !run.to_string().contains(&password(&database.url())),
            "{run}"
        );
    }
}

#[test]
fn the_embedded_database_needs_no_set_up() {
    let home = Jeton::new();
    let count = home.args(["db", "count"]).run().fails(8);
    assert!(count.stderr.contains("jeton db migrate"), "{count}");
    home.args(["db", "migrate"]).run().ok();
    let status = home.args(["db", "status", "-o", "json"]).run().ok();
    let file = home.home().join(".local/share/jeton/jeton.db");
    assert_eq!(
        json(&status)["location"],
        file.display().to_string(),
        "{status}"
    );
    assert!(
        json(&status)["server"]
            .as_str()
            .unwrap()
            .starts_with("SQLite "),
        "{status}"
    );
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn rows_are_counted_by_name_and_by_alias() {
    let database = TestDatabase::create();
    let home = on(&database.url());
    home.args(["db", "migrate"]).run().ok();
    database.execute(
        "insert into partner_center_referrals (id, raw, content_hash, first_synced_at, synced_at)
         select 'r' || n, '{}', 'x', now(), now() from generate_series(1, 1234) n",
    );
    for name in ["referrals", "partner_center_referrals"] {
        let run = home.args(["db", "count", name, "-o", "json"]).run().ok();
        assert_eq!(json(&run)["counts"][0]["table"], "partner_center_referrals");
        assert_eq!(json(&run)["counts"][0]["rows"], 1_234);
    }
    let all = home.args(["db", "count"]).run().ok();
    assert!(
        all.stdout.contains("partner_center_referrals") && all.stdout.contains("1,234"),
        "{all}"
    );
    let several = home
        .args(["db", "count", "sync_runs", "referrals", "-o", "json"])
        .run()
        .ok();
    assert_eq!(json(&several)["counts"][0]["rows"], 0);
    assert_eq!(json(&several)["counts"][1]["rows"], 1_234);

    let unknown = home.args(["db", "count", "referals"]).run().fails(2);
    assert_eq!(
        unknown.stderr,
        "error: there is no table \"referals\"\nhint: known are: referrals, products, orders, order_lines, sync_runs, sync_checkpoints, sync_rejects, tenants, marketplace_integrations, marketplace_listings, push_batches, order_status_history, outbox_events\n"
    );
}

/// A secret that was not there when a container started: rows must not go into a file of their own for that.
#[test]
fn an_empty_address_is_none() {
    let home = on("");
    for command in COMMANDS {
        let run = home.args(command).run().fails(3);
        assert!(
            run.stderr.contains("DATABASE_URL is set, and empty"),
            "{run}"
        );
        assert!(
            run.stderr.contains("unset it for the embedded database"),
            "{run}"
        );
    }
}

#[test]
fn a_schema_that_is_behind_names_the_command() {
    let database = TestDatabase::create();
    let run = on(&database.url()).args(["db", "count"]).run().fails(8);
    assert!(
        run.stderr
            .contains("error: cannot count: the schema of postgres://"),
        "{run}"
    );
    assert!(
        run.stderr
            .ends_with("hint: bring it up to date with: jeton db migrate\n"),
        "{run}"
    );
}

/// Each refusal by the server: exit 8, its own words, soon, and no password anywhere.
#[track_caller]
fn refused(url: &str, words: &str, hint: &str) {
    let password = password(url);
    for command in COMMANDS {
        for format in ["human", "json"] {
            let begun = Instant::now();
            let run = on(url)
                .args(command.iter().copied().chain(["-o", format, "-vvv"]))
                .run()
                .fails(8);
            assert!(
                begun.elapsed() < Duration::from_secs(5),
                "{:?}",
                begun.elapsed()
            );
            let said = match format {
                "json" => {
                    let error = json(&run)["error"].clone();
                    assert_eq!(error["code"], "database", "{run}");
                    format!("{} {}", error["message"], error["hint"])
                }
                _ => run.stderr.clone(),
            };
            assert!(said.contains(words), "{words:?} is not in\n{run}");
            assert!(said.contains(hint), "{hint:?} is not in\n{run}");
            assert!(
                !run.to_string().contains(&password),
                "the password is in\n{run}"
            );
        }
    }
}

fn password(url: &str) -> String {
    let url = url::Url::parse(url).unwrap();
    url.password().unwrap().to_owned()
}

#[test]
fn a_server_that_is_down() {
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    refused(
        &format!("postgres://jeton:s3cretpw@{free}/jeton"),
        &format!("cannot reach the database postgres://jeton@{free}/jeton"),
        "is the server up, and is DATABASE_URL right?",
    );
}

#[test]
fn a_wrong_password() {
    let database = TestDatabase::create();
    let mut url = url::Url::parse(&database.url()).unwrap();
    url.set_password(Some("wr0ngpassw0rd")).unwrap();
    refused(
        url.as_str(),
        "refused the login: password authentication failed for user",
        "check user and password in DATABASE_URL",
    );
}

#[test]
fn a_database_that_is_not_there() {
    let database = TestDatabase::create();
    let mut url = url::Url::parse(&database.url()).unwrap();
    url.set_path("nobody_made_this");
    refused(
        url.as_str(),
        "nobody_made_this does not exist",
        "create it first, then run: jeton db migrate",
    );
}

#[test]
fn a_host_that_does_not_answer_is_given_up_in_time() {
    // Accepts connections and says nothing.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!(
        "postgres://jeton:s3cretpw@{}/jeton?connect_timeout=1",
        silent.local_addr().unwrap()
    );
    refused(&url, "cannot reach the database", "is the server up");
}

#[test]
fn a_url_of_another_kind_is_a_wrong_configuration() {
    let run = on("mysql://jeton:s3cretpw@localhost/jeton")
        .args(["db", "status"])
        .run()
        .fails(3);
    assert!(
        run.stderr.contains("neither postgres:// nor sqlite://"),
        "{run}"
    );
    assert!(!run.to_string().contains("s3cretpw"), "{run}");
}
