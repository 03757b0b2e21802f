//! Migrations and what is said about them.

use jeton::db::{Database, Error};

use super::scratch::{Peek, REFERRALS, Scratch, begin, full, page, write_page};

pub async fn an_empty_database_is_described_and_left_empty(scratch: &Scratch) {
    let db = Database::open(&scratch.target).await.unwrap();
    let schema = db.schema().await.unwrap();
    assert!(schema.applied.is_empty());
    assert_eq!(schema.pending[0].version, 1);
    assert_eq!(schema.pending[0].name, "referrals and runs");
    let (server, engine, tables) = match &scratch.peek {
        Peek::Postgres(_) => (
            "PostgreSQL ",
            "postgres",
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'",
        ),
        Peek::Sqlite(_) => ("SQLite 3.", "sqlite", "SELECT count(*) FROM sqlite_master"),
    };
    assert!(
        schema.server.starts_with(server) && schema.server.len() < 24,
        "{}",
        schema.server
    );
    let json = serde_json::to_value(&schema).unwrap();
    assert_eq!(
        (json["engine"].as_str(), json["location"].as_str()),
        (Some(engine), Some(db.location()))
    );
    assert_eq!(scratch.peek.value(tables).await.unwrap(), "0");
}

pub async fn migrating_twice_does_nothing(scratch: &Scratch) {
    let db = Database::open(&scratch.target).await.unwrap();
    let before = jiff::Timestamp::now();
    let applied = db.migrate().await.unwrap();
    assert_eq!(applied[0].name, "referrals and runs");
    assert!(db.migrate().await.unwrap().is_empty());
    db.require_current().await.unwrap();
    let schema = db.schema().await.unwrap();
    assert!(schema.pending.is_empty());
    assert_eq!(schema.applied.len(), applied.len());
    assert!(
        schema.applied[0].applied_at.duration_since(before).abs()
            < jiff::SignedDuration::from_secs(60)
    );
}

pub async fn two_migrate_at_once(scratch: &Scratch) {
    let (one, two) = tokio::join!(
        Database::open(&scratch.target),
        Database::open(&scratch.target)
    );
    let (one, two) = (one.unwrap(), two.unwrap());
    let (first, second) = tokio::join!(one.migrate(), two.migrate());
    let (first, second) = (first.unwrap(), second.unwrap());
    assert_eq!(
        first.len() + second.len(),
        one.schema().await.unwrap().applied.len(),
        "{first:?} {second:?}"
    );
}

pub async fn a_newer_schema_is_refused(scratch: &Scratch) {
    let db = scratch.database().await;
    scratch
        .peek
        .run(
            "INSERT INTO jeton_migrations (version, description, success, checksum, execution_time)
             VALUES (9999, 'of tomorrow', true, '', 0)",
        )
        .await;
    assert!(matches!(
        db.migrate().await,
        Err(Error::Ahead { version: 9999, .. })
    ));
    assert!(matches!(db.schema().await, Err(Error::Ahead { .. })));
    assert!(matches!(
        db.require_current().await,
        Err(Error::Ahead { .. })
    ));
}

pub async fn a_missing_schema_is_said(scratch: &Scratch) {
    let db = Database::open(&scratch.target).await.unwrap();
    let error = db.require_current().await.unwrap_err();
    assert!(
        matches!(&error, Error::Behind { pending, .. } if pending.len() == 6),
        "{error:?}"
    );
    assert!(error.to_string().contains(db.location()), "{error}");
    assert!(matches!(
        db.count("partner_center_referrals").await,
        Err(Error::Behind { .. })
    ));
    assert!(
        matches!(begin(&db, "referrals").await, Err(Error::NoSuchTable { table, .. }) if table == "sync_checkpoints")
    );
    let run = jeton::db::Run {
        id: 1,
        sync: "referrals".to_owned(),
        identity: String::new(),
        round: full(),
        started_at: jiff::Timestamp::now(),
    };
    assert!(
        write_page(&db, &run, &REFERRALS, &page(Vec::new(), None))
            .await
            .is_err()
    );
}

pub async fn tables_are_counted(scratch: &Scratch) {
    let db = scratch.database().await;
    assert_eq!(db.count("sync_runs").await.unwrap(), 0);
    begin(&db, "referrals").await.unwrap();
    assert_eq!(db.count("sync_runs").await.unwrap(), 1);
    for table in [
        "nothing",
        "sync_runs; drop table sync_runs",
        "sync\"runs",
        "",
        "a.b",
    ] {
        let error = db.count(table).await.unwrap_err();
        assert!(
            matches!(&error, Error::NoSuchTable { table: named, .. } if named == table)
                || table.is_empty(),
            "{table:?}: {error:?}"
        );
    }
}
