//! Turnstiles on a folder: what they write, what they leave alone, who waits.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::*;

const LONGEST: Duration = Duration::from_secs(300);

fn at(folder: &Path, rates: &[&str]) -> Turnstile {
    let rates = rates.iter().map(|text| text.parse().unwrap()).collect();
    Turnstile::new(
        (folder, Access::PRIVATE),
        "api.example:8443",
        Some("list"),
        rates,
    )
}

async fn pass(turnstile: &Turnstile) -> Passed {
    let passed = turnstile.pass(&Halt::never(), Duration::ZERO).await;
    passed.unwrap().unwrap()
}

async fn refusal(turnstile: &Turnstile) -> Hold {
    match turnstile.pass(&Halt::never(), Duration::ZERO).await {
        Err(Refused::Held { hold, until, .. }) => {
            assert!(until > clock::now());
            hold
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn nothing_is_written_while_all_is_well() {
    let folder = tempfile::tempdir().unwrap();
    let turnstile = at(folder.path(), &[]);
    for _ in 0..10 {
        assert!(turnstile.ready(&Halt::never(), LONGEST).await.unwrap());
        let passed = pass(&turnstile).await;
        turnstile.answered(passed, 200, None).await;
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn limits_are_shared() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (
        at(folder.path(), &["3/h", "9/d"]),
        at(folder.path(), &["3/h", "9/d"]),
    );
    for turnstile in [&one, &other, &one] {
        assert!(turnstile.ready(&Halt::never(), LONGEST).await.unwrap());
        let passed = pass(turnstile).await;
        turnstile.answered(passed, 200, None).await;
    }
    assert_eq!(refusal(&other).await, Hold::Limits);
    assert!(
        folder
            .path()
            .join("limits/api.example_8443-list.json")
            .exists()
    );
    assert!(!folder.path().join("breakers").exists());
    let refused = one.ready(&Halt::never(), LONGEST).await.unwrap_err();
    let words = "the limit of 3/h and 9/d requests at api.example:8443 is used up";
    assert_eq!(refused.to_string(), words);
}

#[tokio::test]
async fn a_pause_is_for_everybody() {
    for status in [429, 503] {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (at(folder.path(), &[]), at(folder.path(), &[]));
        let passed = pass(&one).await;
        one.answered(passed, status, Some(Duration::ZERO)).await;
        let passed = pass(&other).await;
        other
            .answered(passed, status, Some(Duration::from_secs(301)))
            .await;
        assert_eq!(refusal(&one).await, Hold::Pause, "{status}");
    }
}

#[tokio::test]
async fn a_short_pause_is_sat_out_and_a_stop_ends_it() {
    let folder = tempfile::tempdir().unwrap();
    let turnstile = at(folder.path(), &[]);
    let passed = pass(&turnstile).await;
    turnstile
        .answered(passed, 503, Some(Duration::from_secs(1)))
        .await;
    let begun = clock::monotonic();
    assert!(
        turnstile
            .pass(&Halt::never(), LONGEST)
            .await
            .unwrap()
            .is_some()
    );
    assert!(begun.elapsed() >= Duration::from_millis(900));

    let passed = pass(&turnstile).await;
    turnstile
        .answered(passed, 503, Some(Duration::from_secs(250)))
        .await;
    let (stop, asked) = tokio::sync::watch::channel(false);
    let halt = Halt::new(asked);
    let (passed, ()) = tokio::join!(turnstile.pass(&halt, LONGEST), async {
        tokio::task::yield_now().await;
        stop.send_replace(true);
    });
    assert!(passed.unwrap().is_none());
}

#[tokio::test]
async fn five_failures_leave_the_host_alone_for_everybody() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (at(folder.path(), &[]), at(folder.path(), &[]));
    for (count, turnstile) in [&one, &other, &one, &other, &one].into_iter().enumerate() {
        assert_eq!(turnstile.rests(), None);
        let passed = pass(turnstile).await;
        match count % 2 {
            0 => turnstile.failed(passed).await,
            _ => turnstile.answered(passed, 502, None).await,
        }
    }
    assert!(other.rests() > Some(Duration::from_secs(14)));
    assert_eq!(refusal(&other).await, Hold::Breaker);
    assert!(
        folder
            .path()
            .join("breakers/api.example_8443.json")
            .exists()
    );
}

#[tokio::test]
async fn an_answer_in_between_closes_it() {
    let folder = tempfile::tempdir().unwrap();
    let turnstile = at(folder.path(), &[]);
    for _ in 0..3 {
        for status in [500, 500, 429, 500, 500, 404] {
            let passed = turnstile.pass(&Halt::never(), LONGEST).await;
            turnstile
                .answered(passed.unwrap().unwrap(), status, None)
                .await;
        }
    }
    assert_eq!(turnstile.rests(), None);
}

#[tokio::test]
async fn too_fast_is_slower_for_everybody() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (at(folder.path(), &[]), at(folder.path(), &[]));
    let passed = pass(&one).await;
    one.answered(passed, 429, None).await;
    // On a busy machine the time between two may be long enough.
    for _ in 0..50 {
        one.pass(&Halt::never(), LONGEST).await.unwrap();
        match other.pass(&Halt::never(), Duration::ZERO).await {
            Ok(_) => {}
            Err(Refused::Held { hold, .. }) => return assert_eq!(hold, Hold::Pace),
            Err(error) => panic!("{error}"),
        }
    }
    panic!("nobody had to wait");
}

#[tokio::test]
async fn a_spoiled_file_is_used_up_where_there_are_limits() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("limits/api.example_8443-list.json");
    fs::create_dir(folder.path().join("limits")).unwrap();
    for text in ["", "{", r#"{"format":1,"windows":7}"#] {
        fs::write(&file, text).unwrap();
        pass(&at(folder.path(), &[])).await;
        assert_eq!(refusal(&at(folder.path(), &["2/h"])).await, Hold::Limits);
        assert!(
            fs::read_to_string(&file).unwrap().len() > 20,
            "the wait goes by"
        );
    }
    let newer = r#"{"format":2}"#;
    fs::write(&file, newer).unwrap();
    let passed = pass(&at(folder.path(), &[])).await;
    at(folder.path(), &[]).answered(passed, 429, None).await;
    let refused = at(folder.path(), &["2/h"])
        .pass(&Halt::never(), LONGEST)
        .await;
    assert!(matches!(refused, Err(Refused::Files(Error::Newer { .. }))));
    assert_eq!(fs::read_to_string(&file).unwrap(), newer);
}

/// A file in the folder's place, which also stops root.
#[tokio::test]
async fn a_folder_that_cannot_be_written_matters_only_to_limits() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("limits"), "").unwrap();
    fs::write(folder.path().join("breakers"), "").unwrap();
    fs::set_permissions(
        folder.path().join("limits"),
        fs::Permissions::from_mode(0o400),
    )
    .unwrap();
    let turnstile = at(folder.path(), &[]);
    for status in [200, 429, 503, 200] {
        let passed = pass(&turnstile).await;
        turnstile
            .answered(passed, status, Some(Duration::from_secs(9)))
            .await;
    }
    let passed = pass(&turnstile).await;
    turnstile.failed(passed).await;
    let limited = at(folder.path(), &["2/h"]);
    let refused = limited.pass(&Halt::never(), LONGEST).await;
    assert!(
        matches!(refused, Err(Refused::Files(Error::Files(_)))),
        "{refused:?}"
    );
}
