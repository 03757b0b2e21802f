//! What others do to the database in the middle of a run: a clear error, nothing of the page, and on it goes once mended.

use jeton::db::{Database, Error, Run, Written};

use super::scratch::{Peek, REFERRALS, Scratch, begin, on_postgres, page, row, write_page};

const MONDAY: &str = "2030-01-07T08:00:00Z";

/// A run whose first page is in.
async fn begun(scratch: &Scratch) -> (Database, Run) {
    let db = scratch.database().await;
    let run = begin(&db, "referrals").await.unwrap().run;
    let first = page(vec![row("a", "one", MONDAY)], Some("2"));
    write_page(&db, &run, &REFERRALS, &first).await.unwrap();
    (db, run)
}

/// The second page: one row is as it was, one is new.
async fn second(db: &Database, run: &Run) -> Result<Written, Error> {
    let rows = vec![row("a", "one", MONDAY), row("b", "one", MONDAY)];
    write_page(db, run, &REFERRALS, &page(rows, Some("3"))).await
}

/// What the first page left, and no more.
async fn nothing_lost(scratch: &Scratch) {
    for (expression, kept) in [
        ("SELECT count(*) FROM partner_center_referrals", "1"),
        ("SELECT cursor FROM sync_checkpoints", "2"),
        ("SELECT pages FROM sync_runs", "1"),
        ("SELECT inserted FROM sync_runs", "1"),
    ] {
        let value = scratch.peek.value(expression).await;
        assert_eq!(value.as_deref(), Some(kept), "{expression}");
    }
}

async fn goes_on(db: &Database, run: &Run) {
    let written = second(db, run).await.unwrap();
    assert_eq!((written.inserted, written.unchanged), (1, 1));
}

fn said(error: &Error) -> String {
    let cause = std::error::Error::source(error).unwrap();
    format!("{error}: {cause}")
}

pub async fn a_column_that_is_gone(scratch: &Scratch) {
    let (db, run) = begun(scratch).await;
    scratch
        .peek
        .run("ALTER TABLE partner_center_referrals DROP COLUMN deal_value")
        .await;
    let error = second(&db, &run).await.unwrap_err();
    assert!(matches!(error, Error::Altered { .. }), "{error:?}");
    assert!(said(&error).contains("deal_value"), "{error:?}");
    nothing_lost(scratch).await;
    let kind = match scratch.peek {
        Peek::Postgres(_) => "numeric",
        Peek::Sqlite(_) => "TEXT",
    };
    let mend = format!("ALTER TABLE partner_center_referrals ADD COLUMN deal_value {kind}");
    scratch.peek.run(&mend).await;
    goes_on(&db, &run).await;
}

pub async fn a_column_that_must_be_filled(scratch: &Scratch) {
    let (db, run) = begun(scratch).await;
    let (mishap, mend) = match scratch.peek {
        Peek::Postgres(_) => (
            "ALTER TABLE partner_center_referrals ADD COLUMN owner text NOT NULL DEFAULT 'me';
             ALTER TABLE partner_center_referrals ALTER COLUMN owner DROP DEFAULT",
            "ALTER TABLE partner_center_referrals DROP COLUMN owner",
        ),
        // SQLite adds such a column only with a default: a table of that kind takes the place of ours.
        Peek::Sqlite(_) => (
            "ALTER TABLE partner_center_referrals RENAME TO held;
             CREATE TABLE partner_center_referrals (id TEXT NOT NULL PRIMARY KEY, name TEXT, deal_value TEXT,
                updated_at TEXT, raw TEXT, content_hash TEXT, first_synced_at TEXT, synced_at TEXT,
                missing_since TEXT, owner TEXT NOT NULL)",
            "DROP TABLE partner_center_referrals; ALTER TABLE held RENAME TO partner_center_referrals",
        ),
    };
    scratch.peek.run(mishap).await;
    let error = second(&db, &run).await.unwrap_err();
    assert!(matches!(error, Error::Altered { .. }), "{error:?}");
    assert!(said(&error).contains("owner"), "{error:?}");
    assert!(!said(&error).contains(MONDAY), "a value is in {error:?}");
    scratch.peek.run(mend).await;
    nothing_lost(scratch).await;
    goes_on(&db, &run).await;
}

pub async fn a_unique_index_of_somebody(scratch: &Scratch) {
    let (db, run) = begun(scratch).await;
    scratch
        .peek
        .run("CREATE UNIQUE INDEX mine ON partner_center_referrals (name)")
        .await;
    let error = second(&db, &run).await.unwrap_err();
    assert!(
        matches!(error, Error::Altered { .. }),
        "not busy, which would be tried again: {error:?}"
    );
    nothing_lost(scratch).await;
    scratch.peek.run("DROP INDEX mine").await;
    goes_on(&db, &run).await;
}

pub async fn a_key_that_is_none_any_more(scratch: &Scratch) {
    let (db, run) = begun(scratch).await;
    let (mishap, mend) = match scratch.peek {
        Peek::Postgres(_) => (
            "ALTER TABLE partner_center_referrals DROP CONSTRAINT partner_center_referrals_pkey",
            "ALTER TABLE partner_center_referrals ADD PRIMARY KEY (id)",
        ),
        Peek::Sqlite(_) => (
            "ALTER TABLE partner_center_referrals RENAME TO held;
             CREATE TABLE partner_center_referrals AS SELECT * FROM held",
            "DROP TABLE partner_center_referrals; ALTER TABLE held RENAME TO partner_center_referrals",
        ),
    };
    scratch.peek.run(mishap).await;
    let error = second(&db, &run).await.unwrap_err();
    assert!(matches!(error, Error::Altered { .. }), "{error:?}");
    nothing_lost(scratch).await;
    scratch.peek.run(mend).await;
    goes_on(&db, &run).await;
}

/// A setting of the test's own database, for sessions from now on.
async fn set(scratch: &Scratch, setting: &str) {
    let sql = format!(
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET {setting}', current_database()); END $$"
    );
    scratch.peek.run(&sql).await;
}

#[test]
fn a_statement_time_out() {
    on_postgres(async |scratch: &Scratch| {
        let (db, run) = begun(scratch).await;
        set(scratch, "statement_timeout = ''1s''").await;
        let Peek::Postgres(pool) = &scratch.peek else {
            unreachable!()
        };
        // Whoever waits for this lock is over its time, however fast the machine is.
        let mut other = pool.begin().await.unwrap();
        sqlx::query("LOCK TABLE partner_center_referrals IN ACCESS EXCLUSIVE MODE")
            .execute(&mut *other)
            .await
            .unwrap();
        let hurried = Database::open(&scratch.target).await.unwrap();
        let error = second(&hurried, &run).await.unwrap_err();
        assert!(matches!(error, Error::Cancelled { .. }), "{error:?}");
        assert!(said(&error).contains("statement timeout"), "{error:?}");
        other.rollback().await.unwrap();
        nothing_lost(scratch).await;
        goes_on(&db, &run).await;
    });
}

#[test]
fn a_user_who_may_only_read() {
    on_postgres(async |scratch: &Scratch| {
        let (db, run) = begun(scratch).await;
        set(scratch, "role = pg_read_all_data").await;
        let reader = Database::open(&scratch.target).await.unwrap();
        for error in [
            second(&reader, &run).await.unwrap_err(),
            begin(&reader, "referrals").await.err().unwrap(),
        ] {
            assert!(matches!(error, Error::Forbidden { .. }), "{error:?}");
            assert!(
                said(&error).contains("permission denied for table"),
                "{error:?}"
            );
        }
        nothing_lost(scratch).await;
        goes_on(&db, &run).await;
    });
}

#[test]
fn a_table_of_somebody_else_is_not_migrated() {
    on_postgres(async |scratch: &Scratch| {
        set(scratch, "role = pg_read_all_data").await;
        let reader = Database::open(&scratch.target).await.unwrap();
        let error = reader.migrate().await.unwrap_err();
        assert!(matches!(error, Error::Forbidden { .. }), "{error:?}");
    });
}
