//! Databases that a sync cannot use: said with their own words, and before anything is asked of the upstream.

use super::stage::Stage;
use super::store::Store;
use crate::support::TestDatabase;

#[test]
fn a_postgres_without_tables_names_the_command_and_is_left_alone() {
    let stage = Stage::new(&[]);
    let store = Store::Postgres(TestDatabase::create());
    let run = stage.sync(&store, &[]).run().fails(8);
    assert!(
        run.stderr
            .contains("error: cannot sync referrals: the schema of postgres://"),
        "{run}"
    );
    assert!(
        run.stderr
            .ends_with("hint: bring it up to date with: jeton db migrate\n"),
        "{run}"
    );
    assert_eq!(
        store.number("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"),
        0
    );
    assert_eq!(stage.pages(), 0);
}

#[test]
fn a_wrong_password_is_not_repeated() {
    let stage = Stage::new(&[]);
    let database = TestDatabase::create();
    let mut url = url::Url::parse(&database.url()).unwrap();
    url.set_password(Some("wr0ngpassw0rd")).unwrap();
    for options in [&["-vvv"][..], &["-vvv", "-o", "json"]] {
        let words = ["sync", "referrals"].iter().chain(options);
        let run = stage
            .home
            .args(words)
            .env("DATABASE_URL", url.as_str())
            .run()
            .fails(8);
        assert!(run.to_string().contains("refused the login"), "{run}");
        assert!(!run.to_string().contains("wr0ngpassw0rd"), "{run}");
    }
    assert_eq!(stage.pages(), 0);
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let stage = Stage::new(&[]);
    let run = stage
        .home
        .args(["sync", "referrals"])
        .env("DATABASE_URL", "sqlite:///proc/nowhere/rows.db");
    let run = run.run().fails(8);
    assert!(run.stderr.contains("/proc/nowhere"), "{run}");
    assert_eq!(stage.pages(), 0);
}

#[test]
fn a_table_without_a_column_is_named_and_can_be_mended() {
    for store in [Store::sqlite(), Store::postgres()] {
        let stage = Stage::new(&[]);
        store.on(stage.home.args(["db", "migrate"])).run().ok();
        store.lines("ALTER TABLE partner_center_referrals DROP COLUMN mpn_id");
        let run = stage.sync(&store, &[]).run().fails(8);
        assert!(
            run.stderr.contains("is no longer as jeton made it") && run.stderr.contains("mpn_id"),
            "{run}"
        );
        assert!(
            run.stderr.contains("hint: put back what was changed"),
            "{run}"
        );
        store.lines("ALTER TABLE partner_center_referrals ADD COLUMN mpn_id text");
        stage.sync(&store, &[]).run().ok();
        let kept = store.number("SELECT count(*) FROM partner_center_referrals");
        assert!(kept > 0, "nothing came");
    }
}
