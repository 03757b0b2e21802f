//! One holder at a time. What a killed holder leaves is in `crash`.

use std::time::{Duration, Instant};

use jeton::db::{Database, Lock};

use super::scratch::{Scratch, lock};

pub async fn a_lock_excludes_others_until_released(scratch: &Scratch) {
    let one = scratch.database().await;
    let two = scratch.database().await;
    let held = lock(&one, "referrals").await.unwrap();
    assert!(lock(&two, "referrals").await.is_none());
    assert!(
        lock(&one, "referrals").await.is_none(),
        "nor may its own process take it twice"
    );
    held.release().await;
    let held = wait_for(&two, "referrals").await;
    assert!(lock(&one, "referrals").await.is_none());
    drop(held);
}

pub async fn a_dropped_lock_is_free_again(scratch: &Scratch) {
    let db = scratch.database().await;
    drop(lock(&db, "referrals").await.unwrap());
    wait_for(&db, "referrals").await;
}

pub async fn locks_of_other_names_are_free(scratch: &Scratch) {
    let db = scratch.database().await;
    let _one = lock(&db, "products/a").await.unwrap();
    let _two = lock(&db, "products-a").await.unwrap();
    let _three = lock(&db, "../../etc/products ğ").await.unwrap();
}

/// A server needs a moment to see that a client is gone.
pub async fn wait_for(db: &Database, name: &str) -> Lock {
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        if let Some(lock) = lock(db, name).await {
            return lock;
        }
        assert!(Instant::now() < deadline, "the lock is not given back");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
