//! PostgreSQL for tests: a fresh database on the server that `tests/run` started, or a server of one's own to crash.
//! Plain functions: each talks to the server in a thread with a runtime of its own, so they work inside async tests, too.

use std::future::Future;
use std::process::Command;
use std::thread;

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;
use url::Url;

use super::peer::script;

/// URL of the server, as a role that may create databases and roles.
#[track_caller]
pub fn postgres_url() -> String {
    std::env::var("JETON_TEST_POSTGRES_URL").expect("set JETON_TEST_POSTGRES_URL or use tests/run")
}

/// Runs one SQL statement and waits for it.
fn execute(url: &str, sql: String) -> sqlx::Result<()> {
    let url = url.to_owned();
    let work = async move {
        let mut connection = PgConnection::connect(&url).await?;
        sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(&mut connection)
            .await?;
        connection.close().await
    };
    in_a_thread(work)
}

/// Runs `work` in a thread with a runtime of its own, so that it can be waited for inside async tests, too.
#[track_caller]
pub fn in_a_thread<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    thread::spawn(move || runtime.block_on(work))
        .join()
        .unwrap()
}

/// An empty database, dropped with the value (also when connections to it are still open).
pub struct TestDatabase {
    server: String,
    name: String,
}

impl TestDatabase {
    #[track_caller]
    pub fn create() -> Self {
        Self::create_on(&postgres_url())
    }

    /// On another server than the shared one.
    #[track_caller]
    pub fn create_on(server: &str) -> Self {
        let name = format!("jeton_{}", uuid::Uuid::new_v4().simple());
        execute(server, format!("create database {name}")).unwrap();
        Self {
            server: server.to_owned(),
            name,
        }
    }

    /// Its URL, password included.
    pub fn url(&self) -> String {
        let mut url = Url::parse(&self.server).unwrap();
        url.set_path(&self.name);
        url.into()
    }

    /// Runs one or more SQL statements in it, such as those that prepare a test.
    #[track_caller]
    pub fn execute(&self, sql: &str) {
        execute(&self.url(), sql.to_owned()).unwrap();
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        // A server that a test has crashed takes its databases with it.
        if let Err(error) = execute(
            &self.server,
            format!("drop database {} with (force)", self.name),
        ) {
            eprintln!("database {} stays: {error}", self.name);
        }
    }
}

/// A server of one's own, to be stopped and crashed: about two seconds to make. Port and password outlive a restart.
pub struct PrivatePostgres {
    pub url: String,
    folder: TempDir,
}

impl PrivatePostgres {
    #[track_caller]
    pub fn start() -> Self {
        use std::os::unix::fs::PermissionsExt;
        let folder = TempDir::new().unwrap();
        // As root the server runs as another user, who has to pass through.
        std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o711)).unwrap();
        let url = server_script(&folder, &["start"]);
        Self { url, folder }
    }

    /// Stops it: `fast` as an administrator would, `immediate` as a crash.
    #[track_caller]
    pub fn stop(&self, how: &str) {
        server_script(&self.folder, &["stop", how]);
    }

    /// Has every one of its processes stand still, or go on.
    #[track_caller]
    pub fn freeze(&self, still: bool) {
        let folder = self.folder.path().join("server/data/postmaster.pid");
        let text = std::fs::read_to_string(folder).unwrap();
        let pid = text.lines().next().unwrap();
        let signal = if still { "STOP" } else { "CONT" };
        let children = format!("kill -{signal} {pid} $(cat /proc/{pid}/task/{pid}/children)");
        let status = Command::new("sh").args(["-c", &children]).status();
        assert!(status.unwrap().success(), "{children}");
    }

    /// Starts it again after a stop.
    #[track_caller]
    pub fn restart(&self) {
        assert_eq!(server_script(&self.folder, &["start"]), self.url);
    }
}

impl Drop for PrivatePostgres {
    fn drop(&mut self) {
        let folder = self.folder.path().join("server");
        // Fails when the test has stopped it already.
        let stopped = Command::new(script("postgres"))
            .arg("stop")
            .arg(folder)
            .arg("immediate")
            .status();
        stopped.expect("tests/peers/postgres runs");
    }
}

#[track_caller]
fn server_script(folder: &TempDir, args: &[&str]) -> String {
    let mut command = Command::new(script("postgres"));
    command
        .arg(args[0])
        .arg(folder.path().join("server"))
        .args(&args[1..]);
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}
