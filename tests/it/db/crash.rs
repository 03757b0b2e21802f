//! A run killed between two instructions: this test binary starts itself as the victim.

use std::process::{Child, Command};
use std::time::{Duration, Instant};

use jeton::db::{Database, Target};
use secrecy::{ExposeSecret, SecretString};

use super::locks::wait_for;
use super::scratch::{REFERRALS, Scratch, begin, block_on, lock, page, row, write_page};

/// Tells the victim which database to write to.
const VICTIM: &str = "JETON_TEST_VICTIM";
const PAGE: u64 = 25;

/// Kills even when an assertion fails before.
struct Victim(Child);

impl Drop for Victim {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

pub async fn a_killed_run_is_gone_on_with(scratch: &Scratch) {
    let db = scratch.database().await;
    let target = match &scratch.target {
        Target::Postgres(url) => url.expose_secret().to_owned(),
        Target::Sqlite(path) => path.display().to_string(),
    };
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["db::crash::victim", "--exact", "--ignored", "--quiet"])
        .env(VICTIM, target);
    let victim = Victim(command.stdout(std::process::Stdio::null()).spawn().unwrap());
    let deadline = Instant::now() + Duration::from_secs(30);
    while db.count("partner_center_referrals").await.unwrap() < 10 * PAGE {
        assert!(Instant::now() < deadline, "the victim writes nothing");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(
        lock(&db, "referrals").await.is_none(),
        "the victim holds the lock"
    );
    drop(victim);

    let _lock = wait_for(&db, "referrals").await;
    let begun = begin(&db, "referrals").await.unwrap();
    let resume = begun.resume.unwrap();
    assert_eq!(
        db.count("partner_center_referrals").await.unwrap(),
        resume.pages * PAGE,
        "rows and checkpoint agree"
    );
    assert_eq!(resume.cursor, resume.pages.to_string());
    let ended = format!(
        "SELECT outcome || ' ' || pages FROM sync_runs WHERE id = {}",
        resume.run_id
    );
    assert_eq!(
        scratch.peek.value(&ended).await.unwrap(),
        format!("interrupted {}", resume.pages)
    );
}

#[test]
#[ignore = "started by a_killed_run_is_gone_on_with"]
fn victim() {
    let Ok(target) = std::env::var(VICTIM) else {
        return;
    };
    let target = if target.starts_with("postgres") {
        Target::Postgres(SecretString::from(target))
    } else {
        Target::Sqlite(target.into())
    };
    block_on(async {
        let db = Database::open(&target).await.unwrap();
        let _lock = lock(&db, "referrals").await.unwrap();
        let run = begin(&db, "referrals").await.unwrap().run;
        // An orphan ends by itself.
        for number in 1..=20_000_u64 {
            let rows = (0..PAGE)
                .map(|n| row(&format!("{number}-{n}"), "one", "2030-01-07T08:00:00Z"))
                .collect();
            write_page(
                &db,
                &run,
                &REFERRALS,
                &page(rows, Some(&number.to_string())),
            )
            .await
            .unwrap();
        }
    });
}
