//! Opening what is there, and saying why not.

use std::error::Error as _;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use jeton::db::{Database, Engine, Error, Target};
use secrecy::SecretString;

use super::scratch::{Peek, Scratch, begin, block_on, end, lock, on_postgres, on_sqlite, server};

async fn refused(url: &str) -> Error {
    let error = Database::open(&Target::Postgres(SecretString::from(url.to_owned())))
        .await
        .unwrap_err();
    let mut told = format!("{error} {error:?}");
    let mut source = error.source();
    while let Some(cause) = source {
        told = format!("{told} {cause} {cause:?}");
        source = cause.source();
    }
    assert!(!told.contains("hunter2"), "{told}");
    error
}

#[test]
fn a_server_that_is_not_there_is_said_at_once() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    block_on(async {
        let start = Instant::now();
        let error = refused(&format!("postgres://me:hunter2@127.0.0.1:{port}/app")).await;
        assert!(matches!(error, Error::Unavailable { .. }), "{error:?}");
        assert_eq!(
            error.to_string(),
            format!("cannot reach the database postgres://me@127.0.0.1:{port}/app")
        );
        assert!(
            error.source().unwrap().to_string().contains("refused"),
            "{error:?}"
        );
        assert!(start.elapsed() < Duration::from_secs(5));
        assert!(matches!(
            refused("postgres://me:hunter2@nowhere.invalid/app").await,
            Error::Unavailable { .. }
        ));
    });
}

#[test]
fn a_silent_server_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    block_on(async {
        let error = refused(&format!(
            "postgres://me:hunter2@127.0.0.1:{port}/app?connect_timeout=1"
        ))
        .await;
        assert!(matches!(error, Error::Unavailable { .. }), "{error:?}");
    });
}

#[test]
fn a_wrong_user_and_a_wrong_database_are_told_apart() {
    block_on(async {
        let mut url = url::Url::parse(&server()).unwrap();
        url.set_path("jeton_test_never_made");
        assert!(matches!(
            refused(url.as_str()).await,
            Error::NoDatabase { .. }
        ));
        url.set_username("jeton_test_nobody").unwrap();
        url.set_password(Some("hunter2")).unwrap();
        let error = refused(url.as_str()).await;
        assert!(matches!(error, Error::Denied { .. }), "{error:?}");
        url.set_query(Some("sslmode=verify-full"));
        let error = refused(url.as_str()).await;
        assert!(
            matches!(
                error,
                Error::Other { .. } | Error::Denied { .. } | Error::Unavailable { .. }
            ),
            "{error:?}"
        );
    });
}

#[test]
fn a_cut_connection_is_replaced() {
    on_postgres(async |scratch: &Scratch| {
        let db = scratch.database().await;
        let held = lock(&db, "referrals").await.unwrap();
        let run = begin(&db, "referrals").await.unwrap().run;
        scratch.peek.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'jeton' AND datname = current_database()").await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        end(&db, &run, jeton::db::Outcome::Succeeded, None)
            .await
            .unwrap();
        assert!(
            lock(&db, "referrals").await.is_some(),
            "the lock went with its session"
        );
        held.release().await;
    });
}

#[test]
fn a_session_has_our_settings() {
    on_postgres(async |scratch: &Scratch| {
        let db = scratch.database().await;
        assert_eq!(db.engine(), Engine::Postgres);
        assert!(!db.location().contains('?') && format!("{db:?}").contains(db.location()));
        let Peek::Postgres(_) = &scratch.peek else {
            unreachable!()
        };
        let names = "SELECT string_agg(DISTINCT application_name, ',') FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
        assert_eq!(scratch.peek.value(names).await.unwrap(), "jeton");
        let compression = "SELECT attcompression FROM pg_attribute WHERE attrelid = 'partner_center_referrals'::regclass AND attname = 'raw'";
        let kept = scratch.peek.value(compression).await.unwrap();
        assert!(kept == "l" || kept.is_empty(), "{kept:?}");
        db.close().await;
    });
}

#[cfg(unix)]
#[test]
fn a_file_is_made_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    on_sqlite(async |scratch: &Scratch| {
        let db = scratch.database().await;
        assert_eq!(db.engine(), Engine::Sqlite);
        let _lock = lock(&db, "referrals").await.unwrap();
        let path = std::path::Path::new(db.location());
        let mode =
            |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        let mut files: Vec<String> = Vec::new();
        for file in std::fs::read_dir(path.parent().unwrap()).unwrap() {
            let file = file.unwrap();
            assert_eq!(mode(&file.path()), 0o600, "{file:?}");
            files.push(file.file_name().into_string().unwrap());
        }
        files.sort();
        assert_eq!(
            files,
            [
                "jeton.db",
                "jeton.db-shm",
                "jeton.db-wal",
                "jeton.db.referrals.lock"
            ]
        );
        for (pragma, value) in [("page_size", "16384"), ("journal_mode", "wal")] {
            assert_eq!(
                scratch
                    .peek
                    .value(&format!("SELECT {pragma} FROM pragma_{pragma}"))
                    .await
                    .unwrap(),
                value
            );
        }
    });
}

#[test]
fn what_is_no_database_is_left_alone() {
    block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("notes.txt");
        let text = "not a database, but long enough to be taken for the header of one: ".repeat(20);
        std::fs::write(&file, &text).unwrap();
        let error = Database::open(&Target::Sqlite(file.clone()))
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Other { .. }), "{error:?}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
        let error = Database::open(&Target::Sqlite(file.join("jeton.db")))
            .await
            .unwrap_err();
        assert!(matches!(error, Error::File { .. }), "{error:?}");
    });
}

#[test]
fn two_open_a_new_file_at_once() {
    for _ in 0..10 {
        on_sqlite(async |scratch: &Scratch| {
            let handles: Vec<_> = (0..4)
                .map(|_| {
                    let target = scratch.target.clone();
                    std::thread::spawn(move || {
                        block_on(async {
                            let db = Database::open(&target).await.unwrap();
                            db.migrate().await.unwrap().len()
                        })
                    })
                })
                .collect();
            let applied: usize = handles
                .into_iter()
                .map(|handle| handle.join().unwrap())
                .sum();
            assert_eq!(applied, 6);
        });
    }
}
