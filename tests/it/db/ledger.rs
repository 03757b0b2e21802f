//! Runs, checkpoints and rejects.

use jeton::db::{Error, Outcome, Reject, StoppedBy, Written};

use super::scratch::{Page, REFERRALS, Scratch, begin, end, page, row, write_page};

const MONDAY: &str = "2030-01-07T08:00:00Z";

fn reject(external_id: Option<&str>, reason: &str, raw: &str) -> Reject {
    Reject {
        external_id: external_id.map(str::to_owned),
        reason: reason.to_owned(),
        raw: raw.to_owned(),
    }
}

pub async fn a_run_is_counted_and_ended(scratch: &Scratch) {
    let db = scratch.database().await;
    let begun = begin(&db, "referrals").await.unwrap();
    assert_eq!(begun.resume, None);
    let first = page(
        vec![row("a", "one", MONDAY), row("b", "two", MONDAY)],
        Some("2"),
    );
    write_page(&db, &begun.run, &REFERRALS, &first)
        .await
        .unwrap();
    let mut second = page(vec![row("a", "uno", MONDAY), row("b", "two", MONDAY)], None);
    second.rejects = vec![reject(None, "not an object", "[]")];
    write_page(&db, &begun.run, &REFERRALS, &second)
        .await
        .unwrap();
    end(
        &db,
        &begun.run,
        Outcome::Partial,
        Some("1 record\0 was refused"),
    )
    .await
    .unwrap();
    let counts = "SELECT pages || ' ' || fetched || ' ' || inserted || ' ' || updated || ' ' || unchanged || ' ' || rejected
        || ' ' || outcome || ' ' || error || ' ' || jeton_version FROM sync_runs";
    let expected = format!(
        "2 5 2 1 1 1 partial 1 record\u{fffd} was refused {}",
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!(scratch.peek.value(counts).await.unwrap(), expected);
    let started = scratch
        .peek
        .time("SELECT started_at FROM sync_runs")
        .await
        .unwrap();
    assert_eq!(
        started.parse::<jiff::Timestamp>().unwrap(),
        begun.run.started_at
    );
    let ordered =
        "SELECT count(*) FROM sync_runs WHERE started_at < ended_at AND ended_at = heartbeat_at";
    assert_eq!(scratch.peek.value(ordered).await.unwrap(), "1");
    let ended = end(&db, &begun.run, Outcome::Failed, None).await;
    assert!(
        matches!(ended, Err(Error::Superseded { .. })),
        "a run ends once"
    );
}

pub async fn a_checkpoint_is_gone_on_with(scratch: &Scratch) {
    let db = scratch.database().await;
    let first = begin(&db, "referrals").await.unwrap().run;
    write_page(
        &db,
        &first,
        &REFERRALS,
        &page(vec![row("a", "one", MONDAY)], Some("$skiptoken=a%2fb")),
    )
    .await
    .unwrap();
    write_page(
        &db,
        &first,
        &REFERRALS,
        &page(vec![row("b", "two", MONDAY)], Some("c3")),
    )
    .await
    .unwrap();
    end(&db, &first, Outcome::Stopped(StoppedBy::Signal), None)
        .await
        .unwrap();
    assert_eq!(
        begin(&db, "orders").await.unwrap().resume,
        None,
        "of another sync"
    );

    let second = begin(&db, "referrals").await.unwrap();
    let resume = second.resume.unwrap();
    assert_eq!(
        (
            resume.cursor.as_str(),
            resume.pages,
            resume.fetched,
            resume.run_id
        ),
        ("c3", 2, 2, first.id)
    );
    let from = scratch
        .peek
        .value(&format!(
            "SELECT resumed_from FROM sync_runs WHERE id = {}",
            second.run.id
        ))
        .await;
    assert_eq!(from.unwrap(), first.id.to_string());
    write_page(
        &db,
        &second.run,
        &REFERRALS,
        &page(vec![row("c", "three", MONDAY)], Some("c4")),
    )
    .await
    .unwrap();
    end(&db, &second.run, Outcome::Stopped(StoppedBy::Signal), None)
        .await
        .unwrap();

    let third = begin(&db, "referrals").await.unwrap();
    assert_eq!(
        third
            .resume
            .map(|resume| (resume.pages, resume.fetched, resume.run_id)),
        Some((3, 3, second.run.id))
    );
    write_page(
        &db,
        &third.run,
        &REFERRALS,
        &page(vec![row("d", "four", MONDAY)], None),
    )
    .await
    .unwrap();
    end(&db, &third.run, Outcome::Succeeded, None)
        .await
        .unwrap();
    assert_eq!(
        begin(&db, "referrals").await.unwrap().resume,
        None,
        "the last page took it away"
    );
}

pub async fn a_dead_run_is_closed_as_interrupted(scratch: &Scratch) {
    let db = scratch.database().await;
    let dead = begin(&db, "referrals").await.unwrap().run;
    let other = begin(&db, "orders").await.unwrap().run;
    write_page(
        &db,
        &dead,
        &REFERRALS,
        &page(vec![row("a", "one", MONDAY)], Some("2")),
    )
    .await
    .unwrap();
    let begun = begin(&db, "referrals").await.unwrap();
    assert_eq!(begun.resume.map(|resume| resume.run_id), Some(dead.id));
    let closed = "SELECT count(*) FROM sync_runs WHERE outcome = 'interrupted' AND ended_at = heartbeat_at AND id = ";
    assert_eq!(
        scratch
            .peek
            .value(&format!("{closed}{}", dead.id))
            .await
            .unwrap(),
        "1"
    );
    let running = format!(
        "SELECT count(*) FROM sync_runs WHERE outcome = 'running' AND id IN ({}, {})",
        other.id, begun.run.id
    );
    assert_eq!(scratch.peek.value(&running).await.unwrap(), "2");
}

pub async fn a_superseded_run_writes_nothing(scratch: &Scratch) {
    let db = scratch.database().await;
    let zombie = begin(&db, "referrals").await.unwrap().run;
    let heir = begin(&db, "referrals").await.unwrap().run;
    let late = page(vec![row("a", "one", MONDAY)], Some("2"));
    let written = write_page(&db, &zombie, &REFERRALS, &late).await;
    assert!(
        matches!(written, Err(Error::Superseded { run }) if run == zombie.id),
        "{written:?}"
    );
    assert_eq!(db.count("partner_center_referrals").await.unwrap(), 0);
    assert_eq!(db.count("sync_checkpoints").await.unwrap(), 0);
    write_page(&db, &heir, &REFERRALS, &late).await.unwrap();
    assert!(matches!(
        end(&db, &zombie, Outcome::Failed, None).await,
        Err(Error::Superseded { .. })
    ));
}

pub async fn a_checkpoint_can_be_cleared(scratch: &Scratch) {
    let db = scratch.database().await;
    let run = begin(&db, "referrals").await.unwrap().run;
    write_page(&db, &run, &REFERRALS, &page(Vec::new(), Some("2")))
        .await
        .unwrap();
    db.clear_checkpoint("orders").await.unwrap();
    assert_eq!(db.count("sync_checkpoints").await.unwrap(), 1);
    db.clear_checkpoint("referrals").await.unwrap();
    assert_eq!(begin(&db, "referrals").await.unwrap().resume, None);
}

pub async fn rejects_stay_until_the_record_is_good(scratch: &Scratch) {
    let db = scratch.database().await;
    let first = begin(&db, "referrals").await.unwrap().run;
    let bad = Page {
        rows: vec![row("good", "one", MONDAY)],
        rejects: vec![
            reject(Some("x"), "no time", "{\"id\":\"x\"}"),
            reject(Some("y"), "no time", "{\"id\":\"y\"}"),
        ],
        next: None,
    };
    let expected = Written {
        inserted: 1,
        updated: 0,
        unchanged: 0,
        rejected: 2,
    };
    assert_eq!(
        write_page(&db, &first, &REFERRALS, &bad).await.unwrap(),
        expected
    );
    end(&db, &first, Outcome::Partial, None).await.unwrap();

    let second = begin(&db, "referrals").await.unwrap().run;
    write_page(&db, &second, &REFERRALS, &bad).await.unwrap();
    let seen = format!(
        "SELECT count(*) FROM sync_rejects WHERE first_run_id = {} AND last_run_id = {} AND first_rejected_at < last_rejected_at",
        first.id, second.id
    );
    assert_eq!(scratch.peek.value(&seen).await.unwrap(), "2");

    let other = begin(&db, "orders").await.unwrap().run;
    let elsewhere = Page {
        rejects: vec![reject(Some("x"), "of another sync", "{}")],
        ..page(Vec::new(), None)
    };
    write_page(&db, &other, &REFERRALS, &elsewhere)
        .await
        .unwrap();
    write_page(
        &db,
        &second,
        &REFERRALS,
        &page(vec![row("x", "read now", MONDAY)], None),
    )
    .await
    .unwrap();
    let left = scratch
        .peek
        .value("SELECT count(*) FROM sync_rejects WHERE external_id = 'x'")
        .await;
    assert_eq!(left.unwrap(), "1", "that of the other sync");
    assert_eq!(
        scratch
            .peek
            .value("SELECT count(*) FROM sync_rejects")
            .await
            .unwrap(),
        "2"
    );
}

pub async fn a_reject_may_hold_anything(scratch: &Scratch) {
    let db = scratch.database().await;
    let run = begin(&db, "referrals").await.unwrap().run;
    // too long for an index, and nothing in it to compress
    let endless: String = (0..300).map(|_| uuid::Uuid::new_v4().to_string()).collect();
    let odd = Page {
        rejects: vec![
            reject(Some("a\0b"), "id holds \0", "not json \0 at all 👾"),
            reject(Some(&endless), "id has no end", "{}"),
        ],
        ..page(Vec::new(), None)
    };
    assert_eq!(
        write_page(&db, &run, &REFERRALS, &odd)
            .await
            .unwrap()
            .rejected,
        2
    );
    assert_eq!(
        scratch
            .peek
            .value("SELECT raw FROM sync_rejects WHERE reason LIKE 'id holds%'")
            .await
            .unwrap(),
        "not json \u{fffd} at all 👾"
    );
}
