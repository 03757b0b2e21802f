//! msal for Python as a peer with a cache file, and the certificates without which it talks to nobody.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use super::peer::{OidcServer, approve_trusting, script};
use super::process::{Process, Stream};

const LIMIT: Duration = Duration::from_secs(60);

/// A Python that has msal. Variables that would name it another certificate authority are taken away.
fn python(name: &str) -> Command {
    let python = std::env::var_os("JETON_TEST_MSAL").expect("set JETON_TEST_MSAL or use tests/run");
    let mut command = Command::new(python);
    command.arg(script(name));
    for variable in ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"] {
        command.env_remove(variable);
    }
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

/// A certificate authority of a test's own, and a server's certificate for 127.0.0.1.
pub struct Certificates {
    folder: TempDir,
}

impl Certificates {
    #[track_caller]
    pub fn make() -> Self {
        let folder = TempDir::new().unwrap();
        let mut making = Process::spawn(python("certificates.py").arg(folder.path()));
        making.close_stdin();
        making.wait(LIMIT).ok();
        Self { folder }
    }

    /// What a client has to trust.
    pub fn authority(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// Starts the authorization server as msal wants one: with TLS, and a path in its issuer.
    #[track_caller]
    pub fn server(&self, settings: &[(&str, &str)]) -> OidcServer {
        let file = |name: &str| self.folder.path().join(name).display().to_string();
        let (certificate, key) = (file("server.pem"), file("server.key"));
        let own = [
            ("TLS_CERT", certificate.as_str()),
            ("TLS_KEY", &key),
            ("MOUNT", "/tenant"),
        ];
        OidcServer::start(&[&own, settings].concat())
    }
}

/// A program that uses msal with a cache file.
pub struct Msal<'a> {
    pub server: &'a OidcServer,
    pub certificates: &'a Certificates,
    pub cache: &'a Path,
}

impl Msal<'_> {
    /// Logs in by a device code; the access token.
    #[track_caller]
    pub fn log_in(&self) -> String {
        let process = self.start("login");
        let line = process.wait_for_line(Stream::Out, "approve ", LIMIT);
        let page = line.trim_start_matches("approve ");
        approve_trusting(&self.certificates.authority(), page).ok();
        answer(process).0
    }

    /// A token without anybody: itself, and its source in msal's words (`cache` or `identity_provider`).
    #[track_caller]
    pub fn token(&self) -> (String, String) {
        answer(self.start("token"))
    }

    /// What msal finds in the cache.
    #[track_caller]
    pub fn accounts(&self) -> Value {
        let run = self.start("accounts").wait(LIMIT).ok();
        serde_json::from_str(&run.stdout).unwrap()
    }

    #[track_caller]
    fn start(&self, command: &str) -> Process {
        let mut python = python("msal-peer.py");
        python.args([command, &self.server.issuer]).arg(self.cache);
        python.env("CA", self.certificates.authority());
        let mut process = Process::spawn(&mut python);
        process.close_stdin();
        process
    }
}

#[track_caller]
fn answer(process: Process) -> (String, String) {
    let run = process.wait(LIMIT).ok();
    let last = run.stdout.lines().last().unwrap();
    let answer: Value = serde_json::from_str(last).unwrap();
    let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
    (text("access_token"), text("source"))
}
