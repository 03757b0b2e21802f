//! What a page does to the table.

use jeton::db::{Error, Resume, Row, Written};
use jeton::http::Traffic;

use super::scratch::{REFERRALS, Scratch, begin, page, row, write_page};

const MONDAY: &str = "2030-01-07T08:00:00.0000001Z";
const TUESDAY: &str = "2030-01-08T08:00:00Z";

fn written(inserted: u64, updated: u64, unchanged: u64) -> Written {
    Written {
        inserted,
        updated,
        unchanged,
        rejected: 0,
    }
}

pub async fn rows_are_inserted_updated_and_left_alone(scratch: &Scratch) {
    let db = scratch.database().await;
    let run = begin(&db, "referrals").await.unwrap().run;
    let first = page(
        vec![row("a", "one", MONDAY), row("b", "two", MONDAY)],
        Some("2"),
    );
    assert_eq!(
        write_page(&db, &run, &REFERRALS, &first).await.unwrap(),
        written(2, 0, 0)
    );
    assert_eq!(
        write_page(&db, &run, &REFERRALS, &first).await.unwrap(),
        written(0, 0, 2)
    );
    let second = page(
        vec![
            row("a", "one", MONDAY),
            row("b", "zwei", TUESDAY),
            row("c", "three", MONDAY),
        ],
        None,
    );
    assert_eq!(
        write_page(&db, &run, &REFERRALS, &second).await.unwrap(),
        written(1, 1, 1)
    );
    assert_eq!(db.count("partner_center_referrals").await.unwrap(), 3);
    let name = scratch
        .peek
        .value("SELECT name FROM partner_center_referrals WHERE id = 'b'")
        .await;
    assert_eq!(name.unwrap(), "zwei");
    assert_eq!(
        write_page(&db, &run, &REFERRALS, &page(Vec::new(), None))
            .await
            .unwrap(),
        written(0, 0, 0)
    );
}

pub async fn duplicates_in_a_page_are_written_once(scratch: &Scratch) {
    let db = scratch.database().await;
    let run = begin(&db, "referrals").await.unwrap().run;
    let same = page(vec![row("a", "one", MONDAY), row("a", "one", MONDAY)], None);
    assert_eq!(
        write_page(&db, &run, &REFERRALS, &same).await.unwrap(),
        written(1, 0, 1)
    );
    let newer_first = page(
        vec![
            row("a", "new", TUESDAY),
            row("a", "old", MONDAY),
            row("b", "two", MONDAY),
        ],
        None,
    );
    assert_eq!(
        write_page(&db, &run, &REFERRALS, &newer_first)
            .await
            .unwrap(),
        written(1, 1, 1)
    );
    let name = scratch
        .peek
        .value("SELECT name FROM partner_center_referrals WHERE id = 'a'")
        .await;
    assert_eq!(name.unwrap(), "new");
}

pub async fn an_older_version_does_not_overwrite(scratch: &Scratch) {
    let db = scratch.database().await;
    let run = begin(&db, "referrals").await.unwrap().run;
    write_page(
        &db,
        &run,
        &REFERRALS,
        &page(vec![row("a", "new", TUESDAY)], None),
    )
    .await
    .unwrap();
    let older = page(vec![row("a", "old", MONDAY)], None);
    assert_eq!(
        write_page(&db, &run, &REFERRALS, &older).await.unwrap(),
        written(0, 0, 1)
    );
    let same_time = page(vec![row("a", "corrected", TUESDAY)], None);
    assert_eq!(
        write_page(&db, &run, &REFERRALS, &same_time).await.unwrap(),
        written(0, 1, 0)
    );
    let undated = page(
        vec![Row::new(
            vec![Some("a".into()), None, None, None],
            "{\"id\":\"a\"}".to_owned(),
        )],
        None,
    );
    assert_eq!(
        write_page(&db, &run, &REFERRALS, &undated).await.unwrap(),
        written(0, 1, 0)
    );
    assert_eq!(
        write_page(&db, &run, &REFERRALS, &older).await.unwrap(),
        written(0, 1, 0),
        "no time to compare with"
    );
}

pub async fn a_row_seen_again_is_no_longer_missing(scratch: &Scratch) {
    let db = scratch.database().await;
    let run = begin(&db, "referrals").await.unwrap().run;
    let all = page(
        vec![
            row("a", "one", TUESDAY),
            row("b", "two", TUESDAY),
            row("c", "three", TUESDAY),
        ],
        None,
    );
    write_page(&db, &run, &REFERRALS, &all).await.unwrap();
    scratch
        .peek
        .run("UPDATE partner_center_referrals SET missing_since = '2030-01-09T00:00:00.000000Z'")
        .await;
    let synced = scratch
        .peek
        .value("SELECT synced_at FROM partner_center_referrals WHERE id = 'a'")
        .await;
    // as it was, older than ours, and changed
    let again = page(
        vec![
            row("a", "one", TUESDAY),
            row("b", "old", MONDAY),
            row("c", "drei", TUESDAY),
        ],
        None,
    );
    assert_eq!(
        write_page(&db, &run, &REFERRALS, &again).await.unwrap(),
        written(0, 1, 2)
    );
    let missing = scratch
        .peek
        .value("SELECT count(missing_since) FROM partner_center_referrals")
        .await;
    assert_eq!(missing.unwrap(), "0");
    let after = scratch
        .peek
        .value("SELECT synced_at FROM partner_center_referrals WHERE id = 'a'")
        .await;
    assert_eq!(after, synced, "our copy did not change");
}

pub async fn an_unchanged_row_is_not_written(scratch: &Scratch) {
    let db = scratch.database().await;
    let run = begin(&db, "referrals").await.unwrap().run;
    let rows: Vec<Row> = (0..20)
        .map(|n| row(&n.to_string(), "same", MONDAY))
        .collect();
    write_page(&db, &run, &REFERRALS, &page(rows.clone(), None))
        .await
        .unwrap();
    let version = match &scratch.peek {
        super::scratch::Peek::Postgres(_) => {
            "SELECT max(xmin::text || xmax::text) FROM partner_center_referrals"
        }
        super::scratch::Peek::Sqlite(_) => "SELECT max(synced_at) FROM partner_center_referrals",
    };
    let before = scratch.peek.value(version).await;
    assert_eq!(
        write_page(&db, &run, &REFERRALS, &page(rows, None))
            .await
            .unwrap(),
        written(0, 0, 20)
    );
    assert_eq!(
        scratch.peek.value(version).await,
        before,
        "neither written nor locked"
    );
}

pub async fn more_rows_than_a_statement_takes(scratch: &Scratch) {
    let db = scratch.database().await;
    let run = begin(&db, "referrals").await.unwrap().run;
    let long = "x".repeat(20_000);
    let mut rows: Vec<Row> = (0..2503)
        .map(|n| row(&format!("r{n}"), "short", MONDAY))
        .collect();
    rows.extend((0..300).map(|n| row(&format!("l{n}"), &long, MONDAY)));
    assert_eq!(
        write_page(&db, &run, &REFERRALS, &page(rows.clone(), None))
            .await
            .unwrap(),
        written(2803, 0, 0)
    );
    rows[7] = row("r7", "changed", TUESDAY);
    rows[2600] = row("l97", "changed", TUESDAY);
    rows.push(row("new", "new", MONDAY));
    assert_eq!(
        write_page(&db, &run, &REFERRALS, &page(rows, None))
            .await
            .unwrap(),
        written(1, 2, 2801)
    );
    assert_eq!(db.count("partner_center_referrals").await.unwrap(), 2804);
}

pub async fn a_page_that_fails_leaves_nothing(scratch: &Scratch) {
    let db = scratch.database().await;
    let begun = begin(&db, "referrals").await.unwrap();
    write_page(
        &db,
        &begun.run,
        &REFERRALS,
        &page(vec![row("a", "one", MONDAY)], Some("2")),
    )
    .await
    .unwrap();
    // The rows are written before the run's counts are; there the page breaks.
    scratch
        .peek
        .run("ALTER TABLE sync_runs RENAME TO hidden")
        .await;
    let second = page(
        vec![row("a", "changed", TUESDAY), row("b", "two", MONDAY)],
        Some("3"),
    );
    let error = write_page(&db, &begun.run, &REFERRALS, &second)
        .await
        .unwrap_err();
    assert!(
        matches!(&error, Error::NoSuchTable { table, .. } if table == "sync_runs"),
        "{error:?}"
    );
    scratch
        .peek
        .run("ALTER TABLE hidden RENAME TO sync_runs")
        .await;
    assert_eq!(db.count("partner_center_referrals").await.unwrap(), 1);
    assert_eq!(
        scratch
            .peek
            .value("SELECT name FROM partner_center_referrals")
            .await
            .unwrap(),
        "one"
    );
    assert_eq!(
        scratch
            .peek
            .value("SELECT cursor FROM sync_checkpoints")
            .await
            .unwrap(),
        "2"
    );
    assert_eq!(
        scratch
            .peek
            .value("SELECT pages FROM sync_runs")
            .await
            .unwrap(),
        "1"
    );
    assert_eq!(
        write_page(&db, &begun.run, &REFERRALS, &second)
            .await
            .unwrap(),
        written(1, 1, 0),
        "and can be tried again"
    );
}

pub async fn a_bad_value_stops_the_page(scratch: &Scratch) {
    let db = scratch.database().await;
    let run = begin(&db, "referrals").await.unwrap().run;
    let long = "k".repeat(jeton::db::KEY_LIMIT + 1);
    for (column, at, value) in [
        ("id", 0, "a\0b"),
        ("id", 0, long.as_str()),
        ("id", 0, ""),
        ("name", 1, "a\0b"),
        ("deal_value", 2, "12,50"),
        ("updated_at", 3, "last week"),
    ] {
        let mut values = vec![Some("bad".into()), None, None, None];
        values[at] = Some(value.to_owned().into());
        let key_of_bad = values[0].clone().unwrap();
        let rows = vec![
            row("good", "one", MONDAY),
            Row::new(values, "{}".to_owned()),
        ];
        let error = write_page(&db, &run, &REFERRALS, &page(rows, None))
            .await
            .unwrap_err();
        assert!(
            matches!(&error, Error::BadValue { column: named, key, .. } if *named == column && key_of_bad.starts_with(key)),
            "{error}"
        );
        assert!(at == 0 || !error.to_string().contains(value), "{error}");
    }
    assert_eq!(db.count("partner_center_referrals").await.unwrap(), 0);
}

pub async fn what_comes_twice_into_an_empty_table_is_written_once(scratch: &Scratch) {
    let db = scratch.database().await;
    let run = begin(&db, "referrals").await.unwrap().run;
    let rows = |numbers: std::ops::Range<u32>, name: &str, at: &str| -> Vec<Row<'static>> {
        numbers.map(|n| row(&n.to_string(), name, at)).collect()
    };
    let before = db.committed(&run).await.unwrap();
    let mut batch = db.batch(&run, &REFERRALS, true).await.unwrap();
    batch.add(&rows(0..200, "one", MONDAY), &[]).await.unwrap();
    batch
        .add(&rows(100..300, "two", TUESDAY), &[])
        .await
        .unwrap();
    batch.add(&rows(0..300, "old", MONDAY), &[]).await.unwrap();
    let end = Resume::Complete { mark: None };
    let written = batch
        .commit(3, Traffic::default(), end, before)
        .await
        .unwrap();
    assert_eq!((written.inserted, written.updated), (300, 200));
    let named =
        |name| format!("SELECT count(*) FROM partner_center_referrals WHERE name = '{name}'");
    for (name, count) in [("one", "0"), ("two", "200"), ("old", "100")] {
        assert_eq!(
            scratch.peek.value(&named(name)).await.as_deref(),
            Some(count),
            "{name}"
        );
    }
}
